"""Detectors that compare the headline, the lead and the writer's voice with the claims below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.findings.case import Case, Detector, Hit
from auditor.model import UNVERIFIED, Segment, Span, Status
from auditor.proposition import share

_SAME = 0.6  # the part of a passage's terms that a claim must share to be the same claim
_FEWEST_TERMS = 3
_SUPPORTED = frozenset({Status.VERIFIED, Status.CORROBORATED, Status.INDEPENDENT})


def _same_claim(case: Case, passage: Segment, others: Sequence[Segment]) -> Segment | None:
    """Return the first of ``others`` that states what ``passage`` states, or None."""
    wanted = case.terms(passage)
    if len(wanted) < _FEWEST_TERMS:
        return None
    return next((other for other in others if share(wanted, case.terms(other)) >= _SAME), None)


def _rests_on(case: Case, passage: Segment) -> Hit | None:
    """Return a hit where ``passage`` states as fact what the body credits to one party."""
    body = [other for other in case.content if other is not passage]
    if _same_claim(case, passage, [s for s in body if s.status in _SUPPORTED]):
        return None
    claim = _same_claim(case, passage, [s for s in body if s.status in UNVERIFIED])
    if claim is None:
        return None
    source = case.source(claim)
    return Hit(
        Span(passage.start, passage.end),
        {
            "party": claim.party or "an unnamed source",
            "source": source.name if source else "an unnamed source",
        },
        (Span(claim.start, claim.end),),
    )


def headline_states_claim(case: Case) -> Iterator[Hit]:
    """The headline states as fact what the body credits to one party."""
    attributed = {case.layout.starts[frame.cue[0].first] for frame in case.frames if frame.cue}
    for headline in case.headlines:
        if any(headline.start <= start < headline.end for start in attributed):
            continue
        if hit := _rests_on(case, headline):
            yield hit


def headline_one_party(case: Case) -> Iterator[Hit]:
    """The headline is attributed, and its claim rests on one party all the same."""
    for frame in case.frames:
        if not frame.cue or not frame.source:
            continue
        segment = case.segment_at(case.layout.starts[frame.cue[0].first])
        if segment is not None and segment.status is Status.HEADLINE:
            if hit := _rests_on(case, segment):
                yield hit
            return


def lead_states_claim(case: Case) -> Iterator[Hit]:
    """The first paragraph states as fact what is credited to one party further down."""
    for segment in case.lead:
        if segment.status is Status.OWN_VOICE and (hit := _rests_on(case, segment)):
            yield hit


def attribution_drift(case: Case) -> Iterator[Hit]:
    """A claim returns later in the writer's own voice."""
    lead = {segment.start for segment in case.lead}
    claims: list[Segment] = []
    for segment in case.content:
        if segment.status in UNVERIFIED:
            claims.append(segment)
        elif segment.status is Status.OWN_VOICE and claims and segment.start not in lead:
            claim = _same_claim(case, segment, claims)
            if claim is not None:
                yield Hit(
                    Span(segment.start, segment.end),
                    {"party": claim.party or "an unnamed source"},
                    (Span(claim.start, claim.end),),
                )


DETECTORS: dict[str, Detector] = {
    "headline-states-claim": headline_states_claim,
    "headline-one-party": headline_one_party,
    "lead-states-claim": lead_states_claim,
    "attribution-drift": attribution_drift,
}
