"""Where passages of an article stand and what they say: for every report and view."""

from __future__ import annotations

from typing import Any

from auditor.model import Audit
from auditor.reports._style import ended, printable
from auditor.text import LineIndex
from auditor.visible import visible


class Places:
    """The offsets of one article as lines and columns, both from 1, in code points."""

    def __init__(self, audit: Audit) -> None:
        self._document = audit.document
        self._lines: LineIndex | None = None

    def line(self, offset: int) -> tuple[int, int]:
        """Return line and column."""
        if self._lines is None:  # many articles have nothing to point at
            self._lines = LineIndex(self._document.text)
        return self._lines.position(offset)

    def at(self, offset: int) -> str:
        """Return ``line:column``."""
        return "{}:{}".format(*self.line(offset))

    def position(self, offset: int) -> dict[str, int]:
        """Return an offset as the JSON formats give it."""
        line, column = self.line(offset)
        page = self._document.page(offset)
        position = {"offset": offset, "line": line, "column": column}
        return {**position, "page": page} if page else position

    def on_page(self, offset: int) -> str:
        """Return " (page 3)" for a place of what is printed; nothing where there are no pages."""
        page = self._document.page(offset)
        return f" (page {page})" if page else ""

    def said(self, start: int, end: int) -> str:
        """Return a passage as a reader sees it, on one line and safe to show."""
        return printable(visible(self._document, start, end))

    def passage(self, start: int, end: int, length: int) -> str:
        """Return what is said, cut at a word to ``length`` characters."""
        return clipped(self.said(start, end), length)

    def quoted(self, start: int, end: int) -> dict[str, Any]:
        """Return a passage as it stands in the file, with its positions."""
        text = self._document.text[start:end]
        return {"start": self.position(start), "end": self.position(end), "text": text}


def clipped(text: str, length: int) -> str:
    """Return ``text`` cut to ``length`` characters at a word, with an ellipsis."""
    return text if len(text) <= length else ended(text[: length - 1])
