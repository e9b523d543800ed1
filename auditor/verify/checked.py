"""Checks by somebody other than the claimant, and what stands on record."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Match, Naming, Role
from auditor.publisher import own_names
from auditor.verify.counting import dateline_outlet
from auditor.verify.cut import attributed
from auditor.verify.story import Piece, Story

_LONGEST_NAME = 5
# Whom somebody tells something: "told the Meridian", "spoke to ...", "shared with ...".
_HEARERS = {
    "told": frozenset[str](),
    "to": frozenset(("spoke", "speaking", "spoken", "shown", "said", "given", "comment")),
    "with": frozenset(("shared", "interview")),
}


def checked(story: Story, pieces: list[Piece]) -> None:
    """Note on each piece the check or the record that it tells of."""
    _checks(story, pieces)
    _recorded(story, pieces)


def _checks(story: Story, pieces: list[Piece]) -> None:
    matches = story.all("verification")
    if not matches:
        return
    negated = [(m.first, m.end) for m in story.all("disclaimer")]
    names = Outlets(story)
    at = 0
    for match in matches:
        while at < len(pieces) and pieces[at].end <= match.first:
            at += 1
        if at == len(pieces):
            return
        piece = pieces[at]
        if piece.excluded is not None or piece.verified:
            continue
        form = story.rule(match).traits.get("form")
        if form == "named" and not names.checks(match):
            continue
        if form == "outlet" and not names.known(match):
            continue
        if any(first < match.end and match.first < end for first, end in negated):
            continue
        if form == "document" and piece.source is not None and _other(story, piece, match):
            continue
        if attributed(story, match):
            continue
        piece.verified = f"checked or on record ({story.cite(match)})"


class Outlets:
    """Which names of an article are those of outlets and other checkers without a side."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._lists = story.rules.lists
        self._own: set[str] | None = None

    def checks(self, match: Match) -> bool:
        """Whether a checker's name stands beside "seen by" or "has seen"."""
        words = self.story.words
        if words[match.end - 1] in ("by", "the"):
            first, end = self._behind(match.end)
            return end > first and not self._sided(first, end)
        first, end = self._before(match.first)
        if end > first:
            return self._outlet(first, end)
        return words[match.first] in self._lists.get(
            "outlet_noun", ()
        )  # "the newspaper geolocated"

    def known(self, match: Match) -> bool:
        """Whether the name before a match is that of an outlet, by what the article says of it."""
        first, end = self._before(match.first)
        return end > first and not self._sided(first, end) and self._uses(first, end)

    def _before(self, end: int) -> tuple[int, int]:
        """Return where the name that ends before a token begins and ends."""
        cased = self.story.layout.cased
        sentence = self.story.layout.sentences[self.story.layout.sentence_of[end]]
        while end > sentence.first and cased[end - 1] in self.story.lists["beside_checking"]:
            end -= 1
        first = end
        lowest = max(sentence.first, end - _LONGEST_NAME)
        while first > lowest and cased[first - 1][0].isupper():
            first -= 1
        return first, end

    def _behind(self, first: int) -> tuple[int, int]:
        cased, end = self.story.layout.cased, first
        while end < len(cased) and end - first < _LONGEST_NAME and cased[end][0].isupper():
            end += 1
        return first, end

    def _sided(self, first: int, end: int) -> bool:
        """Whether a party with a stake, or a body that has one, bears the name."""
        story = self.story
        for found in story.within("party", max(first - 2, 0), end):
            entry = story.rules.parties.get(story.rule(found).traits["party"])
            if found.end > first and (entry is None or entry.role is not Role.INDEPENDENT):
                return True
        return any(
            story.rule(found).traits.get("stake") == "interested"
            for found in story.within("source", first, end)
        )

    def independent(self, first: int, end: int) -> bool:
        """Whether tokens are the name of an outlet or a body without a side."""
        named = all(
            token[0].isupper() or token == "the" for token in self.story.layout.cased[first:end]
        )
        return end > first and named and self._outlet(first, end)

    def _outlet(self, first: int, end: int) -> bool:
        """Whether a name with a capital is one that checks: an article, a word or a use says so."""
        if self._sided(first, end):
            return False
        story = self.story
        words, cased = story.words, story.layout.cased
        if words[first] == "the" or (first and words[first - 1] == "the"):
            return True
        if len(cased[end - 1]) > 2 and cased[end - 1].isupper():
            return True
        if words[end - 1] in self._lists.get("outlet_name", ()):
            return True
        return bool(story.within("party", first, end)) or self._uses(first, end)

    def _uses(self, first: int, end: int) -> bool:
        if self._own is None:
            self._own = {name for name in self._used() if name}
        return self._plain(first, end) in self._own

    def _used(self) -> Iterator[str]:
        """Yield the names to whom somebody speaks, who saw papers, or who could not verify."""
        story = self.story
        yield from own_names(story.rules)
        yield dateline_outlet(story.layout)
        for found in story.all("disclaimer"):
            yield self._plain(*self._before(found.first))
        for found in story.all("verification"):
            if story.words[found.end - 1] in ("by", "the"):
                yield self._plain(*self._behind(found.end))
        words = story.words
        for word, before in _HEARERS.items():
            at = -1
            for _ in range(words.count(word)):
                at = words.index(word, at + 1)
                if words[at + 1 : at + 2] == ["the"] and (not before or words[at - 1] in before):
                    yield self._plain(*self._behind(at + 2))

    def _plain(self, first: int, end: int) -> str:
        words = self.story.words[first:end]
        return "".join(words[1:] if words[:1] == ["the"] else words)


def _seen(story: Story) -> dict[int, str]:
    """Return the sources that are documents seen by the outlet or another checker."""
    known: dict[int, str] = {}
    for match in story.all("verification"):
        if story.rule(match).traits.get("form") not in ("document", "named"):
            continue
        for number in story.frames_in(story.layout.sentence_of[match.first]):
            frame = story.frames[number]
            at = story.source_of[number]
            if at is None or not frame.source or story.sources[at].naming is not Naming.DOCUMENT:
                continue
            if frame.source[0].first < match.end and match.first <= frame.source[-1].end + 1:
                known.setdefault(at, f"on record ({story.cite(match)})")
    return known


def _recorded(story: Story, pieces: list[Piece]) -> None:
    """A document that the outlet has seen, or a record, stays one when it is cited again."""
    known = _seen(story)
    for piece in pieces:
        if piece.excluded is not None or piece.source is None:
            continue
        source = story.sources[piece.source]
        if source.naming is not Naming.DOCUMENT:
            continue
        if piece.verified:
            known.setdefault(piece.source, piece.verified)
        elif piece.source in known:
            piece.verified = known[piece.source]


def _other(story: Story, piece: Piece, match: Match) -> bool:
    """Whether the piece's source is somebody else than the document that was matched."""
    frame = story.frames[piece.origin] if piece.origin is not None else None
    if frame is None or not frame.source:
        return False
    source = story.source(piece)
    if source is not None and source.naming is Naming.DOCUMENT:
        return False
    return match.end < frame.source[0].first - 2 or match.first > frame.source[-1].end + 3
