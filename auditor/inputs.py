"""What a user names to the files that are to be audited, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

STDIN = "-"


class Selection(NamedTuple):
    """The files to audit, and the folders that held none."""

    files: tuple[str, ...]
    empty_folders: tuple[str, ...]
    folders: int  # how many of the paths are folders


def select(
    paths: Sequence[str],
    suffixes: Collection[str],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Selection:
    """Expand folders; every file once, in the order of ``paths``, folders sorted by name.

    In folders, files with one of ``suffixes`` are taken, or with ``include`` those that
    match one of these patterns, and none that matches a pattern of ``exclude``.  A file
    that is named is always taken, whether or not it exists: reading it will tell.
    """
    files: dict[str, None] = {}
    empty: list[str] = []
    folders = 0
    for path in paths:
        if path == STDIN or not _is_folder(Path(path)):
            files[shown(path)] = None
            continue
        folders += 1
        folder = Path(shown(path))
        wanted = _Wanted(suffixes, tuple(include), tuple(exclude))
        inside = [file.as_posix() for file in _walk(folder, "", wanted, frozenset())]
        files.update(dict.fromkeys(inside))
        if not inside:
            empty.append(shown(path))
    return Selection(tuple(files), tuple(empty), folders)


def shown(path: str) -> str:
    """Return ``path`` as reports give it: relative to the current folder, forward slashes."""
    if path == STDIN:
        return path
    if Path(path).is_absolute():
        try:
            path = os.path.relpath(path)
        except ValueError:  # on another drive: no relative path leads there
            path = Path(path).name
    return Path(os.path.normpath(path)).as_posix()


class _Wanted(NamedTuple):
    suffixes: Collection[str]
    include: tuple[str, ...]
    exclude: tuple[str, ...]


def _walk(
    folder: Path, below: str, wanted: _Wanted, above: frozenset[tuple[int, int]]
) -> Iterator[Path]:
    """Yield the files of ``folder``; ``above`` are the folders we are in, so no link loops."""
    try:
        here = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder  # reading it will give the reason
        return
    identity = (here.st_dev, here.st_ino)
    if identity in above:
        return
    for entry in entries:
        inner = below + entry.name
        if entry.name.startswith(".") or _matches(entry.name, inner, wanted.exclude):
            continue
        if _is_folder(entry):
            yield from _walk(entry, f"{inner}/", wanted, above | {identity})
        elif wanted.include:
            if _matches(entry.name, inner, wanted.include):
                yield entry
        elif entry.suffix.lower() in wanted.suffixes:
            yield entry


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a link that leads to itself, a name with a NUL
        return False


def _matches(name: str, inner: str, patterns: tuple[str, ...]) -> bool:
    """Whether a pattern fits the name, or the path inside the folder (``*`` crosses ``/``)."""
    return any(
        fnmatchcase(inner, pattern) or fnmatchcase(name, pattern.rstrip("/"))
        for pattern in patterns
    )
