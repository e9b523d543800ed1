"""JUnit XML, which most pipelines show beside their tests.

An article is a test suite.  Each share of the gate and each finding is a test case; it
fails where it trips the gate, is skipped where somebody has acknowledged it, and passes
with a word in ``system-out`` where it is below the gate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.headline import MEASURES, UNAUDITED
from auditor.model import Audit, Severity
from auditor.reports._corrections import RULE as CORRECTION
from auditor.reports._issues import Issue, issues
from auditor.reports._places import clipped
from auditor.reports._style import printable
from auditor.run import Piece, Result, Run, Style, Unreadable
from auditor.summary import digest, percent, share

MACHINE = True

# What XML 1.0 cannot hold in any form.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The last two are for pipelines, which obey ##[command] and, at the start of a line, ::command.
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"),
             ("##", "#&#35;"), ("::", ":&#58;"))  # fmt: skip
_RANK = (Severity.NOTE, Severity.WARNING, Severity.ERROR)
_LONGEST_NAME = 80


def article(result: Result, style: Style) -> str:
    """Return the suite of one input."""
    if isinstance(result, Unreadable):
        suite = printable(result.path)
        failure = _element(
            "error", result.message, type=f"input/{result.code}", message=result.said
        )
        return _suite(suite, [_case(suite, "the input can be read", failure)], errors=1)
    suite = printable(result.document.path)
    found = issues(result, style.limits)
    broken = {issue.rule: issue for issue in found if issue.rule.startswith("gate/")}
    cases = [_share(suite, result, style, *known[:3], broken.get(known[0])) for known in MEASURES]
    if UNAUDITED in broken:
        cases.append(_unaudited(suite, broken[UNAUDITED]))
    failures = sum(issue.severity is Severity.ERROR for issue in broken.values())
    skipped = 0
    seen: Counter[str] = Counter()
    for issue in found:
        if issue.rule in broken:
            continue
        cases.append(_case(suite, _name(issue, seen), *_told(suite, issue, style)))
        skipped += issue.suppressed is not None
        failures += issue.suppressed is None and _trips(issue, style)
    return _suite(suite, cases, failures=failures, skipped=skipped)


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{_attributes(name='auditor')}>\n"
    for piece in pieces:
        yield piece.text
    yield "</testsuites>\n"


def _trips(issue: Issue, style: Style) -> bool:
    least = style.limits.fail_on
    if issue.rule.startswith(CORRECTION):  # told, and no finding
        return False
    return least is not None and _RANK.index(issue.severity) >= _RANK.index(least)


def _share(
    suite: str, audit: Audit, style: Style, rule: str, field: str, metric: str, broken: Issue | None
) -> str:
    """Return the case of a share, whether or not it has a limit: a trend can be read off it."""
    if broken is not None:
        failure = _element("failure", broken.message, type=rule, message=broken.message)
        return _case(suite, rule, failure)
    limit: float | None = getattr(style.limits, field)
    told = f"{percent(share(digest(audit), metric), limit)} of the content"
    if limit is not None:
        told += f"; the limit is {limit * 100:g}%"
    return _case(suite, rule, _element("system-out", told))


def _unaudited(suite: str, issue: Issue) -> str:
    if issue.severity is Severity.ERROR:
        told = _element("failure", issue.message, type=issue.rule, message=issue.message)
    else:
        told = _element("system-out", issue.message)
    return _case(suite, UNAUDITED, told)


def _name(issue: Issue, seen: Counter[str]) -> str:
    """Name a case by its passage, not its line, so that it stays the same test when lines shift."""
    name = f"{issue.rule}: {clipped(issue.passage, _LONGEST_NAME)}"
    seen[name] += 1
    return name if seen[name] == 1 else f"{name} #{seen[name]}"


def _told(suite: str, issue: Issue, style: Style) -> list[str]:
    place = f"{suite}:{issue.start.line}:{issue.start.column}"
    detail = f"{place}: {issue.severity} {issue.rule} {issue.message}\n{issue.passage}"
    if issue.suppressed is not None:
        return [_element("skipped", "", message=issue.suppressed)]
    if _trips(issue, style):
        return [_element("failure", detail, type=issue.severity, message=issue.message)]
    return [_element("system-out", detail)]


def _suite(
    name: str, cases: Sequence[str], failures: int = 0, errors: int = 0, skipped: int = 0
) -> str:
    head = _attributes(
        name=name, tests=len(cases), failures=failures, errors=errors, skipped=skipped, time="0"
    )
    return f"<testsuite{head}>\n{''.join(cases)}</testsuite>\n"


def _case(suite: str, name: str, *told: str) -> str:
    head = _attributes(name=name, classname=suite, file=suite, time="0")
    return f"  <testcase{head}>{''.join(told)}</testcase>\n"


def _element(name: str, text: str, **attributes: object) -> str:
    return f"<{name}{_attributes(**attributes)}>{_escaped(text)}</{name}>"


def _attributes(**attributes: object) -> str:
    return "".join(f' {name}="{_escaped(str(value))}"' for name, value in attributes.items())


def _escaped(text: str) -> str:
    text = _FORBIDDEN.sub("\ufffd", text)
    for mark, entity in _ENTITIES:
        text = text.replace(mark, entity)
    return text
