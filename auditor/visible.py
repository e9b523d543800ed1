"""The words of an article as a reader sees them: without the markup around and inside them."""

from __future__ import annotations

from functools import lru_cache

from auditor.model import Document
from auditor.text import JOINER, fold

# A code point that no text may hold, in the place of each one that is not to be shown.
DROPPED = "\ufdd0"


def visible(document: Document, start: int, end: int) -> str:
    """Return what is to be seen of a stretch of the file."""
    return unmarked(document)[start:end].replace(DROPPED, "")


def unmarked(document: Document) -> str:
    """Return the text with ``DROPPED`` for each character of markup, so that offsets hold."""
    return _unmarked(document.text, document.plain)


@lru_cache(maxsize=2)  # an article is asked for many times in a row, then never again
def _unmarked(text: str, plain: str) -> str:
    folded = fold(text)
    if folded == plain:
        return text
    return "".join(map(_visible, text, folded, plain))


def _visible(written: str, folded: str, plain: str) -> str:
    """Return a character, unless it is markup; a reader may have put another in its place."""
    if folded == plain:
        return written
    return DROPPED if plain in (" ", JOINER) else plain
