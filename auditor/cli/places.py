"""Places in files as they are written on the command line: FILE:LINE or FILE:LINE:COLUMN."""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.errors import UsageError

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?\Z", re.DOTALL)


class Place(NamedTuple):
    """A line of a file, or with a column one character of it; both count from 1."""

    file: str
    line: int
    column: int | None


def placed(text: str) -> Place:
    """Return the place that is meant; raise UsageError for anything else."""
    named = _PLACE.match(text)
    if named is None:
        raise UsageError(f"{text}: write the place as FILE:LINE or FILE:LINE:COLUMN")
    column = int(named["column"]) if named["column"] else None
    return Place(named["file"], int(named["line"]), column)
