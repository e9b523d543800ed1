"""The stacked bar of an article's content by status, and its legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from auditor.model import Audit, Status
from auditor.reports._style import LOOKS
from auditor.summary import percent


def bar(audit: Audit, width: int) -> Text:
    """Return a bar of ``width`` cells; every status that occurs gets at least one."""
    words = _words(audit)
    line = Text("  ")
    for status, cells in zip(words, apportion(list(words.values()), width), strict=True):
        look = LOOKS[status]
        line.append(look.glyph * cells, look.colour)
    return line


def legend(audit: Audit, width: int) -> Text:
    """Return what the glyphs of the bar mean, with shares, broken between entries."""
    words = _words(audit)
    total = sum(words.values())
    legend, used = Text("  "), 0
    for status, number in words.items():
        look = LOOKS[status]
        label = f" {look.label} {percent(number / total)}"
        needed = cell_len(look.glyph + label) + 2
        if used and used + needed > width:
            legend.append("\n  ")
            used = 0
        legend.append(look.glyph, look.colour).append(label).append("  ")
        used += needed
    return legend.append("\n")


def apportion(parts: Sequence[int], cells: int) -> list[int]:
    """Share ``cells`` out in proportion to ``parts``, at least one each, all of them used."""
    total = sum(parts)
    if not total:
        return [0] * len(parts)
    shares = [max(1, part * cells // total) for part in parts]
    # What rounding left over goes to the parts that lack most; what it took, from the largest.
    while sum(shares) < cells:
        lacks = [part * cells / total - share for part, share in zip(parts, shares, strict=True)]
        shares[lacks.index(max(lacks))] += 1
    while sum(shares) > max(cells, len(parts)):
        shares[shares.index(max(shares))] -= 1
    return shares


def _words(audit: Audit) -> Mapping[Status, int]:
    counts: Counter[Status] = Counter()
    for segment in audit.segments:
        counts[segment.status] += segment.words
    return {status: counts[status] for status in LOOKS if counts[status]}
