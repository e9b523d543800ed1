"""The text of printed pages from pieces of lines: columns, paragraphs, headings.

Lengths are points; on a page ``y`` grows upwards, as PDF has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from auditor.model import Block, BlockKind

_MARGIN = 0.12  # of a page's height, in which running heads stand
_REPEATED = 0.3  # of the pages
_FOLIO = re.compile(
    r"\W*(?:page|p\.|seite|sheet)?\s*\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?\W*", re.IGNORECASE
)
_GUTTER = 4.0  # points at least between columns
_FEWEST = 3  # lines of a column
_LARGER, _TITLE = 1.15, 1.3  # times the size of the body
_HEADING = 30  # words at most
_INDENT, _OUTDENT = 0.6, 4.0  # ems
_NEAR = 4  # lines before and behind one that tell where lines begin
_LOOSE = 1.35  # times the distance of lines
_SHORT = 0.85  # of a column's width: the last line of a paragraph
_CLOSED = re.compile(r"[.!?:\u2026][\"'\u201d\u2019)\]]*$")
_BULLET = re.compile(r"[\u2022\u25aa\u25cf\u2023*\u2013-]\s+\w")
_HYPHENS = "-\u00ad\u2010\x02\ufffe"
_WORD = re.compile(r"\w+(?:-\w+)+")


class Piece(NamedTuple):
    """Characters side by side on a page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float  # of the letters


class Sheet(NamedTuple):
    """A page: its height, and what stands on it in whatever order."""

    height: float
    pieces: list[Piece]


class Printed(NamedTuple):
    """The text, a line for each paragraph; ``pages`` is where each page begins in it."""

    text: str
    blocks: list[Block]
    pages: tuple[int, ...]


class _Paragraph:
    def __init__(self, line: Piece, page: int) -> None:
        self.lines = [line]
        self.page = page

    @property
    def size(self) -> float:
        return self.lines[0].size

    def hangs(self, line: Piece) -> bool:
        """Whether a line stands below the words behind this item's bullet."""
        return _BULLET.match(self.lines[0].text) is not None and line.left > self.lines[0].left + 1

    @property
    def open(self) -> bool:
        """Whether its sentence goes on behind its last line."""
        return _CLOSED.search(self.lines[-1].text.rstrip()) is None


def printed(sheets: Sequence[Sheet]) -> Printed:
    """Return the text of pages in reading order, without running heads and folios."""
    paragraphs: list[_Paragraph] = []
    gutter: float | None = None
    for number, pieces in enumerate(_bodies(sheets)):
        gutter = _gutter(pieces) or _still(gutter, pieces)
        for region in _regions(pieces, gutter):
            fresh = list(_paragraphs(_lines(region), number))
            if paragraphs and fresh and _continued(paragraphs[-1], fresh[0]):
                paragraphs[-1].lines += fresh.pop(0).lines
            paragraphs += fresh
    return _told(paragraphs, len(sheets))


# ---------------------------------------------------------------- running heads


def _bodies(sheets: Sequence[Sheet]) -> list[list[Piece]]:
    """Return the pieces of each page that do not stand on every page alike."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen.update({_alike(line.text) for line in _lines(sheet.pieces) if _at_edge(line, sheet)})
    least = max(2.0, _REPEATED * len(sheets))
    bodies = []
    for sheet in sheets:
        gone = [
            line
            for line in _lines(sheet.pieces)
            if _at_edge(line, sheet)
            and (seen[_alike(line.text)] >= least or _FOLIO.fullmatch(line.text))
        ]
        bodies.append([p for p in sheet.pieces if not any(_inside(p, line) for line in gone)])
    return bodies


def _at_edge(line: Piece, sheet: Sheet) -> bool:
    edge = _MARGIN * sheet.height
    return line.bottom > sheet.height - edge or line.top < edge


def _alike(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _inside(piece: Piece, line: Piece) -> bool:
    return line.bottom <= piece.bottom and piece.top <= line.top and piece.text in line.text


# ---------------------------------------------------------------- columns


def _still(gutter: float | None, pieces: Sequence[Piece]) -> float | None:
    """Return the gutter of the page before if it parts what is left of the columns on this one."""
    if gutter is None or any(p.left < gutter < p.right for p in pieces):
        return None
    return gutter if any(p.left >= gutter for p in pieces) else None


def _regions(pieces: list[Piece], gutter: float | None) -> Iterator[list[Piece]]:
    """Yield what is read one after the other: what spans the columns, and each column."""
    if gutter is None:
        if pieces:
            yield pieces
        return
    above: list[Piece] = []
    spanning: list[Piece] = []
    size = median(p.size for p in pieces)
    for piece in sorted(pieces, key=lambda p: -p.top):
        large = piece.size > _LARGER * size  # the last line of a headline may be short
        if piece.left < gutter < piece.right or (
            large and spanning and _same(piece.size, spanning[-1].size)
        ):
            if above:
                yield from _sides(above, gutter)
                above = []
            spanning.append(piece)
        else:
            if spanning:
                yield spanning
                spanning = []
            above.append(piece)
    if spanning:
        yield spanning
    if above:
        yield from _sides(above, gutter)


def _sides(pieces: list[Piece], gutter: float) -> Iterator[list[Piece]]:
    for side in (
        [p for p in pieces if p.right <= gutter],
        [p for p in pieces if p.left >= gutter],
    ):
        yield from _regions(side, _gutter(side))


def _gutter(pieces: list[Piece]) -> float | None:
    """Return where a blank strip parts most lines into two that stand side by side."""
    best: tuple[int, float] | None = None
    for edge in sorted({round(p.right, 1) for p in pieces}):
        gutter = edge + _GUTTER / 2
        left = [p for p in pieces if p.right <= gutter]
        right = [p for p in pieces if p.left >= edge + _GUTTER]
        if min(len(left), len(right)) < _FEWEST or not _beside(left, right):
            continue
        spanning = [p for p in pieces if p.left < edge + _GUTTER and p.right > gutter]
        score = min(len(left), len(right)) - 2 * len(spanning)
        if score > 0 and (best is None or score > best[0]):
            nearest = min(p.left for p in right)
            best = (score, (edge + nearest) / 2)
    return best[1] if best else None


def _beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell whether two groups share some height, as columns do."""
    top = min(max(p.top for p in left), max(p.top for p in right))
    bottom = max(min(p.bottom for p in left), min(p.bottom for p in right))
    height = sum(p.top - p.bottom for p in left) / len(left)
    return top - bottom > 2 * height


# ---------------------------------------------------------------- lines and paragraphs


def _lines(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the lines from the top down: pieces at one height side by side."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-(p.top + p.bottom), p.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].top + row[0].bottom - piece.top - piece.bottom) < 0.6 * piece.size:
            row.append(piece)
        else:
            rows.append([piece])
    return [_row(sorted(row, key=lambda p: p.left)) for row in rows]


def _row(pieces: Sequence[Piece]) -> Piece:
    return Piece(
        " ".join(p.text.strip() for p in pieces),
        min(p.left for p in pieces),
        max(p.right for p in pieces),
        min(p.bottom for p in pieces),
        max(p.top for p in pieces),
        max(pieces, key=lambda p: len(p.text)).size,
    )


def _paragraphs(lines: Sequence[Piece], page: int) -> Iterator[_Paragraph]:
    if not lines:
        return
    left = min(line.left for line in lines)
    width = max(line.right for line in lines) - left
    steps = [a.bottom - b.bottom for a, b in pairwise(lines)]
    step = median(steps) if steps else 0.0
    paragraph = _Paragraph(lines[0], page)
    for at, (before, line) in enumerate(pairwise(lines), 1):
        near = lines[max(0, at - _NEAR) : at + _NEAR + 1]
        margin = line.left if paragraph.hangs(line) else min(other.left for other in near)
        if _begins(before, line, margin, left + _SHORT * width, step):
            yield paragraph
            paragraph = _Paragraph(line, page)
        else:
            paragraph.lines.append(line)
    yield paragraph


def _begins(before: Piece, line: Piece, margin: float, long: float, step: float) -> bool:
    """Tell whether a line begins a paragraph; one that ends before ``long`` is short."""
    if not _same(before.size, line.size) or _BULLET.match(line.text):
        return True
    if before.bottom - line.bottom > _LOOSE * max(step, line.top - line.bottom):
        return True
    indent, indent_before = (p.left - margin for p in (line, before))
    short = before.right < long
    indented = _INDENT * line.size < indent < _OUTDENT * line.size
    closed = _CLOSED.search(before.text.rstrip()) is not None
    if indented and (indent > indent_before + 1 or short or closed):
        return True
    return short and closed


def _same(size: float, other: float) -> bool:
    return abs(size - other) <= 0.1 * max(size, other)


def _continued(last: _Paragraph, first: _Paragraph) -> bool:
    """Tell whether a paragraph goes on in the next column or on the next page."""
    words = first.lines[0].text.lstrip()
    return _same(last.size, first.size) and last.open and words[:1].islower()


# ---------------------------------------------------------------- text


def _told(paragraphs: Sequence[_Paragraph], pages: int) -> Printed:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        for line in paragraph.lines:
            sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    compounds = {
        word.lower() for p in paragraphs for line in p.lines for word in _WORD.findall(line.text)
    }
    starts = [0] * pages
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    reached = 0
    for paragraph in paragraphs:
        for page in range(reached + 1, paragraph.page + 1):
            starts[page] = at
        reached = max(reached, paragraph.page)
        text = _joined([line.text for line in paragraph.lines], compounds)
        if text:
            blocks.append(Block(at, at + len(text), _kind(paragraph, text, body)))
            pieces.append(text)
            at += len(text) + 1
    for page in range(reached + 1, pages):
        starts[page] = max(at - 1, 0)
    return Printed("\n".join(pieces), _titled(blocks, paragraphs, body), tuple(starts))


def _joined(lines: Sequence[str], compounds: set[str]) -> str:
    """Return lines as one; a hyphen at a line's end goes, unless the word has one elsewhere."""
    text = ""
    for line in lines:
        line = " ".join(line.split())
        if text and text[-1] in _HYPHENS and text[-2:-1].isalpha() and line[:1].islower():
            head, tail = text[:-1].rpartition(" ")[2], line.partition(" ")[0]
            whole = re.match(r"\w+(?:-\w+)*", f"{head.lstrip(_OPENERS)}-{tail}")
            kept = whole is not None and whole[0].lower() in compounds
            text = f"{text[:-1]}-{line}" if kept else text[:-1] + line
        else:
            text = f"{text} {line}" if text and line else text + line
    return text.translate(_ODD)


_OPENERS = "\"'\u201c\u2018([\u2014"
_ODD = {0x02: "-", 0xFFFE: "-", 0xAD: None}


def _kind(paragraph: _Paragraph, text: str, body: float) -> BlockKind:
    if paragraph.size > _LARGER * body and len(text.split()) <= _HEADING:
        return BlockKind.HEADING
    return BlockKind.ITEM if _BULLET.match(text) else BlockKind.PARAGRAPH


def _titled(blocks: list[Block], paragraphs: Sequence[_Paragraph], body: float) -> list[Block]:
    """The title is the heading in the largest letters of the first page."""
    told = [p for p in paragraphs if any(line.text.strip() for line in p.lines)]
    large = [
        (paragraph.size, -at)
        for at, (paragraph, block) in enumerate(zip(told, blocks, strict=True))
        if block.kind is BlockKind.HEADING and paragraph.page == 0
    ]
    if large and max(large)[0] > _TITLE * body:
        at = -max(large)[1]
        blocks[at] = blocks[at]._replace(kind=BlockKind.TITLE)
    return blocks
