"""Where passages stand and what they say, on one line and safe to show."""

from __future__ import annotations

from auditor.model import Audit
from auditor.reports._issues import clipped
from auditor.reports._style import printable
from auditor.text import LineIndex


class Places:
    """The offsets of one article as lines and columns."""

    def __init__(self, audit: Audit) -> None:
        self._text = audit.document.text
        self._lines = LineIndex(self._text)

    def at(self, offset: int) -> str:
        """Return ``line:column``."""
        line, column = self._lines.position(offset)
        return f"{line}:{column}"

    def position(self, offset: int) -> dict[str, int]:
        """Return an offset as the JSON formats give it."""
        line, column = self._lines.position(offset)
        return {"offset": offset, "line": line, "column": column}

    def passage(self, start: int, end: int, length: int) -> str:
        """Return a passage on one line, cut at a word to ``length`` characters."""
        return clipped(printable(self._text[start : min(end, start + 4 * length)]), length)

    def quoted(self, start: int, end: int) -> dict[str, object]:
        """Return a passage, whole, with its positions."""
        return {
            "start": self.position(start),
            "end": self.position(end),
            "text": self._text[start:end],
        }
