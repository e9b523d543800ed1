"""Folding, tokens, words and line numbers: plain functions over one string."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

# One code point to one, so that offsets into the folded text are offsets into the file.
_FOLDS = (
    ("\u201c", '"'), ("\u201d", '"'), ("\u201e", '"'), ("\u201f", '"'),
    ("\u00ab", '"'), ("\u00bb", '"'), ("\uff02", '"'),
    ("\u2018", "'"), ("\u2019", "'"), ("\u201a", "'"), ("\u201b", "'"), ("\u02bc", "'"),
    ("\u2032", "'"), ("\uff07", "'"),
    ("\u2010", "-"), ("\u2011", "-"), ("\u00ad", "-"), ("\u2212", "-"),
    ("\u2012", "\u2014"), ("\u2013", "\u2014"), ("\u2015", "\u2014"),
    ("\u00a0", " "), ("\u202f", " "), ("\u2007", " "), ("\u2009", " "),
    ("\u200b", " "), ("\u200e", " "), ("\u200f", " "), ("\u2060", " "), ("\ufeff", " "),
    ("\x00", " "),
)  # fmt: skip

# A token with the blanks behind it, so that the lengths add up to the offsets.
_TOKEN = re.compile(
    r"(?:(?:[A-Za-z]\.){2,}"  # U.S., p.m.
    r"|\d+(?:[.,:]\d+)*[A-Za-z]*"  # 367,491  3.5  10th
    r"|'s\b"
    r"|[^\W\d_](?:\w*[^\W_])?(?:'(?!s\b)\w+)*"  # don't, but Ukraine | 's
    r"|\.{2,}|-{2,}"
    r"|[^\s])\s*"
)
_BLANK = re.compile(r"\s*")
WORD = re.compile(r"\S*[^\W_]\S*")  # a whitespace-separated token with a letter or digit


def fold(text: str) -> str:
    """Return ``text`` with quotation marks, dashes and blanks in one form, same length.

    Two apostrophes or back-ticks become a double mark and a blank.
    """
    for variant, plain in _FOLDS:
        if variant in text:
            text = text.replace(variant, plain)
    for variant in ("''", "``"):
        if variant in text:
            text = text.replace(variant, '" ')
    return text


def tokenize(plain: str) -> tuple[list[str], list[str], list[int], list[int]]:
    """Cut folded text into (cased, words, starts, ends); all loops run in C."""
    lead = _BLANK.match(plain)
    assert lead is not None
    raw = _TOKEN.findall(plain, lead.end())
    cased = list(map(str.rstrip, raw))
    starts = list(accumulate(map(len, raw), initial=lead.end()))
    starts.pop()
    ends = list(map(int.__add__, starts, map(len, cased)))
    return cased, list(map(str.lower, cased)), starts, ends


def count_words(plain: str, start: int = 0, end: int | None = None) -> int:
    """Count the whitespace-separated tokens with a letter or digit."""
    return len(WORD.findall(plain, start, len(plain) if end is None else end))


class LineIndex:
    """Code point offsets to 1-based (line, column), built once for a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a code point offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
