"""Who decides the status of a piece: the innermost source of a chain (GUIDE rule 4)."""

from __future__ import annotations

from auditor.model import Act, Frame, Stance
from auditor.verify.story import Piece, Story

_COVERS = 0.6  # the part of an outer content that an inner frame has to hold
_TELLING = frozenset((Act.SPEECH, Act.EVIDENCE))


def trace(story: Story, pieces: list[Piece]) -> None:
    """Set origin and source of every piece that a frame owns."""
    known: dict[int, tuple[int, str]] = {}
    for piece in pieces:
        if piece.frame is None:
            continue
        if piece.frame not in known:
            known[piece.frame] = _origin(story, piece.frame)
        piece.origin, piece.relay = known[piece.frame]
        piece.source = story.source_of[piece.origin]


def _origin(story: Story, frame: int) -> tuple[int, str]:
    relay = ""
    seen = {frame}
    while True:
        inner = _inner(story, frame)
        if inner is None or inner in seen:
            return frame, relay
        source = story.source_of[frame]
        if source is not None:
            relay = story.sources[source].name
        seen.add(inner)
        frame = inner


def _inner(story: Story, number: int) -> int | None:
    """Return the frame inside that holds most of this frame's content and tells it."""
    outer = story.frames[number]
    size = sum(end - first for first, end in outer.content)
    for child in story.children.get(number, ()):
        frame = story.frames[child]
        source = story.source_of[child]
        if (
            not story.counts[child]
            or frame.act not in _TELLING
            or source is None
            or source == story.source_of[number]
        ):
            continue
        if frame.stance is Stance.EVALUATIVE:
            continue
        if _size(frame) >= _COVERS * size:
            return child
    return None


def _size(frame: Frame) -> int:
    ranges = (*frame.cue, *frame.source, *frame.content)
    return sum(end - first for first, end in ranges)
