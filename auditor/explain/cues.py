"""Why a matched cue became an attribution or did not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from auditor.attribute import cues
from auditor.attribute.finder import TRUST, find
from auditor.explain.phrases import quote
from auditor.explain.stages import Stages
from auditor.model import Attribution, Audit, Frame, Layout, Match, Rule, Span

_MOST_FEATURES = 4
_ENOUGH = 1.0  # points from which weakness is no explanation


def explain_cue(match: Match, stages: Stages) -> tuple[bool, list[str]]:
    """Return whether ``match`` is the cue of an attribution of its rule, and why (not)."""
    layout, audit = stages.layout, stages.audit
    rule = stages.rules.rules[match.rule]
    span = layout.span(match.first, match.end)
    for one in audit.attributions:
        if one.rule == rule.id and any(_overlap(cue, span) for cue in one.cue):
            return True, list(_credited(one, audit))
    found = bisect_right(stages.candidates, match.first, key=lambda cue: cue.end)
    cue = stages.candidates[found] if found < len(stages.candidates) else None
    if cue is None or cue.first >= match.end:
        return False, ["a capital inside the sentence: taken for a name, not for a cue"]
    if (cue.first, cue.rule) != (match.first, match.rule):
        other, words = stages.rules.rules[cue.rule].id, quote(layout, cue.first, cue.end)
        return False, [f"the words belong to another match: {other} has {words}"]
    alone = find(stages.tokens, {"cue": [match]}, stages.rules, stages.judge)
    if not any(_is(frame, match, rule) for frame in alone):
        before = stages.candidates[found - 1] if found else None
        return False, list(_weak(cue, before, stages))
    if any(_is(frame, match, rule) for frame in stages.frames):
        return False, list(_excluded(span, audit))
    return False, list(_owned(stages.frames, match, layout))


def _credited(one: Attribution, audit: Audit) -> Iterator[str]:
    text = audit.document.text
    source = _joined(text, one.source) or "nobody"
    yield f"credited to {source}: {_joined(text, one.content)}"
    outer = next((other for other in audit.attributions if one.id in other.chain), None)
    if outer is not None:
        yield f"inside the content of another attribution, whose cue is {_joined(text, outer.cue)}"


def _weak(cue: cues.Cue, before: cues.Cue | None, stages: Stages) -> Iterator[str]:
    """Yield the points that the surroundings give, and those that weigh most."""
    layout = stages.layout
    points, weights = _weigh(cue, before, stages)
    words = quote(layout, cue.group, cue.end)
    if points >= _ENOUGH:
        yield f"{words} could be a cue ({points:+.1f} points), but nothing beside it can be content"
        return
    yield f"{words} has {points:+.1f} points for being a cue here, which is too few; the largest:"
    against = [item for item in weights if item[0] < 0][:_MOST_FEATURES]
    for weight, name in (*against, *(item for item in weights[-2:] if item[0] > 0)):
        yield f"  {weight:+.2f}  {name}"
    if not weights:
        yield "  no counts: the tables know neither the word nor its surroundings"


def _weigh(
    cue: cues.Cue, before: cues.Cue | None, stages: Stages
) -> tuple[float, list[tuple[float, str]]]:
    """Return all points of ``cue``, and those of each feature, the lowest first.

    ``before`` is the candidate before it in the article.
    """
    number = stages.layout.sentence_of[cue.first]
    sentence = stages.layout.sentences[number]
    if before is not None and stages.layout.sentence_of[before.first] != number:
        before = None
    first = cues.first_facts(stages.tokens, cue, sentence)
    facts = cues.facts(stages.tokens, cue, sentence, before)
    table = stages.rules.tables.get("cue-points", {})
    named = (*cues.FIRST.names(first), *cues.DECISION.names(facts))
    names = dict.fromkeys(name for name in named if table.get(name))
    score = stages.judge.quick.score(first) + stages.judge.cue.score(facts)
    weights = [(table[name], name) for name in names]
    if cue.family not in stages.judge.families:
        score += TRUST
        weights.append((TRUST, "never counted: taken at its word"))
    return score, sorted(weights)


def _excluded(span: Span, audit: Audit) -> Iterator[str]:
    for passage in audit.skipped:
        if passage.start <= span.start < passage.end:
            yield f"it is a cue, but stands in what is left out as {passage.kind}: {passage.reason}"
            return
    yield "it is a cue, but its attribution was dropped later"


def _owned(frames: list[Frame], match: Match, layout: Layout) -> Iterator[str]:
    """Yield the attributions that have the words around the match."""
    here = layout.sentence_of[match.first]
    owners = [
        frame
        for frame in frames
        if frame.sentence == here
        or any(part.first <= match.first < part.end for part in frame.content)
    ]
    if not owners:
        yield "by itself it would be a cue, but a quotation around it belongs to no speaker"
    for frame in owners:
        inside = any(part.first <= match.first < part.end for part in frame.content)
        what = "stands inside what is credited by" if inside else "its words went to"
        cue = quote(layout, frame.cue[0].first, frame.cue[0].end)
        yield f"by itself it would be a cue, but it {what} {cue} ({frame.rule})".replace(
            "it its", "its"
        )


def _is(frame: Frame, match: Match, rule: Rule) -> bool:
    """Whether the frame was made of the match."""
    same = any(part.first < match.end and match.first < part.end for part in frame.cue)
    return same and frame.rule == rule.id


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(text: str, spans: tuple[Span, ...]) -> str:
    return " + ".join(f"\u201c{' '.join(text[start:end].split())}\u201d" for start, end in spans)
