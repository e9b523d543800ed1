"""Workflow commands that GitHub Actions shows as annotations, and a summary of the step.

GitHub shows ten annotations of a kind for a step and drops the rest without a word.
So the ten that matter most are given (limits first, then the articles with the largest
shares); the others follow as plain lines, and all are in the step's summary.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.model import Severity
from auditor.reports import compact, markdown
from auditor.reports._figures import outcome, overall
from auditor.reports._issues import Issue, open_issues
from auditor.reports._style import plural, printable
from auditor.run import Piece, Result, Run, Style, Unreadable
from auditor.summary import share

MACHINE = True
_SHOWN = 10  # annotations of a kind for each step
_LONGEST = 900_000  # characters; GitHub refuses summaries of more than 1 MiB
_SUMMARY = "GITHUB_STEP_SUMMARY"
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def article(result: Result, style: Style) -> str:
    """Return, as JSON, the annotations of one input as commands and lines, and its section."""
    if isinstance(result, Unreadable):
        path, message = printable(result.path), printable(result.said)
        command = _command("error", message, file=path, title=f"input/{result.code}")
        line = compact.article(result, style).rstrip("\n")
        return json.dumps({"told": [["error", True, command, line]], "section": ""})
    path = printable(result.document.path)
    told = [
        [
            _COMMANDS[issue.severity],
            issue.rule.startswith("gate/"),
            _annotation(path, issue),
            compact.line(path, issue),
        ]
        for issue in open_issues(result, style.limits)
    ]
    return json.dumps({"told": told, "section": markdown.article(result, style)})


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the commands; write the summary where GitHub says where."""
    values = [json.loads(piece.text) for piece in pieces]
    ranked = sorted(range(len(pieces)), key=lambda n: (-share(pieces[n].digest), n))
    told = [entry for n in ranked for entry in values[n]["told"]]
    told.sort(key=lambda entry: not entry[1])  # stable: limits and failures, then by share
    yield from _commands(told)
    yield f"{overall(pieces)} Gate: {outcome(pieces, run)}.\n"
    place = os.environ.get(_SUMMARY)
    if place:
        sections = [
            Piece(piece.digest, value["section"])
            for piece, value in zip(pieces, values, strict=True)
        ]
        yield from _write(Path(place), "".join(markdown.comment(sections, run, _LONGEST)))


def _commands(told: Sequence[tuple[str, bool, str, str]]) -> Iterator[str]:
    shown: Counter[str] = Counter()
    rest = []
    for kind, _, command, line in told:
        shown[kind] += 1
        if shown[kind] <= _SHOWN:
            yield f"{command}\n"
        else:
            rest.append(line)
    if rest:
        yield f"{plural(len(rest), 'more issue')} than GitHub annotates:\n"
        # Words before the path and a broken "##[" keep the runner from reading commands.
        yield from (f"also {line.replace('##[', '## [')}\n" for line in rest)


def _annotation(path: str, issue: Issue) -> str:
    place: dict[str, object] = {"file": path, "line": issue.start.line}
    if issue.end.line != issue.start.line:
        place |= {"endLine": issue.end.line}
    elif issue.passage:  # columns are taken within one line only
        place |= {"col": issue.start.column, "endColumn": issue.end.column}
    kind = _COMMANDS[issue.severity]
    return _command(kind, issue.message, **place, title=issue.rule)


def _command(kind: str, message: str, **properties: object) -> str:
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _write(path: Path, summary: str) -> Iterator[str]:
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(summary)
    except OSError as error:
        yield f"The step's summary could not be written: {printable(str(error))}\n"
