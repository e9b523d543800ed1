"""The arithmetic of the measures."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Sequence
from math import sqrt

_Z = 1.959963984540054  # of a 95 % interval


class Count:
    """Weighted true positives, false positives and false negatives."""

    __slots__ = ("fn", "fp", "tp")

    def __init__(self) -> None:
        self.tp = self.fp = self.fn = 0.0

    def add(self, gold: Collection[int], found: Collection[int], weight: float) -> None:
        """Add two sets of things that should be the same."""
        same = len(frozenset(gold).intersection(found))
        self.add_matched(same, len(gold), len(found), weight)

    def add_matched(self, matched: int, gold: int, found: int, weight: float) -> None:
        """Add ``matched`` pairs of ``gold`` and ``found`` things."""
        self.tp += weight * matched
        self.fn += weight * (gold - matched)
        self.fp += weight * (found - matched)

    @property
    def precision(self) -> float:
        return ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        return ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        return ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


def ratio(part: float, whole: float) -> float:
    """Return ``part / whole``, 0 where there is no whole."""
    return part / whole if whole else 0.0


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's r; None where one side does not vary."""
    try:
        return statistics.correlation(xs, ys)
    except statistics.StatisticsError:
        return None


def wilson(right: float, of: float) -> tuple[float, float]:
    """Return the 95 % Wilson interval of the share ``right / of``."""
    if not of:
        return 0.0, 1.0
    share = right / of
    below = 1 + _Z**2 / of
    middle = (share + _Z**2 / (2 * of)) / below
    half = _Z / below * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    return max(0.0, middle - half), min(1.0, middle + half)
