"""Walk the automaton of all phrases over the tokens of an article.

Tokens that begin nothing never reach Python code, most others take one look at the
token behind them, and a phrase is followed from its first token forwards only:
there is no backtracking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from auditor.model import Layout, Match, Matches
from auditor.packs.graph import Data, Graph
from auditor.packs.kinds import KINDS
from auditor.packs.states import DIGITS, Begins, Hit, Hits, States
from auditor.packs.walk import Slots, find_slots

_OPENERS = frozenset("\"'([")
_CLOSERS = frozenset(".!?\u2026\"')]")
_LOOK = 4  # marks that may stand between a phrase and the edge of its sentence
_new_match = tuple.__new__  # half the cost of calling the class


class PhraseMatcher:
    """Finds the phrases of all rules; ``kinds[rule]`` is the kind of the rule.

    ``guards`` are the rules whose matches are undone where they overlap with a match
    of the graph's rules behind the last of ``kinds``: its first is for the first guard.
    """

    def __init__(
        self, graph: Graph, kinds: list[str], guards: Sequence[int] = (), begins: Data | None = None
    ) -> None:
        self._kinds = list(dict.fromkeys([*kinds, *KINDS]))
        numbers = {kind: number for number, kind in enumerate(self._kinds)}
        self._kind_of = [numbers[kind] for kind in kinds]
        self._guards = guards
        guarding = [len(self._kinds)] * len(guards)
        self._states = States(graph, self._kind_of + guarding, begins)

    def data(self) -> Data:
        """Return what ``from_data`` needs, JSON-able."""
        graph, begins = self._states.graph.data(), self._states.begins
        return {"graph": graph, "guards": self._guards, "begins": begins}

    @classmethod
    def from_data(cls, data: Data, kinds: list[str]) -> PhraseMatcher:
        """Return the matcher that ``data`` describes."""
        return cls(Graph.from_data(data["graph"]), kinds, data["guards"], data["begins"])

    def find(self, layout: Layout) -> Matches:
        """Return the matches by kind of rule (every kind), each list sorted by (first, -end).

        At each token a rule gives its longest match, unless that lies inside an earlier one.
        """
        found: list[list[Match]] = [[] for _ in range(len(self._kinds) + 1)]
        if layout.sentences:
            self._walk(layout, self._begin(layout), found)
        undone = found.pop()
        if undone:
            self._undo(undone, found)
        return dict(zip(self._kinds, found, strict=True))

    def _undo(self, undone: list[Match], found: list[list[Match]]) -> None:
        """Drop the matches that overlap with a match of their rule's ``unless``."""
        tokens: dict[int, set[int]] = {}
        for first, end, number, _ in undone:
            rule = self._guards[number - len(self._kind_of)]
            tokens.setdefault(rule, set()).update(range(first, end))
        for kind in {self._kind_of[rule] for rule in tokens}:
            found[kind] = [
                match
                for match in found[kind]
                if match[2] not in tokens or tokens[match[2]].isdisjoint(range(*match[:2]))
            ]

    def _begin(self, layout: Layout) -> list[int | None]:
        """Return the state each token begins; None for the tokens that begin nothing."""
        words, sentences, states = layout.words, layout.sentences, self._states
        begun: list[int | None] = list(map(states.plain.words.get, words))
        if states.plain.number:
            for at in _digits(words):
                begun[at] = begun[at] or states.plain.number
        if any(states.sentence):
            _place(words, (sentence.first for sentence in sentences), begun, states.sentence)
        if any(states.paragraph):
            firsts = (sentences[paragraph.first].first for paragraph in layout.paragraphs)
            _place(words, firsts, begun, states.paragraph)
        after = 0
        for first, end, _ in sentences:
            if first > after:  # between blocks: no text of the article
                begun[after:first] = [None] * (first - after)
            after = end
        begun[after:] = [None] * (len(words) - after)
        return begun

    def _walk(self, layout: Layout, begun: list[int | None], found: list[list[Match]]) -> None:
        """Follow every begun state; a state is left as soon as no phrase goes on."""
        words = [*layout.words, ""]
        sentences, sentence_of = layout.sentences, layout.sentence_of
        states, report = self._states.list, [matches.append for matches in found]
        slotted, made = self._states.graph.slotted, len(states)
        reached = [0] * (len(self._kind_of) + len(self._guards))  # by the rule's longer matches
        for at in compress(range(len(begun)), begun):
            state: int = begun[at]  # type: ignore[assignment]  # compress leaves the others out
            moves, short, hits, _, _, _ = states[state]
            if short and words[at + 1] not in moves:  # type: ignore[operator]
                for rule, kind in hits:
                    if reached[rule] <= at:
                        report[kind](_new_match(Match, (at, at + 1, rule, ())))
                continue
            end = sentences[sentence_of[at]][1]
            for (rule, kind), stop in self._follow(layout, words, at, end, state):
                if reached[rule] >= stop:
                    continue
                reached[rule] = stop
                slots: Slots = ()
                if rule in slotted:
                    kernel = self._states.kernel(state, layout.cased[at])
                    slots = find_slots(self._states.graph, kernel, layout, at, stop, rule)
                report[kind](_new_match(Match, (at, stop, rule, slots)))
            if len(states) != made:  # new words led to new states
                if self._states.full():
                    self._states.forget()
                    states = self._states.list
                made = len(states)

    def _follow(
        self, layout: Layout, words: list[str], at: int, end: int, state: int
    ) -> Iterable[tuple[Hit, int]]:
        """Return the rules that match at a token, each with the end of its longest match."""
        states, settle, cased = self._states.list, self._states.settle, layout.cased
        best: dict[Hit, int] = {}
        cursor = at
        while True:
            moves, _, hits, other, number, closing = states[state]
            if moves is None:
                moves, _, hits, other, number, closing = settle(state, cased[cursor])
            cursor += 1
            for hit in hits:
                best[hit] = cursor
            if closing and _closes(words, cursor, end):
                for hit in _closing(layout, at, closing):
                    best[hit] = cursor
            if cursor == end:
                break
            word = words[cursor]
            following = moves.get(word)  # type: ignore[union-attr]
            if following is None:
                following = number if number and word[0] in DIGITS else other
            if not following:
                break
            state = following
        return sorted(best.items(), key=_longest_first) if len(best) > 1 else best.items()


def _longest_first(item: tuple[Hit, int]) -> tuple[int, int]:
    return -item[1], item[0][0]


def _digits(words: list[str]) -> Iterator[int]:
    """Yield the tokens that begin with a digit; what sorts behind them is dropped in C."""
    for at in compress(range(len(words)), map(":".__gt__, words)):
        if words[at][0] in DIGITS:
            yield at


def _place(
    words: list[str], firsts: Iterable[int], begun: list[int | None], begins: Begins
) -> None:
    """Let the phrases that ask for this place begin there, before or behind an opening mark."""
    known, number = begins
    for first in firsts:
        for at in range(first, min(first + _LOOK, len(words))):
            word = words[at]
            state = known.get(word)
            if state is not None:
                begun[at] = state
            elif number and word[0] in DIGITS:
                begun[at] = number
            if word not in _OPENERS:
                break


def _closing(layout: Layout, at: int, closing: tuple[Hits, Hits]) -> Hits:
    """Return the hits at the end of the sentence of ``at``, and of the paragraph if it is last."""
    sentence = layout.sentence_of[at]
    paragraph = layout.paragraphs[layout.sentences[sentence].paragraph]
    return closing[0] + closing[1] if paragraph.end == sentence + 1 else closing[0]


def _closes(words: list[str], cursor: int, end: int) -> bool:
    return end - cursor <= _LOOK and all(word in _CLOSERS for word in words[cursor:end])
