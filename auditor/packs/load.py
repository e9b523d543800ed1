"""Pack files -> ``RuleSet``: gather, validate together, compile, and keep the result.

All faults of all packs are reported at once.  What was compiled is kept in the
user's cache folder under a hash of every file's size and times (its content, while it
is being edited), so that a start costs little more than a look at the folders.
"""

from __future__ import annotations

import gc
import json
import math
import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from stat import S_ISREG
from types import MappingProxyType
from typing import Any

from auditor.errors import RulePackError
from auditor.files import Refused, astray, read
from auditor.model import Pack, PartyEntry, Points, Role, Rule, RuleSet
from auditor.packs import BUILT_IN, cache
from auditor.packs.matcher import PhraseMatcher
from auditor.pairs import PairTable, has_pairs, records

_MOST_BYTES = 64_000_000
_MOST_FAULTS = 100  # of one table
_MOST_CANDIDATES = 100
_SUFFIXES = frozenset({".yaml", ".yml", ".json"})

Place = str | os.PathLike[str]


def load_rules(
    paths: Sequence[Place] = (),
    packs: Collection[str] | None = None,
    without: Collection[str] = (),
    names: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> RuleSet:
    """Return the built-in packs and those under ``paths`` (files or folders), compiled.

    ``packs`` keeps the rules of these packs only, ``without`` leaves those of these
    out; the named lists of all packs stay known.  ``names`` are proper names that lists
    of the packs have besides their own, by list.  Raises ``RulePackError`` with every
    fault of every pack, ``UsageError`` for a pack id that does not exist.
    """
    places = [(BUILT_IN, "rules"), *((os.fspath(path), str(path)) for path in paths)]
    return _load(places, packs, without, names)


def load_only(paths: Sequence[Place]) -> RuleSet:
    """Return the packs under ``paths`` without the built-in ones, but for English itself."""
    places = [(os.fspath(path), str(path)) for path in paths]
    return _load([*places, (f"{BUILT_IN}/english.yaml", "rules/english.yaml")], None, (), {})


def _load(
    places: Sequence[tuple[str, str]],
    packs: Collection[str] | None,
    without: Collection[str],
    names: Mapping[str, Sequence[str]],
) -> RuleSet:
    found = _found(places)
    # A file that has not been changed lately is known by its size and times; reading and
    # hashing all packs would take as long as loading what was made of them.
    files = None if all(cache.settled(status) for _, _, status in found) else _read(found)
    if files is None:
        marks = [(label, cache.stamp(status)) for _, label, status in found]
    else:
        marks = [(label, content) for _, label, content in files]
    key = cache.key(marks, packs, without, names)
    collecting = gc.isenabled()
    gc.disable()  # it would visit every list of the packs several times and free nothing
    try:
        kept = cache.get(key)
        if kept is not None:
            with suppress(KeyError, TypeError, ValueError, IndexError, AttributeError):
                return _rule_set(kept)  # else damaged: built anew
        data = _compile(files or _read(found), packs, without, names)
        cache.put(key, data)
        return _rule_set(data)
    finally:
        if collecting:
            gc.enable()


def _found(places: Sequence[tuple[str, str]]) -> list[tuple[str, str, os.stat_result]]:
    """Return path, label and status of every file, each once."""
    files: dict[tuple[int, int], tuple[str, str, os.stat_result]] = {}
    faults = []
    for place, label in places:
        for path, name in _named(place, label):
            try:
                if path != place and place != BUILT_IN and (wrong := astray(path)):
                    raise Refused(wrong)
                status = _status(path)
                files.setdefault((status.st_dev, status.st_ino), (path, name, status))
            except (OSError, ValueError) as error:
                faults.append(f"{name}: {getattr(error, 'strerror', None) or error}")
    if faults:
        raise RulePackError(faults)
    return list(files.values())


def _read(found: Sequence[tuple[str, str, os.stat_result]]) -> list[tuple[str, str, bytes]]:
    """Return path, label and content of the files."""
    files = []
    faults = []
    for path, name, _ in found:
        try:
            files.append((path, name, read(path, _MOST_BYTES)))
        except OSError as error:
            faults.append(f"{name}: {error.strerror or error}")
    if faults:
        raise RulePackError(faults)
    return files


def _named(place: str, label: str) -> list[tuple[str, str]]:
    """Return the pack files of a folder, or the file, each with its name in messages."""
    if not os.path.isdir(place):  # noqa: PTH112
        return [(place, label)]
    found = []
    for folder, _, names in os.walk(place):
        inner = os.path.relpath(folder, place).split(os.sep)  # noqa: PTH206
        inner = [] if inner == [os.curdir] else inner
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118
            if os.path.splitext(name)[1] in _SUFFIXES and os.path.isfile(path):  # noqa: PTH113, PTH122
                found.append(([*inner, name], path))
    return [(path, "/".join([label, *parts])) for parts, path in sorted(found)]


def _status(path: str) -> os.stat_result:
    """Return the status of a file that can be read; a device or a pipe could go on for ever."""
    status = os.stat(path)  # noqa: PTH116
    if not S_ISREG(status.st_mode):
        raise ValueError("not a file or a folder")
    if status.st_size > _MOST_BYTES:
        raise ValueError(f"larger than {_MOST_BYTES:,} bytes")
    return status


# ---------------------------------------------------------------- compiled data


def _rule_set(data: Mapping[str, Any]) -> RuleSet:
    rules = tuple(map(Rule._make, data["rules"]))
    return RuleSet(
        packs=tuple(Pack(*pack) for pack in data["packs"]),
        rules=rules,
        parties={
            name: PartyEntry(name, Role(role), type_, pack)
            for name, role, type_, pack in data["parties"]
        },
        lists={name: frozenset(words) for name, words in data["lists"].items()},
        tables={
            **data["tables"],
            **{name: PairTable(records) for name, records in data["pairs"].items()},
        },
        matcher=PhraseMatcher.from_data(data["matcher"], [rule.kind for rule in rules]),
        choices={
            name: Points(tuple(candidates), points, settings)
            for name, (candidates, points, settings) in data["choices"].items()
        },
    )


def _compile(
    files: Sequence[tuple[str, str, bytes]],
    packs: Collection[str] | None,
    without: Collection[str],
    names: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    from pathlib import Path

    from auditor.packs.file import read_pack
    from auditor.packs.link import link

    faults: list[str] = []
    tables: dict[str, dict[str, float]] = {}
    choices: dict[str, tuple[list[str], dict[str, int], dict[str, float]]] = {}
    drafts = []
    for path, label, content in files:
        if path.endswith(".json"):
            _read_table(label, content, tables, choices, faults)
        else:
            draft = read_pack(Path(path), label, content)
            draft.built_in = path.startswith(BUILT_IN + os.sep)
            drafts.append((draft, content))
    data = link(drafts, packs, without, names, faults)
    if faults:
        raise RulePackError(faults)
    plain = json.loads(json.dumps(data))  # strings that know no place in a file
    paired = {name for name, points in tables.items() if has_pairs(points)}
    return {
        **plain,
        "rules": _frozen(plain["rules"]),
        "matcher": _frozen(plain["matcher"]),
        "tables": {name: points for name, points in tables.items() if name not in paired},
        "pairs": {name: records(tables[name]) for name in paired},
        "choices": choices,
    }


def _frozen(value: Any) -> Any:
    """Return data with tuples for lists: they are read in half the time."""
    if isinstance(value, dict):
        return {key: _frozen(part) for key, part in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _read_table(
    label: str,
    content: bytes,
    tables: dict[str, dict[str, float]],
    choices: dict[str, tuple[list[str], dict[str, int], dict[str, float]]],
    faults: list[str],
) -> None:
    """Add a table of counted strengths; JSON files that are none are not ours."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        place = f"{getattr(error, 'lineno', 1)}:{getattr(error, 'colno', 1)}"
        faults.append(f"{label}:{place}: not JSON: {getattr(error, 'msg', error)}")
        return
    if not isinstance(data, dict) or "table" not in data:
        return
    name, points = data["table"], data.get("points")
    if not isinstance(name, str) or not isinstance(points, dict):
        faults.append(f"{label}:1:1: a table has a name under 'table' and an object 'points'")
    elif "candidates" in data:
        _read_choice(label, data, choices, faults)
    elif name in tables:
        faults.append(f"{label}:1:1: there is a table {name!r} already")
    else:
        wrong = [
            f"{label}:1:1: " + (f"the feature {feature!r} holds a NUL" if "\0" in feature else
                               f"the points of {feature!r} are not a finite number")
            for feature, number in points.items()
            if "\0" in feature or not _finite(number)
        ]  # fmt: skip
        faults += wrong[:_MOST_FAULTS]
        if not wrong:
            tables[name] = dict(zip(points, map(float, points.values()), strict=True))


def _read_choice(
    label: str,
    data: Mapping[str, Any],
    choices: dict[str, tuple[list[str], dict[str, int], dict[str, float]]],
    faults: list[str],
) -> None:
    """Add a fitted choice: its points are lists of hundredths, one for each candidate."""
    from auditor.decision import pack

    name, candidates, points = data["table"], data["candidates"], data["points"]
    settings = data.get("settings", {})
    if name in choices:
        faults.append(f"{label}:1:1: there is a choice {name!r} already")
        return
    if not _texts(candidates) or not 0 < len(candidates) <= _MOST_CANDIDATES:
        faults.append(f"{label}:1:1: candidates are a list of texts, {_MOST_CANDIDATES} at most")
        return
    if not isinstance(settings, dict) or not all(map(_finite, settings.values())):
        faults.append(f"{label}:1:1: settings are finite numbers by their names")
        return
    packed: dict[str, int] = {}
    for fact, row in points.items():
        if not isinstance(row, list) or not (
            len(row) == len(candidates) and all(type(n) is int and abs(n) < 10000 for n in row)
        ):
            faults.append(
                f"{label}:1:1: the points of {fact!r} are not {len(candidates)} whole numbers"
            )
            return
        packed[fact] = pack(row)
    choices[name] = (list(candidates), packed, dict(settings))


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _finite(value: object) -> bool:
    """Whether a value is a number that a float can hold."""
    try:
        return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]
    except OverflowError:
        return False
