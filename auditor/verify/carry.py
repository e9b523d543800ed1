"""Carry-over: sentences without a cue that go on with the account before them."""

from __future__ import annotations

import re

from auditor.model import Match
from auditor.proposition import share
from auditor.verify.agree import proposition
from auditor.verify.story import YEAR, Piece, Story

_ACCEPT = 2

_LETTER = re.compile(r"[^\W\d_]")


def carry(story: Story, pieces: list[Piece]) -> None:
    """Give pieces without a cue the source of the account that they continue."""
    last: Piece | None = None  # the piece before, if it is attributed
    for at, piece in enumerate(pieces):
        if piece.excluded is not None:
            if last is not None and story.paragraph(last) != story.paragraph(piece):
                last = last if _quotes_on(story, last) else None
            continue
        if piece.source is not None:
            last = piece
            continue
        if piece.frame is not None and piece.source is None and not _opens_quote(story, piece):
            if last is not None and _hedge_only(story, piece) and _beside(story, last, piece):
                piece.credit_to(last, "a hedge inside an account changes nothing")
            else:
                last = None
            continue
        if _opens_quote(story, piece):
            speaker = _speaker(story, pieces, at, last)
            if speaker is not None:
                piece.credit_to(speaker, "the quotation goes on")
                last = piece
            continue
        if last is not None and piece.sentence == last.sentence:
            continue  # a tail of the writer's own does not end the account before it
        if last is None or not _beside(story, last, piece):
            last = None
            continue
        points, why = _points(story, last, piece)
        if points >= _ACCEPT:
            piece.credit_to(last, f"same paragraph, {why}")
            last = piece
        else:
            last = None


def _beside(story: Story, last: Piece, piece: Piece) -> bool:
    """Whether a whole sentence follows its predecessor in the same paragraph."""
    return (
        story.paragraph(last) == story.paragraph(piece)
        and piece.sentence == last.sentence + 1
        and piece.first == story.layout.sentences[piece.sentence].first
    )


def _hedge_only(story: Story, piece: Piece) -> bool:
    return any(_inside(story, match) for match in story.within("hedge", piece.first, piece.end))


def _opens_quote(story: Story, piece: Piece) -> bool:
    """Whether the piece is quotation from its first word to its last."""
    words = story.words
    first = piece.first
    return story.quoted(first, first + 1) and (
        piece.end - first < 3
        or story.quoted(first, min(piece.end, first + (piece.end - first) // 2 + 1))
        or (words[first] == '"' and story.quoted(first, first + 3))
    )


def _quotes_on(story: Story, last: Piece) -> bool:
    return story.quoted(last.first, last.first + 1)


def _speaker(story: Story, pieces: list[Piece], at: int, last: Piece | None) -> Piece | None:
    """Return the piece whose speaker says an untagged quotation."""
    piece = pieces[at]
    if last is not None and story.paragraph(last) == story.paragraph(piece):
        return last
    for following in pieces[at + 1 : at + 12]:
        if story.paragraph(following) != story.paragraph(piece):
            break
        if following.source is not None and following.excluded is None:
            frame = story.frames[following.frame] if following.frame is not None else None
            if frame is not None and frame.content and frame.content[0].first <= frame.cue[0].first:
                return following
            break
    if last is not None and story.paragraph(last) >= story.paragraph(piece) - 2:
        return last
    return None


def _inside(story: Story, match: Match) -> bool:
    """Whether a hedge goes with somebody's account; others say that nobody in particular told."""
    return (match.end - match.first == 1 and story.words[match.first] != "apparently") or (
        story.short(match) == "said-to"
    )


def _points(story: Story, last: Piece, piece: Piece) -> tuple[int, str]:
    """Weigh the signs that the account goes on; return the points and the strongest sign."""
    words = story.words
    first = piece.first
    while (
        first < piece.end - 1 and not _LETTER.match(words[first]) and not words[first][0].isdigit()
    ):
        first += 1
    head = words[first]
    second = words[first + 1] if first + 1 < piece.end else ""
    if head in ("this", "these", "that", "such"):
        if second in ("would", "had") or (
            second[-1:] == "s" and second not in story.lists["comments_on"]
        ):
            return 2, f"'{head} {second}'"
        return 0, ""
    points, why = 0, ""
    start = words[first : first + 5]
    if head in story.lists["points_back"]:
        points, why = 2, f"'{head} {second}' points back"
    elif (head in story.lists["details_of_account"] or head[0].isdigit()) and second != "but":
        points, why = 2, f"'{head} {second}' gives details"
    elif head in ("a", "an"):
        points = 1
    elif head in story.lists["leads_away"]:
        points -= 2
    if "had" in start:
        points += 2
        why = why or "'had' shifts the account back"
    hedged = [m for m in story.within("hedge", piece.first, piece.end) if _inside(story, m)]
    if hedged:
        points += 1
        why = why or f"'{story.said(hedged[0].first, hedged[0].end)}' inside the account"
    said = proposition(story, last)
    common = said & story.terms(first, min(first + 6, piece.end))
    if common and not why:
        why = f"takes up '{min(common)}'"
    points += min(len(common), 2)
    if share(story.terms(first, piece.end), said) > 0.3:
        points += 1
    if any(story.rule(m).id.endswith("/harm") for m in story.within("position", first, piece.end)):
        points += 2 if head == "the" else 1
        why = why or "events of the same account"
    of_them = words[first + 1 : first + 3] == ["of", "them"]
    if (
        not hedged
        and not of_them
        and story.lists["defines"].intersection(words[first + 1 : first + 6])
    ):
        points -= 3
    if any(YEAR.match(word) for word in words[first : piece.end]):
        points -= 3
    return points, why
