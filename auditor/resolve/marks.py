"""The party names and source nouns of an article, longest first, with ties settled."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import compress
from operator import ne
from typing import NamedTuple

from auditor.model import Layout, Matches
from auditor.resolve.lexicon import Lexicon, Mark
from auditor.resolve.officials import sift
from auditor.resolve.tokens import capital, opens

PROXY = "proxy"  # facet of a name that a tie follows: "Norland-backed"
_PARTIES = frozenset({"party", "alliance", "front", "movement", "league", "union"})


class Marks(NamedTuple):
    """All marks of an article in order, without overlap, and its capitalised tokens."""

    items: list[Mark]
    firsts: list[int]
    capitals: Mapping[str, list[int]]  # where each capitalised token stands
    places: list[int]  # where any does
    defined: Mapping[str, tuple[int, int]]  # "RSF": where the article writes it out

    def before(self, at: int, most: int) -> list[Mark]:
        """Return the last marks, at most so many, that start before a token."""
        high = bisect_left(self.firsts, at)
        return self.items[max(0, high - most) : high]

    def within(self, first: int, end: int) -> list[Mark]:
        """Return the marks that start in a token range."""
        return self.items[bisect_left(self.firsts, first) : bisect_left(self.firsts, end)]


def collect(
    layout: Layout, matches: Matches, lexicon: Lexicon, skipped: Collection[int] = ()
) -> Marks:
    """Return the marks of an article; ``skipped`` are the tokens that are none of its text."""
    size = len(layout.words)
    places = list(compress(range(size), map(ne, layout.cased, layout.words)))
    if skipped:
        places = [at for at in places if at not in skipped]
    capitals: defaultdict[str, list[int]] = defaultdict(list)
    for at in places:
        capitals[layout.cased[at]].append(at)
    defined = _defined(layout, capitals)
    items = [
        mark for mark in _marks(layout, matches, lexicon, defined) if mark.first not in skipped
    ]
    items = sift(layout, items, lexicon)
    return Marks(items, [mark.first for mark in items], capitals, places, defined)


def _marks(
    layout: Layout, matches: Matches, lexicon: Lexicon, defined: Mapping[str, tuple[int, int]]
) -> list[Mark]:
    words, size = layout.words, len(layout.words)
    found = [(m[0], -m[1], 0, m[2]) for m in matches.get("party", ())]
    found += [(m[0], -m[1], 1, m[2]) for m in matches.get("source", ())]
    found.sort()
    tied = {m[0]: (m[1], lexicon.tie[m[2]]) for m in matches.get("alignment", ())}
    named = {(a, -minus): lexicon.party[rule] for a, minus, noun, rule in found if not noun}
    items: list[Mark] = []
    reached = 0
    for first, minus, is_noun, rule in found:
        end = -minus
        if first < reached:
            continue
        reached = end
        if is_noun:
            noun = lexicon.noun[rule]
            if not _a_name(
                layout, lexicon, first, end, noun is not None and noun.type == "document"
            ):
                items.append(Mark(first, end, "", "", noun))
            continue
        party, facet = lexicon.party[rule], lexicon.facet[rule]
        long = defined.get(layout.cased[first]) if end - first == 1 else None
        if long is not None and not _same_party(named, long, party):
            continue  # the article writes out what it means by these letters
        if first > 1 and words[first - 1] == "-":
            if words[first - 2] == "pro":
                facet = PROXY
            elif words[first - 2] == "anti" or facet == "demonyms":
                continue  # "African-American"
        if lexicon.sort_of(party) == "movement" and (
            _goes_on(layout, end)
            or (first != (items[-1].end if items else -1) and _of_another(layout, lexicon, first))
        ):
            continue
        if end + 1 < size and words[end] == "-":
            tie = tied.get(end)
            if tie is not None:
                if tie[1] != "proxy":
                    continue
                facet, reached = PROXY, tie[0]
            elif words[end + 1] in lexicon.words.loose_compounds:
                continue
        items.append(Mark(first, reached, party, facet, None))
    return items


def _same_party(named: Mapping[tuple[int, int], str], long: tuple[int, int], party: str) -> bool:
    """Tell whether the packs give the party to a name that the article writes out."""
    return any(other == party for (a, b), other in named.items() if long[0] <= a and b <= long[1])


def _defined(layout: Layout, capitals: Mapping[str, list[int]]) -> dict[str, tuple[int, int]]:
    """Return the acronyms that the article writes out: "the Rapid Support Forces (RSF)"."""
    words, cased = layout.words, layout.cased
    found: dict[str, tuple[int, int]] = {}
    for acronym, places in capitals.items():
        if not (1 < len(acronym) < 9 and acronym.isupper() and acronym.isalpha()):
            continue
        at = places[0]
        if at < 3 or words[at - 1] != "(" or words[at + 1 : at + 2] != [")"]:
            continue
        first, letters = at - 1, len(acronym)
        while first > 0 and letters > 0 and at - first < 2 * len(acronym) + 4:
            first -= 1
            if cased[first][0] == acronym[letters - 1]:
                letters -= 1
            elif not words[first].isalpha() and words[first] not in "-&'":
                break
        if letters == 0:
            found[acronym] = (first, at - 1)
    return found


def _a_name(layout: Layout, lexicon: Lexicon, first: int, end: int, paper: bool) -> bool:
    """Tell whether a noun is somebody's name: "Bill Vale", "Steven Law", "Larry King"."""
    words = layout.words
    if end - first != 1 or not capital(layout, first):
        return False
    follows = end < len(words) and capital(layout, end)
    before = words[first - 1] if first else ""
    given = before in lexicon.words.male_names or before in lexicon.words.female_names
    if paper:
        behind = first > 0 and capital(layout, first - 1) and not opens(layout, first - 1)
        return follows or given or behind  # "Quayline Research"
    if words[first] not in lexicon.words.surname_offices or follows or not first:
        return False
    at = first - 2 if before == "." else first - 1
    return at >= 0 and capital(layout, at)


def _of_another(layout: Layout, lexicon: Lexicon, first: int) -> bool:
    """Tell whether a name before a party's name makes it another: "Sweden Democrats"."""
    before = first - 1
    return (
        before >= 0
        and capital(layout, before)
        and not opens(layout, before)
        and layout.words[before] not in lexicon.words.party_joints
        and layout.words[before] not in lexicon.words.not_names
    )


def _goes_on(layout: Layout, end: int) -> bool:
    """Tell whether a party's name goes on to be another's: "Republican People's Party"."""
    words = layout.words
    at = end
    while at < min(end + 4, len(words)) and (capital(layout, at) or words[at] == "'s"):
        if words[at] in _PARTIES:
            return at > end
        at += 1
    return False
