"""One pass over a web page: its elements as a tree, and the runs of text between them.

Tags are blanked in place, so every offset holds.  Text that no browser shows is blanked as
well; what is never closed hides nothing.  The time is linear in the length of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from auditor.formats._inline import Edit, character
from auditor.formats._names import hidden, identity, inserted
from auditor.model import BlockKind
from auditor.text import JOINER

_TAG = re.compile(r"<(?:(?P<comment>!--)|[!?]|(?P<end>/?)(?P<name>[A-Za-z][^\s/>]{0,60}))")
_QUOTED_END = re.compile(r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_NEAR = 200  # characters that are looked back
_LONGEST = 2000  # characters of a tag that are looked at
_DEEP = 50  # open elements that are looked through
_OURS = 'name="generator" content="auditor '  # a report is no article
_TITLE = re.compile(r"(?:property|name)\s*=\s*[\"']?(?:og:title|twitter:title)\b", re.IGNORECASE)
_CONTENT = re.compile(r"\scontent\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_LANGUAGE = re.compile(r"\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z][A-Za-z0-9-]{0,20})", re.IGNORECASE)
_AWAY = re.compile(r"\shref\s*=\s*[\"']?(?!#)", re.IGNORECASE)
_SUSPECT = re.compile(
    r"hidden|display|visib|screen|reader|related|over|tooltip|card|fly|promo|share|ad|assist"
)

# What is passed over with all that it holds; no browser shows it, or not as text.
_UNSEEN = {
    name: re.compile(rf"</{name}\b[^>]{{0,200}}>", re.IGNORECASE)
    for name in """script style template noscript iframe svg math object select textarea title
    video audio canvas button""".split()
}
_VOID = frozenset("br hr img input meta link source area base col embed wbr track".split())
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What begins a new line of text; all other elements, also unknown ones, stand inside one.
_BLOCK = frozenset(_HEADINGS) | frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset head header hgroup hr html legend li main menu
    nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s
    samp small span strike strong sub sup time tt u var wbr input picture source""".split()
)
_CLOSED_BY = {  # an open element of these ends where the next one begins
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "td": ("td", "th"),
    "th": ("td", "th"), "tr": ("td", "th", "tr"), "tbody": ("td", "th", "tr", "tbody", "thead"),
    "tfoot": ("td", "th", "tr", "tbody", "thead"),
}  # fmt: skip
_KINDS = {
    "pre": BlockKind.CODE, "figcaption": BlockKind.CAPTION, "blockquote": BlockKind.QUOTE,
    "li": BlockKind.ITEM,
}  # fmt: skip


class Element(NamedTuple):
    """An element of the tree; ``parent`` is the index of the one around it, -1 for none."""

    tag: str
    parent: int
    names: str  # class, id and the like, as words
    start: int  # where its text begins


class Run(NamedTuple):
    """A stretch of text that no block-level tag parts, in the ``element`` with that index."""

    start: int
    end: int
    element: int
    kind: BlockKind
    heading: str  # h1 to h6, or nothing
    links: tuple[tuple[int, int], ...]  # what of it leads to other pages


class Scan:
    """What a page holds: ``edits`` blank its markup, ``runs`` are its text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[Edit] = []
        self.elements: list[Element] = [Element("", -1, "", 0)]
        self.runs: list[Run] = []
        self.titles: list[tuple[int, int]] = []  # what the page's head calls the story
        self.name = (0, 0)  # what stands in its <title>
        self.records: list[tuple[int, int]] = []  # scripts with linked data
        self.times: list[int] = []  # elements in which a <time> stands
        self.report = False  # it is one of our own
        self.language = ""
        self._open = [0]  # elements, innermost last
        self._counts: Counter[str] = Counter()  # open elements by tag
        self._hidden = 0  # elements that are open and not shown: the outermost one's index
        self._start = 0  # of the run
        self._link = -1  # where the open link to another page begins
        self._links: list[tuple[int, int]] = []  # of the run
        self._inline = (0, 0)  # the last tags side by side inside a paragraph
        self._break = -1  # where the last <br> ended
        self._quoted = True  # ends of tags are looked for with an eye on quotation marks
        self._endless: set[str] = set()  # what was looked for to the end of the file: not again
        self._run()

    def _run(self) -> None:
        at = 0
        text, search = self.text, _TAG.search
        while found := search(text, at):
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
        self._entities(at, len(text))
        if self._hidden:
            self._show(len(text))
        self._flush(len(text), len(text))
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
        if name == "br":
            self._line_break(start, stop)
        elif name in _BLOCK:
            self._block(found, name, stop)
        elif name in _INLINE or found["comment"]:
            self._beside(start, stop)
            if name not in _VOID and name:
                self._within(found, name, stop)
        else:
            self.edits.append((start, " " * (stop - start)))
            if name == "meta":
                self._meta(start, stop)
            elif name in ("script", "title") and not found["end"]:
                self._apart(found, name, stop)
            elif name and name not in _VOID and name not in _UNSEEN:  # unknown ones
                self._within(found, name, stop)

    def _block(self, found: re.Match[str], name: str, stop: int) -> None:
        """Take note of an element that begins a new line, or of its end."""
        start = found.start()
        beneath = self._beneath(name) if found["end"] or name == "p" else False
        if beneath:  # something hidden inside the line was never closed
            self._close(self.elements[self._hidden].tag, start)
        self._flush(start, stop)
        self.edits.append((start, " " * (stop - start)))
        if found["end"]:
            self._close(name, start)
        else:
            self._enter(name, self._attributes(found, stop), start, stop)

    def _beneath(self, name: str) -> bool:
        """Tell whether an element lies around the one inside a line that hides what we see."""
        if not self._hidden or self.elements[self._hidden].tag in _BLOCK:
            return False
        for number in reversed(self._open[-_DEEP:]):
            if number == self._hidden:
                return self._counts[name] > 0
            if self.elements[number].tag == name:
                return False
        return False

    def _apart(self, found: re.Match[str], name: str, stop: int) -> None:
        """Keep what the page says of itself outside its text."""
        inner = self.text.find(">", found.end()) + 1
        if name == "title" and not self.name[1]:
            self.name = (inner, max(inner, self.text.rfind("<", inner, stop)))
        elif name == "script" and "ld+json" in self.text[found.end() : inner]:
            self.records.append((inner, stop))

    def _attributes(self, found: re.Match[str], stop: int) -> str:
        return self.text[found.end("name") : min(stop, found.end() + _LONGEST)]

    def _within(self, found: re.Match[str], name: str, stop: int) -> None:
        """Take note of an element inside a line, where it matters."""
        start = found.start()
        if found["end"]:
            if name == "a":
                self._end_link(start)
            if self._counts[name]:
                self._leave(name, start)
            return
        if name == "time":
            self.times.append(self._open[-1])
        attributes = self._attributes(found, stop)
        if name == "a":
            self._end_link(start)
            if _AWAY.search(attributes):
                self._link = stop
        if attributes.endswith("/>"):
            return
        if name not in _INLINE or _SUSPECT.search(attributes):
            gone = hidden(attributes) or (name in _INLINE and inserted(attributes))
            if name not in _INLINE or gone:
                self._push(name, attributes, stop, gone=gone)

    def _end_link(self, at: int) -> None:
        if 0 <= self._link < at:
            self._links.append((self._link, at))
        self._link = -1

    def _line_break(self, start: int, stop: int) -> None:
        """A line ends a paragraph, unless it breaks off inside a sentence; two always do."""
        twice = self._break >= 0 and not self.text[self._break : start].strip()
        before = self.text[max(self._start, start - _NEAR) : start].rstrip()[-1:]
        if twice or not (before.isalnum() or before == ","):
            self._flush(start, stop)
        self.edits.append((start, "\n" + " " * (stop - start - 1)))
        self._break = stop

    def _meta(self, start: int, stop: int) -> None:
        tag = self.text[start : min(stop, start + _LONGEST)]
        self.report |= _OURS in tag
        if _TITLE.search(tag) and (content := _CONTENT.search(tag)):
            first, last = content.span(content.lastgroup or 0)
            self.titles.append((start + first, start + last))

    def _beside(self, start: int, stop: int) -> None:
        first, last = self._inline
        if last == start:  # tags side by side part a word no more than one does
            self._inline = (first, stop)
        else:
            self._settle()
            self._inline = (start, stop)

    def _settle(self) -> None:
        """Blank the tags inside a paragraph; inside a word nothing may part it."""
        start, stop = self._inline
        if start < stop:
            glued = self.text[start - 1 : start].isalpha() and self.text[stop : stop + 1].isalpha()
            self.edits.append((start, (JOINER if glued else " ") * (stop - start)))

    def _enter(self, name: str, attributes: str, start: int, stop: int) -> None:
        if attributes.endswith("/>") or name == "hr":
            return
        elements = self.elements
        if elements[self._open[-1]].tag == "p":
            self._close("p", start)  # no paragraph holds another block
        for closed in _CLOSED_BY.get(name, ()):
            if elements[self._open[-1]].tag == closed:
                self._close(closed, start)
        if (name == "p" or name in _HEADINGS) and any(self._counts[h] for h in _HEADINGS):
            for heading in _HEADINGS:
                self._close(heading, start)
        if name == "html":
            found = _LANGUAGE.search(attributes)
            self.language = self.language or (found[1] if found else "")
        gone = name not in ("html", "body") and hidden(attributes)
        self._push(name, attributes, stop, gone=gone)

    def _push(self, name: str, attributes: str, stop: int, *, gone: bool) -> None:
        number = len(self.elements)
        self.elements.append(Element(name, self._open[-1], identity(attributes), stop))
        self._open.append(number)
        self._counts[name] += 1
        if gone and not self._hidden:
            self._hidden = number

    def _close(self, name: str, at: int) -> None:
        while self._counts[name]:
            number = self._open.pop()
            tag = self.elements[number].tag
            self._counts[tag] -= 1
            if number == self._hidden:
                self._show(at)
            if tag == name:
                return

    def _leave(self, name: str, at: int) -> None:
        """End an element inside a line, unless it lies around a block that is still open."""
        for number in reversed(self._open[-_DEEP:]):
            tag = self.elements[number].tag
            if tag == name:
                self._close(name, at)
                return
            if tag in _BLOCK and not self._hidden:
                return

    def _show(self, at: int) -> None:
        """Blank what was hidden up to here."""
        start = self.elements[self._hidden].start
        self.edits.append((start, " " * (at - start)))
        self._hidden = 0

    def _entities(self, start: int, end: int) -> None:
        for found in _ENTITY.finditer(self.text, start, end):
            self.edits.append((found.start(), character(self.text, *found.span())))

    def _flush(self, end: int, next_start: int) -> None:
        """End the run at ``end``; the next one begins at ``next_start``."""
        if self._hidden:
            if self.elements[self._hidden].tag in _BLOCK:
                self._start = next_start
            return  # the line around what is hidden inside it goes on
        start, self._start = self._start, next_start
        if self._link >= 0:
            self._links.append((self._link, end))
            self._link = next_start
        links, self._links = self._links, []
        if not self.text[start:end].strip():
            return
        counts = self._counts
        heading = next((name for name in _HEADINGS if counts[name]), "")
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        if not heading:
            kind = next((kind for name, kind in _KINDS.items() if counts[name]), kind)
        self.runs.append(Run(start, end, self._open[-1], kind, heading, tuple(links)))
