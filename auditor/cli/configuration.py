"""``auditor init`` and ``auditor config show``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.cli.codes import Code
from auditor.cli.options import CheckOptions
from auditor.cli.settings import configured
from auditor.cli.terminal import tell
from auditor.desk.baseline import below
from auditor.desk.config import Config, Gates, limited
from auditor.desk.find import NAME
from auditor.desk.read import ALLIES, GATES
from auditor.errors import UsageError
from auditor.inputs import shown
from auditor.run import Correction, Limits

_DEFAULT = "default"
_NONE = "none"

Row = tuple[str, str, str]  # indented key, value, where it stands


def init(*, folder: str = ".") -> Code:
    """Write the starting configuration into a folder; never over a file."""
    from importlib.resources import files

    path = Path(folder) / NAME
    text = files("auditor.desk").joinpath("starting.yaml").read_text("utf-8")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{shown(str(path))}: is there already, and is left as it is") from None
    except FileNotFoundError:
        raise UsageError(f"{folder}: there is no such folder") from None
    except OSError as error:
        raise UsageError(f"{shown(str(path))}: {error.strerror or error}") from None
    tell(f"wrote {shown(str(path))}")
    return Code.OK


def show(*, path: str = ".", origin: bool = False, **given: Any) -> Code:
    """Print what holds for a path, as YAML, with ``origin`` where each setting stands."""
    config = configured(CheckOptions((path,), **given))
    rows = list(_rows(config or Config("", "."), path))
    lines = [f"{key}: {value}".rstrip() for key, value, _ in rows]
    width = max(map(len, lines))
    tell(f"# configuration: {config.label if config else _NONE}")
    for line, (_, _, where) in zip(lines, rows, strict=True):
        tell(f"{line:{width}}  # {where}" if origin and where else line)
    return Code.OK


def _rows(config: Config, path: str) -> Iterator[Row]:
    places = config.places
    overrides = config.overriding(below(path, config.folder))

    def where(key: str) -> str:
        return places.get(key, _DEFAULT)

    def paths(absolute: tuple[str, ...]) -> list[str]:
        return [below(one, config.folder) for one in absolute]

    yield "publisher", _list(config.publisher), where("publisher")
    yield "packs", "", ""
    yield "  add", _list(paths(config.add)), where("packs.add")
    yield "  only", _list(config.only), where("packs.only")
    yield "  without", _list(config.without), where("packs.without")
    levels = {
        name: (level, where(f"severities.{name}")) for name, level in config.severities.items()
    }
    for number, override in overrides:
        for name, level in override.severities.items():
            levels[name] = level, where(f"overrides[{number}].severities.{name}")
    yield from _map("severities", {name: levels[name] for name in sorted(levels)})
    yield "policy", "" if config.policy else "{}", "" if config.policy else _DEFAULT
    for rule, wording in config.policy.items():
        yield f"  {rule}", "", ""
        for name, text in wording.items():
            yield f"    {name}", _text(text), where(f"policy.{rule}.{name}")
    yield from _gates(config, [(f"overrides[{n}].gates", o.gates) for n, o in overrides])
    yield "include", _list(config.include), where("include")
    yield "exclude", _list(config.exclude), where("exclude")
    if config.allies:
        allies = {p: (_list(names), where(f"allies.{p}")) for p, names in config.allies.items()}
        yield from _map("allies", allies)
    else:
        yield "allies", ALLIES, where("allies")
    baseline = _text(below(config.baseline, config.folder)) if config.baseline else "null"
    yield "baseline", baseline, where("baseline")
    if config.corrections:
        yield "corrections", "", ""
        for one in config.corrections:
            for number, (name, value) in enumerate(_correction(one)):
                yield f"{'    ' if number else '  - '}{name}", _text(value), one.place
    else:
        yield "corrections", "[]", where("corrections")
    yield from _map("json", {k: (_text(v), where(f"json.{k}")) for k, v in config.json.items()})


def _correction(one: Correction) -> list[tuple[str, str]]:
    """Return what a correction says, under the keys that it is written with."""
    values = {
        "source": one.source, "party": one.party, "status": one.status, "counts-as": one.counts_as,
        "by": one.by, "reason": one.reason, "until": one.until,
    }  # fmt: skip
    return [(name, value) for name, value in values.items() if value]


def _gates(config: Config, overrides: list[tuple[str, Gates]]) -> Iterator[Row]:
    limits = limited(Limits(), config.gates)
    places = {name: config.places.get(f"gates.{name}", _DEFAULT) for name in GATES}
    for what, gates in overrides:
        limits = limited(limits, gates)
        for name, field in GATES.items():
            if field in gates:
                places[name] = config.places[f"{what}.{name}"]
    yield "gates", "", ""
    for name, field in GATES.items():
        value = getattr(limits, field)
        if name == "fail-on":
            said = "never" if value is None else value.value
        else:
            said = "null" if value is None else f"{value * 100:g}%"
        yield f"  {name}", said, places[name]


def _map(key: str, values: dict[str, tuple[str, str]]) -> Iterator[Row]:
    if not values:
        yield key, "{}", _DEFAULT
        return
    yield key, "", ""
    for name, (value, place) in values.items():
        yield f"  {name}", value, place


def _list(texts: tuple[str, ...] | list[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
