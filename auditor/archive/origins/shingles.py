"""Texts as sampled fingerprints of their shingles, and how much of one text another one holds.

A shingle is six words in a row, in lower case, without punctuation.  Of all shingles the same
quarter is kept in every text, so that what two texts share is seen in what is kept of them:
how much of each text, for a copy that is cut, and also where, for one that is worked in.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WORDS = 6  # of a shingle
_SAMPLED = 4  # one shingle in so many is kept
_GAP = 60  # words between two shared shingles, over which a shared stretch goes on
_VOCABULARY = 1 << 20  # words kept with their numbers
_WORD = re.compile(r"\w+")
_FACTOR = 0x9E3779B97F4A7C15
_MIXED = 0xBF58476D1CE4E5B9


class Prints(NamedTuple):
    """The fingerprints of one text, each once, sorted; and the word at which each begins."""

    hashes: NDArray[np.uint32]
    places: NDArray[np.uint32]
    words: int  # of the whole text


class Shared(NamedTuple):
    """What two texts have in common."""

    shingles: int  # of those that are sampled
    words: tuple[int, int]  # of either text, in stretches that both have, edits included


class Shingles:
    """Makes fingerprints; the same of the same text, in every process and on every machine."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, text: str) -> Prints:
        """Return the fingerprints of a text."""
        words = _WORD.findall(text.lower())
        count = len(words) - WORDS + 1
        if count < 1:
            nothing = np.zeros(0, np.uint32)
            return Prints(nothing, nothing, len(words))
        numbers = np.fromiter(map(self._number, words), np.uint64, len(words))
        mixed = np.zeros(count, np.uint64)
        for at in range(WORDS):
            mixed = mixed * np.uint64(_FACTOR) + numbers[at : at + count]
        mixed ^= mixed >> np.uint64(31)
        mixed *= np.uint64(_MIXED)
        mixed ^= mixed >> np.uint64(29)
        places = np.flatnonzero(mixed % np.uint64(_SAMPLED) == 0)
        hashes = (mixed[places] >> np.uint64(32)).astype(np.uint32)
        hashes, first = np.unique(hashes, return_index=True)
        return Prints(hashes, places[first].astype(np.uint32), len(words))

    def _number(self, word: str) -> int:
        number = self._known.get(word)
        if number is None:
            if len(self._known) >= _VOCABULARY:
                self._known.clear()
            data = word.encode("utf-8", "replace")
            number = self._known[word] = crc32(data) << 32 | crc32(data, 1)
        return number


def shared(one: Prints, other: Prints) -> Shared:
    """Return what two texts have in common."""
    _, here, there = np.intersect1d(
        one.hashes, other.hashes, assume_unique=True, return_indices=True
    )
    words = _covered(one.places[here]), _covered(other.places[there])
    return Shared(len(here), words)


def _covered(places: NDArray[np.uint32]) -> int:
    """Return the words in the stretches that shared shingles make up."""
    if not len(places):
        return 0
    gaps = np.diff(np.sort(places).astype(np.int64))
    inside = np.minimum(gaps, WORDS)
    inside[gaps <= _GAP] = gaps[gaps <= _GAP]
    return int(inside.sum()) + WORDS
