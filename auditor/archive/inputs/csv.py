"""Tables with a header and cells between commas, semicolons, tabs or bars; rows may be broken."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain

from auditor.archive.inputs._bytes import Bytes
from auditor.archive.inputs.sheet import MOST, Fault, Row, Wanted, read_row
from auditor.errors import ReadError
from auditor.inputs import shown

_DELIMITERS = ",;\t|"
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def opened(path: str, wanted: Wanted) -> _Csv:
    """Open a table; raise ReadError where it has no header."""
    return _Csv(path, wanted)


class _Csv:
    def __init__(self, path: str, wanted: Wanted) -> None:
        self._path, self._encoding = path, wanted.encoding
        csv.field_size_limit(MOST)
        self._bytes = Bytes(path)
        try:
            lines = self._lines()
            head = next(lines, "")
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError("io", f"{path}: {error}") from error
        delimiter = max(_DELIMITERS, key=head.count)
        self._reader = csv.reader(chain([head], lines), delimiter=delimiter)
        self.columns: Sequence[str] = [name.strip() for name in next(self._reader, [])]
        if not any(self.columns):
            raise ReadError("empty", f"{path}: has no header")

    def _lines(self) -> Iterator[str]:
        stream = io.BufferedReader(self._bytes.stream)  # type: ignore[type-var]
        start = stream.peek(2)[:2]
        wide = next((name for mark, name in _WIDE if start == mark), None)
        yield from io.TextIOWrapper(
            stream,
            wide or "utf-8-sig",
            errors="replace" if wide else "surrogateescape",
            newline="",
        )

    def rows(self, names: Sequence[str]) -> Iterator[Row | Fault]:
        at = {name: self.columns.index(name) for name in names}
        width = len(self.columns)
        file = shown(self._path)
        while True:
            number = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                what = f"a cell of more than {MOST:,} characters: is a quotation mark not closed?"
                yield Fault(None, f"{file}#{number}", "row", what)
                continue
            except (OSError, EOFError, zlib.error) as error:
                yield Fault(None, f"{file}#{number}", "io", f"ends in the middle: {error}")
                return
            if not any(cells):
                continue
            if len(cells) < width or any(cells[width:]):
                what = f"has {len(cells)} cells where the header has {width}"
                yield Fault(None, f"{file}#{number}", "row", what)
                continue
            by_name = {name: cells[place] for name, place in at.items()}
            yield read_row(number, by_name.__getitem__, names, file, self._encoding)

    def done(self) -> float:
        return self._bytes.done()

    def close(self) -> None:
        self._bytes.close()
