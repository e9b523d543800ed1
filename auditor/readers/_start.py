"""How files of different makers begin: looked at for every file, so it loads nothing."""

from __future__ import annotations

_BEFORE = b"\xef\xbb\xbf \t\r\n"
_HEAD = 4096


def is_json(data: bytes) -> bool:
    """Tell whether a file may be JSON, by its first character."""
    return data[:64].lstrip(_BEFORE)[:1] in (b"{", b"[")


def xml_head(data: bytes) -> bytes:
    """Return the beginning of a file that may be XML, else nothing."""
    head = data[:_HEAD].lstrip(_BEFORE)
    return head if head.startswith(b"<") else b""
