"""What the readers of tables have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from auditor.errors import ReadError
from auditor.formats._decode import decode

MOST = 16_000_000  # characters of a cell, bytes of a line


class Wanted(NamedTuple):
    """How tables are to be read."""

    encoding: str | None = None  # of what is not UTF-8; auto takes the likeliest
    table: str | None = None  # of a database


class Fault(NamedTuple):
    """What could not be read: a value, so that the rest is audited.

    ``id`` is None where the article has none of its own, or it is another's.
    """

    id: str | None
    place: str
    code: str
    message: str


class Row(NamedTuple):
    """The cells of a row by the names of their columns; ``number`` as people count rows there."""

    number: int
    cells: Mapping[str, str]


class Sheet(Protocol):
    """An open table."""

    columns: Sequence[str]

    def rows(self, names: Sequence[str]) -> Iterator[Row | Fault]:
        """Yield the rows with these columns, a fault in the place of each that is broken."""
        ...

    def done(self) -> float:
        """Return the part that is read, 0 to 1."""
        ...

    def close(self) -> None: ...


def text(value: Any) -> str:
    """Return the value of a cell as text: "" for none; a list of paragraphs is joined."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, date):  # and a time with it
        return value.isoformat()
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(text, value)))
    return str(value)


def mended(cell: str, place: str, encoding: str | None) -> str:
    """Return a cell without what no text holds; raise ReadError for bytes that nobody knows.

    Bytes that are not UTF-8 are lone surrogates here, as ``surrogateescape`` makes them: they are
    read in ``encoding``.  Other surrogates become U+FFFD.
    """
    try:
        cell.encode()
    except UnicodeEncodeError:
        pass
    else:
        return cell
    try:
        data = cell.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return decode(data, place, encoding).text


def read_row(
    number: int,
    cell: Callable[[str], Any],
    names: Sequence[str],
    file: str,
    encoding: str | None,
) -> Row | Fault:
    """Return a row; ``cell`` returns the value in the column of a name."""
    place = f"{file}#{number}"
    try:
        return Row(number, {name: mended(text(cell(name)), place, encoding) for name in names})
    except ReadError as error:
        return Fault(None, place, error.code, str(error).removeprefix(f"{place}: "))
