"""Blank what marks up a passage of Markdown or HTML, code point for code point."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Set

from auditor.model import Block
from auditor.text import JOINER  # for marks inside a word: tokenize() takes it out

_LONGEST_LABEL = 200

Edit = tuple[int, str]  # where, and what stands there now

_MARK = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>(?<!`)(?P<ticks>`{1,3})(?!`)[^`\n]{1,400}(?P=ticks)(?!`))"
    r"|(?P<gone><(?:https?://|mailto:)[^<>\s]{1,2000}>|\{\{.{0,400}?\}\}"
    r"|\{%.{0,400}?%\}|\[\^[^\]\s]{1,60}\])"
    r"|(?P<tag></?[A-Za-z][^<>]{0,2000}>)"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<open>!?\[)"
    r"|\](?P<tail>\((?:[^()\s<>]|\([^()\s]{0,400}\)){0,2000}"
    r"(?:\s+(?:\"[^\"]{0,400}\"|'[^']{0,400}'))?\s{0,4}\)|\(<[^<>\n]{0,2000}>\)"
    r"|\[(?P<label>[^\[\]]{0,200})\])?"
    r"|(?P<stars>\*+|~~+|==+)"
    r"|(?P<lines>(?<!\w)_+(?=\S)|(?<=[^\s_])_++(?!\w))"
    r"|(?P<hard>\\(?=[\r\n]))",
    re.DOTALL,
)


def edits(text: str, start: int, end: int, labels: Set[str]) -> Iterator[Edit]:
    """Yield the edits that blank the inline markup of ``text[start:end]``.

    ``labels`` are the links defined elsewhere in the file: ``[label]`` is a link
    only if it is one of them; else the brackets are the writer's.
    """
    opened: list[tuple[int, int]] = []
    for found in _MARK.finditer(text, start, end):
        at, stop = found.span()
        match found.lastgroup:
            case "escape" | "hard":
                yield at, " "
            case "code" | "ticks":
                ticks = found.end("ticks") - at
                yield at, " " * ticks
                yield stop - ticks, " " * ticks
            case "gone" | "tag":
                yield at, " " * (stop - at)
            case "entity":
                yield at, character(text, at, stop)
            case "open":
                opened.append((at, stop))
            case "stars":
                yield at, _inside(text, at, stop) * (stop - at)
            case "lines":
                yield at, " " * (stop - at)
            case _:
                yield from _link(text, found, opened, labels)


def _link(
    text: str, found: re.Match[str], opened: list[tuple[int, int]], labels: Set[str]
) -> Iterator[Edit]:
    """Blank the brackets and the target of a link or picture; its words stay."""
    at, stop = found.span()
    if not opened:
        return
    first, inner = opened.pop()
    if found["tail"] is None or found["label"] is not None:
        name = found["label"] or (text[inner:at] if at - inner < _LONGEST_LABEL else "")
        if name.strip().lower() not in labels:
            return
    yield first, " " * (inner - first)
    yield at, " " * (stop - at)


def _inside(text: str, at: int, stop: int) -> str:
    """Return what fills a mark: inside a word nothing may cut it."""
    inside = at > 0 and text[at - 1].isalpha() and text[stop : stop + 1].isalpha()
    return JOINER if inside else " "


def character(text: str, at: int, stop: int) -> str:
    """Return the character of an entity, filled up to its length, next to its word."""
    reference = text[at:stop]
    character = html.unescape(reference)
    fill = len(reference) - 1
    if character.isspace():
        return "\t" + " " * fill  # not a blank, which stands for markup
    if len(character) != 1:
        return " " * len(reference)
    before, after = text[at - 1 : at], text[stop : stop + 1]
    if before.isalnum() and after.isalnum() and (character.isalpha() or character in "'\u2019&"):
        return JOINER * fill + character
    if not before.isalnum() and not after.isspace() and after:
        return " " * fill + character
    return character + " " * fill


def applied(text: str, changes: Iterable[Edit]) -> str:
    """Return ``text`` with the edits; where they overlap, the one that begins first wins."""
    pieces: list[str] = []
    done = 0
    for at, new in sorted(changes):
        if at < done:  # inside something blanked already
            new = new[done - at :]
            at = done
        pieces += (text[done:at], new)
        done = at + len(new)
    pieces.append(text[done:])
    return "".join(pieces)


def trimmed(plain: str, block: Block) -> Block:
    """Return a block without the blanks at its ends."""
    inner = plain[block.start : block.end]
    start = block.start + len(inner) - len(inner.lstrip())
    return block._replace(start=start, end=max(start, block.start + len(inner.rstrip())))
