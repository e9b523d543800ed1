"""NITF, the News Industry Text Format of agencies."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source

NAME = "nitf"
SUFFIXES = (".nitf",)

_HEAD = 4096


def sniff(data: bytes) -> bool:
    """Tell a story by the element that it begins with."""
    head = data[:_HEAD]
    return b"<nitf" in head and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"<?xml", b"<nitf", b"<!")
    )


def read(source: Source) -> Document:
    """Return the story: headline, byline and dateline from their own elements."""
    from auditor.readers._agency import read_nitf

    return read_nitf(source, NAME)
