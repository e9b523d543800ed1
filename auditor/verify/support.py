"""What else stands behind a piece: pictures, hedges, anonymity."""

from __future__ import annotations

from auditor.model import Match, Naming
from auditor.verify.cut import attributed
from auditor.verify.story import Piece, Story

_MOST_BEFORE = 0.6  # a hedge later in its clause than this leaves the clause the writer's


def support(story: Story, pieces: list[Piece]) -> None:
    """Note anonymity and hedges on the pieces they concern."""
    for piece in pieces:
        if piece.excluded is not None:
            continue
        if piece.source is not None:
            _anonymous(story, piece)
        if piece.source is None:
            _hedged(story, piece)


def _anonymous(story: Story, piece: Piece) -> None:
    source = story.source(piece)
    assert source is not None
    if piece.carried_from is not None:
        piece.anonymous = piece.carried_from.anonymous
        return
    found = story.within("anonymity", piece.first, piece.end)
    if found:
        match = found[0]
        piece.anonymous = f"anonymity ({story.cite(match)})"
    elif piece.cited == "unknown":
        piece.anonymous = f"'{source.name}' cites people whom it does not name"
    elif piece.cited:
        return
    elif source.naming in (Naming.ANONYMOUS, Naming.VAGUE) and source.party == "unknown":
        piece.anonymous = f"'{source.name}' is nobody in particular"
    elif source.party == "unknown":
        piece.anonymous = f"the party of '{source.name}' cannot be told"
    if piece.anonymous and piece.origin is not None and not found:
        frame = story.frames[piece.origin]
        nouns = [story.words[r.end - 1] for r in frame.source if r.end > r.first]
        nouns += [
            story.words[at] for r in frame.source for at in range(r.first, min(r.end, r.first + 4))
        ]
        if story.lists["report_nouns"].intersection(nouns):
            piece.hedge = f"nobody is named behind '{source.name}'"


def _hedged(story: Story, piece: Piece) -> None:
    """A hedge with no source in reach leaves the clause without a source."""
    if piece.frame is not None:
        frame = story.frames[piece.frame]
        if frame.source and (
            words := story.lists["report_nouns"].intersection(
                story.words[frame.source[0].first : frame.source[-1].end]
            )
        ):
            piece.hedge = f"nobody is named behind '{min(words)}'"
            return
    for match in story.within("hedge", piece.first, piece.end):
        piece.pictures = story.rule(match).traits.get("form") == "pictures"
        if piece.pictures and story.words[match.first - 1] in story.lists["hedge_in_passing"]:
            continue
        if piece.pictures and (by := _released(story, match)) is not None:
            piece.source = by
            return
        if story.rule(match).traits.get("weight") == "weak" or attributed(story, match):
            continue
        adverb = match.end - match.first == 1
        if adverb and match.first - piece.first > _MOST_BEFORE * (piece.end - piece.first):
            continue
        piece.hedge = f"a hedge and no source ({story.cite(match)})"
        return


def _released(story: Story, match: Match) -> int | None:
    """Return a source of the party that released the pictures, if the article credits one."""
    words = story.words
    for at in range(match.first, match.end):
        if words[at] != "by" or words[at - 1] not in story.lists["released"]:
            continue
        for found in story.within("party", at + 1, at + 5):
            party = story.rule(found).traits["party"]
            for number, source in enumerate(story.sources):
                if source.party == party:
                    return number
    return None
