"""Lay what was found in an article beside what one person marked in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.evaluate.pairing import pair
from auditor.evaluate.standoff import Annotated, Annotation, Marked
from auditor.evaluate.words import Words
from auditor.model import Attribution, Audit, Document

_ALIKE = 0.5  # Jaccard index of the words of two contents that count as the same
_QUOTE = re.compile("[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]|``|''")


@dataclass(frozen=True)
class Gold:
    """An attribution that a person marked, as words."""

    marked: Marked
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    direct: bool


@dataclass(frozen=True)
class Found:
    """An attribution of the audit, as words."""

    attribution: Attribution
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True)
class Compared:
    """One article against one annotation, which counts ``weight``.

    ``found`` are the outermost attributions, as people mark only those; ``nested`` the
    others.  ``same`` pairs gold and found by content, ``strict`` by content and source.
    """

    document: Document
    words: Words
    weight: float
    gold: Sequence[Gold]
    found: Sequence[Found]
    nested: Sequence[Found]
    discarded: frozenset[int]
    same: dict[int, int]
    strict: dict[int, int]

    @cached_property
    def gold_content(self) -> frozenset[int]:
        return frozenset().union(*(one.content for one in self.gold))

    @cached_property
    def found_content(self) -> frozenset[int]:
        return frozenset().union(*(one.content for one in self.found))


def compare(article: Annotated, audit: Callable[[Document], Audit]) -> Iterator[Compared]:
    """Yield the comparison with each annotation of ``article``; together they weigh 1."""
    words = Words(article.document.text)
    attributions = audit(article.document).attributions
    for annotation in article.annotations:
        yield _compare(article, annotation, words, attributions)


def _compare(
    article: Annotated, annotation: Annotation, words: Words, attributions: Sequence[Attribution]
) -> Compared:
    text = article.document.text
    out = words.inside(annotation.discarded)
    gold = [
        Gold(
            marked,
            words.inside(marked.source) - out,
            words.inside(marked.cue) - out,
            content,
            any(_QUOTE.search(text, start, end) for start, end in marked.content),
        )
        for marked in annotation.attributions
        if (content := words.inside(marked.content) - out)
    ]
    everything = [
        Found(one, words.inside(one.source) - out, words.inside(one.cue) - out, content)
        for one in attributions
        if (content := words.inside(one.content) - out)
    ]
    found, nested = _outermost(everything)
    alike, agreeing = {}, {}
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            likeness = jaccard(one.content, other.content)
            if likeness >= _ALIKE:
                alike[g, f] = likeness
                if _same_source(words, one.source, other.source):
                    agreeing[g, f] = likeness
    weight = 1 / len(article.annotations)
    return Compared(
        article.document, words, weight, gold, found, nested, out, pair(alike), pair(agreeing)
    )


def _outermost(found: list[Found]) -> tuple[list[Found], list[Found]]:
    """Part what lies wholly inside the larger content of another from the rest."""
    holders: dict[int, list[frozenset[int]]] = {}  # word: the contents that hold it
    for one in found:
        for at in one.content:
            holders.setdefault(at, []).append(one.content)
    outer: list[Found] = []
    nested: list[Found] = []
    for one in found:
        around = holders[min(one.content)]
        inside = any(one.content < content for content in around)
        (nested if inside else outer).append(one)
    return outer, nested


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of all words of both that both have."""
    same = len(one & other)
    return same / (len(one) + len(other) - same) if same else 0.0


def _same_source(words: Words, one: frozenset[int], other: frozenset[int]) -> bool:
    """Both name nobody, or share a telling word (any word where one has no telling one)."""
    if not one or not other:
        return not one and not other
    telling, others = words.telling(one), words.telling(other)
    if telling and others:
        return not telling.isdisjoint(others)
    return not one.isdisjoint(other)
