"""Markdown.  The work is in ``_blocks``, which is loaded when the first such file is read."""

from __future__ import annotations

from auditor.formats._source import Source
from auditor.model import Document

NAME = "markdown"
SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


def read(source: Source) -> Document:
    """Return the text with its blocks; its markup is blanked."""
    from auditor.formats._blocks import read as read_blocks

    decoded = source.text()
    plain, blocks = read_blocks(decoded.text)
    return source.document(NAME, decoded, blocks, plain)
