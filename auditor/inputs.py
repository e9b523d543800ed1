"""What a user names to the files that are to be audited, in a fixed order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from auditor.files import astray

if TYPE_CHECKING:
    from pathlib import Path

STDIN = "-"


class Selection(NamedTuple):
    """The files to audit, and the folders that held none."""

    files: tuple[str, ...]
    empty_folders: tuple[str, ...]
    folders: int  # how many of the paths are folders
    passed_over: Mapping[str, int] = {}  # files of no format in them, by the ends of their names

    def without(self, file: str) -> Selection:
        """Leave out a file that is about to be written."""
        return self._replace(files=tuple(other for other in self.files if other != file))


class Patterns(NamedTuple):
    """Patterns that are held against paths relative to ``folder``, wherever a walk starts."""

    folder: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def select(
    paths: Sequence[str],
    suffixes: Collection[str],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    house: Patterns | None = None,
    *,
    strict: bool = False,
) -> Selection:
    """Expand folders; every file once, in the order of ``paths``, folders sorted by name.

    In folders, files with one of ``suffixes`` are taken, or with ``include`` those that
    match one of these patterns, and none that matches a pattern of ``exclude``.  ``house``
    leaves out more, and says what to take where ``include`` does not.  A file that is
    named is taken, whether or not it exists (reading it will tell), unless ``strict``:
    then ``exclude`` and ``house`` leave it out as well.
    """
    files: dict[str, None] = {}
    empty: list[str] = []
    folders = 0
    passed_over: Counter[str] = Counter()
    for path in paths:
        if path == STDIN or not is_folder(path):
            if not (strict and _named_out(shown(path), exclude, house)):
                files[shown(path)] = None
            continue
        from pathlib import Path  # a start without folders does not load it

        folders += 1
        folder = Path(shown(path))
        wanted = _Wanted(suffixes, tuple(include), tuple(exclude), *_of_house(folder, house))
        inside = _inside(folder, wanted, passed_over)
        files.update(dict.fromkeys(inside))
        if not inside:
            empty.append(shown(path))
    kinds = dict(sorted(passed_over.items(), key=lambda kind: (-kind[1], kind[0])))
    return Selection(tuple(files), tuple(empty), folders, kinds)


def _named_out(path: str, exclude: Sequence[str], house: Patterns | None) -> bool:
    """Whether a pattern leaves out a file that is named itself, or a folder it lies in."""
    if path == STDIN:
        return False
    from pathlib import Path

    wanted = _Wanted((), (), tuple(exclude), *_of_house(Path(), house))
    parts = path.split("/")
    inner = ("/".join(parts[: at + 1]) for at in range(len(parts)))
    return any(wanted.leaves_out(name.rpartition("/")[2], name) for name in inner)


def shown(path: str) -> str:
    """Return ``path`` as reports give it: relative to the current folder, forward slashes."""
    if path == STDIN:
        return path
    if os.path.isabs(path):  # noqa: PTH117
        try:
            path = os.path.relpath(path)
        except ValueError:  # on another drive: no relative path leads there
            path = os.path.basename(path)  # noqa: PTH119
    return os.path.normpath(path).replace(os.sep, "/")


class _Wanted(NamedTuple):
    suffixes: Collection[str]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    above: str = ""  # leads from the house's folder to the one that is searched
    house: Patterns = Patterns("")

    @property
    def chosen(self) -> bool:
        """Whether patterns, and not formats, say what is taken."""
        return bool(self.include or self.house.include)

    def leaves_out(self, name: str, inner: str) -> bool:
        if _matches(name, inner, self.exclude):
            return True
        return _matches(name, self.above + inner, self.house.exclude)

    def takes(self, entry: Path, inner: str) -> bool:
        if self.include:
            return _matches(entry.name, inner, self.include)
        if self.house.include:
            return _matches(entry.name, self.above + inner, self.house.include)
        return entry.suffix.lower() in self.suffixes


def _of_house(folder: Path, house: Patterns | None) -> tuple[str, Patterns]:
    if house is None:
        return "", Patterns("")
    try:
        above = os.path.relpath(folder, house.folder).replace(os.sep, "/")
    except ValueError:  # on another drive
        above = "."
    return "" if above == "." else f"{above}/", house


def _inside(folder: Path, wanted: _Wanted, passed_over: Counter[str]) -> list[str]:
    """Return the files in a folder, sorted; count those of no format in ``passed_over``.

    Every folder is searched once, under its own name if it has one here: links could make a
    thousand names of it, or one that other settings hold for.
    """
    found: list[Path] = []
    searched: set[tuple[int, int]] = set()
    folders = [(folder, "")]
    links: list[tuple[Path, str]] = []
    while folders or links:  # links wait until all folders are searched
        here, below = folders.pop() if folders else links.pop(0)
        try:
            if here.is_symlink() and here != folder and astray(str(here)):
                raise PermissionError
            status, entries = here.stat(), list(here.iterdir())
        except OSError:
            found.append(here)  # reading it will give the reason
            continue
        identity = (status.st_dev, status.st_ino)
        if identity in searched:
            continue
        searched.add(identity)
        for entry in entries:
            inner = below + entry.name
            if entry.name.startswith(".") or wanted.leaves_out(entry.name, inner):
                continue
            if is_folder(entry):
                (links if entry.is_symlink() else folders).append((entry, f"{inner}/"))
            elif wanted.takes(entry, inner):
                found.append(entry)
            elif not wanted.chosen:
                passed_over[entry.suffix.lower()] += 1
    return [path.as_posix() for path in sorted(found)]


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder of this name."""
    try:
        return os.path.isdir(path)  # noqa: PTH112
    except (OSError, ValueError):  # a link that leads to itself, a name with a NUL
        return False


def _matches(name: str, inner: str, patterns: tuple[str, ...]) -> bool:
    """Whether a pattern fits the name, or the path inside the folder (``*`` crosses ``/``)."""
    return any(
        fnmatchcase(inner, pattern) or fnmatchcase(name, pattern.rstrip("/"))
        for pattern in patterns
    )
