"""Results to the few figures that a summary, a table and the gate need."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.model import Audit, Severity
from auditor.run import Digest, Result, Unreadable

SHARE = "unverified_single_party_share"


class Summary(NamedTuple):
    """All inputs of a run together; ``share`` is weighted by content words."""

    files: int
    unreadable: int
    unaudited: int  # of the files: read, but in doubt
    words: int
    content_words: int
    share: float
    errors: int
    warnings: int
    notes: int


def digest(result: Result) -> Digest:
    """Return the figures of one result; suppressed findings are not counted."""
    if isinstance(result, Unreadable):
        return Digest(result.path, failure=result)
    open_findings = [f.severity for f in result.findings if f.suppressed is None]
    return Digest(
        result.document.path,
        result.words,
        result.content_words,
        result.metrics,
        open_findings.count(Severity.ERROR),
        open_findings.count(Severity.WARNING),
        open_findings.count(Severity.NOTE),
        remarks=(*_unaudited(result), *result.notes),
        doubts=result.doubts,
    )


def _unaudited(audit: Audit) -> tuple[str, ...]:
    return () if audit.audited else (f"not audited: {'; '.join(audit.doubts)}",)


def share(digest: Digest, name: str = SHARE) -> float:
    """Return a share of the digest's article; 0 where there is none."""
    value = digest.metrics.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def summarise(digests: Iterable[Digest]) -> Summary:
    """Add up the digests of a run."""
    read: list[Digest] = []
    unreadable = 0
    for one in digests:
        if one.failure is None:
            read.append(one)
        else:
            unreadable += 1
    content = sum(d.content_words for d in read)
    weighted = sum(share(d) * d.content_words for d in read)
    return Summary(
        len(read),
        unreadable,
        sum(bool(d.doubts) for d in read),
        sum(d.words for d in read),
        content,
        weighted / content if content else 0.0,
        sum(d.errors for d in read),
        sum(d.warnings for d in read),
        sum(d.notes for d in read),
    )


def worst_first(digests: Sequence[Digest]) -> list[Digest]:
    """Return the digests of the articles, the largest share first, equal ones by path."""
    return sorted((d for d in digests if d.failure is None), key=lambda d: (-share(d), d.path))


def percent(value: float, limit: float | None = None) -> str:
    """Return ``value`` as a percentage, with as many decimals as set it apart from ``limit``."""
    for decimals in (0, 1, 2, 3):
        text = f"{value * 100:.{decimals}f}%"
        if limit is None or value == limit or text != f"{limit * 100:.{decimals}f}%":
            break
    return text


def exceeds(value: float, limit: float | None) -> bool:
    """Whether a share is over its limit (a share equal to the limit passes)."""
    return limit is not None and value > limit + 1e-9
