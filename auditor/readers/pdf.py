"""PDF files, with the library of the extra ``pdf``.  The work is in ``_pdf`` and ``_columns``."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source

NAME = "pdf"
SUFFIXES = (".pdf",)

_MARK = b"%PDF-"
_BEFORE = 1024  # bytes that may stand before it


def sniff(data: bytes) -> bool:
    """Tell a PDF by its mark."""
    return _MARK in data[:_BEFORE] and data[:64].lstrip()[:1] not in (b"<", b"{")


def read(source: Source) -> Document:
    """Return the text in reading order; running heads and folios are left out."""
    from auditor.readers._pdf import read as read_pdf

    return read_pdf(source, NAME)
