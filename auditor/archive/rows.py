"""One audit to the rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from auditor import __version__
from auditor.archive.schema import TABLES
from auditor.digests import sha256
from auditor.model import Attribution, Audit, Finding, RuleSet, Segment, Source, Span
from auditor.summary import digest
from auditor.visible import visible

Row = tuple[Any, ...]  # cells in the order of the table's columns
Rows = Mapping[str, list[Row]]  # by the names of the tables

_DECIMALS = 4  # of shares and probabilities, as in the JSON report
_GAP = " … "


class About(NamedTuple):
    """What an archive says of an article besides its text; "" for what it does not say."""

    id: str
    file: str = ""
    outlet: str = ""
    dated: str = ""
    title: str = ""
    url: str = ""


class Judge(NamedTuple):
    """What the figures of a row depend on besides the article."""

    packs: str  # hash of the rule packs
    reader: str = ""
    version: str = __version__


def rows(audit: Audit, about: About, judge: Judge, sha256: str, body: int = 0) -> Rows:
    """Return the rows of one audit, by table.

    ``sha256`` is the hash of what was read, ``body`` the code point at which the article's text
    begins in ``audit.document.text``.
    """
    fields = audit.document.fields
    about = about._replace(
        outlet=about.outlet or fields.get("outlet", ""),
        dated=about.dated or fields.get("date", ""),
        title=about.title or (_said(audit, [audit.title]) or "" if audit.title else ""),
    )
    names = {source.id: source.name for source in audit.sources}
    credited = {one.id: one.source_id for one in audit.attributions}
    id = about.id
    return {
        "articles": [_article(audit, about, judge, sha256, body)],
        "segments": [
            (id, number, *_segment(audit, segment, credited, names))
            for number, segment in enumerate(audit.segments, 1)
        ],
        "attributions": [(id, *_attribution(audit, one)) for one in audit.attributions],
        "sources": [(id, *_source(one)) for one in audit.sources],
        "parties": [
            (id, p.name, p.role, p.words, _rounded(p.share), list(p.sources)) for p in audit.parties
        ],
        "findings": [(id, *_finding(audit, one)) for one in audit.findings],
    }


def judge(rules: RuleSet) -> Judge:
    """Return what rules, with the reader beside them, are to the rows that they yield."""
    told = "\n".join(f"{pack.id} {pack.version} {pack.sha256}" for pack in rules.packs)
    return Judge(sha256(told.encode()).hexdigest(), rules.reader.name if rules.reader else "")


def day(text: str) -> date | None:
    """Return the day that a date says, as ISO 8601 or as mail has it; None for any other.

    A day such as 03/04/2026, which is one in April or one in March, is not guessed.
    """
    text = text.strip()
    for read in (datetime.fromisoformat, _of_mail, _leading):
        try:
            return read(text).date()
        except (ValueError, TypeError, IndexError):
            continue
    return None


def _of_mail(text: str) -> datetime:
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(text)


def _leading(text: str) -> datetime:
    return datetime.fromisoformat(text[:10].replace("/", "-"))


def _article(audit: Audit, about: About, judge: Judge, sha256: str, body: int) -> Row:
    document, figures = audit.document, digest(audit)
    said: dict[str, Any] = {
        **{name: value or None for name, value in about._asdict().items()},
        "date": day(about.dated),
        "language": document.language or None,
        "format": document.format,
        "body": body,
        "audited": audit.audited,
        "reason": figures.unaudited or None,
        "words": audit.words,
        "content_words": audit.content_words,
        **{name: _number(value) for name, value in audit.metrics.items()},
        "errors": figures.errors,
        "warnings": figures.warnings,
        "notes": figures.notes,
        "remarks": list(audit.notes),
        "sha256": sha256,
        **judge._asdict(),
    }
    return tuple(said[name] for name in TABLES["articles"].names)


def _segment(
    audit: Audit, one: Segment, credited: Mapping[int, int | None], names: Mapping[int, str]
) -> Row:
    source = None if one.attribution is None else credited.get(one.attribution)
    return (
        one.start, one.end, _said(audit, [one.span]), one.words, one.status,
        _rounded(one.probability), _rounded(one.unverified), one.carried, one.party,
        source, None if source is None else names[source], one.attribution, list(one.reasons),
    )  # fmt: skip


def _attribution(audit: Audit, one: Attribution) -> Row:
    words = (
        cell
        for spans in (one.cue, one.source, one.content)
        for cell in (_said(audit, spans), _spans(spans))
    )
    found = one.id, one.kind, one.act, one.stance, one.rule
    return (*found, *words, one.source_id, one.party, list(one.chain))


def _source(one: Source) -> Row:
    return (
        one.id, one.name, one.party, one.role, one.naming, one.type, one.affiliation, one.words,
        _spans(one.mentions),
    )  # fmt: skip


def _finding(audit: Audit, one: Finding) -> Row:
    return (
        one.rule, one.severity, one.message, one.url, one.start, one.end,
        _said(audit, [Span(one.start, one.end)]), one.fingerprint, one.suppressed,
    )  # fmt: skip


def _said(audit: Audit, spans: Iterable[Span]) -> str | None:
    """Return the words of some passages on one line; None where there are none."""
    pieces = (" ".join(visible(audit.document, *span).split()) for span in spans)
    return _GAP.join(pieces) or None


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]


def _number(figure: Any) -> Any:
    return _rounded(figure) if isinstance(figure, float) else figure


def _rounded(share: float) -> float:
    return round(share, _DECIMALS)
