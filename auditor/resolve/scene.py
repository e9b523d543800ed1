"""What the parts of the resolver share about one article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from auditor.model import Layout
from auditor.resolve.lexicon import Lexicon, Mark, Noun
from auditor.resolve.marks import Marks

PRONOUN, PERSON, ORGANISATION, PARTY, ROLE, DOCUMENT, OTHER = range(7)


@dataclass(slots=True)
class Found:
    """A mention as read: its shape, the name in it, its noun and its party.

    ``party`` is empty where the mention itself does not tell.  ``neutral`` says
    that whoever speaks has no side, ``former`` that the office is no longer held,
    ``owner`` is a possessive pronoun in front, ``local`` the name of a local body
    whose party is its country, ``word`` the noun to look for earlier in the article.
    """

    first: int
    end: int
    head_end: int
    shape: int
    name: tuple[int, int] | None = None
    noun: Mark | None = None
    kind: Noun | None = None
    party: str = ""
    facet: str = ""
    neutral: bool = False
    former: bool = False
    owner: str = ""
    local: str = ""
    word: str = ""


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


@dataclass(slots=True)
class Person:
    """Somebody named in the article, with the party their descriptions give."""

    number: int
    name: str
    given: str  # first name in lower case, "" while unknown
    size: int  # tokens of the name
    party: str
    neutral: bool
    noun: Noun | None


@dataclass(slots=True)
class Scene:
    layout: Layout
    marks: Marks
    lexicon: Lexicon
    mark_at: dict[int, Mark]
    people: dict[str, list[Person]] = field(default_factory=dict)
    given: dict[str, Person] = field(default_factory=dict)  # by first name
    bodies: dict[str, Body] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)
    said: list[Said] = field(default_factory=list)
