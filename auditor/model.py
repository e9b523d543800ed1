"""Every type that passes between the stages, and the vocabulary of the reports.

Two units of position are used, and never mixed in one type:

* a *token range* (``first``, ``end``: half-open indices into ``Layout.words``)
  inside the stages, because integers are cheap;
* a *character span* (``start``, ``end``: half-open code points of the file as it
  is on disk) in everything that is reported.

Annotations are evaluated here, not kept as texts: a NamedTuple compiles each text again.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

# ---------------------------------------------------------------- vocabulary


class Status(StrEnum):
    """How the article presents support for a segment."""

    VERIFIED = "verified"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DISCLAIMED = "disclaimed"
    ANONYMOUS = "anonymous"
    SINGLE_PARTY = "single_party"
    INDEPENDENT = "independent"
    UNSOURCED = "unsourced"
    POSITION = "position"
    OWN_VOICE = "own_voice"
    HEADLINE = "headline"
    BOILERPLATE = "boilerplate"
    META = "meta"


UNVERIFIED = frozenset({Status.SINGLE_PARTY, Status.DISCLAIMED, Status.CONTESTED, Status.ANONYMOUS})
EXCLUDED = frozenset({Status.HEADLINE, Status.BOILERPLATE, Status.META})


class Kind(StrEnum):
    """The form in which an attribution presents its content."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    HEDGE = "hedge"


class Act(StrEnum):
    """What the source does with the content."""

    SPEECH = "speech"
    BELIEF = "belief"
    ATTITUDE = "attitude"
    PERCEPTION = "perception"
    EVIDENCE = "evidence"


class Stance(StrEnum):
    """How the writer, by the choice of cue, stands to the content."""

    NEUTRAL = "neutral"
    ASSERTIVE = "assertive"
    DISTANCING = "distancing"
    FACTIVE = "factive"
    HEDGING = "hedging"
    DENYING = "denying"
    CONFIRMING = "confirming"
    EVALUATIVE = "evaluative"


class Naming(StrEnum):
    """How the article names a source."""

    NAMED = "named"
    ROLE = "role"
    ANONYMOUS = "anonymous"
    VAGUE = "vague"
    METONYM = "metonym"
    DOCUMENT = "document"


class Role(StrEnum):
    """Whether a party has a stake in the matter."""

    BELLIGERENT = "belligerent"
    ALIGNED = "aligned"
    INDEPENDENT = "independent"
    INTERESTED = "interested"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Span(NamedTuple):
    """Half-open code points of the file: ``text[start:end]``."""

    start: int
    end: int


class Range(NamedTuple):
    """Half-open token indices: ``layout.words[first:end]``."""

    first: int
    end: int


# ---------------------------------------------------------------- reading


class BlockKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ITEM = "item"
    CAPTION = "caption"
    CODE = "code"
    AROUND = "around"  # of the page, outside the article


class Block(NamedTuple):
    """A stretch of the file that a reader calls one paragraph, heading or the like.

    ``reason`` says of a block ``AROUND`` why it is no part of the article.
    """

    start: int
    end: int
    kind: BlockKind
    reason: str = ""


class Document(NamedTuple):
    """One article as read.

    ``text`` is the decoded file (no newline translation, byte-order mark left
    out).  ``plain`` has the same length, code point for code point, with markup
    blanked by spaces and typographic variants folded to ASCII: all stages work
    on it, so that every offset is an offset into the file.
    """

    path: str
    format: str
    text: str
    plain: str
    blocks: tuple[Block, ...]
    sha256: str
    extracted: bool = False  # offsets are into `text`, not the file (containers)
    language: str = ""  # what the format itself declares: en-GB
    fields: Mapping[str, str] = {}  # of the format: byline, dateline, date, outlet
    doubts: tuple[str, ...] = ()  # why what was read may not be the article: not audited
    notes: tuple[str, ...] = ()  # what else a reader of the report should know
    pages: tuple[int, ...] = ()  # where each page begins in the text, of what is printed
    original: bytes = b""  # of a container that comments can be put into

    def page(self, offset: int) -> int | None:
        """Return the page that a place is on, from 1; None where there are no pages."""
        return bisect_right(self.pages, offset) or None


# ---------------------------------------------------------------- layout


class Sentence(NamedTuple):
    first: int
    end: int
    paragraph: int


class Paragraph(NamedTuple):
    """Half-open range of sentences, with kind and reason of the block it comes from."""

    first: int
    end: int
    kind: BlockKind
    reason: str = ""  # why it is no part of the article


class Quotation(NamedTuple):
    """Token range including its marks; ``closed`` is false where the mark is missing.

    ``continues``: it goes on from the paragraph before, which left its quotation open.
    """

    first: int
    end: int
    closed: bool
    continues: bool = False


class Layout(NamedTuple):
    """An article cut into tokens, sentences, paragraphs and quotations.

    ``words`` are folded to lower case and ``cased`` as written; ``starts`` and
    ``ends`` are their code points.  ``sentence_of`` gives each token's sentence.
    """

    document: Document
    cased: list[str]
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]
    paragraphs: list[Paragraph]
    quotations: list[Quotation]
    sentence_of: list[int]

    def span(self, first: int, end: int) -> Span:
        """Return the code points of the tokens ``first`` to ``end`` (not empty)."""
        return Span(self.starts[first], self.ends[end - 1])


# ---------------------------------------------------------------- rules


class Pack(NamedTuple):
    id: str
    version: str
    sha256: str


class Rule(NamedTuple):
    """One rule of a pack.

    ``traits`` holds what its kind asks for (a cue's act and stance, a
    disclaimer's scope), validated by the loader.
    """

    id: str  # "pack/name"
    kind: str
    phrases: tuple[str, ...]
    traits: Mapping[str, str]
    find: tuple[str, ...]
    leave: tuple[str, ...]
    about: str = ""
    origin: str = ""  # file:line:column of the rule
    unless: tuple[str, ...] = ()  # phrases that undo a match they overlap


class Match(NamedTuple):
    """A rule's phrase found at a token range; ``slots`` are its named gaps."""

    first: int
    end: int
    rule: int  # index into RuleSet.rules
    slots: tuple[tuple[str, Range], ...] = ()


Matches = Mapping[str, Sequence[Match]]  # by the rules' kind, each sorted by (first, -end)


class Matcher(Protocol):
    """The phrases of all rules, compiled into one."""

    def find(self, layout: Layout) -> Matches: ...


class PartyEntry(NamedTuple):
    """A party of a pack.  Its names are rules of kind ``party`` (see ``Rule.traits``)."""

    name: str
    role: Role
    type: str  # country, armed group, organisation, ...
    pack: str


class Points(NamedTuple):
    """A fitted table of a choice: the points that each fact gives to each candidate.

    ``points`` are packed as ``auditor.decision`` says; ``settings`` are further fitted numbers.
    """

    candidates: tuple[str, ...]
    points: Mapping[str, int]
    settings: Mapping[str, float]


Reading = Mapping[Status, float]  # the log-probability of every status of a passage


class Reader(Protocol):
    """A second opinion on the statuses of an article's passages (``auditor.readers``)."""

    @property
    def name(self) -> str:
        """What reports call it: "small 1", "openai qwen3"."""
        ...

    @property
    def weight(self) -> float:
        """How much its log-probabilities of kinds of passage count beside the points of facts."""
        ...

    @property
    def within(self) -> float:
        """How much of that weight those of the statuses of one kind have: 0 none, 1 all."""
        ...

    def read(self, story: Any, pieces: Sequence[Any]) -> Sequence[Reading | None]:
        """Return its reading of each piece of a story; None where it has none."""
        ...

    def remarks(self) -> Sequence[str]:
        """Return what went wrong with the article that was read last, a line each."""
        ...

    def spent(self) -> str:
        """Return what this process has asked of others so far, in one line; "" for nothing."""
        ...


class RuleSet(NamedTuple):
    """All packs, validated and compiled.

    ``lists`` are the packs' named word lists, ``tables`` the counted strengths
    (feature to points) and ``choices`` the fitted choices that a stage may ask for by name.
    ``reader`` is asked beside them, if there is one.
    """

    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    parties: Mapping[str, PartyEntry]
    lists: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, float]]
    matcher: Matcher
    choices: Mapping[str, Points] = MappingProxyType({})
    reader: Reader | None = None


# ---------------------------------------------------------------- attribution


class Frame:
    """cue + source + content as token ranges, before the source is resolved.

    The ranges of each are sorted and do not overlap.  ``sentence`` is that of the cue,
    ``parent`` the index of the frame in whose content this one lies, or None, and
    ``strength``, 0 to 1, how sure the cue is one.
    """

    def __init__(
        self, rule: str, act: Act, stance: Stance, kind: Kind, cue: tuple[Range, ...],
        source: tuple[Range, ...], content: tuple[Range, ...], sentence: int,
        parent: int | None = None, strength: float = 1.0,
    ) -> None:  # fmt: skip
        self.rule, self.act, self.stance, self.kind = rule, act, stance, kind
        self.cue, self.source, self.content = cue, source, content
        self.sentence, self.parent, self.strength = sentence, parent, strength


class Attribution(NamedTuple):
    """A resolved frame, in character spans."""

    id: int
    kind: Kind
    act: Act
    stance: Stance
    rule: str
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    source_id: int | None
    party: str | None
    chain: tuple[int, ...] = ()  # ids of the attributions inside, outermost first


class Source(NamedTuple):
    id: int
    name: str  # the fullest form the article gives
    party: str
    naming: Naming
    type: str
    affiliation: str
    mentions: tuple[Span, ...]
    role: Role = Role.UNKNOWN  # of its party in the matter: decides single_party or independent
    words: int = 0


class Resolution(NamedTuple):
    """The sources of an article (``id`` is the index plus one) and each frame's source."""

    sources: tuple[Source, ...]
    source_of: tuple[int | None, ...]  # per frame: index into ``sources``


class Exclusion(NamedTuple):
    """A token range that is not content: its status is headline, boilerplate or meta.

    ``certain``: its reader or its form leaves no choice, whatever stands in it.
    """

    first: int
    end: int
    status: Status
    reason: str
    certain: bool = False


class Party(NamedTuple):
    name: str
    role: Role
    words: int
    share: float
    sources: tuple[int, ...]


class Likely(NamedTuple):
    """A status that a segment might have as well, and how likely."""

    status: Status
    probability: float


class Segment(NamedTuple):
    """A stretch of at most one sentence with one status.

    ``probability`` is that of the status, ``close`` the others that are likely, ``unverified``
    how likely it is that the segment counts in the share.  ``reader`` and ``rules`` are what a
    reader and the rules would each have chosen alone, where a reader read it.  ``fingerprint``
    knows it again in the next draft.
    """

    start: int
    end: int
    words: int
    status: Status
    party: str | None = None
    attribution: int | None = None
    carried: bool = False
    reasons: tuple[str, ...] = ()
    probability: float = 1.0
    close: tuple[Likely, ...] = ()
    unverified: float = 0.0
    reader: Likely | None = None
    rules: Likely | None = None
    fingerprint: str = ""

    @property
    def span(self) -> Span:
        """Where it stands in the file."""
        return Span(self.start, self.end)


class Skipped(NamedTuple):
    """A passage that is not audited, and why."""

    start: int
    end: int
    kind: str  # headline | boilerplate | meta
    reason: str


class Finding(NamedTuple):
    """Something an editor should look at."""

    rule: str
    severity: Severity
    message: str
    start: int
    end: int
    related: tuple[Span, ...] = ()
    url: str | None = None
    fingerprint: str = ""
    suppressed: str | None = None
    suppressed_by: str = ""  # comment (in the article), sidecar (beside it), baseline


class Corrected(NamedTuple):
    """A passage that somebody decided on, or a correction of no effect and ``why`` it has none.

    ``was`` and ``was_party`` are what the program had decided.
    """

    start: int
    end: int
    words: int  # that count as somebody decided
    was: Status
    was_party: str | None
    status: Status
    party: str | None
    by: str
    reason: str
    until: str | None
    place: str  # where it is written: file:line:column
    fingerprint: str = ""  # of the passage
    why: str = ""  # it has no effect
    named: bool = False  # by a source or a party, not by the passage


class Audit(NamedTuple):
    """What one article shows about its sourcing."""

    document: Document
    title: Span | None
    words: int
    content_words: int
    metrics: Mapping[str, float | int | str | None]
    attributions: tuple[Attribution, ...]
    segments: tuple[Segment, ...]
    sources: tuple[Source, ...]
    parties: tuple[Party, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...] = ()  # "the article does not look English"
    readability: Mapping[str, float] | None = None  # only where it was asked for
    doubts: tuple[str, ...] = ()  # why this may be no audit of the article
    corrections: tuple[Corrected, ...] = ()  # what somebody decided in place of the program

    @property
    def audited(self) -> bool:
        """Whether its figures say anything."""
        return not self.doubts
