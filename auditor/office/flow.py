"""Paragraphs of a document while they are read, and the place of every character in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.model import Block, BlockKind

_KINDS = {  # by how the name of a style, which is English in every Word, begins
    "title": BlockKind.TITLE,
    "subtitle": BlockKind.HEADING,
    "heading": BlockKind.HEADING,
    "caption": BlockKind.CAPTION,
    "quote": BlockKind.QUOTE,
    "quotations": BlockKind.QUOTE,
    "intense quote": BlockKind.QUOTE,
    "block text": BlockKind.QUOTE,
    "list": BlockKind.ITEM,
    "toc": BlockKind.AROUND,
    "contents": BlockKind.AROUND,
}


def kind_of_style(name: str) -> BlockKind | None:
    """Return what paragraphs of a style are; None where its name does not tell."""
    name = name.lower()
    begins = (word for word in _KINDS if name == word or name.startswith(f"{word} "))
    word = next(begins, None)
    return _KINDS[word] if word else None


class Stretch(NamedTuple):
    """Characters that stand together in a file: ``text[start:end]`` begins at the byte ``at``.

    ``run`` is the number of the run they are in.  ``whole`` characters cannot be parted.
    """

    start: int
    end: int
    at: int
    run: int
    whole: bool = False


class Paragraph:
    """The text of one paragraph; its stretches count from its own beginning."""

    def __init__(self, kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        self.kind = kind
        self.stretches: list[Stretch] = []
        self.marks: dict[str, int] = {}  # where the range of a comment begins, by its id
        self.length = 0
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(self._pieces)

    @property
    def last(self) -> str:
        """Its last character, "" where it is empty."""
        return next((piece[-1] for piece in reversed(self._pieces) if piece), "")

    @property
    def blank(self) -> bool:
        """Whether it says nothing."""
        return not any(map(str.strip, self._pieces))

    def put(self, text: str, at: int, run: int, *, whole: bool = False) -> None:
        """Add characters that begin at the byte ``at``."""
        self.stretches.append(Stretch(self.length, self.length + len(text), at, run, whole))
        self._add(text)

    def line_break(self) -> None:
        """A line ends a paragraph, unless it breaks off inside a sentence."""
        last = self.last
        self._add(" " if last.isalnum() or last == "," else "\n")

    def take(self, other: Paragraph, between: str) -> None:
        """Add another one behind ``between``."""
        self._add(between)
        base = self.length
        self._add(other.text)
        self.stretches += (_moved(stretch, base) for stretch in other.stretches)
        self.marks.update((id, at + base) for id, at in other.marks.items())

    def anchor_to(self, run: int) -> None:
        """Let all of it stand where a run stands that cites it."""
        self.stretches = [Stretch(0, self.length, 0, run, whole=True)]

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)


def _moved(stretch: Stretch, by: int) -> Stretch:
    return stretch._replace(start=stretch.start + by, end=stretch.end + by)


@dataclass(slots=True)
class Row:
    """A row of a table; a deleted one is ``gone``."""

    cells: list[list[Paragraph]] = field(default_factory=list)
    gone: bool = False

    def paragraphs(self) -> list[Paragraph]:
        """Return one line where each cell holds a line at most, else (a page's layout) each."""
        cells = [[p for p in cell if not p.blank] for cell in self.cells]
        if self.gone:
            return []
        if len(cells) < 2 or any(len(cell) > 1 for cell in cells):
            return [paragraph for cell in cells for paragraph in cell]
        row, *others = [cell[0] for cell in cells if cell] or [Paragraph()]
        for paragraph in others:
            row.take(paragraph, "\t")
        row.kind = BlockKind.ITEM
        return [row]


class Flow(NamedTuple):
    """The text of a document, a line for each paragraph, with its blocks and stretches."""

    text: str
    blocks: list[Block]
    stretches: list[Stretch]
    ranges: dict[str, int]  # where the range of a comment begins, by its id


def flow(paragraphs: Iterable[Paragraph]) -> Flow:
    """Put paragraphs below each other; the blank ones are left out."""
    lines: list[str] = []
    blocks: list[Block] = []
    stretches: list[Stretch] = []
    ranges: dict[str, int] = {}
    base = 0
    for paragraph in paragraphs:
        if paragraph.blank:
            continue
        text = paragraph.text
        blocks += _blocks(text, base, paragraph)
        stretches += (_moved(stretch, base) for stretch in paragraph.stretches)
        ranges.update((id, at + base) for id, at in paragraph.marks.items())
        lines.append(text)
        base += len(text) + 1
    return Flow("\n".join(lines), _titled(blocks), stretches, ranges)


def _blocks(text: str, base: int, paragraph: Paragraph) -> Iterable[Block]:
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = base + len(line) - len(line.lstrip())
            reason = "table of contents" if paragraph.kind is BlockKind.AROUND else ""
            yield Block(start, start + len(body), paragraph.kind, reason)
        base += len(line) + 1


def _titled(blocks: list[Block]) -> list[Block]:
    """One block is the title: the first called so, else the heading that opens the story."""
    titles = [at for at, block in enumerate(blocks) if block.kind is BlockKind.TITLE]
    if not titles:
        said = (BlockKind.HEADING, BlockKind.PARAGRAPH)
        opening = next((at for at, block in enumerate(blocks) if block.kind in said), None)
        if opening is not None and blocks[opening].kind is BlockKind.HEADING:
            blocks[opening] = blocks[opening]._replace(kind=BlockKind.TITLE)
    for at in titles[1:]:
        blocks[at] = blocks[at]._replace(kind=BlockKind.HEADING)
    return blocks
