"""One line for each issue: ``path:line:column: severity rule message``.

The form that editors, terminals and `grep` know how to jump from.  Columns count code
points from 1.  Acknowledged findings are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.reports._issues import Issue, open_issues
from auditor.reports._style import printable
from auditor.run import Piece, Result, Run, Style, Unreadable

MACHINE = True


def article(result: Result, style: Style) -> str:
    """Return the lines of one input."""
    if isinstance(result, Unreadable):
        return f"{_place(result.path)}:1:1: error input/{result.code} {printable(result.said)}\n"
    path = _place(result.document.path)
    return "".join(f"{line(path, issue)}\n" for issue in open_issues(result, style.limits))


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the lines of all inputs."""
    for piece in pieces:
        yield piece.text


def _place(path: str) -> str:
    """Return a path that begins a line: with two colons, a pipeline would obey it."""
    path = printable(path)
    return f"./{path}" if path.startswith("::") else path


def line(path: str, issue: Issue) -> str:
    """Return an issue as one line."""
    place = f"{path}:{issue.start.line}:{issue.start.column}"
    return f"{place}: {issue.severity} {issue.rule} {issue.message}"
