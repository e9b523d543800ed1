"""The report to read, print and pass on: one HTML file that needs nothing else.

The article with its passages underlined by status and the reasons in the margin; before
it the share, its range and where in the article it comes from; after it the claims, the
ledger of sources and what was not audited.  Several articles get a table, worst first.

Nothing of an article can become markup, script, style or an address: templates escape
everything, and the page's own policy admits only the style and the script that it
was made with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from auditor.reports._figures import entry, outcome, overall, pieces_worst_first, unaudited
from auditor.reports._html import Markup, anchor, asset, render, rule_anchor, source_hash
from auditor.reports._html.shown import line
from auditor.reports._html.view import article_view
from auditor.reports._places import clipped
from auditor.run import Digest, Piece, Result, Run, Style, Unreadable
from auditor.summary import percent, share

MACHINE = True  # UTF-8, and the same wherever it is made
_LINKED = re.compile(r'href="#(rule-[0-9a-f]{8})"')
_TITLE = 90  # characters of a title in the index
_TONES = {"passed": "within", "no limit set": "dim"}
_BODY = "\0"  # where the articles go: nothing else in the page can hold this character


def article(result: Result, style: Style) -> str:
    """Return the title, on a line, and the section of one article; nothing of unreadable ones."""
    if isinstance(result, Unreadable):
        return ""
    view = article_view(result, style.limits)
    return f"{view['title']}\n{render('article.html', **view)}"


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the page: what holds for all, then the articles, the worst first."""
    ranked = pieces_worst_first(pieces)
    head, tail = _page(pieces, ranked, run).split(_BODY)
    yield head
    for piece in ranked:
        yield piece.text.partition("\n")[2]
    yield tail


def _page(pieces: Sequence[Piece], ranked: Sequence[Piece], run: Run) -> str:
    style, script = asset("style.css"), asset("script.js")
    failures = unaudited([piece.digest for piece in pieces])
    return render(
        "page.html",
        heading=_heading([piece.digest for piece in ranked]),
        style=Markup(style),
        script=Markup(script),
        style_hash=Markup(source_hash(style)),
        script_hash=Markup(source_hash(script)),
        version=run.version,
        packs=run.packs,
        overall=overall(pieces),
        outcome=(told := outcome(pieces, run)),
        tone=_TONES.get(told, "over"),
        reasons=[line(reason) for reason in run.gate.reasons],
        failures=[line(failure) for failure in failures],
        index=[
            {
                **_row(piece.digest, run),
                "title": clipped(piece.text.partition("\n")[0], _TITLE),
            }
            for piece in ranked
            if len(ranked) > 1
        ],
        rules=list(_rules(pieces, run)),
        BODY=Markup(_BODY),
    )


def _rules(pieces: Sequence[Piece], run: Run) -> Iterator[dict[str, str]]:
    """Yield what there is to say of the rules that the articles' findings link to."""
    known = {rule_anchor(rule.id): rule for rule in run.rules}
    # No article can hold such an attribute: its quotation marks are escaped.
    found = {name for piece in pieces for name in _LINKED.findall(piece.text)}
    for name in sorted(found, key=lambda name: known[name].id if name in known else name):
        rule = known.get(name)
        traits = rule.traits if rule else {}
        url = traits.get("url", "")
        yield {
            "anchor": name,
            "id": line(rule.id) if rule else "",
            "severity": traits.get("severity", ""),
            "about": line(rule.about) if rule else "This rule is not described here.",
            "advice": line(traits.get("advice", "")),
            "standard": line(traits.get("standard", "")),
            "url": url if url.startswith(("https://", "http://")) else "",
        }


def _heading(ranked: Sequence[Digest]) -> str:
    if len(ranked) != 1:
        return f"Attribution audit of {len(ranked):,} articles"
    return f"{percent(share(ranked[0]))} unverified: {line(ranked[0].path)}"


def _row(digest: Digest, run: Run) -> dict[str, Any]:
    """Return the variables of one row of the index."""
    told = entry(digest, run.style.limits)
    low = told.headline.low
    return {
        "id": anchor(digest.path),
        "path": line(digest.path),
        "headline": told.headline,
        "value": round(share(digest), 4),
        "low": "" if low is None else round(low, 4),
        "unsourced": round(share(digest, "unsourced_share"), 4),
        "unsourced_text": told.unsourced,
        "party": line(told.party),
        "party_share": told.party_share,
        "sources": digest.metrics.get("sources", ""),
        "words": digest.content_words,
        "findings": told.findings,
    }
