"""Denials: a claim and its outright denial are both contested."""

from __future__ import annotations

from auditor.model import Match, Naming, Role, Stance
from auditor.proposition import stem
from auditor.verify.agree import proposition
from auditor.verify.story import Piece, Story

_ALIKE = 0.3
_CLOSE = 4  # claims looked back for an account that is contradicted
_NEGATED = 8  # tokens behind a negation that it is about
_POINTED = 2  # paragraphs that a denial may point back which says no more than "the claim"
_VERBS = (
    "deny",
    "reject-claim",
    "reject-this",
)  # the rules of verbs; the others are what somebody says
_BACK = 40  # pieces looked back for what is denied


def contest(story: Story, pieces: list[Piece]) -> None:
    """Mark denials, and the claims of others that they deny."""
    _outright(story, pieces)
    _implied(story, pieces)


def _outright(story: Story, pieces: list[Piece]) -> None:
    at = 0
    seen: set[int] = set()
    for match in story.all("denial"):
        target = story.rule(match).traits.get("target", "")
        if target in ("none", "admits"):
            continue
        while at < len(pieces) and pieces[at].end <= match.first:
            at += 1
        if at == len(pieces):
            return
        piece = pieces[at]
        if piece.excluded is not None or id(piece) in seen:
            continue
        if piece.source is None or (piece.carried and _others(story, match)):
            if _by_its_subject(story, piece, match):
                _continues_nothing(piece)
                seen.add(id(piece))
                _written(story, pieces, at, match)
            continue
        if not _by_source(story, piece, match) or _not_a_denial(story, match):
            continue
        if story.short(match) in _VERBS and _somebody_elses(story, match):
            continue
        denied = _denied(story, pieces, at)
        if denied is None and _of_record(story, piece):
            continue
        if story.short(match) == "reject-this" and denied is None:
            continue  # a proposal was rejected, not a claim
        seen.add(id(piece))
        why = f"a denial ({story.cite(match)})"
        piece.contested = why
        if story.short(match) in _VERBS:
            _go_on(story, pieces, at, why)
        if denied is not None:
            source = story.source(piece)
            party = source.party if source else "another party"
            why = f"denied by {party} ({_words(story, match)!r})"
            _dispute(pieces, at, denied, why)
            if _wholly(story, match):
                _account(story, pieces, at, denied, why)


def _words(story: Story, match: Match) -> str:
    return story.said(match.first, match.end)


def _wholly(story: Story, match: Match) -> bool:
    """Whether a whole account is denied ("denies all of it"), not one claim."""
    return not story.lists["wholly"].isdisjoint(story.words[match.first : match.end + 2])


def _account(story: Story, pieces: list[Piece], at: int, denied: Piece, why: str) -> None:
    """Mark the claims of the same party in the paragraphs just before a denial of them all."""
    paragraph = story.paragraph(pieces[at])
    for other in reversed(pieces[max(0, at - _BACK) : at]):
        if paragraph - story.paragraph(other) > 1:
            return
        if other.excluded is not None or other.verified:
            continue
        if _one_party(story, other, denied):
            other.contested = other.contested or why


def _dispute(pieces: list[Piece], at: int, denied: Piece, why: str) -> None:
    """Mark what the piece ``at`` denies, and what goes on with it."""
    denied.contested = why
    for follower in pieces[max(0, at - _BACK) : at + _BACK]:
        if follower.carried_from is denied and follower is not pieces[at]:
            follower.contested = why


def _by_its_subject(story: Story, piece: Piece, match: Match) -> bool:
    """Whether the writer tells, in a clause with no attribution, that its subject denies it."""
    first = match.first
    if story.short(match) not in _VERBS or story.words[first][-3:] == "ing":
        return False
    if first == piece.first or story.quoted(first, first + 1) or _not_a_denial(story, match):
        return False
    while first - 1 > piece.first and story.words[first - 1] in story.lists["beside_denying"]:
        first -= 1
    before = story.words[first - 1]
    return before[0].isalpha() and before not in story.lists["no_subject"]


def _others(story: Story, match: Match) -> bool:
    """Whether a denial in a carried sentence is somebody else's than its source's."""
    return story.words[match.first - 1] not in story.lists["denies_itself"]


def _continues_nothing(piece: Piece) -> None:
    piece.carried, piece.carried_from = "", None
    piece.frame = piece.origin = piece.source = None
    piece.anonymous = ""


def _written(story: Story, pieces: list[Piece], at: int, match: Match) -> None:
    """Mark a denial that the writer tells of, the claim before it, and what follows on it."""
    piece = pieces[at]
    denied = None
    for other in reversed(pieces[max(0, at - _BACK) : at]):
        if story.paragraph(piece) - story.paragraph(other) > 1:
            break
        if other.excluded is None and other.source is not None:
            denied = other
            break
    if story.short(match) == "reject-this" and denied is None:
        return
    piece.contested = f"a denial ({story.cite(match)})"
    if denied is None:
        return
    why = f"denied next ({_words(story, match)!r})"
    _dispute(pieces, at, denied, why)
    if _wholly(story, match):
        _account(story, pieces, at, denied, why)
    for other in pieces[at + 1 : at + 3]:
        if other.source is None or other.excluded is not None:
            return
        if story.paragraph(other) != story.paragraph(piece) or _one_party(story, other, denied):
            return
        other.contested = other.contested or f"goes on with {piece.contested}"


def _somebody_elses(story: Story, match: Match) -> bool:
    """Whether a quoted speaker tells of a denial that is not his own ("they deny us a voice")."""
    if not story.quoted(match.first, match.end):
        return False
    return story.lists["speaker_itself"].isdisjoint(
        story.words[max(0, match.first - 4) : match.first]
    )


def _of_record(story: Story, piece: Piece) -> bool:
    """Whether nobody in person denies it: a poll or a document tells of it."""
    source = story.source(piece)
    return source is not None and source.naming is Naming.DOCUMENT


def _go_on(story: Story, pieces: list[Piece], at: int, why: str) -> None:
    """Mark what the denying side says next: its own account instead of the one it denies."""
    denial = pieces[at]
    for piece in pieces[at + 1 : at + 4]:
        if piece.excluded is not None:
            continue
        apart = story.paragraph(piece) - story.paragraph(denial)
        if piece.source is None or not _one_party(story, piece, denial) or apart > 1:
            return
        if not piece.verified:
            piece.contested = piece.contested or f"goes on with {why}"


def _one_party(story: Story, piece: Piece, other: Piece) -> bool:
    one, two = story.source(piece), story.source(other)
    return one is not None and two is not None and one.party == two.party


def _implied(story: Story, pieces: list[Piece]) -> None:
    """Mark accounts that deny one another without the word: a negation about the same thing."""
    claims = [p for p in pieces if p.excluded is None and p.source is not None]
    for at, piece in enumerate(claims):
        if piece.contested or piece.verified:
            continue
        at_word = _negation(story, piece)
        if at_word is None:
            continue
        negation = story.words[at_word]
        negated = story.terms(at_word + 1, min(at_word + 1 + _NEGATED, piece.end))
        mine = proposition(story, piece)
        for other in reversed(claims[max(0, at - _CLOSE) : at]):
            if other.verified or not _rivals(story, piece, other):
                continue
            if _negation(story, other) is not None:
                continue  # neither of two negations is the denial of the other
            both = mine & proposition(story, other)
            if negated.isdisjoint(both):
                continue
            if len(both) >= 2:
                source, its = story.source(piece), story.source(other)
                assert source is not None and its is not None
                piece.contested = (
                    f"contradicts {its.party} ('{negation}', about {', '.join(sorted(both))})"
                )
                other.contested = (
                    other.contested or f"contradicted by {source.party} ('{negation}')"
                )
                break


def _negation(story: Story, piece: Piece) -> int | None:
    """Return the token by which a piece denies something, or None."""
    if story.lists["contradicting"].isdisjoint(story.words[piece.first : piece.end]):
        return None
    for at in range(piece.first, piece.end):
        if story.words[at] in story.lists["contradicting"] and story.words[at + 1 : at + 2] != [
            "only"
        ]:
            silent = story.within("no_comment", max(piece.first, at - 3), at + 1)
            return None if silent else at
    return None


def _rivals(story: Story, piece: Piece, other: Piece) -> bool:
    one, two = story.source(piece), story.source(other)
    if one is None or two is None or one.party == two.party:
        return False
    if "unknown" in (one.party, two.party):
        return False
    return Role.INDEPENDENT not in (one.role, two.role)


def _by_source(story: Story, piece: Piece, match: Match) -> bool:
    """Whether the denial is the cue of the piece, or what its own source says."""
    frame = story.frames[piece.frame] if piece.frame is not None else None
    if frame is None:
        return False
    if story.words[match.first] in ("a", "an") and story.words[match.first - 1] == ",":
        return True  # "..., an allegation the union rejects"
    beside = story.cued.get(match.first)
    if beside is not None and story.source_of[beside] == piece.source:
        return True  # "denied it and accused them of ..."
    if frame.cue and frame.cue[0].first - 2 <= match.first < frame.cue[-1].end + 2:
        return True
    return frame.stance is Stance.DENYING or any(
        first <= match.first < end for first, end in frame.content
    )


def _not_a_denial(story: Story, match: Match) -> bool:
    """Whether a longer rule says that nothing is denied here (bail, "nor denied")."""
    for other in story.within("denial", max(0, match.first - 4), match.end):
        target = story.rule(other).traits.get("target", "")
        if target == "none" and other.first <= match.first and match.end <= other.end:
            return True
    return any(
        other.first <= match.first and match.end <= other.end
        for other in story.within("no_comment", max(0, match.first - 8), match.end)
    )


def _denied(story: Story, pieces: list[Piece], at: int) -> Piece | None:
    """Return the nearest claim of another party that is about the same."""
    piece = pieces[at]
    mine = story.source(piece)
    about = proposition(story, piece) - set(map(stem, story.lists["charges"]))
    for other in reversed(pieces[max(0, at - _BACK) : at]):
        if other.excluded is not None or other.source is None:
            continue
        apart = story.paragraph(piece) - story.paragraph(other)
        beside = apart == 0 and piece.sentence - other.sentence <= 1
        source = story.source(other)
        if (
            source is None
            or mine is None
            or source.party == mine.party
            or source.party == "unknown"
        ):
            continue
        if beside:
            return other
        both = about & proposition(story, other)
        if (len(both) >= 2 and len(both) >= _ALIKE * len(about)) or (both and apart <= 1):
            return other
        if len(about) <= 1 and apart <= _POINTED and source.role is not Role.INDEPENDENT:
            return other  # "the figures", "that": what the denial names stands just before it
    return None
