"""Who decides the status of a piece: the innermost source of a chain."""

from __future__ import annotations

from auditor.model import Act, Frame, Role, Stance
from auditor.verify.story import Piece, Story

_COVERS = 0.6  # the part of an outer content that an inner frame has to hold
_REACH = 10  # tokens behind "citing" in which the one who is cited stands
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
        _cites(story, piece)


def _cites(story: Story, piece: Piece) -> None:
    """Note whom an outlet cites ("Lantern News reported, citing two officials"): the origin."""
    source = story.source(piece)
    if source is None or source.role is not Role.INDEPENDENT:
        return
    words = story.words
    for at in range(piece.first, piece.end - 1):
        if words[at] not in story.lists["citing_words"]:
            continue
        end = min(at + 1 + _REACH, piece.end)
        named = story.within("party", at + 1, end)
        if named and story.rule(named[0]).traits["party"] != source.party:
            piece.cited = story.rule(named[0]).traits["party"]
        elif story.lists["cited_people"].intersection(words[at + 1 : end]):
            piece.cited = "unknown"
        if piece.cited:
            piece.relay = source.name
            return


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
        if frame.stance is Stance.EVALUATIVE or _in_passing(story, frame):
            continue
        if _size(frame) >= _COVERS * size:
            return child
    return None


def _in_passing(story: Story, frame: Frame) -> bool:
    """Whether somebody's words are only a circumstance ("after refusing to leave")."""
    if not frame.cue:
        return False
    at = frame.cue[0].first
    return (
        story.words[at][-3:] == "ing"
        and at > 0
        and story.words[at - 1] in story.lists["in_passing"]
    )


def _size(frame: Frame) -> int:
    ranges = (*frame.cue, *frame.source, *frame.content)
    return sum(end - first for first, end in ranges)
