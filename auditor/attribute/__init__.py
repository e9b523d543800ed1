"""Who said what: cue + source + content, as token ranges.

Sentence by sentence, every phrase of a cue rule gets points for being a cue
here.  Those that close their sentence are settled first (", officials said."
owns what stands before it); the others follow from left to right.  What lies
inside chosen content becomes a nested frame.
"""

from __future__ import annotations

from typing import NamedTuple

from auditor.attribute import contents, cues, sources
from auditor.attribute.chains import link
from auditor.attribute.points import best, probability, total
from auditor.attribute.quotations import extend
from auditor.attribute.words import Tokens
from auditor.model import Act, Frame, Kind, Layout, Matches, Range, RuleSet, Sentence, Stance

_SURE = 0.0  # log-odds from which a candidate counts as a cue


def attribute(layout: Layout, matches: Matches, rules: RuleSet) -> list[Frame]:
    """Return the article's frames, sorted by cue; nested ones name their parent."""
    tokens = Tokens(layout, rules.tables["verb-points"])
    frames = raw_frames(tokens, matches, rules)
    return link(extend(tokens, frames, rules.tables["orphan-points"]))


def raw_frames(tokens: Tokens, matches: Matches, rules: RuleSet) -> list[Frame]:
    """Return the frames as single sentences show them."""
    finder = Finder(tokens, rules)
    by_sentence: dict[int, list[cues.Cue]] = {}
    for cue in cues.candidates(tokens, matches, rules):
        by_sentence.setdefault(tokens.layout.sentence_of[cue.first], []).append(cue)
    frames: list[Frame] = []
    for number, found in by_sentence.items():
        frames += finder.sentence(number, found)
    return frames


class Plan(NamedTuple):
    """A cue with its source and the side of its content."""

    cue: cues.Cue
    score: float
    sentence: int
    anchor: sources.Anchor
    source: Range
    side: str


class Finder:
    """Builds the frames of one article."""

    def __init__(self, tokens: Tokens, rules: RuleSet) -> None:
        self.tokens, self.rules = tokens, rules
        self.tables = rules.tables

    def sentence(self, number: int, found: list[cues.Cue]) -> list[Frame]:
        """Return the frames of sentence ``number``."""
        sentence = self.tokens.layout.sentences[number]
        scored = [
            (cue, total(cues.features(self.tokens, cue, sentence), self.tables["cue-points"]))
            for cue in found
        ]
        scored = [(cue, score) for cue, score in scored if score > _SURE]
        likely = {cue.first for cue, _ in scored}
        plans = [self.plan(cue, score, sentence, number) for cue, score in scored]
        frames: list[Frame] = []
        claimed: list[Range] = []
        for plan in plans:  # those that own what stands before them
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
        tokens, tables = self.tokens, self.tables
        anchor = best(sources.anchors(tokens, cue, sentence, earlier), tables["anchor-points"])
        source = self.source(cue, sentence, anchor)
        side = best(contents.sides(tokens, cue, sentence, anchor, source), tables["side-points"])
        return Plan(cue, score, number, anchor, source, side)

    def add(
        self, plan: Plan, sentence: Sentence, likely: set[int], claimed: list[Range],
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

    def content(self, plan: Plan, sentence: Sentence, likely: set[int]) -> list[Range]:
        """Return the ranges of the content inside ``sentence``."""
        tokens, tables, cue = self.tokens, self.tables, plan.cue
        content: list[Range] = []
        begin, end = outside(cue, plan.anchor, plan.source)
        if plan.side in ("left", "both"):
            stop = trim(tokens, begin, sentence.first)
            if stop > sentence.first:
                options = contents.left_starts(tokens, cue, sentence, stop)
                content.append(Range(best(options, tables["left-points"]), stop))
        if plan.side in ("right", "both"):
            if tokens.words[end : end + 1] == [","]:
                end += 1
            start, limit = end, sentence.end
            if start < limit:
                start = best(
                    contents.right_starts(tokens, cue, sentence, end), tables["start-points"]
                )
            if start < limit:
                options = contents.right_ends(tokens, cue, sentence, start, limit, likely)
                content.append(Range(start, best(options, tables["end-points"])))
        return [part for part in content if part.first < part.end]

    def source(self, cue: cues.Cue, sentence: Sentence, anchor: sources.Anchor) -> Range:
        """Return the full source around the anchor (an empty range for none)."""
        if anchor.side in ("none", "before"):
            return anchor.core
        if anchor.side == "left":
            options = sources.starts(self.tokens, cue, sentence, anchor.core)
            return Range(best(options, self.tables["source-start-points"]), anchor.core.end)
        options = sources.ends(self.tokens, cue, sentence, anchor.core, sentence.end)
        return Range(anchor.core.first, best(options, self.tables["source-end-points"]))


def holder(cue: cues.Cue, claimed: list[Range]) -> Range | None:
    """Return the smallest claimed content that ``cue`` lies in."""
    found = [part for part in claimed if part.first <= cue.first and cue.end <= part.end]
    return min(found, key=lambda part: part.end - part.first) if found else None


def outside(cue: cues.Cue, anchor: sources.Anchor, source: Range) -> tuple[int, int]:
    """Return the tokens that cue and source cover together: content is outside them."""
    begin, end = cue.group, cue.end
    if anchor.side == "left":
        begin = min(begin, source.first)
    elif anchor.side == "right" and source.first - end < 4:
        end = source.end
    elif anchor.side == "by" and source.first - end < 2:
        end = source.end
    return begin, end


def trim(tokens: Tokens, end: int, first: int) -> int:
    """Return ``end`` without the commas and dashes that stand before it."""
    while end > first and tokens.words[end - 1] in (",", "\u2014", "-", ":", ";"):
        end -= 1
    return end


def kind(tokens: Tokens, content: list[Range], source: Range, stance: str) -> Kind:
    """Return how the content is presented: quoted wholly, partly or not at all."""
    inside = tokens.inside
    quoted = sum(inside[at] >= 0 for part in content for at in range(part.first, part.end))
    size = sum(part.end - part.first for part in content)
    if quoted and size - quoted <= 2 * len(content):
        return Kind.DIRECT
    if quoted:
        return Kind.MIXED
    if source.end == source.first and stance == "hedging":
        return Kind.HEDGE
    return Kind.INDIRECT
