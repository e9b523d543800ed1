"""Words taken out of markup or JSON, and put back at the places they have in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from auditor.formats._decode import Decoded
from auditor.formats._headings import label
from auditor.formats._inline import trimmed
from auditor.formats._source import Source
from auditor.model import Block, BlockKind, Document
from auditor.text import JOINER


class Words(NamedTuple):
    """Characters as read; ``starts`` and ``ends`` are the places of each in the file.

    An escape or an entity is one character here and several there.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def part(self, start: int, end: int) -> Words:
        """Return some of them."""
        return Words(self.text[start:end], self.starts[start:end], self.ends[start:end])

    @property
    def blank(self) -> bool:
        """Whether there is nothing to be seen."""
        return not self.text.strip()


NOTHING = Words("", (), ())


def joined(pieces: Sequence[Words]) -> Words:
    """Return words one after the other."""
    return Words(
        "".join(piece.text for piece in pieces),
        [start for piece in pieces for start in piece.starts],
        [end for piece in pieces for end in piece.ends],
    )


class Canvas:
    """The file as its stories are found in it: blank but for their words."""

    def __init__(self, decoded: Decoded) -> None:
        self.decoded = decoded
        self.stories = 1  # that the file holds
        self.titles: list[str] = []
        self._blocks: list[Block] = []
        self._drawn: list[tuple[int, str]] = []

    def title(self, words: Words, plain: str = "") -> None:
        """Take a headline: the first one is the title of the file, the others head its stories."""
        plain = plain or words.text
        if plain.strip():
            kind = BlockKind.HEADING if self.titles else BlockKind.TITLE
            self.draw(words, plain, [Block(0, len(plain), kind)])
            self.titles.append(" ".join(plain.split()))

    def block(self, words: Words, kind: BlockKind, reason: str = "") -> None:
        """Take a paragraph or the like."""
        self.draw(words, words.text, [Block(0, len(words.text), kind, reason)])

    def draw(self, words: Words, plain: str, blocks: Sequence[Block]) -> None:
        """Take several: ``plain`` is the text of ``words`` with its own markup blanked."""
        starts, ends = words.starts, words.ends
        for block in blocks:
            body = plain[block.start : block.end]
            first = block.start + len(body) - len(body.lstrip())
            last = block.start + len(body.rstrip())
            if first < last:
                place = block._replace(start=starts[first], end=ends[last - 1])
                self._blocks.append(place)
                self._drawn += _placed(plain, starts, ends, first, last)

    def document(
        self,
        source: Source,
        name: str,
        *,
        language: str = "",
        fields: Mapping[str, str] = {},
        doubts: Sequence[str] = (),
        notes: Sequence[str] = (),
    ) -> Document:
        """Return the document; offsets are places in the file."""
        text = self.decoded.text
        plain = _blank_but(len(text), self._drawn)
        blocks = [b for b in _apart(self._blocks) if plain[b.start : b.end].strip()]
        told = [b for b in blocks if b.kind is not BlockKind.AROUND]
        around = [b for b in blocks if b.kind is BlockKind.AROUND]
        if self.stories > 1:
            notes = [*notes, f"it holds {self.stories} stories, audited as one"]
        return source.document(
            name,
            self.decoded,
            sorted([*_labelled(plain, told), *around]),
            plain,
            language=language,
            fields={key: value for key, value in fields.items() if value},
            doubts=doubts,
            notes=notes,
        )


def _labelled(plain: str, blocks: list[Block]) -> list[Block]:
    """Return the blocks with the kinds that their words show; what stands for a mark is part."""
    labelled = label(plain, [trimmed(plain, block) for block in blocks])
    return [b._replace(kind=new.kind) for b, new in zip(blocks, labelled, strict=True)]


def _placed(
    plain: str, starts: Sequence[int], ends: Sequence[int], first: int, last: int
) -> list[tuple[int, str]]:
    """Return where characters stand in the file; what stands for one fills its place."""
    drawn: list[tuple[int, str]] = []
    at = first
    while at < last:
        stop = at + 1  # as many as stand there as they are
        while stop < last and starts[stop] == ends[stop - 1] == ends[at] + stop - at - 1:
            if ends[stop] != starts[stop] + 1:
                break
            stop += 1
        if ends[at] == starts[at] + 1:
            drawn.append((starts[at], plain[at:stop]))
        else:
            stop = at + 1
            drawn.append((starts[at], _filled(plain, at, ends[at] - starts[at])))
        gap = starts[stop] - ends[stop - 1] if stop < last else 0
        if gap > 0 and plain[stop - 1].isalnum() and plain[stop].isalnum():
            drawn.append((ends[stop - 1], JOINER * gap))  # markup inside a word does not cut it
        at = stop
    return drawn


def _filled(plain: str, at: int, width: int) -> str:
    """Return a character filled up to the width of what stands for it, next to its word."""
    character = plain[at]
    if character.isspace():  # not a blank, which stands for markup
        return "\t" + " " * (width - 1)
    if character == JOINER:
        return JOINER * width
    before, after = plain[at - 1 : at] if at else "", plain[at + 1 : at + 2]
    fill = width - 1
    if before.isalnum() and after.isalnum() and (character.isalpha() or character in "'\u2019"):
        return JOINER * fill + character
    if not before.isalnum() and after and not after.isspace():
        return " " * fill + character
    return character + " " * fill


def _blank_but(length: int, drawn: list[tuple[int, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for at, text in sorted(drawn):
        if at >= done:
            pieces += (" " * (at - done), text)
            done = at + len(text)
    pieces.append(" " * (length - done))
    return "".join(pieces)


def _apart(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks in their order; of two that overlap, the one that begins first."""
    apart: list[Block] = []
    done = 0
    for block in sorted(blocks):
        if block.start >= done:
            apart.append(block)
            done = block.end
    return apart
