"""The cross-fitted figures as a section of docs/accuracy.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from auditor.evaluate.page import write_section
from auditor.model import EXCLUDED, UNVERIFIED, Audit, Status
from training.annotated import Annotated
from training.measure import Words, figures, labels, share, words_of

PAGE = Path(__file__).parent.parent / "docs" / "accuracy.md"
SECTION = "statuses, cross-fitted"
_SHOWN = (  # figure, what it is, decimals
    ("status", "words with the right status of thirteen", 3),
    ("five kinds", "words of the right kind: claim, position, own voice, sourceless, excluded", 3),
    ("group F1", "mean F1 of unverified, supported, sourceless, position, own voice, excluded", 3),
    ("party", "words of a known party that are credited to it", 3),
    ("share MAE", "mean error of the unverified single-party share", 3),
    ("share bias", "its mean signed error", 3),
    ("share r", "its correlation with the annotated share", 2),
    ("one party MAE", "mean error of the share of claims and positions together", 3),
    ("one party r", "its correlation with the annotated share", 2),
    ("interval covers", "articles whose annotated share lies in the interval", 3),
    ("interval width", "mean width of the interval", 3),
)
_COLUMNS = ("articles", "status", "party", "share MAE", "share r", "one party r")


def write(
    audits: Sequence[tuple[Annotated, Audit]],
    origin: Mapping[str, str],
    page: Path = PAGE,
    section: str = SECTION,
) -> None:
    """Write the figures of cross-fitted audits into a page, by collection (``origin``), too."""
    write_section(page, section, "\n".join(_lines(audits, origin)))


def _lines(audits: Sequence[tuple[Annotated, Audit]], origin: Mapping[str, str]) -> Iterator[str]:
    words = [words_of(article, audit) for article, audit in audits]
    whole = figures(words)
    count = sum(len(article.gold) for article in words)
    yield f"{len(words)} articles, {count:,} words; each audited with points fitted to others."
    yield ""
    yield "| figure | what it is | value |"
    yield "|---|---|---|"
    for name, what, digits in _SHOWN:
        yield f"| {name} | {what} | {whole[name]:.{digits}f} |"
    yield f"| a constant | share MAE of giving every article the mean | {_constant(words):.3f} |"
    yield ""
    yield "By collection:"
    yield ""
    yield "| collection | " + " | ".join(_COLUMNS) + " |"
    yield "|---" * (len(_COLUMNS) + 1) + "|"
    names = [origin.get(article.name, "all") for article, _ in audits]
    for name in sorted(set(names)):
        part = [its for its, one in zip(words, names, strict=True) if one == name]
        if len(part) > 3:
            found = figures(part)
            row = [f"{found['articles']:.0f}", *(f"{found[key]:.2f}" for key in _COLUMNS[1:])]
            yield f"| {name} | " + " | ".join(row) + " |"
    yield ""
    yield "By status, in words:"
    yield ""
    yield "| status | annotated | precision | recall |"
    yield "|---|---|---|---|"
    pairs = [(g[0], s[0]) for its in words for g, s in zip(its.gold, its.said, strict=True)]
    gold, said = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    both = Counter(one for one, other in pairs if one is other)
    for status in Status:
        if gold[status]:
            precision = both[status] / said[status] if said[status] else 0.0
            recall = both[status] / gold[status]
            yield f"| `{status}` | {gold[status]:,} | {precision:.2f} | {recall:.2f} |"
    yield ""
    yield "By the kind of source that the audit credits, in words:"
    yield ""
    yield "| source | words | right status |"
    yield "|---|---|---|"
    for name, (hits, total) in sorted(_by_source(audits).items()):
        yield f"| {name} | {total:,} | {hits / total:.2f} |"


def _constant(words: Sequence[Words]) -> float:
    shares = [share(article.gold, UNVERIFIED) for article in words]
    mean = sum(shares) / len(shares)
    return sum(abs(one - mean) for one in shares) / len(shares)


def _by_source(audits: Sequence[tuple[Annotated, Audit]]) -> dict[str, tuple[int, int]]:
    """Return right and all words by how the credited source is named."""
    found: dict[str, tuple[int, int]] = {}
    for article, audit in audits:
        gold = labels(article.text, article.passages)
        naming = {a.id: a.source_id for a in audit.attributions}
        sources = {source.id: source for source in audit.sources}
        at = 0
        for part in audit.segments:
            here = gold[at : at + part.words]
            at += part.words
            source = sources.get(naming.get(part.attribution or 0) or 0)
            if part.status in EXCLUDED:
                continue
            name = f"{source.naming}" if source is not None and part.party else "(none)"
            hits, total = found.get(name, (0, 0))
            right = sum(status is part.status for status, _ in here)
            found[name] = hits + right, total + len(here)
    return found
