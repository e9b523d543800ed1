"""OpenDocument texts.  The work is in ``auditor.office``, which the first such file loads."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source

NAME = "odt"
SUFFIXES = (".odt", ".ott")

_ZIP = b"PK\x03\x04"
_KIND = b"mimetypeapplication/vnd.oasis.opendocument.text"


def sniff(data: bytes) -> bool:
    """Tell a text by the kind that its first part names."""
    return data.startswith(_ZIP) and data[30:].startswith(_KIND)


def read(source: Source) -> Document:
    """Return what stands in the document when all its changes are accepted."""
    from auditor.office.archive import Archive
    from auditor.office.odf import open_odf
    from auditor.readers._headings import label

    odf = open_odf(Archive(source.data, source.path))
    document = source.document(NAME, odf.text, label(odf.text, odf.blocks), extracted=True)
    return document._replace(original=source.data)
