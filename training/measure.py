"""How far audits are from the annotation, by words and by articles (docs/measure.md).

A word is a token between blanks with a letter or a digit; words that no segment covers count as
boilerplate.  Shares are those of the words, as the report gives them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import StatisticsError, correlation, fmean
from typing import NamedTuple

from auditor.model import EXCLUDED, UNVERIFIED, Audit, Segment, Status
from auditor.verify.choose import kind
from training.annotated import Annotated, Passage
from training.status import WORD

Label = tuple[Status, str]
_NOBODY = ("-", "unknown")
_SUPPORTED = (Status.VERIFIED, Status.CORROBORATED, Status.INDEPENDENT)


class Words(NamedTuple):
    """An article's words: the label of each in the annotation and in the audit."""

    gold: Sequence[Label]
    said: Sequence[Label]
    ends: tuple[float, float]  # of the interval of the share


def words_of(article: Annotated, audit: Audit) -> Words:
    """Return the labels of an article's words."""
    metrics = audit.metrics
    low, high = metrics["share_low"], metrics["share_high"]
    assert isinstance(low, float) and isinstance(high, float)
    gold, said = labels(article.text, article.passages), labels(article.text, audit.segments)
    return Words(gold, said, (low, high))


def labels(text: str, parts: Sequence[Passage] | Sequence[Segment]) -> list[Label]:
    """Return the status and the party of each word."""
    found: list[Label] = []
    at = 0
    for word in WORD.finditer(text):
        while at < len(parts) and parts[at].end <= word.start():
            at += 1
        if at < len(parts) and parts[at].start < word.end():
            found.append((Status(parts[at].status), parts[at].party or "-"))
        else:
            found.append((Status.BOILERPLATE, "-"))
    return found


def group(status: Status) -> str:
    """Return the group of a status: unverified, supported, or its kind of passage."""
    if status in UNVERIFIED:
        return "unverified"
    return "supported" if status in _SUPPORTED else str(kind(status))


def share(labels: Sequence[Label], counted: frozenset[Status]) -> float:
    """Return the part of the content words whose status is one of those counted."""
    content = [status for status, _ in labels if status not in EXCLUDED]
    return sum(status in counted for status in content) / len(content) if content else 0.0


def party_hits(words: Words) -> tuple[int, int]:
    """Return how many words of a known party have its label, best matched one to one, of how many.

    What the labels are called does not matter, only that one stands for one party.
    """
    pairs = Counter(
        (gold[1], said[1])
        for gold, said in zip(words.gold, words.said, strict=True)
        if gold[1] not in _NOBODY and gold[0] not in EXCLUDED
    )
    hits, used = 0, set[tuple[int, str]]()
    for (gold_name, said_name), count in sorted(pairs.items(), key=lambda kv: (-kv[1], kv[0])):
        if said_name not in _NOBODY and not {(0, gold_name), (1, said_name)} & used:
            used |= {(0, gold_name), (1, said_name)}
            hits += count
    return hits, pairs.total()


def figures(articles: Sequence[Words]) -> Mapping[str, float]:
    """Return the figures of some articles, by the names docs/accuracy.md explains."""
    pairs = [(g[0], s[0]) for a in articles for g, s in zip(a.gold, a.said, strict=True)]
    confused = Counter((group(gold), group(said)) for gold, said in pairs)
    groups = sorted({name for pair in confused for name in pair})
    parties = [party_hits(article) for article in articles]
    found = {
        "articles": len(articles),
        "status": fmean(gold is said for gold, said in pairs),
        "five kinds": fmean(kind(gold) is kind(said) for gold, said in pairs),
        "group F1": fmean(_f1(confused, name) for name in groups),
        "party": sum(hits for hits, _ in parties) / max(1, sum(total for _, total in parties)),
    }
    ends = [article.ends for article in articles]
    for name, counted in (("share", UNVERIFIED), ("one party", UNVERIFIED | {Status.POSITION})):
        gold = [share(article.gold, counted) for article in articles]
        said = [share(article.said, counted) for article in articles]
        found[f"{name} MAE"] = fmean(abs(a - b) for a, b in zip(gold, said, strict=True))
        found[f"{name} bias"] = fmean(b - a for a, b in zip(gold, said, strict=True))
        found[f"{name} r"] = _correlation(gold, said)
        if name == "share":
            inside = [low <= one <= high for one, (low, high) in zip(gold, ends, strict=True)]
            found["interval covers"] = fmean(inside)
            found["interval width"] = fmean(high - low for low, high in ends)
    return found


def _f1(confused: Mapping[tuple[str, str], int], name: str) -> float:
    gold = sum(count for (one, _), count in confused.items() if one == name)
    said = sum(count for (_, other), count in confused.items() if other == name)
    return 2 * confused.get((name, name), 0) / (gold + said) if gold + said else 0.0


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    try:
        return correlation(one, other)
    except StatisticsError:
        return float("nan")
