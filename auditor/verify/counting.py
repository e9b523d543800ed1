"""Which frames count as attribution for the measure.

Frames are found broadly: attitudes, votes and acts done by words are among them.
The measure counts what is *told*: a public act or an attitude that the writer
reports without a cue is the writer's own voice.  So each cue rule
has a least strength, as data; frames without a source count only with a hedge.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Act, Frame, Kind, Layout, Naming, Resolution, Role, RuleSet
from auditor.publisher import is_own, own_names

TABLE = "counting-points"
_DEFAULT = 0.6
_NEVER = 1.1
_THINGS = frozenset(("document", "visual", "poll", "database"))
_DASHES = frozenset(("-", "--", "\u2013", "\u2014"))


def counted(
    layout: Layout, frames: Sequence[Frame], resolution: Resolution, rules: RuleSet
) -> list[bool]:
    """Return for each frame whether it counts as an attribution of its own."""
    publisher = dateline_outlet(layout)
    own = own_names(rules)
    return [
        not (own and _of_outlet(resolution, number, own))
        and _counts(layout, frame, resolution, number, rules, publisher)
        for number, frame in enumerate(frames)
    ]


def _of_outlet(resolution: Resolution, number: int, own: frozenset[str]) -> bool:
    """Whether the outlet speaks of itself ("the Herald has learned"): its own reporting."""
    at = resolution.source_of[number]
    return at is not None and is_own(resolution.sources[at], own)


def _counts(
    layout: Layout, frame: Frame, resolution: Resolution, number: int,
    rules: RuleSet, publisher: str,
) -> bool:  # fmt: skip
    if not frame.source or not frame.content:
        return False
    if frame.kind is Kind.DIRECT:
        return True
    if all(layout.words[at] in rules.lists["no_cue_alone"] for r in frame.cue for at in range(*r)):
        return False
    table = rules.tables.get(TABLE, {})
    name = frame.rule.rpartition("/")[2]
    least = table.get(name, _NEVER if frame.act is Act.PERCEPTION else _DEFAULT)
    at = resolution.source_of[number]
    if at is not None and resolution.sources[at].type in _THINGS:
        least = min(least, table.get("thing with a party", _DEFAULT))
    no_side = at is not None and resolution.sources[at].role is Role.INDEPENDENT
    if no_side and frame.act is Act.EVIDENCE and _that(layout, frame):
        least = min(least, table.get("found by one without a side", _DEFAULT))
    if frame.strength < least:
        return False
    if at is None:
        return True
    source = resolution.sources[at]
    if frame.act is Act.EVIDENCE and source.party == "unknown" and source.type not in _THINGS:
        return False
    if publisher and source.party.lower() == publisher:
        return False
    return not (
        name != "according-to"
        and source.naming is Naming.VAGUE
        and source.party == "unknown"
        and frame.strength < table.get("vague source", 0.9)
    )


def _that(layout: Layout, frame: Frame) -> bool:
    """Whether what was found is a sentence: "found that ..."."""
    return layout.words[frame.content[0].first] == "that"


def dateline_outlet(layout: Layout) -> str:
    """Return the outlet of the dateline ("OSLO (Reuters) - "), folded: it reports in own voice."""
    for sentence in layout.sentences[:8]:
        words = layout.words[sentence.first : min(sentence.end, sentence.first + 12)]
        for at in range(1, len(words) - 3):
            if words[at] == "(" and words[at + 2] == ")" and words[at + 3] in _DASHES:
                return words[at + 1]
    return ""
