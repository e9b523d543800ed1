"""All pack files together -> what ``load`` keeps: ids unique, lists known, one graph."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import suppress
from typing import Any

from auditor.digests import sha256
from auditor.errors import UsageError
from auditor.model import Role
from auditor.packs.file import PackFile, Phrase, references
from auditor.packs.graph import Graph
from auditor.packs.grow import Builder
from auditor.packs.matcher import PhraseMatcher
from auditor.packs.phrase import Cased, Listed, Parts, PhraseError, Sequences, Words, spell
from auditor.text import fold, tokenize
from auditor.yamltree import Text, Tree, TreeError, near

_MOST_SPELLED = 200  # word sequences that one entry of a list is spelled out to
_MOST_SPELLED_IN_ALL = 1_000_000
_MOST_LISTED = 8  # lists inside lists
_INDEPENDENTS = "independents"  # a list that no pack writes: who has no side, by the party packs


def link(
    drafts: Sequence[tuple[PackFile, bytes]],
    packs: Collection[str] | None,
    without: Collection[str],
    names: Mapping[str, Sequence[str]],
    faults: list[str],
) -> dict[str, Any]:
    """Return the data of the chosen packs; append every fault of all packs to ``faults``.

    ``names`` are proper names that lists have besides the packs' own entries.
    """
    files = [file for file, _ in drafts]
    lists = {name: entries for file in files for name, entries in file.lists.items()}
    lists.setdefault(_INDEPENDENTS, _independents(files))
    for name, more in names.items():
        lists[name] = [*lists.get(name, ()), *filter(None, map(_name, more))]
    # Of two packs that claim one name the first counts: the user's go before the built-in ones.
    chosen = sorted(_chosen(files, packs, without), key=lambda file: file.built_in)
    for file in chosen:
        for name, entries in file.extends.items():
            if name in lists:
                lists[name] = [*lists[name], *entries]
    graph, guards = Graph(), list[int]()
    with suppress(TreeError):  # too many faults
        _unique(files)
        _known_lists(files, lists)
        _known_parties(files)
        if not any(file.faults for file in files):
            graph, guards = _build(chosen, lists)
    for file in files:
        for line, column, said in sorted(file.faults):
            faults.append(f"{file.label}:{line}:{column}: {said}")
    if faults:
        return {}
    rules = [draft.rule for file in chosen for draft in file.rules]
    matcher = PhraseMatcher(graph, [rule.kind for rule in rules], guards)
    speller = _Speller(lists)
    try:
        spelled = {name: [" ".join(words) for words in speller.texts(name)] for name in lists}
    except PhraseError as error:
        faults.append(f"{files[-1].label}:1:1: {error}")
        return {}
    digests = {id(file): sha256(content).hexdigest() for file, content in drafts}
    return {
        "packs": [(file.id, file.version, digests[id(file)]) for file in chosen],
        "rules": [
            (r.id, r.kind, r.phrases, dict(r.traits), r.find, r.leave, r.about, r.origin, r.unless)
            for r in rules
        ],
        "parties": [
            (party.name, party.role, party.type, party.pack)
            for file in chosen
            for party, _ in file.parties
        ],
        "lists": spelled,
        "matcher": matcher.data(),
    }


def _independents(files: Sequence[PackFile]) -> list[Phrase]:
    """Return the names of all parties without a side.

    A rule that named some of them ("verified by the UN") would favour these over the others.
    """
    neutral = {
        party.name for file in files for party, _ in file.parties if party.role is Role.INDEPENDENT
    }
    return [
        phrase
        for file in files
        for draft in file.rules
        if draft.rule.traits.get("party") in neutral
        and draft.rule.traits["facet"] in ("names", "bodies")
        for phrase in draft.phrases
    ]


def _name(text: str) -> Phrase | None:
    """Return a proper name as a list's entry; where it has a capital letter, so must the text."""
    cased, folded = tokenize(fold(text))[:2]
    parts = (Words((f,)) if c == f else Cased(c) for c, f in zip(cased, folded, strict=True))
    entry = tuple(parts)
    return Phrase(entry, Text(text, 1, 1)) if entry else None


def _unique(files: Sequence[PackFile]) -> None:
    """Add a fault for every id, list and party that an earlier file or rule has."""
    seen: dict[tuple[str, str], str] = {}

    def claim(file: PackFile, what: str, name: str, at: Tree) -> None:
        first = seen.setdefault((what, name), file.where(at))
        if first != file.where(at):
            file.fault(at, f"there is a {what} {name!r} already ({first})")

    for file in files:
        if file.id and file.at is not None:
            claim(file, "pack", file.id, file.at)
        for name, at in file.list_at.items():
            claim(file, "list", name, at)
        for draft in file.rules:
            if draft.rule.kind != "party":
                claim(file, "rule", draft.rule.id, draft.at)
        for party, node in file.parties:
            claim(file, "party", party.name, node)


def _known_parties(files: Sequence[PackFile]) -> None:
    """Add a fault for each addition to a party that no pack has."""
    known = {party.name for file in files for party, _ in file.parties}
    for file in files:
        for name, at in file.extended:
            if name not in known:
                hint = near(name, known, len(file.faults))
                file.fault(at, f"there is no party {name!r} to extend{hint}")


def _known_lists(files: Sequence[PackFile], lists: Mapping[str, Sequence[Phrase]]) -> None:
    """Add a fault for each unknown list, and for lists that hold themselves."""
    for file in files:
        for name, at in file.extends_at.items():
            if name not in lists:
                hint = near(name, lists, len(file.faults))
                file.fault(at, f"there is no list {name!r} to extend{hint}")
        listed = (*file.lists.values(), *file.extends.values())
        entries = [entry for entries in listed for entry in entries]
        drafts = ((*draft.phrases, *draft.unless) for draft in file.rules)
        for phrase in (*entries, *(phrase for phrases in drafts for phrase in phrases)):
            for name in references(phrase.parts):
                if name not in lists:
                    hint = near(name, lists, len(file.faults))
                    file.fault(phrase.text, f"unknown list @{name}{hint}")
    deep = _too_deep(
        {
            name: {ref for entry in entries for ref in references(entry.parts) if ref in lists}
            for name, entries in lists.items()
        }
    )
    for file in files:
        for name, at in file.list_at.items():
            if name in deep:
                file.fault(at, f"the list {name!r} holds itself or is nested too deeply")


def _too_deep(below: Mapping[str, Set[str]]) -> set[str]:
    """Return the lists that are nested deeper than allowed: those left after so many layers."""
    left = set(below)
    for _ in range(_MOST_LISTED):
        left = {name for name in left if not below[name].isdisjoint(left)}
    return left


def _chosen(
    files: Sequence[PackFile], packs: Collection[str] | None, without: Collection[str]
) -> list[PackFile]:
    known = {file.id for file in files}
    for name in (*(packs or ()), *without):
        if name not in known:
            raise UsageError(f"there is no pack {name!r}" + near(name, known))
    return [
        file for file in files if file.id not in without and (packs is None or file.id in packs)
    ]


def _build(
    files: Sequence[PackFile], lists: Mapping[str, Sequence[Phrase]]
) -> tuple[Graph, list[int]]:
    """Return the graph, and whose matches each rule behind the rules of the packs undoes."""
    builder = Builder({name: [e.parts for e in entries] for name, entries in lists.items()})
    drafts = [(file, draft) for file in files for draft in file.rules]
    guards: list[int] = []
    for number, (file, draft) in enumerate(drafts):
        _add(builder, file, draft.phrases, number)
        if draft.unless:
            _add(builder, file, draft.unless, len(drafts) + len(guards))
            guards.append(number)
    return builder.graph, guards


def _add(builder: Builder, file: PackFile, phrases: Sequence[Phrase], number: int) -> None:
    for phrase in phrases:
        try:
            builder.add(phrase.parts, number)
        except PhraseError as error:
            file.fault(phrase.text, str(error))


class _Speller:
    """Spells the entries of lists out to the word sequences that they stand for."""

    def __init__(self, lists: Mapping[str, Sequence[Phrase]]) -> None:
        self._lists = lists
        self._spelled: dict[str, list[tuple[str, ...]]] = {}
        self._number = 0  # of all that is spelled out

    def texts(self, name: str) -> list[tuple[str, ...]]:
        """Return what a list holds, that of the lists it names too, each once and sorted."""
        if name not in self._spelled:
            found: set[tuple[str, ...]] = set()
            for entry in self._lists[name]:
                found.update(self._entry(entry.parts))
                if self._number + len(found) > _MOST_SPELLED_IN_ALL:
                    raise PhraseError("the lists, with the lists in them, hold too much", 0)
            self._number += len(found)
            self._spelled[name] = sorted(found)
        return self._spelled[name]

    def _entry(self, parts: Parts) -> Sequences:
        """Return what an entry stands for, as far as that is a finite handful."""
        match parts:
            case (Listed(name),):
                return self.texts(name)
        return spell(parts, _MOST_SPELLED, self.texts, lambda _: ())
