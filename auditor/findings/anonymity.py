"""Detectors for sources the reader cannot identify."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from auditor.findings.case import Case, Detector, Hit
from auditor.model import Naming, Span, Status

_NEAR = 8


def single_anonymous_source(case: Case) -> Iterator[Hit]:
    """The article's only anonymous source carries claims nobody else supports."""
    single = case.rules.lists["single_person"]
    carried: dict[int, list[Span]] = {}
    for segment in case.content:
        if segment.status is not Status.ANONYMOUS:
            continue
        source = case.source(segment)
        if (
            source is not None
            and source.naming is not Naming.NAMED
            and not single.isdisjoint(source.name.lower().split())
        ):
            carried.setdefault(source.id, []).append(segment.span)
    if len(carried) != 1:
        return
    ((identity, spans),) = carried.items()
    name = case.resolution.sources[identity - 1].name
    yield Hit(spans[0], {"source": name, "passages": str(len(spans))}, tuple(spans[1:]))


def _explicit(case: Case, *reasons: str) -> Iterator[Hit]:
    rules = case.rules.rules
    for match in case.matches.get("anonymity", ()):
        if rules[match.rule].traits.get("reason") in reasons:
            span = case.layout.span(match.first, match.end)
            segment = case.segment_at(span.start)
            if segment is not None and segment.status in (Status.HEADLINE, Status.BOILERPLATE):
                continue
            if case.quotes(span) or ("none" in reasons and _reasoned(case, match.end)):
                continue
            yield Hit(span, {"phrase": case.text(span)})


def _reasoned(case: Case, at: int) -> bool:
    """Whether a reason follows in the same sentence: "because ...", "to discuss ..."."""
    end = case.layout.sentences[case.layout.sentence_of[at - 1]].end
    words = case.layout.words[at:end]
    lists = case.rules.lists
    if not lists["gives_reason"].isdisjoint(words):
        return True
    return any(two[0] == "to" and two[1] in lists["talking"] for two in pairwise(words[:_NEAR]))


def anonymity_without_reason(case: Case) -> Iterator[Hit]:
    """Anonymity is granted and the reader is not told why."""
    yield from _explicit(case, "none")


def formulaic_anonymity(case: Case) -> Iterator[Hit]:
    """The reason given for anonymity says nothing about the source's motive."""
    yield from _explicit(case, "formula")


def bare_officials(case: Case) -> Iterator[Hit]:
    """ "Officials", "authorities" or "sources" of no body that the article names."""
    bare = case.rules.lists["bare_sources"]
    for source in case.resolution.sources:
        if source.naming not in (Naming.VAGUE, Naming.ANONYMOUS, Naming.ROLE):
            continue
        if source.party != "unknown" or source.name.lower() not in bare:
            continue
        mentions = tuple(span for span in source.mentions if not case.quotes(span))
        if mentions:
            yield Hit(mentions[0], {"source": source.name}, mentions[1:])


DETECTORS: dict[str, Detector] = {
    "single-anonymous-source": single_anonymous_source,
    "anonymity-without-reason": anonymity_without_reason,
    "formulaic-anonymity": formulaic_anonymity,
    "bare-officials": bare_officials,
}
