"""Pieces to segments: character spans that cover every word of the file once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.model import EXCLUDED, UNVERIFIED, Layout, Likely, Reading, Segment, Status
from auditor.text import count_words
from auditor.verify.choose import likeliest, reading_odds, weighed
from auditor.verify.story import Piece, Story

CLOSE = 0.2  # a status at least so likely is told beside the one that was chosen
LABELS = {
    **{status: status.replace("_", " ") for status in Status},
    Status.VERIFIED: "verified or on record",
    Status.POSITION: "a position",
    Status.SINGLE_PARTY: "an unverified claim",
    Status.INDEPENDENT: "a claim without a side",
    Status.ANONYMOUS: "a claim of nobody named",
    Status.UNSOURCED: "a report without a source",
}


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
    status = piece.status
    reasons = (*_reasons(story, piece),)
    probability = round(piece.odds.get(status, 1.0), 3)
    close = tuple(
        Likely(other, round(value, 3))
        for other, value in sorted(piece.odds.items(), key=lambda pair: (-pair[1], pair[0]))
        if other is not status and value >= CLOSE
    )
    segment = Segment(
        start, end, words, status, reasons=reasons, probability=probability, close=close,
        unverified=_unverified(piece),
    )  # fmt: skip
    if piece.reading is not None:
        segment = segment._replace(reader=_reader(piece.reading), rules=_best(piece.alone))
    if status in EXCLUDED or piece.source is None or status in (Status.UNSOURCED, Status.OWN_VOICE):
        return segment
    return segment._replace(
        party=story.party(piece),
        attribution=None if piece.origin is None else piece.origin + 1,
        carried=bool(piece.carried),
    )


def _reader(reading: Reading) -> Likely:
    return _best(reading_odds(reading))


def _best(odds: Mapping[Status, float]) -> Likely:
    status = likeliest(odds)[1]
    return Likely(status, round(odds[status], 3))


def _told(likely: Likely) -> str:
    return f"{LABELS[likely.status]} ({likely.probability:.2f})"


def _unverified(piece: Piece) -> float:
    """Return how likely the piece rests on an unverified claim of one party."""
    return round(sum(piece.odds.get(status, 0.0) for status in UNVERIFIED), 3)


def _reasons(story: Story, piece: Piece) -> Iterator[str]:
    """Yield why a piece has its status: the marks on it, then what weighed most in the choice."""
    if piece.marks is piece.status:
        yield piece.why_marked
    elif piece.status is Status.OWN_VOICE:
        yield "read as the writer's own"
    elif (source := story.source(piece)) is not None and piece.status not in EXCLUDED:
        yield f"read as {LABELS[piece.status]} of {story.party(piece)} ('{source.name}')"
    else:
        yield f"read as {LABELS[piece.status]}"
    told = weighed(story, piece)
    if told:
        yield f"weighed: {told}"
    reader = story.rules.reader
    if reader is not None and piece.reading is not None:
        read, ruled = _told(_reader(piece.reading)), _told(_best(piece.alone))
        yield f"the reader {reader.name}: {read}; the rules: {ruled}"
    if piece.carried and piece.source is not None and piece.status not in EXCLUDED:
        yield f"carried from the sentence before: {piece.carried}"
    if piece.relay and piece.source is not None:
        yield f"passed on by '{piece.relay}'"
