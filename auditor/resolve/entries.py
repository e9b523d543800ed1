"""The sources of an article while their mentions are being collected."""

from __future__ import annotations

from bisect import bisect_left

from auditor.model import Naming, Range, Role, RuleSet, Source
from auditor.resolve.describe import naming_of, type_of
from auditor.resolve.labels import Labels
from auditor.resolve.names import label
from auditor.resolve.people import person_of
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    PARTY,
    PERSON,
    ROLE,
    Found,
    Person,
    Said,
    Scene,
)
from auditor.resolve.spans import named_range
from auditor.resolve.tokens import several
from auditor.resolve.words import FEMALE, MALE, PEOPLE, RELATIVE

UNKNOWN = "unknown"
_SHORT = 3  # tokens of a name worth remembering as written
_LATELY = 12  # mentions a pronoun may look back over
_AFTER = 3  # tokens between a name and its relative pronoun


class Entry:
    """One source; ``span`` is its fullest form, with a name of ``size`` tokens."""

    gender = ""
    size = 0
    person: Person | None = None

    def __init__(
        self, found: Found, span: tuple[int, int], naming: Naming, type_: str, affiliation: str,
        word: str,
    ) -> None:  # fmt: skip
        self.span = span
        self.party = found.party or UNKNOWN
        self.neutral = found.neutral
        self.partial = found.partial
        self.shape = found.shape
        self.naming = naming
        self.type = type_
        self.affiliation = affiliation
        self.local = found.local
        self.binds = found.kind.binds if found.kind is not None else ""
        self.word = word
        self.plain = ""  # the noun as written
        self.mentions: list[Range] = []


class Entries:
    """The sources so far, and the order in which they were mentioned."""

    def __init__(self, scene: Scene, rules: RuleSet) -> None:
        self.scene = scene
        self.rules = rules
        self.items: list[Entry] = []
        self.by_key: dict[tuple[str, ...], int] = {}
        self.by_text: dict[tuple[str, ...], int] = {}
        self.by_noun: dict[str, int] = {}
        self.by_body: dict[tuple[str, bool], int] = {}
        self.recent: list[int] = []
        self.places: list[int] = []  # where each of these stands
        self.labels = Labels()

    def antecedent(self, word: str, at: int) -> int | None:
        """Return the source a pronoun stands for: the nearest that can be meant."""
        items = self.items
        lately = self.recent[-_LATELY:]
        if word in RELATIVE:
            for number in reversed(lately):
                if 0 <= at - items[number].mentions[-1].end <= _AFTER:
                    return number
        if word in PEOPLE:
            return self._human(word, lately)
        for number in reversed(lately):
            entry = items[number]
            if word == "it":
                if entry.shape in (ORGANISATION, PARTY, DOCUMENT) or entry.type.endswith("group"):
                    return number
            else:
                return number
        return None

    def _human(self, word: str, lately: list[int]) -> int | None:
        """Return the nearest person of that gender, else of unknown gender, else a role."""
        gender = "m" if word in ("he", "him", "himself") else "f"
        for number in reversed(lately):
            entry = self.items[number]
            if entry.shape == PERSON and entry.gender in ("", gender):
                entry.gender = gender
                return number
        roles = (
            n
            for n in reversed(lately)
            if self.items[n].shape == ROLE and not several(self.items[n].plain)
        )
        return next(roles, None)

    def other_gender(self, found: Found, word: str) -> bool:
        """Tell whether a person named cannot be "he" or "she", as asked."""
        if found.shape != PERSON or found.name is None:
            return False
        gender = _gender(self.scene.layout.words, found, self.rules)
        person = self.scene.people.get(self.scene.layout.words[found.name[1] - 1], ())
        for entry in reversed(self.items[-_LATELY:]):
            if not gender and entry.person is not None and entry.person in person:
                gender = entry.gender
        return bool(gender) and gender != ("m" if word in ("he", "him", "himself") else "f")

    def nearest(self, at: int) -> int | None:
        """Return the source with the mention nearest to a token."""
        if not self.recent:
            return None
        after = min(bisect_left(self.places, at), len(self.places) - 1)
        before = max(after - 1, 0)
        nearer = at - self.places[before] < abs(self.places[after] - at)
        return self.recent[before if nearer else after]

    def enter(self, found: Found, hidden: bool) -> int:
        """Return the number of a settled mention's source, new or known."""
        layout = self.scene.layout
        words = layout.words
        naming = naming_of(self.scene, found, hidden)
        person = None
        word = words[found.noun.end - 1].rstrip("s") if found.noun is not None else ""
        if found.shape == ORGANISATION:
            found.party = self.labels.unify(found.party)
        if found.shape == PERSON and found.name is not None:
            person = person_of(self.scene, found)
            key: tuple[str, ...] = ("person", str(person.number))
        elif found.shape == ORGANISATION:
            key = ("body", found.party, str(found.partial))
        elif found.shape == PARTY and found.facet == "names":
            key = ("party", found.party, str(found.partial))
        elif found.noun is not None and found.shape != PARTY:
            key = ("noun", word, found.party, naming, str(found.partial))
        else:
            begin = found.name[0] if found.name is not None else found.first
            key = ("text", " ".join(words[begin : found.head_end]), found.party)
        span = named_range(self.scene, found)
        size = found.name[1] - found.name[0] if found.name is not None else 0
        number = self.by_key.get(key)
        if number is None and key[0] == "noun" and self._bare(found):
            number = self.by_body.get((found.party, found.partial))
        if number is None:
            number = self.by_key[key] = len(self.items)
            kind, affiliation = type_of(self.scene.lexicon, found, self.rules)
            self.items.append(Entry(found, span, naming, kind, affiliation, word))
            self.items[number].size, self.items[number].person = size, person
            if found.noun is not None:
                self.items[number].plain = words[found.noun.end - 1]
            if found.shape == ORGANISATION or found.facet == "media":
                self.by_body.setdefault((found.party, found.partial), number)
        else:
            entry = self.items[number]
            if found.neutral and not entry.partial and found.shape == PERSON:
                entry.neutral = True
            if (size, span[1] - span[0]) > (entry.size, entry.span[1] - entry.span[0]):
                entry.span, entry.size = span, size
        if found.shape == PERSON and not self.items[number].gender:
            self.items[number].gender = _gender(words, found, self.rules)
        if word:
            self.by_noun[word] = number
        elif found.shape in (PERSON, PARTY, ORGANISATION) and not (found.neutral or found.partial):
            # Who has no side now may have one at the next mention.
            self.by_text[tuple(layout.cased[found.first : found.end])] = number
        return number

    def _bare(self, found: Found) -> bool:
        """Tell whether a mention is a body's noun and no more: "the company"."""
        noun = found.noun
        if noun is None or noun.noun is None or noun.noun.type != "group":
            return False
        words = self.scene.layout.words
        return words[found.first] == "the" and noun.first == found.first + 1

    def again(self, first: int, end: int) -> int | None:
        """Return the source of a name that stood in the article before, letter by letter."""
        if end - first > _SHORT:
            return None
        return self.by_text.get(tuple(self.scene.layout.cased[first:end]))

    def mention(self, number: int, first: int, end: int) -> None:
        """Note that a source speaks at a token range."""
        entry = self.items[number]
        entry.mentions.append(Range(first, end))
        self.recent.append(number)
        self.places.append(first)
        sentence = self.scene.layout.sentence_of[first]
        party = "" if entry.party == UNKNOWN else entry.party
        self.scene.said.append(Said(sentence, party, entry.neutral, entry.shape, entry.affiliation))

    def _canonical(self, party: str) -> str:
        """Return the party that a label names by another form: "Vale", "Vale campaign"."""
        if party in self.rules.parties:
            return party
        tokens = party.lower().split()
        if tokens[-1] == "campaign" and len(tokens) > 1:
            tokens.pop()
        for person in self.scene.people.get(tokens[-1], ())[:_LATELY]:
            if len(tokens) == 1 or tokens[0] == person.given:
                return person.party
        return self.labels.final(party)

    def _name(self, entry: Entry) -> str:
        """Return the fullest name that the article gives a source."""
        person = entry.person
        if person is not None and person.size > entry.size:
            return person.name
        return label(self.scene.layout, *entry.span)

    def sources(self) -> tuple[Source, ...]:
        """Return the finished sources."""
        voices = (e for e in self.items if e.binds != "place" and e.shape != DOCUMENT)
        stated = {e.party for e in voices}
        forces = {e.party: e.local for e in reversed(self.items) if e.local}
        out = []
        for number, entry in enumerate(self.items):
            entry.party = self._canonical(entry.party)
            if entry.binds == "place" and entry.party not in stated:
                # A town's police, where its state has no voice.
                force = forces.get(entry.party, "") if entry.affiliation == "police" else ""
                entry.party = entry.local or force or entry.party
            if entry.party == UNKNOWN:
                role = Role.UNKNOWN
            elif entry.neutral:
                role = Role.INDEPENDENT
            else:
                party = self.rules.parties.get(entry.party)
                role = party.role if party is not None and not entry.partial else Role.INTERESTED
            mentions = [self.scene.layout.span(*mention) for mention in sorted(entry.mentions)]
            out.append(
                Source(
                    number + 1,
                    self._name(entry),
                    entry.party,
                    entry.naming,
                    entry.type,
                    entry.affiliation,
                    tuple(mentions),
                    role,
                )
            )
        return tuple(out)


def _gender(words: list[str], found: Found, rules: RuleSet) -> str:
    """Return m or f where a first name, an honour or a noun in the mention tells, else ""."""
    assert found.name is not None
    given = words[found.name[0]]
    if given in rules.lists.get("male_names", ()):
        return "m"
    if given in rules.lists.get("female_names", ()):
        return "f"
    first = max(0, min(found.first, found.name[0]) - 2)
    for word in words[first : max(found.end, found.name[1])]:
        if word in MALE:
            return "m"
        if word in FEMALE:
            return "f"
    return ""
