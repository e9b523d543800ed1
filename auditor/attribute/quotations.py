"""Attributions that reach over sentences: long quotations, and those without a tag of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from auditor.attribute.words import Tokens
from auditor.model import Frame, Kind, Quotation, Range


class Orphan(NamedTuple):
    """A quotation that no attribution covers, and the frame that may own it."""

    quotation: Quotation
    owner: Frame
    score: Any  # points, or names of features


def place(
    opens: str, whole: str, follows: str, same: str, gap: str, kind: str, size: str
) -> list[str]:
    """View: where the quotation stands."""
    return [
        "orphan", f"opens={opens}", f"whole={whole} opens={opens} follows={follows}",
        f"paragraph={same} gap={gap}", f"paragraph={same} gap={gap} kind={kind}",
        f"size={size} opens={opens} whole={whole}", f"opens={opens} paragraph={same} gap={gap}",
    ]  # fmt: skip


def run(
    colon: bool, gap: str, lone: bool, whole: str, own: bool, chained: bool, kind: str
) -> list[str]:
    """View: how it follows on from what stands before it."""
    return [
        f"colon={colon} gap={gap}", f"whole={whole} lone={lone} gap={gap}", f"own={own} whole={whole}",
        f"chained={chained}", f"lone={lone} chained={chained} kind={kind}",
    ]  # fmt: skip


def owner(
    empty: bool, gap: str, kind: str, act: str, continues: bool, source: bool
) -> list[str]:
    """View: the attribution before it."""
    return [
        f"empty={empty} gap={gap}", f"kind={kind} gap={gap}", f"act={act}",
        f"continues={continues}", f"source={source}",
    ]


VIEWS = {"place": place, "run": run, "owner": owner}


def extend(tokens: Tokens, frames: list[Frame], view: Any) -> list[Frame]:
    """Give quotations to the frames that own them; drop frames left without content."""
    spread(tokens, frames)
    for orphan in orphans(view, tokens, frames):
        if orphan.score > 0:
            adopt(orphan)
    return [frame for frame in frames if frame.content]


def spread(tokens: Tokens, frames: list[Frame]) -> None:
    """Let content that ends or begins inside a quotation take all of it."""
    quotations, inside = tokens.layout.quotations, tokens.inside
    sentences = tokens.layout.sentences
    for frame in frames:
        if inside[frame.cue[0].first] >= 0:
            continue
        sentence = sentences[frame.sentence]
        parts: list[Range] = []
        for first, end in frame.content:
            tail = inside[end - 1]
            head = inside[first]
            if tail >= 0 and quotations[tail].end > end and (
                end >= sentence.end or quotations[tail].first >= first
            ):
                end = quotations[tail].end
            if head >= 0 and first <= sentence.first:
                first = min(first, quotations[head].first)
            parts.append(Range(first, end))
        frame.content = tuple(parts)


def orphans(view: Any, tokens: Tokens, frames: list[Frame]) -> Iterator[Orphan]:
    """Yield the uncovered quotations in order; callers adopt before asking for the next."""
    layout, inside, words = tokens.layout, tokens.inside, tokens.words
    outer = [frame for frame in frames if inside[frame.cue[0].first] < 0]
    outer.sort(key=lambda frame: frame.cue[0].first)
    covered = {
        inside[at]
        for frame in outer
        for part in frame.content
        for at in (part.first, (part.first + part.end) // 2, part.end - 1)
    }
    at, last = 0, None
    previous: Quotation | None = None
    speaker: Frame | None = None  # the last one whose words were quoted
    for number, quotation in enumerate(layout.quotations):
        while at < len(outer) and outer[at].cue[0].first < quotation.first:
            last = outer[at]
            at += 1
        if number in covered:
            previous = quotation
            continue
        here = layout.sentence_of[quotation.first]
        sentence = layout.sentences[here]
        if last is None or quotation.end - quotation.first < 4:
            continue
        stop = layout.sentences[layout.sentence_of[quotation.end - 1]].end
        paragraph = layout.paragraphs[sentence.paragraph]
        owner_sentence = layout.sentences[last.sentence]
        reach = max([last.cue[0].end, *(part.end for part in last.content)])
        between = here - layout.sentence_of[max(reach - 1, 0)]
        own = any(frame.sentence == here for frame in outer[max(0, at - 3) : at + 3])
        same = "same" if owner_sentence.paragraph == sentence.paragraph else "new"
        opens = "opens" if quotation.first == sentence.first else words[quotation.first - 1]
        if opens not in ("opens", ":", ","):
            opens = "within"
        colon = words[owner_sentence.end - 1] == ":" or (
            quotation.first > 0 and words[quotation.first - 1] == ":"
        )
        whole = "whole" if quotation.end >= stop - 1 and quotation.first == sentence.first else "part"
        lone = quotation.first == layout.sentences[paragraph.first].first
        gap = "0" if between <= 0 else "1" if between == 1 else "2" if between == 2 else "3"
        chained = previous is not None and quotation.first - previous.end < 2
        follows = words[quotation.end] if quotation.end < stop else "$"
        if follows not in (",", ".", "$", "\u2014"):
            follows = "word"
        empty = not last.content
        size = "long" if quotation.end - quotation.first > 8 else "short"
        score = view.place(opens, whole, follows, same, gap, str(last.kind), size) + view.run(
            colon, gap, lone, whole, own, chained, str(last.kind)
        ) + view.owner(empty, gap, str(last.kind), str(last.act), quotation.continues, bool(last.source))
        yield Orphan(quotation, last, score)
        previous = quotation


def adopt(orphan: Orphan) -> None:
    """Make the quotation part of its owner's content."""
    quotation, owner = orphan.quotation, orphan.owner
    owner.content = tuple(sorted([*owner.content, Range(quotation.first, quotation.end)]))
    if owner.kind is Kind.INDIRECT:
        owner.kind = Kind.DIRECT if len(owner.content) == 1 else Kind.MIXED
