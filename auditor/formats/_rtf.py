"""Rich Text Format: see ``auditor.office.rtf``."""

from __future__ import annotations

from auditor.formats._headings import label
from auditor.formats._source import Source
from auditor.model import Document
from auditor.office.rtf import read_rtf

NAME = "rtf"


def read(source: Source) -> Document:
    """Return what a word processor shows of the document."""
    if not source.data.lstrip().startswith(b"{\\rtf"):
        raise source.refusal("format", "is no RTF document, though its name says so")
    told, lost = read_rtf(source.data)
    notes = [f"{lost} of its characters are not in its code page"] if lost else []
    return source.document(
        NAME, told.text, label(told.text, told.blocks), extracted=True, notes=notes
    )
