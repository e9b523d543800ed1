"""What the packs say about parties and source nouns, as lists by rule number."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import Role, RuleSet


class Noun(NamedTuple):
    """The traits of a source noun; see ``rules/sources.yaml`` for what they mean."""

    type: str
    affiliation: str
    stake: str
    binds: str


class Mark(NamedTuple):
    """A party name (``noun`` is None) or a source noun (``party`` is empty)."""

    first: int
    end: int
    party: str
    facet: str
    noun: Noun | None


class Lexicon(NamedTuple):
    """Per rule number: the party and facet it names, the noun it is, the tie it makes."""

    party: list[str]
    facet: list[str]
    noun: list[Noun | None]
    tie: list[str]
    lands: frozenset[str]  # parties that are states or territories
    factions: frozenset[str]  # parties that fight without being a state
    movements: frozenset[str]  # political parties
    neutral: frozenset[str]  # parties without a side
    given: frozenset[str]  # first names
    boards: frozenset[str]  # those who investigate accidents
    companies: frozenset[str]


_LANDS = frozenset({"country", "territory", "government", "state"})


def _build(rules: RuleSet) -> Lexicon:
    size = len(rules.rules)
    lexicon = Lexicon(
        [""] * size,
        [""] * size,
        [None] * size,
        [""] * size,
        frozenset(p.name for p in rules.parties.values() if p.type in _LANDS),
        frozenset(p.name for p in rules.parties.values() if p.type == "armed group"),
        frozenset(p.name for p in rules.parties.values() if p.type == "political party"),
        frozenset(p.name for p in rules.parties.values() if p.role is Role.INDEPENDENT),
        rules.lists.get("male_names", frozenset()) | rules.lists.get("female_names", frozenset()),
        frozenset(p.name for p in rules.parties.values() if p.type == "accident board"),
        frozenset(p.name for p in rules.parties.values() if p.type == "corporate"),
    )
    for number, rule in enumerate(rules.rules):
        traits = rule.traits
        if rule.kind == "party":
            lexicon.party[number] = traits["party"]
            lexicon.facet[number] = traits["facet"]
        elif rule.kind == "source":
            lexicon.noun[number] = Noun(
                traits["type"], traits["affiliation"], traits["stake"], traits["binds"]
            )
        elif rule.kind == "alignment":
            lexicon.tie[number] = traits["tie"]
    return lexicon


_last: tuple[RuleSet, Lexicon] | None = None


def lexicon_of(rules: RuleSet) -> Lexicon:
    """Return the lexicon of ``rules``; the last one is kept, as runs use one rule set."""
    global _last
    kept = _last
    if kept is None or kept[0] is not rules:
        kept = _last = (rules, _build(rules))
    return kept[1]
