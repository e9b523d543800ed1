"""Fit additive points: conditional logistic regression over groups of options, in numpy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Choices:
    """Training choices for one table: groups of options (lists of features), one right each."""

    groups: list[tuple[list[list[str]], int, float]] = field(default_factory=list)

    def add(self, options: list[list[str]], right: int, weight: float = 1.0) -> None:
        """Remember that of ``options`` the one numbered ``right`` was right."""
        if len(options) > 1:
            self.groups.append((options, right, weight))

    def yes_no(self, features: list[str], answer: bool, weight: float = 1.0) -> None:
        """Remember a decision as a choice between ``features`` and nothing."""
        self.groups.append(([[], features], int(answer), weight))


def fit(
    choices: Choices, least: int = 5, penalty: float = 5.0, small: float = 0.1
) -> dict[str, float]:
    """Return points per feature.

    Features rarer than ``least`` are left out; then those whose points would be
    under ``small``, and the others are counted again without them: a table that
    can be read, and looked up fast.
    """
    counts: Counter[str] = Counter()
    for options, _, _ in choices.groups:
        counts.update({name for option in options for name in option})
    names = sorted(name for name, count in counts.items() if count >= least)
    first = _points(choices, names, penalty)
    names = [name for name, value in zip(names, first, strict=True) if abs(value) >= small]
    second = _points(choices, names, penalty)
    return {
        name: round(float(value), 2)
        for name, value in zip(names, second, strict=True)
        if abs(value) >= small / 4
    }


def _points(
    choices: Choices, names: list[str], penalty: float, rounds: int = 80, rate: float = 0.15
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Minimise the smoothed log-loss by gradient steps of adapted size."""
    number = {name: index for index, name in enumerate(names)}
    columns: list[int] = []
    rows: list[int] = []
    starts: list[int] = []
    right: list[int] = []
    weights: list[float] = []
    option_count = 0
    for options, answer, weight in choices.groups:
        starts.append(option_count)
        right.append(option_count + answer)
        weights.append(weight)
        for option in options:
            for name in option:
                index = number.get(name)
                if index is not None:
                    columns.append(index)
                    rows.append(option_count)
            option_count += 1
    column, row = np.array(columns), np.array(rows)
    start, weight_of = np.array(starts), np.array(weights)
    group = np.repeat(np.arange(len(starts)), np.diff([*starts, option_count]))
    target = np.zeros(option_count)
    target[right] = 1.0
    points = np.zeros(len(names))
    mean, square = np.zeros(len(names)), np.zeros(len(names))
    for turn in range(1, rounds + 1):
        scores = np.bincount(row, points[column], option_count)
        scores -= np.maximum.reduceat(scores, start)[group]
        likely = np.exp(scores)
        likely /= np.add.reduceat(likely, start)[group]
        slope = np.bincount(column, ((likely - target) * weight_of[group])[row], len(names))
        slope += penalty * points
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        step = rate * (1 - turn / (rounds + 1))
        points -= step * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
    return points
