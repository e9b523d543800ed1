"""The figures of an article in words, for the formats that are read in lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor import headline
from auditor.model import Audit, Severity
from auditor.reports._style import plural, printable
from auditor.run import Digest, Limits, Piece, Run
from auditor.summary import exceeds, percent, share, summarise


class Entry(NamedTuple):
    """An article in a table of articles."""

    headline: headline.Headline
    unsourced: str
    unsourced_over: bool
    party: str  # the one it relies most on, or ""
    party_share: str
    findings: int  # open ones
    figures: Digest


def entry(figures: Digest, limits: Limits) -> Entry:
    """Return what a table says of an article; ``limits`` where its path has none of its own."""
    limits = figures.limits or limits
    unsourced, party = share(figures, "unsourced_share"), figures.metrics.get("largest_party")
    return Entry(
        headline.headline(figures, limits),
        percent(unsourced, limits.unsourced),
        exceeds(unsourced, limits.unsourced),
        printable(str(party)) if party else "",
        percent(share(figures, "largest_party_share")) if party else "",
        figures.errors + figures.warnings + figures.notes,
        figures,
    )


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


def corrections(audit: Audit) -> int:
    """Return how many passages count as somebody decided, not as the program did."""
    return sum(not corrected.why for corrected in audit.corrections)


def overall(pieces: Sequence[Piece]) -> str:
    """Return one sentence about all articles of a run."""
    total = summarise(piece.digest for piece in pieces)
    return f"{headline.overall(total)}." if total.files else "No article was audited."


def pieces_worst_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of the articles, the largest share first, as ``worst_first`` has them.

    Not by their names: two inputs may have one.
    """
    read = [piece for piece in pieces if piece.digest.failure is None]
    return sorted(read, key=lambda piece: (-share(piece.digest), piece.digest.path))


def unaudited(digests: Sequence[Digest]) -> list[str]:
    """Return a line for each input that was not read, or that was read and is in doubt."""
    return [
        digest.failure.message if digest.failure else f"{digest.path}: {digest.unaudited}"
        for digest in digests
        if digest.failure or digest.doubts
    ]


def outcome(pieces: Sequence[Piece], run: Run) -> str:
    """Return ``failed``, ``incomplete``, ``passed``, or ``no limit set``.

    An article passes only what somebody has set: a limit of a share, or findings that are to
    fail it besides the errors that always do.
    """
    if not run.gate.passed:
        return "failed"
    if unaudited([piece.digest for piece in pieces]):
        return "incomplete"  # nobody knows what is in the others
    limits = [run.style.limits, *(p.digest.limits for p in pieces if p.digest.limits)]
    return "passed" if any(map(_limited, limits)) else "no limit set"


def _limited(limits: Limits) -> bool:
    return headline.limited(limits) or limits.fail_on not in (None, Severity.ERROR)
