"""A draft as an editor has it open: its text, its audit, and places in the editor's units."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple, Protocol

from lsprotocol import types

from auditor.model import Audit, Finding, RuleSet, Segment
from auditor.run import Limits
from auditor.text import LINE_BREAK

# How many bytes of which encoding are one unit of a position.
_UNITS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Checked(NamedTuple):
    """What came of a text; ``audit`` is None where it could not be audited, as ``fault`` says."""

    audit: Audit | None
    rules: RuleSet | None = None
    limits: Limits = Limits()
    fault: str = ""


class Desk(Protocol):
    """What the server asks for: it knows neither files nor settings."""

    def check(self, path: str, text: str) -> Checked:
        """Return the audit of what an editor holds as the draft of a file."""

    def explained(self, rule: str, rules: RuleSet) -> str:
        """Return what there is to say of the rule with this id."""

    def report(self, audit: Audit, checked: Checked) -> str:
        """Return the page about a draft; raise UsageError where an extra is missing."""


class Positions:
    """Code points of a text to lines and the units that the editor counts in, and back."""

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._codec, self._size = _UNITS[types.PositionEncodingKind(encoding)]
        self._starts = [0, *(found.end() for found in LINE_BREAK.finditer(text))]

    def position(self, offset: int) -> types.Position:
        """Return the line, from 0, and the units before ``offset`` in it."""
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units(self._text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> types.Range:
        """Return the range of a span of code points."""
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """Return the code point at a position; one behind a line's end is the end of the line."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        end = LINE_BREAK.search(self._text, start)
        line = self._text[start : end.start() if end else len(self._text)]
        taken = self._encoded(line)[: position.character * self._size]
        return start + len(taken.decode(self._codec, "ignore"))

    def first_line(self) -> types.Range:
        """Return the range of the first line: what is said of the whole draft stands there."""
        end = LINE_BREAK.search(self._text)
        return self.range(0, end.start() if end else len(self._text))

    def _units(self, text: str) -> int:
        return len(text) if self._size == 4 else len(self._encoded(text)) // self._size

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._codec, "surrogatepass")


class Draft(NamedTuple):
    """One version of an open draft."""

    uri: str
    version: int | None
    text: str
    checked: Checked
    positions: Positions

    @property
    def audit(self) -> Audit | None:
        return self.checked.audit

    def segment(self, offset: int) -> Segment | None:
        """Return the passage at a code point."""
        segments = self.audit.segments if self.audit else ()
        return next((s for s in segments if s.start <= offset < s.end), None)

    def findings(self, start: int, end: int) -> list[Finding]:
        """Return the open findings that touch a span, also one without a length."""
        found = self.audit.findings if self.audit else ()
        return [
            f for f in found if f.suppressed is None and f.start <= end and start <= f.end
        ]  # fmt: skip
