"""Word documents.  The work is in ``auditor.office``, which the first such file loads."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source

NAME = "docx"
SUFFIXES = (".docx", ".docm")

_ZIP = b"PK\x03\x04"
_END = 64 * 1024  # bytes that the list of the parts takes in an ordinary document


def sniff(data: bytes) -> bool:
    """Tell a Word document by the names of its parts."""
    return data.startswith(_ZIP) and b"word/" in data[-_END:] and b"[Content_Types].xml" in data


def read(source: Source) -> Document:
    """Return what stands in the document when all its changes are accepted."""
    from auditor.office.archive import Archive
    from auditor.office.word import open_word
    from auditor.readers._headings import label

    word = open_word(Archive(source.data, source.path))
    notes = ["it holds a document in another format, which is not read"] if word.embedded else []
    document = source.document(
        NAME, word.text, label(word.text, word.blocks), extracted=True, notes=notes
    )
    return document._replace(original=source.data)
