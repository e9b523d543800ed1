"""The gate: do the articles keep the limits, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.headline import broken
from auditor.model import Severity
from auditor.run import Digest, Gate, Limits


def judge(digests: Iterable[Digest], limits: Limits) -> Gate:
    """Hold every article against its limits, else ``limits``; a reason for each that is broken."""
    reasons = tuple(
        reason for digest in digests for reason in _reasons(digest, digest.limits or limits)
    )
    return Gate(not reasons, reasons)


def _reasons(digest: Digest, limits: Limits) -> Iterable[str]:
    if digest.failure is not None:
        return
    for _, message in broken(digest, limits):
        yield f"{digest.path}: {message}"
    if limits.fail_on is not None:
        counts = _at_or_above(digest, limits.fail_on)
        total = sum(number for number, _ in counts)
        if total:
            detail = ", ".join(_count(number, name) for number, name in counts if number)
            yield f"{digest.path}: {detail} (the gate is --fail-on {limits.fail_on})"


def _at_or_above(digest: Digest, least: Severity) -> list[tuple[int, str]]:
    ladder = [(digest.errors, "error"), (digest.warnings, "warning"), (digest.notes, "note")]
    depth = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.NOTE: 3}[least]
    return ladder[:depth]


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
