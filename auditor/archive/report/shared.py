"""What a page tells of families and of shared claims, from the tables of origins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow.compute as pc

from auditor.archive.report.estimate import ENOUGH
from auditor.archive.report.groups import Archive, table
from auditor.archive.report.lists import Lists, quoted
from auditor.reports._html.shown import line
from auditor.reports._places import clipped
from auditor.summary import percent

_MOST = 20  # rows of a table
_PASSAGE = 240  # characters
_FAMILIES = ("family", "article", "kind", "outlet", "date")
_CLAIMS = (
    "article", "text", "party", "first_outlet", "date", "articles", "outlets", "origins",
    "origin_names", "dropped", "checked",
)  # fmt: skip
Row = dict[str, Any]


def families(archive: Archive, lists: Lists) -> list[Row]:
    """Return the largest families as rows of a table."""
    rows = table(archive.folder, "families", _FAMILIES)
    sizes = rows.group_by("family").aggregate(
        [("article", "count"), ("outlet", "count_distinct"), ("date", "min"), ("date", "max")]
    )
    order = [("article_count", "descending"), ("family", "ascending")]
    told = []
    for n, one in enumerate(sizes.sort_by(order).slice(0, _MOST).to_pylist(), 1):
        members = rows.filter(pc.equal(rows.column("family"), one["family"]))
        ids = members.column("article").to_pylist()
        query = f"select article from 'families/*.parquet' where family = {quoted(one['family'])}"
        href = lists.add_ids(f"family-{n}", f"Family of {one['family']}", ids, query)
        first = members.slice(0, 1).to_pylist()[0]
        days = (one["date_max"] - one["date_min"]).days if one["date_min"] else None
        told.append(
            {
                "title": lists.told[-1].items[0].title, "href": href,
                "first": ", ".join(filter(None, (first["outlet"], _date(first["date"])))),
                "articles": one["article_count"], "outlets": one["outlet_count_distinct"],
                "copies": members.column("kind").to_pylist().count("copy"),
                "days": days,
            }
        )  # fmt: skip
    return told


class Claims:
    """The shared claims of an archive."""

    def __init__(self, archive: Archive, lists: Lists) -> None:
        self._archive, self._lists = archive, lists
        self._rows = table(archive.folder, "claims", _CLAIMS)
        self._carried = pc.list_value_length(self._rows.column("outlets"))

    def __len__(self) -> int:
        return len(self._rows)

    def checked(self) -> Iterator[Row]:
        """Yield parties with their claims, and how many of these are verified later."""
        claims = Counter(self._rows.column("party").to_pylist())
        some = self._rows.filter(pc.greater(pc.list_value_length(self._rows.column("checked")), 0))
        later: dict[str, list[str]] = {}
        for row in some.select(["party", "articles", "checked"]).to_pylist():
            if row["articles"][0] not in row["checked"]:  # not as soon as it is printed
                later.setdefault(row["party"], []).append(row["checked"][0])
        order = sorted(claims.items(), key=lambda item: (-item[1], item[0] or ""))
        for n, (party, count) in enumerate(order[:_MOST], 1):
            ids = later.get(party, [])
            query = "select unnest(checked) from 'claims/*.parquet' where party = "
            name = line(party or "")
            own = self._rows.filter(pc.equal(self._rows.column("party"), party))
            first = self._lists.add_ids(
                f"claims-{n}", f"Claims of {name}, printed first",
                own.column("article").to_pylist(),
                f"select article from 'claims/*.parquet' where party = {quoted(name)}",
            )  # fmt: skip
            yield {
                "label": name, "claims": count, "all": first, "checked": len(ids),
                "share": len(ids) / count, "percent": percent(len(ids) / count), "few": _few(count),
                "href": self._lists.add_ids(
                    f"checked-{n}", f"Claims of {name}, verified later", ids, query + quoted(name)
                ),
            }  # fmt: skip

    def dropped(self) -> Iterator[Row]:
        """Yield outlets with the claims they carry, and those without whose word it is."""
        carried = Counter(pc.list_flatten(self._rows.column("outlets")).to_pylist())
        left, whole = self._by_outlet("dropped"), self._by_outlet("articles")
        order = sorted(carried.items(), key=lambda item: (-item[1], item[0]))
        for n, (outlet, count) in enumerate(order[:_MOST], 1):
            name, dropped, every = line(outlet), left.get(outlet, []), whole.get(outlet, [])
            yield {
                "label": name, "claims": count, "dropped": len(dropped),
                "all": self._list("carried", n, name, "claims carried", every, "articles"),
                "share": len(dropped) / count, "percent": percent(len(dropped) / count),
                "few": _few(count),
                "href": self._list("dropped", n, name, "attribution left out", dropped, "dropped"),
            }  # fmt: skip

    def _list(
        self, id: str, n: int, outlet: str, what: str, ids: Sequence[str], column: str
    ) -> str:
        query = (
            f"select id from 'articles/*.parquet' where id in (select unnest({column}) "
            f"from 'claims/*.parquet') and outlet = {quoted(outlet)}"
        )
        once = list(dict.fromkeys(ids))
        return self._lists.add_ids(f"{id}-{n}", f"{outlet}: {what}", once, query)

    def _by_outlet(self, column: str) -> dict[str, list[str]]:
        """Return the articles that a column of lists names, by their outlets."""
        outlets = self._archive.labels("outlet")
        ids = pc.list_flatten(self._rows.column(column))
        told: dict[str, list[str]] = {}
        for id, place in zip(ids.to_pylist(), self._archive.places(ids).to_pylist(), strict=True):
            if place is not None:
                told.setdefault(outlets[place], []).append(id)
        return told

    def alone(self) -> Iterator[Row]:
        """Yield the claims that most outlets carry on one word."""
        one = pc.and_(pc.equal(self._rows.column("origins"), 1), pc.greater(self._carried, 1))
        rows = self._rows.append_column("outlet_count", self._carried).filter(one)
        order = [("outlet_count", "descending"), ("date", "ascending"), ("article", "ascending")]
        for n, row in enumerate(rows.sort_by(order).slice(0, _MOST).to_pylist(), 1):
            query = (
                "select unnest(articles) from 'claims/*.parquet' where article = "
                f"{quoted(row['article'])} and text = {quoted(row['text'] or '')}"
            )
            text = clipped(line(row["text"] or ""), _PASSAGE)
            yield {
                "text": text, "origin": line(row["origin_names"][0]),
                "outlets": row["outlet_count"], "articles": len(row["articles"]),
                "first": line(", ".join(filter(None, (row["first_outlet"], _date(row["date"]))))),
                "dropped": len(row["dropped"]),
                "href": self._lists.add_ids(f"claim-{n}", text, row["articles"], query),
            }  # fmt: skip


def _few(count: int) -> str:
    return "" if count >= ENOUGH else f"too few to say: {count} of {ENOUGH} claims"


def _date(day: Any) -> str:
    return day.isoformat() if day else ""
