"""What the parts of the resolver share about one article."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.model import Layout
from auditor.resolve.lexicon import Lexicon, Noun
from auditor.resolve.marks import Mark, Marks

PRONOUN, PERSON, ORGANISATION, PARTY, ROLE, DOCUMENT, OTHER = range(7)


@dataclass(slots=True)
class Found:
    """A mention as read: its shape, the name in it, its noun and its party.

    ``party`` is empty where the mention itself does not tell.  ``neutral`` says
    that whoever speaks has no side; ``former`` that the office is no longer held.
    """

    first: int
    end: int
    head_end: int
    shape: int
    name: tuple[int, int] | None = None
    noun: Mark | None = None
    party: str = ""
    neutral: bool = False
    former: bool = False
    owner: str = ""
    facet: str = ""
    key: str = ""
    kind: Noun | None = None


@dataclass(slots=True)
class Person:
    """Somebody named in the article, with the party their descriptions give."""

    name: str
    party: str
    neutral: bool
    noun: Noun | None


@dataclass(slots=True)
class Scene:
    layout: Layout
    marks: Marks
    lexicon: Lexicon
    mark_at: dict[int, Mark]
    people: dict[str, Person] = field(default_factory=dict)
    bodies: dict[str, tuple[str, bool]] = field(default_factory=dict)  # noun -> last party
