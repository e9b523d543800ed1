"""The bytes of a table of text, packed or not, and how far they are read."""

from __future__ import annotations

import gzip
import os
from typing import IO, cast

from auditor.errors import ReadError


class Bytes:
    """An open file; ``stream`` are its bytes, unpacked."""

    def __init__(self, path: str) -> None:
        try:
            self._raw = open(path, "rb")  # noqa: PTH123, SIM115 - closed by `close`
        except OSError as error:
            code = "missing" if isinstance(error, FileNotFoundError) else "io"
            raise ReadError(code, f"{path}: {error.strerror}") from error
        self._size = os.fstat(self._raw.fileno()).st_size or 1
        packed = path.lower().endswith(".gz")
        self.stream = cast(IO[bytes], gzip.GzipFile(fileobj=self._raw) if packed else self._raw)

    def done(self) -> float:
        """Return the part that is read, 0 to 1."""
        return min(1.0, self._raw.tell() / self._size)

    def close(self) -> None:
        """Close the file."""
        self.stream.close()
        self._raw.close()
