"""Additive points: every choice is a list of options, each seen through a few views.

A *view* is a function from a few facts (strings, numbers) to the names of
features; a table gives each feature its points.  Facts repeat all the time, so
a view's points are kept once counted.  For fitting, the same views hand out
the names themselves: both kinds of view are added up with ``+``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import exp
from typing import Any, TypeVar

Points = Mapping[str, float]
View = Callable[..., list[str]]
Option = TypeVar("Option")
_KEPT = 1 << 13  # facts kept per view


class Views:
    """The views of one decision, as attributes that return points."""

    def __init__(self, views: Mapping[str, View], points: Points) -> None:
        for name, view in views.items():
            setattr(self, name, _counted(view, points))

    def __getattr__(self, name: str) -> Any:  # attributes are set above, one per view
        raise AttributeError(name)


class Named:
    """The same views, returning the features' names."""

    def __init__(self, views: Mapping[str, View]) -> None:
        self.__dict__.update(views)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


def _counted(view: View, points: Points) -> Callable[..., float]:
    get = points.get

    @lru_cache(_KEPT)
    def count(*facts: object) -> float:
        return sum([get(name, 0.0) for name in view(*facts)])

    return count


def best(options: list[tuple[Option, float]]) -> Option:
    """Return the option with the most points (the first of equals)."""
    chosen, top = options[0]
    for option, score in options:
        if score > top:
            chosen, top = option, score
    return chosen


def probability(score: float) -> float:
    """Return a score's probability (log-odds to 0..1)."""
    return 1.0 / (1.0 + exp(-score)) if score > -30 else 0.0
