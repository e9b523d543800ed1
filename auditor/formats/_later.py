"""Formats whose readers are loaded when the first such file is read.

This module is loaded at every start: it holds no more than how their files are called and how
they begin.  To add a format, write a module ``_NAME`` with ``read(source) -> Document`` and add
a line to ``LATER``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from auditor.formats._source import Source
    from auditor.model import Document

_ZIP = b"PK\x03\x04"
_PARTS = 64 * 1024  # bytes at the end that name the parts of an ordinary document
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_BLANK = b"\xef\xbb\xbf \t\r\n"  # what may stand before the first character
_HEAD = 4096
_MAIL = (b"\nmime-version:", b"\nmessage-id:", b"\nreceived:", b"\nreturn-path:",
         b"\ndelivered-to:")  # fmt: skip


class Later:
    """A reader that is loaded when it is needed; what it offers is told in ``auditor.formats``."""

    def __init__(self, name: str, suffixes: str, sniff: Callable[[bytes], bool]) -> None:
        self.NAME, self.SUFFIXES, self.sniff = name, tuple(suffixes.split()), sniff

    def read(self, source: Source) -> Document:
        """Return the document in ``source``."""
        return cast("Document", import_module(f"auditor.formats._{self.NAME}").read(source))


def _is_docx(data: bytes) -> bool:
    return data.startswith(_ZIP) and b"word/" in data[-_PARTS:] and b"[Content_Types].xml" in data


def _is_odt(data: bytes) -> bool:
    return data.startswith(_ZIP) and data[30:].startswith(_ODT)


def _is_rtf(data: bytes) -> bool:
    return data.startswith(b"{\\rtf")


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024] and data[:64].lstrip()[:1] not in (b"<", b"{")


def _is_mail(data: bytes) -> bool:
    """Tell a message by its head: a field in the first line, and one that only mail has."""
    head = data[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    name, colon, _ = head.partition(b":")
    if not colon or not name.replace(b"-", b"").isalpha():
        return False
    return any(field in b"\n" + head for field in _MAIL)


def _xml(*roots: bytes) -> Callable[[bytes], bool]:
    """Tell XML by its outermost element."""

    def sniff(data: bytes) -> bool:
        head = data[:_HEAD].lstrip(_BLANK)
        if not head.startswith(b"<"):
            return False
        for tag in head.split(b"<")[1:]:
            if tag[:1].isalpha():
                return tag.replace(b">", b" ").split()[0].rpartition(b":")[2] in roots
        return False

    return sniff


def _json(*keys: bytes, one_of: tuple[bytes, ...] = ()) -> Callable[[bytes], bool]:
    """Tell JSON by keys that are all in it, and one of others."""

    def sniff(data: bytes) -> bool:
        if data[:64].lstrip(_BLANK)[:1] not in (b"{", b"["):
            return False
        return all(key in data for key in keys) and (
            not one_of or any(key in data for key in one_of)
        )

    return sniff


def _is_json(data: bytes) -> bool:
    """Tell any JSON that holds text, by its beginning and its end."""
    head = data[:_HEAD].lstrip(_BLANK)
    inside = head[1:].lstrip(_BLANK)[:1]
    opened = (head[:1] == b"{" and inside == b'"') or (head[:1] == b"[" and inside in b'{["')
    return opened and data[-64:].rstrip()[-1:] in (b"}", b"]")


_ALL = (
    Later("docx", ".docx .docm", _is_docx),
    Later("odt", ".odt .ott", _is_odt),
    Later("rtf", ".rtf", _is_rtf),
    Later("pdf", ".pdf", _is_pdf),
    Later("eml", ".eml", _is_mail),
    Later("nitf", ".nitf", _xml(b"nitf")),
    Later("newsml", ".newsml .g2", _xml(b"newsMessage", b"newsItem", b"NewsML", b"packageItem")),
    Later("feed", ".rss .atom .wxr", _xml(b"rss", b"feed", b"RDF")),
    Later("ninjs", ".ninjs", _json(b'"uri"', one_of=(b'"body_', b'"bodies"'))),
    Later("ans", ".ans", _json(b'"content_elements"')),
    Later("wordpress", "", _json(b'"content"', one_of=(b'"rendered"', b'"raw"'))),
    Later(
        "ghost",
        "",
        _json(b'"slug"', b'"uuid"', one_of=(b'"html"', b'"lexical"', b'"mobiledoc"')),
    ),
    Later("json", "", _is_json),  # the last one: what is none of the kinds above
)
LATER: Mapping[str, Later] = {reader.NAME: reader for reader in _ALL}
