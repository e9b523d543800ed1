"""Who said what: cue + source + content, as token ranges.

Sentence by sentence, every phrase of a cue rule gets points for being a cue
here.  Those that close their sentence are settled first (", officials said."
owns what stands before it); the others follow from left to right.  What lies
inside chosen content becomes a nested frame.
"""

from __future__ import annotations

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
    finder = Finder(tokens, rules)
    by_sentence: dict[int, list[cues.Cue]] = {}
    for cue in cues.candidates(tokens, matches, rules):
        by_sentence.setdefault(layout.sentence_of[cue.first], []).append(cue)
    frames: list[Frame] = []
    for number, found in by_sentence.items():
        frames += finder.sentence(number, found)
    extend(tokens, frames)
    return link(frames)


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
        frames: list[Frame] = []
        earlier: Range | None = None
        reach = sentence.first
        for cue, score in scored:
            if cue.first < reach:
                continue
            frame = self.frame(cue, score, sentence, number, earlier, likely)
            if frame is None:
                continue
            frames.append(frame)
            if frame.source:
                earlier = frame.source[0]
            reach = cue.end
        return frames

    def frame(
        self, cue: cues.Cue, score: float, sentence: Sentence, number: int,
        earlier: Range | None, likely: set[int],
    ) -> Frame | None:  # fmt: skip
        """Return ``cue`` with its source and content, or None where it has no content."""
        tokens, tables = self.tokens, self.tables
        anchor = best(sources.anchors(tokens, cue, sentence, earlier), tables["anchor-points"])
        source = self.source(cue, sentence, anchor)
        side = best(contents.sides(tokens, cue, sentence, anchor, source), tables["side-points"])
        content: list[Range] = []
        begin, end = outside(cue, anchor, source)
        if side in ("left", "both"):
            stop = trim(tokens, begin, sentence.first)
            if stop > sentence.first:
                options = contents.left_starts(tokens, cue, sentence, stop)
                content.append(Range(best(options, tables["left-points"]), stop))
        if side in ("right", "both"):
            if side == "both" or tokens.words[end : end + 1] == [","]:
                end += tokens.words[end : end + 1] == [","]
            starts = contents.right_starts(tokens, cue, sentence, end) if end < sentence.end else []
            start = best(starts, tables["start-points"]) if starts else end
            limit = sentence.end
            if start < limit:
                options = contents.right_ends(tokens, cue, sentence, start, limit, likely)
                content.append(Range(start, best(options, tables["end-points"])))
        content = [part for part in content if part.first < part.end]
        if not content:
            return None
        rule = self.rules.rules[cue.rule]
        return Frame(
            rule=rule.id, act=Act(rule.traits["act"]), stance=Stance(rule.traits["stance"]),
            kind=kind(tokens, content, source, rule.traits["stance"]),
            cue=(Range(cue.group, cue.end),),
            source=(source,) if source.end > source.first else (),
            content=tuple(sorted(content)), sentence=number, strength=probability(score),
        )  # fmt: skip

    def source(self, cue: cues.Cue, sentence: Sentence, anchor: sources.Anchor) -> Range:
        """Return the full source around the anchor (an empty range for none)."""
        if anchor.side in ("none", "before"):
            return anchor.core
        if anchor.side == "left":
            options = sources.starts(self.tokens, cue, sentence, anchor.core)
            return Range(best(options, self.tables["source-start-points"]), anchor.core.end)
        options = sources.ends(self.tokens, cue, sentence, anchor.core, sentence.end)
        return Range(anchor.core.first, best(options, self.tables["source-end-points"]))


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
