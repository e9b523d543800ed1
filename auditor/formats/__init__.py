"""Files and bytes to documents: one module per format, found by looking.

A reader is a module in this folder whose name does not begin with ``_``.  It declares

* ``NAME``, the format as reports give it, and ``SUFFIXES``, the endings of its files in small
  letters (``(".rtf",)``); a folder is searched for these;
* ``read(source) -> Document``: ``source.data`` are the bytes, ``source.text()`` decodes them,
  ``source.document(NAME, text, blocks, plain)`` makes the document (see ``_source``); all that
  goes wrong is a ReadError, made by ``source.refusal(code, what)``;
* where the bytes show the format beyond doubt, ``sniff(data) -> bool``: then such a file is
  read by this module, whatever its name.  It is asked of every file: look at the beginning.

A library that not everybody needs is imported inside ``read``; where it is missing, ``raise
source.needs(extra, what)`` tells how to install it.  All modules are imported at every start, so
the work belongs in a module beside it (``_page``) that ``read`` imports.

Positions count characters of ``document.text``.  Where that is the file as decoded, ``plain``
is ``text`` with its markup blanked, code point for code point.  Where the text was taken out of
a container, ``extracted`` is set.  The blocks are sorted and do not overlap.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from auditor import files
from auditor.errors import ReadError, UsageError
from auditor.formats._later import LATER
from auditor.formats._source import Source
from auditor.model import Document

if TYPE_CHECKING:
    from pathlib import Path, PurePath

MOST_BYTES = 16_000_000  # a saved page holds its pictures

_IO_CODES: Mapping[type[Exception], tuple[str, str]] = {
    FileNotFoundError: ("missing", "no such file"),
    NotADirectoryError: ("missing", "no such file"),
    PermissionError: ("permission", "permission denied"),
    IsADirectoryError: ("io", "is a folder, not a file"),
}
_PLAIN = "text"  # what is no other format


class Reader(Protocol):
    """What the module of a format offers; it may offer ``sniff`` as well."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def read(self, source: Source, /) -> Document: ...


def read_document(
    path: Path | str, *, encoding: str | None = None, mapping: Mapping[str, str] = {}
) -> Document:
    """Read an article from ``path``; its content and its name tell the format.

    ``encoding`` names the encoding of files that are not UTF-8 and do not declare one, or
    ``auto`` to take the likeliest; ``mapping`` tells where JSON of a house's own has its title
    and body (see ``_json``).  Raises ReadError with one clear line.
    """
    path = _plain(path)
    return read_bytes(read_file(path), path, encoding=encoding, mapping=mapping)


def read_file(path: str) -> bytes:
    """Return the content of a file that holds an article; raise ReadError."""
    try:
        return files.read(path, MOST_BYTES, trusted=False)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def read_bytes(
    data: bytes,
    path: PurePath | str,
    *,
    format: str | None = None,
    encoding: str | None = None,
    mapping: Mapping[str, str] = {},
) -> Document:
    """Read an article that is in memory; ``path`` names it in reports.

    ``format`` overrides what the content and the name say.
    """
    source = Source(data, str(path), encoding, mapping=mapping)
    if len(data) > MOST_BYTES:
        raise source.refusal("io", f"is larger than {MOST_BYTES:,} bytes")
    return _read(source, format)


def read_text(text: str, path: PurePath | str = "-", *, format: str | None = None) -> Document:
    """Make a document of text that is already decoded; ``format`` as the name says, else text."""
    name = format or _named(str(path)) or _PLAIN
    data = text.encode("utf-8", "surrogatepass")
    return _read(Source(data, str(path), decoded=text), name)


def suffixes() -> frozenset[str]:
    """Return the suffixes (``.txt``) of the files that a folder is searched for."""
    return frozenset(_by_suffix())


def formats() -> tuple[str, ...]:
    """Return the names of the formats."""
    return tuple(_by_name())


def _read(source: Source, format: str | None) -> Document:
    if format is None:
        return _chosen(source).read(source)
    try:
        reader = _by_name()[format]
    except KeyError:
        known = ", ".join(formats())
        raise UsageError(f"unknown format {format!r}; known are {known}") from None
    return reader.read(source)


def _chosen(source: Source) -> Reader:
    """Return the reader of a file: by its content, by its name, or as plain text.

    Raises ReadError for a file of a kind that is known and not read.
    """
    name = _named(source.path)
    seen = [reader for reader in _by_name().values() if _sniffs(reader, source.data)]
    for reader in seen:
        if name == reader.NAME:
            return reader
    if seen:
        return seen[0]
    if name is not None and name != _PLAIN:
        return _by_name()[name]
    from auditor.formats._foreign import foreign

    other = foreign(source.data, _suffix(source.path))
    if other is not None:
        raise source.refusal(other.code, f"is {other.what}, not text; {other.cure}")
    return _by_name()[_PLAIN]


def _sniffs(reader: Reader, data: bytes) -> bool:
    sniff = getattr(reader, "sniff", None)
    return sniff is not None and bool(sniff(data))


def _named(path: str) -> str | None:
    """Return the format that a name tells."""
    reader = _by_suffix().get(_suffix(path))
    return reader.NAME if reader else None


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122


@cache
def _by_name() -> Mapping[str, Reader]:
    found = (
        cast(Reader, import_module(f"{__name__}.{name.removesuffix('.py')}"))
        for name in sorted(os.listdir(os.path.dirname(__file__)))  # noqa: PTH120, PTH208
        if name.endswith(".py") and not name.startswith("_")
    )
    return {**{reader.NAME: reader for reader in found}, **cast(Mapping[str, Reader], LATER)}


@cache
def _by_suffix() -> Mapping[str, Reader]:
    return {suffix: reader for reader in _by_name().values() for suffix in reader.SUFFIXES}


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
