"""NITF, the News Industry Text Format of agencies."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source
from auditor.readers._start import xml_root

NAME = "nitf"
SUFFIXES = (".nitf",)


def sniff(data: bytes) -> bool:
    """Tell a story by the element that it begins with."""
    return xml_root(data) == b"nitf"


def read(source: Source) -> Document:
    """Return the story: headline, byline and dateline from their own elements."""
    from auditor.readers._agency import read_nitf

    return read_nitf(source, NAME)
