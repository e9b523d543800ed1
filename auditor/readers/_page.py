"""The blocks of a web page: the article by its elements, all else as what stands around it.

Tags are blanked in place, so every offset holds.  Nothing visible is lost: what lies outside
the article becomes blocks as well, of the kind that is listed and not audited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from auditor.model import Block, BlockKind
from auditor.readers._headings import label
from auditor.readers._inline import Edit, applied, character, trimmed
from auditor.text import JOINER

_TAG = re.compile(r"<(?:(?P<comment>!--)|[!?]|(?P<end>/?)(?P<name>[A-Za-z][^\s/>]{0,60}))")
_QUOTED_END = re.compile(r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_HIDDEN = re.compile(r"""\shidden(?=[\s/>=])|\sstyle\s*=\s*["'][^"']{0,200}display\s*:\s*none""")
_NEAR = 200  # characters that are looked back
_OURS = 'name="generator" content="auditor '  # a report is no article

# What is passed over with all that it holds; no browser shows it, or not as text.
_UNSEEN = {
    name: re.compile(rf"</{name}\b[^>]{{0,200}}>", re.IGNORECASE)
    for name in """script style template noscript iframe svg math object select textarea title
    video audio canvas""".split()
}
_VOID = frozenset("br hr img input meta link source area base col embed wbr track".split())
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp
    small span strike strong sub sup time tt u var wbr img""".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_AROUND = frozenset("nav footer aside form button menu dialog".split())
_KINDS = {
    "pre": BlockKind.CODE, "figcaption": BlockKind.CAPTION, "blockquote": BlockKind.QUOTE,
    "li": BlockKind.ITEM,
}  # fmt: skip
_LISTS = frozenset(("ul", "ol"))
_WATCHED = _LISTS | _HEADINGS | _AROUND | _KINDS.keys() | {"article", "main", "hidden"}


class _Part(NamedTuple):
    block: Block
    around: bool  # page furniture, wherever it stands
    title: bool  # an h1
    article: int  # number of the outermost article element it is in, 0 for none
    main: bool


def read(text: str) -> tuple[str, list[Block]]:
    """Return ``text`` with its markup blanked, and its blocks."""
    scan = _Scan(text)
    scan.run()
    plain = applied(text, scan.edits)
    parts = []
    for part in scan.parts:
        block = trimmed(plain, part.block)
        if block.start < block.end:
            parts.append(part._replace(block=block))
    return plain, _labelled(plain, parts, report=scan.report)


def _labelled(plain: str, parts: Sequence[_Part], *, report: bool) -> list[Block]:
    """Return the blocks: those of the article with its title, and what is around it."""
    inside = [] if report else _story(parts)
    chosen = {part.block.start for part in inside}
    title = next((p for p in inside if p.title), None) or next(
        (p for p in parts if p.title and not p.around and not report), None
    )
    story = [
        part.block._replace(kind=BlockKind.TITLE) if part is title else part.block
        for part in parts
        if part is title or part.block.start in chosen
    ]
    around = [
        part.block._replace(kind=BlockKind.AROUND)
        for part in parts
        if part is not title and part.block.start not in chosen
    ]
    return sorted([*label(plain, story), *around])


def _story(parts: Sequence[_Part]) -> list[_Part]:
    """Return the parts of the longest article, else of the main part, else of the page."""
    parts = [part for part in parts if not part.around]
    sizes: Counter[int] = Counter()
    for part in parts:
        if part.article:
            sizes[part.article] += part.block.end - part.block.start
    if sizes:
        longest = max(sizes, key=lambda number: (sizes[number], -number))
        return [part for part in parts if part.article == longest]
    return [part for part in parts if part.main] or list(parts)


class _Scan:
    """One pass over the tags; a block stays open until an element ends it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[Edit] = []
        self.parts: list[_Part] = []
        self.report = False
        self._open: list[tuple[str, str]] = []  # elements that matter: tag, and what it means
        self._counts: Counter[str] = Counter()
        self._articles = 0
        self._start = 0  # of the block
        self._inline = (0, 0)  # the last tags side by side inside a paragraph
        self._quoted = True  # ends of tags are looked for with an eye on quotation marks
        self._endless: set[str] = set()  # what was looked for to the end of the file: not again

    def run(self) -> None:
        """Read the whole text."""
        at = 0
        while found := _TAG.search(self.text, at):
            self._entities(at, found.start())
            stop = self._end(found)
            if stop is None:
                at = found.end()
                continue
            name = (found["name"] or "").lower()
            if name in _UNSEEN and not found["end"]:
                stop = self._beyond(name, stop)
            self._blank(found, name, stop)
            at = stop
        self._entities(at, len(self.text))
        self._flush(len(self.text), len(self.text))
        self._settle()

    def _end(self, found: re.Match[str]) -> int | None:
        """Return where a tag ends; None if it never does, and so is none."""
        if found["comment"]:
            return self._after("-->", found.end())
        if self._quoted:
            whole = _QUOTED_END.match(self.text, found.end())
            if whole:
                return whole.end()
            self._quoted = False
        return self._after(">", found.end())

    def _after(self, mark: str, at: int) -> int | None:
        if mark in self._endless:
            return None
        end = self.text.find(mark, at)
        if end < 0:
            self._endless.add(mark)
            return None
        return end + len(mark)

    def _beyond(self, name: str, at: int) -> int:
        """Return where an element that is passed over ends; without an end it hides nothing."""
        if name in self._endless:
            return at
        end = _UNSEEN[name].search(self.text, at)
        if end is None:
            self._endless.add(name)
            return at
        return end.end()

    def _blank(self, found: re.Match[str], name: str, stop: int) -> None:
        start = found.start()
        if name in _INLINE or found["comment"]:
            first, last = self._inline
            if last == start:  # tags side by side part a word no more than one does
                self._inline = (first, stop)
            else:
                self._settle()
                self._inline = (start, stop)
            return
        if name == "br":
            # A line ends a paragraph, unless it breaks off inside a sentence.
            before = self.text[max(self._start, start - _NEAR) : start].rstrip()[-1:]
            if not (before.isalnum() or before == ","):
                self._flush(start, stop)
            self.edits.append((start, "\n" + " " * (stop - start - 1)))
            return
        if name and name not in _UNSEEN:
            self._flush(start, stop)
        self.edits.append((start, " " * (stop - start)))
        if not name or name in _VOID or name in _UNSEEN:
            self.report |= name == "meta" and _OURS in self.text[start:stop]
        elif found["end"]:
            self._close(name)
        else:
            self._enter(name, self.text[found.end("name") : min(stop, found.end() + 2000)])

    def _settle(self) -> None:
        """Blank the tags inside a paragraph; inside a word nothing may part it."""
        start, stop = self._inline
        if start < stop:
            glued = self.text[start - 1 : start].isalpha() and self.text[stop : stop + 1].isalpha()
            self.edits.append((start, (JOINER if glued else " ") * (stop - start)))

    def _enter(self, name: str, attributes: str) -> None:
        if attributes.endswith("/>"):
            return
        if name in ("li", "p") and self._open and self._open[-1][0] == name:
            self._close(name)  # as the next one does where the end is not written
        elif (name == "p" or name in _HEADINGS) and any(self._counts[h] for h in _HEADINGS):
            for heading in _HEADINGS:
                self._close(heading)
        meaning = "hidden" if _HIDDEN.search(attributes) else name
        if meaning in _WATCHED:
            self._articles += name == "article" and not self._counts["article"]
            self._open.append((name, meaning))
            self._counts[meaning] += 1
            self._counts[f"<{name}"] += 1

    def _close(self, name: str) -> None:
        while self._counts[f"<{name}"]:
            inner, meaning = self._open.pop()
            self._counts[meaning] -= 1
            self._counts[f"<{inner}"] -= 1
            if inner == name:
                return

    def _entities(self, start: int, end: int) -> None:
        for found in _ENTITY.finditer(self.text, start, end):
            self.edits.append((found.start(), character(self.text, *found.span())))

    def _flush(self, end: int, next_start: int) -> None:
        """End the block at ``end``; the next one begins at ``next_start``."""
        counts, start = self._counts, self._start
        self._start = next_start
        if not self.text[start:end].strip():
            return
        if counts["hidden"]:
            self.edits.append((start, " " * (end - start)))
            return
        heading = any(counts[name] for name in _HEADINGS)
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        if not heading:
            kind = next((kind for name, kind in _KINDS.items() if counts[name]), kind)
        self.parts.append(
            _Part(
                Block(start, end, kind),
                any(counts[name] for name in _AROUND),
                bool(counts["h1"]),
                self._articles if counts["article"] else 0,
                bool(counts["main"]),
            )
        )
