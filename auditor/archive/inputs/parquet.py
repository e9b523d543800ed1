"""Parquet files; only the columns that are needed are read, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.archive.inputs.sheet import Fault, Row, Wanted, read_row
from auditor.errors import ReadError
from auditor.inputs import shown

_BATCH = 256  # rows


def opened(path: str, wanted: Wanted) -> _Parquet:
    """Open a table; raise ReadError where its end, which says what it holds, is missing."""
    return _Parquet(path, wanted)


class _Parquet:
    def __init__(self, path: str, wanted: Wanted) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._path, self._encoding = path, wanted.encoding
        self._read = 0
        try:
            # Buffered: without, all of a row group is in memory at once.
            self._file = pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
        except (OSError, pa.ArrowException) as error:
            code = "missing" if isinstance(error, FileNotFoundError) else "io"
            raise ReadError(code, f"{path}: {_first_line(error)}") from error
        self.columns: Sequence[str] = self._file.schema_arrow.names

    def rows(self, names: Sequence[str]) -> Iterator[Row | Fault]:
        import pyarrow as pa

        file = shown(self._path)
        try:
            for batch in self._file.iter_batches(_BATCH, columns=list(names), use_threads=False):
                for cells in batch.to_pylist():
                    self._read += 1
                    yield read_row(self._read, cells.__getitem__, names, file, self._encoding)
        except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
            yield Fault(None, f"{file}#{self._read + 1}", "io", _first_line(error))

    def done(self) -> float:
        rows: int = self._file.metadata.num_rows
        return self._read / max(1, rows)

    def close(self) -> None:
        self._file.close()


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
