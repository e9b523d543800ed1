"""NewsML-G2, the messages of agencies: all stories in one, in NITF, XHTML or plain text."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source
from auditor.readers._start import xml_root

NAME = "newsml"
SUFFIXES = (".newsml", ".g2")

_ROOTS = frozenset((b"newsMessage", b"newsItem", b"NewsML", b"packageItem"))


def sniff(data: bytes) -> bool:
    """Tell a message by the element that it begins with."""
    return xml_root(data) in _ROOTS


def read(source: Source) -> Document:
    """Return the stories: what is only linked to is not read."""
    from auditor.readers._agency import read_newsml

    return read_newsml(source, NAME)
