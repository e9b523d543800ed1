"""The status of each piece: a fitted choice over its facts.

First the kind of passage (a claim, a position, the writer's own, sourceless, excluded), then the
likeliest status of that kind.  A status that only a mark can show is no candidate without it.
A reader, where there is one, adds its log-probabilities to the points.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from auditor.decision import because, weigh
from auditor.english import once
from auditor.model import EXCLUDED, Points, Reading, RuleSet, Status
from auditor.verify.decide import decide
from auditor.verify.facts import SHOWN, facts
from auditor.verify.story import Piece, Story

TABLE = "status"
_UNTOLD: Mapping[Status, float] = {}
_SEEN = 0.5  # a reader that is so sure sees what a mark would show
_CLAIM, _EXCLUDED = Status.SINGLE_PARTY, Status.META  # each stands for its kind
_UNCREDITED = EXCLUDED | {Status.OWN_VOICE, Status.UNSOURCED, Status.VERIFIED, Status.ANONYMOUS}


def kind(status: Status) -> Status:
    """Return the kind of passage of a status: a status that stands for all of the kind."""
    if status in (Status.POSITION, Status.OWN_VOICE, Status.UNSOURCED):
        return status
    return _EXCLUDED if status in EXCLUDED else _CLAIM


_KIND = {status: kind(status) for status in Status}


class Choice:
    """The fitted table, made ready once for all articles of a run."""

    def __init__(self, table: Points) -> None:
        self.table = table
        self.statuses = tuple(map(Status, table.candidates))
        self.at = {status: at for at, status in enumerate(self.statuses)}

    def odds(
        self,
        piece: Piece,
        credited: bool,
        reading: Reading | None = None,
        told: Mapping[Status, float] = _UNTOLD,
    ) -> dict[Status, float]:
        """Return the probability of every status that the piece may have.

        ``told`` is by what a reader's ``reading`` multiplies the odds of each.
        """
        odds = dict(zip(self.statuses, weigh(self.table, piece.facts), strict=True))
        for status, mark in (
            (Status.CONTESTED, piece.contested),
            (Status.CORROBORATED, piece.corroborated),
            (Status.DISCLAIMED, piece.disclaimed),
        ):
            if not mark and (reading is None or exp(reading[status]) < _SEEN):
                del odds[status]
        if not credited:
            odds = {status: value for status, value in odds.items() if status in _UNCREDITED}
        if reading is not None:
            odds = {status: value * told[status] for status, value in odds.items()}
        total = sum(odds.values())
        return {status: value / total for status, value in odds.items()}


@once
def _choice(rules: RuleSet) -> Choice | None:
    table = rules.choices.get(TABLE)
    return None if table is None else Choice(table)


def choose(story: Story, pieces: list[Piece]) -> None:
    """Give each piece its status and the probability of every status.

    Without a table the marks decide.  A piece that is somebody's word, and has no source of its
    own, goes on with the account before it.
    """
    choice = _choice(story.rules)
    if choice is None:
        for piece in pieces:
            piece.marks, piece.why_marked = decide(story, piece)
            piece.status = piece.marks
        return
    voice: Piece | None = None
    for piece in pieces:
        if piece.certain:
            piece.marks, piece.why_marked = decide(story, piece)
            piece.status = piece.marks
    open_ones = [piece for piece in pieces if not piece.certain]
    for piece, its in zip(open_ones, facts(story, open_ones), strict=True):
        piece.facts = its
    reader = story.rules.reader
    if reader is not None:
        for piece, reading in zip(open_ones, reader.read(story, open_ones), strict=True):
            piece.reading = reading
    for piece in open_ones:
        if piece.source is not None:
            voice = piece
        piece.odds = choice.odds(piece, voice is not None)
        if piece.reading is not None and reader is not None:
            piece.alone = piece.odds
            told = factors(piece.reading, reader.weight, reader.within)
            piece.odds = choice.odds(piece, voice is not None, piece.reading, told)
        best, piece.status = likeliest(piece.odds)
        if piece.marks is Status.DISCLAIMED:  # too rare to be fitted: its mark decides
            best, piece.status = _CLAIM, Status.DISCLAIMED
        if piece.source is None and best in (_CLAIM, Status.POSITION) and voice is not None:
            piece.credit_to(voice)


def factors(reading: Reading, weight: float, within: float) -> dict[Status, float]:
    """Return by what a reading multiplies the odds of each status; weights as of ``Reader``."""
    kinds = {its: log(value) for its, value in _of_kinds(reading_odds(reading)).items()}
    return {
        status: exp(weight * ((1 - within) * kinds[_KIND[status]] + within * value))
        for status, value in reading.items()
    }


def reading_odds(reading: Reading) -> dict[Status, float]:
    """Return the probabilities of a reading."""
    return {status: exp(value) for status, value in reading.items()}


def _of_kinds(odds: Mapping[Status, float]) -> dict[Status, float]:
    kinds: dict[Status, float] = {}
    for status, value in odds.items():
        its = _KIND[status]
        kinds[its] = kinds.get(its, 0.0) + value
    return kinds


def likeliest(odds: Mapping[Status, float]) -> tuple[Status, Status]:
    """Return the likeliest kind of passage, and the likeliest status of that kind."""
    kinds = _of_kinds(odds)
    best = max(kinds, key=kinds.__getitem__)
    return best, max((status for status in odds if _KIND[status] is best), key=odds.__getitem__)


def weighed(story: Story, piece: Piece) -> str:
    """Return the facts that spoke most for a status against the next kind, as reasons tell them."""
    choice = _choice(story.rules)
    if choice is None or not piece.odds:
        return ""
    own = _KIND[piece.status]
    others = [status for status in piece.odds if _KIND[status] is not own]
    if not others:
        return ""
    against = max(others, key=piece.odds.__getitem__)
    shown = [fact for fact in piece.facts[: piece.leading] if fact.startswith(SHOWN)]
    told = because(choice.table, shown, choice.at[piece.status], choice.at[against])
    return ", ".join(fact.replace(": ", " ", 1) for fact, _ in told)
