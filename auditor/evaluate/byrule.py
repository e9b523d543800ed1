"""How often each rule fired, and how often rightly."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypedDict

from auditor.evaluate.compare import Compared, Found
from auditor.evaluate.figures import ratio, wilson
from auditor.evaluate.places import Example, Places
from auditor.evaluate.statuses import Compared as Labelled
from auditor.evaluate.statuses import group
from auditor.model import Segment, Span

VOICE = "(no rule)"
_ID = re.compile(r"(?:^|\()([\w-]+/[\w-]+)(?=:|$)")  # as reasons give it


class RuleFigures(TypedDict):
    """``of`` are the firings that can be judged; the others count by what is wrong."""

    rule: str
    of: float
    right: float
    precision: float
    interval: tuple[float, float]
    counts: Mapping[str, float]
    examples: list[Example]


class _Tally:
    def __init__(self) -> None:
        self.of = self.right = 0.0
        self.counts: defaultdict[str, float] = defaultdict(float)
        self.examples: list[Example] = []

    def figures(self, rule: str) -> RuleFigures:
        return {
            "rule": rule,
            "of": round(self.of, 6),
            "right": round(self.right, 6),
            "precision": ratio(self.right, self.of),
            "interval": wilson(self.right, self.of),
            "counts": {name: round(count, 6) for name, count in sorted(self.counts.items())},
            "examples": self.examples,
        }


class _Tallies(dict[str, _Tally]):
    def __missing__(self, rule: str) -> _Tally:
        tally = self[rule] = _Tally()
        return tally

    def figures(self) -> list[RuleFigures]:
        """Return all, those with the most wrong firings first."""
        ranked = sorted(self.items(), key=lambda item: (item[1].right - item[1].of, item[0]))
        return [tally.figures(rule) for rule, tally in ranked]


def by_attribution(compared: Iterable[Compared], limit: int) -> list[RuleFigures]:
    """Judge each rule by the attributions it made, with up to ``limit`` wrong ones of each.

    An attribution is right if it is paired with a marked one by its content.  ``counts``:
    ``strict`` right in the source, too; ``extent`` wrong, but shares words with marked
    content; ``spurious`` shares none; ``nested`` inside another's content: not judged, as
    people mark the outermost only.
    """
    tallies, places = _Tallies(), Places()
    for one in compared:
        right, strict = set(one.same.values()), set(one.strict.values())
        for inner in one.nested:
            tallies[inner.attribution.rule].counts["nested"] += one.weight
        for number, found in enumerate(one.found):
            tally = tallies[found.attribution.rule]
            tally.of += one.weight
            tally.counts["strict"] += one.weight * (number in strict)
            if number in right:
                tally.right += one.weight
                continue
            what = "extent" if found.content & one.gold_content else "spurious"
            tally.counts[what] += one.weight
            places.keep(tally.examples, limit, one.document, cue_of(found))
    return tallies.figures()


def cue_of(found: Found) -> Span:
    """Return the cue's first part, or where the content begins."""
    return (found.attribution.cue or found.attribution.content)[0]


def by_status(compared: Iterable[Labelled], limit: int) -> list[RuleFigures]:
    """Judge each rule by the segments that rest on its attributions or that name it as a reason.

    One is right if at least half of its words have a status of the same group by hand;
    ``counts["status"]`` has those with the very same status.
    """
    tallies, places = _Tallies(), Places()
    for one in compared:
        rule_of = {attribution.id: attribution.rule for attribution in one.audit.attributions}
        at = 0
        for segment in one.audit.segments:
            while at < len(one.words) and one.words[at].end <= segment.start:
                at += 1
            first = at
            while at < len(one.words) and one.words[at].start < segment.end:
                at += 1
            if first == at:
                continue
            gold = [label.status for label in one.gold[first:at]]
            right = 2 * sum(group(status) == group(segment.status) for status in gold) >= len(gold)
            same = 2 * gold.count(segment.status) >= len(gold)
            for rule in _rules_of(segment, rule_of):
                tally = tallies[rule]
                tally.of += one.weight
                tally.right += one.weight * right
                tally.counts["words"] += one.weight * len(gold)
                tally.counts["status"] += one.weight * same
                if not right:
                    told = f" ({segment.status}, by hand {Counter(gold).most_common(1)[0][0]})"
                    span = Span(segment.start, segment.end)
                    places.keep(tally.examples, limit, one.audit.document, span, told)
    return tallies.figures()


def _rules_of(segment: Segment, rule_of: Mapping[int, str]) -> list[str]:
    """Return the rules that a segment's status rests on."""
    rules = dict.fromkeys(id for reason in segment.reasons for id in _ID.findall(reason))
    if segment.attribution is not None and segment.attribution in rule_of:
        rules[rule_of[segment.attribution]] = None
    return list(rules) or [VOICE]
