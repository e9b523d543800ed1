"""Words and sentences as the attribution measures count them.

They are cut without the auditor's own tokens, so that a change there cannot move the yardstick.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from auditor.model import Span

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\r\n]+")
_STOP = re.compile(
    "(?<![.!?])[.!?]++[\"\u201d\u2019')\\]]*+\\s++(?=[\"\u201c\u2018'(\\[]?[A-Z0-9])"
)
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Lt|Col|Sgt|Rev|Prof|Hon|Sr|Jr|St|No|vs|etc|Inc|Corp"
    r"|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[ap]\.m|[A-Z]|[A-Z]\.[A-Z]))\.\Z"
)
_SHORT_REACH = 12  # characters: no abbreviation is longer
_NO_CONTENT = frozenset(
    """a an the of for in on at by to from with about as into over under and or but nor that which
    is are was were be been being has have had do does did will would can could may might shall
    should must s t not""".split()
)


class Words:
    """The words of a text: ``spans``, their text in lower case, the sentence of each."""

    def __init__(self, text: str) -> None:
        self.spans = [Span(*match.span()) for match in _WORD.finditer(text)]
        self.lower = [text[start:end].lower() for start, end in self.spans]
        self._starts = [start for start, _ in self.spans]
        self._ends = [end for _, end in self.spans]
        begins = list(_begins(text))
        self.sentences = [max(0, bisect_left(begins, end) - 1) for end in self._ends]

    def inside(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Return the words that share a character with one of ``spans``."""
        return frozenset(
            at
            for start, end in spans
            if start < end
            for at in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )

    def telling(self, words: frozenset[int]) -> frozenset[int]:
        """Return ``words`` without articles, prepositions, conjunctions and auxiliaries."""
        return frozenset(at for at in words if self.lower[at] not in _NO_CONTENT)


def _begins(text: str) -> Iterator[int]:
    """Yield where sentences begin: at lines, and after stops before a capital or a digit."""
    for line in _LINE.finditer(text):
        begin = line.start()
        yield begin
        for stop in _STOP.finditer(text, begin, line.end()):
            before = text[max(begin, stop.start() - _SHORT_REACH) : stop.start() + 1]
            if not _SHORT.search(before):
                begin = stop.end()
                yield begin
