"""What the steps of ``verify`` share: the article's pieces and quick look-ups."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from auditor.english import english
from auditor.model import (
    Exclusion,
    Frame,
    Layout,
    Match,
    Matches,
    Reading,
    Resolution,
    Rule,
    RuleSet,
    Source,
    Status,
)
from auditor.proposition import carried, stems
from auditor.verify.clauses import clauses
from auditor.verify.counting import counted

NAME, PARTY, NUMBER, DATE = "<name>", "<party>", "<number>", "<year>"  # masks
MASKS = frozenset((NAME, PARTY, ""))
_OPENERS = frozenset(
    ('"', "'", ":", "(", "\u2022", "-", "*")
)  # behind which a capital tells nothing
_WIDTH = {"article": 3, "both": 3, "clause": 2, "sentence": 0}
YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_DEEPEST = 20  # chains longer than this are cut


class Piece:
    """A token range of one sentence with one attribution chain; the steps fill in the rest.

    The text fields hold a reason where the step found one, else nothing.
    """

    origin: int | None = None  # the innermost one, which decides
    source: int | None = None  # index into ``Resolution.sources``
    carried_from: Piece | None = None
    carried = ""
    relay = ""
    cited = ""  # the party that the source names as its own source, or "unknown"
    hedge = ""
    pictures = False  # the hedge is that nobody knows where the pictures come from
    verified = ""
    corroborated = ""
    contested = ""
    disclaimed = ""
    marks = Status.OWN_VOICE  # the status that the marks on it alone would give, and why
    why_marked = ""
    anonymous = ""
    terms: frozenset[str] | None = None  # of what it says, once somebody asked
    status = Status.OWN_VOICE  # once it is chosen
    odds: Mapping[Status, float] = MappingProxyType({})  # the probability of each
    facts: Sequence[str] = ()  # that the choice rests on
    reading: Reading | None = None  # of the reader, if there is one
    alone: Mapping[Status, float] = MappingProxyType({})  # the odds by the rules without it
    leading = 0  # how many of them, the first, are about the piece by itself

    def __init__(
        self, first: int, end: int, sentence: int, frame: int | None = None,
        excluded: Status | None = None, why_excluded: str = "", certain: bool = False,
    ) -> None:  # fmt: skip
        self.first, self.end, self.sentence = first, end, sentence
        self.frame = frame  # the outermost frame that owns it
        self.excluded, self.why_excluded = excluded, why_excluded
        self.certain = certain  # there is no choice

    def credit_to(self, voice: Piece, why: str = "") -> None:
        """Let the piece go on with the account of another, as ``why`` says."""
        self.carried_from = voice
        self.frame, self.origin, self.source = voice.frame, voice.origin, voice.source
        self.relay, self.cited = voice.relay, voice.cited
        self.carried = why or "it goes on with the account"


class Story:
    """The inputs of the stage, and look-ups over them."""

    def __init__(
        self, layout: Layout, matches: Matches, exclusions: Sequence[Exclusion],
        frames: Sequence[Frame], resolution: Resolution, rules: RuleSet,
    ) -> None:  # fmt: skip
        self.layout = layout
        self.words = layout.words
        self.exclusions = exclusions
        self.frames = frames
        self.sources = resolution.sources
        self.source_of = resolution.source_of
        self.rules = rules
        self.lists = rules.lists
        self.clauses = clauses(rules)
        self._matches = matches
        self._firsts: dict[str, list[int]] = {}
        self._known = _known(rules)
        self.names = self._known.names  # of the rules, without their pack
        self._quotes = [quotation.first for quotation in layout.quotations]
        self._frames_in: dict[int, list[int]] = {}
        self.counts = counted(layout, frames, resolution, rules)
        self._silence()
        self.children: dict[int, list[int]] = {}
        self.parents: list[int | None] = []
        sentence_of, frames_in = layout.sentence_of, self._frames_in
        for number, frame in enumerate(frames):
            parent, steps = frame.parent, 0
            while (
                parent is not None
                and steps < _DEEPEST
                and (not self.counts[parent] or _inside(frames[parent], frame))
            ):
                parent, steps = frames[parent].parent, steps + 1
            self.parents.append(parent)
            for first, end in frame.content:
                low, high = sentence_of[first], sentence_of[end - 1]
                for at in range(low, high + 1):
                    frames_in.setdefault(at, []).append(number)
            if parent is not None:
                self.children.setdefault(parent, []).append(number)

    def _silence(self) -> None:
        """Frames whose cue says that nobody told it, or that somebody is silent, do not count."""
        silenced = self.sentences_with("hedge", "no_comment")
        for number, frame in enumerate(self.frames):
            if frame.sentence not in silenced or not self.counts[number] or not frame.cue:
                continue
            first, end = frame.cue[0].first, frame.cue[-1].end
            for kind in ("hedge", "no_comment"):
                for match in self.within(kind, max(0, first - 4), end):
                    if match.end <= first or self.rule(match).traits.get("weight") == "weak":
                        continue
                    if kind == "no_comment" or _between(self.words, match, first, end):
                        self.counts[number] = False

    def terms(self, first: int, end: int) -> frozenset[str]:
        """Return what a token range says."""
        return carried(self.stems[first:end])

    def frames_in(self, sentence: int) -> Sequence[int]:
        """Return the frames whose content reaches into a sentence."""
        return self._frames_in.get(sentence, ())

    def quoted(self, first: int, end: int) -> bool:
        """Whether a token range lies between quotation marks."""
        at = bisect_right(self._quotes, first) - 1
        return at >= 0 and end <= self.layout.quotations[at].end

    @property
    def kinds(self) -> list[str]:
        """The kinds of rules that match somewhere in the article."""
        return sorted(kind for kind, found in self._matches.items() if found)

    @cached_property
    def masked(self) -> list[str]:
        """Return the words of an article with names, parties and numbers masked.

        A name of several tokens is one mask and "" for the others: its length shows nowhere.
        """
        layout = self.layout
        cased, out = layout.cased, list(layout.words)
        common = english(self.rules).sentence_starters
        opening = {sentence.first for sentence in layout.sentences}
        last = len(cased) - 1
        for at, word in enumerate(cased):
            if word[0].isupper():
                if word[:2] in ("I", "I'"):
                    continue
                first = at in opening or cased[at - 1] in _OPENERS
                if first and (out[at] in common or at == last or not cased[at + 1][0].isupper()):
                    continue
                out[at] = "" if at and out[at - 1] in (NAME, "") and not first else NAME
            elif word == "an":
                out[at] = "a"  # which of the two is told by the name behind it
            elif word[0].isdigit():
                out[at] = DATE if YEAR.match(word) else NUMBER
        for match in self.all("party"):
            out[match.first : match.end] = [PARTY] + [""] * (match.end - match.first - 1)
            if match.first and out[match.first - 1] == "the":
                out[match.first - 1] = ""  # "the United States", "Norway"
            if match.end <= last and out[match.end] == "'":
                out[match.end] = "'s"  # "the States' army", "Norway's army"
        return out

    def all(self, kind: str) -> Sequence[Match]:
        """Return all matches of a kind, sorted by first token."""
        return self._matches.get(kind, ())

    @cached_property
    def stems(self) -> list[str]:
        """The stem of each word, "" where it says nothing."""
        return stems(self.words, self.all("party"), self.rules)

    @cached_property
    def disclaimers(self) -> list[Match]:
        """The disclaimers, one where several overlap: the widest scope, then the longest."""
        kept: list[Match] = []
        for match in self.all("disclaimer"):
            if kept and match.first < kept[-1].end:
                if self._rank(match) > self._rank(kept[-1]):
                    kept[-1] = match
            else:
                kept.append(match)
        return [m for m in kept if self.rule(m).traits.get("form") != "none"]

    def _rank(self, match: Match) -> tuple[int, int]:
        traits = self.rule(match).traits
        width = 4 if traits.get("form") == "none" else _WIDTH.get(traits.get("scope", ""), 1)
        return width, match.end - match.first

    def within(self, kind: str, first: int, end: int) -> list[Match]:
        """Return the matches of a kind that begin in a token range."""
        found = self._matches.get(kind)
        if not found:
            return []
        firsts = self._firsts.get(kind)
        if firsts is None:
            firsts = self._firsts[kind] = [match[0] for match in found]
        low = bisect_left(firsts, first)
        return list(found[low : bisect_left(firsts, end, low)])

    def size(self, first: int, end: int) -> int:
        """Return how long a token range is, where a party's name counts once."""
        return end - first - sum(m.end - m.first - 1 for m in self.within("party", first, end))

    @cached_property
    def cued(self) -> dict[int, int]:
        """The frame by the first token of each cue."""
        return {first: at for at, f in enumerate(self.frames) for first, _ in f.cue}

    @cached_property
    def remarked(self) -> frozenset[int]:
        """The sentences with a word on the reporting itself: a disclaimer, silence, anonymity."""
        return self.sentences_with("no_comment", "disclaimer", "anonymity")

    @cached_property
    def hedged(self) -> frozenset[int]:
        """The sentences with a hedge."""
        return self.sentences_with("hedge")

    def sentences_with(self, *kinds: str) -> frozenset[int]:
        """Return the sentences in which a match of one of the kinds begins."""
        sentence_of = self.layout.sentence_of
        return frozenset(sentence_of[match[0]] for kind in kinds for match in self.all(kind))

    def rule(self, match: Match) -> Rule:
        """Return the rule of a match."""
        return self.rules.rules[match.rule]

    def rule_by_id(self, name: str) -> Rule | None:
        """Return a rule by its full id."""
        at = self._known.rule_at.get(name)
        return None if at is None else self.rules.rules[at]

    def said(self, first: int, end: int) -> str:
        """Return the words of a token range as they stand in the article, in one line."""
        layout = self.layout
        said = layout.document.text[layout.starts[first] : layout.ends[end - 1]]
        return " ".join(said.split()) if "\n" in said or "  " in said else said

    def short(self, match: Match) -> str:
        """Return the name of a match's rule without its pack."""
        return self.names[match.rule]

    def cite(self, match: Match) -> str:
        """Return a match as reasons name it: its rule and its words."""
        return f"{self.rule(match).id}: '{self.said(match.first, match.end)}'"

    def source(self, piece: Piece) -> Source | None:
        """Return the resolved source of a piece."""
        return None if piece.source is None else self.sources[piece.source]

    def party(self, piece: Piece) -> str | None:
        """Return the party on whose word a piece rests."""
        if piece.cited:
            return piece.cited
        return None if piece.source is None else self.sources[piece.source].party

    def figures(self, piece: Piece) -> bool:
        """Whether a number stands in a piece, in digits or in words."""
        return any(word[:1].isdigit() for word in self.stems[piece.first : piece.end])

    def paragraph(self, piece: Piece) -> int:
        """Return the number of the piece's paragraph."""
        return self.layout.sentences[piece.sentence].paragraph


def _inside(frame: Frame, other: Frame) -> bool:
    """Whether a frame's cue stands in the content of another."""
    if not frame.cue:
        return False
    at = frame.cue[0].first
    return any(first <= at < end for first, end in other.content)


def _between(words: Sequence[str], match: Match, first: int, end: int) -> bool:
    """Whether a hedge holds the whole cue ("is said to"), and no agent follows ("said by")."""
    if not match.first <= first or not match.end >= end - 1:
        return False
    return "by" not in words[match.end : match.end + 2]


class _Known:
    """What the steps look up in a rule set; made once for all articles of a run."""

    def __init__(self, rules: RuleSet) -> None:
        ids = [rule.id for rule in rules.rules]
        self.rules = rules
        self.rule_at = {name: at for at, name in enumerate(ids)}
        self.names = [name.rpartition("/")[2] for name in ids]


_KNOWN: list[_Known] = []


def _known(rules: RuleSet) -> _Known:
    if not _KNOWN or _KNOWN[0].rules is not rules:
        _KNOWN[:] = [_Known(rules)]
    return _KNOWN[0]
