"""What is wrong with an article, as the formats for pipelines tell it: findings and broken limits.

A pipeline shows what it is given in lists; that an article is over a limit has to be
in them too, or a failed step would not say why.
"""

from __future__ import annotations

from typing import NamedTuple

from auditor.headline import UNAUDITED, broken
from auditor.model import Audit, Corrected, Finding, Severity
from auditor.reports import _corrections
from auditor.reports._places import Places
from auditor.reports._style import printable
from auditor.run import Limits
from auditor.summary import digest

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
    suppressed_by: str = ""  # comment, sidecar or baseline


def issues(audit: Audit, limits: Limits) -> list[Issue]:
    """Return the limits that the article breaks, its corrections, then its findings."""
    places = Places(audit)
    return [
        *_doubtful(audit, limits),
        *_broken(audit, limits),
        *(_corrected(places, corrected) for corrected in audit.corrections),
        *(_issue(places, finding) for finding in audit.findings),
    ]


def _issue(places: Places, finding: Finding) -> Issue:
    return Issue(
        printable(finding.rule),
        finding.severity,
        printable(finding.message) + places.on_page(finding.start),
        *_place(places, finding.start, finding.end),
        finding.fingerprint,
        finding.url,
        None if finding.suppressed is None else printable(finding.suppressed),
        tuple(Related(*_place(places, *span)) for span in finding.related),
        finding.suppressed_by,
    )


def _corrected(places: Places, corrected: Corrected) -> Issue:
    return Issue(
        _corrections.rule(corrected),
        _corrections.severity(corrected),
        _corrections.message(corrected),
        *_place(places, corrected.start, corrected.end),
        corrected.fingerprint,
    )


def open_issues(audit: Audit, limits: Limits) -> list[Issue]:
    """Return the issues that nobody has acknowledged."""
    return [issue for issue in issues(audit, limits) if issue.suppressed is None]


def _doubtful(audit: Audit, limits: Limits) -> list[Issue]:
    """Return as a note that an article was not audited, where that breaks no limit."""
    if audit.audited or not limits.allow_unaudited:
        return []
    top = Position(1, 1)
    message = f"not audited: {digest(audit).unaudited}"
    return [Issue(UNAUDITED, Severity.NOTE, message, top, top, fingerprint=UNAUDITED)]


def _broken(audit: Audit, limits: Limits) -> list[Issue]:
    top = Position(1, 1)
    return [  # one for each article and rule, however the figure moves
        Issue(rule, Severity.ERROR, printable(message), top, top, fingerprint=rule)
        for rule, message in broken(digest(audit), limits)
    ]


def _place(places: Places, start: int, end: int) -> tuple[Position, Position, str]:
    passage = places.passage(start, end, _LONGEST_PASSAGE)
    return Position(*places.line(start)), Position(*places.line(end)), passage
