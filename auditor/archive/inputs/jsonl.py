"""One JSON object a line."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from auditor.archive.inputs._bytes import Bytes
from auditor.archive.inputs.sheet import MOST, Fault, Row, Wanted, read_row
from auditor.errors import ReadError
from auditor.inputs import shown

_LOOKED_AT = 100  # objects that tell the columns


def opened(path: str, wanted: Wanted) -> _Jsonl:
    """Open a table; raise ReadError where its first lines hold no object."""
    return _Jsonl(path, wanted)


class _Jsonl:
    def __init__(self, path: str, wanted: Wanted) -> None:
        self._path, self._encoding = path, wanted.encoding
        self._bytes = Bytes(path)
        self._values = self._parsed()
        self._first = list(islice(self._values, _LOOKED_AT))
        objects = [value for _, value in self._first if not isinstance(value, Fault)]
        self.columns: Sequence[str] = list(dict.fromkeys(key for o in objects for key in o))
        if not self.columns:
            faults = [value for _, value in self._first if isinstance(value, Fault)]
            why = faults[0].message if faults else "is empty"
            raise ReadError("row", f"{path}: holds no JSON object a line: {why}")

    def _parsed(self) -> Iterator[tuple[int, dict[str, Any] | Fault]]:
        number = 0
        while True:
            number += 1
            place = f"{shown(self._path)}#{number}"
            try:
                line = self._bytes.stream.readline(MOST + 1)
                long = len(line) > MOST
                while len(line) > MOST and not line.endswith(b"\n"):
                    line = self._bytes.stream.readline(MOST + 1)
            except (OSError, EOFError, zlib.error) as error:
                yield number, Fault(None, place, "io", f"ends in the middle: {error}")
                return
            if not line:
                return
            if long:
                yield number, Fault(None, place, "row", f"is longer than {MOST:,} bytes")
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield number, _object(line, place)

    def rows(self, names: Sequence[str]) -> Iterator[Row | Fault]:
        file = shown(self._path)
        while True:
            for number, value in self._first or self._values:
                if isinstance(value, Fault):
                    yield value
                else:
                    yield read_row(number, value.get, names, file, self._encoding)
            if not self._first:
                return
            self._first = []

    def done(self) -> float:
        return self._bytes.done()

    def close(self) -> None:
        self._bytes.close()


def _object(line: bytes, place: str) -> dict[str, Any] | Fault:
    text = line.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Fault(None, place, "row", f"is no JSON: {error}")
    if not isinstance(value, dict):
        return Fault(None, place, "row", "is JSON, yet no object")
    return value
