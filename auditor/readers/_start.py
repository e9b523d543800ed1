"""How files of different makers begin: looked at for every file, so it loads nothing."""

from __future__ import annotations

import re

_BEFORE = b"\xef\xbb\xbf \t\r\n"
_HEAD = 4096
_ELEMENT = re.compile(rb"<([A-Za-z][^\s/>]{0,60})")


def is_json(data: bytes) -> bool:
    """Tell whether a file may be JSON, by its first character."""
    return data[:64].lstrip(_BEFORE)[:1] in (b"{", b"[")


def xml_root(data: bytes) -> bytes:
    """Return the name of the element that an XML file begins with, without its prefix."""
    head = data[:_HEAD].lstrip(_BEFORE)
    found = _ELEMENT.search(head) if head.startswith(b"<") else None
    return found[1].rpartition(b":")[2] if found else b""
