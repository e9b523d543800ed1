"""Bytes to text: UTF-8, UTF-16 with a byte-order mark, or what the caller names; no guessing."""

from __future__ import annotations

import codecs

from auditor.errors import ReadError, UsageError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE = "save the article as text or Markdown"
_UNKNOWN = "--encoding {}: no such text encoding"
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip container (such as .docx or .odt)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
)


def decode(data: bytes, path: str, encoding: str | None = None) -> str:
    """Return the text of ``data`` without a byte-order mark, newlines as they are."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError("binary", f"{path}: is {name}, not text; {_SAVE}")
    mark, found = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    codec = _codec(encoding) if encoding else found
    wide = codec.startswith(("utf-16", "utf-32", "utf_16", "utf_32"))
    if not wide and (at := data.find(b"\0")) >= 0:
        raise ReadError("binary", f"{path}: is binary, not text (NUL byte at offset {at})")
    if encoding and codecs.lookup(found).name != codec:
        mark = b""  # the bytes of a mark mean something else in this encoding
    try:
        text = data[len(mark) :].decode(codec)
    except LookupError:  # a codec between bytes and bytes, such as hex
        raise UsageError(_UNKNOWN.format(encoding)) from None
    except UnicodeError as error:
        raise ReadError("decode", _undecodable(data, path, codec, len(mark), error)) from error
    if wide and "\0" in text:
        raise ReadError("binary", f"{path}: is binary, not text (NUL characters)")
    return text.removeprefix("\ufeff") if encoding else text


def _codec(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise UsageError(_UNKNOWN.format(encoding)) from None


def _undecodable(data: bytes, path: str, codec: str, skipped: int, error: UnicodeError) -> str:
    at = skipped + getattr(error, "start", 0)
    line = data.count(b"\n", 0, at) + 1
    byte = f"byte 0x{data[at]:02x} at offset {at}" if at < len(data) else f"offset {at}"
    hint = "name the encoding with --encoding (for example --encoding cp1252)"
    return f"{path}: not valid {codec.upper()} ({byte}, line {line}); {hint}"
