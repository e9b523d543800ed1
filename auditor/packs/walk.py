"""Where the slots of a match lie: its tokens are walked once more, with memory.

Done for the few matches of rules with slots only, so that the matcher itself need
not remember how it got where it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Layout, Range
from auditor.packs.graph import ANY, NUMBER, Graph

Slots = tuple[tuple[str, Range], ...]
_DIGITS = frozenset("0123456789")
_OPEN = -1


def find_slots(
    graph: Graph, kernel: Iterable[int], layout: Layout, first: int, end: int, rule: int
) -> Slots:
    """Return the slots of a rule's match; the shortest ranges win.

    ``kernel`` are the nodes that the token ``first`` leads to.  Each node keeps the
    slots of the first way that led there, so the cost is nodes times tokens.
    """
    none: Slots = ()
    threads = _open(graph, dict.fromkeys(kernel, none), first + 1)
    for at in range(first + 1, end):
        following: dict[int, Slots] = {}
        for node, slots in threads.items():
            arrows = graph.arrows[node]
            for label, target in zip(arrows[::2], arrows[1::2], strict=True):
                if target not in following and _takes(graph, label, layout, at):
                    following[target] = slots
        threads = _open(graph, following, at + 1)
    for node, slots in threads.items():
        if rule in graph.ends.get(node, ()):
            return slots
    return ()


def _open(graph: Graph, threads: dict[int, Slots], at: int) -> dict[int, Slots]:
    """Follow what needs no token, opening and closing slots before the token ``at``.

    A node comes behind those it leads to, so that leaving a slot goes before staying.
    """
    entered: set[int] = set()
    opened: dict[int, Slots] = {}
    waiting = [(node, slots, False) for node, slots in reversed(threads.items())]
    while waiting:
        node, slots, left = waiting.pop()
        if left:
            opened[node] = slots
            continue
        if node in entered:
            continue
        entered.add(node)
        waiting.append((node, slots, True))
        for sign, target in graph.gates.get(node, ()):
            inside = slots
            if sign[0] == "<":
                inside = (*slots, (sign[1:], Range(at, _OPEN)))
            elif sign[0] == ">":
                inside = (*slots[:-1], (sign[1:], Range(slots[-1][1].first, at)))
            waiting.append((target, inside, False))
        waiting += [(target, slots, False) for target in graph.skips.get(node, ())]
    return opened


def _takes(graph: Graph, label: int, layout: Layout, at: int) -> bool:
    word = layout.words[at]
    if label == ANY:
        return True
    if label == NUMBER:
        return word[0] in _DIGITS or word in graph.numbers
    if label in graph.cased:
        return graph.cased[label] == layout.cased[at]
    words = graph.labels[label]
    return word == words if isinstance(words, str) else word in words
