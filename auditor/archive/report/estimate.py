"""The mean of a group of articles, and how far chance alone may have moved it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ENOUGH = 10  # articles, for a mean to say anything
_RESAMPLES = 400
_AT_ONCE = 1 << 22  # numbers drawn
_SEED = 12  # the page is the same whenever it is made
_INSIDE = (2.5, 97.5)  # percentiles: 19 of 20 intervals hold what they are of

Floats = NDArray[np.float64]


class Estimate(NamedTuple):
    """A mean over articles; its interval is nothing where they are too few."""

    articles: int
    mean: float
    low: float
    high: float

    @property
    def few(self) -> str:
        """Why it says nothing, "" where it does."""
        if self.articles >= ENOUGH:
            return ""
        return f"too few to say: {self.articles} of {ENOUGH} articles"


def estimate(values: Floats) -> Estimate:
    """Return the mean of at least one value, with its interval by a bootstrap over the articles."""
    count = len(values)
    mean = float(values.mean())
    if count < ENOUGH:
        return Estimate(count, mean, mean, mean)
    chance = np.random.default_rng(_SEED)
    means: list[Floats] = []
    step = max(1, _AT_ONCE // count)
    for start in range(0, _RESAMPLES, step):
        rows = min(step, _RESAMPLES - start)
        drawn = chance.integers(0, count, (rows, count), dtype=np.int32)
        means.append(values[drawn].mean(axis=1))
    low, high = np.percentile(np.concatenate(means), _INSIDE)
    return Estimate(count, mean, float(low), float(high))
