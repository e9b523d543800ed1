"""The one mechanism of every fitted choice: candidates, facts, points, probability, reasons.

A fact is a short text ("cue: urged", "quoted").  A table holds, for each fact, the points that it
gives to each candidate; the points of all facts are summed, and the sums are log-odds: softmax
makes them probabilities (multinomial logistic regression).  The tables are fitted by ``make fit``.

The points of one fact stand side by side in one integer, 32 bits for a candidate: one addition
adds a fact to all candidates at once, exactly, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import exp
from struct import unpack as _unpack

from auditor.model import Points

UNIT = 0.01  # points are hundredths
BIAS = "bias"  # the fact that is always there
_WIDTH = 32  # bits of a candidate: sums of many thousand facts fit
_HALF = 1 << (_WIDTH - 1)
_MASK = (1 << _WIDTH) - 1


def pack(row: Iterable[int]) -> int:
    """Return the points of the candidates, in hundredths, as one integer."""
    return sum(value << (_WIDTH * at) for at, value in enumerate(row))


def unpack(packed: int, size: int) -> list[int]:
    """Return the points of ``size`` candidates that ``pack`` (or a sum of its results) holds."""
    # With a half added to each, no candidate borrows from the next.
    above = packed + _halves(size)
    return [value - _HALF for value in _unpack(f"<{size}I", above.to_bytes(4 * size, "little"))]


@cache
def _halves(size: int) -> int:
    return pack([_HALF] * size)


def weigh(table: Points, facts: Iterable[str]) -> list[float]:
    """Return the probability of each candidate of a table, given the facts."""
    get = table.points.get
    total = get(BIAS, 0)
    for fact in facts:
        total += get(fact, 0)
    return softmax([value * UNIT for value in unpack(total, len(table.candidates))])


def softmax(sums: Sequence[float]) -> list[float]:
    """Return the probabilities of sums of points."""
    most = max(sums)
    odds = [exp(value - most) for value in sums]
    total = sum(odds)
    return [value / total for value in odds]


def because(
    table: Points, facts: Iterable[str], chosen: int, other: int, most: int = 2
) -> list[tuple[str, float]]:
    """Return the facts that speak most for one candidate against another, with their points.

    ``chosen`` and ``other`` are positions in ``table.candidates``; at most ``most`` facts are
    returned, the strongest first.
    """
    known, halves = table.points, _halves(len(table.candidates))
    one, two = _WIDTH * chosen, _WIDTH * other
    found = []
    for fact in facts:
        if fact in known:
            above = known[fact] + halves
            points = (above >> one & _MASK) - (above >> two & _MASK)
            if points > 0:
                found.append((fact, points * UNIT))
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most]
