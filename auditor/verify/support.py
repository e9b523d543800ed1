"""What else stands behind a piece: checks, documents, pictures, hedges, anonymity."""

from __future__ import annotations

from auditor.model import Match, Naming
from auditor.verify.cut import attributed
from auditor.verify.story import Piece, Story

_PICTURES = frozenset(
    """video videos footage images image photos photo photographs photograph pictures picture clip
    clips""".split()
)
_REPORTS = frozenset(
    """report reports media press outlets reporting accounts information video videos footage images
    image photos photo photographs photograph pictures picture clip clips rumours rumors claims
    claim speculation newspapers""".split()
)
_MOST_BEFORE = 0.6  # a hedge later in its clause than this leaves the clause the writer's


def support(story: Story, pieces: list[Piece]) -> None:
    """Note verification, anonymity and hedges on the pieces they concern."""
    _verified(story, pieces)
    _recorded(story, pieces)
    for piece in pieces:
        if piece.excluded is not None:
            continue
        if piece.source is not None:
            _anonymous(story, piece)
        if piece.source is None:
            _hedged(story, piece)


def _verified(story: Story, pieces: list[Piece]) -> None:
    matches = story.all("verification")
    if not matches:
        return
    negated = [(m.first, m.end) for m in story.all("disclaimer")]
    at = 0
    for match in matches:
        while at < len(pieces) and pieces[at].end <= match.first:
            at += 1
        if at == len(pieces):
            return
        piece = pieces[at]
        if piece.excluded is not None or piece.verified:
            continue
        if story.rule(match).traits.get("form") == "named" and not _named(story, match):
            continue
        if any(first < match.end and match.first < end for first, end in negated):
            continue
        rule = story.rule(match)
        if (
            rule.traits.get("form") == "document"
            and piece.source is not None
            and _other(story, piece, match.first)
        ):
            continue
        if attributed(story, match):
            continue
        piece.verified = f"checked or on record ({story.cite(match)})"


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


def _named(story: Story, match: Match) -> bool:
    """Whether a name that is no party of the article stands where the checker should."""
    layout = story.layout
    last = story.words[match.end - 1]
    if last in ("by", "the"):
        first, end = match.end, min(match.end + 3, len(layout.cased))
        name = layout.cased[first] if first < end else ""
    elif story.words[match.first] in ("has", "have", "had"):
        first, end = max(match.first - 3, 0), match.first
        name = layout.cased[match.first - 1] if match.first else ""
    else:
        return True  # "the newspaper geolocated"
    if not name[:1].isupper():
        return False
    return not any(party.end > first for party in story.within("party", max(first - 3, 0), end))


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


def _other(story: Story, piece: Piece, at: int) -> bool:
    """Whether the piece's source is somebody else than the document matched at ``at``."""
    frame = story.frames[piece.origin] if piece.origin is not None else None
    if frame is None or not frame.source:
        return False
    source = story.source(piece)
    if source is not None and source.naming is Naming.DOCUMENT:
        return False
    return not (frame.source[0].first - 3 <= at <= frame.source[-1].end + 3)


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
        if _REPORTS.intersection(nouns):
            piece.hedge = f"nobody is named behind '{source.name}'"


def _hedged(story: Story, piece: Piece) -> None:
    """A hedge with no source in reach leaves the clause without a source."""
    if piece.frame is not None:
        frame = story.frames[piece.frame]
        if frame.source and (
            words := _REPORTS.intersection(
                story.words[frame.source[0].first : frame.source[-1].end]
            )
        ):
            piece.hedge = f"nobody is named behind '{min(words)}'"
            return
    for match in story.within("hedge", piece.first, piece.end):
        piece.pictures = story.rule(match).traits.get("form") == "pictures"
        if story.rule(match).traits.get("weight") == "weak" or attributed(story, match):
            continue
        adverb = match.end - match.first == 1
        if adverb and match.first - piece.first > _MOST_BEFORE * (piece.end - piece.first):
            continue
        piece.hedge = f"a hedge and no source ({story.cite(match)})"
        return
