"""What is credited: on which side of the cue it stands, where it starts and where it ends."""

from __future__ import annotations

from collections.abc import Collection

from auditor.attribute.cues import Cue
from auditor.attribute.sources import Anchor
from auditor.attribute.words import VERBAL, Tokens
from auditor.model import Range, Sentence

_MOST = 12


def sides(
    tokens: Tokens, cue: Cue, sentence: Sentence, anchor: Anchor, source: Range
) -> list[tuple[str, list[str]]]:
    """Return the sides content may stand on: right, left, both (and none)."""
    keys, words = tokens.keys, tokens.words
    first, stop = sentence.first, sentence.end
    begin, end = cue.group, cue.end
    if anchor.side in ("left", "right", "by"):
        if source.first < begin:
            begin = source.first
        if source.end > end and source.first - end < 4:
            end = source.end
    n1 = keys[end] if end < stop else "$"
    n2 = keys[end + 1] if end + 1 < stop else "$"
    p1 = keys[begin - 1] if begin > first else "^"
    p2 = keys[begin - 2] if begin - 1 > first else "^"
    quoted_left = '"' in words[max(first, begin - 3) : begin]
    quoted_right = '"' in words[end : end + 8]
    tail = stop - end
    room = "0" if tail <= 0 else "1" if tail < 2 else "3" if tail < 4 else "8" if tail < 9 else "9"
    lead = begin - first
    before = "0" if lead <= 0 else "2" if lead < 3 else "5" if lead < 6 else "6"
    form, head = cue.form, f"{cue.family} {cue.ending}"
    base = [
        "", f"form={form}", f"head={head}", f"next={n1}", f"prev={p1}", f"prev={p1} next={n1}",
        f"next={n1} {n2}", f"prev={p2} {p1}", f"side={anchor.side} prev={p1}",
        f"side={anchor.side} next={n1}", f"quoted={quoted_left} {quoted_right}",
        f"quoted={quoted_left} prev={p1} next={n1}", f"room={room} prev={p1}",
        f"room={room} lead={before}", f"form={form} prev={p1}", f"form={form} next={n1}",
        f"form={form} side={anchor.side}", f"family={cue.family} side={anchor.side} prev={p1}",
        f"aux={cue.auxiliaries} prev={p1}", f"aux={cue.auxiliaries} side={anchor.side} next={n1}",
        f"head={head} room={room}",
    ]  # fmt: skip
    found = []
    if tail > 0 and not (tail == 1 and n1 in (".", '"', "?", "!")):
        found.append(("right", ["right " + name for name in base]))
    if lead > 0:
        found.append(("left", ["left " + name for name in base]))
    if len(found) == 2:
        found.append(("both", ["both " + name for name in base]))
    return found or [("none", [])]


def right_starts(
    tokens: Tokens, cue: Cue, sentence: Sentence, begin: int
) -> list[tuple[int, list[str]]]:
    """Return where content to the right of ``begin`` may start (addressees stay outside)."""
    keys, classes = tokens.keys, tokens.classes
    stop = sentence.end
    head = f"{cue.family} {cue.ending}"
    found: list[tuple[int, list[str]]] = []
    crossed: list[str] = []
    at, rank = begin, 0
    while at < stop and at - begin < 14 and rank < 8:
        key = keys[at]
        n2 = keys[at + 1] if at + 1 < stop else "$"
        last = keys[at - 1]
        if at == begin or key in ("that", '"', "to", "whether", "how", "why", "if", "what") or (
            classes[at] in ("prep", "det", "poss", "Name", "pron", "w", "num") and classes[at - 1] in (
                "prep", "punct", "day", "adv", "pron", '"', "Name", "w", "to", "that",
            )
        ):  # fmt: skip
            if key != ",":
                found.append((at, [
                    f"at={rank}", f"at={key} rank={rank}", f"at={last} {key}", f"at={key} {n2}",
                    f"form={cue.form} rank={rank}", f"form={cue.form} at={key}",
                    f"head={head} at={key} rank={rank}", f"head={head} last={last} rank={rank}",
                    f"family={cue.family} at={last} {key}", *crossed,
                ]))  # fmt: skip
            if key in ("that", '"', "whether"):
                break
            rank += 1
        if key == ":" and at > begin:
            found.append((at + 1, ["after colon"]))
            break
        crossed = [*crossed, f"over={key}", f"over={key} form={cue.form}"] if rank < 5 else crossed
        at += 1
    return found or [(begin, [])]


_STOPS = frozenset(
    """, ; : ( ) and or but nor who which that because as after when while although since before
    until though unless whereas once to for in on at with about from by during despite amid if
    over against under through into""".split()
)


def right_ends(
    tokens: Tokens, cue: Cue, sentence: Sentence, begin: int, limit: int, likely: Collection[int]
) -> list[tuple[int, list[str]]]:
    """Return where content that starts at ``begin`` may end, the sentence's end last.

    ``likely`` are the heads that look like cues: content often stops before one.
    """
    keys, classes, words, inside = tokens.keys, tokens.classes, tokens.words, tokens.inside
    first = sentence.first
    k0 = keys[begin]
    if k0 in ("that", "to", '"', "how", "why", "whether", "what", "if", "for", "of", "on", "about"):
        opening = k0
    elif classes[begin] in ("pron", "poss"):
        opening = classes[begin]
    else:
        opening = classes[begin]
    verb = False  # a finite verb since the start: a clause rather than a noun phrase
    clause = f"{opening} {cue.family}"
    starter = keys[first] if keys[first] in _STOPS or classes[first] in ("ing", "ed") else "-"
    quotation = inside[begin]
    found: list[tuple[int, list[str]]] = []
    commas = 0
    for at in range(begin + 1, limit):
        key = keys[at]
        name = classes[at]
        if name in VERBAL and name != "have" or name == "have":
            verb = True
        number = inside[at]
        if number >= 0 and number == inside[at - 1]:
            continue  # within a quotation
        closed = inside[at - 1] >= 0 and number != inside[at - 1]
        if not (closed or key in _STOPS or name in ("\u2014", "ing") or key == '"'):
            continue
        if len(found) >= _MOST:
            break
        if key == ",":
            commas += 1
        n2 = keys[at + 1] if at + 1 < limit else "$"
        n3 = keys[at + 2] if at + 2 < limit else "$"
        last = keys[at - 1]
        size = at - begin
        length = 1 if size < 3 else 3 if size < 6 else 6 if size < 12 else 12
        shape = "clause" if verb else "phrase"
        cut = f"{key} {n2}" if key in (",", "and", "but", "\u2014") else key
        ahead = any(i in likely for i in range(at, min(at + 6, limit)))
        found.append((at, [
            "cut", f"cut={key}", f"cut={cut}", f"cut={cut} {n3}", f"cut={key} open={opening}",
            f"cut={cut} shape={shape}", f"cut={cut} open={opening}", f"cut={key} open={opening} shape={shape} length={length}",  # noqa: E501
            f"cut={key} form={cue.form}", f"cut={key} clause={clause}", f"cut={last} {key}",
            f"cut={cut} ahead={ahead}", f"cut={key} ahead={ahead} shape={shape}", f"cut={key} starter={starter}",
            f"closed={closed} cut={cut}", f"closed={closed} open={opening}", f"commas={commas} cut={key} starter={starter}",  # noqa: E501
            f"cut={key} verb={tokens.classes[at + 2] if at + 2 < limit else '$'} {n2}",
            f"cut={key} quoted={quotation >= 0}",
            f"cut={key} family={cue.family} length={length}",
        ]))  # fmt: skip
    size = limit - begin
    length = 1 if size < 3 else 3 if size < 6 else 6 if size < 12 else 12 if size < 25 else 25
    shape = "clause" if verb else "phrase"
    found.append((limit, [
        "all", f"all open={opening}", f"all form={cue.form}", f"all clause={clause}", f"all length={length} shape={shape}",  # noqa: E501
        f"all starter={starter} clause={opening}", f"all open={opening} shape={shape}", f"all head={cue.family} {cue.ending} shape={shape}",  # noqa: E501
        f"all cuts={len(found)} shape={shape}",
    ]))  # fmt: skip
    return found


def left_starts(
    tokens: Tokens, cue: Cue, sentence: Sentence, end: int
) -> list[tuple[int, list[str]]]:
    """Return where content that ends at ``end`` may start, the sentence's start last."""
    keys, classes, inside = tokens.keys, tokens.classes, tokens.inside
    first = sentence.first
    last = keys[end - 1] if end > first else "^"
    found: list[tuple[int, list[str]]] = []
    head = f"{cue.family} {cue.ending}"
    after = keys[end] if end < sentence.end else "$"
    for at in range(end - 1, first, -1):
        if len(found) >= _MOST:
            break
        if inside[at - 1] >= 0 and inside[at - 1] == inside[at]:
            continue
        previous = keys[at - 1]
        key = keys[at]
        if previous in (",", ";", ":", "and", "but", "\u2014", "(", "that", "which") or classes[at] in (
            "which", "that", "det", "who", '"',
        ):  # fmt: skip
            size = end - at
            length = 1 if size < 3 else 3 if size < 6 else 6 if size < 12 else 12
            found.append((at, [
                "cut", f"cut={previous}", f"cut={previous} {key}", f"cut={previous} last={last}",
                f"cut={previous} after={after}", f"cut={previous} length={length}", f"cut={previous} head={head}",
                f"cut={previous} {key} last={last} {after}", f"cut={key} head={head} length={length}",
                f"quote={key == chr(34)} cut={previous}", f"cut={key} form={cue.form} length={length}",
            ]))  # fmt: skip
    k0 = keys[first]
    size = end - first
    length = 1 if size < 3 else 3 if size < 6 else 6 if size < 12 else 12
    found.append((first, [
        "all", f"all {k0}", f"all last={last}", f"all last={last} after={after}", f"all head={head}",
        f"all length={length}", f"all {k0} {keys[first + 1] if first + 1 < end else '$'}",
    ]))  # fmt: skip
    return found
