"""Compiled packs in the user's cache folder, keyed by what they were compiled from.

A cache that cannot be read or written is no fault: the packs are compiled again.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from auditor.digests import sha256

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = f"4 {sys.implementation.cache_tag} {marshal.version}"
_HERE = os.path.dirname(__file__)  # noqa: PTH120
_BESIDE = ("decision", "pairs", "text", "yamltree")  # modules outside this package that compile
_KEEP = 20
_TICK = 2.0  # seconds


def folder() -> str | None:
    """Return the folder of the cache; None where the user wants none."""
    named = os.environ.get("AUDITOR_CACHE_DIR")
    if named is not None:
        return named or None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")  # noqa: PTH111
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    if not base or not os.path.isabs(base):  # noqa: PTH117  # no home
        return None
    return os.path.join(base, "attribution-auditor")  # noqa: PTH118


def key(
    files: Iterable[tuple[str, bytes]],
    packs: Collection[str] | None,
    without: Collection[str],
    names: Mapping[str, Sequence[str]],
) -> str:
    """Return a name for the result of compiling these files with this code.

    ``files`` are labels, and contents or stamps.
    """
    digest = sha256()
    chosen = (packs and sorted(packs), sorted(without), sorted(names.items()))
    for part in (_FORMAT, *_stamps(), repr(chosen)):
        digest.update(part.encode() + b"\0")
    for label, content in files:
        digest.update(f"{label}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()[:32]


def settled(status: os.stat_result) -> bool:
    """Tell whether a file was left alone for long enough that its next change shows in its times.

    The clock of a file system may take two seconds for a tick.
    """
    return max(status.st_mtime, status.st_ctime) + _TICK < time.time()


def stamp(status: os.stat_result) -> bytes:
    """Return what changes when a file does."""
    places = status.st_dev, status.st_ino, status.st_size
    return repr((places, status.st_mtime_ns, status.st_ctime_ns)).encode()


def _stamps() -> list[str]:
    """Return what changes when the compiling code does: size and time of its files."""
    places = [f"{_HERE}/{name}" for name in sorted(os.listdir(_HERE))]  # noqa: PTH208
    stamps = []
    for place in (*places, *(f"{_HERE}/../{name}.py" for name in _BESIDE)):
        with suppress(OSError):
            status = os.stat(place)  # noqa: PTH116
            stamps.append(f"{place}:{status.st_size}:{status.st_mtime_ns}")
    return stamps


def get(name: str) -> dict[str, Any] | None:
    """Return what was put under the name, or None."""
    place = folder()
    if place is None:
        return None
    try:
        with open(f"{place}/rules-{name}.cache", "rb") as file:  # noqa: PTH123
            head, _, body = file.read().partition(b"\n")
        if zlib.crc32(body) != int(head):  # marshal would believe anything
            return None
        data: dict[str, Any] = marshal.loads(body)
        return data
    except (OSError, ValueError, TypeError, EOFError):
        return None


def put(name: str, data: dict[str, Any]) -> None:
    """Keep data if that is possible; a reader never sees half of it."""
    from pathlib import Path

    named = folder()
    if named is None:
        return
    place = Path(named)
    body = marshal.dumps(data)
    part = place / f"rules-{name}.{os.getpid()}.part"
    try:
        place.mkdir(parents=True, exist_ok=True)
        part.write_bytes(b"%d\n" % zlib.crc32(body) + body)
        part.replace(place / f"rules-{name}.cache")
        _clear(sorted(place.glob("rules-*.cache"), key=lambda path: path.stat().st_mtime))
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _clear(oldest_first: Sequence[Path]) -> None:
    for path in oldest_first[:-_KEEP]:
        path.unlink(missing_ok=True)
