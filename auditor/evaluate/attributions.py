"""The measures of attribution: how well the audit finds who is credited with what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from auditor.evaluate.compare import Compared
from auditor.evaluate.figures import Count, correlation, ratio
from auditor.evaluate.standoff import ROLES


def measure(articles: Iterable[Iterable[Compared]]) -> dict[str, Any]:
    """Return the measures over ``articles``, each given as its comparisons.

    Counts are pooled over all articles; an article with several annotations counts once.
    """
    token = {role: Count() for role in ROLES}
    content, strict, sentence = Count(), Count(), Count()
    kinds = {"direct": _Recall(), "indirect": _Recall()}
    gold_shares: list[float] = []
    found_shares: list[float] = []
    words = annotations = 0.0
    for article in articles:
        gold_share = found_share = 0.0
        for one in article:
            weight, annotations = one.weight, annotations + 1
            for role in ROLES:
                token[role].add(*_role(one, role), weight)
            sentence.add(*_sentences(one), weight)
            content.add_matched(len(one.same), len(one.gold), len(one.found), weight)
            strict.add_matched(len(one.strict), len(one.gold), len(one.found), weight)
            for number, gold in enumerate(one.gold):
                kind = kinds["direct" if gold.direct else "indirect"]
                kind.add(number in one.same, number in one.strict, weight)
                kind.words.add_matched(
                    len(gold.content & one.found_content), len(gold.content), 0, weight
                )
            total = len(one.words.spans) - len(one.discarded)
            gold_share += weight * len(one.gold_content) / max(1, total)
            found_share += weight * len(one.found_content) / max(1, total)
            words += weight * total
        gold_shares.append(gold_share)
        found_shares.append(found_share)
    count = len(gold_shares)
    errors = [found - gold for gold, found in zip(gold_shares, found_shares, strict=True)]
    return {
        "articles": count,
        "annotations": int(annotations),
        "words": round(words),
        "token": {role: one.figures() for role, one in token.items()},
        "attribution": content.figures(),
        "strict": strict.figures(),
        "sentence": sentence.figures(),
        "share": {
            "mae": ratio(sum(map(abs, errors)), count),
            "bias": ratio(sum(errors), count),
            "r": correlation(gold_shares, found_shares),
            "gold": ratio(sum(gold_shares), count),
            "found": ratio(sum(found_shares), count),
        },
        **{name: kind.figures() for name, kind in kinds.items()},
    }


class _Recall:
    """How many of some gold attributions were found."""

    def __init__(self) -> None:
        self.gold = self.content = self.strict = 0.0
        self.words = Count()

    def add(self, content: bool, strict: bool, weight: float) -> None:
        self.gold += weight
        self.content += weight * content
        self.strict += weight * strict

    def figures(self) -> dict[str, float]:
        return {
            "gold": self.gold,
            "recall": ratio(self.content, self.gold),
            "strict_recall": ratio(self.strict, self.gold),
            "word_recall": self.words.recall,
        }


def _role(one: Compared, role: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the words of a role, by the annotation and by the audit."""
    gold: list[frozenset[int]] = [getattr(item, role) for item in one.gold]
    found: list[frozenset[int]] = [getattr(item, role) for item in one.found]
    return frozenset().union(*gold), frozenset().union(*found)


def _sentences(one: Compared) -> tuple[set[int], set[int]]:
    """Return the sentences that hold content, by the annotation and by the audit."""
    of = one.words.sentences
    return {of[at] for at in one.gold_content}, {of[at] for at in one.found_content}
