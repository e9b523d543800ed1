"""Two drafts compared, as a page: one file that needs nothing else, not even scripts.

Template, style and escaping are those of the HTML report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from auditor.drafts import Drafts, Figure, Moved
from auditor.model import Finding, Pack, Segment, Source
from auditor.reports._html import Markup, anchor, asset, render, source_hash
from auditor.reports._html.shown import line
from auditor.reports._style import plural
from auditor.summary import percent
from auditor.views.labels import label, points, status_label, who
from auditor.views.places import Places

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


def drafts_html(drafts: Drafts, version: str, packs: Sequence[Pack]) -> Iterator[str]:
    """Yield the page."""
    share = drafts.share
    shares = f"{percent(share.old, share.new)} → {percent(share.new, share.old)}"
    paths = line(drafts.old.document.path), line(drafts.new.document.path)
    yield from page(f"{shares} unverified: {paths[1]}", paths, [section(drafts)], version, packs)


def page(
    heading: str,
    paths: tuple[str, str],
    sections: Sequence[str],
    version: str,
    packs: Sequence[Pack],
    **total: object,
) -> Iterator[str]:
    """Yield a page of comparisons; ``total`` is what it says of all of them."""
    style = asset("style.css") + _STYLE
    told = render(
        "drafts.html",
        heading=heading,
        style=Markup(style),
        style_hash=Markup(source_hash(style)),
        version=version,
        packs=packs,
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
    share = drafts.share
    sources = [
        _part("Sources gained", map(_source, drafts.gained)),
        _part("Sources lost", map(_source, drafts.lost)),
    ]
    claims, findings = list(_claims(drafts)), list(_findings(drafts))
    parts = [*sources, *claims, *findings]
    return render(
        "comparison.html",
        id=anchor(name),
        name=line(name),
        old_share=percent(share.old, share.new),
        new_share=percent(share.new, share.old),
        points=points(share),
        tone=_tone(drafts),
        old_words=f"{drafts.old.content_words:,}",
        new_words=f"{drafts.new.content_words:,}",
        stripped=plural(len(drafts.stripped), "claim") if drafts.stripped else "",
        shares=[_share(figure) for figure in drafts.shares if figure.old or figure.new],
        sources=[part for part in sources if part["rows"]],
        claims=[part for part in claims if part["rows"]],
        findings=[part for part in findings if part["rows"]],
        nothing=not any(part["rows"] for part in parts),
    )


def _tone(drafts: Drafts) -> str:
    """Return how the change is coloured: a share that fell by dropping sources is no success."""
    if drafts.share.rose:
        return "over"
    return "within" if drafts.share.change < 0 and not drafts.stripped else ""


def _part(title: str, rows: Iterable[Row]) -> Row:
    return {"title": title, "rows": list(rows)}


def _share(figure: Figure) -> Row:
    return {
        "label": label(figure.name),
        "css": _css(figure.name.removesuffix("_share")),
        "old": percent(figure.old),
        "new": percent(figure.new),
        "change": points(figure),
        "old_width": round(figure.old * _BAR, 1),
        "new_width": round(figure.new * _BAR, 1),
    }


def _css(status: str) -> str:
    return status.replace("_", "-")


def _source(source: Source) -> Row:
    return {
        "name": line(source.name),
        "party": line(who(source.party)),
        "naming": source.naming,
        "words": plural(source.words, "word"),
    }


def _claims(drafts: Drafts) -> Iterator[Row]:
    old, new = Places(drafts.old), Places(drafts.new)
    yield _part("Claims with another status", (_moved(old, new, m) for m in drafts.moved))
    yield _part("Unverified claims added", (_claim(new, s) for s in drafts.added))
    yield _part("Unverified claims gone", (_claim(old, s) for s in drafts.dropped))


def _moved(old: Places, new: Places, moved: Moved) -> Row:
    now = _claim(new, moved.new)
    before = old.passage(moved.old.start, moved.old.end, _PASSAGE)
    return {
        **now,
        "stands": [_stand(moved.old), _stand(moved.new)],
        "before": line(before) if line(before) != now["passage"] else "",
    }


def _claim(places: Places, segment: Segment) -> Row:
    return {
        "place": places.at(segment.start),
        "stands": [_stand(segment)],
        "passage": line(places.passage(segment.start, segment.end, _PASSAGE)),
        "before": "",
    }


def _stand(segment: Segment) -> Row:
    return {
        "label": status_label(segment.status),
        "css": _css(segment.status),
        "party": line(who(segment.party)) if segment.party else "",
    }


def _findings(drafts: Drafts) -> Iterator[Row]:
    old, new = Places(drafts.old), Places(drafts.new)
    yield _part("Findings fixed", (_finding(old, f) for f in drafts.fixed))
    yield _part("Findings acknowledged", (_finding(new, f) for f in drafts.accepted))
    yield _part("New findings", (_finding(new, f) for f in drafts.found))


def _finding(places: Places, finding: Finding) -> Row:
    return {
        "severity": finding.severity,
        "message": line(finding.message),
        "place": places.at(finding.start),
        "rule": line(finding.rule),
    }
