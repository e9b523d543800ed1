"""Files and bytes to documents: one module per format, found by looking.

A format module declares ``NAME``, ``SUFFIXES`` and
``read(text) -> (plain, blocks)``: ``plain`` is ``text`` with its markup blanked
by spaces, code point for code point; the blocks are sorted and do not overlap.
To add a format, add a module.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from auditor import files
from auditor.digests import sha256
from auditor.errors import ReadError, UsageError
from auditor.model import Block, Document
from auditor.readers._decode import decode
from auditor.text import fold

if TYPE_CHECKING:
    from pathlib import Path, PurePath

MOST_BYTES = 16_000_000  # a saved page holds its pictures
_MOST_LETTERS = 1_000_000  # of what is to be audited, which takes time; a long novel has more

_IO_CODES: Mapping[type[Exception], tuple[str, str]] = {
    FileNotFoundError: ("missing", "no such file"),
    NotADirectoryError: ("missing", "no such file"),
    PermissionError: ("permission", "permission denied"),
    IsADirectoryError: ("io", "is a folder, not a file"),
}


class Format(Protocol):
    """What a format module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def read(self, text: str, /) -> tuple[str, list[Block]]: ...


def read_document(path: Path | str, *, encoding: str | None = None) -> Document:
    """Read an article from ``path``; its suffix tells the format (plain text if unknown).

    ``encoding`` names the encoding of a file that is not UTF-8 (or UTF-16 with
    a byte-order mark).  Raises ReadError with one clear line.
    """
    path = _plain(path)
    try:
        data = files.read(path, MOST_BYTES, trusted=False)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    return read_bytes(data, path, encoding=encoding)


def read_bytes(
    data: bytes, path: PurePath | str, *, format: str | None = None, encoding: str | None = None
) -> Document:
    """Read an article that is in memory; ``path`` names it in reports.

    ``format`` overrides what the suffix of ``path`` says.
    """
    if len(data) > MOST_BYTES:
        raise ReadError("io", f"{path}: is larger than {MOST_BYTES:,} bytes")
    text = decode(data, str(path), encoding)
    return _document(text, path, format, sha256(data).hexdigest())


def read_text(text: str, path: PurePath | str = "-", *, format: str | None = None) -> Document:
    """Make a document of text that is already decoded."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _document(text, path, format, digest)


def suffixes() -> frozenset[str]:
    """Return the suffixes (``.txt``) of the files that a folder is searched for."""
    return frozenset(_by_suffix())


def formats() -> tuple[str, ...]:
    """Return the names of the formats."""
    return tuple(_by_name())


def _document(text: str, path: PurePath | str, format: str | None, digest: str) -> Document:
    reader = _format(path, format)
    plain, blocks = reader.read(text)
    if len(plain) > _MOST_LETTERS < len(plain) - plain.count(" "):
        raise ReadError("io", f"{path}: more than {_MOST_LETTERS:,} letters; audit it in parts")
    return Document(str(path), reader.NAME, text, fold(plain), tuple(blocks), digest)


def _format(path: PurePath | str, name: str | None) -> Format:
    if name is None:
        suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122
        return _by_suffix().get(suffix, _by_name()["text"])
    try:
        return _by_name()[name]
    except KeyError:
        known = ", ".join(formats())
        raise UsageError(f"unknown format {name!r}; known are {known}") from None


@cache
def _by_name() -> Mapping[str, Format]:
    found = (
        cast(Format, import_module(f"{__name__}.{name.removesuffix('.py')}"))
        for name in sorted(os.listdir(os.path.dirname(__file__)))  # noqa: PTH120, PTH208
        if name.endswith(".py") and not name.startswith("_")
    )
    return {format.NAME: format for format in found}


@cache
def _by_suffix() -> Mapping[str, Format]:
    return {suffix: format for format in _by_name().values() for suffix in format.SUFFIXES}


def _plain(path: Path | str) -> str:
    """Return a path as text, without what leads nowhere: ``./a`` is ``a``."""
    if not isinstance(path, str):
        return str(path)
    if not path.startswith("./") and "//" not in path and "/./" not in path:
        return path
    from pathlib import PurePath

    return str(PurePath(path))


def _unreadable(path: str, error: Exception) -> ReadError:
    code, what = _IO_CODES.get(type(error), ("io", str(getattr(error, "strerror", error) or error)))
    return ReadError(code, f"{path}: {what}")
