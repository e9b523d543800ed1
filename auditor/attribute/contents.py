"""What is credited: on which side of the cue it stands, where it starts and where it ends."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from auditor.attribute.cues import Cue
from auditor.attribute.sources import Anchor
from auditor.attribute.words import VERBAL, Tokens
from auditor.model import Range, Sentence

_MOST = 12


def length(size: int) -> int:
    """Return a size in a few steps."""
    return 1 if size < 3 else 3 if size < 6 else 6 if size < 12 else 12 if size < 25 else 25


def around(side: str, p1: str, n1: str) -> list[str]:
    """View: what stands before and after cue and source together."""
    return [side, f"{side} next={n1}", f"{side} prev={p1}", f"{side} prev={p1} next={n1}"]


def wider(side: str, p2: str, p1: str) -> list[str]:
    """View: the two words before."""
    return [f"{side} prev={p2} {p1}"]


def farther(side: str, n1: str, n2: str) -> list[str]:
    """View: the next two words."""
    return [f"{side} next={n1} {n2}"]


def wants(side: str, form: str, anchor: str, p1: str) -> list[str]:
    """View: the form and where its source is."""
    return [f"{side} form={form}", f"{side} form={form} source={anchor}", f"{side} form={form} prev={p1}"]


def follows(side: str, form: str, n1: str) -> list[str]:
    """View: the form and the next word."""
    return [f"{side} form={form} next={n1}"]


def frame(side: str, family: str, anchor: str, p1: str) -> list[str]:
    """View: the kind of cue and where its source is."""
    return [
        f"{side} source={anchor} prev={p1}", f"{side} family={family} source={anchor} prev={p1}",
        f"{side} family={family} source={anchor}", f"{side} family={family} prev={p1}",
    ]


def object_of(side: str, family: str, ending: str, n1: str) -> list[str]:
    """View: the kind of cue and the next word."""
    return [f"{side} head={family} {ending}", f"{side} family={family} next={n1}"]


def voice(side: str, aux: str, ending: str, anchor: str) -> list[str]:
    """View: the auxiliaries."""
    return [f"{side} aux={aux} ending={ending}", f"{side} aux={aux} source={anchor}", f"{side} ending={ending} source={anchor}"]  # noqa: E501


def passive(side: str, aux: str, anchor: str, n1: str, p1: str) -> list[str]:
    """View: the auxiliaries and the words around."""
    return [f"{side} aux={aux} source={anchor} next={n1}", f"{side} aux={aux} prev={p1}"]


def room(side: str, tail: str, lead: str, quoted: str, anchor: str) -> list[str]:
    """View: how much room each side has, and quotation marks near by."""
    return [
        f"{side} quoted={quoted}", f"{side} tail={tail} lead={lead}", f"{side} quoted={quoted} source={anchor}",
        f"{side} tail={tail} lead={lead} source={anchor}", f"{side} quoted={quoted} tail={tail} lead={lead}",
    ]  # fmt: skip


def marks(side: str, quoted: str, p1: str, tail: str) -> list[str]:
    """View: quotation marks and the word before."""
    return [f"{side} quoted={quoted} prev={p1}", f"{side} tail={tail} prev={p1}"]


SIDES = {
    "around": around, "wider": wider, "farther": farther, "wants": wants, "follows": follows,
    "frame": frame, "object_of": object_of, "voice": voice, "passive": passive, "room": room,
    "marks": marks,
}  # fmt: skip


def sides(
    view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, anchor: Anchor, source: Range
) -> list[tuple[str, Any]]:
    """Return the sides content may stand on: right, left, both (and none)."""
    keys, words = tokens.keys, tokens.words
    first, stop = sentence.first, sentence.end
    begin, end = outside(cue, anchor, source)
    n1 = keys[end] if end < stop else "$"
    n2 = keys[end + 1] if end + 1 < stop else "$"
    p1 = keys[begin - 1] if begin > first else "^"
    p2 = keys[begin - 2] if begin - 1 > first else "^"
    quoted = ("<" if '"' in words[max(first, begin - 3) : begin] else "") + (
        ">" if '"' in words[end : end + 8] else ""
    )
    after = stop - end
    tail = "0" if after <= 0 else "1" if after < 2 else "3" if after < 4 else "8" if after < 9 else "9"
    ahead = begin - first
    lead = "0" if ahead <= 0 else "2" if ahead < 3 else "5" if ahead < 6 else "6"
    possible = []
    if after > 0 and not (after == 1 and n1 in (".", '"', "?", "!")):
        possible.append("right")
    if ahead > 0:
        possible.append("left")
    if len(possible) == 2:
        possible.append("both")
    if len(possible) < 2:
        return [(side, 0.0) for side in possible or ["none"]]
    return [
        (
            side,
            view.around(side, p1, n1)
            + view.wider(side, p2, p1)
            + view.farther(side, n1, n2)
            + view.wants(side, cue.form, anchor.side, p1)
            + view.follows(side, cue.form, n1)
            + view.frame(side, cue.family, anchor.side, p1)
            + view.object_of(side, cue.family, cue.ending, n1)
            + view.voice(side, cue.auxiliaries, cue.ending, anchor.side)
            + view.passive(side, cue.auxiliaries, anchor.side, n1, p1)
            + view.room(side, tail, lead, quoted, anchor.side)
            + view.marks(side, quoted, p1, tail),
        )
        for side in possible
    ]


def outside(cue: Cue, anchor: Anchor, source: Range) -> tuple[int, int]:
    """Return the tokens that cue and source cover together: content is outside them."""
    begin, end = cue.group, cue.end
    if anchor.side == "left":
        begin = min(begin, source.first)
    elif anchor.side in ("right", "by") and source.first - end < 4:
        end = source.end
    return begin, end


def start(last: str, key: str, rank: int) -> list[str]:
    """View: a possible first word and the word before it."""
    return [f"at={rank}", f"at={key} rank={rank}", f"at={last} {key}", f"at={last} {key} rank={rank}"]


def start_pair(key: str, n2: str) -> list[str]:
    """View: a possible first word and the next."""
    return [f"at={key} {n2}"]


def starter(form: str, key: str, rank: int) -> list[str]:
    """View: a possible first word for this form."""
    return [f"form={form} rank={rank}", f"form={form} at={key}"]


def after_word(form: str, last: str, rank: int) -> list[str]:
    """View: the word before a possible start, for this form."""
    return [f"form={form} last={last} rank={rank}"]


def sort_of(family: str, ending: str, key: str, rank: int) -> list[str]:
    """View: a possible first word for this kind of cue."""
    return [f"head={family} {ending} at={key} rank={rank}", f"family={family} at={key} rank={rank}"]


def sort_after(family: str, ending: str, last: str, key: str) -> list[str]:
    """View: the words around a possible start, for this kind of cue."""
    return [f"head={family} {ending} last={last}", f"family={family} at={last} {key}"]


def over(key: str, form: str, family: str) -> list[str]:
    """View: a word left out between cue and content."""
    return [f"over={key}", f"over={key} form={form}", f"over={key} family={family}"]


RIGHT_STARTS = {
    "start": start, "start_pair": start_pair, "starter": starter, "after_word": after_word,
    "sort_of": sort_of, "sort_after": sort_after, "over": over,
}  # fmt: skip
_FIRST = frozenset(("that", '"', "to", "whether", "how", "why", "if", "what", "who", "which"))
_PHRASE = frozenset(("prep", "det", "poss", "Name", "pron", "w", "num"))
_BREAK = frozenset(("prep", "punct", "day", "adv", "pron", '"', "Name", "w", "to", "that", "ly"))


def right_starts(
    view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, begin: int
) -> list[tuple[int, Any]]:
    """Return where content to the right of ``begin`` may start (addressees stay outside)."""
    keys, classes = tokens.keys, tokens.classes
    stop = sentence.end
    found: list[tuple[int, Any]] = []
    crossed: Any = None
    at, rank = begin, 0
    while at < stop and at - begin < 14 and rank < 8:
        key = keys[at]
        if (
            at == begin or key in _FIRST or (classes[at] in _PHRASE and classes[at - 1] in _BREAK)
        ) and key != ",":
            n2 = keys[at + 1] if at + 1 < stop else "$"
            last = keys[at - 1]
            score = (
                view.start(last, key, rank)
                + view.start_pair(key, n2)
                + view.starter(cue.form, key, rank)
                + view.after_word(cue.form, last, rank)
                + view.sort_of(cue.family, cue.ending, key, rank)
                + view.sort_after(cue.family, cue.ending, last, key)
            )
            found.append((at, score if crossed is None else score + crossed))
            if key in ("that", '"', "whether"):
                break
            rank += 1
        if rank < 6:
            step = view.over(key, cue.form, cue.family)
            crossed = step if crossed is None else crossed + step
        at += 1
    return found


def cut(key: str, n2: str, shape: str) -> list[str]:
    """View: a boundary and the next word."""
    return ["cut", f"cut={key}", f"cut={key} {n2}", f"cut={key} {n2} shape={shape}", f"cut={key} shape={shape}"]  # noqa: E501


def opened(key: str, opening: str, shape: str) -> list[str]:
    """View: a boundary and how the content opened."""
    return [f"cut={key} open={opening}", f"cut={key} open={opening} shape={shape}"]


def behind(key: str, last: str, n2: str) -> list[str]:
    """View: the words on both sides of a boundary."""
    return [f"cut={last} {key}", f"cut={last} {key} {n2}"]


def beyond(key: str, n2: str, n3: str) -> list[str]:
    """View: the two words after a boundary."""
    return [f"cut={key} {n2} {n3}"]


def suits(key: str, form: str) -> list[str]:
    """View: a boundary for this form."""
    return [f"cut={key} form={form}"]


def sort_cut(key: str, family: str, opening: str) -> list[str]:
    """View: a boundary for this kind of cue."""
    return [f"cut={key} family={family} open={opening}", f"cut={key} family={family}"]


def reach(key: str, size: int, family: str, shape: str) -> list[str]:
    """View: a boundary after so many words."""
    return [f"cut={key} family={family} length={size}", f"cut={key} length={size} shape={shape}"]


def after(key: str, n2: str, ahead: str, shape: str) -> list[str]:
    """View: whether another cue follows the boundary."""
    return [f"cut={key} {n2} ahead={ahead}", f"cut={key} ahead={ahead} shape={shape}", f"cut={key} ahead={ahead}"]  # noqa: E501


def opener(key: str, starter: str, commas: int, n2: str) -> list[str]:
    """View: a boundary against the way the sentence began."""
    return [f"cut={key} starter={starter}", f"commas={commas} cut={key} starter={starter}", f"cut={key} {n2} starter={starter}"]  # noqa: E501


def quotes(key: str, closed: bool, opening: str, quoted: bool) -> list[str]:
    """View: quotation marks at the boundary."""
    return [f"closed={closed} cut={key}", f"closed={closed} open={opening}", f"cut={key} quoted={quoted}"]


def clauses(key: str, n2: str, clause: str, closed: bool) -> list[str]:
    """View: whether a clause follows the boundary."""
    return [f"cut={key} clause={clause}", f"cut={key} {n2} clause={clause}", f"closed={closed} clause={clause} cut={key}"]  # noqa: E501


def whole(opening: str, form: str, shape: str) -> list[str]:
    """View: content that runs to the sentence's end, for this form."""
    return ["all", f"all open={opening}", f"all form={form}", f"all open={opening} shape={shape}", f"all form={form} shape={shape}"]  # noqa: E501


def sort_whole(opening: str, family: str, ending: str, shape: str) -> list[str]:
    """View: content that runs to the sentence's end, for this kind of cue."""
    return [f"all clause={opening} {family}", f"all head={family} {ending} shape={shape}"]


def extent(size: int, shape: str, cuts: int) -> list[str]:
    """View: how long content is that runs to the sentence's end."""
    return [f"all length={size} shape={shape}", f"all cuts={cuts} shape={shape}"]


def rest(starter: str, opening: str, closer: str) -> list[str]:
    """View: how the sentence began and how it ends."""
    return [f"all starter={starter} clause={opening}", f"all starter={starter}", f"all closer={closer}"]


RIGHT_ENDS = {
    "cut": cut, "opened": opened, "behind": behind, "beyond": beyond, "suits": suits,
    "sort_cut": sort_cut, "reach": reach, "after": after, "opener": opener, "quotes": quotes,
    "clauses": clauses, "whole": whole, "sort_whole": sort_whole, "extent": extent, "rest": rest,
}  # fmt: skip
_STOPS = frozenset(
    """, ; : ( ) and or but nor who which that because as after when while although since before
    until though unless whereas once to for in on at with about from by during despite amid if
    over against under through into""".split()
)
_CLAUSE = frozenset(("pron", "Name", "det", "poss", "w", "num"))


def right_ends(
    view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, begin: int, likely: Collection[int]
) -> list[tuple[int, Any]]:
    """Return where content that starts at ``begin`` may end, the sentence's end last.

    ``likely`` are the heads that look like cues: content often stops before one.
    """
    keys, classes, inside = tokens.keys, tokens.classes, tokens.inside
    first, limit = sentence.first, sentence.end
    opening = keys[begin]
    form, family = cue.form, cue.family
    leading = keys[first] in _STOPS or classes[first] in ("ing", "ed", "sub", "prep")
    starter = keys[first] if leading and first < cue.group else "-"
    quoted = inside[begin] >= 0
    found: list[tuple[int, Any]] = []
    commas = 0
    shape = "phrase"  # becomes a clause with its first finite verb
    upcoming = sorted(at for at in likely if at > begin)
    pointer = 0
    for at in range(begin + 1, limit):
        key = keys[at]
        name = classes[at]
        if name in VERBAL:
            shape = "clause"
        number = inside[at]
        closed = number != inside[at - 1] and inside[at - 1] >= 0
        if number >= 0 and number == inside[at - 1]:
            continue  # within a quotation
        if not (closed or key in _STOPS or name == "\u2014" or name == "ing" or key == '"'):
            continue
        if len(found) >= _MOST:
            break
        if key == ",":
            commas = min(commas + 1, 3)
        n2 = keys[at + 1] if at + 1 < limit else "$"
        n3 = keys[at + 2] if at + 2 < limit else "$"
        while pointer < len(upcoming) and upcoming[pointer] < at:
            pointer += 1
        ahead = "-"
        if pointer < len(upcoming) and upcoming[pointer] - at < 7:
            ahead = "near" if upcoming[pointer] - at < 3 else "soon"
        clause = "-"
        if at + 2 < limit and classes[at + 1] in _CLAUSE:
            for next_at in range(at + 2, min(at + 6, limit)):
                if classes[next_at] in VERBAL or classes[next_at] == "ed":
                    clause = "clause"
                    break
                if classes[next_at] not in _CLAUSE:
                    break
        size = length(at - begin)
        found.append((
            at,
            view.cut(key, n2, shape)
            + view.opened(key, opening, shape)
            + view.behind(key, keys[at - 1], n2)
            + view.beyond(key, n2, n3)
            + view.suits(key, form)
            + view.sort_cut(key, family, opening)
            + view.reach(key, size, family, shape)
            + view.after(key, n2, ahead, shape)
            + view.opener(key, starter, commas, n2)
            + view.quotes(key, closed, opening, quoted)
            + view.clauses(key, n2, clause, closed),
        ))  # fmt: skip
    closer = keys[limit - 1]
    score = (
        view.whole(opening, form, shape)
        + view.sort_whole(opening, family, cue.ending, shape)
        + view.extent(length(limit - begin), shape, len(found))
        + view.rest(starter, opening, closer)
    )
    found.append((limit, score))
    return found


def lead(previous: str, key: str, last: str, after: str, size: int) -> list[str]:
    """View: a possible start of content that stands before its cue."""
    return [
        "cut", f"cut={previous}", f"cut={previous} {key}", f"cut={previous} last={last}",
        f"cut={previous} after={after}", f"cut={previous} length={size}",
        f"cut={previous} {key} last={last} {after}", f"cut={previous} {key} length={size}",
    ]  # fmt: skip


def leader(previous: str, key: str, form: str, head: str, size: int) -> list[str]:
    """View: a possible start for this cue."""
    return [
        f"cut={previous} head={head}", f"cut={key} head={head} length={size}",
        f"cut={key} form={form} length={size}", f"cut={previous} form={form}",
    ]


def full(k0: str, k1: str, last: str, after: str, head: str, size: int) -> list[str]:
    """View: content that goes back to the sentence's start."""
    return [
        "all", f"all {k0}", f"all last={last}", f"all last={last} after={after}", f"all head={head}",
        f"all length={size}", f"all {k0} {k1}",
    ]  # fmt: skip


LEFT_STARTS = {"lead": lead, "leader": leader, "full": full}
_LEAD = frozenset((",", ";", ":", "and", "but", "\u2014", "(", "that", "which"))
_LEADERS = frozenset(("which", "that", "det", "who", '"'))


def left_starts(
    view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, end: int
) -> list[tuple[int, Any]]:
    """Return where content that ends at ``end`` may start, the sentence's start last."""
    keys, classes, inside = tokens.keys, tokens.classes, tokens.inside
    first = sentence.first
    last = keys[end - 1] if end > first else "^"
    following = keys[end] if end < sentence.end else "$"
    head = f"{cue.family} {cue.ending}"
    found: list[tuple[int, Any]] = []
    for at in range(end - 1, first, -1):
        if inside[at - 1] >= 0 and inside[at - 1] == inside[at]:
            continue
        previous, key = keys[at - 1], keys[at]
        if previous in _LEAD or classes[at] in _LEADERS:
            size = length(end - at)
            found.append((
                at,
                view.lead(previous, key, last, following, size)
                + view.leader(previous, key, cue.form, head, size),
            ))  # fmt: skip
            if len(found) >= _MOST:
                break
    k1 = keys[first + 1] if first + 1 < end else "$"
    found.append((first, view.full(keys[first], k1, last, following, head, length(end - first))))
    return found
