"""Which configuration a run has: in a repository that of the topmost folder that has one.

Else whoever adds a folder to a repository could set aside its limits with a file there.
Outside a repository it is the nearest ``auditor.yaml`` above what is audited.

Imported on every start, so it knows nothing of YAML.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from auditor.errors import UsageError
from auditor.files import repository
from auditor.inputs import shown

NAME = "auditor.yaml"


def find(paths: Iterable[str]) -> str | None:
    """Return the one configuration that ``paths`` lead to, None where there is none.

    Raises UsageError where they lead to different ones: a run has one configuration.
    """
    found: str | None = None
    for folder in dict.fromkeys(map(_folder, paths)):
        near = ruling(folder)
        if found is not None and near is not None and near != found:
            raise UsageError(
                f"the paths belong to two configurations, {shown(found)} and {shown(near)}; "
                "audit them apart, or name one with --config"
            )
        found = found or near
    return found


def ruling(folder: str) -> str | None:
    """Return the configuration that rules in ``folder``: the last of those ``above`` it."""
    found = above(folder)
    return found[-1] if found else None


def above(folder: str) -> list[str]:
    """Return the configurations in ``folder`` and above it, the nearest first.

    In a repository they are those up to its root; elsewhere there is no more than one.
    """
    root = repository(folder)
    found: list[str] = []
    while True:
        path = os.path.join(folder, NAME)  # noqa: PTH118 - pathlib costs ten times as much
        if os.path.isfile(path):  # noqa: PTH113
            found.append(path)
        parent = os.path.dirname(folder)  # noqa: PTH120
        if folder in (root, parent) or (found and not root):
            return found
        folder = parent


def overruled(paths: Iterable[str]) -> list[str]:
    """Return the configurations in and above ``paths`` that another one rules out."""
    folders = dict.fromkeys(map(_folder, paths))
    return sorted({path for folder in folders for path in above(folder)[:-1]})


def _folder(path: str) -> str:
    """Return the folder that a path is or lies in, whether or not it exists."""
    whole = os.path.abspath(path)  # noqa: PTH100 - a link keeps its place
    return whole if os.path.isdir(whole) else os.path.dirname(whole)  # noqa: PTH112, PTH120
