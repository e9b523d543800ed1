"""Results to text for people and programs: one module per format, found by looking.

A format's module offers two pure functions:

* ``article(result, style) -> str`` renders one input; it may run in another
  process, so that only text travels back, and an audit is forgotten once told;
* ``whole(pieces, run) -> Iterator[str]`` puts the pieces, in the order of the
  inputs, into the report.

Where what ``whole`` yields are the texts of the pieces, and then ``end(pieces, run)``, a module
offers that, too: each text is written as soon as its input is audited.

``MACHINE`` says whether it is for programs: UTF-8, never colour, never cut to a
width.  Where ``BINARY`` is set, the report is one file made of one input: each character of
its text is a byte.  To add a format, add a module; names that begin with ``_`` are shared parts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol, TypeGuard, cast

from auditor.errors import UsageError
from auditor.run import Piece, Result, Run, Style


class Report(Protocol):
    """What a format's module offers."""

    MACHINE: bool

    def article(self, result: Result, style: Style) -> str: ...

    def whole(self, pieces: Sequence[Piece], run: Run) -> Iterator[str]: ...


class Stream(Report, Protocol):
    """A report that is written while the inputs are audited."""

    def end(self, pieces: Sequence[Piece], run: Run) -> Iterator[str]:
        """Yield what follows the texts of the pieces, which are empty here."""
        ...


def names() -> tuple[str, ...]:
    """Return the names of the formats, sorted; nothing is imported for it."""
    found = os.listdir(os.path.dirname(__file__))  # noqa: PTH120, PTH208
    modules = (n.removesuffix(".py") for n in found if n.endswith(".py") and n[0] != "_")
    return tuple(sorted(module.replace("_", "-") for module in modules))


def binary(report: Report) -> bool:
    """Tell whether a format is a file of bytes, made of one input."""
    return getattr(report, "BINARY", False) is True


def streams(report: Report) -> TypeGuard[Stream]:
    """Tell whether a format can be written while the inputs are audited."""
    return hasattr(report, "end")


def load(name: str) -> Report:
    """Return the format called ``name``; only its module is imported."""
    if name not in names():
        known = ", ".join(names())
        raise UsageError(f"unknown format {name!r}; known are {known}")
    return cast(Report, import_module(f"{__name__}.{name.replace('-', '_')}"))
