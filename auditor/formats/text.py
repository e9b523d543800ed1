"""Plain text: paragraphs by line or by blank line, the title and subheads by evidence."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from auditor.formats._headings import label
from auditor.formats._source import Source
from auditor.model import Block, BlockKind, Document
from auditor.patterns import late

NAME = "text"
SUFFIXES = (".txt", ".text")

_WIDEST = 132  # nobody wraps lines later than this
_INDENT = 2
# A card on a person that was copied with the text: "Pia Hollis Pia HollisFarm bill fails MORE".
_CARD = late(
    r"\b(?P<first>[A-Z][\w'’-]*) (?P<last>[A-Z][\w'’-]*?)"
    r"(?P<card> ?(?P=first)(?: [A-Z][\w.'’-]*){0,3}? (?P=last)[A-Z][^\n]{3,400}? MORE\b)"
)


class _Line(NamedTuple):
    start: int
    end: int
    indent: int
    follows: bool  # no blank line between this one and the one before


def read(source: Source) -> Document:
    """Return the text with its title, subheads and paragraphs."""
    decoded = source.text()
    plain = _CARD.sub(_without_card, decoded.text) if " MORE" in decoded.text else decoded.text
    return source.document(NAME, decoded, blocks(plain), plain)


def _without_card(found: re.Match[str]) -> str:
    name, card = found.span("last")[1] - found.start(), found["card"]
    return found[0][:name] + " " * len(card)


def blocks(text: str) -> list[Block]:
    """Return the title, subheads and paragraphs of a text without markup."""
    lines = _lines(text)
    spans = _join(text, lines) if _wrapped(text, lines) else [(n.start, n.end) for n in lines]
    return label(text, [Block(start, end, BlockKind.PARAGRAPH) for start, end in spans])


def _lines(text: str) -> list[_Line]:
    """Return the lines that are not blank, without the blanks around them."""
    lines: list[_Line] = []
    begin, blank = 0, True
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            indent = len(line) - len(line.lstrip())
            start = begin + indent
            lines.append(_Line(start, start + len(body), indent, not blank))
        blank = not body
        begin += len(line)
    return lines


def _wrapped(text: str, lines: list[_Line]) -> bool:
    """Tell whether paragraphs run over several lines of about one width.

    A wrapped line is full: the first word of the next one would not have fitted
    on it.  And lines inside a sentence start with small letters.
    """
    joints = [(a, b) for a, b in pairwise(lines) if b.follows]
    if not joints:
        return False
    width = _width(lines)
    if width > _WIDEST:
        return False
    full = sum(_full(text, a, b, width) for a, b in joints)
    small = sum(text[b.start].islower() for _, b in joints)
    return full >= 0.6 * len(joints) and small >= 0.25 * len(joints)


def _width(lines: list[_Line]) -> int:
    widths = sorted(line.indent + line.end - line.start for line in lines)
    return widths[(len(widths) - 1) * 19 // 20]  # one overlong address does not count


def _full(text: str, line: _Line, following: _Line, width: int) -> bool:
    blank = text.find(" ", following.start, following.end)
    word = (following.end if blank < 0 else blank) - following.start
    return line.indent + line.end - line.start + 1 + word > 0.85 * width


def _join(text: str, lines: list[_Line]) -> list[tuple[int, int]]:
    """Put wrapped lines together; a short line or an indented next one ends a paragraph."""
    width = _width(lines)
    spans: list[tuple[int, int]] = []
    before: _Line | None = None
    for line in lines:
        if (
            before is not None
            and line.follows
            and line.indent < before.indent + _INDENT
            and (text[line.start].islower() or _full(text, before, line, width))
        ):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
        before = line
    return spans
