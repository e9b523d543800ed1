"""The one mechanism of every fitted choice: candidates, facts, points, probability, reasons.

A fact is a short text ("cue: urged", "quoted").  A table holds, for each fact, the points that it
gives to each candidate; the points of all facts are summed, and the sums are log-odds: softmax
makes them probabilities (multinomial logistic regression).  The tables are fitted by ``make fit``.

The points of one fact stand side by side in one integer, ``WIDTH`` bits for a candidate: one
addition adds a fact to all candidates at once, exactly, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp

from auditor.model import Points

WIDTH = 24  # bits of a candidate: sums of some thousand facts fit
UNIT = 0.01  # points are hundredths
BIAS = "bias"  # the fact that is always there
_HALF, _FULL = 1 << (WIDTH - 1), 1 << WIDTH


def pack(row: Iterable[int]) -> int:
    """Return the points of the candidates, in hundredths, as one integer."""
    return sum(value << (WIDTH * at) for at, value in enumerate(row))


def unpack(packed: int, size: int) -> list[int]:
    """Return the points of ``size`` candidates that ``pack`` (or a sum of its results) holds."""
    row = []
    for _ in range(size):
        low = packed & (_FULL - 1)
        low = low - _FULL if low >= _HALF else low
        row.append(low)
        packed = (packed - low) >> WIDTH
    return row


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
    table: Points, facts: Iterable[str], chosen: Sequence[int], most: int = 2
) -> list[tuple[str, float]]:
    """Return the facts that speak most for some candidates against the others, with their points.

    ``chosen`` are positions in ``table.candidates``; at most ``most`` facts, strongest first.
    """
    size = len(table.candidates)
    rest = [at for at in range(size) if at not in chosen]
    found = []
    for fact in facts:
        packed = table.points.get(fact)
        if packed is None:
            continue
        row = unpack(packed, size)
        points = max(row[at] for at in chosen) - sum(row[at] for at in rest) / max(1, len(rest))
        if points > 0:
            found.append((fact, points * UNIT))
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:most]
