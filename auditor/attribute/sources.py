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


def none(form: str, p1: str, aux: str) -> list[str]:
    """View: no source at all, for this form."""
    return ["none", f"none form={form}", f"none form={form} before={p1}", f"none form={form} aux={aux}"]


def nobody(family: str, ending: str, p1: str, n1: str) -> list[str]:
    """View: no source at all, for this kind of cue."""
    return [
        f"none head={family} {ending}", f"none before={p1} next={n1}", f"none before={p1}",
        f"none head={family} {ending} next={n1}", f"none ending={ending} before={p1}",
    ]  # fmt: skip


def unnamed(aux: str, voice: str, p1: str) -> list[str]:
    """View: no source at all, by voice."""
    return [f"none aux={aux} voice={voice}", f"none before={p1} voice={voice}"]


def same(form: str, family: str, ending: str, n1: str, p1: str) -> list[str]:
    """View: the source of the cue before."""
    return [
        "same", f"same head={family} {ending}", f"same form={form}", f"same before={p1} next={n1}",
        f"same before={p1} form={form}",
    ]


def again(aux: str, voice: str, p1: str) -> list[str]:
    """View: the source of the cue before, by voice."""
    return [f"same aux={aux}", f"same before={p1}", f"same before={p1} voice={voice}"]


def gap(rank: int, size: int, k1: str, last: str) -> list[str]:
    """View: what lies between a phrase on the left and the cue."""
    return [
        "left", f"left gap={size} {k1}", f"left first={k1} last={last}", f"left rank={rank} {k1}",
        f"left rank={rank} last={last}", f"left rank={rank} {k1} last={last}",
    ]  # fmt: skip


def between(k1: str, k2: str, rank: int) -> list[str]:
    """View: the first words after a phrase on the left."""
    return [f"left k={k1} {k2}", f"left k={k1} {k2} rank={rank}"]


def subject(voice: str, rank: int, before: str, k1: str) -> list[str]:
    """View: the phrase as a subject of the cue."""
    return [
        f"left rank={rank} voice={voice}", f"left voice={voice} before={before} rank={rank}",
        f"left before={before} k={k1} rank={rank}", f"left voice={voice} k={k1}",
    ]


def ahead(b1: str, rank: int, last: str) -> list[str]:
    """View: what stands before the phrase."""
    return [f"left before={b1} rank={rank}", f"left before={b1} last={last}"]


def phrase(kind: str, size: int, before: str) -> list[str]:
    """View: what kind of phrase it is."""
    return [f"left kind={kind} gap={size}", f"left before={before} kind={kind}", f"left kind={kind}"]


def noun(noun: str, k1: str) -> list[str]:
    """View: the phrase's last word."""
    return [f"left last word={noun}", f"left noun={noun} {k1}"]


def wants(form: str, rank: int, k1: str) -> list[str]:
    """View: what this form wants on its left."""
    return [f"left form={form} rank={rank} {k1}"]


def takes(family: str, ending: str, rank: int, k1: str) -> list[str]:
    """View: what this kind of cue wants on its left."""
    return [f"left head={family} {ending} first={k1}", f"left head={family} {ending} rank={rank} {k1}"]


def suits(family: str, kind: str, rank: int) -> list[str]:
    """View: what kind of phrase is said to do this."""
    return [f"left family={family} kind={kind} rank={rank}", f"left family={family} kind={kind}"]


def beyond(n1: str, last: str, rank: int) -> list[str]:
    """View: a phrase on the left against what follows the cue."""
    return [f"left next={n1} last={last} rank={rank}"]


def behind(rank: int, k1: str, last: str, voice: str) -> list[str]:
    """View: a phrase on the right of the cue."""
    return [
        "right", f"right rank={rank} voice={voice}", f"right first={k1} last={last}",
        f"right last={last} voice={voice} rank={rank}", f"right first={k1} rank={rank}",
    ]  # fmt: skip


def break_before(p1: str, k1: str, rank: int, size: int) -> list[str]:
    """View: a phrase on the right against what stands before the cue."""
    return [f"right before={p1} first={k1} rank={rank}", f"right before={p1} gap={size}", f"right gap={size} {k1}"]  # noqa: E501


def inverted(form: str, k1: str, rank: int) -> list[str]:
    """View: what this form wants on its right."""
    return [f"right form={form} first={k1} rank={rank}"]


def gives(family: str, last: str, rank: int) -> list[str]:
    """View: what this kind of cue wants on its right."""
    return [f"right family={family} last={last} rank={rank}"]


def target(kind: str, last: str, rank: int) -> list[str]:
    """View: what kind of phrase stands on the right."""
    return [f"right kind={kind} last={last}", f"right kind={kind} rank={rank}"]


def beside(a1: str, p1: str, rank: int) -> list[str]:
    """View: what follows a phrase on the right."""
    return [f"right after={a1} before={p1} rank={rank}"]


ANCHORS = {
    "none": none, "nobody": nobody, "unnamed": unnamed, "same": same, "again": again, "gap": gap,
    "between": between, "subject": subject, "ahead": ahead, "phrase": phrase, "noun": noun,
    "wants": wants, "takes": takes, "suits": suits, "beyond": beyond, "behind": behind,
    "break_before": break_before, "inverted": inverted, "gives": gives, "target": target,
    "beside": beside,
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
    passive = "be" in aux and ending != "ing"
    voice = "passive" if passive else "to" if "to" in aux else ending
    found: list[tuple[Anchor, Any]] = [(
        NONE, 
        view.none(form, p1, aux)
        + view.nobody(family, ending, p1, n1)
        + view.unnamed(aux, voice, p1),
    )]
    if earlier is not None:
        score = view.same(form, family, ending, n1, p1) + view.again(aux, voice, p1)
        found.append((Anchor("before", earlier), score))
    for rank, chunk in enumerate(left_chunks(tokens, first, group, _LEFT)):
        after = chunk.end
        distance = group - after
        k1 = keys[after] if distance else "="
        k2 = keys[after + 1] if distance > 1 else "="
        last = p1 if distance else "="
        b1 = keys[chunk.first - 1] if chunk.first > first else "^"
        before = classes[chunk.first - 1] if chunk.first > first else "^"
        kind = kind_of(tokens, chunk)
        last_word = words[after - 1] if classes[after - 1] == "w" else kind
        size = distance if distance < 4 else 4 if distance < 8 else 8
        found.append((
            Anchor("left", chunk),
            view.gap(rank, size, k1, last)
            + view.between(k1, k2, rank)
            + view.subject(voice, rank, before, k1)
            + view.ahead(b1, rank, last)
            + view.phrase(kind, size, before)
            + view.noun(last_word, k1)
            + view.wants(form, rank, k1)
            + view.takes(family, ending, rank, k1)
            + view.suits(family, kind, rank)
            + view.beyond(n1, last, rank),
        ))  # fmt: skip
    for rank, chunk in enumerate(right_chunks(tokens, end, min(stop, end + 12), _RIGHT)):
        distance = chunk.first - end
        k1 = keys[end] if distance else "="
        last = keys[chunk.first - 1] if distance else "="
        a1 = keys[chunk.end] if chunk.end < stop else "$"
        kind = kind_of(tokens, chunk)
        found.append((
            Anchor("by" if last == "by" else "right", chunk),
            view.behind(rank, k1, last, voice)
            + view.break_before(p1, k1, rank, distance if distance < 4 else 4)
            + view.inverted(form, k1, rank)
            + view.gives(family, last, rank)
            + view.target(kind, last, rank)
            + view.beside(a1, p1, rank),
        ))  # fmt: skip
    return found


def kind_of(tokens: Tokens, chunk: Range) -> str:
    """Return the class of a chunk's last token, with its first one's where it has several."""
    last = tokens.classes[chunk.end - 1]
    if last == "Name" or chunk.end - chunk.first == 1:
        return tokens.keys[chunk.end - 1]
    return f"{tokens.classes[chunk.first]}..{last}"


def opening(b1: str, c1: str, rank: int) -> list[str]:
    """View: what stands before a possible start."""
    return [f"start={b1}", f"start={b1} {c1}", f"rank={rank} {b1}"]


def earlier_words(b2: str, b1: str) -> list[str]:
    """View: the two words before a possible start."""
    return [f"start={b2} {b1}"]


def core_kind(kind: str, rank: int, b1: str) -> list[str]:
    """View: the last phrase against what stands before the start."""
    return [f"core={kind} rank={rank} {b1}"]


def closing(b1: str, after: str, rank: int) -> list[str]:
    """View: the start against what follows the source."""
    return [f"start={b1} after={after} rank={rank}", f"rank={rank} after={after}"]


def owner(family: str, rank: int) -> list[str]:
    """View: how far sources of this kind of cue reach."""
    return [f"family={family} rank={rank}"]


def link(left: str, between: str, right: str, rank: int) -> list[str]:
    """View: what a longer source takes in."""
    return [f"cross={between}", f"cross={left}|{between}|{right}", f"cross {rank}", f"cross={between} {rank}"]


STARTS = {
    "opening": opening, "earlier_words": earlier_words, "core_kind": core_kind,
    "closing": closing, "owner": owner, "link": link,
}  # fmt: skip


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
        score = (
            view.opening(b1, keys[chunk.first], rank)
            + view.earlier_words(b2, b1)
            + view.core_kind(kind, rank, b1)
            + view.closing(b1, after, rank)
            + view.owner(cue.family, rank)
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
