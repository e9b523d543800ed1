"""Everything the page says about one article, ready for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from auditor.claims import Claim, remedy, unverified
from auditor.model import Audit, BlockKind, Finding
from auditor.reports._figures import spread
from auditor.reports._html import anchor, chart, rule_anchor
from auditor.reports._html.notes import UNKNOWN, Noted, Notes
from auditor.reports._html.pieces import enclosing, rows
from auditor.reports._html.shown import line
from auditor.reports._issues import clipped
from auditor.reports._style import LOOKS
from auditor.run import Limits
from auditor.summary import digest, exceeds, percent, share
from auditor.text import LineIndex
from auditor.visible import visible

_LISTED = 20  # claims in the list; all are marked in the article
_PASSAGE = 220  # characters

_TAGS = {
    BlockKind.TITLE: "h4", BlockKind.HEADING: "h4", BlockKind.QUOTE: "blockquote",
    BlockKind.CODE: "pre",
}  # fmt: skip


class Mention(NamedTuple):
    place: str  # line:column
    segment: int


class SourceView(NamedTuple):
    id: int
    name: str
    naming: str
    kind: str
    words: int
    mentions: tuple[Mention, ...]


class PartyView(NamedTuple):
    name: str
    role: str
    words: int
    share: str
    sources: tuple[SourceView, ...]


class ClaimView(NamedTuple):
    place: str
    segment: int
    party: str
    status: str
    label: str
    words: int
    passage: str


class FindingView(NamedTuple):
    number: int
    severity: str
    rule: str
    message: str
    anchor: str  # of what the page says about the rule
    place: str
    passage: str
    segment: int
    suppressed: str | None
    related: tuple[Mention, ...]


class SkippedView(NamedTuple):
    kind: str
    reason: str
    place: str
    passage: str


class RowView(NamedTuple):
    tag: str
    kind: str
    noted: Noted
    findings: tuple[FindingView, ...]


class _Places:
    """Offsets of the file as lines and columns, and as segments to jump to."""

    def __init__(self, audit: Audit) -> None:
        self._lines = LineIndex(audit.document.text)
        self._starts = [segment.start for segment in audit.segments]
        self._document = audit.document

    def place(self, offset: int) -> str:
        number, column = self._lines.position(offset)
        return f"{number}:{column}"

    def mention(self, offset: int) -> Mention:
        return Mention(self.place(offset), enclosing(self._starts, offset))

    def passage(self, start: int, end: int) -> str:
        return clipped(line(visible(self._document, start, end)), _PASSAGE)


def article_view(audit: Audit, limits: Limits) -> dict[str, Any]:
    """Return the variables of ``article.html``."""
    places, figures = _Places(audit), digest(audit)
    value, limit = share(figures), limits.single_party
    found = [_finding(places, n, finding) for n, finding in enumerate(audit.findings, 1)]
    claims = unverified(audit)
    largest = sorted(claims, key=lambda claim: (-claim.words, claim.start))[:_LISTED]
    whiskers = spread(figures)
    return {
        "id": anchor(audit.document.path),
        "path": line(audit.document.path),
        "title": _title(audit),
        "format": audit.document.format,
        "sha256": audit.document.sha256,
        "share": percent(value, limit),
        "low": whiskers[0] if whiskers else None,
        "high": whiskers[1] if whiskers else None,
        "limit": limit,
        "limit_text": None if limit is None else f"{limit * 100:g}%",
        "over": exceeds(value, limit),
        "carried": percent(share(figures, "carried_share")),
        "has_carried": share(figures, "carried_share") > 0,
        "words": audit.words,
        "content_words": audit.content_words,
        "notes": [line(note) for note in (*_doubtful(audit), *audit.notes)],
        "shares": chart.shares(audit),
        "strips": chart.strips(audit) if audit.content_words else [],
        "quarters": chart.quarters(audit),
        "parties": list(_parties(audit, places)),
        "claims": [_claim(places, claim) for claim in sorted(largest, key=lambda c: c.start)],
        "more_claims": len(claims) - len(largest),
        "cure": None if limit is None else _cure(audit, limit),
        "findings": found,
        "skipped": [
            SkippedView(
                s.kind, line(s.reason), places.place(s.start), places.passage(s.start, s.end)
            )
            for s in audit.skipped
        ],
        "rows": _rows(audit, found),
        "statuses": [chart.css(segment.status) for segment in audit.segments],
        "readability": dict(audit.readability or {}),
    }


def _doubtful(audit: Audit) -> list[str]:
    return [f"Not audited: {doubt}." for doubt in audit.doubts]


def _title(audit: Audit) -> str:
    return line(visible(audit.document, *audit.title)) if audit.title else ""


def _cure(audit: Audit, limit: float) -> tuple[int, int, str] | None:
    """Return the words to deal with, in how many claims, and the share that would be left."""
    cure = remedy(audit, limit)
    return (cure.words, len(cure.claims), percent(cure.share)) if cure else None


def _claim(places: _Places, claim: Claim) -> ClaimView:
    mention = places.mention(claim.start)
    return ClaimView(
        mention.place,
        mention.segment,
        line(claim.party) if claim.party and claim.party != UNKNOWN else "party unknown",
        chart.css(claim.status),
        LOOKS[claim.status].label,
        claim.words,
        places.passage(claim.start, claim.end),
    )


def _finding(places: _Places, number: int, finding: Finding) -> FindingView:
    mention = places.mention(finding.start)
    return FindingView(
        number,
        finding.severity,
        line(finding.rule),
        line(finding.message),
        rule_anchor(finding.rule),
        mention.place,
        places.passage(finding.start, finding.end),
        mention.segment,
        None if finding.suppressed is None else line(finding.suppressed),
        tuple(places.mention(span.start) for span in finding.related),
    )


def _parties(audit: Audit, places: _Places) -> Iterator[PartyView]:
    """Yield the parties with their sources, the weightiest first; also those without words."""
    weights = {party.name: party for party in audit.parties}
    names = dict.fromkeys([*weights, *(source.party for source in audit.sources)])
    by_party: dict[str, list[SourceView]] = {name: [] for name in names}
    for source in audit.sources:
        kind = source.type if source.affiliation in ("", "unknown") else source.affiliation
        mentions = tuple(dict.fromkeys(places.mention(span.start) for span in source.mentions))
        by_party[source.party].append(
            SourceView(
                source.id, line(source.name), source.naming, line(kind), source.words, mentions
            )
        )
    order = sorted(names, key=lambda n: (-weights[n].words if n in weights else 0, n == UNKNOWN))
    for name in order:
        party = weights.get(name)
        sources = sorted(by_party[name], key=lambda source: (-source.words, source.id))
        words = party.words if party else sum(source.words for source in sources)
        yield PartyView(
            line(name) if name != UNKNOWN else "party unknown",
            party.role if party and name != UNKNOWN else "",
            words,
            percent(words / audit.content_words) if audit.content_words else "0%",
            tuple(sources),
        )


def _rows(audit: Audit, found: Sequence[FindingView]) -> Iterator[RowView]:
    """Yield the paragraphs, each with its notes and the findings that begin in it."""
    notes = Notes(audit)
    waiting = sorted(zip(audit.findings, found, strict=True), key=lambda pair: pair[0].start)
    told = 0
    for row in rows(audit):
        first = told
        while told < len(waiting) and waiting[told][0].start < row.end:
            told += 1
        here = tuple(view for _, view in waiting[first:told])
        yield RowView(_TAGS.get(row.kind, "p"), row.kind, notes.take(row), here)
