"""What a detector gets to see, and what it gives back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress, islice, takewhile
from operator import itemgetter
from typing import NamedTuple

from auditor.model import (
    EXCLUDED,
    UNVERIFIED,
    BlockKind,
    Frame,
    Layout,
    Matches,
    Resolution,
    RuleSet,
    Segment,
    Source,
    Span,
    Status,
)
from auditor.proposition import carried, stems
from auditor.text import quoted

_CLAIMS = UNVERIFIED | {Status.VERIFIED, Status.CORROBORATED, Status.INDEPENDENT}
_SAME = 0.6  # the part of a passage's terms that a claim must have to be the same claim
_FEWEST_TERMS = 4
DENIED = "denied by"  # how the reason of a claim begins that a denial contests
_MOST_STATING = 64  # a term of more segments than these tells no claim from another


class Hit(NamedTuple):
    """A place in the article, what fills the rule's message, and related places."""

    span: Span
    fill: Mapping[str, str] = {}
    related: tuple[Span, ...] = ()


class Case:
    """An article with everything the stages made of it."""

    def __init__(
        self, layout: Layout, matches: Matches, frames: Sequence[Frame], resolution: Resolution,
        segments: Sequence[Segment], rules: RuleSet,
    ) -> None:  # fmt: skip
        self.layout, self.matches = layout, matches
        self.frames, self.resolution = frames, resolution
        self.segments, self.rules = segments, rules
        self._terms: dict[int, frozenset[str]] = {}  # of each segment, by where it starts

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def content(self) -> list[Segment]:
        """The segments that count: neither headline nor boilerplate nor meta."""
        return [segment for segment in self.segments if segment.status not in EXCLUDED]

    @cached_property
    def headlines(self) -> list[Segment]:
        return [segment for segment in self.segments if segment.status is Status.HEADLINE]

    @cached_property
    def lead(self) -> list[Segment]:
        """The content segments of the first paragraph that has any."""
        first = next(iter(self.content), None)
        if first is None:
            return []
        layout = self.layout
        last = layout.paragraphs[self.paragraph(first.start)].end - 1
        end = layout.ends[layout.sentences[last].end - 1]
        return list(takewhile(lambda segment: segment.start < end, self.content))

    def segment_at(self, offset: int) -> Segment | None:
        """Return the segment that covers a code point, or None."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self.segments[at].end <= offset:
            return None
        return self.segments[at]

    def paragraph(self, offset: int) -> int:
        """Return the number of the paragraph of a code point."""
        layout = self.layout
        token = min(bisect_left(layout.starts, offset), len(layout.words) - 1)
        return layout.sentences[layout.sentence_of[token]].paragraph

    def quotes(self, span: Span) -> bool:
        """Whether somebody is quoted with a passage: the word is not the writer's choice."""
        layout = self.layout
        first = bisect_left(layout.starts, span.start)
        quotations = layout.quotations
        number = bisect_left(quotations, first, key=lambda quotation: quotation.end)
        if number < len(quotations) and quotations[number].first < first < quotations[number].end:
            return True
        return layout.paragraphs[self.paragraph(span.start)].kind is BlockKind.QUOTE

    def source(self, segment: Segment) -> Source | None:
        """Return the source a segment is credited to, or None."""
        if segment.attribution is None:
            return None
        index = self.resolution.source_of[segment.attribution - 1]
        return None if index is None else self.resolution.sources[index]

    def text(self, span: Span) -> str:
        """Return a span of the article on one line."""
        return quoted(self.layout.document.plain, span.start, span.end)

    def terms(self, segment: Segment) -> frozenset[str]:
        """Return the words that carry a segment's proposition."""
        known = self._terms.get(segment.start)
        if known is None:
            inside = self.tokens(segment)
            known = carried(self.stems[inside.start : inside.stop])
            self._terms[segment.start] = known
        return known

    def said(self, first: int, end: int) -> frozenset[str]:
        """Return the words that carry what a token range says."""
        return carried(self.stems[first:end])

    @cached_property
    def stems(self) -> list[str]:
        """The terms of the article's words, "" for those that carry no proposition."""
        return stems(self.layout.words, self.matches.get("party", ()), self.rules)

    @cached_property
    def _stating(self) -> dict[str, list[int]]:
        """Of each term, the first content segments that state it on somebody's word."""
        stating: dict[str, list[int]] = {}
        for number, segment in enumerate(self.content):
            if segment.status not in _CLAIMS:
                continue
            for word in self.terms(segment):
                numbers = stating.setdefault(word, [])
                if len(numbers) < _MOST_STATING:
                    numbers.append(number)
        return stating

    def same_claim(
        self, passage: Segment, statuses: Container[Status], alike: float = _SAME
    ) -> Segment | None:
        """Return the first other segment of one of ``statuses`` that states what ``passage`` does.

        ``statuses`` are of claims.  It must have ``alike`` of the terms of ``passage`` and all
        its figures; very short passages state nothing.
        """
        wanted = self.terms(passage)
        if len(wanted) < _FEWEST_TERMS:
            return None
        shared = Counter(chain.from_iterable(self._stating.get(word, ()) for word in wanted))
        least = alike * len(wanted)
        figures = {word for word in wanted if word[0].isdigit()}
        for number in sorted(number for number, terms in shared.items() if terms >= least):
            other = self.content[number]
            if other.status not in statuses or other.start == passage.start:
                continue
            if figures <= self.terms(other):
                return other
        return None

    def named(self, first: int, end: int) -> list[str]:
        """Return the parties that are named in a token range, in order."""
        matches = self.matches.get("party", ())
        low = bisect_left(matches, first, key=itemgetter(0))
        inside = takewhile(lambda match: match.first < end, islice(matches, low, None))
        return [self.rules.rules[match.rule].traits["party"] for match in inside]

    def tokens(self, segment: Segment) -> range:
        """Return the token indices of a segment."""
        starts = self.layout.starts
        first = bisect_left(starts, segment.start)
        return range(first, bisect_left(starts, segment.end, first))

    @cached_property
    def harmed(self) -> list[Segment]:
        """The content segments with a word of harm, in the article's order."""
        harm = self.rules.lists["harm"]
        words, starts = self.layout.words, self.layout.starts
        found: list[Segment] = []
        for at in compress(range(len(words)), map(harm.__contains__, words)):
            segment = self.segment_at(starts[at])
            if segment is None or segment.status in EXCLUDED:
                continue
            if not found or segment.start != found[-1].start:
                found.append(segment)
        return found

    def figures(self, segment: Segment) -> list[int]:
        """Return the tokens of a segment that are numbers."""
        spelled = self.rules.lists["figure_words"]
        words = self.layout.words
        return [at for at in self.tokens(segment) if words[at][0].isdigit() or words[at] in spelled]


Detector = Callable[[Case], Iterator[Hit]]
