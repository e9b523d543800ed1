"""What the audit missed: marked attributions by their cue, and statuses taken for others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypedDict

from auditor.evaluate.compare import Compared, Gold
from auditor.evaluate.places import Example, Places, plain
from auditor.evaluate.statuses import Compared as Labelled
from auditor.match import match
from auditor.model import Document, Rule, RuleSet, Span
from auditor.segment import segment
from auditor.text import fold

CueRules = Callable[[Document, Sequence[Span]], Rule | None]


class Lost(StrEnum):
    """How far the audit came with a marked attribution that it did not find."""

    UNKNOWN = "unknown"  # no rule has a phrase for the cue
    NOT_TAKEN = "not taken"  # a rule has, but it was not taken for a cue here
    EXTENT = "extent"  # it was, with other content


class MissedCue(TypedDict):
    """A cue as written; ``of`` is how often people marked it."""

    cue: str
    missed: float
    of: float
    because: Mapping[str, float]
    examples: list[Example]


class Confusion(TypedDict):
    """Words that have one status by hand and another by the audit."""

    gold: str
    found: str
    words: float
    examples: list[Example]


def cue_rules(rules: RuleSet) -> CueRules:
    """Return a function that names the cue rule with a phrase in a marked cue, if any."""
    kept: list[tuple[Document, list[tuple[Span, Rule]]]] = []

    def find(document: Document, cue: Sequence[Span]) -> Rule | None:
        if not kept or kept[0][0] is not document:
            layout = segment(document, rules)
            found = match(layout, rules).get("cue", ())
            spans = [(layout.span(m.first, m.end), rules.rules[m.rule]) for m in found]
            kept[:] = [(document, spans)]
        inside = [
            (span.end - span.start, rule)
            for span, rule in kept[0][1]
            if any(span.start < end and start < span.end for start, end in cue)
        ]
        return max(inside, key=lambda item: item[0])[1] if inside else None

    return find


def lost(one: Compared, number: int, rule: Rule | None) -> Lost | None:
    """Return how the marked attribution was lost whose cue ``rule`` has; None if found."""
    if number in one.same:
        return None
    gold = one.gold[number]
    taken = any(gold.cue & found.cue for found in (*one.found, *one.nested))
    if taken:
        return Lost.EXTENT
    return Lost.UNKNOWN if rule is None else Lost.NOT_TAKEN


def missed_cues(compared: Iterable[Compared], rule_of: CueRules, limit: int) -> list[MissedCue]:
    """Return every cue that people marked and the audit missed, the most missed first."""
    of: defaultdict[str, float] = defaultdict(float)
    because: dict[str, dict[Lost, float]] = {}
    examples: dict[str, list[Example]] = {}
    places = Places()
    for one in compared:
        for number, gold in enumerate(one.gold):
            cue = _written(one.document, gold)
            of[cue] += one.weight
            why = lost(one, number, rule_of(one.document, gold.marked.cue))
            if why is None:
                continue
            reasons = because.setdefault(cue, dict.fromkeys(Lost, 0.0))
            reasons[why] += one.weight
            span = (gold.marked.cue or gold.marked.content)[0]
            places.keep(examples.setdefault(cue, []), limit, one.document, span)
    missed = {cue: sum(reasons.values()) for cue, reasons in because.items()}
    ranked = sorted(because, key=lambda cue: (-missed[cue], cue))
    return [
        {
            "cue": cue,
            "missed": round(missed[cue], 6),
            "of": round(of[cue], 6),
            "because": {why.value: round(n, 6) for why, n in because[cue].items() if n},
            "examples": examples[cue],
        }
        for cue in ranked
    ]


def _written(document: Document, gold: Gold) -> str:
    text = " \u2026 ".join(document.text[start:end] for start, end in gold.marked.cue)
    return plain(fold(text).lower()) or "(no cue)"


def confusions(compared: Iterable[Labelled], limit: int) -> list[Confusion]:
    """Return which status by hand was taken for which, the most words first."""
    words: defaultdict[tuple[str, str], float] = defaultdict(float)
    examples: dict[tuple[str, str], list[Example]] = {}
    places = Places()
    for one in compared:
        begun: tuple[str, str] | None = None
        start = 0
        for at, (gold, found) in enumerate([*zip(one.gold, one.found, strict=True), (None, None)]):
            pair = (gold.status.value, found.status.value) if gold and found else None
            if pair == begun:
                continue
            if begun is not None and begun[0] != begun[1]:
                words[begun] += one.weight * (at - start)
                span = Span(one.words[start].start, one.words[at - 1].end)
                places.keep(examples.setdefault(begun, []), limit, one.audit.document, span)
            begun, start = pair, at
    return [
        {
            "gold": gold,
            "found": found,
            "words": round(count, 6),
            "examples": examples[gold, found],
        }
        for (gold, found), count in sorted(words.items(), key=lambda item: (-item[1], item[0]))
    ]
