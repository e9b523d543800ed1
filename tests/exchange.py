"""Two parties exchanged in an article: all names of each stand where the other's stood.

Names go for names, peoples for peoples, towns for towns, people for people of the same
gender, each for the one at the same place of the other's list, or the next one that is
free: what were two names stay two.  Where the other party has too few, the facet is not
exchanged in the text but *handed over*: in the rules, what named the one names the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from auditor.match import match
from auditor.model import Document, Layout, PartyEntry, Rule, RuleSet
from auditor.segment import segment

_PIECE = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_AN = re.compile(r"\b([Aa])n?( +)$")
_VOWEL = re.compile(r"[AEIO]|U(?!ni|[A-Z.]|kr)")


class Person(NamedTuple):
    """Somebody who speaks for a party; ``bare`` is the shortest form the pack knows."""

    last: str
    full: str
    bare: str
    gender: str


class Names(NamedTuple):
    """What a party goes by: expressions by facet and form, and its people."""

    party: str
    forms: Mapping[tuple[str, str], tuple[str, ...]]
    people: tuple[Person, ...]


class Named(NamedTuple):
    """A name in an article, as code points, with the party and facet it belongs to."""

    start: int
    end: int
    party: str
    facet: str


class Article(NamedTuple):
    """An article and the names of parties in it, none inside a longer name."""

    document: Document
    names: tuple[Named, ...]

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(name.party for name in self.names)


class Exchanged(NamedTuple):
    """The article with the names exchanged, and the rules under which it is to be read."""

    text: str
    rules: RuleSet
    handed: frozenset[str]  # facets that changed hands in the rules
    names: int  # how many were exchanged in the text


def article(document: Document, rules: RuleSet) -> Article:
    """Return a document with the names of parties in it."""
    layout = segment(document, rules)
    return Article(document, tuple(_outermost(layout, rules)))


def _outermost(layout: Layout, rules: RuleSet) -> Iterable[Named]:
    """Yield the names that are no part of a longer one ("Washington Post")."""
    found = match(layout, rules)
    every = [hit for kind in ("party", "source") for hit in found.get(kind, ())]
    reached = 0
    for hit in sorted(every, key=lambda hit: (hit.first, -hit.end)):
        if hit.first < reached:
            continue
        reached = hit.end
        traits = rules.rules[hit.rule].traits
        if "party" in traits:
            span = layout.span(hit.first, hit.end)
            yield Named(*span, traits["party"], traits["facet"])


def exchange(
    article: Article, one: str, other: str, rules: RuleSet, *, places: bool = False
) -> Exchanged:
    """Exchange two parties; with ``places`` also their roles and types in the packs."""
    table = _Table(names_of(rules, one), names_of(rules, other))
    text = article.document.text
    mine = [name for name in article.names if name.party in (one, other)]
    new = [table.other(n.party, n.facet, " ".join(text[n.start : n.end].split())) for n in mine]
    handed = frozenset(name.facet for name, word in zip(mine, new, strict=True) if word is None)
    edits = [
        (name.start, name.end, word)
        for name, word in zip(mine, new, strict=True)
        if word is not None and name.facet not in handed
    ]
    if "officials" not in handed:
        edits += _surnames(text, table.surnames, edits)
    turned = hand_over(rules, one, other, handed, places=places)
    return Exchanged(_written(text, sorted(edits)), turned, handed, len(edits))


def _surnames(
    text: str, surnames: Mapping[str, str], edits: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Return the bare surnames that a pack knows in full only ("Johnson")."""
    taken = {at for start, end, _ in edits for at in range(start, end)}
    return [
        (found.start(), found.end(), new)
        for old, new in surnames.items()
        for found in re.finditer(rf"\b{re.escape(old)}\b", text)
        if found.start() not in taken
    ]


def _written(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with edits made as one would write: "an Iranian", "the Bahamas' army"."""
    pieces: list[str] = []
    at = 0
    for start, end, new in edits:
        before = text[at:start]
        pieces += [_AN.sub(r"\1n\2" if _VOWEL.match(new) else r"\1\2", before), new]
        at = end
        if text[end : end + 2] in ("'s", "\u2019s") and new.endswith("s"):
            pieces.append(text[end])
            at += 2
        elif text[end : end + 2] in ("' ", "\u2019 ") and text[end - 1] == "s" != new[-1]:
            pieces.append(f"{text[end]}s")
            at += 1
    return "".join([*pieces, text[at:]])


class _Table:
    """Which expression stands for which, filled as the article asks for them."""

    def __init__(self, one: Names, other: Names) -> None:
        self.sides = {one.party: (one, other), other.party: (other, one)}
        self.known: dict[tuple[str, str, str], str | None] = {}
        self.used: dict[tuple[str, str], set[str]] = {}
        self.surnames: dict[str, str] = {}

    def other(self, party: str, facet: str, text: str) -> str | None:
        """Return what the other party has in the place of ``text``, or None."""
        key = (party, facet, text)
        if key not in self.known:
            look = self._person if facet == "officials" else self._expression
            self.known[key] = look(party, facet, text)
        return self.known[key]

    def _expression(self, party: str, facet: str, text: str) -> str | None:
        mine, theirs = self.sides[party]
        form = form_of(facet, text)
        have = [word.lower() for word in mine.forms.get((facet, form), ())]
        options = theirs.forms.get((facet, form)) or (
            theirs.forms.get((facet, _FORMS.get(form, "")), ())
        )
        at = have.index(text.lower()) if text.lower() in have else 0
        return self._free((party, facet), [*options[at:], *options[:at]])

    def _person(self, party: str, facet: str, text: str) -> str | None:
        mine, theirs = self.sides[party]
        me = next((p for p in mine.people if text.lower().endswith(p.last.lower())), None)
        if me is None:
            return None
        last = self.surnames.get(me.last)
        if last is None:
            at = mine.people.index(me)
            ring = [*theirs.people[at:], *theirs.people[:at]]
            fitting = [p.last for p in ring if p.gender == me.gender]
            last = self._free((party, facet), fitting)
            if last is None:
                return None
            self.surnames[me.last] = last
        you = next(p for p in theirs.people if p.last == last)
        return you.bare if text.lower() == me.bare.lower() else you.full

    def _free(self, key: tuple[str, str], options: Iterable[str]) -> str | None:
        used = self.used.setdefault(key, set())
        free = next((option for option in options if option not in used), None)
        if free is not None:
            used.add(free)
        return free


_FORMS = {"short": "full", "full": "short"}  # where the other has none of the form


def form_of(facet: str, text: str) -> str:
    """Return what an expression can be exchanged with besides its facet."""
    if facet == "demonyms":
        return "people" if text.endswith("s") else "adjective"
    if facet == "names":
        return "short" if text.replace(".", "").isupper() else "full"
    return ""


@cache
def _all_names(key: _ByIdentity) -> dict[str, Names]:
    rules = key.rules
    forms: dict[str, dict[tuple[str, str], list[str]]] = {party: {} for party in rules.parties}
    people: dict[str, dict[str, list[str]]] = {party: {} for party in rules.parties}
    for rule in rules.rules:
        if rule.kind != "party":
            continue
        party, facet = rule.traits["party"], rule.traits["facet"]
        for text in (text for phrase in rule.phrases for text in expressions(phrase)):
            if facet == "officials":
                people[party].setdefault(text.rsplit(" ", 1)[-1], []).append(text)
            else:
                forms[party].setdefault((facet, form_of(facet, text)), []).append(text)
    return {
        party: Names(
            party,
            {key: tuple(texts) for key, texts in forms[party].items()},
            tuple(_person(rules, last, texts) for last, texts in people[party].items()),
        )
        for party in rules.parties
    }


class _ByIdentity:
    """Rules as a key of a cache."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return id(self.rules.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.rules.rules is self.rules.rules


def names_of(rules: RuleSet, party: str) -> Names:
    """Return all that a party goes by."""
    return _all_names(_ByIdentity(rules))[party]


def _person(rules: RuleSet, last: str, texts: list[str]) -> Person:
    texts.sort(key=len)
    given = {text.split(" ")[0].lower() for text in texts if " " in text}
    male, female = given & rules.lists["male_names"], given & rules.lists["female_names"]
    return Person(last, texts[-1], texts[0], "m" if male else "f" if female else "")


def expressions(phrase: str) -> tuple[str, ...]:
    """Return what a phrase of a party pack stands for, as the pack writes it."""
    texts = map(" ".join, _either(_PIECE.findall(phrase)))
    return tuple(dict.fromkeys(text.replace(" 's", "'s").replace("- ", "-") for text in texts))


def _either(pieces: list[str]) -> list[tuple[str, ...]]:
    """Return the word sequences of the pieces up to a closing bracket, which are taken out."""
    options: list[tuple[str, ...]] = []
    branch: list[tuple[str, ...]] = [()]
    while pieces:
        piece = pieces.pop(0)
        if piece in ")]":
            break
        if piece == "|":
            options += branch
            branch = [()]
        elif piece in "([":
            inner = _either(pieces) + [()] * (piece == "[")
            branch = [(*head, *tail) for head in branch for tail in inner]
        else:
            branch = [(*head, piece.removeprefix("=")) for head in branch]
    return options + branch


def hand_over(
    rules: RuleSet, one: str, other: str, facets: Collection[str], *, places: bool = False
) -> RuleSet:
    """Return rules in which what named one party by these facets names the other."""
    swap = {one: other, other: one}

    def turned(rule: Rule) -> Rule:
        party = rule.traits.get("party", "")
        if party not in swap or rule.traits["facet"] not in facets:
            return rule
        return rule._replace(traits={**rule.traits, "party": swap[party]})

    if facets:
        rules = rules._replace(rules=tuple(map(turned, rules.rules)))
    if places:
        entries = dict(rules.parties)
        for name in swap:
            entries[name] = rules.parties[swap[name]]._replace(name=name)
        rules = rules._replace(parties=entries)
    return rules


def relabelled(rules: RuleSet, labels: Mapping[str, str]) -> RuleSet:
    """Return rules in which every party bears another label, and the same names."""

    def turned(rule: Rule) -> Rule:
        if rule.kind != "party":
            return rule
        return rule._replace(traits={**rule.traits, "party": labels[rule.traits["party"]]})

    parties: dict[str, PartyEntry] = {}
    for name in reversed([*rules.parties]):  # nor does their order in the packs say anything
        parties[labels[name]] = rules.parties[name]._replace(name=labels[name])
    return rules._replace(rules=tuple(map(turned, rules.rules)), parties=parties)
