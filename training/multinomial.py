"""Multinomial logistic regression over sparse facts, with soft targets and an L2 penalty.

The log-loss is minimised by L-BFGS (SciPy); everything is deterministic on one machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from auditor.decision import BIAS, UNIT

Array = NDArray[np.float64]


class Columns:
    """The facts that are fitted: those of at least ``least`` examples; each has a scale.

    A scale below 1 holds a fact's points more strongly to zero.
    """

    def __init__(
        self, examples: Iterable[Iterable[str]], least: int, scale: Callable[[str], float]
    ) -> None:
        counts = Counter(fact for facts in examples for fact in set(facts))
        names = sorted(name for name, count in counts.items() if count >= least)
        self.number = {name: at for at, name in enumerate(names)}
        self.scale = np.array([scale(name) for name in names])

    def matrix(self, examples: Sequence[Iterable[str]]) -> csr_matrix:
        """Return a row for each example."""
        columns: list[int] = []
        starts = [0]
        for facts in examples:
            columns += sorted({self.number[fact] for fact in facts if fact in self.number})
            starts.append(len(columns))
        at = np.array(columns, dtype=np.int32)
        return csr_matrix((self.scale[at], at, starts), shape=(len(examples), len(self.number)))


LEXICAL = ("opens", "opening", "beside", "source", "bare", "quoted bare", "carried",
            "quoted carried", "attributed", "quoted attributed")  # fmt: skip


def is_lexical(fact: str) -> bool:
    """Whether a fact is about single words of the article, not about a rule or a form."""
    name, colon, value = fact.partition(": ")
    return not colon or not value or name in LEXICAL


def fit(matrix: csr_matrix, targets: Array, weights: Array, penalty: float, rounds: int) -> Array:
    """Return points: a row for each column of ``matrix`` and one for the bias."""
    width, classes = matrix.shape[1], targets.shape[1]
    turned = matrix.T.tocsr()

    def loss(flat: Array) -> tuple[float, Array]:
        points = flat.reshape(width + 1, classes)
        sums = matrix @ points[:width] + points[width]
        sums -= sums.max(1, keepdims=True)
        odds = np.exp(sums)
        total = odds.sum(1, keepdims=True)
        value = -(weights[:, None] * targets * (sums - np.log(total))).sum()
        off = weights[:, None] * (odds / total - targets)
        slope = np.vstack([turned @ off + penalty * points[:width], off.sum(0)])
        return value + penalty / 2 * (points[:width] ** 2).sum(), slope.ravel()

    found = minimize(
        loss, np.zeros((width + 1) * classes), jac=True, method="L-BFGS-B",
        options={"maxiter": rounds, "maxcor": 8},
    )  # fmt: skip
    return found.x.reshape(width + 1, classes)


def table(columns: Columns, points: Array, small: float) -> dict[str, list[int]]:
    """Return the points of each fact in hundredths, without those that are all below ``small``."""
    scaled = points[:-1] * columns.scale[:, None]
    scaled -= scaled.mean(1, keepdims=True)  # the same for all candidates decides nothing
    rows = {BIAS: _hundredths(points[-1] - points[-1].mean())}
    for name, at in columns.number.items():
        if np.abs(scaled[at]).max() >= small:
            rows[name] = _hundredths(scaled[at])
    return rows


def _hundredths(row: Array) -> list[int]:
    return [round(float(value) / UNIT) for value in row]
