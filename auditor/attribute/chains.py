"""Which attribution lies inside which, and which are one and the same."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Frame, Range

_COLON = "cues-frames/colon"


def merge(frames: list[Frame], classes: Sequence[str]) -> list[Frame]:
    """Make one of frames with the same content: "voiced outrage that", "went on:".

    The last cue is the one that introduces the content, unless it is a mere colon.  Of two
    whole sources ("Vale told a televised briefing that") the surer cue has the right one.
    """
    found: dict[tuple[Range, ...], Frame] = {}
    for frame in sorted(frames, key=lambda frame: (frame.rule != _COLON, frame.cue[0])):
        other = found.get(frame.content)
        if other is not None and other.source and frame.source not in ((), other.source):
            owned = classes[frame.source[-1].end - 1] == "poss"  # "few believed his claim that"
            if not owned and other.strength > frame.strength:
                continue
        found[frame.content] = frame
        if other is not None:
            if other.source in ((), frame.source) or not frame.source:
                frame.cue = tuple(sorted({*frame.cue, *other.cue}))
            frame.source = frame.source or other.source
    return [frame for frame in frames if found[frame.content] is frame]


def link(frames: list[Frame]) -> list[Frame]:
    """Sort ``frames`` by cue and give each the smallest other frame whose content holds it."""
    frames.sort(key=lambda frame: (frame.cue[0], -frame.content[-1].end))
    parts = sorted(
        (part.first, -part.end, number)
        for number, frame in enumerate(frames)
        for part in frame.content
    )
    open_parts: list[tuple[int, int]] = []  # (end, frame), outermost first
    at = 0
    for number, frame in enumerate(frames):
        cue = frame.cue[0]
        while at < len(parts) and parts[at][0] <= cue.first:
            open_parts.append((-parts[at][1], parts[at][2]))
            at += 1
        open_parts = [part for part in open_parts if part[0] > cue.first]
        for end, holder in sorted(open_parts):
            if end >= cue.end and not _inside(frames, holder, number):
                frame.parent = holder
                break
    return frames


def _inside(frames: list[Frame], frame: int | None, other: int) -> bool:
    """Whether ``frame`` is ``other`` or lies inside it: two tags may each stand in the
    other's content ("A, he said, B, she said"), and a chain must end."""
    while frame is not None and frame != other:
        frame = frames[frame].parent
    return frame == other
