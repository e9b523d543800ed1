"""Additive points: every choice is a list of options, each with readable features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp
from typing import TypeVar

Points = Mapping[str, float]
Option = TypeVar("Option")


def total(features: Iterable[str], points: Points) -> float:
    """Return the sum of the points of ``features``; unknown features give none."""
    get = points.get
    return sum([get(feature, 0.0) for feature in features])


def best(options: list[tuple[Option, list[str]]], points: Points) -> Option:
    """Return the option with the most points (the first of equals)."""
    if len(options) == 1:
        return options[0][0]
    top, chosen = -1e9, options[0][0]
    get = points.get
    for option, features in options:
        score = 0.0
        for feature in features:
            value = get(feature)
            if value is not None:
                score += value
        if score > top:
            top, chosen = score, option
    return chosen


def probability(score: float) -> float:
    """Return a score's probability (log-odds to 0..1)."""
    return 1.0 / (1.0 + exp(-score)) if score > -30 else 0.0
