"""The articles behind the figures of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from auditor.archive.report.groups import SHARE, Archive, Places
from auditor.reports._html.shown import line
from auditor.reports._places import clipped
from auditor.summary import percent

LISTED = 50  # articles of a list
_TITLE = 110  # characters


class Item(NamedTuple):
    """An article in a list."""

    title: str
    url: str  # "" where there is none to follow
    about: str
    share: str


class Listed(NamedTuple):
    """A list of articles."""

    id: str
    label: str
    articles: int
    items: Sequence[Item]
    query: str  # that asks the tables for all of them


class Lists:
    """Collects the lists of a page; what they hold is read when the page is written."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.told: list[Listed] = []

    def add(self, id: str, label: str, places: Places, query: str, most: int = LISTED) -> str:
        """Add a list, the highest shares first, and return the address of it."""
        shares = self._archive.shares[places]
        order = np.lexsort((places, -shares))[:most]
        self.told.append(
            Listed(id, line(label), len(places), self._items(places[order].tolist()), query)
        )
        return f"#{id}"

    def add_ids(self, id: str, label: str, ids: Sequence[str], query: str) -> str:
        """Add a list of articles by their ids, in that order; return the address of it."""
        first = list(ids[:LISTED])
        places = self._archive.places(pa.array(first, pa.string())).to_pylist()
        known = iter(self._items([place for place in places if place is not None]))
        items = [
            Item(line(one), "", "not audited", "") if place is None else next(known)
            for one, place in zip(first, places, strict=True)
        ]
        self.told.append(Listed(id, line(label), len(ids), items, query))
        return f"#{id}"

    def _items(self, places: Sequence[int]) -> list[Item]:
        rows: list[dict[str, Any]] = self._archive.articles.take(
            pa.array(places, pa.int64())
        ).to_pylist()
        return [
            Item(
                clipped(line(row["title"] or row["id"]), _TITLE),
                url if (url := row["url"] or "").startswith(("https://", "http://")) else "",
                line(", ".join(filter(None, (row["outlet"], row["date"] and f"{row['date']}")))),
                percent(row[SHARE] or 0.0),
            )
            for row in rows
        ]


def quoted(text: str) -> str:
    """Return a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"
