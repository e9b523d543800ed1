"""Who is credited: where the source ends, then how far it reaches."""

from __future__ import annotations

from typing import NamedTuple

from auditor.attribute.cues import Cue
from auditor.attribute.phrases import left_chunks, right_chunks
from auditor.attribute.points import Option, Points, best
from auditor.attribute.words import Tokens
from auditor.model import Range, Sentence

_LEFT, _RIGHT = 6, 3


class Anchor(NamedTuple):
    """Where a source is: ``side`` is left, right, by, before (an earlier source) or none."""

    side: str
    core: Range


NONE = Anchor("none", Range(0, 0))


def anchors(
    tokens: Tokens, cue: Cue, sentence: Sentence, earlier: Range | None
) -> list[tuple[Anchor, list[str]]]:
    """Return the places where the source of ``cue`` may stand."""
    keys, classes, words = tokens.keys, tokens.classes, tokens.words
    first, stop = sentence.first, sentence.end
    group, end = cue.group, cue.end
    n1 = keys[end] if end < stop else "$"
    c1 = classes[end] if end < stop else "$"
    p1 = keys[group - 1] if group > first else "^"
    form, aux, head = cue.form, cue.auxiliaries, f"{cue.family} {cue.ending}"
    passive = "be" in aux and cue.ending != "ing"
    voice = "passive" if passive else "to" if "to" in aux else cue.ending
    found: list[tuple[Anchor, list[str]]] = [
        (NONE, [
            "none", "none form=" + form, "none head=" + head, f"none aux={aux} voice={voice}",
            f"none before={p1} next={n1}", f"none before={p1} voice={voice}",
            f"none form={form} before={p1}", f"none form={form} aux={aux}",
        ])
    ]  # fmt: skip
    if earlier is not None:
        found.append((Anchor("before", earlier), [
            "same", f"same before={p1} voice={voice}", f"same head={head}", f"same aux={aux}",
            f"same before={p1}", f"same form={form}", f"same next={n1} before={p1}",
        ]))  # fmt: skip
    chunks = left_chunks(tokens, first, group, _LEFT)
    for rank, chunk in enumerate(chunks):
        after = chunk.end
        gap = group - after
        k1 = keys[after] if gap else "="
        k2 = keys[after + 1] if gap > 1 else "="
        last = p1 if gap else "="
        b1 = keys[chunk.first - 1] if chunk.first > first else "^"
        cb = classes[chunk.first - 1] if chunk.first > first else "^"
        kind = _kind(tokens, chunk)
        size = gap if gap < 4 else 4 if gap < 8 else 8
        found.append((Anchor("left", chunk), [
            "left", f"left rank={rank} voice={voice}", f"left gap={size} {k1}",
            f"left first={k1} last={last}", f"left k={k1} {k2}", f"left kind={kind} gap={size}",
            f"left before={b1} rank={rank}", f"left before={cb} kind={kind} k={k1}",
            f"left before={cb} first={k1} last={last}",
            f"left head={head} first={k1}", f"left form={form} rank={rank} {k1}",
            f"left aux={aux} first={k1}", f"left next={n1} last={last} rank={rank}",
            f"left last word={words[chunk.end - 1] if kind != 'Name' else 'Name'}",
            f"left voice={voice} before={cb} rank={rank}",
            f"left family={cue.family} kind={kind} gap={size}",
        ]))  # fmt: skip
    for rank, chunk in enumerate(right_chunks(tokens, end, min(stop, end + 12), _RIGHT)):
        gap = chunk.first - end
        k1 = keys[end] if gap else "="
        last = keys[chunk.first - 1] if gap else "="
        a1 = keys[chunk.end] if chunk.end < stop else "$"
        kind = _kind(tokens, chunk)
        side = "by" if last == "by" else "right"
        found.append((Anchor(side, chunk), [
            "right", f"right rank={rank} voice={voice}", f"right first={k1} last={last}",
            f"right form={form} first={k1} rank={rank}", f"right before={p1} first={k1} rank={rank}",
            f"right after={a1} before={p1} gap={gap}", f"right kind={kind} last={last}",
            f"right family={cue.family} last={last} rank={rank}",
            f"right last={last} voice={voice} rank={rank}",
            f"right kind={kind} before={p1} rank={rank}",
        ]))  # fmt: skip
    return found


def _kind(tokens: Tokens, chunk: Range) -> str:
    """Return the class of a chunk's last token, with its determiner where there is one."""
    last = tokens.classes[chunk.end - 1]
    if last == "Name" or chunk.end - chunk.first == 1:
        return tokens.keys[chunk.end - 1]
    return f"{tokens.classes[chunk.first]}..{last}"


def starts(
    tokens: Tokens, cue: Cue, sentence: Sentence, core: Range
) -> list[tuple[int, list[str]]]:
    """Return where a source whose last chunk is ``core`` may begin."""
    keys, classes = tokens.keys, tokens.classes
    first = sentence.first
    noun = cue.family.endswith("-noun")
    chunks = [core, *left_chunks(tokens, first, core.first, 6)]
    crossed: list[str] = []
    found: list[tuple[int, list[str]]] = []
    right = core
    for rank, chunk in enumerate(chunks):
        if rank:
            between = " ".join(keys[chunk.end : min(right.first, chunk.end + 3)])
            if '"' in between or ";" in between:
                break
            kind = f"{classes[chunk.end - 1]}|{between}|{classes[right.first]}"
            crossed = [*crossed, f"cross={between}", f"cross={kind}", f"cross {rank}"]
        b1 = keys[chunk.first - 1] if chunk.first > first else "^"
        b2 = keys[chunk.first - 2] if chunk.first - 1 > first else "^"
        after = keys[core.end] if core.end < sentence.end else "$"
        c1 = keys[chunk.first]
        found.append((chunk.first, [
            f"start={b1}", f"start={b2} {b1}", f"start={b1} {c1}", f"rank={rank} {b1}",
            f"start={b1} after={after} rank={rank}", f"noun={noun} rank={rank}",
            f"core={_kind(tokens, core)} rank={rank} {b1}", *crossed,
        ]))  # fmt: skip
        right = chunk
    return found


def ends(
    tokens: Tokens, cue: Cue, sentence: Sentence, core: Range, limit: int
) -> list[tuple[int, list[str]]]:
    """Return where a source that begins with ``core`` may end, at most at ``limit``."""
    keys, classes = tokens.keys, tokens.classes
    closing = "closing" if limit < sentence.end else "open"
    options = [core.end]
    at = core.end
    while at < limit and len(options) < 8:
        name = classes[at]
        if keys[at] in (",", ";", '"', "that", ".", ":") or name in (
            "prep", "v", "be", "have", "conj", "who", "which", "sub", "to", "day", "modal", "ed",
            "ing", "adv",
        ):  # fmt: skip
            if at != options[-1]:
                options.append(at)
            if name == '"' or keys[at] == ";":
                break
        at += 1
    else:
        if at == limit and at != options[-1]:
            options.append(at)
    crossed: list[str] = []
    found: list[tuple[int, list[str]]] = []
    for rank, end in enumerate(options):
        a1 = keys[end] if end < sentence.end else "$"
        a2 = keys[end + 1] if end + 1 < sentence.end else "$"
        last = keys[end - 1]
        if rank:
            start = options[rank - 1]
            crossed = [*crossed, f"cross={keys[start]}", f"cross={keys[start]} {keys[start + 1] if start + 1 < end else '='}", f"cross {rank} {closing}"]  # noqa: E501
        found.append((end, [
            f"end={a1}", f"end={a1} {a2}", f"end last={last} {a1}", f"end rank={rank} {a1} {closing}",
            f"end limit={end == limit} {closing}", f"end family={cue.family} {a1}", *crossed,
        ]))  # fmt: skip
    return found


def pick(options: list[tuple[Option, list[str]]], points: Points) -> Option:
    return best(options, points)
