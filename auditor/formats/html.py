"""Web pages.  The work is in ``_page``, which is loaded when the first such file is read."""

from __future__ import annotations

import re

from auditor.formats._source import Source
from auditor.model import Document
from auditor.patterns import late

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml")

_DECLARED = late(
    rb"<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9._:-]{1,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._:-]{1,40})",
    re.IGNORECASE,
)
_WITHIN = 4096  # bytes in which a page says how it is written (1,024 by the book)
_OPENING = late(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,9}"
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = late(
    rb"(?:\xef\xbb\xbf)?\s*<(?:p|div|article|section|main|h[1-6]|figure|blockquote|ul|ol|header)"
    rb"(?:\s[^>]{0,2000})?>",
    re.IGNORECASE,
)
_CLOSED = late(
    rb"</(?:p|div|article|section|main|h[1-6]|figure|blockquote|ul|ol|footer)\s*>\s*$",
    re.IGNORECASE,
)
_HEAD = 8192


def sniff(data: bytes) -> bool:
    """Tell a page by how it opens, or a part of one by markup at both its ends."""
    head = data[:_HEAD]
    if b"<" not in head:
        return False
    if _OPENING.match(head):
        return True
    return bool(_FRAGMENT.match(head) and _CLOSED.search(data[-_HEAD:]))


def is_page(text: str) -> bool:
    """Tell a whole page by how it opens."""
    return bool(_OPENING.match(text[:_HEAD].encode("utf-8", "replace")))


def read(source: Source) -> Document:
    """Return the page: its article, and what is around it."""
    from auditor.formats._page import read as read_page

    declared = _DECLARED.search(source.data[:_WITHIN])
    name = (declared[1] or declared[2]).decode("ascii") if declared else None
    decoded = source.text(name)
    page = read_page(decoded.text)
    return source.document(
        NAME,
        decoded,
        page.blocks,
        page.plain,
        language=page.language,
        doubts=page.doubts,
    )
