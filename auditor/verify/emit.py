"""Pieces to segments: character spans that cover every word of the file once."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import EXCLUDED, Layout, Segment, Status
from auditor.text import count_words
from auditor.verify.decide import decide
from auditor.verify.story import Piece, Story


def emit(story: Story, pieces: list[Piece]) -> Iterator[Segment]:
    """Yield the segments in order; words outside all blocks become boilerplate."""
    layout = story.layout
    plain = layout.document.plain
    cursor = 0
    length = len(plain)
    starts, ends = layout.starts, layout.ends
    for piece in pieces:
        start, end = starts[piece.first], ends[piece.end - 1]
        if start < cursor:
            start, end = cursor, max(end, cursor)
        while end < length and not plain[end].isspace():
            end += 1  # a word is never shared, even if a cut falls into it
        if end <= start:
            continue
        if start > cursor:
            yield from _outside(layout, cursor, start)
        yield _segment(story, piece, start, end, count_words(plain, start, end))
        cursor = end
    yield from _outside(layout, cursor, len(plain))


def _outside(layout: Layout, start: int, end: int) -> Iterator[Segment]:
    text = layout.document.plain[start:end]
    if not text or text.isspace():
        return
    words = count_words(text)
    if words:
        begin = start + len(text) - len(text.lstrip())
        stop = end - (len(text) - len(text.rstrip()))
        yield Segment(begin, stop, words, Status.BOILERPLATE, reasons=("outside the text",))


def _segment(story: Story, piece: Piece, start: int, end: int, words: int) -> Segment:
    status, why = decide(story, piece)
    reasons = [why]
    if status in EXCLUDED or piece.source is None or status in (Status.UNSOURCED, Status.OWN_VOICE):
        return Segment(start, end, words, status, reasons=tuple(reasons))
    if piece.carried:
        reasons.append(f"carried from the sentence before: {piece.carried}")
    if piece.relay:
        reasons.append(f"passed on by '{piece.relay}'")
    reasons += [f"open: {doubt}" for doubt in piece.doubts]
    return Segment(
        start, end, words, status,
        party=story.party(piece),
        attribution=None if piece.origin is None else piece.origin + 1,
        carried=bool(piece.carried),
        reasons=tuple(reasons),
    )  # fmt: skip
