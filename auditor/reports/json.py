"""The report as one JSON document, a line for each file; its schema is `auditor schema report`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.reports._json import dump, head_value, result_value
from auditor.run import Piece, Result, Run, Style

MACHINE = True


def article(result: Result, style: Style) -> str:
    """Return the entry of one input."""
    return dump(result_value(result))


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the document: what holds for the run first, then the entries."""
    yield dump(head_value(pieces, run))[:-1]
    yield ',"files":['
    yield from _entries(p.text for p in pieces if p.digest.failure is None)
    yield '],"unreadable":['
    yield from _entries(p.text for p in pieces if p.digest.failure is not None)
    yield "]}\n"


def _entries(texts: Iterator[str]) -> Iterator[str]:
    separator = "\n"
    for text in texts:
        yield separator + text
        separator = ",\n"
