"""Detectors for claims whose support the reader should be told about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.findings.case import DENIED, Case, Detector, Hit
from auditor.model import UNVERIFIED, Segment, Status
from auditor.proposition import share
from auditor.publisher import is_own, own_names

_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_MEDIA = ("media", "state-media")
_NEAR = 5  # tokens behind "accused" in which the accused stands
_REACH = 6  # tokens between a number and the word of harm
_BACK = 10  # tokens before a figure in which a clause of its own would begin
_SAME_EVENT = 0.5
_MOST_FIGURES = 64  # of one noun that are compared


def _figures(case: Case, segment: Segment) -> Iterator[tuple[str, str, int]]:
    """Yield (number, stem of the noun after it, token index) of a segment."""
    words = case.layout.words
    end = case.tokens(segment).stop
    for at in case.figures(segment):
        if at + 1 < end:
            yield words[at], case.stems[at + 1], at


def casualty_without_source(case: Case) -> Iterator[Hit]:
    """A number of dead or wounded in the writer's own voice or with nobody named."""
    harm = case.rules.lists["harm"]
    sourced = _sourced(case) if case.harmed else frozenset()
    lists = case.rules.lists
    measures, past = lists["measures"], lists["told_of_past"]
    words = case.layout.words
    for segment in case.harmed:
        if segment.status not in (Status.OWN_VOICE, Status.UNSOURCED):
            continue
        tokens = case.tokens(segment)
        figures = list(_figures(case, segment))
        if any(_YEAR.match(number) or words[at + 1] == "years" for number, _, at in figures):
            continue  # told of the past: nobody asks for a source
        if not past.isdisjoint(words[tokens.start : tokens.stop]):
            continue
        for number, _, at in figures:
            window = range(max(tokens.start, at - _REACH), min(tokens.stop, at + _REACH + 1))
            if not measures.isdisjoint((words[at - 1], words[at + 1])):
                continue
            if _no_count(words, at, lists["ages"]):
                continue
            near = next((near for near in window if words[near] in harm), None)
            if near is None or _aside(lists, words, tokens.start, near, at):
                continue
            if number not in sourced:
                yield Hit(segment.span, {"figure": number})
                break


def _sourced(case: Case) -> frozenset[str]:
    """Return the figures that somebody is credited with where the article tells of harm."""
    words = case.layout.words
    return frozenset(
        words[at]
        for segment in case.harmed
        if segment.party is not None
        for at in case.figures(segment)
    )


def _no_count(words: Sequence[str], at: int, ages: frozenset[str]) -> bool:
    """Whether a number is an age, a day or part of a compound ("five-justice")."""
    if words[at - 1] in ages or words[at + 1] in ("-", ")"):
        return True
    return words[at - 1] in (",", "(") and words[at + 1] == ","  # "Jane Doe, 24, ..."


def _aside(
    lists: Mapping[str, frozenset[str]], words: Sequence[str], first: int, harm: int, figure: int
) -> bool:
    """Whether a figure stands in a clause that only says which event is meant."""
    if figure > first and words[figure - 1] in lists["known_before"]:
        return True  # "the 49 people killed"
    begin = max(first, min(harm, figure) - _BACK)
    return not lists["asides"].isdisjoint(words[begin : max(harm, figure)])


def figures_differ(case: Case) -> Iterator[Hit]:
    """Two sources give different numbers for one thing."""
    given: dict[str, list[tuple[Segment, str, frozenset[str]]]] = {}
    for segment in case.harmed:
        if segment.party is None:
            continue
        terms = case.terms(segment)
        for number, noun, _ in _figures(case, segment):
            before = given.setdefault(noun, [])
            for other, figure, others in before:
                if figure == number or other.party == segment.party:
                    continue
                if share(terms, others) >= _SAME_EVENT:
                    yield Hit(
                        segment.span,
                        {
                            "figure": number, "party": segment.party,
                            "other_figure": figure, "other_party": other.party or "",
                        },
                        (other.span,),
                    )  # fmt: skip
                    break
            if len(before) < _MOST_FIGURES:
                before.append((segment, number, terms))


def contested_without_disclaimer(case: Case) -> Iterator[Hit]:
    """Parties dispute a claim, and the article does not say whether it could be checked."""
    statuses = {segment.status for segment in case.content}
    if statuses & {Status.DISCLAIMED, Status.VERIFIED} or case.matches.get("disclaimer"):
        return
    contested = [segment for segment in case.content if segment.status is Status.CONTESTED]
    if any(segment.reasons[0].startswith(DENIED) for segment in contested):
        first, *others = (segment.span for segment in contested)
        yield Hit(first, {"party": contested[0].party or "one party"}, tuple(others))


def second_hand_claim(case: Case) -> Iterator[Hit]:
    """A news outlet is credited with a claim, and not those whom it has it from."""
    if not any(source.affiliation in _MEDIA for source in case.resolution.sources):
        return
    parents = {frame.parent for frame in case.frames}
    own = own_names(case.rules)
    reporting = case.rules.lists["reporting"]
    citing = case.rules.lists["citing"]
    words = case.layout.words
    for index, frame in enumerate(case.frames):
        source_index = case.resolution.source_of[index]
        if source_index is None or index in parents or frame.parent is not None or not frame.cue:
            continue
        source = case.resolution.sources[source_index]
        if source.affiliation not in _MEDIA or is_own(source, own):
            continue
        if source.type != "group" and not source.type.endswith(" group"):
            continue  # a journalist, a poll, an editorial
        first, end = frame.cue[0]
        if reporting.isdisjoint(words[first:end]):
            continue
        segment = case.segment_at(case.layout.starts[first])
        if segment is None or segment.status not in UNVERIFIED | {Status.INDEPENDENT}:
            continue
        tokens = case.tokens(segment)
        if citing.isdisjoint(words[tokens.start : tokens.stop]):
            yield Hit(segment.span, {"source": source.name})


def accused_not_heard(case: Case) -> Iterator[Hit]:
    """A party is accused, and neither its answer nor its silence is reported."""
    accusing = case.rules.lists["accusing"]
    layout = case.layout
    if accusing.isdisjoint(layout.words):
        return
    heard = {source.party for source in case.resolution.sources}
    for match in case.matches.get("no_comment", ()):
        first, end, _ = layout.sentences[layout.sentence_of[match.first]]
        heard.update(case.named(first, end))
    for frame in case.frames:
        if not any(layout.words[at] in accusing for r in frame.cue for at in range(*r)):
            continue
        if not frame.content:
            continue
        first, end = frame.content[0]
        for party in case.named(first, min(end, first + _NEAR))[:1]:
            if party in heard:
                continue
            heard.add(party)  # one finding a party
            span = layout.span(frame.content[0].first, frame.content[0].end)
            yield Hit(span, {"party": party})


DETECTORS: dict[str, Detector] = {
    "casualty-without-source": casualty_without_source,
    "figures-differ": figures_differ,
    "contested-without-disclaimer": contested_without_disclaimer,
    "second-hand-claim": second_hand_claim,
    "accused-not-heard": accused_not_heard,
}
