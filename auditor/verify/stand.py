"""Claim or position: a table of points over signs that an editor can read.

The signs are the rules of the positions pack, the act and stance of the cue, and
first-person speech.  The points are in ``rules/points-position.json``, fitted by
``benchmarks/fit_positions.py``; a sum above zero makes a position.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.model import Act, Kind, Match, Range, Stance
from auditor.verify.clauses import tense
from auditor.verify.story import YEAR, Piece, Story

TABLE = "position-points"
DOUBT = 0.6  # below this many points either way, the decision is reported as open
_FIRST_PERSON = frozenset(
    "we We our Our ours us my My me I i I'm We're we're I've We've we've I'll We'll we'll".split()
)

_MOST = 50  # matches of one piece that are looked at: hostile input stays linear
_FACTS = frozenset(("harm", "violence", "count", "past-event", "when", "own-account", "reckoning"))
_OPENINGS = frozenset(('"', "'", "that", ",", "but", "and"))
_NOUN_BEFORE = frozenset(("the", "a", "his", "her", "their", "our", "own", "free", "good", "ill"))


def stand(story: Story, pieces: Iterable[Piece]) -> None:
    """Give each attributed piece that states a position the reason why."""
    table = story.rules.tables.get(TABLE)
    if table is None:
        return
    bias = table.get("bias", 0.0)
    last: Piece | None = None
    for piece in pieces:
        if piece.excluded is not None or piece.frame is None or piece.source is None:
            continue
        found = signs(story, piece)
        if last is not None and follows(story, last, piece):
            found["after position" if last.position else "after claim"] = "as before"
        last = piece
        points = bias
        for sign in found:
            points += table.get(sign, 0.0)
        if points > 0:
            best = max(found, key=lambda sign: table.get(sign, 0.0), default="bias")
            piece.position = f"a position: {found.get(best) or best}"
        if abs(points) < DOUBT:
            piece.doubts.append("claim or position")


def follows(story: Story, last: Piece, piece: Piece) -> bool:
    """Whether a piece goes on with what the same source said in the piece before."""
    return last.source == piece.source and piece.sentence - last.sentence <= 1


def signs(story: Story, piece: Piece) -> dict[str, str]:
    """Return the signs found in a piece, each with the words that show it."""
    found: dict[str, str] = {}
    own_cue = False
    cues: list[Range] = []
    sources: list[Range] = []
    for number in {piece.frame, piece.origin}:
        if number is None:
            continue
        frame = story.frames[number]
        here = bool(frame.cue) and piece.first <= frame.cue[0].first < piece.end
        own_cue = own_cue or here
        if not here:
            continue
        cues += frame.cue
        sources += frame.source
        said = f"'{story.said(*frame.cue[0])}'"
        if frame.act is not Act.SPEECH:
            found[f"act {frame.act}"] = f"{frame.act} cue {said}"
        if frame.stance is not Stance.NEUTRAL:
            found[f"stance {frame.stance}"] = f"{frame.stance} cue {said}"
        rule = story.rule_by_id(frame.rule)
        yields = rule.traits.get("yields") if rule else None
        if yields:
            found[f"yields {yields}"] = f"cue {said}"
        if frame.kind is Kind.DIRECT:
            found["direct"] = "all in quotation marks"
        if frame.content and story.words[frame.content[0].first] == "to":
            found["infinitive"] = "an infinitive as content"
    matches = story.within("position", piece.first, piece.end)
    if matches:
        _lexical(story, piece, matches, cues, sources, found)
    if not own_cue:
        found["no cue"] = "no cue of its own"
    cased = story.layout.cased[piece.first : piece.end]
    if not _FIRST_PERSON.isdisjoint(cased):
        found["first person"] = "the speaker speaks of himself"
    if '"' in cased:
        found["quotes"] = "in quotation marks"
    if story.size(piece.first, piece.end) < 12:
        found["short"] = "few words"
    found[f"main {_main(story, piece)}"] = "by the tense of its first verb"
    if _FACTS.isdisjoint(found):
        found["no fact"] = "nothing that could be counted or dated"
    source = story.source(piece)
    if source is not None and source.party == source.name not in story.rules.parties:
        found["private"] = "a person speaking for himself"
    return found


def _main(story: Story, piece: Piece) -> str:
    """Return the tense of what is said: its first finite verb, behind source and cue."""
    first, end, words = piece.first, piece.end, story.words
    frame = None if piece.origin is None else story.frames[piece.origin]
    if frame is not None and frame.cue and first <= frame.cue[0].first < end and frame.content:
        begin = max(first, frame.content[0].first)
        first = begin if begin < end else first
    while first < end - 1 and words[first] in _OPENINGS:
        first += 1
    return tense(words, first, end)


def _lexical(
    story: Story,
    piece: Piece,
    matches: Sequence[Match],
    cues: Sequence[Range],
    sources: Sequence[Range],
    found: dict[str, str],
) -> None:
    """Add the signs of the positions pack; a sign in the cue itself weighs on its own."""
    words = story.words
    others = story.within("anonymity", piece.first, piece.end)
    others += story.within("disclaimer", piece.first, piece.end)
    out = [(match.first, match.end) for match in others[:_MOST]]
    out += sources
    for match in matches[: 4 * _MOST]:
        first, end = match.first, match.end
        name = story.short(match)
        if name in found:
            continue
        if out and any(left < end and first < right for left, right in out):
            continue
        if name == "count" and (words[first] == "one" or YEAR.match(words[first])):
            continue
        if name == "will" and words[first - 1] in _NOUN_BEFORE:
            continue
        if any(left < end and first < right for left, right in cues):
            name = f"cue {name}"
            if name in found:
                continue
        found[name] = f"{name} ('{story.said(first, end)}')"
