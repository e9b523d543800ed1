"""The tables of an archive as origins need them: read row by row, written as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from auditor.archive.pieces import batch
from auditor.archive.rows import Row
from auditor.archive.schema import Table
from auditor.errors import UsageError
from auditor.model import EXCLUDED

_READ = 8192  # rows at a time
_WRITTEN = 32_768  # rows of a row group


class Article(NamedTuple):
    """A row of ``articles``."""

    id: str
    date: Any  # datetime.date, or None
    outlet: str | None


class Passage(NamedTuple):
    """A row of ``segments``, and its place among all rows."""

    row: int
    article: str
    number: int
    text: str
    status: str
    party: str | None
    source_name: str | None
    attribution: int | None


def articles(folder: Path) -> Iterator[Article]:
    """Yield all articles."""
    for rows in _batches(folder, "articles", Article._fields):
        yield from map(Article, *_columns(rows))


def passages(folder: Path) -> Iterator[tuple[str, list[Passage]]]:
    """Yield articles with their passages, those left out that an audit excludes."""
    for article, rows in groupby(_passages(folder), itemgetter(1)):
        yield article, [row for row in rows if row.status not in EXCLUDED]


def _passages(folder: Path) -> Iterator[Passage]:
    start = 0
    for rows in _batches(folder, "segments", Passage._fields[1:]):
        yield from map(Passage, range(start, start + len(rows)), *_columns(rows))
        start += len(rows)


def picked(
    folder: Path, name: str, columns: tuple[str, ...], wanted: list[int]
) -> Iterator[tuple[int, Row]]:
    """Yield some rows of a table, told by their places in ascending order."""
    start = at = 0
    for rows in _batches(folder, name, columns):
        first = at
        while at < len(wanted) and wanted[at] < start + len(rows):
            at += 1
        if at > first:
            some = rows.take(pa.array([place - start for place in wanted[first:at]]))
            yield from zip(wanted[first:at], zip(*_columns(some), strict=True), strict=True)
        start += len(rows)


def write(folder: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write a table in one file, all of it or nothing; return the number of rows."""
    place = folder / table.name
    place.mkdir(exist_ok=True)
    file = place / "part-00000.parquet"
    new = file.with_name(f"{file.name}.tmp")
    count, left = 0, iter(rows)
    with new.open("wb") as stream:
        with pq.ParquetWriter(stream, batch(table, []).schema, compression="zstd") as writer:
            while some := list(islice(left, _WRITTEN)):
                writer.write_batch(batch(table, some))
                count += len(some)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
    return count


def _batches(folder: Path, name: str, columns: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    place = folder / name
    if not place.is_dir():
        raise UsageError(f"{folder}: holds no tables; write them by auditor archive run")
    for file in sorted(place.glob("part-*.parquet")):
        try:
            with pq.ParquetFile(file, pre_buffer=False) as opened:
                yield from opened.iter_batches(_READ, columns=list(columns))
        except pa.ArrowException as error:
            raise UsageError(f"{file}: cannot be read: {error}") from error


def _columns(rows: pa.RecordBatch) -> list[list[Any]]:
    return [column.to_pylist() for column in rows.columns]
