"""The status of each piece: a fitted choice over its facts.

First the kind of passage (a claim, a position, the writer's own, sourceless, excluded), then the
likeliest status of that kind.  A status that only a mark can show is no candidate without it.
"""

from __future__ import annotations

from auditor.decision import because, weigh
from auditor.model import EXCLUDED, Points, Status
from auditor.verify.facts import facts
from auditor.verify.story import Piece, Story

TABLE = "status"
KIND = {
    **{status: status for status in (Status.POSITION, Status.OWN_VOICE, Status.UNSOURCED)},
    **dict.fromkeys(EXCLUDED, Status.META),
}  # all others: claims
_CLAIM = Status.SINGLE_PARTY
_SHOWN = ("sign: ", "cue: ", "rule: ", "excluded: ")  # facts that a reader can see in the text


def choose(story: Story, pieces: list[Piece]) -> None:
    """Give each piece its status and the probability of every status."""
    table = story.rules.choices.get(TABLE)
    voice: Piece | None = None
    found = list(facts(story, pieces))
    for piece, its in zip(pieces, found, strict=True):
        if piece.source is not None:
            voice = piece
        if table is None:
            piece.status = piece.marks
            piece.odds = {piece.status: 1.0}
            continue
        piece.facts = its
        _choose(table, piece, voice)


def told_by(story: Story, piece: Piece) -> str:
    """Return the facts that spoke most for the kind of passage, as reasons tell them."""
    table = story.rules.choices.get(TABLE)
    if table is None or not piece.facts:
        return ""
    kind = KIND.get(piece.status, _CLAIM)
    chosen = [
        at for at, name in enumerate(table.candidates) if KIND.get(Status(name), _CLAIM) is kind
    ]
    shown = [fact for fact in piece.facts if fact.startswith(_SHOWN)]
    return ", ".join(fact.replace(": ", " ", 1) for fact, _ in because(table, shown, chosen))


def _choose(table: Points, piece: Piece, voice: Piece | None) -> None:
    odds = {
        status: value
        for status, value in zip(
            map(Status, table.candidates), weigh(table, piece.facts), strict=True
        )
        if _possible(piece, status, voice)
    }
    total = sum(odds.values())
    kinds: dict[Status, float] = {}
    for status in odds:
        odds[status] /= total
        kind = KIND.get(status, _CLAIM)
        kinds[kind] = kinds.get(kind, 0.0) + odds[status]
    best = max(kinds, key=kinds.__getitem__)
    piece.odds = odds
    piece.status = max(
        (status for status in odds if KIND.get(status, _CLAIM) is best), key=odds.__getitem__
    )
    if best is _CLAIM and piece.marks is Status.DISCLAIMED:
        piece.status = Status.DISCLAIMED  # too rare in annotated articles to be fitted
    if piece.source is None and best in (_CLAIM, Status.POSITION) and voice is not None:
        piece.credit_to(voice)


def _possible(piece: Piece, status: Status, voice: Piece | None) -> bool:
    if status is Status.CONTESTED:
        return bool(piece.contested)
    if status is Status.CORROBORATED:
        return bool(piece.corroborated)
    if status is Status.DISCLAIMED:
        return bool(piece.disclaimed)
    if piece.source is None and voice is None:
        return status in EXCLUDED or status in (
            Status.OWN_VOICE, Status.UNSOURCED, Status.VERIFIED, Status.ANONYMOUS,
        )  # fmt: skip
    return True
