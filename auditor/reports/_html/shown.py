"""The words of an article as a page shows them: without markup, and without tricks."""

from __future__ import annotations

import re

from auditor.model import Document
from auditor.text import fold

# A code point that no text may hold, in the place of each one that is not to be shown.
_DROPPED = "\ufdd0"
_ORDERS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would turn the text around
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def safe(text: str) -> str:
    """Return ``text`` with what HTML cannot hold shown as U+FFFD; same length."""
    return _FORBIDDEN.sub("\ufffd", text)


def line(text: str) -> str:
    """Return ``text`` on one line, for names and messages."""
    return _ORDERS.sub("", safe(" ".join(text.split())))


def guarded(value: object) -> object:
    """Return ``value`` as it may stand in a page: the last look at all that is printed."""
    return _ORDERS.sub("", safe(value)) if type(value) is str else value


class Shown:
    """A document's text, to be asked for by the offsets of the file."""

    def __init__(self, document: Document) -> None:
        text, plain = safe(document.text), document.plain
        folded = fold(document.text)
        if folded != plain:  # markup, which the reader has blanked
            triples = zip(text, folded, plain, strict=True)
            text = "".join(map(_visible, triples))
        self._text = _ORDERS.sub(_DROPPED, text)

    def __call__(self, start: int, end: int) -> str:
        """Return what is visible of a stretch."""
        return self._text[start:end].replace(_DROPPED, "")


def _visible(characters: tuple[str, str, str]) -> str:
    """Return a character, unless it is markup; a reader may have put another in its place."""
    written, folded, plain = characters
    if folded == plain:
        return written
    return _DROPPED if plain == " " else plain
