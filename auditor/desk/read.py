"""``auditor.yaml`` -> ``Config``, or every fault it has with its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from auditor.desk.config import NO_SEVERITY, Config, Gates, Override
from auditor.desk.fields import Fields
from auditor.desk.values import share
from auditor.files import boundary
from auditor.headline import MEASURES
from auditor.inputs import shown
from auditor.model import Severity
from auditor.run import Correction
from auditor.yamltree import List, Text, Tree

KEYS = ("publisher", "packs", "severities", "policy", "gates", "include", "exclude", "allies",
        "baseline", "json", "corrections", "overrides")  # fmt: skip
JSON = ("items", "title", "body", "kind", "byline", "dateline", "date", "outlet", "language")
BODIES = ("html", "text")
PACKS = ("add", "only", "without")
WORDING = ("message", "standard", "advice", "url")
GATES = {**{measure.option: measure.field for measure in MEASURES}, "fail-on": "fail_on"}
SEVERITIES = (*(severity.value for severity in Severity), NO_SEVERITY)
FAIL_ON = (*(severity.value for severity in Severity), "never")
ALLIES = "third"


def read(path: str, *, trusted: bool = True) -> Config:
    """Return the configuration in a file; raise UsageError with a line for each fault.

    One that is only found (not ``trusted``) names nothing outside its repository.
    """
    file = Path(path)
    folder = os.path.abspath(file.parent)  # noqa: PTH100
    reader = _Reader(Fields(file, shown(path), trusted=trusted), folder)
    reader.bounds = ("", "") if trusted else boundary(folder)
    tree = reader.fields.tree()
    if tree is not None:
        reader.read(tree)
    reader.fields.check()
    return Config(reader.fields.label, reader.folder, places=reader.places, **reader.values)  # type: ignore[arg-type]


def _exists(path: str) -> bool:
    try:
        return os.path.exists(path)  # noqa: PTH110
    except ValueError:  # a NUL in it
        return False


class _Reader:
    def __init__(self, fields: Fields, folder: str) -> None:
        self.fields = fields
        self.folder = folder
        self.places: dict[str, str] = {}
        self.values: dict[str, object] = {}
        self.bounds = ("", "")  # the folder that paths must not leave, and how to call it

    def read(self, tree: Tree) -> None:
        parts: Mapping[str, Callable[[Tree], object]] = {
            "publisher": lambda node: self._names(node, "publisher"),
            "severities": lambda node: self._severities(node, "severities"),
            "policy": self._policy,
            "gates": lambda node: self._gates(node, "gates"),
            "include": lambda node: self._names(node, "include"),
            "exclude": lambda node: self._names(node, "exclude"),
            "allies": self._allies,
            "baseline": self._baseline,
            "json": self._json,
            "corrections": self._corrections,
            "overrides": self._overrides,
        }
        for key, node in self.fields.fields(tree, "the configuration", KEYS).items():
            if key == "packs":
                self._packs(node)
            else:
                self.values[key] = parts[key](node)

    def _note(self, key: str, node: Tree) -> None:
        self.places[key] = self.fields.place(node)

    def _names(self, node: Tree, key: str) -> tuple[str, ...]:
        self._note(key, node)
        return self.fields.names(node, key)

    def _choice(self, node: Tree, what: str, allowed: tuple[str, ...]) -> str:
        text = self.fields.choice(node, what, allowed)
        return text.value.strip() if text else ""

    def _path(self, text: str) -> str:
        return os.path.normpath(Path(self.folder, text))

    def _packs(self, node: Tree) -> None:
        found = self.fields.fields(node, "packs", PACKS)
        for key, value in found.items():
            names = self._names(value, f"packs.{key}")
            self.values[key] = tuple(map(self._path, names)) if key == "add" else names
            if key == "add":
                self._existing(value)

    def _existing(self, node: Tree) -> None:
        for item in node.items if isinstance(node, List) else [node]:
            if isinstance(item, Text) and (text := item.value.strip()):
                self._inside(item, text)
                if not _exists(self._path(text)):
                    self.fields.fault(item, f"there is no file or folder {text!r}")

    def _inside(self, node: Tree, text: str) -> None:
        root, what = self.bounds
        if root and not Path(os.path.realpath(self._path(text))).is_relative_to(
            os.path.realpath(root)
        ):
            self.fields.fault(node, f"{text!r} leads out of {what}; name it on the command line")

    def _severities(self, node: Tree, what: str) -> dict[str, str]:
        levels = {}
        for key, value in self.fields.pairs(node, what):
            self._note(f"{what}.{key.value}", key)
            levels[key.value] = self._choice(value, key.value, SEVERITIES)
        return levels

    def _policy(self, node: Tree) -> dict[str, dict[str, str]]:
        rules = {}
        for key, value in self.fields.pairs(node, "policy"):
            self._note(f"policy.{key.value}", key)
            wording = self.fields.fields(value, f"policy.{key.value}", WORDING)
            rules[key.value] = {name: self.fields.said(v, name) for name, v in wording.items()}
            for name, v in wording.items():
                self._note(f"policy.{key.value}.{name}", v)
        return rules

    def _gates(self, node: Tree, what: str) -> Gates:
        gates: dict[str, float | Severity | None] = {}
        for key, value in self.fields.fields(node, what, GATES).items():
            self._note(f"{what}.{key}", value)
            if key == "fail-on":
                level = self._choice(value, key, FAIL_ON)
                gates[GATES[key]] = Severity(level) if level not in ("", "never") else None
            elif text := self.fields.said(value, key):
                gates[GATES[key]] = number = share(text)
                if number is None:
                    self.fields.fault(value, f"{key} is a share, written 40% or 0.4, not {text!r}")
        return gates

    def _allies(self, node: Tree) -> dict[str, tuple[str, ...]]:
        if isinstance(node, Text):
            self._note("allies", node)
            if node.value != ALLIES:
                said = (
                    f"allies is {ALLIES!r}, or for a party the list of those that are one with it"
                )
                self.fields.fault(node, said)
            return {}
        allies = {}
        taken: set[str] = set()
        for key, value in self.fields.pairs(node, "allies"):
            self._note(f"allies.{key.value}", key)
            allies[key.value] = self.fields.names(value, key.value)
            for name in allies[key.value]:
                if name in taken:
                    self.fields.fault(value, f"{name!r} is an ally of somebody else already")
                taken.add(name)
        for name in taken & allies.keys():
            self.fields.fault(node, f"{name!r} cannot be an ally and have allies")
        return allies

    def _baseline(self, node: Tree) -> str | None:
        self._note("baseline", node)
        text = self.fields.said(node, "baseline")
        self._inside(node, text)
        return self._path(text) if text else None

    def _json(self, node: Tree) -> dict[str, str]:
        self._note("json", node)
        mapping = {}
        for key, value in self.fields.fields(node, "json", JSON, ("body",)).items():
            text = value.value.strip() if isinstance(value, Text) else ""
            self._note(f"json.{key}", value)
            if not text:
                self.fields.fault(value, f"json.{key}: expected a path such as data.story.{key}")
            elif key == "kind" and text not in BODIES:
                self.fields.fault(value, f"json.kind is html or text, not {text!r}")
            mapping[key] = text
        return mapping

    def _corrections(self, node: Tree) -> tuple[Correction, ...]:
        from auditor.desk.corrections import correction

        self._note("corrections", node)
        items = self.fields.items(node, "corrections")
        return tuple(correction(self.fields, item, house=True) for item in items)

    def _overrides(self, node: Tree) -> tuple[Override, ...]:
        overrides = []
        for number, item in enumerate(self.fields.items(node, "overrides")):
            what = f"overrides[{number}]"
            known = ("paths", "severities", "gates")
            found = self.fields.fields(item, "an override", known, ("paths",))
            paths = self._names(found["paths"], f"{what}.paths") if "paths" in found else ()
            severities = found.get("severities")
            gates = found.get("gates")
            overrides.append(
                Override(
                    paths,
                    self._severities(severities, f"{what}.severities") if severities else {},
                    self._gates(gates, f"{what}.gates") if gates else {},
                )
            )
        return tuple(overrides)
