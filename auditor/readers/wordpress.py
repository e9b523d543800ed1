"""Posts as WordPress' REST interface gives them."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source
from auditor.readers._start import is_json

NAME = "wordpress"
SUFFIXES: tuple[str, ...] = ()


def sniff(data: bytes) -> bool:
    """Tell posts by the keys of their texts."""
    return is_json(data) and b'"content"' in data and (b'"rendered"' in data or b'"raw"' in data)


def read(source: Source) -> Document:
    """Return the posts, each with its title."""
    from auditor.readers._systems import read_wordpress

    return read_wordpress(source, NAME)
