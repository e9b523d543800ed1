"""Attributions that reach over sentences: long quotations and those without a tag."""

from __future__ import annotations

from auditor.attribute.words import Tokens
from auditor.model import Frame, Range


def extend(tokens: Tokens, frames: list[Frame]) -> None:
    """Let frames whose content ends or begins inside a quotation take all of it."""
    quotations, inside = tokens.layout.quotations, tokens.inside
    sentences = tokens.layout.sentences
    taken: set[int] = set()
    for frame in frames:
        parts: list[Range] = []
        for part in frame.content:
            first, end = part
            sentence = sentences[frame.sentence]
            head, tail = inside[first], inside[end - 1]
            if tail >= 0 and end >= sentence.end and quotations[tail].end > end:
                end = quotations[tail].end
            if head >= 0 and first <= sentence.first and quotations[head].first < first:
                first = quotations[head].first
            taken.update(number for number in (head, tail) if number >= 0)
            parts.append(Range(first, end))
        frame.content = tuple(parts)
