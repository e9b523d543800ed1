"""From candidates to frames, one sentence at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import NamedTuple

from auditor.attribute import contents, cues, quotations, sources
from auditor.attribute.labels import labelled
from auditor.attribute.points import Decision, Points, Scorer, probability
from auditor.attribute.words import Tokens
from auditor.english import once
from auditor.model import Act, Frame, Kind, Matches, Range, RuleSet, Sentence, Stance
from auditor.pairs import records

# Each decision's points are the table "<name>-points".
DECISIONS: Mapping[str, Decision] = {
    "cue": cues.DECISION,
    "anchor": sources.DECISION,
    "source-start": sources.STARTS,
    "source-end": sources.ENDS,
    "side": contents.SIDES,
    "left": contents.LEFT_STARTS,
    "start": contents.RIGHT_STARTS,
    "end": contents.RIGHT_ENDS,
    "orphan": quotations.DECISION,
}
_HOPELESS = -0.7  # log-odds from the first facts alone: the others are not looked at
_HEDGE = -1.6  # "reportedly" is never said in vain, though annotators often pass over it
TRUST = 3.0  # log-odds for a rule that nobody has counted, as an editor's own: it says what is one
_TAG = 2.0  # log-odds for ", biologists report." and ", reckoned the engineer."
_NEAR = 40
_SURE = 0.15  # log-odds from which a candidate counts as a cue


class Plan(NamedTuple):
    """A cue with its source and the side of its content."""

    cue: cues.Cue
    score: float
    sentence: int
    anchor: sources.Anchor
    source: Range
    side: str


class Judge:
    """All decisions with their points."""

    def __init__(self, tables: Mapping[str, Points]) -> None:
        made = {
            name: Scorer(decision, tables.get(f"{name}-points", {}))
            for name, decision in DECISIONS.items()
        }
        self.cue, self.anchor, self.side = made["cue"], made["anchor"], made["side"]
        self.source_start, self.source_end = made["source-start"], made["source-end"]
        self.left, self.start, self.end = made["left"], made["start"], made["end"]
        self.orphan = made["orphan"]
        self.quick = Scorer(cues.FIRST, tables.get("cue-points", {}))
        counted = records(tables.get("cue-points", {}))
        self.families = counted.get("family", {}).keys() | {
            head.rpartition(" ")[0] for head in counted.get("head", ())
        }


@once
def judges(rules: RuleSet) -> Judge:
    """Return the judge with the points of a rule set."""
    return Judge(rules.tables)


def find(tokens: Tokens, matches: Matches, rules: RuleSet, judge: Judge) -> list[Frame]:
    """Return the frames as single sentences show them, before quotations are settled."""
    finder = _Finder(tokens, rules, judge)
    by_sentence: dict[int, list[cues.Cue]] = {}
    for cue in cues.candidates(tokens, matches, rules):
        by_sentence.setdefault(tokens.layout.sentence_of[cue.first], []).append(cue)
    frames = labelled(tokens)
    owned = {
        tokens.layout.sentence_of[at]: frame.content[0]
        for frame in frames
        for at in range(*frame.content[0])
    }
    for number, found in by_sentence.items():
        frames += finder.sentence(number, found, owned.get(number))
    return frames


class _Finder:
    def __init__(self, tokens: Tokens, rules: RuleSet, judge: Judge) -> None:
        self.tokens, self.rules, self.judge = tokens, rules, judge
        self.likely: list[int] = []  # heads that look like cues in the sentence at hand

    def sentence(self, number: int, found: list[cues.Cue], owned: Range | None) -> list[Frame]:
        """Return the frames of a sentence: first those that own what stands before them
        (", officials said."), then the others from left to right."""
        sentence = self.tokens.layout.sentences[number]
        scored = []
        previous: cues.Cue | None = None
        for cue in found:
            score = self.judge.quick.score(cues.first_facts(self.tokens, cue, sentence))
            exact = self.rules.rules[cue.rule].id.startswith(cues.EXACT)
            if exact or cue.family not in self.judge.families:
                score += TRUST
            elif sources.tags(self.tokens, cue, sentence):
                score += _TAG
            if score > _HOPELESS:
                score += self.judge.cue.score(cues.facts(self.tokens, cue, sentence, previous))
            previous = cue
            if score > (_HEDGE if cue.family == "hedge" else _SURE):
                scored.append((cue, score))
        if not scored:
            return []
        likely = self.likely = [cue.first for cue, _ in scored]
        plans = [self.plan(cue, score, sentence, number) for cue, score in scored]
        frames: list[Frame] = []
        claimed: list[Range] = []
        if owned is not None:  # a label names the speaker: all else is inside
            claimed.append(Range(max(owned.first, sentence.first), min(owned.end, sentence.end)))
            plans = [plan for plan in plans if holder(plan.cue, claimed) is not None]
        for plan in plans:
            if plan.side in ("left", "both"):
                self.add(plan, sentence, likely, claimed, frames)
        earlier: Range | None = None
        reach = sentence.first
        for plan in plans:
            cue = plan.cue
            if plan.side in ("left", "both"):
                reach = max(reach, cue.end)
            elif cue.first >= reach:
                around = holder(cue, claimed)
                within = sentence
                if around is not None:
                    within = Sentence(around.first, around.end, sentence.paragraph)
                adjacent = plan.anchor.side == "left" and plan.anchor.core.end == cue.group
                if (around is not None and not around.first <= plan.source.first) or (
                    (around is not None or earlier is not None) and not adjacent
                ):
                    plan = self.plan(cue, plan.score, within, number, earlier)
                if plan.side in ("left", "both") and around is None:
                    continue
                self.add(plan, within, likely, claimed, frames)
                reach = cue.end
            if plan.source.end > plan.source.first:
                earlier = plan.source
        return frames

    def plan(
        self, cue: cues.Cue, score: float, sentence: Sentence, number: int,
        earlier: Range | None = None,
    ) -> Plan:  # fmt: skip
        """Decide whose ``cue`` is and on which side its content stands."""
        tokens, judge = self.tokens, self.judge
        anchor = sources.obvious(tokens, cue, sentence)
        if anchor is None:
            options = sources.anchors(tokens, cue, sentence, earlier)
            anchor = judge.anchor.best(options)
            if sources.is_date(tokens, self.source(cue, sentence, anchor)):
                options = [one for one in options if not sources.is_date(tokens, one[0].core)]
                anchor = judge.anchor.best(options)
        source = self.source(cue, sentence, anchor)
        side = judge.side.best(contents.sides(tokens, cue, sentence, anchor, source))
        if side in ("left", "both") and cue.first > sentence.first:
            side = contents.rest_side(tokens, cue, sentence, anchor, source, self.likely) or side
        return Plan(cue, score, number, anchor, source, side)

    def source(self, cue: cues.Cue, sentence: Sentence, anchor: sources.Anchor) -> Range:
        """Return the full source around the anchor (an empty range for none)."""
        judge, core = self.judge, anchor.core
        if anchor.side in ("none", "before"):
            return core
        if anchor.side == "left":
            if core.end - core.first == 1 and self.tokens.classes[core.first] in ("pron", "who"):
                return core
            options, steps = sources.starts(self.tokens, cue, sentence, core)
            first = judge.source_start.best_along(options, steps)
            return sources.without_time(self.tokens, Range(first, core.end))
        options, steps = sources.ends(self.tokens, cue, sentence, core)
        end = judge.source_end.best_along(options, steps)
        if end >= sentence.end - 1 and cue.first == sentence.first:
            end = core.end  # "According to Norpress, the bridge ..." : something must be said
        return Range(core.first, end)

    def add(
        self, plan: Plan, sentence: Sentence, likely: list[int], claimed: list[Range],
        frames: list[Frame],
    ) -> None:  # fmt: skip
        """Append the frame of ``plan`` and claim its content, unless it has none."""
        content = self.content(plan, sentence, likely)
        if not content and not self.introduces(plan):
            return
        claimed += content
        cue, source = plan.cue, plan.source
        rule = self.rules.rules[cue.rule]
        frames.append(Frame(
            rule=rule.id, act=Act(rule.traits["act"]), stance=Stance(rule.traits["stance"]),
            kind=kind(self.tokens, content, source, rule.traits["stance"]),
            cue=(Range(cue.group, cue.end),),
            source=(source,) if source.end > source.first else (),
            content=tuple(sorted(content)), sentence=plan.sentence,
            strength=probability(plan.score),
        ))  # fmt: skip

    def introduces(self, plan: Plan) -> bool:
        """Tell whether the sentence ends in a colon or with the cue, so that more may follow."""
        sentence = self.tokens.layout.sentences[plan.sentence]
        return self.tokens.words[sentence.end - 1] == ":" or plan.cue.end >= sentence.end - 1

    def content(self, plan: Plan, sentence: Sentence, likely: list[int]) -> list[Range]:
        """Return the ranges of the content inside ``sentence``."""
        tokens, judge, cue = self.tokens, self.judge, plan.cue
        found: list[Range] = []
        begin, end = contents.outside(cue, plan.anchor, plan.source)
        if plan.side in ("left", "both"):
            stop = trim(tokens, begin, sentence.first)
            if stop > sentence.first:
                part = sentence
                if stop == begin and tokens.words[stop - 1] != '"':  # no break before the source
                    part = after_cues(sentence, likely, stop)
                places = contents.left_starts(tokens, cue, part, stop)
                found.append(Range(judge.left.best(places), stop))
        if plan.side in ("right", "both"):
            if tokens.words[end : end + 1] == [","]:
                end += 1
            if end < sentence.end:
                starts, steps = contents.right_starts(tokens, cue, sentence, end)
                if starts:  # there are none where only commas follow
                    start = judge.start.best_along(starts, steps)
                    ends = contents.right_ends(tokens, cue, sentence, start, likely)
                    found.append(Range(start, max(judge.end.best(ends), cue.reach)))
        return [part for part in found if part.first < part.end]


def after_cues(sentence: Sentence, likely: list[int], stop: int) -> Sentence:
    """Return ``sentence`` from behind the last likely cue before ``stop``."""
    number = bisect_left(likely, stop - 1) - 1
    if number < 0 or likely[number] < sentence.first:
        return sentence
    return sentence._replace(first=likely[number] + 1)


def holder(cue: cues.Cue, claimed: list[Range]) -> Range | None:
    """Return the smallest claimed content that ``cue`` lies in."""
    near = claimed[-_NEAR:]  # a bound, so that no sentence takes quadratic time
    found = [part for part in near if part.first <= cue.first and cue.end <= part.end]
    return min(found, key=lambda part: part.end - part.first) if found else None


def trim(tokens: Tokens, end: int, first: int) -> int:
    """Return ``end`` without the commas and dashes that stand before it."""
    while end > first and tokens.words[end - 1] in (",", "\u2014", "-", ":", ";"):
        end -= 1
    return end


def kind(tokens: Tokens, content: list[Range], source: Range, stance: str) -> Kind:
    """Return how the content is presented: quoted wholly, partly or not at all."""
    count = tokens.quoted
    quoted = sum(count[part.end] - count[part.first] for part in content)
    size = sum(part.end - part.first for part in content)
    if quoted and size - quoted <= 2 * len(content):
        return Kind.DIRECT
    if quoted:
        return Kind.MIXED
    if source.end == source.first and stance == "hedging":
        return Kind.HEDGE
    return Kind.INDIRECT
