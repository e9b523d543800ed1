"""Which attribution lies inside which."""

from __future__ import annotations

from auditor.model import Frame


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
        holders = [part for part in open_parts if part[1] != number and part[0] >= cue.end]
        if holders:
            frame.parent = min(holders)[1]
    return frames
