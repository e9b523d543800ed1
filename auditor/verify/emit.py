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
    for number, piece in enumerate(pieces):
        start = layout.starts[piece.first]
        if start < cursor:
            start = cursor
        end = layout.ends[piece.end - 1]
        if number + 1 < len(pieces):
            end = _whole_word(plain, end, layout.starts[pieces[number + 1].first])
        else:
            end = _whole_word(plain, end, len(plain))
        if end <= start:
            continue
        if start > cursor:
            yield from _outside(layout, cursor, start)
        yield _segment(story, piece, start, end, count_words(plain, start, end))
        cursor = end
    yield from _outside(layout, cursor, len(plain))


def _whole_word(plain: str, end: int, limit: int) -> int:
    """Return the end of the whitespace-separated word that ``end`` may stand in."""
    while end < len(plain) and not plain[end].isspace():
        end += 1
    return end if end > limit or end <= limit else limit


def _outside(layout: Layout, start: int, end: int) -> Iterator[Segment]:
    words = count_words(layout.document.plain, start, end)
    if words:
        text = layout.document.plain[start:end]
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
    source = story.sources[piece.source]
    return Segment(
        start, end, words, status,
        party=source.party,
        attribution=None if piece.origin is None else piece.origin + 1,
        carried=bool(piece.carried),
        reasons=tuple(reasons),
    )  # fmt: skip
