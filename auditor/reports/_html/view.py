"""Everything the page says about one article, ready for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from auditor.claims import Claim, heard, largest, remedy, unverified
from auditor.headline import headline
from auditor.model import Audit, BlockKind, Corrected, Finding, Source
from auditor.reports._corrections import message
from auditor.reports._html import anchor, chart, rule_anchor
from auditor.reports._html.notes import UNKNOWN, Noted, Notes
from auditor.reports._html.pieces import enclosing, rows
from auditor.reports._html.shown import line
from auditor.reports._places import Places, clipped
from auditor.reports._style import LOOKS, kind
from auditor.run import Limits
from auditor.summary import digest, percent
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


class CorrectedView(NamedTuple):
    mention: Mention
    message: str
    passage: str
    idle: bool  # it has no effect


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


class _Places(Places):
    """Offsets of the file as lines and columns, and as segments to jump to."""

    def __init__(self, audit: Audit) -> None:
        super().__init__(audit)
        self._starts = [segment.start for segment in audit.segments]
        self._audit = audit

    def mention(self, offset: int) -> Mention:
        return Mention(self.at(offset), enclosing(self._starts, offset))

    def shown(self, start: int, end: int) -> str:
        return clipped(line(visible(self._audit.document, start, end)), _PASSAGE)


def article_view(audit: Audit, limits: Limits) -> dict[str, Any]:
    """Return the variables of ``article.html``."""
    places, figures = _Places(audit), digest(audit)
    told, limit = headline(figures, limits), limits.single_party
    found = [_finding(places, n, finding) for n, finding in enumerate(audit.findings, 1)]
    claims = unverified(audit)
    listed = largest(claims, _LISTED)
    return {
        "id": anchor(audit.document.path),
        "path": line(audit.document.path),
        "title": _title(audit),
        "format": audit.document.format,
        "sha256": audit.document.sha256,
        "headline": told,
        "limit": limit,
        "limit_text": None if limit is None else f"{limit * 100:g}%",
        "words": audit.words,
        "content_words": audit.content_words,
        "notes": [line(note) for note in (*_doubtful(audit), *audit.notes)],
        "shares": chart.shares(audit),
        "strips": chart.strips(audit) if audit.content_words else [],
        "quarters": chart.quarters(audit),
        "parties": list(_parties(audit, places)),
        "claims": [_claim(places, claim) for claim in listed],
        "more_claims": len(claims) - len(listed),
        "cure": None if limit is None else _cure(audit, limit, places),
        "findings": found,
        "corrections": [_corrected(places, corrected) for corrected in audit.corrections],
        "skipped": [
            SkippedView(s.kind, line(s.reason), places.at(s.start), places.shown(s.start, s.end))
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


def _cure(audit: Audit, limit: float, places: _Places) -> tuple[int, list[Mention], str] | None:
    """Return the words to deal with, in which claims, and the share that would be left."""
    cure = remedy(audit, limit)
    if cure is None:
        return None
    return cure.words, [places.mention(c.start) for c in cure.claims], percent(cure.share)


def _claim(places: _Places, claim: Claim) -> ClaimView:
    mention = places.mention(claim.start)
    return ClaimView(
        mention.place,
        mention.segment,
        line(claim.party) if claim.party and claim.party != UNKNOWN else "party unknown",
        chart.css(claim.status),
        LOOKS[claim.status].label,
        claim.words,
        places.shown(claim.start, claim.end),
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
        places.shown(finding.start, finding.end),
        mention.segment,
        None if finding.suppressed is None else line(finding.suppressed),
        tuple(places.mention(span.start) for span in finding.related),
    )


def _corrected(places: _Places, corrected: Corrected) -> CorrectedView:
    return CorrectedView(
        places.mention(corrected.start),
        line(message(corrected)),
        places.shown(corrected.start, corrected.end),
        bool(corrected.why),
    )


def _parties(audit: Audit, places: _Places) -> Iterator[PartyView]:
    """Yield the parties with their sources, the weightiest first, the unknown one behind others."""
    for party, sources in sorted(
        heard(audit), key=lambda h: (-h.party.words, h.party.name == UNKNOWN)
    ):
        known = party.name != UNKNOWN
        words = party.words or sum(source.words for source in sources)
        yield PartyView(
            line(party.name) if known else "party unknown",
            party.role if party.words and known else "",
            words,
            percent(words / audit.content_words) if audit.content_words else "0%",
            tuple(_source(source, places) for source in sources),
        )


def _source(source: Source, places: _Places) -> SourceView:
    mentions = tuple(dict.fromkeys(places.mention(span.start) for span in source.mentions))
    name, what = line(source.name), line(kind(source))
    return SourceView(source.id, name, source.naming, what, source.words, mentions)


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
