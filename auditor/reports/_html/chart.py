"""Figures as shapes: the bar by status, and the strip of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.model import EXCLUDED, UNVERIFIED, Audit, Segment, Status
from auditor.reports._style import LOOKS
from auditor.summary import percent

WIDTH = 1000  # units of a strip and of a bar
_MOST = 600  # shapes of a strip: about as many as a screen has room for
_PARTIES = 5

# The less a passage stands on its own, the higher it stands in the strip.
_HEIGHTS = {**dict.fromkeys(UNVERIFIED, 24), Status.UNSOURCED: 17, Status.OWN_VOICE: 6,
            **dict.fromkeys(EXCLUDED, 2)}  # fmt: skip
_USUAL_HEIGHT = 11
HEIGHT = 24


class Share(NamedTuple):
    """A status in the bar and in its legend."""

    status: str  # as a class of the style
    label: str
    meaning: str
    words: int
    percent: str
    x: float
    width: float


class Bar(NamedTuple):
    """A stretch of a strip; ``segment`` is the first one in it."""

    x: float
    width: float
    y: int
    height: int
    status: str
    segment: int


class Strip(NamedTuple):
    """A row of the strips: the whole article, or one party."""

    name: str
    percent: str
    bars: tuple[Bar, ...]


def css(status: str) -> str:
    """Return the class of a status."""
    return status.replace("_", "-")


def shares(audit: Audit) -> list[Share]:
    """Return the statuses that occur, from what rests on one word to what stands firm."""
    counts: Counter[Status] = Counter()
    for segment in audit.segments:
        counts[segment.status] += segment.words
    total = sum(counts[status] for status in LOOKS)
    told, at = [], 0.0
    for status, look in LOOKS.items():
        if words := counts[status]:
            width = WIDTH * words / total
            told.append(
                Share(
                    css(status),
                    look.label,
                    look.meaning,
                    words,
                    percent(words / total),
                    _unit(at),
                    _unit(width),
                )
            )
            at += width
    return told


def strips(audit: Audit) -> list[Strip]:
    """Return where in the article each status stands, and where each of the largest parties."""
    content = sum(s.words for s in audit.segments if s.status not in EXCLUDED)
    told = [Strip("All", "", _bars(audit.segments, None))]
    parties = sorted(audit.parties, key=lambda p: (-p.words, p.name))
    for party in parties[:_PARTIES]:
        if party.words and content:
            bars = _bars(audit.segments, party.name)
            told.append(Strip(party.name, percent(party.share), bars))
    return told


def quarters(audit: Audit) -> list[str]:
    """Return the unverified share of each quarter of the content, in words."""
    content = [s for s in audit.segments if s.status not in EXCLUDED and s.words]
    total = sum(s.words for s in content)
    if not total:
        return []
    unverified = [0.0] * 4
    at = 0
    for segment in content:
        if segment.status in UNVERIFIED:
            for quarter in range(4):
                low, high = total * quarter / 4, total * (quarter + 1) / 4
                unverified[quarter] += max(0.0, min(at + segment.words, high) - max(at, low))
        at += segment.words
    return [percent(words / (total / 4)) for words in unverified]


class _Run(NamedTuple):
    start: int  # in words
    words: int
    status: Status
    segment: int


def _bars(segments: Sequence[Segment], party: str | None) -> tuple[Bar, ...]:
    total = sum(segment.words for segment in segments) or 1
    runs = _joined(_runs(segments, party))
    if len(runs) > _MOST:
        runs = _joined(_binned(runs, total))
    return tuple(_bar(run, total) for run in runs)


def _runs(segments: Sequence[Segment], party: str | None) -> Iterable[_Run]:
    at = 0
    for number, segment in enumerate(segments):
        chosen = party is None or (segment.party == party and segment.status not in EXCLUDED)
        if segment.words and chosen:
            yield _Run(at, segment.words, segment.status, number)
        at += segment.words


def _joined(runs: Iterable[_Run]) -> list[_Run]:
    joined: list[_Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.status is run.status and last.start + last.words == run.start:
            joined[-1] = last._replace(words=last.words + run.words)
        else:
            joined.append(run)
    return joined


def _binned(runs: Sequence[_Run], total: int) -> Iterable[_Run]:
    """Yield, for each of many equal parts of the article, what most of its words are."""
    size = -(-total // _MOST)
    counts: dict[int, Counter[Status]] = {}
    first: dict[int, int] = {}
    for run in runs:
        at, left = run.start, run.words
        while left:
            number = at // size
            part = min(left, (number + 1) * size - at)
            counts.setdefault(number, Counter())[run.status] += part
            first.setdefault(number, run.segment)
            at, left = at + part, left - part
    for number, count in counts.items():
        status = max(count, key=lambda status: (count[status], status))
        yield _Run(number * size, min(size, total - number * size), status, first[number])


def _bar(run: _Run, total: int) -> Bar:
    height = _HEIGHTS.get(run.status, _USUAL_HEIGHT)
    x, width = WIDTH * run.start / total, WIDTH * run.words / total
    return Bar(_unit(x), _unit(width), HEIGHT - height, height, css(run.status), run.segment)


def _unit(value: float) -> float:
    return round(value, 1)
