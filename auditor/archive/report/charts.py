"""Small charts: an interval on a line, and months side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.archive.report.estimate import Estimate
from auditor.summary import percent

WIDTH = 120  # of an interval in a table
MONTHS = 240  # width of the small multiples
HEIGHT = 84
_LEFT, _TOP, _FLOOR = 6, 6, 72


class Interval(NamedTuple):
    """A mean as a point, and its interval as a line."""

    low: float
    high: float
    mean: float


class Point(NamedTuple):
    """A month: where it stands, what it says, and where its articles are listed."""

    x: float
    y: float
    low: float
    high: float
    few: bool
    title: str
    href: str


class Panel(NamedTuple):
    """One of the small multiples."""

    label: str
    points: Sequence[Point]
    lines: Sequence[str]  # of those months that follow each other and have enough articles
    first: str
    last: str


def interval(one: Estimate) -> Interval:
    """Return an estimate as a mark of a table."""
    return Interval(_x(one.low), _x(one.high), _x(one.mean))


def told(one: Estimate) -> str:
    """Return an estimate in words."""
    count = f"{one.articles:,} article{'' if one.articles == 1 else 's'}"
    if one.few:
        return f"{percent(one.mean)}, {one.few}"
    return f"{percent(one.mean)} ({percent(one.low)} to {percent(one.high)}), {count}"


def panel(label: str, months: Sequence[str], parts: Sequence[tuple[str, Estimate, str]]) -> Panel:
    """Return a chart of the months, with the parts that there are: label, estimate, address."""
    at = {month: n for n, month in enumerate(months)}
    step = (MONTHS - 2 * _LEFT) / max(1, len(months) - 1)
    points: list[Point] = []
    lines: list[list[str]] = [[]]
    last = -1
    for month, one, href in parts:
        x = round(_LEFT + at[month] * step, 1) if len(months) > 1 else MONTHS / 2
        point = Point(x, _y(one.mean), _y(one.low), _y(one.high), bool(one.few),
                      f"{label}, {month}: {told(one)}", href)  # fmt: skip
        points.append(point)
        if one.few or at[month] != last + 1:
            lines.append([])
        if not one.few:
            lines[-1].append(f"{point.x},{point.y}")
            last = at[month]
    paths = [" ".join(line) for line in lines if len(line) > 1]
    return Panel(label, points, paths, months[0], months[-1])


def _x(share: float) -> float:
    return round(WIDTH * min(1.0, share), 1)


def _y(share: float) -> float:
    return round(_FLOOR - (_FLOOR - _TOP) * min(1.0, share), 1)
