"""RSS and Atom feeds with the full text of their stories, and what WordPress exports."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source
from auditor.readers._start import xml_root

NAME = "feed"
SUFFIXES = (".rss", ".atom", ".wxr")

_ROOTS = frozenset((b"rss", b"feed", b"RDF"))


def sniff(data: bytes) -> bool:
    """Tell a feed by the element that it begins with."""
    return xml_root(data) in _ROOTS


def read(source: Source) -> Document:
    """Return the stories of a feed, with their headlines."""
    from auditor.readers._feed import read as read_feed

    return read_feed(source, NAME)
