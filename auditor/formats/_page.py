"""The blocks of a web page: its story, and all else as what stands around it.

Nothing visible is lost: what is no part of the story becomes blocks as well, of the kind that
is listed with its reason and not audited.
"""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from auditor.formats._headings import label
from auditor.formats._inline import applied, trimmed
from auditor.formats._names import captioned
from auditor.formats._scan import Scan
from auditor.formats._story import OUTSIDE, Piece, pieces, story
from auditor.model import Block, BlockKind

_WORD = re.compile(r"\w+")
_BODY = re.compile(r'"articleBody"\s{0,9}:\s{0,9}"')
_REMEMBERED = 0.5  # of the words that a page says are its article's
_ENOUGH = 40  # words that tell whether two texts are one
_CALLED, _KNOWN = 0.6, 0.25  # of a heading's words and of the page's name: that they share
_UNFINISHED = re.compile(r"[\w,;\u2014\u2013-]$")
_LONGEST_INSERT, _INSERTS = 400, 20  # characters and blocks inside a sentence


class Page(NamedTuple):
    """A page as read: ``plain`` is the text with its markup blanked."""

    plain: str
    blocks: list[Block]
    language: str
    doubts: list[str]


def read(text: str) -> Page:
    """Return the story of a page, and what is around it."""
    scan = Scan(text)
    plain = applied(text, scan.edits)
    found = pieces(plain, scan.runs)
    if scan.report:
        around = [_around(plain, piece, OUTSIDE) for piece in found]
        return Page(plain, around, scan.language, ["it is a report of this program"])
    called = _called(scan)
    titled = _titled(plain, found, called)
    told = story(found, scan.elements, scan.times, titled)
    title = _title(found, told.reasons, titled, known=bool(called))
    inside: list[Block] = []
    outside: list[Block] = []
    if title is None and scan.titles:
        start, end = scan.titles[0]
        plain = plain[:start] + text[start:end] + plain[end:]
        inside.append(trimmed(plain, Block(start, end, BlockKind.TITLE)))
    for at, (piece, reason) in enumerate(zip(found, told.reasons, strict=True)):
        if reason and at != title:
            outside.append(_around(plain, piece, reason))
            continue
        run = piece.run
        kind = run.kind
        if at == title:
            kind = BlockKind.TITLE
        elif kind is BlockKind.PARAGRAPH and captioned(scan.elements[run.element].names):
            kind = BlockKind.CAPTION
        inside.append(trimmed(plain, Block(run.start, run.end, kind)))
    plain, inside, outside = _mended(plain, inside, outside)
    doubts = told.doubts or _remembered(text, plain, scan, inside)
    return Page(plain, sorted([*label(plain, inside), *outside]), scan.language, doubts)


def _around(plain: str, piece: Piece, reason: str) -> Block:
    block = Block(piece.run.start, piece.run.end, BlockKind.AROUND, reason)
    return trimmed(plain, block)


def _called(scan: Scan) -> set[str]:
    """Return the words of what the page calls itself, for programs and in its window's title."""
    spans = scan.titles or [scan.name]
    return {word for a, b in spans for word in _words(html.unescape(scan.text[a:b]))}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _titled(plain: str, found: Sequence[Piece], called: set[str]) -> int | None:
    """Return the piece that is the title by the page's own word: the heading most like it."""
    best: tuple[int, str, int] | None = None
    for at, piece in enumerate(found):
        heading = piece.run.heading
        if heading not in ("h1", "h2", "h3"):
            continue
        words = set(_words(plain[piece.run.start : piece.run.end]))
        shared = len(words & called)
        if len(words) < 2 or shared < _CALLED * len(words) or shared < _KNOWN * len(called):
            continue
        if best is None or shared > best[0] or (shared == best[0] and heading < best[1]):
            best = (shared, heading, at)
    return best[2] if best else None


def _title(
    found: Sequence[Piece], reasons: Sequence[str], titled: int | None, *, known: bool
) -> int | None:
    """Return the number of the title: by the page's word, else the first h1 of the story.

    An h1 elsewhere counts where the page does not say what it is called: it may be a logo.
    """
    if titled is not None:
        return titled
    heads = [at for at, piece in enumerate(found) if piece.run.heading == "h1"]
    inside = [at for at in heads if not reasons[at]]
    return next(iter(inside or ([] if known else heads)), None)


def _mended(
    plain: str, inside: list[Block], outside: list[Block]
) -> tuple[str, list[Block], list[Block]]:
    """Put sentences together that something from around the story cuts in two."""
    whole: list[Block] = []
    lost: set[int] = set()
    starts = [block.start for block in outside]
    for block in inside:
        before = whole[-1] if whole else None
        if before is not None and _cut(plain, before, block):
            first, end = bisect_left(starts, before.end), bisect_left(starts, block.start)
            between = outside[first : min(end, first + _INSERTS)]
            if between and sum(b.end - b.start for b in between) < _LONGEST_INSERT:
                lost |= {b.start for b in between}
                whole[-1] = before._replace(end=block.end)
                continue
        whole.append(block)
    gone = [(b.start, " " * (b.end - b.start)) for b in outside if b.start in lost]
    return applied(plain, gone), whole, [b for b in outside if b.start not in lost]


def _cut(plain: str, before: Block, block: Block) -> bool:
    """Tell whether a paragraph goes on with the sentence that the one before it left open."""
    return (
        before.kind is block.kind is BlockKind.PARAGRAPH
        and block.start - before.end < 10 * _LONGEST_INSERT
        and _UNFINISHED.search(plain, before.end - 1, before.end) is not None
        and plain[block.start].islower()
    )


def _remembered(text: str, plain: str, scan: Scan, inside: Sequence[Block]) -> list[str]:
    """Return a doubt where the page's own record of the article holds other words."""
    for start, end in scan.records:
        found = _BODY.search(text, start, end)
        if found is None:
            continue
        try:
            body, _ = json.decoder.scanstring(text, found.end(), False)  # type: ignore[attr-defined]
        except ValueError:
            continue
        words = _words(html.unescape(body))
        ours = {word for block in inside for word in _words(plain[block.start : block.end])}
        if len(words) >= _ENOUGH and sum(w in ours for w in words) < _REMEMBERED * len(words):
            return ["the page's own record of its article holds other words than those found"]
    return []
