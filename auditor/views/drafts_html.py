"""Drafts compared, two or two folders of them, as a page that needs nothing else, no scripts.

Template, style and escaping are those of the HTML report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from auditor.drafts import Drafts, Figure
from auditor.headline import moved
from auditor.model import Finding, Segment, Source
from auditor.reports._figures import counted as findings
from auditor.reports._html import Markup, anchor, asset, render, source_hash
from auditor.reports._html.chart import css
from auditor.reports._html.shown import line
from auditor.reports._style import plural
from auditor.run import Digest, Run
from auditor.summary import percent, share
from auditor.views.changes import Claim, Part, parts
from auditor.views.folders import Folders, Line, counted, told
from auditor.views.labels import label, points, status_label, who

_PASSAGE = 320  # characters
_BODY = "\0"  # where the comparisons go: nothing else in the page can hold this character
_BAR = 160  # width of a whole bar in the template
_STYLE = (
    "\n.drafts .verdict { flex-wrap: wrap; } .drafts .big { white-space: nowrap; }"
    "\n.drafts .wide table { min-width: 0; } .drafts .bars { width: 10rem; }"
    "\n.drafts .num { white-space: nowrap; } .drafts .shares { max-width: 46rem; }"
    "\n.drafts .audit + .audit .big { font-size: 2.2rem; }"
    "\n@media (max-width: 52rem) { .drafts .bars { display: none; } }\n"
)
Row = dict[str, Any]


def style() -> str:
    """Return the style of these pages, which holds that of the report."""
    return asset("style.css") + _STYLE


def two(drafts: Drafts, run: Run) -> Iterator[str]:
    """Yield the page of two drafts."""
    paths = line(drafts.old.document.path), line(drafts.new.document.path)
    yield from _page(drafts.share, paths, [section(drafts)], run)


def detail(one: Line, drafts: Drafts, run: Run) -> Iterator[str]:
    """Yield the comparison of an article of the folders."""
    if one.changed:
        yield section(drafts, one.path)


def several(folders: Folders, sections: Sequence[str], run: Run) -> Iterator[str]:
    """Yield the page of two folders; ``sections`` are the comparisons of the articles."""
    lists: list[tuple[str, str, Iterable[Row]]] = [
        ("changed", "Articles that changed", map(_changed, folders.changed)),
        ("added", "Articles added", (_single(one, one.new) for one in folders.added)),
        ("removed", "Articles removed", (_single(one, one.old) for one in folders.removed)),
    ]
    tables = [
        {"id": id, "title": title, "rows": list(rows), "both": id == "changed"}
        for id, title, rows in lists
    ]
    yield from _page(
        folders.share,
        (line(folders.old), line(folders.new)),
        sections,
        run,
        points=points(folders.share),
        tone="over" if folders.share.rose else "",
        counted=counted(folders),
        lines=[table for table in tables if table["rows"]] or [tables[0]],
    )


def _page(
    share: Figure,
    paths: tuple[str, str],
    sections: Sequence[str],
    run: Run,
    **total: object,
) -> Iterator[str]:
    """Yield a page of comparisons; ``total`` is what it says of all of them."""
    shares, says = moved(share.old, share.new)
    told = render(
        "drafts.html",
        heading=f"{shares} unverified: {paths[1]}",
        shares=shares,
        says=says,
        style=Markup(style()),
        style_hash=Markup(source_hash(style())),
        version=run.version,
        packs=run.packs,
        old_path=paths[0],
        new_path=paths[1],
        BODY=Markup(_BODY),
        **{"lines": [], **total},
    )
    head, tail = told.split(_BODY)
    yield head
    yield from sections
    yield tail


def section(drafts: Drafts, name: str = "") -> str:
    """Return the comparison of two drafts; ``name`` is the article's among several."""
    big, says = moved(drafts.share.old, drafts.share.new)
    told = [
        {"of": part.name[0], "title": part.title, "rows": [_row(part, row) for row in part.rows]}
        for part in parts(drafts)
        if part.rows
    ]
    return render(
        "comparison.html",
        id=anchor(name),
        name=line(name),
        big=big,
        says=says,
        points=points(drafts.share),
        tone=_tone(drafts),
        old_words=f"{drafts.old.content_words:,}",
        new_words=f"{drafts.new.content_words:,}",
        stripped=plural(len(drafts.stripped), "claim") if drafts.stripped else "",
        shares=[_share(figure) for figure in drafts.shares if figure.old or figure.new],
        parts=told,
    )


def _tone(drafts: Drafts) -> str:
    """Return how the change is coloured: a share that fell by dropping sources is no success."""
    if drafts.share.rose:
        return "over"
    return "within" if drafts.share.change < 0 and not drafts.stripped else ""


def _share(figure: Figure) -> Row:
    return {
        "label": label(figure.name),
        "css": css(figure.name.removesuffix("_share")),
        "old": percent(figure.old),
        "new": percent(figure.new),
        "change": points(figure),
        "old_width": round(figure.old * _BAR, 1),
        "new_width": round(figure.new * _BAR, 1),
    }


def _row(part: Part, row: Source | Claim | Finding) -> Row:
    if isinstance(row, Source):
        told = f"{line(who(row.party))}, {row.naming}, {plural(row.words, 'word')}"
        return {"name": line(row.name), "told": told}
    if isinstance(row, Finding):
        return {
            "severity": row.severity,
            "message": line(row.message),
            "place": part.places.at(row.start),
            "rule": line(row.rule),
        }
    now, before = row.stands[-1], row.stands[0]
    passage = line(part.places.passage(now.start, now.end, _PASSAGE))
    was = line(part.before.passage(before.start, before.end, _PASSAGE)) if now != before else ""
    return {
        "place": part.places.at(now.start),
        "stands": [_stand(segment) for segment in row.stands],
        "passage": passage,
        "before": was if was != passage else "",
    }


def _stand(segment: Segment) -> Row:
    return {
        "label": status_label(segment.status),
        "css": css(segment.status),
        "party": line(who(segment.party)) if segment.party else "",
    }


def _changed(one: Line) -> Row:
    shares, _ = moved(one.share.old, one.share.new)
    old, _, new = shares.partition(" → ")
    return {
        "id": anchor(one.path),
        "path": line(one.path),
        "old": old,
        "new": new,
        "points": points(one.share),
        "tone": "over" if one.share.rose else "",
        "told": told(one),
    }


def _single(one: Line, figures: Digest | None) -> Row:
    assert figures is not None
    return {
        "id": "",
        "path": line(one.path),
        "share": percent(share(figures)),
        "words": f"{figures.content_words:,}",
        "findings": findings(figures),
    }
