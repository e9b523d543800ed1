"""Work counted in lines of Python that run: the same on every machine, however busy.

What a regular expression does inside itself is not counted; ``benchmarks/hostile.py`` takes
the time of the same inputs, and of larger ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines(work: Callable[[], object]) -> int:
    """Return how many lines of Python run in ``work``, a line in a loop each time."""
    count = 0

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """Return the lines for ``work(2 * size)`` as a multiple of those for ``work(size)``.

    ``work`` prepares what is to be counted; the small one runs once before, to fill caches.
    """
    work(size)()
    return lines(work(2 * size)) / max(lines(work(size)), 1)
