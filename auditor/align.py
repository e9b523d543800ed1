"""Which segment of one draft is which of the next: by its words, then by its likeness.

Equal words first, in their order.  What is left is compared with the few segments that
share most of its rarer words, so that the work grows with the length of the drafts and
not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from auditor.text import fold, tokenize

_COMMON = 24  # a word of more segments than these tells none from another
_TRIED = 4  # segments that one is compared with
_LONGEST = 120  # words of a segment that are compared
_ALIKE = 0.6  # from here on two segments are drafts of one
_INSIDE = 0.8  # the part of the shorter one that the longer one has to hold
_FEWEST = 4  # words of a shorter one, below which it is inside of anything

Words = tuple[str, ...]


class Pair(NamedTuple):
    """Positions of a segment in the old and in the new draft."""

    old: int
    new: int


def words_of(text: str) -> Words:
    """Return the words of a passage without case, marks and spacing."""
    return tuple(word for word in tokenize(fold(text))[1] if word[0].isalnum())


def align(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    """Return the pairs that are drafts of the same passage, in the order of ``old``.

    Each passage is in one pair at most; passages without words are in none.
    """
    pairs = _equal(old, new)
    left_old = _rest(old, (pair.old for pair in pairs))
    left_new = _rest(new, (pair.new for pair in pairs))
    pairs += _alike(old, left_old, new, left_new)
    return sorted(pairs)


def _equal(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    places: defaultdict[Words, deque[int]] = defaultdict(deque)
    for at, words in enumerate(new):
        if words:
            places[words].append(at)
    return [
        Pair(at, places[words].popleft())
        for at, words in enumerate(old)
        if words and places.get(words)
    ]


def _rest(passages: Sequence[Words], paired: Iterable[int]) -> list[int]:
    done = set(paired)
    return [at for at, words in enumerate(passages) if words and at not in done]


def _alike(
    old: Sequence[Words], left_old: Sequence[int], new: Sequence[Words], left_new: Sequence[int]
) -> list[Pair]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at in left_new:
        for word in dict.fromkeys(new[at][:_LONGEST]):
            places[word].append(at)
    rated: list[tuple[float, float, Pair]] = []
    for at in left_old:
        for candidate in _candidates(old[at], places):
            likeness = _likeness(old[at][:_LONGEST], new[candidate][:_LONGEST])
            if likeness >= _ALIKE:
                moved = abs(at / len(old) - candidate / len(new))
                rated.append((-likeness, moved, Pair(at, candidate)))
    pairs: list[Pair] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, pair in sorted(rated):
        if pair.old not in taken_old and pair.new not in taken_new:
            pairs.append(pair)
            taken_old.add(pair.old)
            taken_new.add(pair.new)
    return pairs


def _candidates(words: Words, places: dict[str, list[int]]) -> list[int]:
    """Return the passages that share most words with ``words``, the best first."""
    shared: Counter[int] = Counter()
    for word in dict.fromkeys(words[:_LONGEST]):
        found = places.get(word, ())
        if len(found) <= _COMMON:
            shared.update(found)
    return sorted(shared, key=lambda at: (-shared[at], at))[:_TRIED]


def _likeness(one: Words, other: Words) -> float:
    """Return 1 for equal passages, 0 for those that have nothing in common.

    A passage that the other one holds whole, with an attribution around it, is like it.
    """
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    shorter = min(len(one), len(other))
    ratio = matcher.quick_ratio()
    together = ratio * (len(one) + len(other)) / 2
    if ratio < _ALIKE and together < _INSIDE * shorter:
        return 0.0
    together = sum(block.size for block in matcher.get_matching_blocks())
    ratio = 2 * together / (len(one) + len(other))
    if shorter >= _FEWEST and together >= _INSIDE * shorter:
        return max(ratio, 0.9 * together / shorter)
    return ratio
