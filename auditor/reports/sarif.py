"""SARIF 2.1.0, for code scanning services and editors.

Findings are results; so is each limit that an article breaks.  A result keeps its
identity by ``partialFingerprints`` when lines shift.  Acknowledged findings carry a
suppression, inputs that could not be read a notification.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from auditor.headline import MEASURES, UNAUDITED
from auditor.model import Audit, Pack, Rule
from auditor.reports._corrections import RULE as CORRECTION
from auditor.reports._issues import Issue, Position, issues
from auditor.reports._json import dump, rounded
from auditor.run import Piece, Result, Run, Style, Unreadable
from auditor.summary import percent

MACHINE = True
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_UNCHANGED = '"baselineState":"unchanged"'  # inside a string its marks would be escaped

_CORRECTIONS = {
    name: (about, f"{about} {why}", level)
    for name, about, why, level in (
        ("applied", "Somebody decided on this passage in place of the program.",
         "What the program had decided is told next to it.", "note"),
        ("unused", "A correction changes nothing.",
         "The passage is gone, or the program says the same by now.", "warning"),
        ("expired", "The last day that a correction held has passed.",
         "The passage counts as the program reads it.", "warning"),
    )
}  # fmt: skip
_UNAUDITED = "What was read may not be the article, or not English: its figures say nothing."

Value = dict[str, Any]


def article(result: Result, style: Style) -> str:
    """Return the artifact on the first line, then a line for each result; or a notification."""
    if isinstance(result, Unreadable):
        return dump(_notification(result))
    found = [dump(_result(result, issue)) for issue in issues(result, style.limits)]
    return "\n".join([dump(_artifact(result)), *found])


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the log with its one run."""
    artifacts = [piece.text.split("\n") for piece in pieces if piece.digest.failure is None]
    failures = [piece.text for piece in pieces if piece.digest.failure is not None]
    yield f'{{"$schema":{dump(_SCHEMA)},"version":"2.1.0","runs":[{{"tool":{dump(_tool(run))},'
    yield '"columnKind":"unicodeCodePoints","invocations":[{"executionSuccessful":'
    yield f'{dump(not failures)},"toolExecutionNotifications":[{",".join(failures)}]}}],'
    yield f'"artifacts":[{_lines(lines[0] for lines in artifacts)}],'
    results = _compared([line for lines in artifacts for line in lines[1:]])
    yield f'"results":[{_lines(iter(results))}],'
    gate = {"passed": run.gate.passed, "reasons": run.gate.reasons}
    yield f'"properties":{dump({"gate": gate})}}}]}}\n'


def _lines(values: Iterator[str]) -> str:
    joined = ",\n".join(values)
    return f"\n{joined}\n" if joined else ""


def _compared(results: list[str]) -> list[str]:
    """Call results new where others are known from a baseline: SARIF wants all or none."""
    if not any(_UNCHANGED in result for result in results):
        return results
    return [r if _UNCHANGED in r else f'{r[:-1]},"baselineState":"new"}}' for r in results]


def _tool(run: Run) -> Value:
    return {
        "driver": {
            "name": "auditor",
            "fullName": "Attribution Auditor",
            "version": run.version,
            "semanticVersion": run.version,
            "rules": [
                *(_limit_rule(run, *known) for known in MEASURES),
                _described(UNAUDITED, _UNAUDITED, _UNAUDITED, "error"),
                *(
                    _described(f"{CORRECTION}{name}", *about)
                    for name, about in _CORRECTIONS.items()
                ),
                *map(_rule, run.rules),
            ],
        },
        "extensions": [_pack(pack) for pack in run.packs],
    }


def _pack(pack: Pack) -> Value:
    return {"name": pack.id, "version": pack.version, "properties": {"sha256": pack.sha256}}


def _rule(rule: Rule) -> Value:
    """Describe a policy rule: what it asks for, and the newsroom standard behind it."""
    standard = rule.traits.get("standard", "")
    about = rule.about or rule.traits.get("message", rule.id)
    help_text = "\n\n".join(filter(None, [about, standard and f"Standard: {standard}"]))
    value = _described(rule.id, about, help_text, rule.traits.get("severity", "warning"))
    if rule.traits.get("url"):
        value["helpUri"] = rule.traits["url"]
    return value


def _limit_rule(run: Run, rule: str, field: str, metric: str, what: str) -> Value:
    limit: float | None = getattr(run.style.limits, field)
    about = f"More of an article's content {what} than the limit allows."
    set_to = "No limit was set." if limit is None else f"The limit was {percent(limit)}."
    return _described(rule, about, f"{about} {set_to}", "error")


def _described(rule: str, about: str, help_text: str, level: str) -> Value:
    return {
        "id": rule,
        "shortDescription": {"text": about},
        "fullDescription": {"text": about},
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["sourcing"]},
    }


def _artifact(audit: Audit) -> Value:
    document = audit.document
    return {
        "location": _location(document.path),
        "hashes": {"sha-256": document.sha256},
        "properties": {
            "words": audit.words,
            "contentWords": audit.content_words,
            **{
                name: rounded(figure) if isinstance(figure, float) else figure
                for name, figure in audit.metrics.items()
            },
        },
    }


def _result(audit: Audit, issue: Issue) -> Value:
    message = issue.message
    if audit.document.extracted and issue.passage:  # no lines to point at in the file itself
        message = f"{message} [{issue.passage}]"
    return {
        "ruleId": issue.rule,
        "level": issue.severity,
        "message": {"text": message},
        "locations": [_physical(audit, issue.start, issue.end, issue.passage)],
        "relatedLocations": [
            {"id": number, **_physical(audit, *related)}
            for number, related in enumerate(issue.related, 1)
        ],
        "partialFingerprints": _fingerprints(issue),
        "suppressions": _suppressions(issue),
        **({"baselineState": "unchanged"} if issue.suppressed_by == "baseline" else {}),
    }


def _physical(audit: Audit, start: Position, end: Position, passage: str) -> Value:
    place: Value = {"artifactLocation": _location(audit.document.path)}
    if not audit.document.extracted:
        place["region"] = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
            **({"snippet": {"text": passage}} if passage else {}),
        }
    return {"physicalLocation": place}


def _fingerprints(issue: Issue) -> Value:
    """Give the key that GitHub compares, too: else it hashes lines and opens alerts anew."""
    return {
        "auditorFinding/v1": issue.fingerprint,
        "primaryLocationLineHash": f"{issue.fingerprint}:1",
    }


def _suppressions(issue: Issue) -> list[Value]:
    if issue.suppressed is None:
        return []
    kind = "inSource" if issue.suppressed_by == "comment" else "external"
    return [{"kind": kind, "status": "accepted", "justification": issue.suppressed}]


def _notification(failure: Unreadable) -> Value:
    return {
        "descriptor": {"id": f"input/{failure.code}"},
        "level": "error",
        "message": {"text": failure.said},
        "locations": [{"physicalLocation": {"artifactLocation": _location(failure.path)}}],
    }


def _location(path: str) -> Value:
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    parts = [part for part in pure.as_posix().split("/") if part != "."]
    return {"uri": quote("/".join(parts), safe="/"), "uriBaseId": "%SRCROOT%"}
