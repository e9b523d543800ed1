"""All phrases of all rules as one automaton, as plain data that JSON can hold.

``grow.py`` builds it from parsed phrases, ``matcher.py`` walks it.  Nothing else is
imported here: a start from the cache needs this and no parser.
"""

from __future__ import annotations

from typing import Any

ANY, NUMBER = 0, 1  # labels that are no words
ROOT = 0

Data = dict[str, Any]


class Graph:
    """Nodes are integers.  Build with ``add``, read the attributes, or go through ``data``.

    ``arrows[node]`` holds label, target, label, target ...; ``labels`` the words of
    each label; ``skips`` arrows that need no token; ``gates`` those that need a place
    (``^`` ...) and those that open ``<name`` or close ``>name`` a slot; ``ends`` the
    rules that are matched at a node.
    """

    def __init__(self) -> None:
        self.numbers: frozenset[str] = frozenset()  # words that NUMBER takes besides digits
        self.arrows: list[list[int]] = [[]]
        self.labels: list[list[str] | str] = ["", ""]
        self.cased: dict[int, str] = {}
        self.skips: dict[int, list[int]] = {}
        self.gates: dict[int, list[tuple[str, int]]] = {}
        self.ends: dict[int, list[int]] = {}
        self.slotted: set[int] = set()  # rules with slots

    def data(self) -> Data:
        """Return what ``from_data`` needs, JSON-able."""
        return {
            "numbers": sorted(self.numbers),
            "arrows": self.arrows,
            "labels": self.labels,
            "cased": list(self.cased.items()),
            "skips": list(self.skips.items()),
            "gates": list(self.gates.items()),
            "ends": list(self.ends.items()),
            "slotted": sorted(self.slotted),
        }

    @classmethod
    def from_data(cls, data: Data) -> Graph:
        graph = cls()
        graph.numbers = frozenset(data["numbers"])
        graph.arrows, graph.labels = data["arrows"], data["labels"]
        graph.cased, graph.skips = dict(data["cased"]), dict(data["skips"])
        graph.gates, graph.ends = dict(data["gates"]), dict(data["ends"])
        graph.slotted = set(data["slotted"])
        return graph
