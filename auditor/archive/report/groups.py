"""The articles of an archive, apart by outlet, party, topic and month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from auditor.archive.report.estimate import Floats
from auditor.archive.schema import ARTICLES, ORIGINS, TABLES, arrow
from auditor.errors import UsageError

BY = ("outlet", "party", "topic", "month")
SHARE = "unverified_single_party_share"
UNKNOWN = "not known"
_COLUMNS = ("id", "title", "url", "outlet", "date", "content_words", SHARE)
_PARTIES = ("article", "name", "share")
Places = NDArray[np.int64]


class Group(NamedTuple):
    """Articles that have something in common: their places, and a figure of each."""

    label: str
    places: Places
    values: Floats


class Archive:
    """The articles that are audited, and what else the tables say of them.

    Raises UsageError for a folder without tables, or with tables that cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        audited = pc.field("audited")
        self.articles = table(folder, ARTICLES.name, _COLUMNS, audited)
        self.all = sum(pq.read_metadata(file).num_rows for file in files(folder, ARTICLES.name))
        shares = self.articles.column(SHARE).fill_null(0.0)
        self.shares: Floats = shares.to_numpy()
        self._ids = self.articles.column("id").combine_chunks()

    def __len__(self) -> int:
        return len(self.articles)

    def places(self, ids: pa.Array | pa.ChunkedArray) -> pa.Array:
        """Return the places of articles; null for those that are not audited."""
        whole = ids.combine_chunks() if isinstance(ids, pa.ChunkedArray) else ids
        return pc.index_in(whole, value_set=self._ids)

    def has(self, name: str) -> bool:
        """Whether there is a table."""
        return (self.folder / name).is_dir()

    def labels(self, by: str) -> Sequence[str]:
        """Return the outlet or the month of each article."""
        if by == "outlet":
            column = self.articles.column("outlet")
        else:
            column = pc.strftime(self.articles.column("date"), "%Y-%m")
        told: list[str] = pc.fill_null(column, UNKNOWN).to_pylist()
        return told

    def groups(self, by: str) -> list[Group]:
        """Return the groups of all articles, the largest first; months as they follow."""
        if by in ("outlet", "month"):
            labels = np.array(self.labels(by), object)
            found = list(_split(labels, np.arange(len(self)), self.shares))
        else:
            name, columns = ("parties", _PARTIES) if by == "party" else ("topics", _TOPICS)
            rows = table(self.folder, name, columns) if self.has(name) else None
            found = list(self._told(rows, by)) if rows is not None else []
        if by == "month":
            return sorted(found, key=lambda one: (one.label == UNKNOWN, one.label))
        return sorted(found, key=lambda one: (-len(one.places), one.label))

    def _told(self, rows: pa.Table, by: str) -> Iterator[Group]:
        """Yield groups by the names in a table: of parties what each carries, else the share."""
        places = self.places(rows.column("article"))
        there = pc.and_(pc.is_valid(places), pc.is_valid(rows.column("name").combine_chunks()))
        own = np.asarray(places.filter(there).to_numpy(), np.int64)
        names = np.array(rows.column("name").combine_chunks().filter(there).to_pylist(), object)
        if by == "party":
            values = rows.column("share").combine_chunks().filter(there).to_numpy()
        else:
            values = self.shares[own]
        yield from _split(names, own, np.asarray(values, np.float64))


_TOPICS = ("article", "name")


def crossed(groups: Sequence[Group], labels: Sequence[str]) -> list[tuple[Group, list[Group]]]:
    """Return groups with the parts of each, by a label that every article has."""
    told = np.array(labels, object)
    return [
        (one, sorted(_split(told[one.places], one.places, one.values), key=lambda g: g.label))
        for one in groups
    ]


def _split(labels: NDArray[Any], places: Places, values: Floats) -> Iterator[Group]:
    if not len(labels):
        return
    names, inverse = np.unique(labels.astype(str), return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    starts = np.flatnonzero(np.diff(inverse[order], prepend=-1))
    for name, own in zip(names.tolist(), np.split(order, starts[1:]), strict=True):
        yield Group(name, places[own], values[own])


def files(folder: Path, name: str) -> list[Path]:
    """Return the files of a table; raise UsageError where there is none."""
    if not (folder / name).is_dir():
        raise UsageError(f"{folder}: holds no tables; write them by auditor archive run")
    return sorted((folder / name).glob("part-*.parquet"))


def table(folder: Path, name: str, columns: Sequence[str], where: Any = None) -> pa.Table:
    """Return some columns of a table; raise UsageError where it cannot be read."""
    schema = arrow({**TABLES, **ORIGINS}[name])
    found = files(folder, name)
    try:
        parts = [
            pq.read_table(file, columns=list(columns), filters=where, partitioning=None)
            for file in found
        ]
    except (OSError, pa.ArrowException) as error:
        raise UsageError(f"{folder / name}: cannot be read: {error}") from error
    empty = pa.schema([schema.field(one) for one in columns]).empty_table()
    return pa.concat_tables([empty, *(part.select(list(columns)) for part in parts)])
