"""Articles in Arrow's record batches to audits in record batches: what every engine can call.

One row comes out for each that goes in, in the same order: the columns of the table ``articles``
(docs/archives.md), and for each other table a column of lists, which ``tables`` takes apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

import pyarrow as pa
import pyarrow.compute as pc

from auditor import readers
from auditor.archive.audits import Failed, Limits, Setup, audit_article, loaded
from auditor.archive.inputs import of_row
from auditor.archive.inputs.columns import Chosen, Columns, choose
from auditor.archive.inputs.sheet import Fault, read_row
from auditor.archive.pieces import batch
from auditor.archive.rows import Row as Cells
from auditor.archive.rows import judge
from auditor.archive.schema import ARTICLES, TABLES, UNREADABLE, Table, arrow
from auditor.errors import ReadError, UsageError
from auditor.packs.load import load_rules

_INNER = tuple(table for table in TABLES.values() if table not in (ARTICLES, UNREADABLE))
_ROWS = "_rows"  # articles has counts that are called parties and sources
_FAILURE = ("code", "message")
_UNWATCHED = Limits(seconds=0)  # the process is not ours to end
GUESSED = Columns()


def schema() -> pa.Schema:
    """Return the schema of what ``audit_batches`` yields, whatever goes in.

    The rows of ``segments`` are in ``segments_rows``, and so on; ``code`` and ``message`` say why
    a row could not be audited, and are null where it was.
    """
    inner = [(table.name + _ROWS, pa.list_(_struct(table))) for table in _INNER]
    return pa.schema([*arrow(ARTICLES), *inner, *((name, pa.string()) for name in _FAILURE)])


def audit_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    columns: Columns = GUESSED,
    rules: Sequence[str] = (),
    reader: str | None = None,
    encoding: str | None = None,
) -> Iterator[pa.RecordBatch]:
    """Yield a batch of ``schema()`` for each batch of articles, row by row.

    ``columns`` names those that hold text, title, id, date, outlet and URL (the others are left
    to their usual names), ``rules`` are further packs, ``reader`` is the one
    beside them (auditor.readers).  The rules are loaded once in each
    process.  What cannot be audited is a row with a code; UsageError is raised where no column
    holds the text.
    """
    setup = _setup(tuple(rules), reader, encoding)
    for given in batches:
        try:
            chosen = choose(given.schema.names, columns, "batch")
        except ReadError as error:
            raise UsageError(str(error)) from None
        yield _audited(given.select(chosen.names), chosen, setup)


def tables(audited: pa.RecordBatch) -> Mapping[str, pa.RecordBatch]:
    """Return the tables that are in a batch of ``schema()``, by their names."""
    failed = pc.is_valid(audited.column("code"))
    apart = {ARTICLES.name: audited.filter(pc.invert(failed)).select(list(ARTICLES.names))}
    ids = audited.column("id")
    for table in _INNER:
        lists = audited.column(table.name + _ROWS)
        columns = [ids.take(pc.list_parent_indices(lists)), *lists.flatten().flatten()]
        apart[table.name] = pa.record_batch(columns, schema=arrow(table))
    lost = audited.filter(failed)
    columns = [lost.column(n) for n in ("id", "file", *_FAILURE)]
    apart[UNREADABLE.name] = pa.record_batch(columns, schema=arrow(UNREADABLE))
    return apart


@lru_cache(maxsize=4)
def _setup(paths: tuple[str, ...], reader: str | None, encoding: str | None) -> Setup:
    rules = readers.load(partial(load_rules, paths), readers.wanted(reader))
    return Setup(lambda: rules, judge(rules), _UNWATCHED, encoding)


def _struct(table: Table) -> pa.DataType:
    return pa.struct(list(arrow(table))[1:])  # the first column says whose it is


def _audited(given: pa.RecordBatch, chosen: Chosen, setup: Setup) -> pa.RecordBatch:
    rules = loaded(setup)
    articles: list[Cells] = []
    failures: list[Failed | None] = []
    inner: dict[str, list[Cells]] = {table.name: [] for table in _INNER}
    ends: dict[str, list[int]] = {table.name: [0] for table in _INNER}
    for number, cells in enumerate(given.to_pylist(), 1):
        row = read_row(number, cells.__getitem__, chosen.names, "", setup.encoding)
        item = row if isinstance(row, Fault) else of_row(row, chosen, "")
        one = (
            Failed(item.code, item.message)
            if isinstance(item, Fault)
            else audit_article(item, setup, rules)
        )
        if isinstance(one, Failed):
            id = item.id if isinstance(item, Fault) else item.about.id
            articles.append((id, *[None] * (len(ARTICLES.columns) - 1)))
            failures.append(one)
        else:
            articles += one[ARTICLES.name]
            failures.append(None)
            for name, kept in inner.items():
                kept += one[name]
        for name, kept in inner.items():
            ends[name].append(len(kept))
    columns = list(batch(ARTICLES, articles).columns)
    for table in _INNER:
        flat = batch(table, inner[table.name]).columns[1:]
        values = pa.StructArray.from_arrays(flat, fields=list(_struct(table)))
        columns.append(pa.ListArray.from_arrays(pa.array(ends[table.name], pa.int32()), values))
    for name in _FAILURE:
        told = [getattr(failure, name) if failure else None for failure in failures]
        columns.append(pa.array(told, pa.string()))
    return pa.record_batch(columns, schema=schema())
