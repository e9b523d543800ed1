"""Mail messages.  The work is in ``_mail``, which is loaded when the first one is read."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source

NAME = "eml"
SUFFIXES = (".eml",)

_SIGNS = (b"\nmime-version:", b"\nmessage-id:", b"\nreceived:", b"\nreturn-path:",
          b"\ndelivered-to:")  # fmt: skip
_HEAD = 4096


def sniff(data: bytes) -> bool:
    """Tell a message by its head: a field in the first line, and one that only mail has."""
    head = data[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    name, colon, _ = head.partition(b":")
    if not colon or not name.replace(b"-", b"").isalpha():
        return False
    return any(sign in b"\n" + head for sign in _SIGNS)


def read(source: Source) -> Document:
    """Return the message's text, or the page in it; attachments are named, not read."""
    from auditor.readers._mail import read as read_mail

    return read_mail(source, NAME)
