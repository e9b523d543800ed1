"""Claim or position: a table of points over signs that an editor can read.

The signs are the rules of the positions pack, the act and stance of the cue, and
first-person speech.  The points are in ``rules/points-position.json``, fitted by
``benchmarks/fit_positions.py``; a sum above zero makes a position.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Kind
from auditor.verify.story import Piece, Story

TABLE = "position-points"
DOUBT = 0.6  # below this many points either way, the decision is reported as open
_FIRST_PERSON = frozenset(("we", "i", "our", "my", "us", "i'm", "we're", "we've", "i've", "me"))


def stand(story: Story, pieces: Iterable[Piece]) -> None:
    """Give each attributed piece that states a position the reason why."""
    table = story.rules.tables.get(TABLE)
    if table is None:
        return
    for piece in pieces:
        if piece.excluded is not None or piece.frame is None or piece.source is None:
            continue
        found = signs(story, piece)
        points = table.get("bias", 0.0) + sum(table.get(sign, 0.0) for sign in found)
        if points > 0:
            best = max(found, key=lambda sign: table.get(sign, 0.0), default="bias")
            piece.position = f"a position: {found.get(best) or best}"
        if abs(points) < DOUBT:
            piece.doubts.append("claim or position")


def signs(story: Story, piece: Piece) -> dict[str, str]:
    """Return the signs found in a piece, each with the words that show it."""
    found: dict[str, str] = {}
    own_cue = False
    for match in story.within("position", piece.first, piece.end):
        name = story.rule(match).id.rpartition("/")[2]
        if name not in found:
            found[name] = f"{name} ('{story.said(match.first, match.end)}')"
    for number in {piece.frame, piece.origin}:
        if number is None:
            continue
        frame = story.frames[number]
        here = bool(frame.cue) and piece.first <= frame.cue[0].first < piece.end
        own_cue = own_cue or here
        if not here:
            continue
        said = f"'{story.said(*frame.cue[0])}'"
        found[f"act {frame.act}"] = f"{frame.act} cue {said}"
        found[f"stance {frame.stance}"] = f"{frame.stance} cue {said}"
        rule = story.rule_by_id(frame.rule)
        yields = rule.traits.get("yields") if rule else None
        if yields:
            found[f"yields {yields}"] = f"cue {said}"
        if frame.kind is Kind.DIRECT:
            found["direct"] = "all in quotation marks"
    words = story.words[piece.first : piece.end]
    if not own_cue:
        found["no cue"] = "no cue of its own"
    if not _FIRST_PERSON.isdisjoint(words):
        found["first person"] = "the speaker speaks of himself"
    if "to" in words and any(
        content.first < len(story.words) and story.words[content.first] == "to"
        for content in story.frames[piece.frame].content  # type: ignore[index]
    ):
        found["infinitive"] = "an infinitive as content"
    if '"' in words:
        found["quotes"] = "in quotation marks"
    if len(words) < 12:
        found["short"] = "few words"
    return found
