"""What is known of each piece of an article, as named facts for the choice of its status.

Names never are facts: people, places and parties are masked, so that exchanging two of them
changes nothing by construction.  A fact is a text that the points of ``rules/points-status.json``
may know: a word of the piece as it is, two words side by side, and "name: value".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from auditor.model import Act, Kind, Naming, Role, Source, Stance, Status
from auditor.verify.decide import decide
from auditor.verify.signs import signs
from auditor.verify.story import MASKS, Piece, Story

_NAMING = {
    Naming.ANONYMOUS: "unnamed", Naming.VAGUE: "unnamed", Naming.DOCUMENT: "document",
}  # fmt: skip
_MARKS = {status: f"marks: {status}" for status in Status}
_ACTS = {act: f"act: {act}" for act in Act}
_STANCES = {stance: f"stance: {stance}" for stance in Stance}
_KINDS = {kind: f"kind: {kind}" for kind in Kind}
_WORDS = 60  # of a piece that are looked at: hostile input stays linear
SHOWN = ("sign: ", "cue: ", "rule: ", "excluded: ")  # facts that a reader can see in the text

_SILENT = ("party", "alignment", "position")  # kinds of rules told elsewhere: as masks and as signs


def facts(story: Story, pieces: list[Piece]) -> Iterator[list[str]]:
    """Yield the facts of each piece, its own first, then those of the pieces around it."""
    paragraphs = [story.paragraph(piece) for piece in pieces]
    shared = _of_paragraphs(story, paragraphs)
    rules = _rules(story)
    firsts = [first for first, _, _ in rules]
    own = []
    for piece, paragraph in zip(pieces, paragraphs, strict=True):
        low = bisect_left(firsts, piece.first)
        within = rules[low : bisect_left(firsts, piece.end, low)]
        own.append(_own(story, piece, within, shared[paragraph]))
    states = [_state(story, piece) for piece in pieces]
    last: int | None = None  # the piece before that has a source
    for at, piece in enumerate(pieces):
        state = states[at]
        near, other = own[at]
        found = [*near, *other]
        piece.leading = len(found)
        found += _said(story, piece, state)
        for step in (-2, -1, 1, 2):
            there = at + step
            if not 0 <= there < len(pieces):
                found.append(f"{step}: none")
                continue
            place = "same" if paragraphs[there] == paragraphs[at] else "other"
            found.append(f"{step}: {place} {pieces[there].marks}")
            if step in (-1, 1):
                found.append(f"{step}: {place} {states[there]} {state}")
                found += [f"{step}: {fact}" for fact in own[there][0]]
        found += _voice(story, pieces, at, last, states, paragraphs)
        if piece.source is not None:
            last = at
        yield found


def _of_paragraphs(story: Story, paragraphs: Sequence[int]) -> Mapping[int, list[str]]:
    """Return what all pieces of a paragraph share, by its number."""
    found: dict[int, list[str]] = {}
    numbers = list(dict.fromkeys(paragraphs))
    for place, number in enumerate(numbers):
        paragraph = story.layout.paragraphs[number]
        size = paragraph.end - paragraph.first
        its = [f"block: {paragraph.kind}", f"place: {min(3, place)}", f"paragraph: {min(3, size)}"]
        found[number] = [*its, "at the end"] if place >= len(numbers) - 2 else its
    return found


def _rules(story: Story) -> list[tuple[int, str, str]]:
    """Return where rules match that are facts by their names: first token, and two facts."""
    words, names = story.masked, story.names
    return sorted(
        (match.first, f"has: {kind}", f"rule: {names[match.rule]}")
        for kind in story.kinds
        if kind not in _SILENT
        for match in story.all(kind)
        if words[match.first] not in MASKS and words[match.end - 1] not in MASKS
    )


def _own(
    story: Story, piece: Piece, rules: Sequence[tuple[int, str, str]], shared: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the facts of a piece by itself: what its neighbours see of it, and the rest.

    ``rules`` are those that match in it, ``shared`` is what it shares with its paragraph.
    """
    piece.marks, piece.why_marked = decide(story, piece)
    words, first, end = story.masked, piece.first, piece.end
    sentence = story.layout.sentences[piece.sentence]
    near = [f"sign: {sign}" for sign in signs(story, piece)]
    near.append(f"part: {first == sentence.first} {end == sentence.end}")
    size = end - first - words[first:end].count("")
    other = [_MARKS[piece.marks], f"length: {min(6, size // 6)}", *shared]
    if story.layout.paragraphs[sentence.paragraph].first == piece.sentence:
        other.append("opens its paragraph")
    if piece.excluded is not None:
        near.append(f"excluded: {piece.excluded}")
        other.append(f"why: {piece.why_excluded.partition('(')[0]}")
    if piece.carried:
        other.append("carried")
    if piece.hedge:
        other.append("hedged")
    if piece.cited:
        other.append("cited")
    if piece.relay:
        other.append("relayed")
    if rules:
        near += {kind for _, kind, _ in rules}
        other += [rule for _, rule in {(kind, rule) for _, kind, rule in rules}]
    frame = None if piece.frame is None else story.frames[piece.frame]
    if frame is not None:
        near.append(_ACTS[frame.act])
        other += (
            _STANCES[frame.stance], _KINDS[frame.kind], f"cue rule: {frame.rule}",
            "credited: True" if frame.source else "credited: False",
        )  # fmt: skip
        if frame.cue:
            cue = " ".join([words[at] for part in frame.cue for at in range(*part)])
            near.append(f"cue: {cue}")
            if frame.content and frame.content[0].first < frame.cue[0].first:
                other.append("closes with its source")
    source = story.source(piece)
    if source is not None:  # not what sort of party, which an exchange of two parties changes
        near.append(f"role: {_stake(source)}")
        other.append(f"naming: {_NAMING.get(source.naming, 'named')}")
        other.append("party unknown" if source.party == "unknown" else "party known")
    return near, other


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


def _said(story: Story, piece: Piece, state: str) -> list[str]:
    """Return the words of a piece, those of cue and source apart from the others."""
    words, start, stop = story.masked, piece.first, piece.end
    here = words[start:stop]
    apart: set[str] = set()
    for number in {piece.frame, piece.origin}:
        frame = None if number is None else story.frames[number]
        if frame is not None:
            for first, end in (*frame.cue, *frame.source):
                if start <= first < stop:
                    apart.update(words[first:end])
                    here[first - start : end - start] = [""] * (min(end, stop) - first)
    said = [word for word in here if word][:_WORDS]
    found = [*{*said, *map(" ".join, pairwise(said))}]
    found += (
        f"state: {state}", f"{state}: {said[0] if said else ''}", f"opening: {' '.join(said[:2])}"
    )  # fmt: skip
    found += [f"opens: {word}" for word in said[:3]]
    found += [f"beside: {word}" for word in apart if word]
    source = None if piece.origin is None else story.frames[piece.origin].source
    for first, end in source or ():
        found += [f"source: {word}" for word in {*words[first:end]} if word]
    return found


def _voice(
    story: Story, pieces: list[Piece], at: int, last: int | None, states: list[str],
    paragraphs: Sequence[int],
) -> Iterator[str]:  # fmt: skip
    """Yield what is known of the voices before and after a piece."""
    if last is None:
        yield "last: none"
    else:
        apart = min(3, paragraphs[at] - paragraphs[last])
        source = story.source(pieces[last])
        yield f"last: {apart} paragraphs"
        yield f"last: {min(4, at - last)} pieces {apart} {states[at]}"
        if source is not None:
            yield f"last: {_stake(source)} {apart}"
            yield f"last: {_NAMING.get(source.naming, 'named')} {apart}"
        yield f"last: {states[last]} {states[at]} {apart}"
    for step in (1, 2, 3):
        if at + step < len(pieces) and pieces[at + step].source is not None:
            apart = min(2, paragraphs[at + step] - paragraphs[at])
            yield f"next: {step} {apart} {states[at]}"
            break
