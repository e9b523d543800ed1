"""ninjs, the JSON of agencies: the live branches 1.x, 2.x and 3.x."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source

NAME = "ninjs"
SUFFIXES = (".ninjs",)

_KEYS = (b'"body_', b'"bodies"')


def sniff(data: bytes) -> bool:
    """Tell a story by the keys that hold its body."""
    from auditor.readers._start import is_json

    return is_json(data) and b'"uri"' in data and any(key in data for key in _KEYS)


def read(source: Source) -> Document:
    """Return the story: headline and body from their own keys."""
    from auditor.readers._ninjs import read as read_ninjs

    return read_ninjs(source, NAME)
