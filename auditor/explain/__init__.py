"""Why did a rule fire, or not fire, in one place?  The stages are asked one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.errors import UsageError
from auditor.explain.cues import explain_cue
from auditor.explain.phrases import Phrases
from auditor.explain.stages import Stages
from auditor.model import (
    Audit,
    Document,
    Layout,
    Match,
    Range,
    Rule,
    RuleSet,
    Span,
    Status,
)
from auditor.text import LINE_BREAK, LineIndex

_MOST_MATCHES = 20  # of one line that are explained
_MOST_LINES = 12  # named where the rule fired elsewhere


class Explanation(NamedTuple):
    """Whether the rule fired, and the reasons in plain words, in the order of the stages."""

    fired: bool
    reasons: tuple[str, ...]


def explain(
    rule: Rule,
    document: Document,
    line: int,
    column: int | None,
    rules: RuleSet,
    packs: Sequence[Path] = (),
) -> Explanation:
    """Say why ``rule`` fired or not on ``line`` (with ``column``: in the sentence there).

    ``packs`` are what was loaded beside the built-in packs.  Raises ``UsageError`` for a
    line that the document does not have.
    """
    where = place_in(document, line, column)
    stages = Stages(document, rules)
    if rule.kind == "policy":
        return _policy(rule, where, stages.audit)
    layout = stages.layout
    area = _area(layout, where, column is not None)
    if area is None:
        reason = "there are no words of the article here (empty, code, or markup)"
        return Explanation(False, (reason,))
    number = rules.rules.index(rule)
    own = [one for one in stages.matches.get(rule.kind, ()) if one.rule == number]
    here = [one for one in own if one.first < area.end and area.first < one.end]
    phrases = Phrases(rule, layout, area, packs)
    reasons: list[str] = []
    fired = False
    for one in here[:_MOST_MATCHES]:
        did, why = _consequence(rule, one, stages)
        fired = fired or did
        reasons += [phrases.matched(one), *(f"  {reason}" for reason in why)]
    if len(here) > _MOST_MATCHES:
        reasons.append(f"{len(here) - _MOST_MATCHES} more matches: name a column, too")
    reasons += phrases.others(here)
    if not here:
        reasons += _elsewhere(own, layout)
    return Explanation(fired, tuple(reasons))


def place_in(document: Document, line: int, column: int | None) -> Span:
    """Return the code points of a line, or the one place that line and column name.

    Raises ``UsageError`` for a line or a column that the document does not have.
    """
    starts = [0, *(found.end() for found in LINE_BREAK.finditer(document.text))]
    if starts[-1] == len(document.text) and len(starts) > 1:
        starts.pop()  # the file ends with its last line
    if not 1 <= line <= len(starts):
        raise UsageError(f"{document.path}:{line}: the file has {len(starts)} lines")
    start, end = [*starts, len(document.text)][line - 1 : line + 1]
    if column is None:
        return Span(start, end)
    if not 1 <= column <= end - start:
        raise UsageError(f"{document.path}:{line}:{column}: the line is not that long")
    return Span(start + column - 1, start + column)


def _area(layout: Layout, where: Span, whole_sentence: bool) -> Range | None:
    """Return the tokens of the place, or those of the sentence around it."""
    first = bisect_left(layout.ends, where.start + 1)
    end = bisect_left(layout.starts, where.end)
    if first >= end or not layout.sentences:
        return None
    sentence = layout.sentences[layout.sentence_of[first]]
    if not sentence.first <= first < sentence.end:
        return None  # between the blocks of text
    return Range(sentence.first, sentence.end) if whole_sentence else Range(first, end)


def _policy(rule: Rule, where: Span, audit: Audit) -> Explanation:
    found = [
        finding.message
        for finding in audit.findings
        if finding.rule == rule.id and finding.start < where.end and where.start < finding.end
    ]
    if found:
        return Explanation(True, tuple(found))
    lines = LineIndex(audit.document.text)
    others = [lines.position(one.start)[0] for one in audit.findings if one.rule == rule.id]
    reason = (
        "rules of kind policy have no phrases, they look at the finished audit; no finding here"
    )
    return Explanation(False, (reason, *_named(others)))


def _consequence(rule: Rule, one: Match, stages: Stages) -> tuple[bool, list[str]]:
    """Return whether a match came to anything, and what."""
    if rule.kind == "cue":
        fired, why = explain_cue(one, stages)
        return fired, [*why, *(_status(one, stages) if fired else ())]
    around = next((e for e in stages.exclusions if e.first <= one.first < e.end), None)
    if rule.kind == "boilerplate":
        if around is None:
            return False, ["the passage it covers is quoted, or longer than the rule allows"]
        if around.reason != rule.id:
            return False, [f"left out as {around.status} already, by {around.reason}"]
        return True, [f"left out as {around.status}"]
    if around is not None and around.status is Status.BOILERPLATE:
        return False, [f"stands in what is left out as boilerplate: {around.reason}"]
    return True, list(_status(one, stages))


def _status(one: Match, stages: Stages) -> Iterator[str]:
    start = stages.layout.starts[one.first]
    for passage in stages.audit.segments:
        if passage.start <= start < passage.end:
            yield f"the words there are {passage.status}: {'; '.join(passage.reasons)}"


def _elsewhere(own: Sequence[Match], layout: Layout) -> Iterator[str]:
    lines = LineIndex(layout.document.text)
    yield from _named([lines.position(layout.starts[one.first])[0] for one in own])


def _named(lines: Sequence[int]) -> Iterator[str]:
    if lines:
        named = list(dict.fromkeys(lines))
        shown = ", ".join(map(str, named[:_MOST_LINES]))
        more = " and others" if len(named) > _MOST_LINES else ""
        yield f"in this file it matches on line{'s' * (len(named) > 1)} {shown}{more}"
