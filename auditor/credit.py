"""Frames and their sources to attributions: token ranges become character spans."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Attribution, Exclusion, Frame, Layout, Range, Resolution, Span, Status


def audited(frames: Sequence[Frame], exclusions: Sequence[Exclusion]) -> list[Frame]:
    """Return the frames whose cue does not stand in boilerplate; parents are renumbered."""
    dead = [(e.first, e.end) for e in exclusions if e.status is Status.BOILERPLATE]
    if not dead:
        return list(frames)
    kept: list[Frame] = []
    place: dict[int, int] = {}
    at = 0
    order = sorted(range(len(frames)), key=lambda index: _first(frames[index]))
    outside: set[int] = set()
    for index in order:
        first = _first(frames[index])
        while at < len(dead) and dead[at][1] <= first:
            at += 1
        if at == len(dead) or first < dead[at][0]:
            outside.add(index)
    for index, frame in enumerate(frames):
        if index in outside:
            place[index] = len(kept)
            kept.append(frame)
    for frame in kept:
        if frame.parent is not None:
            frame.parent = place.get(frame.parent)
    return kept


def _first(frame: Frame) -> int:
    ranges = frame.cue or frame.content or frame.source
    return ranges[0].first if ranges else 0


def credit(
    layout: Layout, frames: Sequence[Frame], resolution: Resolution
) -> tuple[Attribution, ...]:
    """Return an attribution for each frame; its id is the frame's index plus one."""
    inner: dict[int, list[int]] = {}
    for index, frame in enumerate(frames):
        if frame.parent is not None:
            inner.setdefault(frame.parent, []).append(index)

    def spans(ranges: tuple[Range, ...]) -> tuple[Span, ...]:
        return tuple(layout.span(first, end) for first, end in ranges)

    attributions = []
    for index, frame in enumerate(frames):
        at = resolution.source_of[index]
        source = None if at is None else resolution.sources[at]
        attributions.append(
            Attribution(
                id=index + 1,
                kind=frame.kind,
                act=frame.act,
                stance=frame.stance,
                rule=frame.rule,
                cue=spans(frame.cue),
                source=spans(frame.source),
                content=spans(frame.content),
                source_id=None if source is None else source.id,
                party=None if source is None else source.party,
                chain=_chain(index, inner),
            )
        )
    return tuple(attributions)


def _chain(index: int, inner: dict[int, list[int]]) -> tuple[int, ...]:
    """Return the ids of the attributions inside, the outermost first."""
    chain: list[int] = []
    level = inner.get(index, [])
    while level:
        chain += [at + 1 for at in level]
        level = [deeper for at in level for deeper in inner.get(at, [])]
    return tuple(chain)
