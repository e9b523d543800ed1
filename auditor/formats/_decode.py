"""Bytes to text: a mark, what the format declares, strict UTF-8, what the caller names.

Nothing is guessed in silence.  Where none of these reads the bytes, one encoding is proposed
with a sample of what it makes of them; ``auto`` accepts the proposal, and a note names it.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from auditor.errors import ReadError, UsageError

AUTO = "auto"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNKNOWN = "--encoding {}: no such text encoding"
_LATIN = "cp1252"
# What browsers take a declared name for (encoding.spec.whatwg.org): the wider code page.
_DECLARED = {
    "ascii": _LATIN, "iso8859-1": _LATIN, "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs", "utf-16": "utf-8", "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}  # fmt: skip
_SAMPLE = 24  # characters around the first one that is in doubt
_ENOUGH = 64 * 1024  # bytes that tell an encoding


class Decoded(NamedTuple):
    """The text of a file; ``notes`` tell where its encoding was a guess."""

    text: str
    notes: tuple[str, ...] = ()


def decode(
    data: bytes, path: str, encoding: str | None = None, declared: str | None = None
) -> Decoded:
    """Return the text of ``data`` without a byte-order mark, newlines as they are.

    ``declared`` is what the format says of itself.  ``encoding`` is the caller's word on files
    that are not UTF-8 and declare nothing better: valid UTF-8 is read as that whatever it says.
    Raises ReadError where no text comes of it, UsageError where ``encoding`` is unknown.
    """
    named = _codec(encoding) if encoding and encoding != AUTO else None
    mark, codec = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    if not mark and named is not None and _wide(named) and b"\0" in data:
        codec = named
    if not _wide(codec) and (at := data.find(b"\0")) >= 0:
        hint = _utf16(data)
        raise ReadError("binary", f"{path}: is binary, not text (NUL byte at offset {at}){hint}")
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeError as error:
        if mark or codec != "utf-8":
            raise ReadError("decode", _invalid(data, path, codec, len(mark), error)) from error
        return _legacy(data, path, named, encoding == AUTO, declared, error)
    if named is not None and b"\x1b" in data and codec == "utf-8":
        return Decoded(_strict(data, path, named))  # such as ISO-2022: ASCII, yet not its text
    if _wide(codec) and "\0" in text:
        raise ReadError("binary", f"{path}: is binary, not text (NUL characters)")
    return Decoded(text.removeprefix("\ufeff"))


def _legacy(
    data: bytes, path: str, named: str | None, auto: bool, declared: str | None, error: UnicodeError
) -> Decoded:
    """Read what is not UTF-8: by the caller's word, by its own, or not at all."""
    if named is not None and named != "utf-8":
        return Decoded(_strict(data, path, named))
    if declared is not None:
        text = _as_declared(data, path, declared, known=auto)
        if text is not None:
            return Decoded(text)
    proposal = _propose(data)
    what = _invalid(data, path, "utf-8", 0, error)
    if proposal is None:
        raise ReadError("decode", f"{what}; name its encoding with --encoding")
    text = data.decode(proposal)
    sample = _sample(text)
    if auto:
        return Decoded(text, (f"its encoding is a guess, {proposal.upper()}: {sample}",))
    hint = f"as {proposal.upper()} it says {sample}: if that is right, --encoding {proposal}"
    raise ReadError("decode", f"{what}; {hint}, or --encoding auto for all such files")


def _strict(data: bytes, path: str, codec: str) -> str:
    try:
        return data.decode(codec)
    except LookupError:  # a codec between bytes and bytes, such as hex
        raise UsageError(_UNKNOWN.format(codec)) from None
    except UnicodeError as error:
        raise ReadError("decode", _invalid(data, path, codec, 0, error)) from error


def _as_declared(data: bytes, path: str, declared: str, *, known: bool) -> str | None:
    """Return the text in the encoding that the file names; None if that is plainly wrong."""
    try:
        codec = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        if known:
            return None
        what = f"declares the encoding {declared.strip()[:40]!r}, which is not known"
        raise ReadError("decode", f"{path}: {what}; name it with --encoding") from None
    codec = _DECLARED.get(codec, codec)
    try:
        return data.decode(codec)
    except LookupError:
        return None
    except UnicodeError:
        # Five bytes mean nothing in Windows' page for the West; browsers keep them.
        return data.decode("latin-1").translate(_WINDOWS) if codec == _LATIN else None


def _propose(data: bytes) -> str | None:
    """Return the encoding that fits best, by chardet where it is installed."""
    head = data[:_ENOUGH]
    try:
        import chardet
    except ImportError:
        guess = _LATIN
    else:
        guess = chardet.detect(head)["encoding"] or _LATIN
    names = (_LATIN, guess) if guess.lower() in ("iso-8859-1", "ascii") else (guess, _LATIN)
    for name in names:
        try:
            data.decode(name)
        except (LookupError, ValueError):
            continue
        return codecs.lookup(name).name
    return None


def _utf16(data: bytes) -> str:
    """Return a hint where every other byte of text in Latin letters is NUL."""
    head = data[:2000]
    for codec, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        if len(head) > 3 and not any(head[odd::2]) and all(head[1 - odd :: 2]):
            return f"; it looks like UTF-16: --encoding {codec}"
    return ""


def _sample(text: str) -> str:
    """Return a few words around the first character that is not ASCII, in quotation marks."""
    at = next((i for i, character in enumerate(text) if not character.isascii()), 0)
    start = text.rfind(" ", 0, max(0, at - _SAMPLE // 2)) + 1 if at > _SAMPLE else 0
    words = " ".join(text[start : at + _SAMPLE].split())
    return f"\u201c{words}\u201d"


def _codec(encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)
    except (LookupError, ValueError):
        raise UsageError(_UNKNOWN.format(encoding)) from None
    return codec


def _wide(codec: str) -> bool:
    return codec.startswith(("utf-16", "utf-32", "utf_16", "utf_32"))


def _invalid(data: bytes, path: str, codec: str, skipped: int, error: UnicodeError) -> str:
    at = skipped + getattr(error, "start", 0)
    line = data.count(b"\n", 0, at) + 1
    byte = f"byte 0x{data[at]:02x} at offset {at}" if at < len(data) else f"offset {at}"
    return f"{path}: not valid {codec.upper()} ({byte}, line {line})"


def _windows() -> dict[int, str]:
    """Return what stands for C1 controls in Windows' page for the West."""
    return {
        byte: text for byte in range(0x80, 0xA0) if (text := bytes([byte]).decode(_LATIN, "ignore"))
    }


_WINDOWS = _windows()
