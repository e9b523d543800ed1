"""Web pages.  The work is in ``_page``, which is loaded when the first such file is read."""

from __future__ import annotations

from auditor.model import Block

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")


def read(text: str) -> tuple[str, list[Block]]:
    """Return ``text`` with its markup blanked, and its blocks."""
    from auditor.readers._page import read as read_page

    return read_page(text)
