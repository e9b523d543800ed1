"""Where in a corpus something stands, and a few words of it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TypedDict

from auditor.model import Document, Span
from auditor.text import LineIndex

_BEFORE, _AFTER = 50, 70  # characters around a place
_LONGEST = 60  # of the place itself


class Example(TypedDict):
    """A place, and its text with the words it is about between « and »."""

    place: str
    text: str


class Places:
    """Turns spans of documents into examples; keeps the line index of the last document."""

    def __init__(self) -> None:
        self._document: Document | None = None
        self._lines = LineIndex("")

    def keep(
        self, kept: list[Example], most: int, document: Document, span: Span, told: str = ""
    ) -> None:
        """Add an example with ``told`` behind it, up to ``most``, each once.

        (What several people have marked comes several times.)
        """
        if len(kept) < most:
            example = self.example(document, span)
            example["text"] += told
            if example not in kept:
                kept.append(example)

    def example(self, document: Document, span: Span) -> Example:
        """Return where ``span`` stands, and the text around it on one line.

        The file is named inside its corpus, with its folder only.
        """
        if document is not self._document:
            self._document, self._lines = document, LineIndex(document.text)
        line, column = self._lines.position(span.start)
        text, (start, end) = document.text, span
        middle = text[start:end]
        if len(middle) > _LONGEST:
            middle = middle[: _LONGEST - 1] + "\u2026"
        before = text[max(0, start - _BEFORE) : start]
        after = text[end : end + _AFTER]
        return {
            "place": f"{_inside(document.path)}:{line}:{column}",
            "text": plain(f"{_from_blank(before)}\u00ab{middle}\u00bb{_to_blank(after)}"),
        }


def _inside(path: str) -> str:
    return "/".join(plain(part) for part in PurePath(path).parts[-2:])


def plain(text: str) -> str:
    """Return ``text`` on one line, without signs that a terminal would act on."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def _from_blank(text: str) -> str:
    return text.partition(" ")[2] if len(text) == _BEFORE else text


def _to_blank(text: str) -> str:
    return text.rpartition(" ")[0] if len(text) == _AFTER else text
