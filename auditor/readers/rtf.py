"""Rich Text Format.  The work is in ``auditor.office.rtf``, which the first such file loads."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source

NAME = "rtf"
SUFFIXES = (".rtf",)

_MARK = b"{\\rtf"


def sniff(data: bytes) -> bool:
    """Tell a document by the word that it begins with."""
    return data.startswith(_MARK)


def read(source: Source) -> Document:
    """Return what a word processor shows of the document."""
    from auditor.office.rtf import read_rtf
    from auditor.readers._headings import label

    if not source.data.lstrip().startswith(_MARK):
        raise source.refusal("format", "is no RTF document, though its name says so")
    told, lost = read_rtf(source.data)
    notes = [f"{lost} of its characters are not in its code page"] if lost else []
    return source.document(
        NAME, told.text, label(told.text, told.blocks), extracted=True, notes=notes
    )
