"""The passages of an article that are not its content: the title, and all that is not audited."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import EXCLUDED, BlockKind, Document, Segment, Skipped, Span


def title(document: Document) -> Span | None:
    """Return the span of the title that the reader found, or None."""
    blocks = (Span(b.start, b.end) for b in document.blocks if b.kind is BlockKind.TITLE)
    return next(blocks, None)


def skipped(segments: Sequence[Segment]) -> tuple[Skipped, ...]:
    """Return the segments that are left out of the content, each with its reason."""
    return tuple(
        Skipped(segment.start, segment.end, segment.status, "; ".join(segment.reasons))
        for segment in segments
        if segment.status in EXCLUDED
    )
