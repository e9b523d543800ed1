"""The measures of the audit itself: shares, statuses and parties, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, NamedTuple, Protocol

from auditor.evaluate.figures import Count, correlation, ratio
from auditor.evaluate.guide import Annotated
from auditor.model import EXCLUDED, UNVERIFIED, Audit, Document, Span, Status
from auditor.text import WORD

_SUPPORTED = frozenset({Status.VERIFIED, Status.CORROBORATED, Status.INDEPENDENT})
GROUPS = ("unverified", "supported", "unsourced", "position", "own_voice", "excluded")
_NOBODY = ("-", "unknown")


class Label(NamedTuple):
    """What a word counts as."""

    status: Status
    party: str


_UNCOVERED = Label(Status.BOILERPLATE, "-")


class Passage(Protocol):
    """A segment of the audit or of an annotation."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def status(self) -> Status: ...
    @property
    def party(self) -> str | None: ...


@dataclass(frozen=True)
class Compared:
    """One article against one annotation, which counts ``weight``; labels word by word."""

    audit: Audit
    weight: float
    words: Sequence[Span]
    gold: Sequence[Label]
    found: Sequence[Label]


def compare(article: Annotated, audit: Callable[[Document], Audit]) -> Iterator[Compared]:
    """Yield the comparison with each annotation of ``article``; together they weigh 1."""
    result = audit(article.document)
    words = [Span(*match.span()) for match in WORD.finditer(article.document.text)]
    found = _labels(words, result.segments)
    weight = 1 / len(article.annotations)
    for passages in article.annotations:
        yield Compared(result, weight, words, _labels(words, passages), found)


def group(status: Status) -> str:
    """Return the group that a status counts with."""
    if status in UNVERIFIED:
        return "unverified"
    if status in _SUPPORTED:
        return "supported"
    return "excluded" if status in EXCLUDED else status.value


def _labels(words: Sequence[Span], passages: Sequence[Passage]) -> list[Label]:
    """Return a label for each word; a word belongs to the first passage that reaches it."""
    labels, at = [], 0
    for start, end in words:
        while at < len(passages) and passages[at].end <= start:
            at += 1
        if at < len(passages) and passages[at].start < end:
            labels.append(Label(passages[at].status, passages[at].party or "-"))
        else:
            labels.append(_UNCOVERED)
    return labels


def measure(articles: Iterable[Iterable[Compared]]) -> dict[str, Any]:
    """Return the measures over ``articles``, each given as its comparisons."""
    everything = [one for article in articles for one in article]
    gold_shares = [_share(one.gold) for one in everything]
    found_shares = [_share(one.found) for one in everything]
    errors = [
        one.weight * (found - gold)
        for one, gold, found in zip(everything, gold_shares, found_shares, strict=True)
    ]
    groups = {name: Count() for name in GROUPS}
    disclaimed, same_status, same_group, words = Count(), 0.0, 0.0, 0.0
    party_right = party_words = 0.0
    for one in everything:
        weight = one.weight
        for (gold, found), number in Counter(
            (g.status, f.status) for g, f in zip(one.gold, one.found, strict=True)
        ).items():
            amount = weight * number
            words += amount
            same_status += amount * (gold is found)
            same_group += amount * (group(gold) == group(found))
            _tally(groups, group(gold), group(found), amount)
            _tally({"disclaimed": disclaimed}, gold.value, found.value, amount)
        right, of = _parties(one.gold, one.found)
        party_right += weight * right
        party_words += weight * of
    weights = sum(one.weight for one in everything)
    f1 = {name: count.f1 for name, count in groups.items()}
    return {
        "articles": round(weights, 6),
        "annotations": len(everything),
        "words": round(words),
        "share": {
            "mae": ratio(sum(map(abs, errors)), weights),
            "bias": ratio(sum(errors), weights),
            "r": correlation(gold_shares, found_shares),
        },
        "group": {
            "accuracy": ratio(same_group, words),
            "macro_f1": fmean(f1.values()),
            "f1": f1,
        },
        "status_accuracy": ratio(same_status, words),
        "party_accuracy": ratio(party_right, party_words),
        "disclaimed": disclaimed.figures(),
    }


def _share(labels: Sequence[Label]) -> float:
    """Return the unverified single-party share."""
    content = sum(label.status not in EXCLUDED for label in labels)
    return ratio(sum(label.status in UNVERIFIED for label in labels), content)


def _tally(counts: dict[str, Count], gold: str, found: str, amount: float) -> None:
    if gold == found:
        if gold in counts:
            counts[gold].tp += amount
        return
    if gold in counts:
        counts[gold].fn += amount
    if found in counts:
        counts[found].fp += amount


def _parties(gold: Sequence[Label], found: Sequence[Label]) -> tuple[int, int]:
    """Return the words with the right party, and those that have one in the annotation.

    Labels differ in wording, so each party of the annotation is paired with the label
    that shares most of its words, the greatest overlaps first.
    """
    shared = Counter(
        (g.party, f.party)
        for g, f in zip(gold, found, strict=True)
        if g.party not in _NOBODY and g.status not in EXCLUDED
    )
    right = 0
    taken: set[str] = set()
    paired: set[str] = set()
    for (one, other), number in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if other not in _NOBODY and one not in paired and other not in taken:
            paired.add(one)
            taken.add(other)
            right += number
    return right, sum(shared.values())
