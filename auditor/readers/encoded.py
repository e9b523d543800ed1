"""An article as the small model reads it: word pieces with names masked, and the rules' facts.

Names of people, places and parties are one word piece each, whatever they are, as in
``auditor.verify.facts``: exchanging two of them changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.model import Role
from auditor.verify.story import DATE, NAME, NUMBER, PARTY, Piece, Story

OPEN, CLOSE = 101, 102  # word pieces around a window
PASSAGE, PARAGRAPH = 6, 7  # word pieces that open a passage, and one that opens a paragraph
MASKED = {NAME: 2, PARTY: 3, NUMBER: 4, DATE: 5}
_WINDOW = 254  # word pieces read together
_MOST = 120  # word pieces of one passage: hostile input stays linear
PLAIN, CUE, SOURCE, STAKE = range(4)  # what a word piece is part of

Pieces = Callable[[str], Sequence[int]]  # the word pieces of a word


class Encoded(NamedTuple):
    """The word pieces of each passage, what each is part of, and the facts of each passage."""

    ids: list[list[int]]
    parts: list[list[int]]
    facts: list[Sequence[str]]

    def part(self, first: int, end: int) -> Encoded:
        """Return some of the passages."""
        return Encoded(self.ids[first:end], self.parts[first:end], self.facts[first:end])


def encode(story: Story, pieces: Sequence[Piece], split: Pieces) -> Encoded:
    """Return the passages of an article; ``split`` gives the word pieces of a word.

    The facts of each piece must be there.
    """
    known = story.rules.choices["status"].points
    layout, words = story.layout, story.masked
    opening = {sentence.first for sentence in layout.sentences}
    parts = _parts(story)
    out = Encoded([], [], [])
    paragraph = -1
    for piece in pieces:
        its = story.paragraph(piece)
        ids, kinds = [PASSAGE if its == paragraph else PARAGRAPH], [PLAIN]
        paragraph = its
        for at in range(piece.first, piece.end):
            word = words[at]
            if not word:
                continue
            if word in MASKED:
                found: Sequence[int] = (MASKED[word],)
            elif at in opening and layout.cased[at][0].isupper() and word not in known:
                found = (MASKED[NAME],)  # no point knows it: it may be a name
            else:
                found = split(word)
            ids += found
            kinds += [parts.get(at, PLAIN)] * len(found)
            if len(ids) > _MOST:
                break
        out.ids.append(ids[:_MOST])
        out.parts.append(kinds[:_MOST])
        out.facts.append(piece.facts)
    return out


def windows(sizes: Iterable[int]) -> Iterator[range]:
    """Yield the passages that are read together, whole ones, by how many word pieces each has."""
    first = at = total = 0
    for at, size in enumerate(sizes):
        if at > first and total + size > _WINDOW:
            yield range(first, at)
            first, total = at, 0
        total += size
    yield range(first, at + 1)


def _parts(story: Story) -> dict[int, int]:
    found: dict[int, int] = {}
    for at, frame in enumerate(story.frames):
        for first, end in frame.cue:
            found.update(dict.fromkeys(range(first, end), CUE))
        number = story.source_of[at]
        role = None if number is None else story.sources[number].role
        kind = SOURCE if role is Role.INDEPENDENT else STAKE
        for first, end in frame.source:
            found.update(dict.fromkeys(range(first, end), kind))
    return found
