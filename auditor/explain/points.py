"""What the surroundings of a possible cue count for it being one, and why."""

from __future__ import annotations

from auditor.attribute import cues
from auditor.attribute.finder import TRUST
from auditor.explain.stages import Stages


def weigh(
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
