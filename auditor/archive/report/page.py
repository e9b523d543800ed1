"""The page of an archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from auditor import __version__
from auditor.archive.report import charts
from auditor.archive.report.estimate import estimate
from auditor.archive.report.groups import BY, UNKNOWN, Archive, Group, crossed, table
from auditor.archive.report.lists import Lists, quoted
from auditor.archive.report.shared import Claims, families
from auditor.errors import UsageError
from auditor.reports._html import Markup, asset, render, source_hash
from auditor.reports._html.shown import line
from auditor.summary import percent

_ROWS = 40  # groups of a table
_PANELS = 12  # small multiples
_CELL = 20  # articles listed for a part of a group
_WHERE = {
    "outlet": "outlet = {}",
    "month": "strftime(date, '%Y-%m') = {}",
    "party": "id in (select article from 'parties/*.parquet' where name = {})",
    "topic": "id in (select article from 'topics/*.parquet' where name = {})",
}
_ABOUT = {
    "outlet": "Mean of the articles’ unverified single-party shares.",
    "month": "Mean of the articles’ unverified single-party shares, by the month of publication.",
    "party": "Who is heard: the mean of what the party carries in the articles that hear it, "
    "on its word, claims and positions.",
    "topic": "Mean of the unverified single-party shares of the articles that repeat the name; "
    "an article has several topics.",
}
_PLURAL = {"outlet": "outlets", "month": "months", "party": "parties", "topic": "topics"}
_UNNAMED = ("anonymous", "vague", "role")
_VOICES = ("article", "affiliation", "naming", "words")
Row = dict[str, Any]


def report(folder: Path, by: Sequence[str] = ()) -> str:
    """Return the page; ``by`` names one or two of ``BY``, else all are told.

    Raises UsageError for a folder without tables, and where there is nothing to tell.
    """
    archive = Archive(folder)
    if not len(archive):
        raise UsageError(f"{folder}: no article is audited")
    lists = Lists(archive)
    style = asset("style.css") + asset("archive.css")
    script = asset("script.js")
    whole = estimate(archive.shares)
    there = archive.has("claims") and archive.has("families")
    claims = Claims(archive, lists) if there and not by else None
    pairs = [("outlet", "month")] if not by else [(by[0], by[1])] if len(by) == 2 else []
    return render(
        "archive.html",
        style=Markup(style),
        script=Markup(script),
        style_hash=Markup(source_hash(style)),
        script_hash=Markup(source_hash(script)),
        version=__version__,
        big=percent(whole.mean),
        told=charts.told(whole),
        articles=archive.all,
        left=archive.all - len(archive),
        width=charts.WIDTH,
        months=charts.MONTHS,
        height=charts.HEIGHT,
        panels=[_panels(archive, lists, *pair) for pair in pairs],
        sections=[_section(archive, lists, one) for one in by or BY],
        voices=[] if by else list(_voices(archive, lists)),
        checked=list(claims.checked()) if claims else [],
        dropped=list(claims.dropped()) if claims else [],
        alone=list(claims.alone()) if claims else [],
        families=families(archive, lists) if claims else [],
        origins=there,
        lists=lists.told,
    )  # fmt: skip


def _section(archive: Archive, lists: Lists, by: str) -> Row:
    groups = archive.groups(by)
    shown = groups if by == "month" else groups[:_ROWS]
    rows = []
    for n, group in enumerate(shown, 1):
        one = estimate(group.values)
        rows.append(
            {
                "label": line(group.label), "n": one.articles, "mean": one.mean,
                "percent": percent(one.mean), "few": one.few, "mark": charts.interval(one),
                "range": "" if one.few else f"{percent(one.low)} to {percent(one.high)}",
                "href": lists.add(
                    f"{by}-{n}", f"{by.capitalize()}: {group.label}", group.places,
                    _query(by, group.label),
                ),
            }
        )  # fmt: skip
    return {
        "id": by, "name": by.capitalize(), "title": f"By {by}", "about": _ABOUT[by], "rows": rows,
        "figure": "Carries" if by == "party" else "Unverified",
        "more": len(groups) - len(shown), "plural": _PLURAL[by],
    }  # fmt: skip


def _panels(archive: Archive, lists: Lists, by: str, across: str) -> Row:
    """Return the small multiples: a chart for each of the largest groups."""
    if across in ("party", "topic"):
        by, across = across, by
    if across in ("party", "topic"):
        raise UsageError("--by: of two, one is outlet or month")
    if by == "month":
        by, across = across, by
    groups = [one for one in archive.groups(by) if one.label != UNKNOWN]
    labels = [one.label for one in archive.groups(across) if one.label != UNKNOWN]
    if across == "outlet":
        labels = labels[:_PANELS]
    told = []
    for n, (group, parts) in enumerate(crossed(groups[:_PANELS], archive.labels(across)), 1):
        found = [
            (part.label, estimate(part.values), _cell(lists, by, across, n, group, part))
            for part in parts
            if part.label in labels
        ]
        if found:
            told.append(charts.panel(line(group.label), labels, found))
    return {
        "id": f"{by}-{across}", "title": f"{_PLURAL[by].capitalize()} by {across}",
        "panels": told, "more": max(0, len(groups) - _PANELS), "plural": _PLURAL[by],
    }  # fmt: skip


def _cell(lists: Lists, by: str, across: str, n: int, group: Group, part: Group) -> str:
    query = f"{_query(by, group.label)} and {_where(across, part.label)}"
    label = f"{by.capitalize()} {group.label}, {across} {part.label}"
    return lists.add(f"{by}-{n}-{part.label}", label, part.places, query, _CELL)


def _voices(archive: Archive, lists: Lists) -> Iterator[Row]:
    """Yield the kinds of sources, with how many there are and how many have no name."""
    rows = table(archive.folder, "sources", _VOICES)
    unnamed = pc.is_in(rows.column("naming"), value_set=pa.array(_UNNAMED))
    rows = rows.append_column("unnamed", unnamed.cast(pa.int32()))
    kinds = rows.group_by("affiliation").aggregate(
        [("unnamed", "sum"), ("unnamed", "count"), ("article", "count_distinct"), ("words", "sum")]
    )
    words = pc.sum(kinds.column("words_sum")).as_py() or 1
    order = [("words_sum", "descending"), ("affiliation", "ascending")]
    for n, row in enumerate(kinds.sort_by(order).to_pylist(), 1):
        kind = row["affiliation"]
        same = rows.column("affiliation")
        own = rows.filter(pc.is_null(same) if kind is None else pc.equal(same, kind))
        places = archive.places(pc.unique(own.column("article"))).drop_null().to_numpy()
        where = "is null" if kind is None else f"= {quoted(kind)}"
        query = f"select distinct article from 'sources/*.parquet' where affiliation {where}"
        part = row["unnamed_sum"] / row["unnamed_count"]
        share = row["words_sum"] / words
        yield {
            "label": kind or UNKNOWN, "sources": row["unnamed_count"], "unnamed": part,
            "unnamed_percent": percent(part), "share": share, "percent": percent(share),
            "articles": row["article_count_distinct"],
            "href": lists.add(f"voices-{n}", f"Sources: {kind or UNKNOWN}", places, query),
        }  # fmt: skip


def _query(by: str, label: str) -> str:
    return f"select id from 'articles/*.parquet' where {_where(by, label)}"


def _where(by: str, label: str) -> str:
    if label == UNKNOWN and by in ("outlet", "month"):
        return f"{'date' if by == 'month' else by} is null"
    return _WHERE[by].format(quoted(label))
