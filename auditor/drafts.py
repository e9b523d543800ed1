"""What changed between two drafts of an article: shares, sources, claims and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.align import Words, align, words_of
from auditor.model import EXCLUDED, UNVERIFIED, Audit, Finding, Segment, Source, Status
from auditor.summary import SHARE, digest, share

# Shares that are compared besides the unverified one, in the order of the reports.
SHARES = (
    "single_party_share",
    "disclaimed_share",
    "contested_share",
    "anonymous_share",
    "unsourced_share",
    "position_share",
    "own_voice_share",
    "independent_share",
    "corroborated_share",
    "verified_share",
)

_NOTABLE = 0.005  # half a percentage point


class Figure(NamedTuple):
    """A share before and after."""

    name: str
    old: float
    new: float

    @property
    def change(self) -> float:
        """How much it grew, from -1 to 1."""
        return self.new - self.old

    @property
    def rose(self) -> bool:
        """Whether it grew by more than a word here or there can do."""
        return self.change >= _NOTABLE


class Moved(NamedTuple):
    """A passage that both drafts have and whose status or party differs."""

    old: Segment
    new: Segment


class Drafts(NamedTuple):
    """Two drafts compared.

    ``fixed`` are open findings of the old draft that the new one has no more, ``accepted``
    those that somebody has acknowledged since, ``found`` the new ones.  ``added`` and
    ``dropped`` are unverified claims that only one draft has.
    """

    old: Audit
    new: Audit
    share: Figure
    shares: tuple[Figure, ...]
    gained: tuple[Source, ...]
    lost: tuple[Source, ...]
    moved: tuple[Moved, ...]
    added: tuple[Segment, ...]
    dropped: tuple[Segment, ...]
    fixed: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    found: tuple[Finding, ...]

    @property
    def worse(self) -> bool:
        """Whether the unverified share rose by half a point or more, or a finding is new."""
        return bool(self.found) or self.share.rose

    @property
    def stripped(self) -> tuple[Moved, ...]:
        """The claims that lost their attribution: the share fell, their support did not grow."""
        return tuple(
            twin
            for twin in self.moved
            if twin.old.status in UNVERIFIED and twin.new.status is Status.OWN_VOICE
        )


def compare(old: Audit, new: Audit) -> Drafts:
    """Return what changed from ``old`` to ``new``."""
    before, after = _counted(old), _counted(new)
    pairs = align(_passages(old, before), _passages(new, after))
    twins = [Moved(before[pair.old], after[pair.new]) for pair in pairs]
    fixed, accepted, found = _findings(old, new, twins)
    return Drafts(
        old,
        new,
        _figure(SHARE, old, new),
        tuple(_figure(name, old, new) for name in SHARES),
        tuple(_unknown(new.sources, old.sources)),
        tuple(_unknown(old.sources, new.sources)),
        tuple(twin for twin in twins if _differs(twin)),
        tuple(_alone(after, {pair.new for pair in pairs})),
        tuple(_alone(before, {pair.old for pair in pairs})),
        fixed,
        accepted,
        found,
    )


def _figure(name: str, old: Audit, new: Audit) -> Figure:
    return Figure(name, share(digest(old), name), share(digest(new), name))


def _counted(audit: Audit) -> list[Segment]:
    """Return the segments that may be claims in one of the drafts: all but boilerplate."""
    return [segment for segment in audit.segments if segment.status is not Status.BOILERPLATE]


def _passages(audit: Audit, segments: Sequence[Segment]) -> list[Words]:
    return [words_of(audit.document.plain[s.start : s.end]) for s in segments]


def _differs(twin: Moved) -> bool:
    old, new = twin
    if old.status in EXCLUDED and new.status in EXCLUDED:
        return False
    return (old.status, old.party) != (new.status, new.party)


def _alone(segments: Sequence[Segment], paired: set[int]) -> Iterator[Segment]:
    for at, segment in enumerate(segments):
        if at not in paired and segment.status in UNVERIFIED:
            yield segment


# ---------------------------------------------------------------- sources


def _unknown(sources: Iterable[Source], others: Sequence[Source]) -> Iterator[Source]:
    """Yield the sources that are not among ``others``.

    A source is known by its name.  In the same party it is enough that one name holds all
    words of the other: "Anna Holm" may have become "Anna Holm, the minister's lawyer".
    """
    names = {words_of(other.name) for other in others}
    parties: dict[str, list[frozenset[str]]] = {}
    for other in others:
        parties.setdefault(other.party, []).append(frozenset(words_of(other.name)))
    for source in sources:
        words = words_of(source.name)
        fellows = parties.get(source.party, ())
        if words not in names and not any(_holds(frozenset(words), other) for other in fellows):
            yield source


def _holds(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and shorter <= longer


# ---------------------------------------------------------------- findings

_Split = tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]


def _findings(old: Audit, new: Audit, twins: Sequence[Moved]) -> _Split:
    """Return the fixed, the accepted and the new findings.

    Findings are the same by their fingerprint.  A fingerprint ends with the words it
    hashes; so a finding of the same rule in the next draft of the same passage is the old
    one, too: to reword a passage does not settle it.
    """
    before, after = list(_open(old)), list(new.findings)
    marks = Counter(finding.fingerprint for finding in before)
    unmatched: list[Finding] = []
    kept: Counter[str] = Counter()
    accepted: list[Finding] = []
    for finding in after:
        if marks[finding.fingerprint] > kept[finding.fingerprint]:
            kept[finding.fingerprint] += 1
            if finding.suppressed is not None:
                accepted.append(finding)
        elif finding.suppressed is None:
            unmatched.append(finding)
    gone: list[Finding] = []
    for finding in before:
        if kept[finding.fingerprint]:
            kept[finding.fingerprint] -= 1
        else:
            gone.append(finding)
    fixed, found = _reworded(gone, unmatched, twins)
    return tuple(fixed), tuple(accepted), tuple(found)


def _open(audit: Audit) -> Iterator[Finding]:
    return (finding for finding in audit.findings if finding.suppressed is None)


def _reworded(
    gone: Sequence[Finding], unmatched: Sequence[Finding], twins: Sequence[Moved]
) -> tuple[list[Finding], list[Finding]]:
    """Take out of both lists the findings of one rule in drafts of one passage."""
    place_old = _homes(gone, [twin.old for twin in twins])
    place_new = _homes(unmatched, [twin.new for twin in twins])
    waiting: Counter[tuple[str, int]] = Counter()
    for number, finding in enumerate(unmatched):
        if number in place_new:
            waiting[finding.rule, place_new[number]] += 1
    fixed: list[Finding] = []
    same: Counter[tuple[str, int]] = Counter()
    for number, finding in enumerate(gone):
        key = (finding.rule, place_old.get(number, -1))
        if waiting[key] > same[key]:
            same[key] += 1
        else:
            fixed.append(finding)
    found: list[Finding] = []
    for number, finding in enumerate(unmatched):
        key = (finding.rule, place_new.get(number, -1))
        if same[key]:
            same[key] -= 1
        else:
            found.append(finding)
    return fixed, found


def _homes(findings: Sequence[Finding], segments: Sequence[Segment]) -> Mapping[int, int]:
    """Return for each finding the number of the segment in which it begins."""
    order = sorted(range(len(segments)), key=lambda at: segments[at].start)
    homes: dict[int, int] = {}
    at = 0
    for number in sorted(range(len(findings)), key=lambda n: findings[n].start):
        start = findings[number].start
        while at < len(order) and segments[order[at]].end <= start:
            at += 1
        if at < len(order) and segments[order[at]].start <= start:
            homes[number] = order[at]
    return homes
