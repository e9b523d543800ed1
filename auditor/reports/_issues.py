"""What is wrong with an article, as the formats for pipelines tell it: findings and broken limits.

A pipeline shows what it is given in lists; that an article is over a limit has to be
in them too, or a failed step would not say why.
"""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import Audit, Severity, Span
from auditor.reports._style import printable
from auditor.run import Limits
from auditor.summary import digest, exceeds, percent, share
from auditor.text import LineIndex
from auditor.visible import visible

# What is put down as the reason where a baseline has recorded a finding.
BASELINE = "in the baseline"

# What the gate measures: rule, field of the limits, metric, what it says of the content.
SHARES = (
    (
        "gate/single-party",
        "single_party",
        "unverified_single_party_share",
        "rests on unverified single-party claims",
    ),
    (
        "gate/unsourced",
        "unsourced",
        "unsourced_share",
        "is presented as report with no source at all",
    ),
)

UNAUDITED = "gate/unaudited"  # what was read is in doubt

_LONGEST_PASSAGE = 400  # characters; lists are for finding the place, not for reading


class Position(NamedTuple):
    """Line and column, both from 1; columns count code points."""

    line: int
    column: int


class Related(NamedTuple):
    """A passage that explains an issue."""

    start: Position
    end: Position
    passage: str


class Issue(NamedTuple):
    """One thing to look at; ``passage`` and ``message`` are on one line and printable."""

    rule: str
    severity: Severity
    message: str
    start: Position
    end: Position
    passage: str = ""
    fingerprint: str = ""
    url: str | None = None
    suppressed: str | None = None
    related: tuple[Related, ...] = ()
    in_article: bool = False  # it is suppressed by a comment in the article itself


def issues(audit: Audit, limits: Limits) -> list[Issue]:
    """Return the limits that the article breaks, then its findings in their order."""
    lines = LineIndex(audit.document.text)
    found = _doubtful(audit, limits) + _broken(audit, limits)
    for finding in audit.findings:
        start, end, passage = _place(audit, lines, Span(finding.start, finding.end))
        found.append(
            Issue(
                printable(finding.rule),
                finding.severity,
                printable(finding.message) + on_page(audit, finding.start),
                start,
                end,
                passage,
                finding.fingerprint,
                finding.url,
                None if finding.suppressed is None else printable(finding.suppressed),
                tuple(Related(*_place(audit, lines, span)) for span in finding.related),
                finding.in_article,
            )
        )
    return found


def on_page(audit: Audit, offset: int) -> str:
    """Return " (page 3)" for a place of what is printed; nothing where there are no pages."""
    page = audit.document.page(offset)
    return f" (page {page})" if page else ""


def open_issues(audit: Audit, limits: Limits) -> list[Issue]:
    """Return the issues that nobody has acknowledged."""
    return [issue for issue in issues(audit, limits) if issue.suppressed is None]


def _doubtful(audit: Audit, limits: Limits) -> list[Issue]:
    """Return that the article was not audited, as an error unless that is allowed."""
    if audit.audited:
        return []
    severity = Severity.NOTE if limits.allow_unaudited else Severity.ERROR
    top = Position(1, 1)
    message = printable(f"not audited: {'; '.join(audit.doubts)}")
    return [Issue(UNAUDITED, severity, message, top, top, fingerprint=UNAUDITED)]


def _broken(audit: Audit, limits: Limits) -> list[Issue]:
    figures = digest(audit)
    top = Position(1, 1)
    broken = []
    for rule, field, metric, what in SHARES:
        limit: float | None = getattr(limits, field)
        value = share(figures, metric)
        if limit is not None and exceeds(value, limit):
            message = (
                f"{percent(value, limit)} of the content {what}; the limit is {limit * 100:g}%"
            )
            # One for each article and rule, however the figure moves.
            broken.append(Issue(rule, Severity.ERROR, message, top, top, fingerprint=rule))
    return broken


def _place(audit: Audit, lines: LineIndex, span: Span) -> tuple[Position, Position, str]:
    start, end = span
    return (
        Position(*lines.position(start)),
        Position(*lines.position(end)),
        clipped(printable(visible(audit.document, start, end)), _LONGEST_PASSAGE),
    )


def clipped(text: str, length: int) -> str:
    """Return ``text`` cut to ``length`` characters at a word, with an ellipsis."""
    if len(text) <= length:
        return text
    cut = text[: length - 1].rstrip()
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > len(cut) * 2 // 3 else cut) + "…"
