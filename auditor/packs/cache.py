"""Compiled packs in the user's cache folder, keyed by what they were compiled from.

A cache that cannot be read or written is no fault: the packs are compiled again.  What is in
it is believed only if it carries a mark made with the user's own key, which lies elsewhere:
whoever can write to the folder decides nothing.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from auditor import files
from auditor.digests import blake2b, sha256

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = f"5 {sys.implementation.cache_tag} {marshal.version}"
_HERE = os.path.dirname(__file__)  # noqa: PTH120
_BESIDE = ("decision", "pairs", "text", "yamltree")  # modules outside this package that compile
_KEEP = 20
_TICK = 2.0  # seconds
_MOST_BYTES = 256_000_000
_MARK = 32  # bytes, of the key too
_NAME = "attribution-auditor"


def folder() -> str | None:
    """Return the folder of the cache; None where the user wants none.

    A relative one is not taken: it would be wherever the articles are.
    """
    named = os.environ.get("AUDITOR_CACHE_DIR")
    if named is not None and (not named or os.path.isabs(named)):  # noqa: PTH117
        return named or None
    own = _own("LOCALAPPDATA", "~/Library/Caches", "XDG_CACHE_HOME", "~/.cache")
    return own and f"{own}/packs"


def _own(windows: str, mac: str, variable: str, home: str) -> str | None:
    """Return our folder among those that a system has for each user; None without a home."""
    if sys.platform == "win32":
        base = os.environ.get(windows)
    elif sys.platform == "darwin":
        base = os.path.expanduser(mac)  # noqa: PTH111
    else:
        base = os.environ.get(variable) or os.path.expanduser(home)  # noqa: PTH111
    if not base or not os.path.isabs(base):  # noqa: PTH117
        return None
    return os.path.join(base, _NAME)  # noqa: PTH118


def _secret() -> bytes | None:
    """Return the user's key, made when it is first asked for; None where none can be kept."""
    place = _own("APPDATA", "~/Library/Application Support", "XDG_STATE_HOME", "~/.local/state")
    if place is None:
        return None
    path = f"{place}/cache.key"
    for _ in range(2):
        try:
            found = files.read(path, _MARK)
            return found if len(found) == _MARK and _private(place) and _private(path) else None
        except FileNotFoundError:
            _make(path)
        except OSError:
            return None
    return None


def _make(path: str) -> None:
    """Put a new key there, in one step: another process may be about to."""
    part = f"{path}.{os.getpid()}.part"
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)  # noqa: PTH103, PTH120
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with open(os.open(part, flags, 0o600), "wb") as file:  # noqa: PTH123
            file.write(os.urandom(_MARK))
        os.replace(part, path)  # noqa: PTH105


def _private(path: str) -> bool:
    """Whether a folder or file is the user's, and nobody else can write to it."""
    if sys.platform == "win32":
        return True
    status = os.stat(path)  # noqa: PTH116
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


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
    secret = _secret() if place else None
    if place is None or secret is None:
        return None
    try:
        content = files.read(f"{place}/rules-{name}.cache", _MOST_BYTES)
        body = memoryview(content)[_MARK:]
        # marshal would believe anything; the name is marked as well, so that none is another's
        if not _private(place) or _mark(secret, name, body) != content[:_MARK]:
            return None
        data: dict[str, Any] = marshal.loads(body)
        return data
    except (OSError, ValueError, TypeError, EOFError):
        return None


def _mark(secret: bytes, name: str, body: bytes | memoryview) -> bytes:
    mark = blake2b(name.encode(), digest_size=_MARK, key=secret)
    mark.update(body)
    return mark.digest()


def put(name: str, data: dict[str, Any]) -> None:
    """Keep data if that is possible; a reader never sees half of it."""
    from pathlib import Path

    named = folder()
    secret = _secret() if named else None
    if named is None or secret is None:
        return
    place = Path(named)
    body = marshal.dumps(data)
    part = place / f"rules-{name}.{os.getpid()}.part"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _private(named):
            return
        with part.open("xb") as file:
            file.write(_mark(secret, name, body) + body)
        part.replace(place / f"rules-{name}.cache")
        _clear(sorted(place.glob("rules-*.cache"), key=lambda path: path.stat().st_mtime))
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _clear(oldest_first: Sequence[Path]) -> None:
    for path in oldest_first[:-_KEEP]:
        path.unlink(missing_ok=True)
