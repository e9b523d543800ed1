"""An article cut at every place where something begins or ends: what the page underlines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from auditor.model import Audit, Block, BlockKind, Segment
from auditor.reports._html.shown import Shown

# Attributions around one place that a piece tells of.  More than these nest in hostile
# texts only, where a piece that named them all would make the page quadratic.
_DEEPEST = 4


class Piece(NamedTuple):
    """Some characters with one role: part of a source (s), of a cue (c), or neither."""

    text: str
    role: str
    ids: str  # attributions it belongs to, the innermost first
    flagged: bool  # a finding is about it


class Group(NamedTuple):
    """The pieces of a segment, or of what lies between two."""

    segment: int | None
    pieces: tuple[Piece, ...]


class Row(NamedTuple):
    """A paragraph or the like."""

    kind: BlockKind
    start: int
    end: int
    groups: tuple[Group, ...]


class _Mark(NamedTuple):
    start: int
    end: int
    role: str  # s, c, "" for content, f for a finding
    id: int


def rows(audit: Audit) -> Iterator[Row]:
    """Yield the paragraphs of the article that have anything to show."""
    shown = Shown(audit.document)
    marks = _marks(audit)
    active: list[_Mark] = []
    next_mark = next_segment = 0
    segments = audit.segments
    for block in _blocks(audit):
        groups: list[Group] = []
        at = block.start
        while at < block.end:
            while next_segment < len(segments) and segments[next_segment].end <= at:
                next_segment += 1
            inside, end = _stretch(segments, next_segment, at, block.end)
            pieces: list[Piece] = []
            while at < end:
                active = [mark for mark in active if mark.end > at]
                while next_mark < len(marks) and marks[next_mark].start <= at:
                    if marks[next_mark].end > at and len(active) < 2 * _DEEPEST:
                        active.append(marks[next_mark])
                    next_mark += 1
                stop = min([end, *(mark.end for mark in active)])
                if next_mark < len(marks):
                    stop = min(stop, marks[next_mark].start)
                pieces.append(_piece(shown(at, stop), active))
                at = stop
            pieces = [piece for piece in pieces if piece.text]
            if pieces:
                groups.append(Group(next_segment if inside else None, tuple(pieces)))
        if any(piece.text.strip() for group in groups for piece in group.pieces):
            yield Row(block.kind, block.start, block.end, tuple(groups))


def _stretch(segments: tuple[Segment, ...], number: int, at: int, end: int) -> tuple[bool, int]:
    """Return whether ``at`` lies in the segment ``number``, and how far that is so."""
    if number == len(segments):
        return False, end
    segment = segments[number]
    if segment.start <= at:
        return True, min(segment.end, end)
    return False, min(segment.start, end)


def _piece(text: str, active: list[_Mark]) -> Piece:
    roles = {mark.role for mark in active}
    role = "s" if "s" in roles else "c" if "c" in roles else ""
    told = [mark for mark in active if mark.role != "f"]
    # The role that shows is of the attribution that a click means; then the inner ones.
    told.sort(key=lambda mark: (mark.role != role, -mark.start, mark.end))
    ids = dict.fromkeys(mark.id for mark in told)
    return Piece(text, role, " ".join(map(str, list(ids)[:_DEEPEST])), "f" in roles)


def _marks(audit: Audit) -> list[_Mark]:
    """Return everything that is marked in the text, in its order."""
    marks = [
        _Mark(*span, role, attribution.id)
        for attribution in audit.attributions
        for role, spans in (
            ("s", attribution.source),
            ("c", attribution.cue),
            ("", attribution.content),
        )
        for span in spans
    ]
    marks += [_Mark(f.start, f.end, "f", n) for n, f in enumerate(audit.findings, 1)]
    return sorted((m for m in marks if m.start < m.end), key=lambda m: (m.start, -m.end))


def _blocks(audit: Audit) -> Iterator[Block]:
    """Yield the blocks without overlap, and one for each segment that lies in none."""
    spans = list(audit.document.blocks)
    spans += [Block(s.start, s.end, BlockKind.PARAGRAPH) for s in audit.segments]
    spans.sort(key=lambda block: (block.start, -block.end))
    done = 0
    for block in spans:
        start = max(block.start, done)
        if start < block.end:
            yield block._replace(start=start)
            done = block.end


def enclosing(starts: list[int], offset: int) -> int:
    """Return the index of the last segment that begins at or before ``offset``."""
    return max(0, bisect_right(starts, offset) - 1)
