"""Detectors that compare the headline, the lead and the writer's voice with the claims below."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.findings.case import Case, Detector, Hit
from auditor.model import UNVERIFIED, Act, Segment, Status

_MOST = 0.75  # the part of a headline's or a lead's terms that a claim must have to be the same
_SHORT = 3
_SENTENCE = 6  # terms; a passage with fewer names a matter and states nothing
_UNNAMED = "an unnamed source"
_SAID = 0.8  # the part of what headline and claim share that must be what was said
_QUOTED = frozenset(('"', "'"))
_COUNTS = frozenset(("poll", "database"))
_SUPPORTED = frozenset({Status.VERIFIED, Status.CORROBORATED, Status.INDEPENDENT})


def _rests_on(case: Case, passage: Segment) -> Hit | None:
    """Return a hit where ``passage`` states as fact what the body credits to one party."""
    claim = case.same_claim(passage, UNVERIFIED, _MOST)
    if claim is None or case.same_claim(passage, _SUPPORTED):
        return None
    source = case.source(claim)
    if source is not None and source.type in _COUNTS:
        return None
    if claim.attribution is not None and case.frames[claim.attribution - 1].act is not Act.SPEECH:
        return None  # what people think or feel is no claim that a headline takes over
    return Hit(
        passage.span,
        {
            "party": _UNNAMED if claim.party in (None, "unknown") else str(claim.party),
            "source": source.name if source else _UNNAMED,
        },
        (claim.span,),
    )


def headline_states_claim(case: Case) -> Iterator[Hit]:
    """The headline states as fact what the body credits to one party."""
    for headline in case.headlines:
        hit = _rests_on(case, headline)
        if hit is None or _names(case, headline, hit.fill["source"]):
            continue
        claim = case.segment_at(hit.related[0].start)
        if claim is None or not _told(case, headline, claim):
            continue
        tokens = case.tokens(headline)
        if not any(frame.cue and frame.cue[0].first in tokens for frame in case.frames):
            yield hit


def _names(case: Case, headline: Segment, source: str) -> bool:
    """Whether a headline shows whose account it gives ("Stone: ...", "Stone takes on ...")."""
    tokens = case.tokens(headline)
    words = case.layout.words[tokens.start : tokens.stop]
    named = {word.strip(".,'").lower() for word in source.split() if len(word) > _SHORT}
    return ":" in words or not named.isdisjoint(words)


def _speaks(case: Case, headline: Segment, party: str | None) -> bool:
    """Whether a headline names the party together with its words ("Oslo issues 'apology'")."""
    tokens = case.tokens(headline)
    words = case.layout.words[tokens.start : tokens.stop]
    return party in case.named(tokens.start, tokens.stop) and not _QUOTED.isdisjoint(words)


def _told(case: Case, headline: Segment, claim: Segment) -> bool:
    """Whether the words that a headline takes over are what the party said, in so many words.

    A party whose words the headline quotes, outlets that only pass it on, and figures of an office
    are no claim that it hides.
    """
    source = case.source(claim)
    if claim.attribution is None or source is None or claim.carried:
        return False
    if _speaks(case, headline, claim.party):
        return False
    lists = case.rules.lists
    relays = lists["figures_office" if claim.party != "unknown" else "relays"]
    if not relays.isdisjoint(source.name.lower().split()):
        return False
    frame = case.frames[claim.attribution - 1]
    words, matter_of = case.layout.words, lists["matter_of"]
    if any(words[begin - 1] in matter_of for begin, _ in frame.content if begin):
        return False  # "offers messages about ...": the matter, not what was said
    said = frozenset().union(*(case.said(*content) for content in frame.content))
    both = case.terms(headline) & case.terms(claim)
    return len(both & said) >= _SAID * len(both)


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
    if not any(segment.status in UNVERIFIED for segment in case.content):
        return
    lead = {segment.start for segment in case.lead}
    for segment in case.content:
        if segment.start in lead or len(case.terms(segment)) < _SENTENCE:
            continue
        if segment.status is Status.OWN_VOICE:
            claim = case.same_claim(segment, UNVERIFIED, _MOST)
            if claim is not None and claim.start < segment.start:
                yield Hit(
                    segment.span,
                    {"party": _UNNAMED if claim.party in (None, "unknown") else str(claim.party)},
                    (claim.span,),
                )


DETECTORS: dict[str, Detector] = {
    "headline-states-claim": headline_states_claim,
    "headline-one-party": headline_one_party,
    "lead-states-claim": lead_states_claim,
    "attribution-drift": attribution_drift,
}
