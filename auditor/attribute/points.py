"""Additive points: a decision is taken by adding up what single facts and pairs of facts count.

Each option of a decision is a tuple of facts (strings).  A decision names its
facts and the pairs that get points: "form" "form*next".  The points themselves
are a table from readable features ("form=said", "form=said & next=that") to
numbers, made by counting (see benchmarks/fit_attribution.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from operator import itemgetter
from typing import TypeVar

from auditor.pairs import AND, records, unpack

Points = Mapping[str, float]
Facts = tuple[str, ...]
Option = TypeVar("Option")
_Record = tuple[float, tuple[tuple[int, dict[str, float]], ...]]
# The place of the first fact, the records of its values, and those that nobody has asked for yet.
_Groups = list[tuple[int, dict[str, _Record], Mapping[str, bytes]]]
_FAR = 3.0  # an option so far behind half-way has never won


class Decision:
    """The facts that options of one decision have, in order, and the features made of them."""

    def __init__(self, facts: str, features: str) -> None:
        self.facts = tuple(facts.split())
        place = {name: number for number, name in enumerate(self.facts)}
        self.features = tuple(
            tuple(place[name] for name in feature.split("*")) for feature in features.split()
        )

    def names(self, values: Facts) -> list[str]:
        """Return the names of the features of an option, as the tables hold them."""
        facts = self.facts
        return [
            AND.join([f"{facts[number]}={values[number]}" for number in feature])
            for feature in self.features
        ]


class Scorer:
    """A decision with its points, grouped by the first fact of each feature.

    The points of what is asked together lie together, so that a look-up
    rarely leaves the processor's cache; a record is unpacked when it is first met.
    """

    def __init__(self, decision: Decision, points: Points) -> None:
        self._number = {name: at for at, name in enumerate(decision.facts)}
        packed = records(points)
        self._groups: _Groups = [
            (at, {}, packed[fact]) for at, fact in enumerate(decision.facts) if packed.get(fact)
        ]

    def _unpacked(self, packed: bytes) -> _Record:
        alone, pairs = unpack(packed)
        number = self._number  # facts that are counted for other decisions have none
        known = [(number[fact], points) for fact, points in pairs.items() if fact in number]
        return alone or 0.0, tuple(sorted(known, key=itemgetter(0)))

    def score(self, values: Facts) -> float:
        """Return the points of an option."""
        return self._sum(self._groups, values)

    def _sum(self, groups: _Groups, values: Facts) -> float:
        score = 0.0
        for at, ready, packed in groups:
            record = ready.get(values[at])
            if record is None:
                if values[at] not in packed:
                    continue
                record = ready[values[at]] = self._unpacked(packed[values[at]])
            alone, pairs = record
            score += alone
            for number, inner in pairs:
                points = inner.get(values[number])
                if points is not None:
                    score += points
        return score

    def best(self, options: Sequence[tuple[Option, Facts]]) -> Option:
        """Return the option with the most points (the first of equals).

        Options that are far behind after half of the groups are not looked at further.
        """
        if len(options) == 1:
            return options[0][0]
        half = len(self._groups) // 2
        early, late = self._groups[:half], self._groups[half:]
        scores = [self._sum(early, values) for _, values in options]
        least = max(scores) - _FAR
        close = [
            (score, *option)
            for score, option in zip(scores, options, strict=True)
            if score >= least
        ]
        if len(close) == 1:
            return close[0][1]
        chosen, top = close[0][1], -1e9
        for score, option, values in close:
            score += self._sum(late, values)
            if score > top:
                chosen, top = option, score
        return chosen

    def best_along(self, options: Sequence[tuple[Option, Facts]], steps: Sequence[Facts]) -> Option:
        """Like ``best``, where choosing the n-th option takes in the first n steps, too."""
        if len(options) == 1:
            return options[0][0]
        chosen, top, passed = options[0][0], -1e9, 0.0
        for number, (option, values) in enumerate(options):
            if number:
                passed += self.score(steps[number - 1])
            score = passed + self.score(values)
            if score > top:
                chosen, top = option, score
        return chosen


def probability(score: float) -> float:
    """Return a score's probability (log-odds to 0..1)."""
    return 1.0 / (1.0 + exp(-score)) if score > -30 else 0.0
