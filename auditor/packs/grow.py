"""Parsed phrases -> the graph.

Phrases share their beginnings, an alternation runs into one node again and a list
is one arrow, so the graph grows with what editors write and never with the number
of word sequences it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.packs.graph import ANY, NUMBER, ROOT, Graph
from auditor.packs.phrase import (
    NUMBERS,
    SLOT,
    Cased,
    Either,
    Gap,
    Listed,
    Mark,
    Number,
    Part,
    Parts,
    PhraseError,
    Slot,
    Words,
    holds,
    join,
)

MOST_NODES = 20_000  # of one phrase
MOST_IN_ALL = 1_000_000
MOST_ARROWS = 100_000  # of one phrase
MOST_ARROWS_IN_ALL = 1_000_000
MOST_TOKENS = 80  # of the longest text a phrase matches


class Builder:
    """Adds phrases to a graph; ``lists`` are the named lists as parsed entries."""

    def __init__(self, lists: Mapping[str, Sequence[Parts]]) -> None:
        self.graph = Graph()
        self._lists = {name: join(entries) for name, entries in lists.items()}
        numbers = self._lists.get(NUMBERS)
        if isinstance(numbers, Words):
            self.graph.numbers = frozenset(numbers.words)
        self._children: dict[tuple[int, Part], int] = {}
        self._labels: dict[tuple[str, ...], int] = {}
        self._cased: dict[str, int] = {}
        self._longest: dict[str, int] = {}
        self._linked: set[tuple[int, str, int]] = set()
        self._limit = 0
        self._arrows = self._most_arrows = 0

    def add(self, parts: Parts, rule: int) -> None:
        """Add a phrase of the rule; raise ``PhraseError`` if it is too large."""
        if self._most_tokens(parts) > MOST_TOKENS:
            raise PhraseError(f"the phrase can span more than {MOST_TOKENS} words", 0)
        self._limit = len(self.graph.arrows) + MOST_NODES
        self._most_arrows = min(self._arrows + MOST_ARROWS, MOST_ARROWS_IN_ALL)
        node = ROOT
        for part in parts:
            node = self._child(node, part)
        rules = self.graph.ends.setdefault(node, [])
        if rule not in rules:
            rules.append(rule)
        if holds(parts, Slot):
            self.graph.slotted.add(rule)

    def _child(self, node: int, part: Part) -> int:
        """Return the node that ``part`` leads to from ``node`` and nothing else leads to."""
        child = self._children.get((node, part))
        if child is None:
            child = self._children[node, part] = self._node()
            self._connect(node, part, child)
        return child

    def _node(self) -> int:
        self.graph.arrows.append([])
        if len(self.graph.arrows) > self._limit:
            raise PhraseError("the phrase has too many alternatives", 0)
        if len(self.graph.arrows) > MOST_IN_ALL:
            raise PhraseError("all phrases together have too many alternatives", 0)
        return len(self.graph.arrows) - 1

    def _connect(self, start: int, part: Part, end: int) -> None:
        graph = self.graph
        self._arrows += 1
        if self._arrows > self._most_arrows:
            raise PhraseError("the phrase, with its lists, has too many alternatives", 0)
        match part:
            case Words(words):
                graph.arrows[start] += (self._label(words), end)
            case Cased(word):
                graph.arrows[start] += (self._cased_label(word), end)
            case Number():
                graph.arrows[start] += (NUMBER, end)
            case Mark(sign):
                graph.gates.setdefault(start, []).append((sign, end))
            case Gap(most):
                self._skip(start, end)
                self._any(start, most, end)
            case Slot(name):
                inside, after = self._node(), self._node()
                graph.gates.setdefault(start, []).append(("<" + name, inside))
                self._any(inside, SLOT, after)
                graph.gates.setdefault(after, []).append((">" + name, end))
            case Either(branches):
                self._fork(start, branches, end)
            case Listed(name):
                # Lists that name one list many times over would lead here as often.
                if (start, name, end) not in self._linked:
                    self._linked.add((start, name, end))
                    self._connect(start, self._lists[name], end)

    def _fork(self, start: int, branches: Sequence[Parts], end: int) -> None:
        for branch in branches:
            if not branch:
                self._skip(start, end)
                continue
            node = start
            for part in branch[:-1]:
                node = self._child(node, part)
            self._connect(node, branch[-1], end)

    def _any(self, start: int, most: int, end: int) -> None:
        for _ in range(most):
            following = self._node()
            self.graph.arrows[start] += (ANY, following)
            self._skip(following, end)
            start = following

    def _skip(self, start: int, end: int) -> None:
        self.graph.skips.setdefault(start, []).append(end)

    def _label(self, words: tuple[str, ...]) -> int:
        label = self._labels.get(words)
        if label is None:
            label = self._labels[words] = len(self.graph.labels)
            self.graph.labels.append(words[0] if len(words) == 1 else list(words))
        return label

    def _cased_label(self, word: str) -> int:
        label = self._cased.get(word)
        if label is None:
            label = self._cased[word] = len(self.graph.labels)
            self.graph.labels.append("")
            self.graph.cased[label] = word
        return label

    def _most_tokens(self, parts: Parts) -> int:
        return sum(map(self._most_of, parts))

    def _most_of(self, part: Part) -> int:
        match part:
            case Gap(most):
                return most
            case Slot():
                return SLOT
            case Mark():
                return 0
            case Either(branches):
                return max(map(self._most_tokens, branches))
            case Listed(name):
                if name not in self._longest:
                    self._longest[name] = self._most_of(self._lists[name])
                return self._longest[name]
        return 1
