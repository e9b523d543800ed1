"""Quotations: pairs of quotation marks, each inside one paragraph.

The direction of a mark is told by the blanks around it, so that one odd mark
does not turn the others round; where they do not tell, by its curl; and where
it has none, by whether a quotation is open.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from auditor.model import Document, Paragraph, Quotation, Sentence

_OPEN, _CLOSE, _EITHER = 1, -1, 0
_CURL = {
    **dict.fromkeys("\u201c\u201e\u00ab\u2018\u201a\u2039\u300c\u300e\u301d", _OPEN),
    **dict.fromkeys("\u201d\u00bb\u2019\u203a\u300d\u300f\u301e", _CLOSE),
}
_BEFORE_OPENING = "([{\u2014-/"
_NO_OPENING = "\u2019\u02bc\u2032\u00b4"  # at a word's start these are apostrophes
_INTRODUCES = frozenset(",:")


def quotations(
    document: Document, words: list[str], starts: list[int], ends: list[int], marks: list[int],
    sentences: list[Sentence], paragraphs: list[Paragraph], elisions: frozenset[str],
) -> list[Quotation]:  # fmt: skip
    """Return the quotations of a layout, sorted and not overlapping; ``marks`` are its marks.

    ``elisions`` are the words that an apostrophe may open ('til, 'em).

    A quotation inside another is part of it.  One without its closing mark ends
    with its paragraph, or with its sentence where it is no speech.
    """
    found: list[Quotation] = []
    seen, left_open = 0, False
    for paragraph in paragraphs:
        first, end = sentences[paragraph.first].first, sentences[paragraph.end - 1].end
        while seen < len(marks) and marks[seen] < first:
            seen += 1
        until = seen
        while until < len(marks) and marks[until] < end:
            until += 1
        if until == seen:
            left_open = False
            continue
        own = _Marks(document, words, starts, ends, marks[seen:until], first, end, elisions)
        seen = until
        quoted = own.pairs(left_open, sentences, paragraph)
        left_open = bool(quoted) and not quoted[-1].closed and quoted[-1].end == end
        found += quoted
    return found


class _Marks:
    """The quotation marks of one paragraph."""

    def __init__(
        self, document: Document, words: list[str], starts: list[int], ends: list[int],
        marks: list[int], first: int, end: int, elisions: frozenset[str],
    ) -> None:  # fmt: skip
        self._text, self._plain = document.text, document.plain
        self._words, self._starts, self._ends = words, starts, ends
        self._marks, self._first, self._end = marks, first, end
        self._elisions = elisions

    def pairs(
        self, left_open: bool, sentences: list[Sentence], paragraph: Paragraph
    ) -> list[Quotation]:
        """Return the quotations; ``left_open``: one of the paragraph before may go on."""
        words = self._words
        double = self._double(
            [at for at in self._marks if words[at] == '"'], left_open, sentences, paragraph
        )
        single = [at for at in self._marks if words[at] == "'"]
        if not single:
            return double
        return _outermost(double, self._single(single, left_open))

    def _double(
        self, marks: list[int], left_open: bool, sentences: list[Sentence], paragraph: Paragraph
    ) -> list[Quotation]:
        found: list[Quotation] = []
        opened: list[int] = []
        directions = [self._direction(at) for at in marks]
        for number, (at, direction) in enumerate(zip(marks, directions, strict=True)):
            if (
                direction != _OPEN
                and self._measures(at)
                and (not opened or _CLOSE in directions[number + 1 : number + 2])
            ):
                continue  # 24" is a size
            if direction == _EITHER:
                direction = _CLOSE if opened else _OPEN
            if direction == _OPEN:
                opened.append(at)
            elif opened:
                begin = opened.pop()
                while found and found[-1].first > begin:
                    found.pop()  # inside this one
                found.append(Quotation(begin, at + 1, True, begin == self._first and left_open))
            elif left_open and not found:
                found.append(Quotation(self._first, at + 1, True, True))
        if opened:
            found += self._unclosed(opened, found, left_open, sentences, paragraph)
            found.sort()
        return found

    def _unclosed(
        self, opened: list[int], found: list[Quotation], left_open: bool,
        sentences: list[Sentence], paragraph: Paragraph,
    ) -> list[Quotation]:  # fmt: skip
        """Return quotations for marks without a partner: each ends before the next one."""
        if opened[0] == self._first and self._encloses(opened, found):
            found.clear()
            return [Quotation(self._first, self._end, False, left_open)]
        limits = sorted({*opened, *(q.first for q in found), self._end})
        follows = dict(pairwise(limits))
        result = []
        for at in opened:
            end = follows[at]
            number = bisect_right(
                sentences, at, paragraph.first, paragraph.end, key=lambda sentence: sentence.first
            )
            sentence = sentences[number - 1]
            speech = at == sentence.first or self._words[at - 1] in _INTRODUCES
            if not speech or end < self._end:
                end = min(end, sentence.end)
            if end > at + 1:
                result.append(Quotation(at, end, False, at == self._first and left_open))
        return result

    def _encloses(self, opened: list[int], found: list[Quotation]) -> bool:
        """Tell whether a mark at the start holds the paragraph: those inside look otherwise."""
        looks = self._text[self._starts[opened[0]]]
        inner = [*opened[1:], *(quotation.first for quotation in found)]
        return all(self._text[self._starts[at]] != looks for at in inner)

    def _single(self, marks: list[int], left_open: bool) -> list[Quotation]:
        """Pair single marks; what cannot be told from an apostrophe is one."""
        found: list[Quotation] = []
        opened: int | None = None
        plural: int | None = None  # "boys' ": a closing mark or an apostrophe
        for at in marks:
            before, after = self._around(at)
            if self._opens_single(at, before, after):
                if opened is not None and plural is not None:
                    found.append(Quotation(opened, plural + 1, True))
                opened, plural = at, None
            elif opened is not None and not after.isalnum() and not before.isspace():
                if before in "sS":
                    plural = at if plural is None else plural
                else:
                    continues = opened == self._first and left_open
                    found.append(Quotation(opened, at + 1, True, continues))
                    opened = plural = None
        if opened is not None and plural is not None:
            found.append(Quotation(opened, plural + 1, True))
        elif opened == self._first and self._text[self._starts[opened]] == "\u2018":
            found.append(Quotation(opened, self._end, False, left_open))
        return found

    def _opens_single(self, at: int, before: str, after: str) -> bool:
        if not (before.isspace() or before in _BEFORE_OPENING or before == '"'):
            return False
        if not (after.isalnum() or after in '"([$\u00a3\u20ac.') or at + 1 >= self._end:
            return False
        if self._text[self._starts[at]] in _NO_OPENING:
            return False
        following = self._words[at + 1]
        decade = following.rstrip("s")
        return following not in self._elisions and not (len(decade) == 2 and decade.isdigit())

    def _direction(self, at: int) -> int:
        before, after = self._around(at)
        if at + 1 == self._end:
            return _CLOSE
        apart = before.isspace() or before in _BEFORE_OPENING
        if before == "'":
            apart = after.isalnum()
        if apart and (after.isalnum() or (before.isspace() and not after.isspace())):
            return _OPEN
        if not before.isspace() and not after.isalnum() and before not in "([{":
            return _CLOSE
        return _CURL.get(self._text[self._starts[at]], _EITHER)

    def _measures(self, at: int) -> bool:
        before, after = self._around(at)
        return before.isdigit() and not after.isalnum() and self._text[self._starts[at]] == '"'

    def _around(self, at: int) -> tuple[str, str]:
        """Return the characters before and after a mark, blanks at the paragraph's ends.

        Blanked markup is looked through: ``"*We* go"`` begins with a word.
        """
        before = after = " "
        text, plain = self._text, self._plain
        if at > self._first:
            here = self._starts[at] - 1
            while plain[here] == " " and not text[here].isspace() and here > 0:
                here -= 1
            before = plain[here]
        if at + 1 < self._end:
            here = self._ends[at]
            while plain[here] == " " and not text[here].isspace() and here + 1 < len(plain):
                here += 1
            after = plain[here]
        return before, after


def _outermost(double: list[Quotation], single: list[Quotation]) -> list[Quotation]:
    """Merge: what lies inside another goes, and where two overlap the single marks."""
    merged: list[Quotation] = []
    for quotation in sorted([*double, *single], key=lambda q: (q.first, -q.end)):
        if merged and quotation.first < merged[-1].end:
            if quotation.end > merged[-1].end and merged[-1] in single:
                merged[-1] = quotation
            continue
        merged.append(quotation)
    return merged
