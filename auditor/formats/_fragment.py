"""The body of an article in HTML, as content systems keep it: all of it is the story."""

from __future__ import annotations

import re

from auditor.formats._canvas import Canvas, Words
from auditor.formats._inline import applied, trimmed
from auditor.formats._names import captioned
from auditor.formats._scan import Run, Scan
from auditor.formats._story import pieces
from auditor.model import Block, BlockKind

_AROUND = frozenset("nav footer aside menu dialog form".split())
_MARKED = re.compile(
    r"</?[A-Za-z][^<>]{0,2000}>|&(?:[A-Za-z]{2,8}|#\d{2,5}|#x[0-9A-Fa-f]{2,5});|<!--"
)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_TYPED = re.compile(r"\S(?:.|\n(?![ \t\r]*\n))*")
_LINE = re.compile(r"[^\r\n]+")
# In a body as its editor keeps it: [caption id="1"] … [/caption], [gallery], [embed]…[/embed]
_SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9_-]{1,30}(?:\s[^\[\]<>]{0,400})?/?\]")
_CODED = re.compile(r"\s[a-z_-]+=|^\[/|/\]$|^\[(?:gallery|embed|audio|video|more|toc)\]")


def is_marked(text: str) -> bool:
    """Tell HTML, or a part of it, from plain text."""
    return bool(_MARKED.search(text))


def draw_body(
    canvas: Canvas,
    words: Words,
    *,
    kind: BlockKind = BlockKind.PARAGRAPH,
    reason: str = "",
    plain: bool = False,
) -> None:
    """Put the body of a story on the canvas: HTML, or ``plain`` text line by line.

    Its paragraphs are of ``kind``; ``reason`` as that of a block.
    """
    if plain or not is_marked(words.text):
        lines = _LINE.finditer(words.text)
        canvas.draw(words, words.text, [Block(*line.span(), kind, reason) for line in lines])
        return
    scan = Scan(words.text)
    blanked = applied(words.text, scan.edits)
    for code in _SHORTCODE.finditer(words.text):
        if _CODED.search(code[0]):
            start, end = code.span()
            blanked = blanked[:start] + " " * (end - start) + blanked[end:]
    blocks = [_block(blanked, scan, piece.run) for piece in pieces(blanked, scan.runs)]
    if not _PARAGRAPH.search(words.text):  # as it is typed: blank lines part paragraphs
        blocks = [part for block in blocks for part in _parted(blanked, block)]
    if kind is not BlockKind.PARAGRAPH:
        blocks = [block._replace(kind=kind, reason=reason) for block in blocks]
    canvas.draw(words, blanked, blocks)


def _parted(plain: str, block: Block) -> list[Block]:
    inner = plain[block.start : block.end]
    lines = _TYPED.finditer(inner)
    return [block._replace(start=block.start + m.start(), end=block.start + m.end()) for m in lines]


def _block(plain: str, scan: Scan, run: Run) -> Block:
    element = scan.elements[run.element]
    kind = run.kind
    if kind is BlockKind.PARAGRAPH and captioned(element.names):
        kind = BlockKind.CAPTION
    while element.parent >= 0:
        if element.tag in _AROUND:
            return trimmed(
                plain, Block(run.start, run.end, BlockKind.AROUND, f"in <{element.tag}>")
            )
        element = scan.elements[element.parent]
    return trimmed(plain, Block(run.start, run.end, kind))


def draw_title(canvas: Canvas, words: Words) -> None:
    """Put a headline on the canvas that may hold markup and entities."""
    if not is_marked(words.text):
        canvas.title(words)
        return
    scan = Scan(words.text)
    canvas.title(words, applied(words.text, scan.edits))
