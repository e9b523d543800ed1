"""What the packs say about parties, source nouns and words, as lists by rule number."""

from collections.abc import Mapping
from typing import NamedTuple

from auditor.model import PartyEntry, Role, RuleSet


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


class Words(NamedTuple):
    """The lists of ``rules/naming.yaml`` that the reading of mentions turns on."""

    source_pronouns: frozenset[str]
    source_possessives: frozenset[str]
    person_pronouns: frozenset[str]
    speaker_pronouns: frozenset[str]
    relative_pronouns: frozenset[str]
    mention_leads: frozenset[str]
    mention_prepositions: frozenset[str]
    indefinites: frozenset[str]
    former: frozenset[str]
    unnamed: frozenset[str]
    foreign: frozenset[str]
    name_joints: frozenset[str]
    body_joints: frozenset[str]
    honours: frozenset[str]
    legal_forms: frozenset[str]
    body_endings: frozenset[str]
    not_names: frozenset[str]
    openers: frozenset[str]
    surname_offices: frozenset[str]
    male_words: frozenset[str]
    female_words: frozenset[str]
    male_names: frozenset[str]
    female_names: frozenset[str]
    pictures_and_data: frozenset[str]
    rebels: frozenset[str]
    peoples: frozenset[str]
    state_departments: frozenset[str]
    offices_before_names: frozenset[str]
    party_joints: frozenset[str]
    lawyers: frozenset[str]
    experts: frozenset[str]
    own_papers: frozenset[str]
    gathered: frozenset[str]
    research: frozenset[str]
    running: frozenset[str]
    loose_compounds: frozenset[str]
    months: frozenset[str]
    places_of: frozenset[str]
    coauthors: frozenset[str]


class Lexicon(NamedTuple):
    """Per rule number: the party and facet it names, the noun it is, the tie it makes."""

    party: list[str]
    facet: list[str]
    noun: list[Noun | None]
    tie: list[str]
    entries: Mapping[str, PartyEntry]
    lands: frozenset[str]  # parties that are states or territories
    words: Words
    points: Mapping[str, float]  # what each fact about a candidate is worth
    sorts: Mapping[str, str]  # by party, see ``_sort``

    def sort_of(self, party: str) -> str:
        """Return what sort of party the packs say this is; "" is no party of theirs."""
        return self.sorts.get(party, "")


def _sort(entry: PartyEntry) -> str:
    """Return side (a state at war), land, faction, movement, company, neutral or party."""
    if entry.role is Role.INDEPENDENT:
        return "neutral"
    if entry.type in _LANDS:
        return "side" if entry.role is Role.BELLIGERENT else "land"
    return _SORTS.get(entry.type, "party")


_LANDS = frozenset({"country", "territory", "government", "state"})
_SORTS = {"armed group": "faction", "political party": "movement", "corporate": "company"}


def _build(rules: RuleSet) -> Lexicon:
    size = len(rules.rules)
    lexicon = Lexicon(
        [""] * size,
        [""] * size,
        [None] * size,
        [""] * size,
        rules.parties,
        frozenset(p.name for p in rules.parties.values() if p.type in _LANDS),
        Words(*(rules.lists.get(name, frozenset()) for name in Words._fields)),
        rules.tables.get("party-points", {}),
        {name: _sort(entry) for name, entry in rules.parties.items()},
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
