"""Which configuration a run has: the nearest ``auditor.yaml`` above what is audited.

Imported on every start, so it knows nothing of YAML.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from auditor.errors import UsageError
from auditor.inputs import shown

NAME = "auditor.yaml"
_REPOSITORY = ".git"


def find(paths: Iterable[str]) -> str | None:
    """Return the one configuration that ``paths`` lead to, None where there is none.

    Raises UsageError where they lead to different ones: a run has one configuration.
    """
    found: str | None = None
    for folder in dict.fromkeys(map(_folder, paths)):
        near = nearest(folder)
        if found is not None and near is not None and near != found:
            raise UsageError(
                f"the paths belong to two configurations, {shown(found)} and {shown(near)}; "
                "audit them apart, or name one with --config"
            )
        found = found or near
    return found


def nearest(folder: str) -> str | None:
    """Return the configuration in ``folder`` or above it, not beyond the repository's root."""
    while True:
        path = os.path.join(folder, NAME)  # noqa: PTH118 - pathlib costs ten times as much
        if os.path.isfile(path):  # noqa: PTH113
            return path
        parent = os.path.dirname(folder)  # noqa: PTH120
        if parent == folder or os.path.exists(f"{folder}/{_REPOSITORY}"):  # noqa: PTH110
            return None
        folder = parent


def _folder(path: str) -> str:
    """Return the folder that a path is or lies in, whether or not it exists."""
    whole = os.path.abspath(path)  # noqa: PTH100 - a link keeps its place
    return whole if os.path.isdir(whole) else os.path.dirname(whole)  # noqa: PTH112, PTH120
