"""Marks of files that tell whether they were saved again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from auditor.cli.options import CheckOptions
from auditor.cli.settings import Settings, config_path
from auditor.errors import UsageError

Stamp = tuple[tuple[int, int, int], ...]


def desk_stamp(options: CheckOptions, settings: Settings) -> Stamp:
    """Return a mark of all files but the articles that decide what is told."""
    config = settings.config
    files: list[str] = []
    with suppress(UsageError):  # two configurations: told when they are read
        files += filter(None, [config_path(options)])
    files += filter(None, [options.baseline or (config.baseline if config else None)])
    for place in (*options.rules, *(config.add if config else ())):
        path = Path(place)
        files += [str(path), *(str(inner) for inner in sorted(path.rglob("*.y*ml")))]
    return tuple(one for file in files for one in (mark(file) or (0, 0, 0),))


def mark(path: str) -> tuple[int, int, int] | None:
    """Return what changes when a file is saved; None if it is not there."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
