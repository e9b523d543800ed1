"""Marked attributions by class: what they look like, and how many of each were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict

from auditor.evaluate.compare import Compared, Gold
from auditor.evaluate.figures import ratio
from auditor.evaluate.misses import CueRules, Lost, lost
from auditor.model import Rule

_PRONOUNS = frozenset("i he she we they it you this that these those one".split())
_RELATIVES = frozenset("who which whom whose".split())
_LONG = 5  # words
_COMMON = 20  # gold attributions from which a combination is worth a row


class ClassFigures(TypedDict):
    """A class of marked attributions; ``lost`` counts those not found, by how far it came."""

    by: str
    name: str
    gold: float
    recall: float
    strict_recall: float
    lost: Mapping[str, float]


class _Tally:
    def __init__(self) -> None:
        self.gold = self.found = self.strict = 0.0
        self.lost = dict.fromkeys(Lost, 0.0)


def by_class(compared: Iterable[Compared], rule_of: CueRules) -> list[ClassFigures]:
    """Return a row for each class, and for each common combination of them."""
    tallies: dict[tuple[str, str], _Tally] = {}
    for one in compared:
        for number, gold in enumerate(one.gold):
            rule = rule_of(one.document, gold.marked.cue)
            why = lost(one, number, rule)
            for key in _keys(one, gold, rule):
                tally = tallies.setdefault(key, _Tally())
                tally.gold += one.weight
                tally.found += one.weight * (why is None)
                tally.strict += one.weight * (number in one.strict)
                if why is not None:
                    tally.lost[why] += one.weight
    rows = [_row(*key, tally) for key, tally in tallies.items()]
    order = {by: number for number, by in enumerate(BY)}
    rows = [row for row in rows if row["by"] != BY[-1] or row["gold"] >= _COMMON]
    return sorted(rows, key=lambda row: (order[row["by"]], -row["gold"], row["name"]))


BY = ("cue", "form", "source", "content", "size", "combination")
_SIZES = {"1 to 3 words": 3, "4 to 10 words": 10, "11 to 30 words": 30}


def _keys(one: Compared, gold: Gold, rule: Rule | None) -> Iterator[tuple[str, str]]:
    names = (
        _cue(rule),
        "direct" if gold.direct else "indirect",
        _source(one, gold),
        _position(one, gold),
    )
    yield from zip(BY, (*names, _size(gold)), strict=False)
    yield BY[-1], ", ".join(names)


def _cue(rule: Rule | None) -> str:
    if rule is None:
        return "no rule"
    noun = " (noun)" if rule.id.endswith("-noun") else ""
    return f"{rule.traits.get('act', 'other')}{noun}"


def _source(one: Compared, gold: Gold) -> str:
    """Name the form of the source by its words and their capitals."""
    if not gold.source:
        return "no source"
    words = [one.words.spans[at] for at in sorted(gold.source)]
    first = one.document.text[slice(*words[0])].lower()
    if first in _RELATIVES:
        return "relative pronoun"
    if first in _PRONOUNS and len(words) == 1:
        return "pronoun"
    if len(words) >= _LONG:
        return f"{_LONG} words or more"
    if all(one.document.text[start].isupper() for start, _ in words):
        return "name"
    return "noun phrase"


def _position(one: Compared, gold: Gold) -> str:
    """Name where the content stands, seen from the cue."""
    sentences = {one.words.sentences[at] for at in gold.content}
    if not gold.cue:
        return "no cue"
    if len(sentences) > 1:
        return "several sentences"
    cue = one.words.sentences[min(gold.cue)]
    if cue not in sentences:
        return "another sentence"
    if min(gold.content) > min(gold.cue):
        return "after the cue"
    return "before the cue" if max(gold.content) < max(gold.cue) else "around the cue"


def _size(gold: Gold) -> str:
    size = len(gold.content)
    return next((name for name, most in _SIZES.items() if size <= most), "over 30 words")


def _row(by: str, name: str, tally: _Tally) -> ClassFigures:
    return {
        "by": by,
        "name": name,
        "gold": round(tally.gold, 6),
        "recall": ratio(tally.found, tally.gold),
        "strict_recall": ratio(tally.strict, tally.gold),
        "lost": {why.value: round(count, 6) for why, count in tally.lost.items()},
    }
