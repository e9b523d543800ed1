"""The files of a part: written beside their names, made durable, and then renamed all together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from auditor.archive.ledger import Ledger
from auditor.archive.pieces import batch, unpacked
from auditor.archive.schema import ARTICLES, TABLES, UNREADABLE, Table, arrow
from auditor.errors import UsageError

_GROUP = 32_768  # rows of a row group: what a reader holds at a time
_NEW = ".tmp"


def path(folder: Path, table: str, part: int) -> Path:
    """Return the file of a part of a table."""
    return folder / table / f"part-{part:05}.parquet"


def write(folder: Path, ledger: Ledger, part: int) -> None:
    """Write a part anew, from the rows that wait for it and those that its files keep.

    It can be interrupted anywhere: ``recover`` ends what is begun.
    """
    articles = ledger.articles(part)
    for table in TABLES.values():
        if table is UNREADABLE:
            rows = pa.Table.from_batches([batch(table, ledger.unreadable(part))])
        else:
            rows = _rows(folder, ledger, part, table, articles)
        _save(path(folder, table.name, part), rows)
        del rows
    ledger.written(part)
    _rename(folder, ledger, part)
    pa.default_memory_pool().release_unused()


def recover(folder: Path, ledger: Ledger) -> None:
    """Give files their names that an earlier run has written, and remove what it has begun."""
    for part in ledger.renaming():
        _rename(folder, ledger, part)
    for table in TABLES:
        (folder / table).mkdir(exist_ok=True)
        for file in (folder / table).glob(f"*{_NEW}"):
            file.unlink()


def _rows(
    folder: Path,
    ledger: Ledger,
    part: int,
    table: Table,
    articles: Sequence[tuple[str, int | None]],
) -> pa.Table:
    """Return the rows of a table in the order of the articles, each from where it is newest."""
    keys = pa.array([key for key, _ in articles], pa.string())
    origins = pa.array([chunk for _, chunk in articles], pa.int64())
    found: list[tuple[pa.Array, pa.Table]] = []
    for chunk, rows in _pieces(folder, ledger, part, table, articles):
        place = pc.index_in(rows.column(_key(table)).combine_chunks(), value_set=keys)
        origin = pc.take(origins, place)
        same = pc.is_null(origin) if chunk is None else pc.equal(origin, chunk)
        own = pc.fill_null(pc.and_(pc.is_valid(place), same), False)
        if not pc.all(own).as_py():
            rows, place = rows.filter(own), place.filter(own)
        if rows.num_rows:
            found.append((place, rows))
    if not found:
        return arrow(table).empty_table()
    found.sort(key=lambda piece: piece[0][0].as_py())
    places = pa.concat_arrays([place for place, _ in found])
    rows = pa.concat_tables([rows for _, rows in found])  # copies nothing, as taking would
    if pc.all(pc.greater_equal(places[1:], places[:-1])).as_py():
        return rows
    return rows.take(pc.array_sort_indices(places))


def _pieces(
    folder: Path,
    ledger: Ledger,
    part: int,
    table: Table,
    articles: Sequence[tuple[str, int | None]],
) -> Iterator[tuple[int | None, pa.Table]]:
    """Yield rows with the chunk they come from; None for those that are in the file."""
    old = path(folder, table.name, part)
    if any(chunk is None for _, chunk in articles):
        try:
            yield None, pq.read_table(old, partitioning=None).cast(arrow(table))
        except (OSError, pa.ArrowException) as error:
            cure = "remove the whole folder and run again"
            raise UsageError(f"{old}: is missing or broken, the ledger needs it; {cure}") from error
    for chunk, rows in ledger.waiting(part, table.name):
        yield chunk, unpacked(rows)


def _key(table: Table) -> str:
    return "id" if table is ARTICLES else "article"


def _save(file: Path, rows: pa.Table) -> None:
    with file.with_name(file.name + _NEW).open("wb") as stream:
        with pq.ParquetWriter(stream, rows.schema, compression="zstd") as writer:
            for start in range(0, rows.num_rows, _GROUP):
                # In one piece: how the rows came here must not show in the bytes.
                writer.write_table(rows.slice(start, _GROUP).combine_chunks(), _GROUP)
        stream.flush()
        os.fsync(stream.fileno())


def _rename(folder: Path, ledger: Ledger, part: int) -> None:
    for table in TABLES:
        file = path(folder, table, part)
        with suppress(FileNotFoundError):  # renamed before an interruption
            file.with_name(file.name + _NEW).replace(file)
        _sync(file.parent)
    ledger.renamed(part)


def _sync(folder: Path) -> None:
    """Make the names in a folder durable, where that is possible."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
