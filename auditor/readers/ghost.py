"""Posts of Ghost, as its interface gives or its export holds them."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source
from auditor.readers._start import is_json

NAME = "ghost"
SUFFIXES: tuple[str, ...] = ()

_BODIES = (b'"html"', b'"lexical"', b'"mobiledoc"')


def sniff(data: bytes) -> bool:
    """Tell posts by their keys."""
    if not is_json(data) or b'"slug"' not in data or b'"uuid"' not in data:
        return False
    return any(key in data for key in _BODIES)


def read(source: Source) -> Document:
    """Return the posts, each with its title."""
    from auditor.readers._ghost import read as read_ghost

    return read_ghost(source, NAME)
