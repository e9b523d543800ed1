"""The signs of a piece: what its cue and its words show of how it is meant.

The signs are the rules of the positions pack, the act and stance of the cue, the tense of what is
said, quotation and first-person speech.  They are facts for the choice of a status.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Act, Kind, Match, Range, Stance
from auditor.verify.story import MASKS, YEAR, Piece, Story

_FIRST_PERSON = frozenset(
    "we We our Our ours us my My me I i I'm We're we're I've We've we've I'll We'll we'll".split()
)

_ACTS = {act: f"act {act}" for act in Act}
_STANCES = {stance: f"stance {stance}" for stance in Stance}
_TENSES = {name: f"main {name}" for name in ("past", "present", "modal", "none")}
_SHORT = 12  # tokens, a name counted as one
_NAMES = 12  # tokens by which names make a short piece longer, at most
_MOST = 50  # matches of one piece that are looked at: hostile input stays linear
_FACTS = frozenset(("harm", "violence", "count", "past-event", "when", "own-account", "reckoning"))
_NAMELIKE = frozenset("judgement value-word ought ideal contest violence".split())
_OPENINGS = frozenset(('"', "'", "that", ",", "but", "and"))


def signs(story: Story, piece: Piece) -> dict[str, Range | None]:
    """Return the signs found in a piece, each with the tokens that show it, if any do."""
    found: dict[str, Range | None] = {}
    cues: list[Range] = []
    sources: list[Range] = []
    numbers = (piece.frame,) if piece.frame == piece.origin else (piece.frame, piece.origin)
    for number in numbers:
        frame = None if number is None else story.frames[number]
        if frame is None or not frame.cue or not piece.first <= frame.cue[0].first < piece.end:
            continue
        cues += frame.cue
        sources += frame.source
        cue = frame.cue[0]
        if frame.act is not Act.SPEECH:
            found[_ACTS[frame.act]] = cue
        if frame.stance is not Stance.NEUTRAL:
            found[_STANCES[frame.stance]] = cue
        rule = story.rule_by_id(frame.rule)
        if rule is not None and "yields" in rule.traits:
            found[f"yields {rule.traits['yields']}"] = cue
        if frame.kind is Kind.DIRECT:
            found["direct"] = None
        if frame.content and story.words[frame.content[0].first] == "to":
            found["infinitive"] = None
    matches = story.within("position", piece.first, piece.end)
    if matches:
        _lexical(story, piece, matches, cues, sources, found)
    if not cues:
        found["no cue"] = None
    cased = story.layout.cased[piece.first : piece.end]
    if not _FIRST_PERSON.isdisjoint(cased):
        found["first person"] = None
    if '"' in cased:
        found["quotes"] = None
    if len(cased) < _SHORT + _NAMES and story.size(piece.first, piece.end) < _SHORT:
        found["short"] = None
    main = _main(story, piece)
    found[main] = None
    if main == "main present" and _perfect(story, piece.first, piece.end):
        found["perfect"] = None
    if _FACTS.isdisjoint(found):
        found["no fact"] = None
    return found


def _main(story: Story, piece: Piece) -> str:
    """Return the sign of the tense of what is said, of its first verb behind source and cue."""
    first, end = piece.first, piece.end
    frame = None if piece.origin is None else story.frames[piece.origin]
    if frame is not None and frame.cue and first <= frame.cue[0].first < end and frame.content:
        begin = max(first, frame.content[0].first)
        first = begin if begin < end else first
    clause = _unnamed(story, first, end)
    while len(clause) > 1 and clause[0] in _OPENINGS:
        del clause[0]
    return _TENSES[story.clauses.tense(clause, 0, len(clause))]


def _in_a_name(story: Story, piece: Piece, at: int) -> bool:
    """Whether a word of value belongs to a name ("Department of Justice"): a capital inside."""
    if at == piece.first or not story.layout.cased[at][0].isupper():
        return False
    return story.words[at - 1] not in ('"', "'", ".", ":", "?", "!")


def _perfect(story: Story, first: int, end: int) -> bool:
    """Whether the first "has" or "have" of a clause tells of something done."""
    words = _unnamed(story, first, end)
    for at, word in enumerate(words[:_SHORT]):
        if word in ("has", "have"):
            return any(
                after[-2:] in ("ed", "en") or after in story.lists["perfect_forms"]
                for after in words[at + 1 : at + 3]
            )
    return False


def _unnamed(story: Story, first: int, end: int) -> list[str]:
    """Return the words of a token range, a name counted as one, however long."""
    return [word for word in story.masked[first:end] if word]


def _lexical(
    story: Story,
    piece: Piece,
    matches: Sequence[Match],
    cues: Sequence[Range],
    sources: Sequence[Range],
    found: dict[str, Range | None],
) -> None:
    """Add the signs of the positions pack; a sign in the cue itself weighs on its own."""
    words, masked = story.words, story.masked
    out = [*sources]
    if piece.sentence in story.remarked:
        others = story.within("anonymity", piece.first, piece.end)
        others += story.within("disclaimer", piece.first, piece.end)
        out += [Range(match.first, match.end) for match in others[:_MOST]]
    names = story.names
    inside = [(*cue, True) for cue in cues] + [(*other, False) for other in out]
    low = min((left for left, _, _ in inside), default=piece.end)
    high = max((right for _, right, _ in inside), default=piece.end)
    for first, end, rule, _ in matches[: 4 * _MOST]:
        name = names[rule]
        if name in found or masked[first] in MASKS or masked[end - 1] in MASKS:
            continue
        if name == "count" and (words[first] == "one" or YEAR.match(words[first])):
            continue
        if name == "will" and words[first - 1] in story.lists["will_is_noun"]:
            continue
        if name in _NAMELIKE and end - first == 1 and _in_a_name(story, piece, first):
            continue
        if low < end and first < high:
            over = [is_cue for left, right, is_cue in inside if left < end and first < right]
            if over:
                name = f"cue {name}"
                if name in found or not all(over):
                    continue
        found[name] = Range(first, end)
