"""The party names and source nouns of an article, longest first, with ties settled."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import compress
from operator import ne
from typing import NamedTuple

from auditor.model import Layout, Matches
from auditor.resolve.lexicon import Lexicon, Noun

PROXY = "proxy"  # facet of a name that a tie follows: "Norland-backed"

# What is only near, born or made somewhere does not speak for it.
_LOOSE = frozenset(
    [
        "based",
        "born",
        "speaking",
        "style",
        "language",
        "made",
        "trained",
        "educated",
        "bound",
        "era",
        "registered",
        "flagged",
        "wide",
        "designed",
        "built",
        "supplied",
        "inspired",
    ]
)
_AGAINST = frozenset({"anti", "non", "ex"})


class Mark(NamedTuple):
    """A party name (``noun`` is None) or a source noun (``party`` is empty)."""

    first: int
    end: int
    party: str
    facet: str
    noun: Noun | None


@dataclass(slots=True)
class Marks:
    """All marks of an article in order, without overlap."""

    items: list[Mark]
    firsts: list[int]
    lands: list[int]  # numbers of the marks that name a state or a place in one
    capitals: dict[str, list[int]]  # where each capitalised token stands

    def within(self, first: int, end: int) -> list[Mark]:
        """Return the marks that start in a token range."""
        low = bisect_left(self.firsts, first)
        high = low
        firsts = self.firsts
        while high < len(firsts) and firsts[high] < end:
            high += 1
        return self.items[low:high]


def collect(layout: Layout, matches: Matches, lexicon: Lexicon) -> Marks:
    """Return the marks of an article."""
    words = layout.words
    size = len(words)
    party, facets, nouns, ties = lexicon.party, lexicon.facet, lexicon.noun, lexicon.tie
    found = [(m[0], -m[1], 0, m[2]) for m in matches.get("party", ())]
    found += [(m[0], -m[1], 1, m[2]) for m in matches.get("source", ())]
    found.sort()
    tied = {m[0]: (m[1], ties[m[2]]) for m in matches.get("alignment", ())}
    items: list[Mark] = []
    lands: list[int] = []
    reached = 0
    for first, minus, is_noun, rule in found:
        if first < reached:
            continue
        end = -minus
        reached = end
        if is_noun:
            items.append(Mark(first, end, "", "", nouns[rule]))
            continue
        facet = facets[rule]
        if first > 1 and words[first - 1] == "-":
            if words[first - 2] == "pro":
                facet = PROXY
            elif words[first - 2] in _AGAINST:
                continue
        if end + 1 < size and words[end] == "-":
            tie = tied.get(end)
            if tie is not None:
                if tie[1] != "proxy":
                    continue
                facet, reached = PROXY, tie[0]
            elif words[end + 1] in _LOOSE:
                continue
        if party[rule] in lexicon.lands:
            lands.append(len(items))
        items.append(Mark(first, reached, party[rule], facet, None))
    capitals: dict[str, list[int]] = {}
    cased = layout.cased
    for at in compress(range(size), map(ne, cased, words)):
        word = cased[at]
        if word in capitals:
            capitals[word].append(at)
        else:
            capitals[word] = [at]
    return Marks(items, [mark[0] for mark in items], lands, capitals)
