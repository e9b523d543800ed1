"""What the marks on a piece would make of it: the first rule of one ordered table that speaks.

The order is the precedence of the measure: verified, corroborated, contested, disclaimed,
anonymous, single party or independent, unsourced, own voice.  The result is one fact, the
strongest, of the choice that gives a piece its status (``choose``), and its reason.
"""

from __future__ import annotations

from collections.abc import Callable

from auditor.model import Act, Role, Stance, Status
from auditor.verify.story import Piece, Story

_OWN_VOICE = "stated by the writer, no attribution in reach"

Decision = tuple[Status, str] | None


def excluded(story: Story, piece: Piece) -> Decision:
    """Headline, boilerplate, remarks on the reporting."""
    return None if piece.excluded is None else (piece.excluded, piece.why_excluded)


def verified(story: Story, piece: Piece) -> Decision:
    """Somebody other than the claimant checked or saw it, or it stands on record."""
    return (Status.VERIFIED, piece.verified) if piece.verified else None


def corroborated(story: Story, piece: Piece) -> Decision:
    """Independent or adverse parties state the same proposition."""
    return (Status.CORROBORATED, piece.corroborated) if piece.corroborated else None


def contested(story: Story, piece: Piece) -> Decision:
    """One party claims it and another denies it."""
    return (Status.CONTESTED, piece.contested) if piece.contested else None


def disclaimed(story: Story, piece: Piece) -> Decision:
    """The article says that it could not be verified, or came without evidence."""
    return (Status.DISCLAIMED, piece.disclaimed) if piece.disclaimed else None


def vague(story: Story, piece: Piece) -> Decision:
    """Reports, media or pictures in general: presented as report, nobody named."""
    if piece.anonymous and piece.hedge and piece.source is not None:
        return Status.UNSOURCED, piece.hedge
    return None


def anonymous(story: Story, piece: Piece) -> Decision:
    """Only unnamed persons with no party that could be told."""
    return (Status.ANONYMOUS, piece.anonymous) if piece.anonymous else None


def independent(story: Story, piece: Piece) -> Decision:
    """One source with no side in the matter."""
    source = story.source(piece)
    if source is None or piece.cited or source.role is not Role.INDEPENDENT:
        return None
    return Status.INDEPENDENT, f"'{source.name}' has no side in the matter"


def single_party(story: Story, piece: Piece) -> Decision:
    """One identifiable party with a stake."""
    source = story.source(piece)
    if source is None:
        return None
    return Status.SINGLE_PARTY, f"rests on the word of {story.party(piece)} ('{source.name}')"


def unsourced(story: Story, piece: Piece) -> Decision:
    """Told as report or belief, and nobody is named."""
    if piece.hedge:
        return Status.UNSOURCED, piece.hedge
    if piece.frame is None:
        return None
    frame = story.frames[piece.frame]
    if frame.act in (Act.SPEECH, Act.EVIDENCE) and frame.stance is not Stance.EVALUATIVE:
        return Status.UNSOURCED, f"a cue without a source ('{story.said(*frame.cue[0])}')"
    return None


def own_voice(story: Story, piece: Piece) -> Decision:
    """The writer states it."""
    return Status.OWN_VOICE, _OWN_VOICE


TABLE: tuple[Callable[[Story, Piece], Decision], ...] = (
    excluded,
    verified,
    corroborated,
    contested,
    disclaimed,
    vague,
    anonymous,
    independent,
    single_party,
    unsourced,
    own_voice,
)


def _marked(piece: Piece) -> bool:
    return bool(piece.excluded or piece.verified or piece.hedge or piece.contested)


def decide(story: Story, piece: Piece) -> tuple[Status, str]:
    """Return the status of a piece and the reason, by the first rule that speaks."""
    if piece.frame is None and piece.source is None and not _marked(piece):
        return Status.OWN_VOICE, _OWN_VOICE  # half of all pieces: no other rule could speak
    for rule in TABLE:
        decision = rule(story, piece)
        if decision is not None:
            return decision
    raise AssertionError("the last rule of the table decides")
