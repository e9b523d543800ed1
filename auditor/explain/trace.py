"""Follow one phrase over tokens and remember how far it came, and what was missing there.

The matcher of all phrases is fast because it forgets; this one is for a single question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.model import Layout
from auditor.packs.phrase import (
    NUMBERS,
    SLOT,
    Cased,
    Either,
    Gap,
    Listed,
    Mark,
    Number,
    Part,
    Parts,
    Slot,
    Words,
)

Lists = Mapping[str, Sequence[Parts]]
_Places = dict[int, int]  # a token reached: the end of the last token that a word matched
_MOST_WORDS = 5  # of those that are expected
_OPENERS = frozenset("\"'([")
_CLOSERS = frozenset(".!?\u2026\"')]")
_LOOK = 4
_MARKS = {
    "^": "the start of the sentence",
    "^^": "the start of the paragraph",
    "$": "the end of the sentence",
    "$$": "the end of the paragraph",
}


class Trace(NamedTuple):
    """A phrase tried from the token ``first``.

    ``end`` is where its longest match ends, None if there is none; ``reached`` the end of
    what fitted, and ``expected`` what could have come there, or in one of the ``gap`` words
    after it.
    """

    first: int
    reached: int
    end: int | None
    expected: tuple[str, ...] = ()
    gap: int = 0


def trace(parts: Parts, lists: Lists, layout: Layout, first: int) -> Trace:
    """Try a phrase from the token ``first``; it stays inside its sentence."""
    walk = _Walk(lists, layout, first)
    ends = walk.parts(parts, {first: first})
    if ends:
        return Trace(first, max(ends), max(ends))
    reached = max((failure.solid for failure in walk.failures), default=first)
    nearest = [failure for failure in walk.failures if failure.solid == reached]
    expected = dict.fromkeys(failure.expected for failure in nearest)
    gap = max((failure.at - reached for failure in nearest), default=0)
    return Trace(first, reached, None, tuple(expected), gap)


def beginnings(parts: Parts, lists: Lists) -> frozenset[str] | None:
    """Return the words that a phrase can begin with; None where that cannot be listed."""
    found: set[str] = set()
    for part in parts:
        match part:
            case Words(words):
                return frozenset(found.union(words))
            case Cased(word):
                return frozenset(found | {word.lower()})
            case Either(branches):
                ways: Sequence[Parts] = branches
            case Listed(name):
                ways = lists.get(name, ())
            case Mark():
                continue
            case _:
                return None
        words_of = [beginnings(way, lists) for way in ways if way]
        if any(words is None for words in words_of):
            return None
        found.update(*(words for words in words_of if words))
        if all(ways):  # none of them is empty: the phrase begins here
            return frozenset(found)
    return None


class _Failure(NamedTuple):
    """Something expected at a token, after the words up to ``solid`` had fitted."""

    solid: int
    at: int
    expected: str


class _Walk:
    def __init__(self, lists: Lists, layout: Layout, first: int) -> None:
        self.lists, self.layout, self.first = lists, layout, first
        self.number = layout.sentence_of[first]
        self.sentence = layout.sentences[self.number]
        self.failures: list[_Failure] = []

    def parts(self, parts: Parts, places: _Places) -> _Places:
        for part in parts:
            if not places:
                break
            places = self.part(part, places)
        return places

    def part(self, part: Part, places: _Places) -> _Places:
        words, cased = self.layout.words, self.layout.cased
        match part:
            case Words(known):
                return self.token(places, lambda at: words[at] in known, _either(known))
            case Cased(word):
                return self.token(places, lambda at: cased[at] == word, f"{word!r} so written")
            case Number():
                return self.token(places, lambda at: self.numeric(words[at]), "a number")
            case Mark(sign):
                return self.mark(sign, places)
            case Gap(most):
                return self.gap(0, most, places)
            case Slot():
                return self.gap(1, SLOT, places)
            case Either(branches):
                return _joined(self.parts(branch, places) for branch in branches)
            case Listed(name):
                return self.listed(name, places)

    def token(self, places: _Places, fits: Callable[[int], bool], what: str) -> _Places:
        found: _Places = {}
        for at, solid in places.items():
            if at < self.sentence.end and fits(at):
                found[at + 1] = at + 1
            else:
                self.failures.append(_Failure(solid, at, what))
        return found

    def mark(self, sign: str, places: _Places) -> _Places:
        found = {at: solid for at, solid in places.items() if self.holds(sign, at)}
        if not found:
            self.failures += [_Failure(solid, at, _MARKS[sign]) for at, solid in places.items()]
        return found

    def holds(self, sign: str, at: int) -> bool:
        words, (first, end, number) = self.layout.words, self.sentence
        paragraph = self.layout.paragraphs[number]
        if sign[0] == "^":
            opens = at - first < _LOOK and all(word in _OPENERS for word in words[first:at])
            return opens and (sign == "^" or paragraph.first == self.number)
        closes = end - at <= _LOOK and all(word in _CLOSERS for word in words[at:end])
        return closes and (sign == "$" or paragraph.end == self.number + 1)

    def gap(self, least: int, most: int, places: _Places) -> _Places:
        found: _Places = {}
        for at, solid in places.items():
            for step in range(at + least, min(at + most, self.sentence.end) + 1):
                found[step] = max(solid, found.get(step, solid))
        return found

    def numeric(self, word: str) -> bool:
        """Tell whether a token is a number: digits, or a number word."""
        spelled = (Words((word,)),)
        return word[0] in "0123456789" or spelled in self.lists.get(NUMBERS, ())

    def listed(self, name: str, places: _Places) -> _Places:
        """Follow the entries of a list; if none fits, the list is what was expected."""
        before = self.failures
        self.failures = []
        found = _joined(self.parts(entry, places) for entry in self.lists.get(name, ()))
        inside, self.failures = self.failures, before
        if not found:
            what = f"an entry of @{name}"
            self.failures += [_Failure(solid, at, what) for at, solid in places.items()]
            reached = max(places.values())
            self.failures += [one for one in inside if one.solid > reached]
        return found


def _joined(ways: Iterator[_Places]) -> _Places:
    found: _Places = {}
    for places in ways:
        for at, solid in places.items():
            found[at] = max(solid, found.get(at, solid))
    return found


def _either(words: Sequence[str]) -> str:
    shown = " or ".join(repr(word) for word in words[:_MOST_WORDS])
    return shown + (" or others" if len(words) > _MOST_WORDS else "")
