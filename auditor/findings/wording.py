"""Detectors for the wording of attributions and for voices that are one side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from auditor.findings.case import Case, Detector, Hit
from auditor.model import UNVERIFIED, Frame, Kind, Span, Status

_LONG_QUOTATION = 8  # words; shorter ones are terms or scare quotes
_MANY_VOICES = 3
# "refugees admitted to the country", "claimed responsibility"; "denied all claims"
_NOT_SAID = frozenset(("to", "into", "are", "were", "as", "responsibility"))
_NOUN_BEHIND = frozenset(
    ("to", "all", "any", "these", "those", "over", "about", "amid", "the", "of")
)
_SAYING = 12  # tokens of what is said in which its verb stands
_FINITE = frozenset(
    """is are was were has have had will would can could may might must should did does do be been
    isn't aren't wasn't weren't didn't doesn't don't hasn't haven't hadn't won't wouldn't went came
    took made got left""".split()
)
_BEFORE_PARTICIPLE = frozenset("a an the of by in from to for and or as , more most so".split())
_POSSESSIVES = frozenset({"'s", "'", "its", "his", "her", "their", "my", "our", "your"})


def loaded_verb(case: Case) -> Iterator[Hit]:
    """The verb of attribution judges the speaker ("claimed", "admitted")."""
    loaded = case.rules.lists.get("loaded_verbs", frozenset())
    words = case.layout.words
    for index, frame in enumerate(case.frames):
        cues = [at for first, end in frame.cue for at in range(first, end) if words[at] in loaded]
        if not cues:
            continue
        source = case.resolution.source_of[index]
        if source is None or not frame.source or words[frame.source[-1].end - 1] in _POSSESSIVES:
            continue  # "its claims": a noun
        for at in cues:
            if _tells(case, frame, at) and not case.quotes(case.layout.span(at, at + 1)):
                yield Hit(
                    case.layout.span(at, at + 1),
                    {
                        "verb": case.layout.cased[at],
                        "source": case.resolution.sources[source].name,
                    },
                )


def _tells(case: Case, frame: Frame, at: int) -> bool:
    """Whether what a verb introduces is a sentence: nobody is judged who claims a prize."""
    words = case.layout.words
    if not frame.content or (at and words[at - 1] in _NOUN_BEHIND):
        return False
    if not _NOT_SAID.isdisjoint(words[at + 1 : at + 2]):
        return False
    first, end = frame.content[0]
    if frame.kind is not Kind.INDIRECT or first < at:
        return True  # words of the speaker, or the verb closes them: "..., she claimed"
    said = words[first : min(end, first + _SAYING)]
    if said[:1] == ["that"] or not _FINITE.isdisjoint(said):
        return True
    return any(
        word[-2:] == "ed" and before not in _BEFORE_PARTICIPLE for before, word in pairwise(said)
    )


def quotation_without_speaker(case: Case) -> Iterator[Hit]:
    """A quotation of a sentence's length that nobody is credited with."""
    contents = sorted(r for frame in case.frames for r in frame.content)
    firsts = [r.first for r in contents]
    reach = 0
    furthest = [reach := max(reach, r.end) for r in contents]
    layout = case.layout
    for quotation in layout.quotations:
        before = bisect_left(firsts, quotation.end)
        if before and furthest[before - 1] > quotation.first + 1:
            continue
        words = layout.words[quotation.first : quotation.end]
        if sum(word[0].isalnum() for word in words) < _LONG_QUOTATION:
            continue
        segment = case.segment_at(layout.starts[quotation.first])
        if segment is not None and segment.status in (Status.OWN_VOICE, Status.UNSOURCED):
            yield Hit(layout.span(quotation.first, quotation.end))


def one_side_many_voices(case: Case) -> Iterator[Hit]:
    """Several sources of one side stand for the whole account."""
    parties = {segment.party for segment in case.content if segment.attribution is not None}
    unverified = [segment for segment in case.content if segment.status in UNVERIFIED]
    if len(parties - {None, "unknown"}) != 1 or not unverified:
        return
    party = unverified[0].party
    voices = [source for source in case.resolution.sources if source.party == party]
    if len(voices) >= _MANY_VOICES and all(voice.mentions for voice in voices):
        yield Hit(
            voices[0].mentions[0],
            {"party": party or "", "voices": ", ".join(voice.name for voice in voices)},
            tuple(voice.mentions[0] for voice in voices[1:]),
        )


def no_second_party(case: Case) -> Iterator[Hit]:
    """All claims come from one party; nobody else is heard."""
    parties = {segment.party for segment in case.content if segment.attribution is not None}
    claims = [segment for segment in case.content if segment.status in UNVERIFIED]
    if len(claims) > 1 and len(parties) == 1 and parties != {"unknown"}:
        first, *others = (Span(segment.start, segment.end) for segment in claims)
        yield Hit(first, {"party": claims[0].party or "an unnamed source"}, tuple(others))


DETECTORS: dict[str, Detector] = {
    "loaded-verb": loaded_verb,
    "quotation-without-speaker": quotation_without_speaker,
    "one-side-many-voices": one_side_many_voices,
    "no-second-party": no_second_party,
}
