"""The exit codes of the contract, and which of several wins."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Code(IntEnum):
    """What the exit code says."""

    OK = 0
    GATE = 1  # a finding or a share is over the limit
    USAGE = 2  # the call, the configuration or a rule pack is wrong
    UNREADABLE = 3  # some input could not be read; the others were audited
    INTERNAL = 4  # an error of this program
    INTERRUPTED = 130


_WORST_FIRST = (Code.INTERNAL, Code.USAGE, Code.UNREADABLE, Code.GATE)


def worst(codes: Iterable[Code]) -> Code:
    """Return the code that wins."""
    present = set(codes)
    return next((code for code in _WORST_FIRST if code in present), Code.OK)
