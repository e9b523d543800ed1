"""What the parts of the resolver share about one article."""

from itertools import count
from typing import Any, NamedTuple

from auditor.model import Layout
from auditor.resolve.lexicon import Lexicon, Mark, Noun
from auditor.resolve.marks import Marks

PRONOUN, PERSON, ORGANISATION, PARTY, ROLE, DOCUMENT, OTHER = range(7)


class Link(NamedTuple):
    """Somebody whom a mention's own words tie it to, and how: "for", "before", "tie" …

    ``sort`` is what the packs know of them (see ``Lexicon.sort_of``), or body, outlet, group,
    person; ``noun`` the kind of a body.
    """

    label: str
    how: str
    sort: str
    neutral: bool
    noun: Noun | None = None


class Found:
    """A mention as read, with everybody its words tie it to; its party is chosen later.

    ``neutral`` says that whoever speaks has no side, ``partial`` that they speak about the
    affairs of a body which has none elsewhere, ``former`` that the office is no longer held,
    ``owner`` is a possessive pronoun in front, ``own`` how the mention itself would be called,
    ``inner`` a body's noun before the mention's own: "police" in "police spokesman".
    """

    name: tuple[int, int] | None = None
    noun: Mark | None = None
    kind: Noun | None = None
    inner: Mark | None = None
    party = ""
    facet = ""
    own = ""
    owner = ""
    word = ""
    neutral = False
    partial = False
    former = False

    def __init__(self, first: int, end: int, head_end: int, shape: int) -> None:
        self.first, self.end, self.head_end, self.shape = first, end, head_end, shape
        self.links: list[Link] = []

    @property
    def body(self) -> Mark | None:
        """The noun of the body that a mention is or belongs to."""
        if self.inner is not None:
            return self.inner
        return self.noun if self.kind is not None and self.kind.type == "group" else None


class Person:
    """Somebody named in the article, and everybody their descriptions tie them to.

    ``given`` is the first name in lower case, empty while unknown, ``size`` the tokens
    of the name.
    """

    party = ""
    neutral = False
    gender = ""

    def __init__(self, number: int, name: str, given: str, size: int) -> None:
        self.number, self.name, self.given, self.size = number, name, given, size
        self.links: list[Link] = []
        self.noun: Mark | None = None
        self.former = False


class Said(NamedTuple):
    """A source already met: where it was mentioned, what it is, and whose."""

    first: int
    party: str
    neutral: bool
    shape: int
    affiliation: str
    word: str


class Scene:
    """What is known of the article while its mentions are read, one after the other."""

    def __init__(self, layout: Layout, marks: Marks, lexicon: Lexicon) -> None:
        self.layout = layout
        self.marks = marks
        self.lexicon = lexicon
        self.words = lexicon.words
        self.given_names = lexicon.words.male_names | lexicon.words.female_names
        self.mark_at = {mark.first: mark for mark in marks.items}
        self.inside = {
            at for m in marks.items if m.noun is None for at in range(m.first + 1, m.end)
        }
        self.people: dict[str, list[Person]] = {}  # by last name
        self.given: dict[str, Person] = {}  # by first name
        self.nouns: dict[str, tuple[str, bool]] = {}  # the party a noun last stood for
        self.numbers = count()
        self.said: list[Said] = []
        self.bodies: dict[int, Found | None] = {}  # by the first token of a name
        self.home: list[tuple[Link, str]] | None = None  # the lands it is most about
        self.choices: dict[int, Any] = {}  # ``Choice`` by the first token of a mention
        self.tied: dict[str, int] = {}  # how many people their words tie to a party
