"""Segments as a newsroom knows better: decisions of people in place of the program's.

A correction names a passage, by its fingerprint, or whose word it is, by a source or a party.
It changes what the program decided, and keeps that next to it.  Who stands nearer decides: a
passage before a name, what lies beside the article before what holds for the house.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from auditor.dates import over
from auditor.digests import fingerprint
from auditor.model import (
    EXCLUDED,
    UNVERIFIED,
    Corrected,
    Layout,
    Resolution,
    Role,
    RuleSet,
    Segment,
    Status,
)
from auditor.run import Correction, Decision

# What a source or a party can be said to be: the status of its word where nothing else shows.
ROLES = {Status.INDEPENDENT: Role.INDEPENDENT, Status.SINGLE_PARTY: Role.INTERESTED}
# What rests on two parties or more, and does not if they are one.
_AGREED = frozenset({Status.VERIFIED, Status.CORROBORATED, Status.CONTESTED})
_NOBODYS = EXCLUDED | {Status.OWN_VOICE, Status.UNSOURCED}
_UNKNOWN = "unknown"  # the party of a source that none could be told for
EXPIRED = "expired"
_SAME = "the audit says the same without it"
_NO_PASSAGE = "there is no such passage any more"
_NOBODY = "no claim rests on that name here"


class Known(NamedTuple):
    """What the audit goes on with: segments, sources and parties as they were corrected."""

    segments: tuple[Segment, ...]
    resolution: Resolution
    rules: RuleSet
    corrections: tuple[Corrected, ...] = ()


def correct(
    layout: Layout,
    segments: Sequence[Segment],
    resolution: Resolution,
    rules: RuleSet,
    decided: Sequence[Decision],
    verify: Callable[[Resolution], Sequence[Segment]],
) -> Known:
    """Return the segments with the corrections in ``decided``, and with their fingerprints.

    ``verify`` makes the segments anew for other sources: it is asked what is still agreed on
    where two parties are one.  Corrections without effect are told, unless they are the house's.
    """
    marked = tuple(_fingerprinted(layout, segments))
    corrections = [decision for decision in decided if isinstance(decision, Correction)]
    if not corrections or not marked:
        return Known(marked, resolution, rules)
    work = _Work(marked, resolution, rules)
    for correction in sorted(corrections, key=_nearness):
        work.take(correction)
    work.part(verify)
    told = tuple(sorted(work.told(), key=_place))
    return Known(tuple(work.segments), work.resolution, work.rules, told)


def _nearness(correction: Correction) -> tuple[bool, bool]:
    return bool(correction.fingerprint), not correction.house


def _place(corrected: Corrected) -> tuple[int, str]:
    return corrected.start, corrected.place


class _Work:
    """The segments of one article while they are corrected."""

    def __init__(
        self, segments: tuple[Segment, ...], resolution: Resolution, rules: RuleSet
    ) -> None:
        self.resolution, self.rules = resolution, rules
        self.segments = list(segments)
        self._found, self._sources = segments, resolution.sources  # as the program has them
        self._by: dict[int, Correction] = {}  # of each segment that is changed
        self._joins: list[Correction] = []  # that make two parties one
        self._idle: list[tuple[Correction, Segment, str]] = []

    def take(self, correction: Correction) -> None:
        """Change what a correction names, or keep why it changes nothing."""
        meant = [at for at, found in enumerate(self._found) if self._means(correction, found)]
        if meant and over(correction.until):
            self._idle.append((correction, self._found[meant[0]], EXPIRED))
        elif [at for at in meant if self._change(at, correction)]:
            if not correction.fingerprint:
                self._know(correction)
        elif not correction.house:
            why = _SAME if meant else _NO_PASSAGE if correction.fingerprint else _NOBODY
            self._idle.append((correction, self._found[meant[0] if meant else 0], why))

    def _means(self, correction: Correction, segment: Segment) -> bool:
        if correction.fingerprint:
            return segment.fingerprint == correction.fingerprint
        if segment.status in EXCLUDED:
            return False
        if correction.party:
            return segment.party is not None and _same(segment.party, correction.party)
        if segment.attribution is None:
            return False
        at = self.resolution.source_of[segment.attribution - 1]
        return at is not None and _same(self._sources[at].name, correction.source)

    def _change(self, at: int, correction: Correction) -> bool:
        """Change a segment; whether that makes a difference."""
        segment = self.segments[at]
        status, party = correction.status or segment.status, correction.counts_as or segment.party
        if not correction.fingerprint and segment.status not in ROLES:
            status = segment.status  # what the article shows of it stands
        if (status, party) == (segment.status, segment.party):
            return False
        self.segments[at] = _decided(segment, status, party)
        self._by[at] = correction
        return True

    def _know(self, correction: Correction) -> None:
        """Change the sources that a correction names, and the party where it names one."""
        parties = self.rules.parties
        party, role = (
            correction.counts_as,
            ROLES.get(correction.status) if correction.status else None,
        )
        sources = list(self.resolution.sources)
        for at, source in enumerate(self._sources):
            if not _same(
                source.name if correction.source else source.party,
                correction.source or correction.party,
            ):
                continue
            joined = parties[party].role if party in parties else source.role
            sources[at] = sources[at]._replace(party=party or source.party, role=role or joined)
        self.resolution = self.resolution._replace(sources=tuple(sources))
        if party:
            self._joins.append(correction)
        named = next((name for name in parties if _same(name, correction.party)), None)
        if named is not None and role is not None:
            changed = parties[named]._replace(role=role)
            self.rules = self.rules._replace(parties={**parties, named: changed})

    def part(self, verify: Callable[[Resolution], Sequence[Segment]]) -> None:
        """Take back what two parties that are one agreed on, or disputed."""
        if not self._joins:
            return
        anew = {segment.span: segment.status for segment in verify(self.resolution)}
        joining = {correction.counts_as: correction for correction in self._joins}
        for at, segment in enumerate(self.segments):
            fixed = at in self._by and self._by[at].fingerprint
            if segment.status not in _AGREED or segment.party not in joining or fixed:
                continue
            status = anew.get(segment.span, segment.status)
            if status is not segment.status:
                self.segments[at] = _decided(segment, status, segment.party)
                self._by.setdefault(at, joining[segment.party])

    def told(self) -> Iterator[Corrected]:
        """Yield what was changed and what was not; write the reasons into the segments."""
        for at, correction in self._by.items():
            was, now = self._found[at], self.segments[at]
            said = was.status.replace("_", " ") + (f" of {was.party}" if was.party else "")
            told = f"corrected by {correction.by}: {correction.reason} (the program: {said})"
            self.segments[at] = now._replace(reasons=(told, *was.reasons))
            yield _corrected(correction, was, now, "")
        for correction, was, why in self._idle:
            yield _corrected(correction, was, was, why)


def _decided(segment: Segment, status: Status, party: str | None) -> Segment:
    """Return a segment with the status and party that somebody decided on."""
    if status in _NOBODYS:
        segment = segment._replace(party=None, attribution=None, carried=False)
    else:
        segment = segment._replace(party=party or _UNKNOWN)
    if status is segment.status:
        return segment
    unverified = float(status in UNVERIFIED)
    return segment._replace(status=status, probability=1.0, close=(), unverified=unverified)


def _corrected(correction: Correction, was: Segment, now: Segment, why: str) -> Corrected:
    return Corrected(
        was.start, was.end, 0 if why else was.words, was.status, was.party, now.status, now.party,
        correction.by, correction.reason, correction.until, correction.place, was.fingerprint, why,
        not correction.fingerprint,
    )  # fmt: skip


def _same(one: str, other: str) -> bool:
    """Whether two names are one but for case, blanks and an article before them."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def _fingerprinted(layout: Layout, segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield the segments, each with a mark that survives shifted lines and edits elsewhere.

    It hashes the words of the passage and of the sentence it begins in, and the number of its
    occurrence among equal ones, as that of a finding does.
    """
    seen: Counter[tuple[str, str]] = Counter()
    words, starts = layout.words, layout.starts
    end = 0
    for segment in segments:
        first = bisect_left(starts, segment.start, end)
        end = bisect_left(starts, segment.end, first)
        around = ""
        if first < end:
            sentence = layout.sentences[layout.sentence_of[first]]
            around = " ".join(words[sentence.first : sentence.end])
        key = (around, " ".join(words[first:end]))
        seen[key] += 1
        yield segment._replace(fingerprint=fingerprint(*key, str(seen[key])))
