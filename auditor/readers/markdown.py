"""Markdown.  The work is in ``_blocks``, which is loaded when the first such file is read."""

from __future__ import annotations

from auditor.model import Block

NAME = "markdown"
SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


def read(text: str) -> tuple[str, list[Block]]:
    """Return ``text`` with its markup blanked, and its blocks."""
    from auditor.readers._blocks import read as read_blocks

    return read_blocks(text)
