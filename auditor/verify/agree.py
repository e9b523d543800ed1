"""Corroboration: two parties that are independent or adverse state the same proposition."""

from __future__ import annotations

from auditor.model import Role
from auditor.proposition import carried, share
from auditor.verify.checked import Outlets
from auditor.verify.story import Piece, Story

_ALIKE = 0.6
_ANCHORS = 3  # terms two pieces must share
_OVERLAP = 0.3  # the part of the shorter of two propositions that a confirmation shares
_NEAR = 12  # pieces between a claim and its confirmation


def agree(story: Story, pieces: list[Piece]) -> None:
    """Mark pieces of different parties that say the same: most terms shared, numbers equal."""
    told = [
        piece
        for piece in pieces
        if piece.excluded is None and piece.source is not None and not piece.anonymous
    ]
    _jointly(story, told)
    told = [piece for piece in told if not piece.contested]
    if len({story.sources[piece.source].party for piece in told if piece.source is not None}) < 2:
        return
    claims = [(piece, proposition(story, piece)) for piece in told]
    _confirm(story, claims)
    holders: dict[str, list[int]] = {}
    for number, (_, words) in enumerate(claims):
        for word in words:
            holders.setdefault(word, []).append(number)
    common: dict[tuple[int, int], int] = {}
    for numbers in holders.values():
        if len(numbers) > 12:
            continue  # a word of the whole article, not of one proposition
        for k, one in enumerate(numbers):
            for other in numbers[k + 1 :]:
                common[one, other] = common.get((one, other), 0) + 1
    for (one, other), count in common.items():
        if count < _ANCHORS or claims[one][0].source == claims[other][0].source:
            continue
        (a, its), (b, those) = claims[one], claims[other]
        if not _two(story, a, b) or not _same_numbers(its, those):
            continue
        if min(share(its, those), share(those, its)) < _ALIKE / 2:
            continue
        if max(share(its, those), share(those, its)) >= _ALIKE:
            apart = _independent(story, a, b)
            for piece, witness in ((a, b), (b, a)):
                source = story.source(witness)
                assert source is not None
                if apart:
                    piece.corroborated = piece.corroborated or f"{source.party} says the same"


def _jointly(story: Story, told: list[Piece]) -> None:
    """Mark what two independent or adverse parties are credited with together ("X and Y said")."""
    outlets = Outlets(story)
    for piece in told:
        frame = story.frames[piece.origin] if piece.origin is not None else None
        if frame is None or not frame.source or not frame.cue or piece.carried_from is not None:
            continue
        first, end = frame.source[0].first, frame.source[-1].end
        source = story.words[first:end]
        around = story.words[min(first, frame.cue[0].first) : max(end, frame.cue[-1].end) + 1]
        if "both" in around and not story.lists["sides_of_two"].isdisjoint(source):
            piece.corroborated = f"both say it ('{story.said(first, end)}')"
            continue
        if "and" not in source:
            continue
        names = _names(story, first, end)
        if len(names) == 2 and _apart(story, names[0], names[1]):
            piece.corroborated = f"{names[0]} and {names[1]} both say it"
        elif not names and source.count("and") == 1:
            joint = first + source.index("and")
            if outlets.independent(first, joint) and outlets.independent(joint + 1, end):
                piece.corroborated = f"two outlets say it ('{story.said(first, end)}')"


def _names(story: Story, first: int, end: int) -> list[str]:
    """Return the parties of the packs that a source joins with "and"."""
    names: list[str] = []
    reached = first
    for found in story.within("party", first, end):
        if found.first < reached:
            continue  # "the U.N." of "the U.N. Food and Agriculture Organization"
        joined = not names or "and" in story.words[reached : found.first]
        reached = found.end
        name = story.rule(found).traits["party"]
        if joined and name not in names:
            names.append(name)
    return names


def _apart(story: Story, one: str, other: str) -> bool:
    """Whether two parties of the packs are independent or at war with each other."""
    entries = [story.rules.parties.get(name) for name in (one, other)]
    roles = [entry.role if entry else Role.UNKNOWN for entry in entries]
    return roles.count(Role.INDEPENDENT) == 2 or roles.count(Role.BELLIGERENT) == 2


def _confirm(story: Story, claims: list[tuple[Piece, frozenset[str]]]) -> None:
    """Mark what one party says and another confirms in the writer's words."""
    for at, (piece, its) in enumerate(claims):
        word = _confirming(story, piece)
        if not word:
            continue
        last, said = claims[at - 1] if at else (piece, its)
        if last.source != piece.source or piece.sentence - last.sentence > 1:
            last, said = piece, its
        for other, those in claims[max(0, at - _NEAR) : at + _NEAR]:
            if not _two(story, piece, other):
                continue
            both = len((its | said) & those)
            beside = _answers(story, piece, other) and its & those
            if not beside and (both < _ANCHORS or both < _OVERLAP * min(len(its), len(those))):
                continue
            source = story.source(piece)
            assert source is not None
            other.corroborated = other.corroborated or f"{source.party} confirms it ('{word}')"
            for own, terms in ((piece, its), (last, said)):
                if own is piece or len(terms & those) >= _ANCHORS - 1:
                    own.corroborated = (
                        own.corroborated or f"confirms what another party says ('{word}')"
                    )


def _answers(story: Story, piece: Piece, other: Piece) -> bool:
    """Whether a piece whose cue confirms stands right behind what it confirms."""
    if piece.frame is None or not 0 <= piece.sentence - other.sentence <= 1:
        return False
    frame = story.frames[piece.frame]
    return (
        any(
            story.words[at] in story.lists["confirming_words"]
            for first, end in frame.cue
            for at in range(first, end)
        )
        and other.first < piece.first
        and story.paragraph(piece) == story.paragraph(other)
    )


def _confirming(story: Story, piece: Piece) -> str:
    """Return the word by which a piece confirms or admits, or nothing."""
    words = story.words
    for at in range(piece.first, piece.end):
        if (
            words[at] in story.lists["confirming_words"]
            and not story.quoted(at, at + 1)
            and words[at + 1 : at + 2] != ["by"]
            and words[at - 1] not in story.lists["not_confirming_after"]
            and story.lists["confirmation_negated"].isdisjoint(words[max(piece.first, at - 4) : at])
        ):
            return words[at]
    return ""


def _two(story: Story, piece: Piece, other: Piece) -> bool:
    """Whether two pieces rest on the word of two parties that are known."""
    one, two = story.source(piece), story.source(other)
    if one is None or two is None or one.party == two.party:
        return False
    return "unknown" not in (one.party, two.party)


def proposition(story: Story, piece: Piece) -> frozenset[str]:
    """Return the terms of what a piece says, without who says it."""
    if piece.terms is None:
        stems = story.stems[piece.first : piece.end]
        frame = story.frames[piece.origin] if piece.origin is not None else None
        if frame is not None:
            for first, end in sorted((*frame.source, *frame.cue), reverse=True):
                if first >= piece.first:
                    del stems[first - piece.first : max(end, first) - piece.first]
        piece.terms = carried(stems)
    return piece.terms


def _independent(story: Story, a: Piece, b: Piece) -> bool:
    """Whether one of two parties has no side, or both are at war."""
    one, other = story.source(a), story.source(b)
    if one is None or other is None or not _two(story, a, b):
        return False
    if Role.INDEPENDENT in (one.role, other.role):
        return True
    return one.role is other.role is Role.BELLIGERENT


def _same_numbers(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the numbers of the shorter proposition stand in the longer one."""
    digits = [frozenset(word for word in words if word[0].isdigit()) for words in (one, other)]
    small, large = sorted(digits, key=len)
    return small <= large
