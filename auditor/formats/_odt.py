"""OpenDocument texts: see ``auditor.office``."""

from __future__ import annotations

from auditor.formats._headings import label
from auditor.formats._source import Source
from auditor.model import Document
from auditor.office.archive import Archive
from auditor.office.odf import open_odf

NAME = "odt"


def read(source: Source) -> Document:
    """Return what stands in the document when all its changes are accepted."""
    odf = open_odf(Archive(source.data, source.path))
    document = source.document(NAME, odf.text, label(odf.text, odf.blocks), extracted=True)
    return document._replace(original=source.data)
