"""The stage that finds the phrases of all rules in an article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from auditor.english import once
from auditor.model import Layout, Match, Matches, RuleSet

_BODIES = frozenset({"bodies", "appointed"})
_WORD = re.compile(r"[^\W_]+")


def match(layout: Layout, rules: RuleSet) -> Matches:
    """Return the matches by kind of rule, each list sorted by (first, -end).

    A party's name inside a longer one is left out: who writes of "the Syrian Democratic
    Forces" names neither Syria nor the Democrats.  So is one without a capital, unless its pack
    writes it so: in "the roof fell" nobody is called Fell.
    """
    found = rules.matcher.find(layout)
    parties = found.get("party")
    if not parties:
        return found
    small = _small(rules)
    named = [m for m in parties if _capital(layout, m) or _meant(layout, m, small)]
    return {**found, "party": _outermost(named)}


class _Small(NamedTuple):
    """Which names are found in small letters, by the numbers of their rules."""

    bodies: frozenset[int]  # the state department: many houses write it so
    written: Mapping[int, frozenset[str]]  # the words of what the pack itself writes so


@once
def _small(rules: RuleSet) -> _Small:
    bodies, written = set(), {}
    for number, rule in enumerate(rules.rules):
        if rule.kind == "party":
            if rule.traits["facet"] in _BODIES:
                bodies.add(number)
            names = (phrase for phrase in rule.phrases if phrase == phrase.lower())
            words = frozenset(word for name in names for word in _WORD.findall(name))
            if words:
                written[number] = words
    return _Small(frozenset(bodies), written)


def _capital(layout: Layout, match: Match) -> bool:
    return any(word[:1].isupper() for word in layout.cased[match.first : match.end])


def _meant(layout: Layout, match: Match, small: _Small) -> bool:
    """Whether a name without a capital is one: its pack or the whole sentence writes it so."""
    if match.rule in small.bodies and match.end - match.first > 1:
        return True
    words = small.written.get(match.rule)
    if words is not None and not words.isdisjoint(layout.words[match.first : match.end]):
        return True
    first, end, _ = layout.sentences[layout.sentence_of[match.first]]
    return not any(word[:1].isupper() for word in layout.cased[first:end])


def _outermost(matches: Sequence[Match]) -> list[Match]:
    kept: list[Match] = []
    begun, reached = -1, -1
    for match in matches:
        if match[1] > reached or (match[0] == begun and match[1] == reached):
            kept.append(match)
            begun, reached = match[0], match[1]
    return kept
