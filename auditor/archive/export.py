"""The tables of a folder: how large they are, and as CSV or JSONL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from auditor import files
from auditor.archive.schema import ORIGINS, TABLES
from auditor.errors import UsageError
from auditor.reports._cells import row
from auditor.reports._json import dump

_BATCH = 1024  # rows
_ALL = {**TABLES, **ORIGINS}


def sizes(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, files, rows and bytes of each table in a folder; raise UsageError for others."""
    for name in _there(folder):
        found = _files(folder, name)
        yield name, len(found), sum(map(_length, found)), sum(f.stat().st_size for f in found)


def write(
    folder: Path, output: Path, format: str, names: Sequence[str]
) -> Iterator[tuple[str, int]]:
    """Write tables as ``OUTPUT/NAME.FORMAT``, all of a file or nothing; yield name and rows."""
    unknown = [name for name in names if name not in _ALL]
    if unknown:
        raise UsageError(f"--table {unknown[0]}: the tables are {', '.join(_ALL)}")
    output.mkdir(parents=True, exist_ok=True)
    lines = _csv if format == "csv" else _jsonl
    for name in names or _there(folder):
        found = _files(folder, name)
        files.write(str(output / f"{name}.{format}"), lines(name, found))
        yield name, sum(map(_length, found))


def _there(folder: Path) -> list[str]:
    return [*TABLES, *(name for name in ORIGINS if (folder / name).is_dir())]


def _files(folder: Path, name: str) -> list[Path]:
    if not (folder / name).is_dir():
        cure = "auditor archive origins" if name in ORIGINS else "auditor archive run"
        what = f"no table {name}" if name in ORIGINS else "no tables"
        raise UsageError(f"{folder}: holds {what}; write them by {cure}")
    return sorted((folder / name).glob("part-*.parquet"))


def _length(file: Path) -> int:
    try:
        rows: int = pq.read_metadata(file).num_rows
        return rows
    except (OSError, pa.ArrowException) as error:
        raise UsageError(f"{file}: is no Parquet file: {error}") from error


def _csv(name: str, found: Sequence[Path]) -> Iterator[str]:
    """Yield lines that a spreadsheet can open; lists are JSON in their cells."""
    yield row(_ALL[name].names)
    for cells in _rows(found):
        yield row(_cell(cell) for cell in cells.values())


def _jsonl(name: str, found: Sequence[Path]) -> Iterator[str]:
    for cells in _rows(found):
        dated = {k: v.isoformat() if isinstance(v, date) else v for k, v in cells.items()}
        yield dump(dated) + "\n"


def _rows(found: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for file in found:
        with pq.ParquetFile(file, pre_buffer=False) as opened:
            for batch in opened.iter_batches(_BATCH):
                yield from batch.to_pylist()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return dump(value) if isinstance(value, list) else value
