"""Sets of graph nodes as numbered states, made when a text first reaches them.

A state is a tuple of plain data and a step from one to the next a dictionary
look-up.  State 0 is dead.  Where the case of a token decides, the word leads to a
number that stands for several states; ``settle`` says which.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from auditor.packs.graph import ANY, NUMBER, ROOT, Data, Graph

DIGITS = frozenset("0123456789")
_MOST_STATES = 50_000
_MOST_MOVES = 1_000_000

Hit = tuple[int, int]  # rule, index of its kind
Hits = tuple[Hit, ...]
_Nodes = tuple[int, ...]


class State(NamedTuple):
    """``moves`` is None until the state is expanded (or where the token's case decides)."""

    moves: dict[str, int] | None
    short: bool  # unless a word of ``moves`` follows, ``hits`` is all there is to it
    hits: Hits = ()
    other: int = 0  # where every other word leads
    number: int = 0  # where digits lead
    closing: tuple[Hits, Hits] | None = None  # hits if the sentence, the paragraph ends here


class Begins(NamedTuple):
    """Which state a word begins, and a token of digits (0: none)."""

    words: dict[str, int]
    number: int


class _Reach(NamedTuple):
    """What nodes lead to without a token."""

    nodes: frozenset[int]
    ends: frozenset[int]
    sentence_ends: frozenset[int]
    paragraph_ends: frozenset[int]


_NONE: frozenset[int] = frozenset()
_NEW = State(None, False)
_DEAD = State({}, True)


class States:
    """The states of a graph; ``kind_of[rule]`` is the number of the rule's kind.

    ``plain``, ``sentence`` and ``paragraph`` say what begins anywhere, and what
    begins otherwise at the start of a sentence or of a paragraph.
    """

    def __init__(self, graph: Graph, kind_of: list[int], begins: Data | None = None) -> None:
        self.graph = graph
        self.list: list[State] = [_DEAD]
        self._kind_of = kind_of
        self._kernels: list[tuple[int, ...]] = [()]
        self._numbers: dict[tuple[int, ...], int] = {(): 0}
        self._by_case: dict[int, tuple[dict[str, int], int]] = {}
        self._reaches: dict[int, _Reach] = {}
        self._moves = 0
        self.begins = begins or self._begins()
        self.plain, self.sentence, self.paragraph = (
            Begins(*self.begins[place]) for place in ("plain", "sentence", "paragraph")
        )
        self._kernels = list(map(tuple, self.begins["kernels"]))
        self._by_case = {number: (cases, other) for number, cases, other in self.begins["cases"]}
        self._kept = len(self._kernels)
        self.forget()

    def _begins(self) -> Data:
        """Return where each word leads from the root, JSON-able."""
        plain = self._close([ROOT], ())
        data: Data = {"plain": self._expand(plain.nodes)[:2]}
        for place, marks in (("sentence", ("^",)), ("paragraph", ("^", "^^"))):
            nodes = self._close([ROOT], marks).nodes
            special, number, _ = self._expand(nodes - plain.nodes)
            if special or number:
                whole, whole_number, _ = self._expand(nodes)
                changed = {
                    word: state
                    for word, state in whole.items()
                    if word in special or (number and word[0] in DIGITS)
                }
                data[place] = changed, whole_number
            else:
                data[place] = {}, 0
        cases = [(number, *choice) for number, choice in self._by_case.items()]
        return {**data, "kernels": self._kernels, "cases": cases}

    # ------------------------------------------------------------ memory

    def full(self) -> bool:
        """Tell whether texts have made so many states that they should be forgotten."""
        made = len(self.list) - self._kept
        return made > _MOST_STATES or self._moves > _MOST_MOVES

    def forget(self) -> None:
        """Drop the states that texts reached: a hostile one cannot fill the memory."""
        for number in [number for number in self._by_case if number >= self._kept]:
            del self._by_case[number]
        del self._kernels[self._kept :]
        self._numbers = {kernel: at for at, kernel in enumerate(self._kernels) if kernel}
        self._numbers[()] = 0
        self.list = [_DEAD, *[_NEW] * (self._kept - 1)]
        self._moves = 0

    # ------------------------------------------------------------ states

    def settle(self, number: int, cased: str) -> State:
        """Return the state, made on first use; where case decides, that of the token."""
        number = self._chosen(number, cased)
        state = self.list[number]
        if state.moves is None:
            reach = self._reach(self._kernels[number])
            moves, digits, other = self._expand(reach.nodes)
            closing = self._hits(reach.sentence_ends), self._hits(reach.paragraph_ends)
            state = self.list[number] = State(
                moves,
                not (other or digits or any(closing)),
                self._hits(reach.ends),
                other,
                digits,
                closing if any(closing) else None,
            )
        return state

    def kernel(self, number: int, cased: str) -> tuple[int, ...]:
        """Return the nodes of a state."""
        return self._kernels[self._chosen(number, cased)]

    def _chosen(self, number: int, cased: str) -> int:
        choice = self._by_case.get(number)
        return number if choice is None else choice[0].get(cased, choice[1])

    def _expand(self, nodes: Collection[int]) -> tuple[dict[str, int], int, int]:
        """Return where words lead from a set of nodes, then digits, then all others."""
        words, cases, numbers, others = self._targets(nodes)
        if numbers:
            for word in self.graph.numbers.union(word for word in words if word[0] in DIGITS):
                words[word] = words.get(word, ()) + numbers
            numbers += others
        for word in cases:
            words[word] = words.get(word, ()) + (numbers if word[0] in DIGITS else ())
        moves: dict[str, int] = {}
        known: dict[_Nodes, int] = {}  # many words lead to the same few
        for word, targets in words.items():
            number = known.get(targets)
            if number is None:
                number = known[targets] = self._number(targets + others)
            moves[word] = number
            if word in cases:
                moves[word] = self._choice(cases[word], targets + others, number)
        self._moves += len(moves) + 1
        return moves, self._number(numbers), self._number(others)

    def _targets(
        self, nodes: Iterable[int]
    ) -> tuple[dict[str, _Nodes], dict[str, dict[str, _Nodes]], _Nodes, _Nodes]:
        graph = self.graph
        words: dict[str, _Nodes] = {}
        cases: dict[str, dict[str, _Nodes]] = {}
        numbers: _Nodes = ()
        others: _Nodes = ()
        for node in nodes:
            arrows = graph.arrows[node]
            for label, target in zip(arrows[::2], arrows[1::2], strict=True):
                only = (target,)  # most words lead to one node: they share this
                if label == ANY:
                    others += only
                elif label == NUMBER:
                    numbers += only
                elif label in graph.cased:
                    cased = graph.cased[label]
                    entry = cases.setdefault(cased.lower(), {})
                    entry[cased] = entry.get(cased, ()) + only
                else:
                    listed = graph.labels[label]
                    for word in (listed,) if isinstance(listed, str) else listed:
                        words[word] = words.get(word, ()) + only
        return words, cases, numbers, others

    def _number(self, targets: _Nodes) -> int:
        kernel = tuple(sorted({*targets})) if len(targets) > 1 else targets
        number = self._numbers.get(kernel)
        if number is None:
            number = self._numbers[kernel] = self._new(kernel)
        return number

    def _new(self, kernel: tuple[int, ...]) -> int:
        self._kernels.append(kernel)
        self.list.append(_NEW)
        return len(self.list) - 1

    def _choice(self, cases: dict[str, _Nodes], plain: _Nodes, other: int) -> int:
        number = self._new(())
        numbered = {cased: self._number(targets + plain) for cased, targets in cases.items()}
        self._by_case[number] = numbered, other
        return number

    # ------------------------------------------------------------ steps without a token

    def _reach(self, kernel: _Nodes) -> _Reach:
        reaches = [self._reach_of(node) for node in kernel]
        if len(reaches) == 1:
            return reaches[0]
        return _Reach(*(frozenset().union(*parts) for parts in zip(*reaches, strict=True)))

    def _reach_of(self, node: int) -> _Reach:
        reach = self._reaches.get(node)
        if reach is None:
            graph = self.graph
            if node in graph.skips or node in graph.gates:
                reach = self._close([node], ())
            else:
                own = (node,) if graph.arrows[node] else ()
                reach = _Reach(frozenset(own), frozenset(graph.ends.get(node, ())), _NONE, _NONE)
            self._reaches[node] = reach
        return reach

    def _close(self, nodes: Iterable[int], marks: Collection[str]) -> _Reach:
        """Follow skips, slots, and the beginning marks that are true here."""
        graph = self.graph
        waiting = [(node, "") for node in nodes]
        seen = set(waiting)  # with the closing mark passed on the way
        ends: dict[str, set[int]] = {"": set(), "$": set(), "$$": set()}
        for node, mark in waiting:
            ends[mark].update(graph.ends.get(node, ()))
            steps = [(target, mark) for target in graph.skips.get(node, ())]
            for sign, target in graph.gates.get(node, ()):
                if sign[0] in "<>" or sign in marks:
                    steps.append((target, mark))
                elif sign[0] == "$":
                    steps.append((target, max(sign, mark)))
            for step in steps:
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)
        plain = frozenset(node for node, mark in seen if not mark and graph.arrows[node])
        return _Reach(plain, frozenset(ends[""]), frozenset(ends["$"]), frozenset(ends["$$"]))

    def _hits(self, rules: Iterable[int]) -> Hits:
        return tuple((rule, self._kind_of[rule]) for rule in sorted(rules))
