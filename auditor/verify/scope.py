"""How far a disclaimer reaches: never forwards, unless it stands in the claim's own sentence."""

from __future__ import annotations

from auditor.model import Match, Status
from auditor.verify.cut import attributed
from auditor.verify.story import Piece, Story

_PAIR = 2  # parties that "neither" speaks of


def disclaim(story: Story, pieces: list[Piece]) -> None:
    """Mark the claims that the article's disclaimers reach."""
    sentence_of = story.layout.sentence_of
    at = 0
    blanket = False
    reached: set[int] = set()  # one disclaimer a sentence and scope is enough
    for match in story.disclaimers:
        while at < len(pieces) and pieces[at].end <= match.first:
            at += 1
        if at == len(pieces):
            return
        rule = story.rule(match)
        scope = rule.traits.get("scope", "claim")
        if attributed(story, match):
            continue
        why = f"{scope} scope of {story.cite(match)}"
        here = pieces[at]
        standing = here.excluded is Status.META
        if scope == "article":
            if not blanket:
                blanket = True  # a second one adds nothing
                for piece in pieces:
                    if _claim(piece):
                        piece.disclaimed = why
            continue
        if scope in ("sentence", "clause") or not standing:
            _sentence(story, pieces, at, match, why)
            continue
        number = sentence_of[match.first]
        if scope == "both":
            _two(story, pieces, at, match, why)
            continue
        if number in reached and scope != "party":
            continue
        reached.add(number)
        _before(story, pieces, at, scope, why)


def _claim(piece: Piece) -> bool:
    if piece.excluded is not None:
        return False
    return piece.source is not None or piece.pictures


def _sentence(story: Story, pieces: list[Piece], at: int, match: Match, why: str) -> None:
    """Mark the clause around the match: its own piece, or the one before in the sentence."""
    piece = pieces[at]
    if _claim(piece):
        piece.disclaimed = piece.disclaimed or why
        return
    if piece.source is None and piece.excluded is None and piece.hedge:
        return
    for other in reversed(pieces[max(0, at - 3) : at]):
        if other.sentence == piece.sentence and _claim(other):
            other.disclaimed = other.disclaimed or why
            return


def _before(story: Story, pieces: list[Piece], at: int, scope: str, why: str) -> None:
    """Mark the nearest claim before, or all of its party in the paragraph.

    A disclaimer that opens its paragraph reaches the paragraph before.
    """
    paragraph = story.paragraph(pieces[at])
    party: str | None = None
    found_in: int | None = None
    for other in reversed(pieces[max(0, at - 60) : at]):
        its = story.paragraph(other)
        if its < paragraph - 1 or (found_in is not None and its != found_in):
            return
        if not _claim(other):
            continue
        source = story.source(other)
        its_party = source.party if source is not None else ""
        if found_in is None:
            found_in, party = its, its_party
        if its_party != party:
            continue
        other.disclaimed = other.disclaimed or why
        if scope == "claim" and other.carried_from is None:
            return


def _two(story: Story, pieces: list[Piece], at: int, match: Match, why: str) -> None:
    """Mark the nearest claim of each of the last two parties before ("neither tally ...").

    Where tallies are meant, only claims with a number in them are.
    """
    paragraph = story.paragraph(pieces[at])
    words = story.words[match.first : match.end]
    counts = not story.lists["tallies"].isdisjoint(words)
    reached: set[str] = set()
    for other in reversed(pieces[max(0, at - 60) : at]):
        if story.paragraph(other) < paragraph - 1 or len(reached) == _PAIR:
            return
        source = story.source(other)
        if source is None or source.party in reached or not _claim(other):
            continue
        if counts and not story.figures(other):
            continue
        reached.add(source.party)
        other.disclaimed = other.disclaimed or why
