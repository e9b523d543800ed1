"""What is known of each piece of an article, as named facts for the choice of its status.

Names never are facts: people, places and parties are masked, so that exchanging two of them
changes nothing by construction.  A fact is a text that the points of ``rules/points-status.json``
may know: a word of the piece as it is, two words side by side, and "name: value".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from auditor.model import Naming, Role, Source
from auditor.verify.decide import decide
from auditor.verify.signs import signs
from auditor.verify.story import MASKS, Piece, Story

_NAMING = {
    Naming.ANONYMOUS: "unnamed", Naming.VAGUE: "unnamed", Naming.DOCUMENT: "document",
}  # fmt: skip
_WORDS = 60  # of a piece that are looked at: hostile input stays linear
SHOWN = ("sign: ", "cue: ", "rule: ", "excluded: ")  # facts that a reader can see in the text
_NEAR = ("sign: ", "cue: ", "act: ", "role: ", "excluded: ", "part: ", "has: ")  # of neighbours


_SILENT = ("party", "alignment", "position")  # kinds of rules told elsewhere: as masks and as signs


def facts(story: Story, pieces: list[Piece]) -> Iterator[list[str]]:
    """Yield the facts of each piece, its own first, then those of the pieces around it."""
    words = story.masked
    numbers = sorted({story.layout.sentences[piece.sentence].paragraph for piece in pieces})
    places = {number: place for place, number in enumerate(numbers)}
    kinds = [kind for kind in story.kinds if kind not in _SILENT]
    own = [_own(story, piece, words, places, kinds) for piece in pieces]
    states = [_state(story, piece) for piece in pieces]
    shown = [[fact for fact in found if fact.startswith(_NEAR)] for found in own]
    last: int | None = None  # the piece before that has a source
    for at, piece in enumerate(pieces):
        found = own[at]
        piece.leading = len(found)
        found += _said(story, piece, words, states[at])
        paragraph = story.paragraph(piece)
        for step in (-2, -1, 1, 2):
            if not 0 <= at + step < len(pieces):
                found.append(f"{step}: none")
                continue
            other = pieces[at + step]
            near = "same" if story.paragraph(other) == paragraph else "other"
            found.append(f"{step}: {near} {other.marks}")
            if step in (-1, 1):
                found.append(f"{step}: {near} {states[at + step]} {states[at]}")
                found += [f"{step}: {fact}" for fact in shown[at + step]]
        found += _voice(story, pieces, at, last, states)
        if piece.source is not None:
            last = at
        yield found


def _own(
    story: Story, piece: Piece, words: list[str], places: Mapping[int, int], kinds: list[str]
) -> list[str]:
    """Return the facts of a piece by itself, without the words of what it says."""
    piece.marks, piece.why_marked = decide(story, piece)
    layout = story.layout
    sentence = layout.sentences[piece.sentence]
    paragraph, place = layout.paragraphs[sentence.paragraph], places[sentence.paragraph]
    size = sum(1 for word in words[piece.first : piece.end] if word)
    found = [
        f"marks: {piece.marks}",
        f"length: {min(6, size // 6)}",
        f"block: {paragraph.kind}",
        f"place: {min(3, place)}",
        f"part: {piece.first == sentence.first} {piece.end == sentence.end}",
        f"paragraph: {min(3, paragraph.end - paragraph.first)}",
    ]
    if place >= len(places) - 2:
        found.append("at the end")
    if paragraph.first == piece.sentence:
        found.append("opens its paragraph")
    if piece.excluded is not None:
        found += [f"excluded: {piece.excluded}", f"why: {piece.why_excluded.partition('(')[0]}"]
    for name, value in (("carried", piece.carried), ("hedged", piece.hedge), ("cited", piece.cited),
                        ("relayed", piece.relay)):  # fmt: skip
        if value:
            found.append(name)
    found += [f"sign: {sign}" for sign in signs(story, piece)]
    for kind in kinds:
        rules = {
            f"rule: {story.names[match.rule]}"
            for match in story.within(kind, piece.first, piece.end)[:_WORDS]
            if words[match.first] not in MASKS and words[match.end - 1] not in MASKS
        }
        if rules:
            found += (f"has: {kind}", *rules)
    frame = None if piece.frame is None else story.frames[piece.frame]
    if frame is not None:
        found += [
            f"act: {frame.act}", f"stance: {frame.stance}", f"kind: {frame.kind}",
            f"cue rule: {frame.rule}",
            f"credited: {bool(frame.source)}",
        ]  # fmt: skip
        if frame.cue:
            cue = " ".join(words[at] for first, end in frame.cue for at in range(first, end))
            found.append(f"cue: {cue}")
            if frame.content and frame.content[0].first < frame.cue[0].first:
                found.append("closes with its source")
    source = story.source(piece)
    if source is not None:
        found += _of_source(source)
    return found


def _of_source(source: Source) -> Iterator[str]:
    """Yield what a source is; not what sort of party, which an exchange of two parties changes."""
    yield f"role: {_stake(source)}"
    yield f"naming: {_NAMING.get(source.naming, 'named')}"
    yield "party unknown" if source.party == "unknown" else "party known"


def _stake(source: Source) -> str:
    """Return whether a source has a side in the matter."""
    return "none" if source.role is Role.INDEPENDENT else "a side"


def _state(story: Story, piece: Piece) -> str:
    """Return in a word how a piece is tied to a source."""
    quoted = "quoted " if story.quoted(piece.first, piece.first + 1) else ""
    if piece.carried:
        return f"{quoted}carried"
    if piece.source is not None or piece.frame is not None:
        return f"{quoted}attributed"
    return f"{quoted}bare"


def _said(story: Story, piece: Piece, words: list[str], state: str) -> list[str]:
    """Return the words of a piece, those of cue and source apart from the others."""
    apart: set[int] = set()
    for number in {piece.frame, piece.origin}:
        frame = None if number is None else story.frames[number]
        if frame is not None:
            for first, end in (*frame.cue, *frame.source):
                if piece.first <= first < piece.end:
                    apart.update(range(first, end))
    said = [words[at] for at in range(piece.first, piece.end) if words[at] and at not in apart][
        :_WORDS
    ]
    found = list({*said, *(f"{one} {two}" for one, two in pairwise(said))})
    found += [f"opens: {word}" for word in said[:3]]
    found += [f"state: {state}", f"{state}: {said[0] if said else ''}"]
    found.append(f"opening: {' '.join(said[:2])}")
    found += {f"beside: {words[at]}" for at in apart if words[at]}
    source = None if piece.origin is None else story.frames[piece.origin].source
    for first, end in source or ():
        found += {f"source: {words[at]}" for at in range(first, end) if words[at]}
    return found


def _voice(
    story: Story, pieces: list[Piece], at: int, last: int | None, states: list[str]
) -> Iterator[str]:
    """Yield what is known of the voices before and after a piece."""
    piece = pieces[at]
    if last is None:
        yield "last: none"
    else:
        voice = pieces[last]
        apart = min(3, story.paragraph(piece) - story.paragraph(voice))
        source = story.source(voice)
        yield f"last: {apart} paragraphs"
        yield f"last: {min(4, at - last)} pieces {apart} {states[at]}"
        if source is not None:
            yield f"last: {_stake(source)} {apart}"
            yield f"last: {_NAMING.get(source.naming, 'named')} {apart}"
        yield f"last: {states[last]} {states[at]} {apart}"
    for step in (1, 2, 3):
        if at + step < len(pieces) and pieces[at + step].source is not None:
            apart = min(2, story.paragraph(pieces[at + step]) - story.paragraph(piece))
            yield f"next: {step} {apart} {states[at]}"
            break
