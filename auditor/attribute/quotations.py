"""Attributions that reach over sentences: long quotations, and those without a tag of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.attribute.points import Decision, Facts, Scorer
from auditor.attribute.words import Tokens
from auditor.model import Frame, Kind, Quotation, Range


class Orphan(NamedTuple):
    """A quotation that no attribution covers, and the frame that may own it."""

    quotation: Quotation
    owner: Frame
    facts: Facts


Adopted = dict[int, list[Range]]  # by the id of the owning frame
DECISION: Decision = Decision(
    facts="""bias opens whole same kind own chained act continues source size
        opens_follows gap gap_kind lone_gap opens_whole same_gap lone_kind colon empty""",
    features="""bias opens opens*same_gap whole*opens_follows whole*lone_gap same*gap same*gap_kind
        kind*gap own*whole chained chained*lone_kind act continues source size*opens_whole
        colon*gap empty*gap""",
)


def extend(tokens: Tokens, frames: list[Frame], scorer: Scorer) -> list[Frame]:
    """Give quotations to the frames that own them; drop frames left without content."""
    spread(tokens, frames)
    adopted: Adopted = {}
    for orphan in orphans(tokens, frames, adopted):
        if scorer.score(orphan.facts) > 0:
            adopt(orphan, adopted)
    for frame in frames:
        more = adopted.get(id(frame))
        if more:
            frame.content = tuple(sorted([*frame.content, *more]))
            if frame.kind is Kind.INDIRECT:
                frame.kind = Kind.DIRECT if len(frame.content) == len(more) else Kind.MIXED
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
            if (
                tail >= 0
                and quotations[tail].end > end
                and (end >= sentence.end or quotations[tail].first >= first)
            ):
                end = quotations[tail].end
            if head >= 0 and first <= sentence.first:
                first = min(first, quotations[head].first)
            parts.append(Range(first, end))
        frame.content = tuple(parts)


def orphans(tokens: Tokens, frames: list[Frame], adopted: Adopted) -> Iterator[Orphan]:
    """Yield the uncovered quotations in order; callers adopt before asking for the next."""
    layout, inside, words = tokens.layout, tokens.inside, tokens.words
    outer = [frame for frame in frames if inside[frame.cue[0].first] < 0]
    outer.sort(key=lambda frame: frame.cue[0].first)
    covered = {inside[part.first] for frame in outer for part in frame.content}
    seen = 0
    for first, end in sorted(part for frame in outer for part in frame.content):
        for at in range(max(first, seen), end):  # each token once
            covered.add(inside[at])
        seen = max(seen, end)
    at, last = 0, None
    previous: Quotation | None = None
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
        own_parts = adopted.get(id(last)) or last.content
        reach = max(last.cue[0].end, own_parts[-1].end if own_parts else 0)
        between = here - layout.sentence_of[max(reach - 1, 0)]
        own = any(frame.sentence == here for frame in outer[max(0, at - 3) : at + 3])
        same = "same" if owner_sentence.paragraph == sentence.paragraph else "new"
        opens = "opens" if quotation.first == sentence.first else words[quotation.first - 1]
        if opens not in ("opens", ":", ","):
            opens = "within"
        colon = words[owner_sentence.end - 1] == ":" or (
            quotation.first > 0 and words[quotation.first - 1] == ":"
        )
        whole = (
            "whole" if quotation.end >= stop - 1 and quotation.first == sentence.first else "part"
        )
        lone = quotation.first == layout.sentences[paragraph.first].first
        gap = "0" if between <= 0 else "1" if between == 1 else "2" if between == 2 else "3"
        chained = previous is not None and quotation.first - previous.end < 2
        follows = words[quotation.end] if quotation.end < stop else "$"
        if follows not in (",", ".", "$", "\u2014"):
            follows = "word"
        empty = not own_parts
        size = "long" if quotation.end - quotation.first > 8 else "short"
        kind = str(last.kind)
        yield Orphan(quotation, last, (
            "", opens, whole, same, kind, str(own), str(chained), str(last.act),
            str(quotation.continues), str(bool(last.source)), size, f"{opens} {follows}", gap,
            f"{gap} {kind}", f"{lone} {gap}", f"{opens} {whole}", f"{same} {gap}", f"{lone} {kind}",
            f"{colon}", f"{empty}",
        ))  # fmt: skip
        previous = quotation


def adopt(orphan: Orphan, adopted: Adopted) -> None:
    """Remember that the quotation is part of its owner's content."""
    quotation = orphan.quotation
    adopted.setdefault(id(orphan.owner), []).append(Range(quotation.first, quotation.end))
