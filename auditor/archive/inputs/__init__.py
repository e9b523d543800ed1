"""Archives to articles, one after the other: tables (a module for each kind), files, folders.

Each kind of table is a module with one function ``opened(path, wanted) -> Sheet``: the names of the
columns, and the rows, read as they are asked for.  Whatever is wrong with a row, or a file, is a
``Fault`` among the articles: it costs nothing else.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from auditor import files
from auditor.archive.inputs.columns import Chosen, Columns, choose
from auditor.archive.inputs.sheet import Fault, Row, Sheet, Wanted
from auditor.archive.rows import About
from auditor.digests import sha256
from auditor.errors import ReadError
from auditor.formats import MOST_BYTES, suffixes
from auditor.inputs import shown

_KINDS = {
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
    ".pq": "parquet", ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite",
}  # fmt: skip
_PACKED = ".gz"  # tables of text may be packed
_ID = 32  # hexadecimal digits of an id that is made of the content


class Article(NamedTuple):
    """An article as it is handed to whoever audits it: the text of a cell, or the bytes of a file.

    ``place`` is the file and the row, such as ``a.csv#12``.
    ``sha256`` is that of the bytes, or of the cells that are read.
    """

    about: About
    place: str
    sha256: str
    text: str = ""
    data: bytes | None = None

    @property
    def size(self) -> int:
        """About how many bytes there are to audit."""
        return len(self.text) if self.data is None else len(self.data)


Item = Article | Fault


class Inputs:
    """What a run reads; ``done`` is the part of it that is read so far, 0 to 1.

    ``paths`` are tables, files, folders, or patterns for such.  ``told`` is called with a line on
    which columns of a table are taken.
    """

    def __init__(
        self,
        paths: Sequence[str],
        columns: Columns,
        wanted: Wanted,
        without: Path | None = None,
        told: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.read: list[str] = []  # the tables that are read to their ends
        self._columns, self._wanted, self._told = columns, wanted, told
        self._without = without.resolve() if without else None
        self._named = [name for path in paths for name in _matching(path)]
        self._finished, self._within = 0, 0.0
        self._sheet: Sheet | None = None
        self._said: set[str] = set()

    @property
    def done(self) -> float:
        """The part that is read; of folders, by the entries of their first level."""
        within = self._sheet.done() if self._sheet else self._within
        return min(1.0, (self._finished + within) / max(1, len(self._named)))

    def __iter__(self) -> Iterator[Item]:
        for path in self._named:
            self._within = 0.0
            if Path(path).is_dir():
                yield from self._folder(Path(path))
            else:
                yield from self._file(path, shown(path))
            self._finished += 1
            self._within = 0.0

    def _folder(self, top: Path) -> Iterator[Item]:
        entries = _entries(top)
        for at, entry in enumerate(entries):
            self._within = at / len(entries)
            for path in self._inside(entry):
                yield from self._file(str(path), path.relative_to(top).as_posix())

    def _inside(self, path: Path) -> Iterator[Path]:
        """Yield the files below a path that are of a format we read, sorted folder by folder."""
        if path.name.startswith("."):
            return
        if not path.is_dir():
            if kind(path) or path.suffix.lower() in suffixes():
                yield path
        elif not path.is_symlink() and path.resolve() != self._without:
            for entry in _entries(path):
                yield from self._inside(entry)

    def _file(self, path: str, id: str) -> Iterator[Item]:
        table = kind(Path(path))
        try:
            if table is None:
                yield _article(path, id, self._wanted)
            else:
                yield from self._table(path, table)
                self.read.append(shown(path))
        except ReadError as error:
            place = shown(path)
            yield Fault(None, place, error.code, str(error).removeprefix(f"{path}: "))
        finally:
            self._sheet = None

    def _table(self, path: str, kind: str) -> Iterator[Item]:
        if where := files.astray(path):
            raise ReadError("io", f"{path}: {where}")
        if Path(path).exists() and not Path(path).is_file():
            raise ReadError("io", f"{path}: is a pipe or a device, not a file")
        module = import_module(f"auditor.archive.inputs.{kind}")
        sheet: Sheet = module.opened(path, self._wanted)
        try:
            chosen = choose(sheet.columns, self._columns, path)
            self._tell(f"{shown(path)}: {chosen.told}")
            self._sheet = sheet
            for row in sheet.rows(chosen.names):
                yield row if isinstance(row, Fault) else of_row(row, chosen, shown(path))
        finally:
            sheet.close()

    def _tell(self, line: str) -> None:
        what = line.partition(": ")[2]
        if what not in self._said:  # a thousand files of one make are told once
            self._said.add(what)
            self._told(line)


def kind(path: Path) -> str | None:
    """Return which kind of table a file is by its name; None for one that is an article."""
    name = path.name.lower().removesuffix(_PACKED)
    return _KINDS.get(Path(name).suffix)


def of_row(row: Row, chosen: Chosen, file: str) -> Item:
    """Return the article in a row; one without an id is a fault where there is a column of ids."""
    place = f"{file}#{row.number}"
    cells = {what: row.cells[name] for what, name in chosen.by_what.items()}
    about = About(
        cells.get("id", "").strip(),
        file,
        cells.get("outlet", "").strip(),
        cells.get("date", "").strip(),
        cells.get("title", ""),
        cells.get("url", "").strip(),
    )
    text = cells.get("text", "")
    content = sha256()
    for cell in (about.outlet, about.dated, about.title, about.url, text):
        content.update(cell.encode("utf-8", "surrogatepass") + b"\0")
    if "id" in chosen.by_what and not about.id:
        return Fault(None, place, "id", "has no id")
    if not about.id:
        about = about._replace(id=content.hexdigest()[:_ID])
    if not text.strip():
        return Fault(about.id, place, "empty", "has no text")
    return Article(about, place, content.hexdigest(), text)


def _article(path: str, id: str, wanted: Wanted) -> Article:
    try:
        data = files.read(path, MOST_BYTES, trusted=False)
    except FileNotFoundError:
        raise ReadError("missing", f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ReadError("io", f"{path}: {why}") from error
    return Article(About(id, shown(path)), shown(path), sha256(data).hexdigest(), data=data)


def _matching(path: str) -> list[str]:
    """Return what a pattern stands for, sorted; a path that is there stands for itself."""
    if os.path.lexists(path) or not glob.has_magic(path):
        return [path]
    return sorted(glob.glob(path, recursive=True)) or [path]  # noqa: PTH207 - whole paths


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
