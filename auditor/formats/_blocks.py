"""The blocks of a Markdown text by its lines; markup is blanked in place, so every offset holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.formats._headings import label
from auditor.formats._inline import Edit, applied, edits, trimmed
from auditor.literal import inside, literal
from auditor.model import Block, BlockKind

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FRONT = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_FRONT_TITLE = re.compile(r"(?:title|headline)[ \t]*[:=][ \t]*(?P<title>\S.*)", re.IGNORECASE)
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})[^`]*$")
_ATX = re.compile(r" {0,3}(?P<level>#{1,6})(?:[ \t]+|$)")
_ATTRIBUTES = re.compile(r"\{[^{}]{0,80}\}$")
_UNDERLINE = re.compile(r" {0,3}(?P<sign>=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"[ \t]*(?:[-*+\u2022]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_DEFINITION = re.compile(r" {0,3}\[(?P<label>[^\]^][^\]]{0,200})\]:[ \t]*\S+")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,60}\]:[ \t]*")
_TABLE_RULE = re.compile(r"[ \t]*+\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-*:?[ \t]*+)*+$")
_PICTURE = re.compile(r"\s*!\[[^\]]{0,2000}\](?:\([^)]{0,2000}\)|\[[^\]]{0,200}\])\s*$")
_HIDING = re.compile(r"<(?P<name>!--|script\b|style\b|iframe\b)", re.IGNORECASE)


def read(text: str) -> tuple[str, list[Block]]:
    """Return ``text`` with its markup blanked, and its blocks."""
    scan = _Scan(text)
    scan.run()
    for block in scan.blocks:
        scan.edits.extend(edits(scan.text, block.start, block.end, scan.labels))
    plain = applied(text, scan.edits)
    blocks = [b for block in scan.blocks if (b := trimmed(plain, block)).start < b.end]
    return plain, label(plain, blocks)


def _hidden(text: str) -> Iterator[Edit]:
    """Yield the edits that blank comments and scripts; one without an end hides nothing."""
    done = 0
    endless: set[str] = set()  # looked for to the end of the file once: not again
    code = literal(text, "markdown") if _HIDING.search(text) else []
    for found in _HIDING.finditer(text):
        name = found["name"].lower()
        if found.start() < done or name in endless or inside(code, found.start()):
            continue
        closing = "-->" if name == "!--" else rf"</{name}\s{{0,9}}>"
        end = re.compile(closing, re.IGNORECASE).search(text, found.end())
        if end is None:
            endless.add(name)
        else:
            done = end.end()
            yield found.start(), " " * (done - found.start())


class _Scan:
    """One pass over the lines; a block stays open until a line ends it."""

    def __init__(self, text: str) -> None:
        self.edits: list[Edit] = list(_hidden(text))
        self.text = applied(text, self.edits)
        self.blocks: list[Block] = []
        self.labels: set[str] = set()
        self._kind: BlockKind | None = None  # of the open block
        self._start = self._end = 0
        self._titled = False
        self._fence: str | None = None

    def run(self) -> None:
        at = self._front_matter()
        for found in _LINE.finditer(self.text, at):
            if found.start() < found.end():
                self._line(found.start(), found[0].rstrip("\r\n"))
        self._close()

    def _front_matter(self) -> int:
        opening = _FRONT.match(self.text)
        if opening is None:
            return 0
        title: tuple[int, int] | None = None
        for found in _LINE.finditer(self.text, opening.end()):
            line = found[0].rstrip()
            if line == opening[1] or (line == "..." and opening[1] == "---"):
                start, end = title or (0, 0)
                self._blank(0, start)
                self._blank(end, found.end())
                if title:
                    self.blocks.append(Block(start, end, BlockKind.TITLE))
                    self._titled = True
                return found.end()
            if title is None and (key := _FRONT_TITLE.match(line)):
                value = key["title"].strip()
                quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
                start = found.start() + key.start("title") + quoted
                title = start, start + len(value) - 2 * quoted
        return 0  # never closed: a ruler, not front matter

    def _line(self, start: int, line: str) -> None:
        """Put one line to its block.  ``at`` is where its content begins."""
        at = 0
        while quote := _QUOTE.match(line, at):
            at = quote.end()
        quoted = at > 0
        if at:
            self._blank(start, start + at)
        body, begin, end = line[at:], start + at, start + len(line)
        fence = _FENCE.match(body)
        if self._fence is not None:
            self._blank(begin, end)
            if fence and fence["fence"].startswith(self._fence) and not body.strip(" `~"):
                self._fence = None
        elif fence:
            self._close()
            self._fence = fence["fence"]
            self._blank(begin, end)
        elif not body.strip():
            self._close()
        elif heading := _ATX.match(body):
            self._heading(begin, begin + heading.end(), end, body)
        elif self._underlined(begin, end, body):
            pass
        elif _RULE.match(body) or ("|" in body and _TABLE_RULE.match(body)):
            self._close()
            self._blank(begin, end)
        elif definition := _DEFINITION.match(body):
            self._close()
            self.labels.add(definition["label"].strip().lower())
            self._blank(begin, end)
        else:
            self._text(begin, end, body, quoted)

    def _text(self, begin: int, end: int, body: str, quoted: bool) -> None:
        marker = _ITEM.match(body) or _FOOTNOTE.match(body)
        if body.lstrip().startswith("|") or body.count("|") > 1:
            self._close()
            self._cells(begin, body)
            self._open(begin, end, BlockKind.ITEM)
            self._close()
        elif _PICTURE.match(body):
            self._close()
            self._open(begin, end, BlockKind.CAPTION)
            self._close()
        elif marker:
            self._close()
            self._blank(begin, begin + marker.end())
            self._open(begin + marker.end(), end, BlockKind.ITEM)
        elif self._kind is None or (quoted and self._kind is BlockKind.PARAGRAPH):
            self._close()
            self._open(begin, end, BlockKind.QUOTE if quoted else BlockKind.PARAGRAPH)
        else:
            self._end = end

    def _heading(self, mark: int, begin: int, end: int, body: str) -> None:
        self._close()
        self._blank(mark, begin)
        content = _ATTRIBUTES.sub("", body.rstrip()).rstrip()
        closed = content.rstrip("#")
        if closed != content and closed[-1:].isspace():
            content = closed
        self._blank(mark + len(content), end)
        self._open(begin, end, self._heading_kind())
        self._close()

    def _underlined(self, begin: int, end: int, body: str) -> bool:
        line = _UNDERLINE.match(body)
        if line is None or self._kind is not BlockKind.PARAGRAPH:
            return False
        self._kind = self._heading_kind()
        self._close()
        self._blank(begin, end)
        return True

    def _heading_kind(self) -> BlockKind:
        """The first heading is the title, unless the story has begun above it."""
        begun = self._titled or any(b.kind is BlockKind.PARAGRAPH for b in self.blocks[:3])
        self._titled = True
        return BlockKind.HEADING if begun else BlockKind.TITLE

    def _cells(self, begin: int, body: str) -> None:
        for found in re.finditer(r"(?<!\\)\|", body):
            self._blank(begin + found.start(), begin + found.end())

    def _open(self, start: int, end: int, kind: BlockKind) -> None:
        self._start, self._end, self._kind = start, end, kind

    def _close(self) -> None:
        if self._kind is not None:
            self.blocks.append(Block(self._start, self._end, self._kind))
            self._kind = None

    def _blank(self, start: int, end: int) -> None:
        if end > start:
            self.edits.append((start, " " * (end - start)))
