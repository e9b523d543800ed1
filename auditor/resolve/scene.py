"""What the parts of the resolver share about one article."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from auditor.model import Layout
from auditor.resolve.lexicon import Lexicon, Mark, Noun
from auditor.resolve.marks import Marks
from auditor.resolve.words import EVIDENCE

PRONOUN, PERSON, ORGANISATION, PARTY, ROLE, DOCUMENT, OTHER = range(7)


class Found:
    """A mention as read: its shape, the name in it, its noun and its party.

    ``party`` is empty where the mention itself does not tell.  ``neutral`` says
    that whoever speaks has no side, ``former`` that the office is no longer held,
    ``owner`` is a possessive pronoun in front, ``local`` the name of a local body
    whose party is its country, ``word`` the noun to look for earlier in the article,
    ``body`` that noun where it is not the mention's own: "union" in "the head of the union",
    ``family`` says that it speaks for the relatives of whoever ``owner`` stands for,
    ``partial`` says that it speaks about the affairs of a body which has no side elsewhere.
    """

    name: tuple[int, int] | None = None
    party = ""
    facet = ""
    neutral = False
    former = False
    owner = ""
    local = ""
    body: Mark | None = None
    partial = False
    family = False

    def __init__(
        self, first: int, end: int, head_end: int, shape: int,
        noun: Mark | None = None, kind: Noun | None = None, word: str = "",
    ) -> None:  # fmt: skip
        self.first, self.end, self.head_end = first, end, head_end
        self.shape = shape
        self.noun, self.kind, self.word = noun, kind, word


class Said(NamedTuple):
    """A source already met: where, and whose."""

    sentence: int
    party: str
    neutral: bool
    shape: int
    affiliation: str


class Body(NamedTuple):
    """The party a noun last stood for."""

    party: str
    neutral: bool
    local: str


class Person:
    """Somebody named in the article, with the party their descriptions give.

    ``given`` is the first name in lower case, empty while unknown, ``size`` the tokens
    of the name.
    """

    def __init__(
        self, number: int, name: str, given: str, size: int,
        party: str, neutral: bool, noun: Noun | None,
    ) -> None:  # fmt: skip
        self.number, self.name, self.given, self.size = number, name, given, size
        self.party, self.neutral, self.noun = party, neutral, noun


class Scene:
    """What is known of the article while its mentions are read, one after the other."""

    def __init__(self, layout: Layout, marks: Marks, lexicon: Lexicon) -> None:
        self.layout = layout
        self.marks = marks
        self.lexicon = lexicon
        self.mark_at = {mark.first: mark for mark in marks.items}
        self.people: dict[str, list[Person]] = {}
        self.given: dict[str, Person] = {}  # by first name
        self.bodies: dict[str, Body] = {}
        self.numbers = count()
        self.said: list[Said] = []
        self._home: str | None = None

    def noun_of(self, mark: Mark) -> str:
        """Return what a noun is looked up by: an office by all its words, a body by its last.

        A press secretary is no defence secretary; a health ministry may be "the ministry".
        """
        words = self.layout.words
        if mark.noun is not None and mark.noun.type == "individual":
            return " ".join(words[mark.first : mark.end])
        return words[mark.end - 1]

    def lone_evidence(self, first: int, end: int) -> bool:
        """Tell whether a mention is data, pictures or a pact, and no word of whose."""
        if any(self.layout.cased[at] != self.layout.words[at] for at in range(first, end)):
            return False
        marks = [self.mark_at[at] for at in range(first, end) if at in self.mark_at]
        if len(marks) != 1 or marks[0].noun is None:
            return False
        noun = marks[0].noun
        record = noun.type == "document" and noun.affiliation == "government"
        return record or self.layout.words[marks[0].end - 1] in EVIDENCE

    def home(self) -> str:
        """Return the state of an article that names none: "government" if it speaks of one."""
        if self._home is None:
            words = self.layout.words
            nouns = (words[m.end - 1] for m in self.marks.items if m.noun is not None)
            self._home = "government" if "government" in nouns else ""
        return self._home
