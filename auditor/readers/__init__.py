"""Readers: second opinions on the statuses of passages, each a module of its own here.

A module ``NAME.py`` has ``available() -> bool``, whether it would be used without being asked for,
and ``beside(rules, wanted) -> RuleSet``, the rules with its reader.  The rules carry the reader to
where statuses are chosen, so whoever loads rules need not know of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from auditor.errors import UsageError
from auditor.model import RuleSet

NAMES = ("auto", "none", "small", "openai")
_FOR_ITSELF = ("small",)  # tried in this order where none is named
_VARIABLE = "AUDITOR_READER"


class Wanted(NamedTuple):
    """Which reader, and what those that are asked over a network need."""

    name: str = "auto"
    url: str = ""
    model: str = ""
    cache: str = ""


def wanted(
    name: str | None = None,
    url: str | None = None,
    model: str | None = None,
    cache: str | None = None,
) -> Wanted:
    """Return what a call asks for: its options, else the variables ``AUDITOR_READER…``.

    Raises UsageError for a name that is none.
    """
    chosen = Wanted(
        name or os.environ.get(_VARIABLE) or "auto",
        url or os.environ.get(f"{_VARIABLE}_URL", ""),
        model or os.environ.get(f"{_VARIABLE}_MODEL", ""),
        cache or os.environ.get(f"{_VARIABLE}_CACHE", ""),
    )
    if chosen.name not in NAMES:
        raise UsageError(f"{_VARIABLE} {chosen.name}: no such reader; one of {', '.join(NAMES)}")
    return chosen


def load(rules: Callable[[], RuleSet], wanted: Wanted) -> RuleSet:
    """Return rules with the reader that is wanted beside them; raise UsageError if it cannot be."""
    name = wanted.name
    if name == "auto":
        name = next((one for one in _FOR_ITSELF if _module(one).available()), "none")
    loaded = rules()
    if name == "none":
        return loaded
    with_reader: RuleSet = _module(name).beside(loaded, wanted)
    return with_reader


def _module(name: str) -> Any:
    return import_module(f"auditor.readers.{name}")
