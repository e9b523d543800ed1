"""A zip container, read and written within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib

from auditor.errors import ReadError

_LARGEST = 16_000_000  # bytes of a part that is read; the text of a long book takes less
_COPIED = 64_000_000  # of a part that is copied, such as a picture
_ALL = 512 * 1024 * 1024  # bytes of all parts that are copied
_OLD = b"\xd0\xcf\x11\xe0"  # what Office wraps an encrypted document in, too
_FAULTS = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError,
           RuntimeError, KeyError, OverflowError)  # fmt: skip


class Archive:
    """The parts of a container.

    ``path`` names it in errors.  All that is wrong with it raises ReadError.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        if data.startswith(_OLD):
            what = "is protected by a password, or of an old kind"
            raise ReadError("format", f"{path}: {what}; save it without one, as a new document")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise self.damaged(str(error)) from error
        self._names = frozenset(self._zip.namelist())
        self._put: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._names or name in self._put

    def read(self, name: str, most: int = _LARGEST) -> bytes:
        """Return the bytes of a part, of which there may be ``most``."""
        if name in self._put:
            return self._put[name]
        if name not in self._names:
            raise self.damaged(f"{name} is missing")
        try:
            with self._zip.open(name) as part:
                data = part.read(most + 1)
        except _FAULTS as error:
            raise self.damaged(f"{name}: {error}") from error
        if len(data) > most:
            raise self.damaged(f"{name} has more than {most // 10**6} MB")
        return data

    def find(self, name: str) -> bytes | None:
        """Return the bytes of a part, None where there is no such part."""
        return self.read(name) if name in self else None

    def put(self, name: str, data: bytes) -> None:
        """Change or add a part."""
        self._put[name] = data

    def dated(self, name: str) -> str:
        """Return when a part was written, as 2026-03-01T12:00:00Z."""
        year, month, day, hour, minute, second = self._zip.getinfo(name).date_time
        return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"

    def packed(self) -> bytes:
        """Return the container with what was put into it, the other parts as they are."""
        out = io.BytesIO()
        left = _ALL
        try:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
                for info in self._zip.infolist():
                    data = b"" if info.is_dir() else self.read(info.filename, _COPIED)
                    left -= len(data)
                    if left < 0:
                        raise self.damaged(f"its parts have more than {_ALL // 2**20} MB")
                    target.writestr(info, data)
                for name in sorted(self._put.keys() - self._names):
                    new = zipfile.ZipInfo(name)  # without the time of day: the same bytes again
                    new.compress_type = zipfile.ZIP_DEFLATED
                    target.writestr(new, self._put[name])
        except _FAULTS as error:
            raise self.damaged(str(error)) from error
        return out.getvalue()

    def damaged(self, why: str) -> ReadError:
        """Return the error of a container that cannot be read."""
        why = " ".join(why.split())[:200]
        return ReadError("format", f"{self.path}: is damaged ({why}); save it once more")
