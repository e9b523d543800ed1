"""Files that others may have put there: read within bounds, and written as a whole or not at all.

Whoever can add files to a repository can add pipes, devices, files of gigabytes and links to
secrets: none of them is read, and nothing waits for one.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

_REPOSITORY = ".git"
_DIRECT = ("/dev/", "/proc/")  # nothing there can be put in the place of anything


class Refused(OSError):
    """The file is there and is not read; ``strerror`` says why."""

    def __init__(self, why: str) -> None:
        super().__init__(0, why)


def read(path: str | os.PathLike[str], most: int, *, trusted: bool = True) -> bytes:
    """Return the content of a file of at most ``most`` bytes; raise OSError.

    Only what is stored is read, no pipe and no device.  Where the caller did not name the
    file (not ``trusted``), a link must not lead out of what it lies in, as ``astray`` says.
    """
    if not trusted and (where := astray(os.fspath(path))):
        raise Refused(where)
    with open(path, "rb", opener=_opened) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Refused("is a pipe or a device, not a file; hand it over as standard input")
        content = file.read(most + 1) if status.st_size <= most else b""
    if len(content) > most or status.st_size > most:
        raise Refused(f"is larger than {most:,} bytes")
    return content


def _opened(path: str, flags: int) -> int:
    """Open a file; a pipe would make us wait for somebody who writes to it, but for the flag."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


# ---------------------------------------------------------------- links


def astray(path: str) -> str:
    """Return what is wrong with where a path leads by links, "" if nothing.

    Inside a repository, or else inside the working folder, links must stay in it, and must
    not lead to what is hidden there (``.git``, ``.env``).
    """
    whole = os.path.abspath(path)  # noqa: PTH100 - the links in it are the question
    real = os.path.realpath(whole)
    if real == whole:
        return ""
    root, what = boundary(os.path.dirname(whole))  # noqa: PTH120
    if not root:
        return ""
    inside = os.path.relpath(real, _real(root)).split(os.sep)  # noqa: PTH206
    if real != os.path.join(_real(root), os.path.relpath(whole, root)):  # noqa: PTH118
        if inside[0] == os.pardir or os.path.isabs(inside[0]):  # noqa: PTH117
            return f"is a link that leads out of {what}; name the file itself"
        if any(part.startswith(".") and part != os.curdir for part in inside):
            return "is a link that leads to a hidden file or folder; name the file itself"
    return ""


@lru_cache(maxsize=256)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def boundary(folder: str) -> tuple[str, str]:
    """Return the folder that links in ``folder`` must not leave, and how to call it.

    Both are empty where there is none: outside a repository and outside the working folder.
    """
    root = repository(folder)
    if root:
        return root, "the repository"
    here = os.getcwd()  # noqa: PTH109
    with suppress(ValueError):  # on another drive
        if os.path.commonpath((here, folder)) == here:
            return here, "the working folder"
    return "", ""


@lru_cache(maxsize=1024)
def repository(folder: str) -> str:
    """Return the root of the repository that an absolute folder lies in, "" if in none."""
    while not os.path.exists(f"{folder}/{_REPOSITORY}"):  # noqa: PTH110
        parent = os.path.dirname(folder)  # noqa: PTH120
        if parent == folder:
            return ""
        folder = parent
    return folder


# ---------------------------------------------------------------- writing


def _encoded(chunk: str | bytes) -> bytes:
    return chunk if isinstance(chunk, bytes) else chunk.encode("utf-8", "replace")


def write(path: str, chunks: Iterable[str | bytes]) -> None:
    """Write a file, texts in UTF-8, all of it or nothing: what was there stays until then.

    Raises OSError.  A pipe or a device is written to as it stands; a link is followed,
    unless it leads out of what it lies in.
    """
    try:
        status = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        status = None
    whole = os.path.abspath(path)  # noqa: PTH100
    if whole.startswith(_DIRECT) or (status and not stat.S_ISREG(status.st_mode)):
        with open(path, "wb") as file:  # noqa: PTH123
            file.writelines(map(_encoded, chunks))
        return
    if where := astray(path):
        raise Refused(where)
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    part = os.path.join(folder, f".{name[:100]}.{os.urandom(6).hex()}.part")  # noqa: PTH118
    try:
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with open(number, "wb") as file:  # noqa: PTH123
            file.writelines(map(_encoded, chunks))
            file.flush()
            os.fsync(file.fileno())
        if status:
            os.chmod(part, stat.S_IMODE(status.st_mode))  # noqa: PTH101
        os.replace(part, target)  # noqa: PTH105
    except BaseException:  # interrupted, too
        with suppress(OSError):
            os.unlink(part)  # noqa: PTH108
        raise


def same(one: str, other: str) -> bool:
    """Whether two names are of one file, links followed."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121
    except (OSError, ValueError):
        return os.path.abspath(one) == os.path.abspath(other)  # noqa: PTH100
