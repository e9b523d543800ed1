"""Folding, tokens, words and line numbers: plain functions over one string."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

from auditor.patterns import late

# One code point to one, so that offsets into the folded text are offsets into the file.
_FOLDS = (
    ("\u201c", '"'), ("\u201d", '"'), ("\u201e", '"'), ("\u201f", '"'),
    ("\u00ab", '"'), ("\u00bb", '"'), ("\uff02", '"'), ("\u301d", '"'), ("\u301e", '"'),
    ("\u300c", '"'), ("\u300d", '"'), ("\u300e", '"'), ("\u300f", '"'),
    ("\u2018", "'"), ("\u2019", "'"), ("\u201a", "'"), ("\u201b", "'"), ("\u02bc", "'"),
    ("\u2039", "'"), ("\u203a", "'"), ("\u2032", "'"), ("\uff07", "'"), ("\u00b4", "'"),
    ("\u2010", "-"), ("\u2011", "-"), ("\u2212", "-"),
    ("\u2012", "\u2014"), ("\u2013", "\u2014"), ("\u2015", "\u2014"),
    ("\u00a0", " "), ("\u202f", " "), ("\u2007", " "), ("\u2009", " "),
    ("\x91", "'"), ("\x92", "'"), ("\x93", '"'), ("\x94", '"'),  # Windows, mistaken for Latin-1
    ("\x96", "\u2014"), ("\x97", "\u2014"), ("\x00", " "),
)  # fmt: skip

# Characters without width.  Inside a word they must not cut it, so there they become a
# letter that tokenize() takes out again; elsewhere they are blanks.
JOINER = "\u0640"  # the Arabic elongation sign: a letter that adds nothing to a word
_ZERO_WIDTH = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_RARE = re.compile(f"[{_ZERO_WIDTH}\u0300-\u036f]")  # one quick look for all of them
_INVISIBLE = late(f"[{_ZERO_WIDTH}]")
_INSIDE = late(f"(?<=[^\\W\\d_])[{_ZERO_WIDTH}]+(?=[^\\W\\d_])")
_COMBINING = late("[^\\W\\d_][\u0300-\u036f]+")

# Two apostrophes or back-ticks for a quotation mark: the mark stays next to its words.
# (Written with the pair first: the search for it then runs on plain characters.)
_OPENING_PAIR = late(r"''(?<![^\s(\[\u2014-]'')")
_CLOSING_PAIR = late(r"''(?!')(?:(?<!\w'')|(?!\w))")

_LOW_PAIR = late(r",,(?<![^\s(\[\u2014-],,)(?=\w)")

# A token with the blanks behind it, so that the lengths add up to the offsets.  The first
# line is nothing but the quick way for most words.
_TOKEN = re.compile(
    r"(?:[A-Za-z]++(?![\w'.])"
    r"|(?:[A-Za-z]\.){2,}"  # U.S., p.m.
    r"|[^\W\d_](?:\w*[^\W_])?(?:'(?![sS]\b)\w+)*"  # don't, but Ukraine | 's
    r"|\d+(?:[.,:]\d+)*[A-Za-z]*"  # 367,491  3.5  10th
    r"|'[sS]\b"
    r"|\.{2,}|-{2,}"
    r"|[^\s])\s*"
)
# The rest of a whitespace-separated token from its first letter or digit: a pattern that began
# with the marks before it would look at a run of marks once for every mark.
WORD = re.compile(r"[^\W_]\S*")
LINE_BREAK = re.compile(r"\r\n|\r|\n")


def fold(text: str) -> str:
    """Return ``text`` with quotation marks, dashes and blanks in one form, same length.

    Two apostrophes, back-ticks or low commas become a double mark and a blank.
    """
    if not text.isascii():
        for variant, plain in _FOLDS:
            if variant in text:
                text = text.replace(variant, plain)
        if _RARE.search(text):
            text = _INVISIBLE.sub(" ", _INSIDE.sub(_joiners, text))
            text = _COMBINING.sub(_compose, text)
    elif "\0" in text:
        text = text.replace("\0", " ")
    if "`" in text:
        text = text.replace("``", ' "').replace("`", "'")
    if ",," in text:
        text = _LOW_PAIR.sub(' "', text)
    if "''" in text:
        text = _CLOSING_PAIR.sub('" ', _OPENING_PAIR.sub(' "', text))
    return text


def _joiners(match: re.Match[str]) -> str:
    return JOINER * len(match[0])


def _compose(match: re.Match[str]) -> str:
    """Put a letter and its accents into one code point where there is one."""
    composed = unicodedata.normalize("NFC", match[0])
    base = composed if len(composed) == 1 else match[0][0]
    return base + JOINER * (len(match[0]) - 1)


def tokenize(plain: str) -> tuple[list[str], list[str], list[int], list[int]]:
    """Cut folded text into (cased, words, starts, ends); all loops run in C."""
    lead = len(plain) - len(plain.lstrip())
    raw = _TOKEN.findall(plain, lead)
    cased = list(map(str.rstrip, raw))
    starts = list(accumulate(map(len, raw), initial=lead))
    starts.pop()
    ends = list(map(int.__add__, starts, map(len, cased)))
    if JOINER in plain:
        cased = [word.replace(JOINER, "") or word for word in cased]
    return cased, list(map(str.lower, cased)), starts, ends


def quoted(plain: str, start: int, end: int) -> str:
    """Return a stretch of folded text on one line, as it is told to people."""
    return " ".join(plain[start:end].replace(JOINER, "").split())


def count_words(plain: str, start: int = 0, end: int | None = None) -> int:
    """Count the whitespace-separated tokens with a letter or digit."""
    return len(WORD.findall(plain, start, len(plain) if end is None else end))


class LineIndex:
    """Code point offsets to 1-based (line, column), built once for a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in LINE_BREAK.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a code point offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
