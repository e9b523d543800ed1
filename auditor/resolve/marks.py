"""The party names and source nouns of an article, longest first, with ties settled."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import compress
from operator import ne
from typing import NamedTuple

from auditor.model import Layout, Matches
from auditor.resolve.lexicon import Lexicon, Mark
from auditor.resolve.officials import sift
from auditor.resolve.tokens import capital, opens
from auditor.resolve.words import COMMON, NAMELIKE, OWN_HOUSE, VENUES

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
_PARTIES = frozenset({"party", "alliance", "front", "movement", "league", "union"})
_AGAINST = frozenset({"anti", "non", "ex"})


class Marks(NamedTuple):
    """All marks of an article in order, without overlap."""

    items: list[Mark]
    firsts: list[int]
    lands: list[int]  # numbers of the marks that name a state or a place in one
    patron: str  # the party that a proxy named first is tied to
    capitals: dict[str, list[int]]  # where each capitalised token stands
    places: list[int]  # where any does
    firms: bool  # "the company" is spoken of

    def before(self, at: int, most: int) -> list[Mark]:
        """Return the last marks, at most so many, that start before a token."""
        high = bisect_left(self.firsts, at)
        return self.items[max(0, high - most) : high]

    def within(self, first: int, end: int) -> list[Mark]:
        """Return the marks that start in a token range."""
        low = bisect_left(self.firsts, first)
        high = low
        firsts = self.firsts
        while high < len(firsts) and firsts[high] < end:
            high += 1
        return self.items[low:high]


def _given_name(layout: Layout, first: int, end: int) -> bool:
    """Tell whether a noun is a first name: "Bill Vale"."""
    return (
        end - first == 1
        and end < len(layout.words)
        and capital(layout, first)
        and capital(layout, end)
    )


def _last_name(layout: Layout, first: int) -> bool:
    """Tell whether an office is a surname: "Larry King", "Mr. King"."""
    words = layout.words
    if not first or not capital(layout, first):
        return False
    before = first - 2 if words[first - 1] == "." else first - 1
    after = first + 1 < len(words) and capital(layout, first + 1)
    return before >= 0 and capital(layout, before) and not after


def _of_a_name(layout: Layout, first: int, after: int) -> bool:
    """Tell whether a noun before a hyphen is part of a name: "KING-TV"."""
    return layout.cased[first].isupper() and layout.cased[after].isupper()


def _of_another(layout: Layout, first: int) -> bool:
    """Tell whether a name before a party's name makes it another: "Sweden Democrats"."""
    before = first - 1
    return (
        before >= 0
        and capital(layout, before)
        and not opens(layout, before)
        and layout.words[before] not in OWN_HOUSE
        and layout.words[before] not in COMMON
    )


def _venue(words: list[str], mark: Mark) -> bool:
    """Tell whether a land is only where somebody spoke: "told reporters in Geneva"."""
    first = mark.first
    return first > 1 and words[first - 1] in ("in", "at") and words[first - 2] in VENUES


def _goes_on(layout: Layout, end: int) -> bool:
    """Tell whether a party's name goes on to be another's: "Republican People's Party"."""
    words = layout.words
    at = end
    while at < min(end + 4, len(words)) and (capital(layout, at) or words[at] == "'s"):
        if words[at] in _PARTIES:
            return at > end
        at += 1
    return False


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
    reached = 0
    for first, minus, is_noun, rule in found:
        if first < reached:
            continue
        end = -minus
        reached = end
        if is_noun:
            noun = nouns[rule]
            if noun is not None and noun.type == "document":
                surname = first > 0 and words[first - 1] in lexicon.given and capital(layout, first)
                if surname or _given_name(layout, first, end):
                    continue  # "Steven Law", "Bill Vale"
            if end + 1 < size and words[end] == "-" and _of_a_name(layout, first, end + 1):
                continue
            if words[first] in NAMELIKE and _last_name(layout, first):
                continue
            items.append(Mark(first, end, "", "", nouns[rule]))
            continue
        facet = facets[rule]
        if first > 1 and words[first - 1] == "-":
            if words[first - 2] == "pro":
                facet = PROXY
            elif words[first - 2] in _AGAINST or facet == "demonyms":
                continue  # "African-American"
        if party[rule] in lexicon.movements and (
            _of_another(layout, first) or _goes_on(layout, end)
        ):
            continue
        if end + 1 < size and words[end] == "-":
            tie = tied.get(end)
            if tie is not None:
                if tie[1] != "proxy":
                    continue
                facet, reached = PROXY, tie[0]
            elif words[end + 1] in _LOOSE:
                continue
        items.append(Mark(first, reached, party[rule], facet, None))
    items = sift(layout, items, lexicon.movements)
    lands = [
        number
        for number, mark in enumerate(items)
        if mark.party in lexicon.lands and not _venue(words, mark)
    ]
    patron = next((m.party for m in items if m.facet in (PROXY, "appointed")), "")
    firms = any(m.noun is not None and m.noun.affiliation == "corporate" for m in items)
    capitals: defaultdict[str, list[int]] = defaultdict(list)
    cased = layout.cased
    places = list(compress(range(size), map(ne, cased, words)))
    for at in places:
        capitals[cased[at]].append(at)
    return Marks(items, [mark[0] for mark in items], lands, patron, capitals, places, firms)
