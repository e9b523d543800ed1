"""What an audit says about its reader."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Layout, Reader, Segment
from auditor.verify.choose import kind

_STRONGLY = 0.8  # how sure both must be


def notes(reader: Reader | None, layout: Layout, segments: Sequence[Segment]) -> tuple[str, ...]:
    """Return what went wrong with a reader, and where it and the rules differ strongly."""
    if reader is None:
        return ()
    found = list(reader.remarks())
    text = layout.document.plain
    lines = [text.count("\n", 0, s.start) + 1 for s in segments if _differ(s)]
    if lines:
        told = ", ".join(str(line) for line in dict.fromkeys(lines))
        passages = "passage" if len(lines) == 1 else f"{len(lines)} passages"
        found.append(
            f"the reader {reader.name} and the rules differ strongly on "
            f"{'one ' if len(lines) == 1 else ''}{passages}, at line {told}"
        )
    return tuple(found)


def _differ(segment: Segment) -> bool:
    reader, rules = segment.reader, segment.rules
    return (
        reader is not None
        and rules is not None
        and kind(reader.status) is not kind(rules.status)
        and min(reader.probability, rules.probability) >= _STRONGLY
    )
