"""The figures of an article in words, for the formats that are read in lists."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Audit
from auditor.reports._style import plural
from auditor.run import Digest, Piece, Run
from auditor.summary import percent, share, summarise

LOW, HIGH = "share_low", "share_high"


def spread(figures: Digest) -> tuple[float, float] | None:
    """Return the range in which the share may lie; None where none was measured."""
    metrics = figures.metrics
    if LOW not in metrics or HIGH not in metrics:
        return None
    low, high = share(figures, LOW), share(figures, HIGH)
    return (low, high) if low < high else None


def ranged(figures: Digest, limit: float | None = None) -> str:
    """Return the unverified share, with its range where there is one: ``54% (48–61%)``."""
    told = percent(share(figures), limit)
    limits = spread(figures)
    if limits is None:
        return told
    low, high = (f"{value * 100:.0f}" for value in limits)
    return told if low == high else f"{told} ({low}–{high}%)"


def counted(figures: Digest) -> str:
    """Return how many findings are open: ``1 error, 2 warnings`` or ``no findings``."""
    parts = [
        plural(number, word)
        for number, word in (
            (figures.errors, "error"),
            (figures.warnings, "warning"),
            (figures.notes, "note"),
        )
        if number
    ]
    return ", ".join(parts) or "no findings"


def acknowledged(audit: Audit) -> int:
    """Return how many findings somebody has answered for."""
    return sum(finding.suppressed is not None for finding in audit.findings)


def overall(pieces: Sequence[Piece]) -> str:
    """Return one sentence about all articles of a run."""
    total = summarise(piece.digest for piece in pieces)
    if not total.files:
        return "No article was audited."
    return (
        f"{plural(total.files, 'article')}, {plural(total.content_words, 'word')} of content: "
        f"{percent(total.share)} on unverified single-party claims."
    )


def pieces_worst_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of the articles, the largest share first, as ``worst_first`` has them.

    Not by their names: two inputs may have one.
    """
    read = [piece for piece in pieces if piece.digest.failure is None]
    return sorted(read, key=lambda piece: (-share(piece.digest), piece.digest.path))


def outcome(pieces: Sequence[Piece], run: Run) -> str:
    """Return ``failed``, ``incomplete``, ``passed``, or ``no limit set``."""
    limits = run.style.limits
    if not run.gate.passed:
        return "failed"
    if any(piece.digest.failure is not None for piece in pieces):
        return "incomplete"  # nobody knows what is in the others
    unlimited = limits.single_party is None and limits.unsourced is None
    return "no limit set" if unlimited and limits.fail_on is None else "passed"
