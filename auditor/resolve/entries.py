"""The sources of an article while their mentions are being collected."""

from __future__ import annotations

from bisect import bisect_left

from auditor.model import Naming, Range, Role, Source
from auditor.resolve.describe import naming_of, type_of
from auditor.resolve.names import Labels, label
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
)  # fmt: skip
from auditor.resolve.spans import named_range
from auditor.resolve.tokens import several

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
        self, found: Found, span: tuple[int, int], naming: Naming, kind: tuple[str, str], word: str
    ) -> None:
        self.span, self.naming, self.word = span, naming, word
        self.type, self.affiliation = kind
        self.party = found.party or UNKNOWN
        self.neutral, self.partial, self.shape = found.neutral, found.partial, found.shape
        self.mentions: list[Range] = []


class Entries:
    """The sources so far, and the order in which they were mentioned."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
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
        lately = self.recent[-_LATELY:]
        if word in self.scene.words.relative_pronouns:
            for number in reversed(lately):
                if 0 <= at - self.items[number].mentions[-1].end <= _AFTER:
                    return number
        if word in self.scene.words.person_pronouns:
            return self._human(word, lately)
        for number in reversed(lately):
            entry = self.items[number]
            group = entry.shape in (ORGANISATION, PARTY, DOCUMENT) or entry.type.endswith("group")
            if word != "it" or group:
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
        return next(
            (
                number
                for number in reversed(lately)
                if self.items[number].shape == ROLE and not several(self.items[number].word)
            ),
            None,
        )

    def other_gender(self, found: Found, word: str) -> bool:
        """Tell whether a person named cannot be "he" or "she", as asked."""
        if found.shape != PERSON or found.name is None:
            return False
        gender = _gender(self.scene, found)
        bearers = self.scene.people.get(self.scene.layout.words[found.name[1] - 1], ())
        for entry in reversed(self.items[-_LATELY:]):
            if not gender and entry.person is not None and entry.person in bearers:
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
        word = words[found.noun.end - 1] if found.noun is not None else ""
        if found.shape == ORGANISATION and found.party == found.own:
            found.party = self.labels.unify(found.party)
        if found.shape == PERSON and found.name is not None:
            person = person_of(self.scene, found)
            key: tuple[str, ...] = ("person", str(person.number))
        elif found.shape == ORGANISATION:
            key = ("body", self.labels.unify(found.own), str(found.partial))
        elif found.shape == PARTY and found.facet == "names":
            key = ("party", found.party, str(found.partial))
        elif found.noun is not None and found.shape != PARTY:
            key = ("noun", word.rstrip("s"), found.party, naming, str(found.partial))
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
            kind = type_of(self.scene.lexicon, found)
            self.items.append(Entry(found, span, naming, kind, word))
            self.items[number].size, self.items[number].person = size, person
            if found.shape == ORGANISATION:
                self.by_body.setdefault((found.party, found.partial), number)
        entry = self.items[number]
        if (size, span[1] - span[0]) > (entry.size, entry.span[1] - entry.span[0]):
            entry.span, entry.size = span, size
        if found.shape == PERSON:
            entry.neutral = entry.neutral or (found.neutral and not entry.partial)
            entry.gender = entry.gender or _gender(self.scene, found)
        if word:
            self.by_noun[word.rstrip("s")] = number
        elif found.shape in (PERSON, PARTY, ORGANISATION) and not (found.neutral or found.partial):
            # Who has no side now may have one at the next mention.
            self.by_text[tuple(layout.cased[found.first : found.end])] = number
        return number

    def _bare(self, found: Found) -> bool:
        """Tell whether a mention is a body's noun and no more: "the company"."""
        group = found.kind is not None and found.kind.type == "group" and found.noun is not None
        return group and found.noun is not None and found.noun.first == found.first + 1

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
        party = "" if entry.party == UNKNOWN else entry.party
        self.scene.said.append(
            Said(first, party, entry.neutral, entry.shape, entry.affiliation, entry.word)
        )

    def _canonical(self, party: str) -> str:
        """Return the party that a label names by another form: "Vale", "Vale campaign"."""
        if party in self.scene.lexicon.entries:
            return party
        tokens = party.lower().split()
        if tokens[-1] == "campaign" and len(tokens) > 1:
            tokens.pop()
        for person in self.scene.people.get(tokens[-1], ())[:_LATELY]:
            if len(tokens) == 1 or tokens[0] == person.given:
                return person.party or party
        return self.labels.final(party)

    def _name(self, entry: Entry) -> str:
        """Return the fullest name that the article gives a source."""
        person = entry.person
        if person is not None and person.size > entry.size:
            return person.name
        return label(self.scene.layout, *entry.span)

    def sources(self) -> tuple[Source, ...]:
        """Return the finished sources."""
        out = []
        for number, entry in enumerate(self.items):
            if entry.person is not None and entry.person.party:
                entry.party = entry.person.party
            entry.party = self._canonical(entry.party)
            if entry.party == UNKNOWN:
                role = Role.UNKNOWN
            elif entry.neutral:
                role = Role.INDEPENDENT
            else:
                party = self.scene.lexicon.entries.get(entry.party)
                role = party.role if party is not None and not entry.partial else Role.INTERESTED
            mentions = [self.scene.layout.span(*mention) for mention in sorted(entry.mentions)]
            out.append(
                Source(
                    number + 1, self._name(entry), entry.party, entry.naming, entry.type,
                    entry.affiliation, tuple(mentions), role,
                )
            )  # fmt: skip
        return tuple(out)


def _gender(scene: Scene, found: Found) -> str:
    """Return m or f where a first name, an honour or a noun in the mention tells, else ""."""
    assert found.name is not None
    words, lists = scene.layout.words, scene.words
    given = words[found.name[0]]
    first = max(0, min(found.first, found.name[0]) - 2)
    around = words[first : max(found.end, found.name[1])]
    if given in lists.male_names or not lists.male_words.isdisjoint(around):
        return "m" if given not in lists.female_names else "f"
    female = given in lists.female_names or not lists.female_words.isdisjoint(around)
    return "f" if female else ""
