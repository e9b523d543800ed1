"""Detectors for the wording of attributions and for voices that are one side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from auditor.english import english
from auditor.findings.case import Case, Detector, Hit
from auditor.model import UNVERIFIED, Frame, Kind, Status

_LONG_QUOTATION = 8  # words; shorter ones are terms or scare quotes
_MANY_VOICES = 3
_SAYING = 12  # tokens of what is said in which its verb stands


def loaded_verb(case: Case) -> Iterator[Hit]:
    """The verb of attribution judges the speaker ("claimed", "admitted")."""
    loaded = case.rules.lists["loaded_verbs"]
    owners = english(case.rules).possessives
    words = case.layout.words
    for index, frame in enumerate(case.frames):
        cues = [at for first, end in frame.cue for at in range(first, end) if words[at] in loaded]
        if not cues:
            continue
        source = case.resolution.source_of[index]
        if source is None or not frame.source or words[frame.source[-1].end - 1] in owners:
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
    words, lists = case.layout.words, case.rules.lists
    if not frame.content or (at and words[at - 1] in lists["before_nouns"]):
        return False
    if not lists["not_said"].isdisjoint(words[at + 1 : at + 2]):
        return False
    first, end = frame.content[0]
    if frame.kind is not Kind.INDIRECT or first < at:
        return True  # words of the speaker, or the verb closes them: "..., she claimed"
    said = words[first : min(end, first + _SAYING)]
    if said[:1] == ["that"] or not english(case.rules).finite.isdisjoint(said):
        return True
    participle = lists["before_participles"]
    return any(word[-2:] == "ed" and before not in participle for before, word in pairwise(said))


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
        first, *others = (segment.span for segment in claims)
        yield Hit(first, {"party": claims[0].party or "an unnamed source"}, tuple(others))


DETECTORS: dict[str, Detector] = {
    "loaded-verb": loaded_verb,
    "quotation-without-speaker": quotation_without_speaker,
    "one-side-many-voices": one_side_many_voices,
    "no-second-party": no_second_party,
}
