"""JSON lines: one object for each input, in the order of the inputs, then one for the run.

Each line has a ``type``: ``file`` and ``unreadable`` carry what the JSON report lists under
``files`` and ``unreadable``; the last, ``summary``, carries everything else of that report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.reports._json import dump, head_value, result_value
from auditor.run import Piece, Result, Run, Style, Unreadable

MACHINE = True


def article(result: Result, style: Style) -> str:
    """Return the line of one input."""
    kind = "unreadable" if isinstance(result, Unreadable) else "file"
    return dump({"type": kind, **result_value(result)}) + "\n"


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the lines."""
    for piece in pieces:
        yield piece.text
    yield from end(pieces, run)


def end(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the line for the run."""
    yield dump({"type": "summary", **head_value(pieces, run)}) + "\n"
