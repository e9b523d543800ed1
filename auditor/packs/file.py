"""One pack file -> its lists, rules and parties, with every fault it has.

Works on the tree of ``yamltree`` so that each fault has its place.  What needs
other packs (do the lists exist, are the ids unique) is checked by ``link``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.model import PartyEntry, Role, Rule
from auditor.packs.forms import ENGLISH
from auditor.packs.kinds import FACETS, KINDS, ROLES, TYPES, RuleKind
from auditor.packs.phrase import NUMBERS, Listed, Number, Parts, PhraseError, parse, within
from auditor.yamltree import Map, Shapes, Text, Tree, TreeError, near, read_tree

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LIST = re.compile(r"[A-Za-z_]\w*")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_FIND = re.compile(r"\{[^{}]+\}")
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{[a-z_]+\}")
_PACK = ("pack", "version", "language", "about", "lists", "extends", "rules", "parties", "forms")
_RULE = ("id", "kind", "about", "phrases", "unless", "examples")
_PARTY = ("name", "role", "type", "about", "adverse", "lacks", "unless", "examples", *FACETS)
MOST_BYTES = 4_000_000
_MOST_FAULTS = 100  # of one file: behind so many, the rest helps nobody


@dataclass(slots=True)
class Phrase:
    parts: Parts
    text: Text


@dataclass(slots=True)
class DraftRule:
    rule: Rule
    phrases: list[Phrase]
    unless: list[Phrase]
    at: Text


@dataclass(slots=True)
class PackFile:
    """What one file says.  ``faults`` holds its lines; the rest is what was readable."""

    label: str
    id: str = ""
    version: str = ""
    at: Tree | None = None
    built_in: bool = False
    extended: list[tuple[str, Text]] = field(default_factory=list)  # parties of other packs
    lists: dict[str, list[Phrase]] = field(default_factory=dict)
    list_at: dict[str, Text] = field(default_factory=dict)
    extends: dict[str, list[Phrase]] = field(default_factory=dict)  # lists of other packs
    extends_at: dict[str, Text] = field(default_factory=dict)
    rules: list[DraftRule] = field(default_factory=list)
    parties: list[tuple[PartyEntry, Text]] = field(default_factory=list)
    faults: list[tuple[int, int, str]] = field(default_factory=list)

    def fault(self, at: Tree, message: str, offset: int = 0) -> None:
        """Add a fault; raise ``TreeError`` if the file has too many."""
        if len(self.faults) >= _MOST_FAULTS:
            raise TreeError("too many faults; the others are not listed", at.line, at.column)
        self.faults.append((at.line, at.column + offset, message))

    def where(self, at: Tree) -> str:
        return f"{self.label}:{at.line}:{at.column}"


def read_pack(path: Path, label: str, content: bytes) -> PackFile:
    """Return what the file says and what is wrong with it; never raises."""
    pack = PackFile(label)
    try:
        tree = read_tree(content, MOST_BYTES)
        if tree is None:
            raise TreeError("the file is empty", 1, 1)
        _Reader(pack).read(tree)
    except TreeError as error:
        pack.faults.append((error.line, error.column, str(error)))
    return pack


def references(parts: Parts) -> Iterator[str]:
    """Yield the names of the lists that a phrase uses."""
    for part in within(parts):
        if isinstance(part, Listed):
            yield part.name
        elif isinstance(part, Number):
            yield NUMBERS


def _written(phrases: list[Phrase]) -> tuple[str, ...]:
    return tuple(phrase.text.value for phrase in phrases)


class _Reader(Shapes):
    def __init__(self, pack: PackFile) -> None:
        super().__init__(pack.fault)
        self.pack = pack

    def read(self, tree: Tree) -> None:
        pack = self.pack
        pack.at = tree
        fields = self.fields(tree, "a pack", _PACK, ("pack", "version", "about"))
        name = self.text(fields.get("pack"))
        if name:
            pack.id = name.value
            if not _ID.fullmatch(name.value):
                self.fault(name, "an id is lower-case words joined by hyphens")
        version = self.text(fields.get("version"))
        if version:
            pack.version = version.value
            if not _VERSION.fullmatch(version.value):
                self.fault(version, 'a version is three numbers: "1.0.0"')
        self.text(fields.get("about"))
        language = self.text(fields.get("language"))
        if language and language.value != "en":
            self.fault(language, "the only language so far is en")
        for what, lists, places in (
            ("lists", pack.lists, pack.list_at),
            ("extends", pack.extends, pack.extends_at),
        ):
            if what in fields:
                for key, value in self.pairs(fields[what], what):
                    if not _LIST.fullmatch(key.value):
                        self.fault(key, "the name of a list is letters, digits and _")
                    lists[key.value] = self._phrases(value)
                    places[key.value] = key
        if isinstance(tree, Map) and not {"rules", "parties", "lists", "extends"} & fields.keys():
            self.fault(tree, "a pack has rules, parties, lists, or extends lists of others")
        if "forms" in fields and pack.id != ENGLISH:
            self.fault(fields["forms"], f"only the pack {ENGLISH} tells how words are inflected")
        for node in self.items(fields.get("rules")):
            self._rule(node)
        for node in self.items(fields.get("parties")):
            self._party(node)

    def _rule(self, node: Tree) -> None:
        kind_node = next(
            (v for k, v in node.pairs if k.value == "kind") if isinstance(node, Map) else iter(()),
            None,
        )
        kind: RuleKind | None = None
        if isinstance(kind_node, Text):
            kind = KINDS.get(kind_node.value)
            if kind is None or kind_node.value == "party":
                if kind:
                    self.fault(kind_node, "rules of kind party are made from a pack's parties")
                else:
                    unknown = kind_node.value
                    self.unknown(kind_node, f"unknown kind {unknown!r}", unknown, KINDS)
                return
        known = (*_RULE, *(kind.traits if kind else ()))
        required = ["id", "kind", "examples"]
        if kind:
            required += [name for name, trait in kind.traits.items() if trait.required]
            required += ["phrases"] * kind.phrases
        fields = self.fields(node, "a rule", known, required, strict=kind is not None)
        name = self.text(fields.get("id"))
        if name and not _ID.fullmatch(name.value):
            self.fault(name, "an id is lower-case words joined by hyphens")
        phrases = self._phrases(fields["phrases"]) if "phrases" in fields else []
        unless = self._phrases(fields["unless"]) if "unless" in fields else []
        about = self.text(fields.get("about"))
        find, leave = self._examples(fields.get("examples"), marked=bool(phrases))
        if kind is None or name is None or not isinstance(kind_node, Text):
            return
        traits = {key: self._trait(key, kind, fields[key]) for key in kind.traits if key in fields}
        if "message" in traits and re.search(r"[{}]", _PLACEHOLDER.sub("", traits["message"])):
            self.fault(fields["message"], "braces in a message hold one lower-case name: {party}")
        rule = Rule(
            f"{self.pack.id}/{name.value}", kind_node.value,
            _written(phrases), traits, find, leave,
            about.value if about else "", self.pack.where(name), _written(unless),
        )  # fmt: skip
        self.pack.rules.append(DraftRule(rule, phrases, unless, name))

    def _party(self, node: Tree) -> None:
        extends = isinstance(node, Map) and any(key.value == "extends" for key, _ in node.pairs)
        # A party of another pack is told more names: what it is, is told there.
        needed = (
            ("extends", "examples") if extends else ("name", "role", "type", "names", "examples")
        )
        known = ("extends", "unless", "examples", *FACETS) if extends else _PARTY
        fields = self.fields(node, "an addition" if extends else "a party", known, needed)
        name = self.text(fields.get("extends" if extends else "name"))
        role, type_ = self.text(fields.get("role")), self.text(fields.get("type"))
        adverse = self.texts(fields.get("adverse"))
        if role and role.value not in ROLES:
            self.unknown(role, f"unknown role {role.value!r}", role.value, ROLES)
            role = None
        if type_ and type_.value not in TYPES:
            meant = near(type_.value, TYPES).rstrip("?")
            self.fault(type_, f"unknown type {type_.value!r}{meant} (one of {', '.join(TYPES)})")
            type_ = None
        about = self.text(fields.get("about"))
        find, leave = self._examples(fields.get("examples"), marked=True)
        unless = self._phrases(fields["unless"]) if "unless" in fields else []
        facets = {facet: self._phrases(fields[facet]) for facet in FACETS if facet in fields}
        lacks = self._lacks(fields.get("lacks"), facets)
        if extends and name:
            self.pack.extended.append((name.value, name))
            if not facets:
                self.fault(name, f"an addition has names: one of {', '.join(FACETS)}")
        elif name and role and type_:
            party = PartyEntry(name.value, Role(role.value), type_.value, self.pack.id)
            self.pack.parties.append((party, name))
        else:
            return
        for facet, phrases in facets.items():
            traits = {"party": name.value, "facet": facet}
            if adverse:
                traits["adverse"] = ", ".join(text.value for text in adverse)
            if lacks:
                traits["lacks"] = ", ".join(lacks)
            rule = Rule(
                f"{self.pack.id}/{name.value}/{facet}", "party",
                _written(phrases), traits, find, leave,
                about.value if about else "", self.pack.where(name), _written(unless),
            )  # fmt: skip
            self.pack.rules.append(DraftRule(rule, phrases, unless, name))

    def _lacks(self, node: Tree | None, filled: Collection[str]) -> list[str]:
        """Return the facets that a party has nothing for, by what its author says."""
        lacks = self.texts(node)
        for text in lacks:
            if text.value not in FACETS:
                self.unknown(text, f"unknown facet {text.value!r}", text.value, FACETS)
            elif text.value in filled:
                self.fault(text, f"{text.value} cannot be lacking: the party lists some")
        return [text.value for text in lacks]

    def _trait(self, key: str, kind: RuleKind, node: Tree) -> str:
        trait = kind.traits[key]
        texts = self.texts(node) if trait.many else [self.text(node)]
        for text in texts:
            if text and trait.values and text.value not in trait.values:
                self.unknown(text, f"{key} cannot be {text.value!r}", text.value, trait.values)
            if text and trait.number and not re.fullmatch(r"[1-9][0-9]{0,5}", text.value):
                self.fault(text, f"{key} is a whole number, not {text.value!r}")
        return ", ".join(text.value for text in texts if text)

    def _phrases(self, node: Tree) -> list[Phrase]:
        phrases = []
        for text in self.texts(node):
            try:
                phrases.append(Phrase(parse(text.value), text))
            except PhraseError as error:
                shown = text.value if len(text.value) <= 60 else text.value[:57] + "..."
                offset = error.column if text.exact else 0
                self.pack.fault(text, f"{error} in {shown!r}", offset)
        return phrases

    def _examples(
        self, node: Tree | None, *, marked: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the examples to find and to leave; one of each is the least."""
        if node is None:
            return (), ()
        fields = self.fields(node, "examples", ("find", "leave"), ("find", "leave"))
        find, leave = self.texts(fields.get("find")), self.texts(fields.get("leave"))
        for text in find if marked else ():
            if len(_FIND.findall(text.value)) != 1:
                self.fault(text, "mark what the rule finds with {braces}, once")
        return tuple(text.value for text in find), tuple(text.value for text in leave)
