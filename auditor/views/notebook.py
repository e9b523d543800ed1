"""An audit as a notebook shows it below a cell: HTML with nothing but inline style.

Notebooks take out scripts and style sheets of what they do not trust; what is left has to tell.
Colours are those that read on light and on dark ground; a title tells each status in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from auditor.claims import unverified
from auditor.headline import headline
from auditor.model import EXCLUDED, UNVERIFIED, Audit, Segment, Status
from auditor.reports._places import Places
from auditor.reports._style import LOOKS, plural, printable
from auditor.run import Limits
from auditor.summary import digest
from auditor.views.labels import status_label, who
from auditor.visible import DROPPED, unmarked

_COLOURS = {
    Status.SINGLE_PARTY: "#d1453b", Status.DISCLAIMED: "#d9742b", Status.CONTESTED: "#c2479b",
    Status.ANONYMOUS: "#8a6fd1", Status.UNSOURCED: "#b08a1e", Status.POSITION: "#4a94a3",
    Status.INDEPENDENT: "#4a80c4", Status.CORROBORATED: "#1e9485", Status.VERIFIED: "#4a9a55",
}  # fmt: skip
_LISTED = 5  # claims


def shown(audit: Audit) -> str:
    """Return the share, the bar by status, the largest claims and the marked article."""
    return f'<div style="max-width:60em">{"".join(_parts(audit))}</div>'


def _parts(audit: Audit) -> Iterator[str]:
    told = headline(digest(audit), Limits())
    yield f"<p><b>{told.all}</b> {_text(told.of)}: <b>{told.ranged}</b> {_text(told.says)}</p>"
    for note in (*(f"Not audited: {doubt}" for doubt in audit.doubts), *audit.notes):
        yield f"<p><i>{_text(note)}</i></p>"
    if audit.content_words:
        yield _bar(audit)
    yield from _claims(audit)
    yield '<div style="white-space:pre-wrap;max-height:30em;overflow:auto;line-height:1.6">'
    yield "".join(_article(audit))
    yield "</div>"


def _bar(audit: Audit) -> str:
    words = dict.fromkeys(LOOKS, 0)
    for segment in audit.segments:
        if segment.status not in EXCLUDED:
            words[segment.status] += segment.words
    cells, names = [], []
    for status, count in words.items():
        if count:
            colour = _COLOURS.get(status, "#999")
            part = f"{LOOKS[status].label} {count / audit.content_words:.0%}"
            cells.append(f'<span title="{part}" style="flex:{count};background:{colour}"></span>')
            names.append(f'<span style="border-bottom:3px solid {colour}">{part}</span>')
    bar = f'<div style="display:flex;height:.8em">{"".join(cells)}</div>'
    return f"{bar}<p>{' · '.join(names)}</p>"


def _claims(audit: Audit) -> Iterator[str]:
    places = Places(audit)
    claims = sorted(unverified(audit), key=lambda claim: (-claim.words, claim.start))
    if not claims:
        return
    yield "<ol>"
    for claim in claims[:_LISTED]:
        label = f"{status_label(claim.status)}, {who(claim.party)}, {plural(claim.words, 'word')}"
        passage = places.passage(claim.start, claim.end, 160)
        yield f"<li><b>{_text(label)}</b> {_text(passage)}</li>"
    yield "</ol>"
    if len(claims) > _LISTED:
        yield f"<p>and {plural(len(claims) - _LISTED, 'smaller claim')}</p>"


def _article(audit: Audit) -> Iterator[str]:
    text = unmarked(audit.document)
    done = 0
    for segment in audit.segments:
        yield _said(text[done : segment.start])
        yield _passage(segment, _said(text[segment.start : segment.end]))
        done = segment.end
    yield _said(text[done:])


def _passage(segment: Segment, said: str) -> str:
    if segment.status in EXCLUDED:
        return f'<span style="opacity:.6">{said}</span>'
    colour = _COLOURS.get(segment.status)
    if colour is None:
        return said
    line = "3px solid" if segment.status in UNVERIFIED else "2px dotted"
    why = f"{status_label(segment.status)}, {who(segment.party)}: {'; '.join(segment.reasons)}"
    return f'<span title="{_text(why)}" style="border-bottom:{line} {colour}">{said}</span>'


def _said(text: str) -> str:
    """Return words of the article, line by line: markup is none of them, nor are controls."""
    lines = text.replace(DROPPED, "").splitlines(keepends=True)
    return "".join(_kept(line) for line in lines)


def _kept(line: str) -> str:
    words = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
    lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    end = "\n" if len(words) < len(line) else ""
    return f"{' ' * bool(lead)}{_text(words)}{' ' * bool(tail and words.strip())}{end}"


def _text(text: str) -> str:
    return escape(printable(text))
