"""The claims of an article, above all those that nothing but one word supports, and its voices."""

from __future__ import annotations

import math
from collections.abc import Container, Sequence
from typing import NamedTuple

from auditor.model import EXCLUDED, UNVERIFIED, Audit, Party, Segment, Source, Status
from auditor.summary import exceeds

# All that rests on somebody's word.
ATTRIBUTED = frozenset(Status) - EXCLUDED - {Status.OWN_VOICE}


class Claim(NamedTuple):
    """Neighbouring segments that rest on the same word: an editor checks them together."""

    segments: tuple[Segment, ...]
    party: str | None
    status: Status
    words: int

    @property
    def start(self) -> int:
        """Where it begins in the file."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """Where it ends in the file."""
        return self.segments[-1].end

    @property
    def carried(self) -> bool:
        """Whether nothing in it names its source."""
        return all(segment.carried for segment in self.segments)

    @property
    def reasons(self) -> list[str]:
        """Why it has its status, each reason once."""
        return list(dict.fromkeys(r for segment in self.segments for r in segment.reasons))


class Remedy(NamedTuple):
    """The least that brings an article under a limit."""

    words: int  # that have to be verified, corroborated or cut
    claims: tuple[Claim, ...]  # the fewest that hold so many, in the order of the article
    share: float  # what is left when they are dealt with


def unverified(audit: Audit) -> list[Claim]:
    """Return the unverified single-party claims in the order of the article."""
    return grouped(audit, UNVERIFIED)


def grouped(audit: Audit, statuses: Container[Status]) -> list[Claim]:
    """Return what has one of ``statuses``, in the order of the article."""
    claims: list[Claim] = []
    run: list[Segment] = []
    for segment in audit.segments:
        if run and not _continues(run[-1], segment):
            claims.append(_claim(run))
            run = []
        if segment.status in statuses:
            run.append(segment)
    if run:
        claims.append(_claim(run))
    return claims


def largest(claims: Sequence[Claim], most: int) -> list[Claim]:
    """Return the ``most`` claims with the most words, in the order of the article."""
    chosen = sorted(claims, key=lambda claim: (-claim.words, claim.start))[:most]
    return sorted(chosen, key=lambda claim: claim.start)


class Heard(NamedTuple):
    """A party and its sources, those with the most words first."""

    party: Party
    sources: tuple[Source, ...]


def heard(audit: Audit) -> list[Heard]:
    """Return who is heard, the weightiest party first; also those on whose word nothing rests."""
    known = {party.name: party for party in audit.parties}
    for source in audit.sources:
        known.setdefault(source.party, Party(source.party, source.role, 0, 0.0, ()))
    of: dict[str, list[Source]] = {name: [] for name in known}
    for source in sorted(audit.sources, key=lambda source: (-source.words, source.id)):
        of[source.party].append(source)
    ranked = sorted(known.values(), key=lambda party: (-party.words, party.name))
    return [Heard(party, tuple(of[party.name])) for party in ranked]


def remedy(audit: Audit, limit: float) -> Remedy | None:
    """Return what would bring the unverified share down to ``limit``; None where it is kept."""
    claims = unverified(audit)
    total = sum(claim.words for claim in claims)
    content = sum(s.words for s in audit.segments if s.status not in EXCLUDED)
    if not content or not exceeds(total / content, limit):
        return None
    needed = total - math.floor(limit * content + 1e-9)
    chosen = _fewest(claims, needed)
    left = total - sum(claim.words for claim in chosen)
    return Remedy(needed, tuple(chosen), left / content)


def _continues(last: Segment, segment: Segment) -> bool:
    return (
        segment.status is last.status
        and segment.party == last.party
        and (segment.carried or segment.attribution == last.attribution)
    )


def _claim(run: Sequence[Segment]) -> Claim:
    return Claim(tuple(run), run[0].party, run[0].status, sum(s.words for s in run))


def _fewest(claims: Sequence[Claim], needed: int) -> list[Claim]:
    """Choose the largest until they suffice, and the smallest that suffices as the last."""
    by_size = sorted(claims, key=lambda claim: (-claim.words, claim.start))
    chosen: list[Claim] = []
    while needed > 0 and by_size:
        enough = [claim for claim in by_size if claim.words >= needed]
        pick = enough[-1] if enough else by_size[0]
        by_size.remove(pick)
        chosen.append(pick)
        needed -= pick.words
    return sorted(chosen, key=lambda claim: claim.start)
