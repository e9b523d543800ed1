"""Claims that several articles carry: passages of one window of time that say the same.

Passages are compared by their terms, as the audit compares them inside an article: most of the
shorter one's are in the longer one, and all of its numbers.  Only those that share pairs of their
rarest terms are compared at all.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from auditor.proposition import stem

ALIKE = 0.65  # of the terms of the shorter passage
TERMS = 4  # that two passages must share
_WORDS = 2  # of these that are no names: a list of names is no claim
WINDOW = 7  # days from one article to the next that carries the claim
_RAREST = 6  # terms that are paired to find what may say the same
_PARTS = 8  # of all pairs of terms: one after the other, to hold less at a time
_KEYS = 2  # pairs that two passages must share to be compared
_CHUNK = 1 << 18  # pairs compared at a time
_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_NUMBER, _NAME = 1, 2
_Numbers = NDArray[np.uint64]
_Places = NDArray[np.int64]


class Terms:
    """Makes terms of passages: words without endings, numbers and names marked."""

    def __init__(self, function_words: frozenset[str]) -> None:
        self._empty = function_words
        self._known: dict[str, int] = {}

    def of(self, text: str, without: str = "") -> dict[int, int]:
        """Return the terms of a passage with what they are; those of ``without`` left out.

        ``without`` are the words that name the source: who says it is not part of the claim.
        """
        left = set(self._numbers(_WORD.findall(without)))
        found: dict[int, int] = {}
        words = _WORD.findall(text)
        for at, (word, number) in enumerate(zip(words, self._numbers(words), strict=True)):
            if number and number not in left:
                kind = _NUMBER if word[0].isdigit() else _NAME if at and word[0].isupper() else 0
                found[number] = found.get(number, 0) | kind
        return found

    def _numbers(self, words: Iterable[str]) -> Iterator[int]:
        for word in words:
            number = self._known.get(word)
            if number is None:
                number = self._known[word] = self._number(word.lower().replace(",", ""))
            yield number

    def _number(self, word: str) -> int:
        """Return the number of a word's term; 0 where it carries no claim."""
        if word in self._empty or (len(word) < 3 and word.isalpha()):
            return 0
        return crc32(stem(word).encode("utf-8", "replace")) or 1


class Passages:
    """Passages by their terms, in the order in which they were added."""

    def __init__(self) -> None:
        self._terms = array("I")
        self._kinds = array("B")
        self._sizes = array("I")

    def add(self, terms: dict[int, int]) -> None:
        """Add a passage."""
        self._terms.extend(terms)
        self._kinds.extend(terms.values())
        self._sizes.append(len(terms))

    def groups(
        self, articles: Sequence[int], days: Sequence[int], families: Sequence[int]
    ) -> list[list[int]]:
        """Return the passages that carry the same claim, each group in the order of time.

        ``articles`` has the article of each passage, as its place in the order of time;
        ``days`` and ``families`` the day of each article, -1 where it is not known, and its family
        or a number that no other has.  A passage in no group stands alone.
        """
        if not self._terms:
            return []
        flat = _Flat.of(self._terms, self._kinds, self._sizes)
        owners = np.array(articles, np.int64)
        near = _Near(owners, np.array(days, np.int64), np.array(families, np.int64))
        pairs = _candidates(flat, near)
        earlier, later, share = _alike(flat, near, pairs)
        order = np.lexsort((owners[earlier], -share, later))
        roots = list(range(len(self._sizes)))
        best = order[np.diff(later[order], prepend=-1) > 0]
        homes = dict(zip(later[best].tolist(), earlier[best].tolist(), strict=True))
        groups: dict[int, list[int]] = {}
        for passage in sorted(homes, key=lambda one: (articles[one], one)):
            root = roots[passage] = roots[homes[passage]]
            groups.setdefault(root, [root]).append(passage)
        return list(groups.values())


class _Flat(NamedTuple):
    """The terms of all passages in one row, sorted in each passage."""

    keys: _Numbers  # passage << 32 | term
    kinds: NDArray[np.uint8]
    starts: _Places
    sizes: _Places

    @classmethod
    def of(cls, terms: array[int], kinds: array[int], sizes: array[int]) -> _Flat:
        counts = np.array(sizes, np.int64)
        keys = np.repeat(np.arange(len(sizes), dtype=np.uint64) << np.uint64(32), counts)
        keys |= np.array(terms, np.uint64)
        order = np.argsort(keys)
        told = np.array(kinds, np.uint8)[order]
        return cls(keys[order], told, np.cumsum(counts) - counts, counts)


class _Near(NamedTuple):
    """When passages were printed, and where."""

    articles: _Places
    days: _Places
    families: _Places

    def same_family(self, one: _Places, other: _Places) -> NDArray[np.bool_]:
        here, there = self.articles[one], self.articles[other]
        same: NDArray[np.bool_] = self.families[here] == self.families[there]
        return same

    def near(self, one: _Places, other: _Places) -> NDArray[np.bool_]:
        """Return whether passages are of different articles in one window or family."""
        here, there = self.articles[one], self.articles[other]
        days, others = self.days[here], self.days[there]
        close = (np.abs(days - others) <= WINDOW) & (days >= 0)
        near: NDArray[np.bool_] = (here != there) & (close | self.same_family(one, other))
        return near


def _candidates(flat: _Flat, near: _Near) -> _Numbers:
    """Return pairs, ``earlier << 32 | later``, that share several pairs of their rarest terms."""
    _, inverse, times = np.unique(
        flat.keys & np.uint64(0xFFFFFFFF), return_inverse=True, return_counts=True
    )
    owners = (flat.keys >> np.uint64(32)).astype(np.int64)
    order = np.lexsort((flat.keys, times[inverse], owners))
    rarest = flat.keys[order] & np.uint64(0xFFFFFFFF)
    found = [_of_part(part, flat, near, rarest) for part in range(_PARTS)]
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    several: _Numbers = pairs[counts >= _KEYS]
    return several


def _of_part(part: int, flat: _Flat, near: _Near, rarest: _Numbers) -> _Numbers:
    """Return pairs of passages for each pair of terms that they share, of one part of these.

    Of those that share one, each is paired with the first and with the one before.
    """
    enough = np.flatnonzero(flat.sizes >= TERMS)
    found = []
    for one, other in combinations(range(_RAREST), 2):
        held = enough[flat.sizes[enough] > other]
        here, there = (rarest[flat.starts[held] + at] for at in (one, other))
        own = (here ^ there) % np.uint64(_PARTS) == part
        low, high = np.minimum(here[own], there[own]), np.maximum(here[own], there[own])
        found.append((low << np.uint64(32) | high, held[own]))
    keys = np.concatenate([key for key, _ in found])
    passages = np.concatenate([held for _, held in found])
    order = np.lexsort((passages, near.articles[passages], keys))
    keys, passages = keys[order], passages[order]
    starts = np.flatnonzero(np.diff(keys, prepend=~keys[:1]) != 0)
    behind = np.arange(len(keys)) - np.repeat(starts, np.diff(starts, append=len(keys)))
    second, third = np.flatnonzero(behind >= 1), np.flatnonzero(behind >= 2)
    earlier = np.concatenate([passages[second - 1], passages[third - behind[third]]])
    later = np.concatenate([passages[second], passages[third]])
    kept = near.near(earlier, later)
    pairs: _Numbers = earlier[kept].astype(np.uint64) << np.uint64(32)
    pairs |= later[kept].astype(np.uint64)
    return pairs


def _alike(
    flat: _Flat, near: _Near, pairs: _Numbers
) -> tuple[_Places, _Places, NDArray[np.float64]]:
    """Return the pairs that say the same, and how much of the shorter one is in the longer."""
    told: list[tuple[_Places, _Places, NDArray[np.float64]]] = []
    numbers = np.add.reduceat(np.append(flat.kinds & _NUMBER, 0), flat.starts, dtype=np.int64)
    numbers[flat.sizes == 0] = 0
    for start in range(0, len(pairs), _CHUNK):
        some = pairs[start : start + _CHUNK]
        earlier = (some >> np.uint64(32)).astype(np.int64)
        later = (some & np.uint64(0xFFFFFFFF)).astype(np.int64)
        sizes = flat.sizes[later]
        rows = np.repeat(np.arange(len(some)), sizes)
        inside = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        places = flat.starts[later][rows] + inside
        terms = flat.keys[places] & np.uint64(0xFFFFFFFF)
        wanted = earlier[rows].astype(np.uint64) << np.uint64(32) | terms
        there = np.minimum(np.searchsorted(flat.keys, wanted), len(flat.keys) - 1)
        held = flat.keys[there] == wanted
        kinds = flat.kinds[places] | flat.kinds[there]
        common = np.bincount(rows[held], minlength=len(some))
        named = np.bincount(rows[held & (kinds > 0)], minlength=len(some))
        counted = np.bincount(rows[held & (kinds & _NUMBER > 0)], minlength=len(some))
        share = common / np.minimum(flat.sizes[earlier], sizes)
        fewer = np.minimum(numbers[earlier], numbers[later])
        names = np.bincount(rows[held & (kinds & _NAME > 0)], minlength=len(some))
        same = (common >= TERMS) & (share >= ALIKE) & (counted >= fewer)
        same &= common - names >= _WORDS
        same &= (named > 0) | near.same_family(earlier, later)
        told.append((earlier[same], later[same], share[same]))
    if not told:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    earlier, later, share = (np.concatenate(column) for column in zip(*told, strict=True))
    return earlier, later, share
