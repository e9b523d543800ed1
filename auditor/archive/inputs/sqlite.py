"""A table of an SQLite database, which is opened for reading only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from auditor.archive.inputs.columns import USUAL
from auditor.archive.inputs.sheet import Fault, Row, Wanted, read_row
from auditor.errors import ReadError
from auditor.inputs import shown


def opened(path: str, wanted: Wanted) -> _Sqlite:
    """Open the table that is wanted, or the only one that may hold articles; raise ReadError."""
    return _Sqlite(path, wanted)


class _Sqlite:
    def __init__(self, path: str, wanted: Wanted) -> None:
        self._path, self._encoding = path, wanted.encoding
        if not Path(path).is_file():
            raise ReadError("missing", f"{path}: no such file")
        try:
            self._base = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
            self._base.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            self._table = wanted.table or self._likeliest()
            self.columns: Sequence[str] = self._columns_of(self._table)
        except sqlite3.Error as error:
            raise ReadError("io", f"{path}: {error}") from error
        if not self.columns:
            raise ReadError("columns", f"{path}: has no table {self._table}")
        self._number = 0
        self._last = self._highest()

    def _columns_of(self, table: str) -> list[str]:
        return [row[1] for row in self._base.execute(f"pragma table_info({_quoted(table)})")]

    def _likeliest(self) -> str:
        found = self._base.execute(
            "select name from sqlite_master where type in ('table', 'view')"
            " and name not like 'sqlite_%' order by rowid"
        )
        tables = [row[0] for row in found]
        with_text = [
            table
            for table in tables
            if any(c.lower().replace("_", "") in USUAL["text"] for c in self._columns_of(table))
        ]
        if len(tables) == 1 or len(with_text) == 1:
            return str((with_text or tables)[0])
        listed = ", ".join(tables) or "none"
        raise ReadError("columns", f"{self._path}: its tables are {listed}; name one by --table")

    def _highest(self) -> int | None:
        """Return the number of the last row; None where the rows have no numbers."""
        with suppress(sqlite3.Error):
            found = self._base.execute(f"select max(rowid) from {_quoted(self._table)}").fetchone()
            return int(found[0] or 0)
        return None

    def rows(self, names: Sequence[str]) -> Iterator[Row | Fault]:
        wanted = ", ".join(map(_quoted, names))
        numbered = "rowid, " if self._last is not None else ""
        order = " order by rowid" if numbered else ""
        file = shown(self._path)
        try:
            query = f"select {numbered}{wanted} from {_quoted(self._table)}{order}"
            for values in self._base.execute(query):
                self._number = values[0] if numbered else self._number + 1
                cells = dict(zip(names, values[1:] if numbered else values, strict=True))
                yield read_row(self._number, cells.__getitem__, names, file, self._encoding)
        except sqlite3.Error as error:
            yield Fault(None, f"{file}#{self._number + 1}", "io", str(error))

    def done(self) -> float:
        return self._number / self._last if self._last else 0.0

    def close(self) -> None:
        self._base.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
