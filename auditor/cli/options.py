"""What ``auditor check`` can be asked for: words of the command line to checked values."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import NamedTuple

from auditor.desk import values
from auditor.errors import UsageError
from auditor.model import Severity
from auditor.reports import names
from auditor.run import Limits

COLOURS = ("auto", "always", "never")
SEVERITIES = (*(severity.value for severity in Severity), "never")


class CheckOptions(NamedTuple):
    """A checked call of ``auditor check``."""

    paths: tuple[str, ...]
    format: str = "text"
    output: str | None = None
    rules: tuple[str, ...] = ()
    pack: tuple[str, ...] = ()
    no_pack: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limits: Limits = Limits()
    exit_zero: bool = False
    allow_empty: bool = False
    allow_unaudited: bool = False
    force_exclude: bool = False
    readability: bool | None = None
    jobs: int = 0
    encoding: str | None = None
    stdin_filename: str | None = None
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    config: str | None = None
    no_config: bool = False
    baseline: str | None = None
    fixed: frozenset[str] = frozenset()  # the limits that the command line sets


Raw = Mapping[str, str | bool | list[str] | None]


def build(raw: Raw) -> CheckOptions:
    """Check the values as they stand on the command line; raise UsageError with one line.

    ``raw`` holds a field of CheckOptions where it was given, as a string, a list of
    strings or a flag; the limits under ``max_single_party``, ``max_unsourced``, ``fail_on``.
    """
    given = {name: value for name, value in raw.items() if value is not None}
    if not given.get("paths"):
        raise UsageError("nothing to check: name files or folders, or - for standard input")
    if given.get("quiet") and given.get("verbose"):
        raise UsageError("-q and -v exclude each other")
    if given.get("config") and given.get("no_config"):
        raise UsageError("--config and --no-config exclude each other")
    checked: dict[str, object] = {}
    limits: dict[str, object] = {}
    for name, value in given.items():
        if isinstance(value, list):
            checked[name] = tuple(value)
        elif isinstance(value, bool) or name in _FREE:
            checked[name] = value
        elif name in _LIMITS:
            limits[_LIMITS[name]] = _CHECKS[name](value)
        else:
            checked[name] = _CHECKS[name](value)
    fixed = frozenset(limits)
    limits["allow_unaudited"] = checked.get("allow_unaudited", False)
    return CheckOptions(limits=Limits(**limits), fixed=fixed, **checked)  # type: ignore[arg-type]


def share(text: str, option: str) -> float:
    """Return ``40%`` or ``0.4`` as 0.4."""
    value = values.share(text)
    if value is None:
        raise UsageError(f"{option} {text}: write a share as 40% or 0.4")
    return value


def choice(text: str, option: str, allowed: tuple[str, ...]) -> str:
    """Return ``text`` if it is one of ``allowed``."""
    if text not in allowed:
        from difflib import get_close_matches

        close = get_close_matches(text, allowed, 1)
        hint = f"did you mean {close[0]}?" if close else f"choose {_either(allowed)}"
        raise UsageError(f"{option} {text}: no such value; {hint}")
    return text


def _either(words: tuple[str, ...]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _severity(text: str) -> Severity | None:
    choice(text, "--fail-on", SEVERITIES)
    return None if text == "never" else Severity(text)


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise UsageError(f"--jobs {text}: write a number of processes, 0 for as many as help")
    return int(text)


def _encoding(text: str) -> str:
    if text == "auto":
        return text
    try:
        codecs.lookup(text)
    except (LookupError, ValueError):
        raise UsageError(f"--encoding {text}: no such text encoding") from None
    return text


_FREE = frozenset({"output", "stdin_filename", "config", "baseline"})
_LIMITS = {
    "max_single_party": "single_party",
    "max_unsourced": "unsourced",
    "fail_on": "fail_on",
}
_CHECKS = {
    "max_single_party": lambda text: share(text, "--max-single-party"),
    "max_unsourced": lambda text: share(text, "--max-unsourced"),
    "fail_on": _severity,
    "format": lambda text: choice(text, "--format", names()),
    "color": lambda text: choice(text, "--color", COLOURS),
    "jobs": _jobs,
    "encoding": _encoding,
}
