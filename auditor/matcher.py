"""Walk the automaton of all phrases over the tokens of an article.

Sets of graph nodes are made into states when a text first reaches them, so that a
step is one dictionary look-up.  Tokens that begin nothing never reach Python code,
and a phrase is followed from its first token forwards only: no backtracking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from typing import NamedTuple

from auditor.graph import ANY, NUMBER, NUMBERS, ROOT, Data, Graph
from auditor.model import Layout, Match, Matches, Range

_DIGITS = frozenset("0123456789")
_OPENERS = frozenset("\"'([")
_CLOSERS = frozenset(".!?\u2026\"')]")
_LOOK = 4  # marks that may stand between a phrase and the edge of its sentence
_MOST_STATES = 50_000
_MOST_MOVES = 1_000_000

_Hit = tuple[int, int]  # rule, index of its kind
_Hits = tuple[_Hit, ...]
Slots = tuple[tuple[str, Range], ...]


class _State(NamedTuple):
    """``moves`` is None until the state is expanded (or where the token's case decides)."""

    moves: dict[str, int] | None
    short: bool  # unless a word of ``moves`` follows, ``hits`` is all there is to it
    hits: _Hits = ()
    other: int = 0  # where every other word leads
    number: int = 0  # where digits lead
    closing: tuple[_Hits, _Hits] | None = None  # hits if the sentence, the paragraph ends here


_NEW = _State(None, False)
_DEAD = _State({}, True)
_new_match = tuple.__new__  # half the cost of calling the class


class _Reach(NamedTuple):
    """What a node leads to without a token."""

    nodes: frozenset[int]
    ends: frozenset[int]
    sentence_ends: frozenset[int]
    paragraph_ends: frozenset[int]


class PhraseMatcher:
    """Finds the phrases of all rules; ``kinds[rule]`` is the kind of the rule."""

    def __init__(self, graph: Graph, kinds: list[str], begins: Data | None = None) -> None:
        self._graph = graph
        names = list(dict.fromkeys(kinds))
        numbers = {name: number for number, name in enumerate(names)}
        self._kind_names = names
        self._kind_of = [numbers[kind] for kind in kinds]
        self._reaches: dict[int, _Reach] = {}
        self._states: list[_State] = [_DEAD]
        self._kernels: list[tuple[int, ...]] = [()]
        self._numbers: dict[tuple[int, ...], int] = {(): 0}
        self._by_case: dict[int, tuple[dict[str, int], int]] = {}
        self._moves = 0
        self._begins = begins = begins or self._compile_begins()
        self._load_begins(begins)

    # ------------------------------------------------------------ beginnings

    def data(self) -> Data:
        """Return the graph and its beginnings as JSON-able data."""
        return {"graph": self._graph.data(), "begins": self._begins}

    @classmethod
    def from_data(cls, data: Data, kinds: list[str]) -> PhraseMatcher:
        return cls(Graph.from_data(data["graph"]), kinds, data["begins"])

    def _compile_begins(self) -> Data:
        """Expand the roots once: without place, at a sentence's and at a paragraph's start."""
        roots = []
        plain = self._close([ROOT], "")
        for signs in ("^", "^^"):
            nodes = self._close([ROOT], signs)
            words: dict[str, int] = {}
            number = 0
            if nodes.nodes != plain.nodes:
                special = self._expand_nodes(nodes.nodes - plain.nodes)
                whole = self._expand_nodes(nodes.nodes)
                assert special.moves is not None and whole.moves is not None
                words = {word: whole.moves[word] for word in special.moves}
                number = whole.number
            roots.append({"words": words, "number": number})
        state = self._expand_nodes(plain.nodes)
        return {
            "kernels": self._kernels,
            "by_case": [[state, *choice] for state, choice in self._by_case.items()],
            "words": state.moves,
            "number": state.number,
            "sentence": roots[0],
            "paragraph": roots[1],
        }

    def _load_begins(self, begins: Data) -> None:
        self._kernels = list(map(tuple, begins["kernels"]))
        self._by_case = {state: (choice, other) for state, choice, other in begins["by_case"]}
        self._words: dict[str, int] = begins["words"]
        self._number: int = begins["number"]
        self._at_sentence: dict[str, int] = begins["sentence"]["words"]
        self._at_sentence_number: int = begins["sentence"]["number"]
        self._at_paragraph: dict[str, int] = begins["paragraph"]["words"]
        self._at_paragraph_number: int = begins["paragraph"]["number"]
        self._kept = len(self._kernels)
        self._forget()

    def _forget(self) -> None:
        """Drop the states that articles reached: a hostile text cannot fill the memory."""
        for state in [state for state in self._by_case if state >= self._kept]:
            del self._by_case[state]
        del self._kernels[self._kept :]
        self._numbers = {kernel: at for at, kernel in enumerate(self._kernels) if kernel}
        self._numbers[()] = 0
        self._states = [_DEAD, *[_NEW] * (self._kept - 1)]
        self._moves = 0

    # ------------------------------------------------------------ matching

    def find(self, layout: Layout) -> Matches:
        """Return the longest match of each rule at each token, by kind, in order."""
        found: list[list[Match]] = [[] for _ in self._kind_names]
        if layout.sentences:
            self._walk(layout, self._begin(layout), found)
        return {name: found[number] for number, name in enumerate(self._kind_names)}

    def _begin(self, layout: Layout) -> list[int | None]:
        """Return the state each token begins; None for the tokens that begin nothing."""
        words = layout.words
        begun = list(map(self._words.get, words))
        if self._number:
            for at in _digits(words):
                begun[at] = begun[at] or self._number
        if self._at_sentence or self._at_sentence_number:
            firsts = (sentence.first for sentence in layout.sentences)
            _place(words, firsts, begun, self._at_sentence, self._at_sentence_number)
        if self._at_paragraph or self._at_paragraph_number:
            firsts = (layout.sentences[block.first].first for block in layout.paragraphs)
            _place(words, firsts, begun, self._at_paragraph, self._at_paragraph_number)
        after = 0
        for first, end, _ in layout.sentences:
            if first > after:  # between blocks: no text of the article
                begun[after:first] = [None] * (first - after)
            after = end
        begun[after:] = [None] * (len(words) - after)
        return begun

    def _walk(self, layout: Layout, begun: list[int | None], found: list[list[Match]]) -> None:
        """Follow every begun state; a state is left as soon as no phrase goes on."""
        words = [*layout.words, ""]
        sentences, sentence_of = layout.sentences, layout.sentence_of
        states, report = self._states, [hits.append for hits in found]
        for at in compress(range(len(begun)), begun):
            state: int = begun[at]  # type: ignore[assignment]  # compress leaves the others out
            moves, short, hits, _, _, _ = states[state]
            if short and words[at + 1] not in moves:  # type: ignore[operator]
                for rule, kind in hits:
                    report[kind](_new_match(Match, (at, at + 1, rule, ())))
                continue
            best = self._follow(layout, words, at, sentences[sentence_of[at]][1], state)
            for (rule, kind), stop in best:
                slots: Slots = ()
                if rule in self._graph.slotted:
                    slots = self._slots(layout, at, stop, state, rule)
                report[kind](Match(at, stop, rule, slots))
            if self._moves > _MOST_MOVES or len(states) > _MOST_STATES:
                self._forget()
                states = self._states

    def _follow(
        self, layout: Layout, words: list[str], at: int, end: int, state: int
    ) -> Iterable[tuple[_Hit, int]]:
        """Return the rules that match at a token, each with the end of its longest match."""
        states, cased = self._states, layout.cased
        best: dict[_Hit, int] = {}
        cursor = at
        while True:
            moves, _, hits, other, number, closing = states[state]
            if moves is None:
                moves, _, hits, other, number, closing = self._settle(state, cased[cursor])
            cursor += 1
            for hit in hits:
                best[hit] = cursor
            if closing and _closes(words, cursor, end):
                for hit in self._closing(layout, at, closing):
                    best[hit] = cursor
            if cursor == end:
                break
            word = words[cursor]
            following = moves.get(word)  # type: ignore[union-attr]
            if following is None:
                following = number if number and word[0] in _DIGITS else other
            if not following:
                break
            state = following
        return sorted(best.items(), key=_longest_first) if len(best) > 1 else best.items()

    def _closing(self, layout: Layout, at: int, closing: tuple[_Hits, _Hits]) -> Iterator[_Hit]:
        yield from closing[0]
        sentence = layout.sentence_of[at]
        paragraph = layout.paragraphs[layout.sentences[sentence].paragraph]
        if paragraph.end == sentence + 1:
            yield from closing[1]

    # ------------------------------------------------------------ states

    def _settle(self, number: int, cased: str) -> _State:
        """Return the state, made on first use; where case decides, that of the token."""
        choice = self._by_case.get(number)
        if choice is not None:
            number = choice[0].get(cased, choice[1])
        state = self._states[number]
        if state.moves is None:
            reaches = list(map(self._reach, self._kernels[number]))
            state = self._expand_nodes({node for reach in reaches for node in reach.nodes})
            hits = self._hits(rule for reach in reaches for rule in reach.ends)
            closing = (
                self._hits(rule for reach in reaches for rule in reach.sentence_ends),
                self._hits(rule for reach in reaches for rule in reach.paragraph_ends),
            )
            state = state._replace(hits=hits, closing=closing if any(closing) else None)
            short = not (state.closing or state.other or state.number)
            state = self._states[number] = state._replace(short=short)
        return state

    def _expand_nodes(self, nodes: Iterable[int]) -> _State:
        """Return where each word leads from a set of nodes."""
        graph = self._graph
        moves: dict[str, set[int]] = {}
        cases: dict[str, dict[str, set[int]]] = {}
        others: set[int] = set()
        numbers: set[int] = set()
        for node in nodes:
            arrows = graph.arrows[node]
            for label, target in zip(arrows[::2], arrows[1::2], strict=True):
                if label == ANY:
                    others.add(target)
                elif label == NUMBER:
                    numbers.add(target)
                elif label in graph.cased:
                    cased = graph.cased[label]
                    cases.setdefault(cased.lower(), {}).setdefault(cased, set()).add(target)
                else:
                    words = graph.labels[label]
                    for word in (words,) if isinstance(words, str) else words:
                        moves.setdefault(word, set()).add(target)
        if numbers:
            for word in NUMBERS.union(word for word in moves if word[0] in _DIGITS):
                moves.setdefault(word, set()).update(numbers)
        numbers |= others if numbers else set()
        for word in cases:
            moves.setdefault(word, set()).update(numbers if word[0] in _DIGITS else ())
        numbered: dict[str, int] = {}
        for word, targets in moves.items():
            targets |= others
            number = self._state(targets)
            if word in cases:
                number = self._choice(cases[word], targets, number)
            numbered[word] = number
        self._moves += len(numbered) + len(others) + 1
        return _State(numbered, False, other=self._state(others), number=self._state(numbers))

    def _state(self, targets: set[int]) -> int:
        kernel = tuple(sorted(targets))
        number = self._numbers.get(kernel)
        if number is None:
            number = self._numbers[kernel] = self._new(kernel)
        return number

    def _new(self, kernel: tuple[int, ...]) -> int:
        self._kernels.append(kernel)
        self._states.append(_NEW)
        return len(self._states) - 1

    def _choice(self, cases: dict[str, set[int]], plain: set[int], other: int) -> int:
        """Return a state that stands for several: which one, the token's case decides."""
        number = self._new(())
        self._by_case[number] = (
            {cased: self._state(targets | plain) for cased, targets in cases.items()},
            other,
        )
        return number

    def _reach(self, node: int) -> _Reach:
        reach = self._reaches.get(node)
        if reach is None:
            reach = self._reaches[node] = self._close([node], "")
        return reach

    def _close(self, nodes: list[int], place: str) -> _Reach:
        """Follow what needs no token: skips, slots, and the marks true at ``place``."""
        graph = self._graph
        opened = {"": (), "^": ("^",), "^^": ("^", "^^")}[place]
        seen = dict.fromkeys(nodes, "")  # node: the closing mark passed on the way
        ends: dict[str, set[int]] = {"": set(), "$": set(), "$$": set()}
        waiting = [(node, "") for node in nodes]
        while waiting:
            node, mark = waiting.pop()
            ends[mark].update(graph.ends.get(node, ()))
            onward = [(target, mark) for target in graph.skips.get(node, ())]
            for sign, target in graph.gates.get(node, ()):
                if sign[0] in "<>" or sign in opened:
                    onward.append((target, mark))
                elif sign[0] == "$":
                    onward.append((target, max(sign, mark)))
            for step in onward:
                if seen.get(step[0], "~") > step[1]:
                    seen[step[0]] = step[1]
                    waiting.append(step)
        plain = frozenset(node for node, mark in seen.items() if not mark and graph.arrows[node])
        return _Reach(plain, frozenset(ends[""]), frozenset(ends["$"]), frozenset(ends["$$"]))

    def _hits(self, rules: Iterable[int]) -> _Hits:
        return tuple((rule, self._kind_of[rule]) for rule in sorted(set(rules)))

    # ------------------------------------------------------------ slots

    def _slots(
        self, layout: Layout, first: int, end: int, state: int, rule: int
    ) -> Slots:
        """Walk a match again, keeping for each node where its slots lie; the shortest win."""
        graph = self._graph
        if state in self._by_case:
            choice = self._by_case[state]
            state = choice[0].get(layout.cased[first], choice[1])
        none: tuple[tuple[str, int, int], ...] = ()
        threads = self._open(dict.fromkeys(self._kernels[state], none), first + 1)
        for at in range(first + 1, end):
            following: dict[int, tuple[tuple[str, int, int], ...]] = {}
            for node, slots in threads.items():
                arrows = graph.arrows[node]
                for label, target in zip(arrows[::2], arrows[1::2], strict=True):
                    if target not in following and self._takes(label, layout, at):
                        following[target] = slots
            threads = self._open(following, at + 1)
        for node, slots in threads.items():
            if rule in graph.ends.get(node, ()):
                return tuple((name, Range(start, stop)) for name, start, stop in slots)
        return ()

    def _open(
        self, threads: dict[int, tuple[tuple[str, int, int], ...]], at: int
    ) -> dict[int, tuple[tuple[str, int, int], ...]]:
        graph = self._graph
        opened: dict[int, tuple[tuple[str, int, int], ...]] = {}
        waiting = list(reversed(threads.items()))
        while waiting:
            node, slots = waiting.pop()
            if node in opened:
                continue
            opened[node] = slots
            waiting += [(target, slots) for target in graph.skips.get(node, ())]
            for sign, target in graph.gates.get(node, ()):
                if sign[0] == "<":
                    waiting.append((target, (*slots, (sign[1:], at, -1))))
                elif sign[0] == ">":
                    waiting.append((target, (*slots[:-1], (sign[1:], slots[-1][1], at))))
                else:
                    waiting.append((target, slots))
        return opened

    def _takes(self, label: int, layout: Layout, at: int) -> bool:
        word = layout.words[at]
        if label == ANY:
            return True
        if label == NUMBER:
            return word[0] in _DIGITS or word in NUMBERS
        if label in self._graph.cased:
            return self._graph.cased[label] == layout.cased[at]
        words = self._graph.labels[label]
        return word == words if isinstance(words, str) else word in words


def _longest_first(item: tuple[_Hit, int]) -> tuple[int, int]:
    return -item[1], item[0][0]


def _digits(words: list[str]) -> Iterator[int]:
    """Yield the tokens that begin with a digit; what sorts behind them is dropped in C."""
    for at in compress(range(len(words)), map(":".__gt__, words)):
        if words[at][0] in _DIGITS:
            yield at


def _place(
    words: list[str], firsts: Iterable[int], begun: list[int | None],
    known: dict[str, int], number: int,
) -> None:  # fmt: skip
    """Let the phrases that ask for this place begin there, before or after an opening mark."""
    count = len(words)
    for first in firsts:
        for at in range(first, min(first + _LOOK, count)):
            word = words[at]
            state = known.get(word)
            if state is not None:
                begun[at] = state
            elif number and word[0] in _DIGITS:
                begun[at] = number
            if word not in _OPENERS:
                break


def _closes(words: list[str], cursor: int, end: int) -> bool:
    return end - cursor <= _LOOK and all(word in _CLOSERS for word in words[cursor:end])
