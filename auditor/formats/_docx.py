"""Word documents: see ``auditor.office``."""

from __future__ import annotations

from auditor.formats._headings import label
from auditor.formats._source import Source
from auditor.model import Document
from auditor.office.archive import Archive
from auditor.office.word import open_word

NAME = "docx"


def read(source: Source) -> Document:
    """Return what stands in the document when all its changes are accepted."""
    word = open_word(Archive(source.data, source.path))
    notes = ["it holds a document in another format, which is not read"] if word.embedded else []
    document = source.document(
        NAME, word.text, label(word.text, word.blocks), extracted=True, notes=notes
    )
    return document._replace(original=source.data)
