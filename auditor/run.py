"""What goes into a run besides the articles, and what of it reaches the reports and the gate.

Annotations are evaluated, as in ``model``.
"""

from collections.abc import Mapping
from typing import NamedTuple

from auditor.model import Audit, Pack, Rule, Severity, Status


class Unreadable(NamedTuple):
    """An input that could not be read: a value, so that the others are audited."""

    path: str
    code: str  # missing | permission | decode | binary | empty | io | internal
    message: str

    @property
    def said(self) -> str:
        """The message where the path stands beside it."""
        return self.message.removeprefix(f"{self.path}: ")


Result = Audit | Unreadable


class Acknowledgement(NamedTuple):
    """Somebody's word, kept beside an article, that a finding is accepted."""

    rule: str  # id, or name in whatever pack
    fingerprint: str
    by: str
    reason: str
    place: str  # where it is written: file:line:column
    until: str | None = None  # the last day it holds, 2026-12-31


class Correction(NamedTuple):
    """Somebody's decision in place of the program's: on a passage, a source or a party.

    It names one of the three; a passage by its fingerprint.  It says the status, or the party
    that it counts as, or both.
    """

    by: str
    reason: str
    place: str  # where it is written: file:line:column
    until: str | None = None  # the last day it holds, 2026-12-31
    fingerprint: str = ""
    source: str = ""
    party: str = ""
    status: Status | None = None
    counts_as: str = ""
    house: bool = False  # for all articles; else beside this one


Decision = Acknowledgement | Correction


class Limits(NamedTuple):
    """The gate: greatest shares of an article's content words, least severity that trips."""

    single_party: float | None = None
    unsourced: float | None = None
    fail_on: Severity | None = Severity.ERROR
    one_party: float | None = None  # claims and positions together
    single_party_low: float | None = None  # the lower end of the interval of the claims
    allow_unaudited: bool = False  # what is in doubt passes


class Digest(NamedTuple):
    """What a summary and the gate need of one input, small enough to keep for thousands.

    ``failure`` is set, and all else is zero, where the input could not be read.
    """

    path: str
    words: int = 0
    content_words: int = 0
    metrics: Mapping[str, float | int | str | None] = {}
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    failure: Unreadable | None = None
    remarks: tuple[str, ...] = ()  # what the audit says about itself, such as an unknown language
    limits: Limits | None = None  # where its path has limits of its own
    doubts: tuple[str, ...] = ()  # why it was read, yet not audited

    @property
    def unaudited(self) -> str:
        """Why its figures say nothing, in one line; nothing where they do."""
        return "; ".join(self.doubts)


class Gate(NamedTuple):
    """Whether the limits were kept, and in plain words where not."""

    passed: bool
    reasons: tuple[str, ...] = ()


class Style(NamedTuple):
    """How a report is to look; known before the first article is read."""

    width: int = 120
    colour: bool = False
    verbosity: int = 0  # -1 quiet, 0 normal, 1 everything
    limits: Limits = Limits()


class Piece(NamedTuple):
    """One input's part of a report, rendered where it was audited, and its digest."""

    digest: Digest
    text: str


class Run(NamedTuple):
    """What a report says about the whole run."""

    version: str
    packs: tuple[Pack, ...]
    gate: Gate
    style: Style = Style()
    rules: tuple[Rule, ...] = ()  # of kind policy: what stands behind the findings
    passed_over: Mapping[str, int] = {}  # files of folders that are of no format, by ending
    reader: str = ""  # what read beside the rules
