"""Who is credited: where the source ends, then how far it reaches."""

from __future__ import annotations

from typing import Any, NamedTuple

from auditor.attribute.cues import Cue
from auditor.attribute.phrases import left_chunks, right_chunks
from auditor.attribute.words import Tokens
from auditor.model import Range, Sentence

_LEFT, _RIGHT = 6, 3


class Anchor(NamedTuple):
    """Where a source is: ``side`` is left, right, by, before (an earlier source) or none."""

    side: str
    core: Range


NONE = Anchor("none", Range(0, 0))


def none(form: str, head: str, aux: str, voice: str, p1: str, n1: str) -> list[str]:
    """View: no source at all."""
    return [
        "none", f"none form={form}", f"none head={head}", f"none aux={aux} voice={voice}",
        f"none before={p1} next={n1}", f"none before={p1} voice={voice}",
        f"none form={form} before={p1}", f"none form={form} aux={aux}", f"none head={head} next={n1}",
    ]  # fmt: skip


def same(form: str, head: str, aux: str, voice: str, p1: str, n1: str) -> list[str]:
    """View: the source of the cue before."""
    return [
        "same", f"same before={p1} voice={voice}", f"same head={head}", f"same aux={aux}",
        f"same before={p1}", f"same form={form}", f"same next={n1} before={p1}",
    ]  # fmt: skip


def gap(rank: int, size: int, k1: str, k2: str, last: str) -> list[str]:
    """View: what lies between a phrase on the left and the cue."""
    return [
        "left", f"left gap={size} {k1}", f"left first={k1} last={last}", f"left k={k1} {k2}",
        f"left rank={rank} {k1}", f"left rank={rank} last={last}", f"left {k1} {k2} {last} rank={rank}",
    ]  # fmt: skip


def subject(voice: str, rank: int, k1: str, last: str, b1: str, before: str) -> list[str]:
    """View: what stands before the phrase, as a subject of the cue."""
    return [
        f"left rank={rank} voice={voice}", f"left before={b1} rank={rank}",
        f"left before={before} first={k1} last={last}", f"left voice={voice} before={before} rank={rank}",
        f"left before={b1} k={k1}", f"left voice={voice} last={last} rank={rank}",
    ]  # fmt: skip


def phrase(kind: str, size: int, before: str, k1: str, noun: str) -> list[str]:
    """View: what kind of phrase it is."""
    return [
        f"left kind={kind} gap={size}", f"left before={before} kind={kind} k={k1}",
        f"left last word={noun}", f"left noun={noun} {k1}",
    ]


def wants(form: str, family: str, ending: str, k1: str, rank: int, kind: str) -> list[str]:
    """View: what this cue wants on its left."""
    return [
        f"left head={family} {ending} first={k1}", f"left form={form} rank={rank} {k1}",
        f"left family={family} kind={kind} rank={rank}", f"left ending={ending} kind={kind} {k1}",
    ]


def beyond(aux: str, n1: str, k1: str, last: str, rank: int) -> list[str]:
    """View: a phrase on the left against what follows the cue."""
    return [f"left aux={aux} first={k1}", f"left next={n1} last={last} rank={rank}"]


def behind(rank: int, k1: str, last: str, p1: str, voice: str, size: int) -> list[str]:
    """View: a phrase on the right of the cue."""
    return [
        "right", f"right rank={rank} voice={voice}", f"right first={k1} last={last}",
        f"right before={p1} first={k1} rank={rank}", f"right last={last} voice={voice} rank={rank}",
        f"right before={p1} gap={size}", f"right first={k1} rank={rank} gap={size}",
    ]  # fmt: skip


def inverted(form: str, family: str, k1: str, last: str, rank: int) -> list[str]:
    """View: what this cue wants on its right."""
    return [f"right form={form} first={k1} rank={rank}", f"right family={family} last={last} rank={rank}"]


def target(kind: str, a1: str, p1: str, last: str, rank: int) -> list[str]:
    """View: what kind of phrase stands on the right, and what follows it."""
    return [
        f"right after={a1} before={p1} rank={rank}", f"right kind={kind} last={last}",
        f"right kind={kind} before={p1} rank={rank}", f"right after={a1} last={last}",
    ]


ANCHORS = {
    "none": none, "same": same, "gap": gap, "subject": subject, "phrase": phrase, "wants": wants,
    "beyond": beyond, "behind": behind, "inverted": inverted, "target": target,
}  # fmt: skip


def anchors(
    view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, earlier: Range | None
) -> list[tuple[Anchor, Any]]:
    """Return the places where the source of ``cue`` may stand."""
    keys, classes, words = tokens.keys, tokens.classes, tokens.words
    first, stop = sentence.first, sentence.end
    group, end = cue.group, cue.end
    n1 = keys[end] if end < stop else "$"
    p1 = keys[group - 1] if group > first else "^"
    form, aux, family, ending = cue.form, cue.auxiliaries, cue.family, cue.ending
    head = f"{family} {ending}"
    passive = "be" in aux and ending != "ing"
    voice = "passive" if passive else "to" if "to" in aux else ending
    found: list[tuple[Anchor, Any]] = [(NONE, view.none(form, head, aux, voice, p1, n1))]
    if earlier is not None:
        found.append((Anchor("before", earlier), view.same(form, head, aux, voice, p1, n1)))
    for rank, chunk in enumerate(left_chunks(tokens, first, group, _LEFT)):
        after = chunk.end
        distance = group - after
        k1 = keys[after] if distance else "="
        k2 = keys[after + 1] if distance > 1 else "="
        last = p1 if distance else "="
        b1 = keys[chunk.first - 1] if chunk.first > first else "^"
        before = classes[chunk.first - 1] if chunk.first > first else "^"
        kind = kind_of(tokens, chunk)
        noun = words[after - 1] if classes[after - 1] == "w" else kind
        size = distance if distance < 4 else 4 if distance < 8 else 8
        found.append((
            Anchor("left", chunk),
            view.gap(rank, size, k1, k2, last)
            + view.subject(voice, rank, k1, last, b1, before)
            + view.phrase(kind, size, before, k1, noun)
            + view.wants(form, family, ending, k1, rank, kind)
            + view.beyond(aux, n1, k1, last, rank),
        ))  # fmt: skip
    for rank, chunk in enumerate(right_chunks(tokens, end, min(stop, end + 12), _RIGHT)):
        distance = chunk.first - end
        k1 = keys[end] if distance else "="
        last = keys[chunk.first - 1] if distance else "="
        a1 = keys[chunk.end] if chunk.end < stop else "$"
        kind = kind_of(tokens, chunk)
        found.append((
            Anchor("by" if last == "by" else "right", chunk),
            view.behind(rank, k1, last, p1, voice, distance if distance < 4 else 4)
            + view.inverted(form, family, k1, last, rank)
            + view.target(kind, a1, p1, last, rank),
        ))  # fmt: skip
    return found


def kind_of(tokens: Tokens, chunk: Range) -> str:
    """Return the class of a chunk's last token, with its first one's where it has several."""
    last = tokens.classes[chunk.end - 1]
    if last == "Name" or chunk.end - chunk.first == 1:
        return tokens.keys[chunk.end - 1]
    return f"{tokens.classes[chunk.first]}..{last}"


def opening(b2: str, b1: str, c1: str, rank: int, kind: str) -> list[str]:
    """View: what stands before a possible start."""
    return [
        f"start={b1}", f"start={b2} {b1}", f"start={b1} {c1}", f"rank={rank} {b1}",
        f"core={kind} rank={rank} {b1}",
    ]


def closing(b1: str, after: str, rank: int, family: str) -> list[str]:
    """View: the start against what follows the source."""
    return [
        f"start={b1} after={after} rank={rank}", f"family={family} rank={rank}",
        f"rank={rank} after={after}",
    ]


def link(left: str, between: str, right: str, rank: int) -> list[str]:
    """View: what a longer source takes in."""
    return [f"cross={between}", f"cross={left}|{between}|{right}", f"cross {rank}", f"cross={between} {rank}"]


STARTS = {"opening": opening, "closing": closing, "link": link}


def starts(
    view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, core: Range
) -> list[tuple[int, Any]]:
    """Return where a source whose last chunk is ``core`` may begin."""
    keys, classes = tokens.keys, tokens.classes
    first = sentence.first
    kind = kind_of(tokens, core)
    after = keys[core.end] if core.end < sentence.end else "$"
    found: list[tuple[int, Any]] = []
    crossed: Any = None
    right = core
    for rank, chunk in enumerate((core, *left_chunks(tokens, first, core.first, 6))):
        if rank:
            between = " ".join(keys[chunk.end : min(right.first, chunk.end + 3)])
            if '"' in between or ";" in between:
                break
            step = view.link(classes[chunk.end - 1], between, classes[right.first], rank)
            crossed = step if crossed is None else crossed + step
        b1 = keys[chunk.first - 1] if chunk.first > first else "^"
        b2 = keys[chunk.first - 2] if chunk.first - 1 > first else "^"
        score = view.opening(b2, b1, keys[chunk.first], rank, kind) + view.closing(
            b1, after, rank, cue.family
        )
        found.append((chunk.first, score if crossed is None else score + crossed))
        right = chunk
    return found


def ending(a1: str, a2: str, last: str, rank: int, family: str) -> list[str]:
    """View: what stands at a possible end."""
    return [
        f"end={a1}", f"end={a1} {a2}", f"end last={last} {a1}", f"end rank={rank} {a1}",
        f"end family={family} {a1}", f"end last={last} {a1} {a2}",
    ]


def crossing(k1: str, k2: str, rank: int) -> list[str]:
    """View: what a longer source takes in."""
    return [f"cross={k1}", f"cross={k1} {k2}", f"cross {rank}"]


ENDS = {"ending": ending, "crossing": crossing}
_BREAKS = frozenset(
    ("prep", "v", "be", "have", "conj", "who", "which", "sub", "to", "day", "modal", "ed", "ing",
     "adv", "that", '"', "punct", "\u2014")
)  # fmt: skip


def ends(
    view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, core: Range
) -> list[tuple[int, Any]]:
    """Return where a source that begins with ``core`` may end."""
    keys, classes = tokens.keys, tokens.classes
    limit = sentence.end
    places = [core.end]
    at = core.end
    while at < limit and len(places) < 9:
        if classes[at] in _BREAKS:
            if at != places[-1]:
                places.append(at)
            if keys[at] == '"' or keys[at] == ";":
                break
        at += 1
    else:
        if at == limit and at != places[-1]:
            places.append(at)
    found: list[tuple[int, Any]] = []
    crossed: Any = None
    for rank, end in enumerate(places):
        a1 = keys[end] if end < limit else "$"
        a2 = keys[end + 1] if end + 1 < limit else "$"
        if rank:
            start = places[rank - 1]
            step = view.crossing(keys[start], keys[start + 1] if start + 1 < end else "=", rank)
            crossed = step if crossed is None else crossed + step
        score = view.ending(a1, a2, keys[end - 1], rank, cue.family)
        found.append((end, score if crossed is None else score + crossed))
    return found
