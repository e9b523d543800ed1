"""OpenDocument texts: what stands in one when all its changes are accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.model import Block, BlockKind
from auditor.office.archive import Archive
from auditor.office.flow import Paragraph, Row, Stretch, flow, kind_of_style
from auditor.office.markup import Attributes, MarkupError, elements, scan

CONTENT = "content.xml"
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    f"{_NAMESPACE}office:1.0": "office",
    f"{_NAMESPACE}text:1.0": "text",
    f"{_NAMESPACE}table:1.0": "table",
    f"{_NAMESPACE}drawing:1.0": "draw",
    f"{_NAMESPACE}style:1.0": "style",
    f"{_NAMESPACE}svg-compatible:1.0": "svg",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
}

# What is left out with all that it holds.
_GONE = frozenset(
    """text:tracked-changes office:annotation text:note-citation text:ruby-text office:forms
    svg:title svg:desc text:hidden-text text:hidden-paragraph text:index-title-template
    office:settings text:table-of-content-source""".split()
)
_INDEXES = frozenset(
    """text:table-of-content text:alphabetical-index text:illustration-index text:table-index
    text:object-index text:user-index text:bibliography""".split()
)
_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
_HOLDERS = _CELLS | {"draw:text-box", "text:note-body"}
_BLANK = " \t\r\n"
_PIECES = re.compile(r"(?:[^ \t\r\n]++(?: (?=[^ \t\r\n]))?+)++|[ \t\r\n]+")
_MOST_BLANKS = 1000
_DEEPEST = 20


class Style(NamedTuple):
    """A style: its own name, the one it is made from, whether its words are hidden."""

    name: str
    parent: str
    hidden: bool


class Document(NamedTuple):
    """An OpenDocument's text, a line for each paragraph; offsets count its characters.

    The ``run`` of a stretch is -1, or the number of the place in ``places`` (a byte of the
    content) where a remark on it stands: before the note or the box that it is in.
    """

    text: str
    blocks: list[Block]
    stretches: list[Stretch]
    ranges: Mapping[str, int]  # where each annotation stands, by its name
    places: list[int]


def open_odf(archive: Archive) -> Document:
    """Return the document in ``archive``.  Raises ReadError."""
    if b"encryption-data" in (archive.find("META-INF/manifest.xml") or b""):
        raise archive.damaged("it is encrypted")
    try:
        data = archive.read(CONTENT)
        named = _styles(archive.find("styles.xml"))
        body = _Body({**named, **_styles(data)})
        scan(data, body, SPACES)
    except MarkupError as error:
        raise archive.damaged(str(error)) from error
    return Document(*flow(body.paragraphs()), body.places)


def _styles(data: bytes | None) -> dict[str, Style]:
    if data is None:
        return {}
    styles: dict[str, Style] = {}
    hidden = False
    for element in elements(data, SPACES, frozenset({"style:style", "style:text-properties"})):
        given = element.attributes
        if element.name == "style:text-properties":
            hidden |= given.get("text:display") == "none"
            continue
        name = given.get("style:name", "")
        shown = given.get("style:display-name", name.replace("_20_", " "))
        styles[name] = Style(shown, given.get("style:parent-style-name", ""), hidden)
        hidden = False
    return styles


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read, and what stands in it but comes behind it."""

    paragraph: Paragraph
    behind: list[Paragraph] = field(default_factory=list)


class _Body:
    """Listens to the content; ``places`` as in ``Document``."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.places: list[int] = []
        self._styles = styles
        self._path: list[str] = []
        self._gone = 0  # elements around here that are left out
        self._hidden: list[bool] = []  # whether each span or section around here is
        self._open: list[_Open] = []
        self._into: list[list[Paragraph]] = [[]]
        self._notes: list[Paragraph] = []
        self._rows: list[Row] = []
        self._lists = self._indexes = 0
        self._frame = 0  # the byte at which the frame around here begins
        self._place = -1  # of the outermost note or box around here

    def paragraphs(self) -> list[Paragraph]:
        """Return what was read, the notes behind the text."""
        return [*self._into[0], *self._notes]

    def start(self, name: str, attributes: Attributes, at: int) -> None:
        """Enter an element."""
        self._path.append(name)
        if name == "office:annotation" and self._open and not self._gone:
            mark = attributes.get("office:name", "")
            self._open[-1].paragraph.marks[mark] = self._open[-1].paragraph.length
        if name in _GONE:
            self._gone += 1
        if self._gone:
            return
        match name:
            case "text:p" | "text:h":
                paragraph = Paragraph(self._kind(name, attributes.get("text:style-name", "")))
                self._open.append(_Open(paragraph))
            case "text:s":
                count = attributes.get("text:c", "1")
                number = min(int(count), _MOST_BLANKS) if count.isdecimal() else 1
                self._put(" " * number, at, whole=True)
            case "text:tab":
                self._put("\t", at, whole=True)
            case "text:line-break":
                if self._open:
                    self._open[-1].paragraph.line_break()
            case "text:span" | "text:section":
                style = self._styles.get(attributes.get("text:style-name", ""))
                none = attributes.get("text:display") == "none"
                self._hidden.append(none or bool(style and style.hidden))
            case "text:list" | "text:numbered-paragraph":
                self._lists += 1
            case "table:table-row":
                self._rows.append(Row())
            case "text:note" | "draw:text-box":
                if self._place < 0 and self._open:
                    self._place = len(self.places)
                    self.places.append(self._frame if name == "draw:text-box" else at)
            case "draw:frame" | "draw:custom-shape":
                self._frame = at
        if name in _INDEXES:
            self._indexes += 1
        if name in _HOLDERS:
            self._into.append([])

    def end(self, name: str, behind: int) -> None:
        """Leave an element."""
        self._path.pop()
        if name in _GONE:
            self._gone -= 1
            return
        if self._gone:
            return
        if name in ("text:p", "text:h"):
            done = self._open.pop()
            self._into[-1] += [done.paragraph, *done.behind]
        elif name in ("text:span", "text:section"):
            self._hidden.pop()
        elif name in ("text:list", "text:numbered-paragraph"):
            self._lists -= 1
        elif name == "table:table-row":
            self._into[-1] += self._rows.pop().paragraphs()
        elif name in _INDEXES:
            self._indexes -= 1
        elif name in _HOLDERS:
            self._leave(name, self._into.pop())
        elif name == "text:note":
            self._place = -1

    def words(self, text: str, at: int) -> None:
        """Take characters; a run of blanks is one, as in a web page."""
        if self._gone or not self._open:
            return
        for piece in _PIECES.findall(text):
            last = self._open[-1].paragraph.last
            if piece[0] not in _BLANK:
                self._put(piece, at)
            elif last and last not in _BLANK:
                self._put(" ", at)
            at += len(piece.encode())

    def _put(self, text: str, at: int, *, whole: bool = False) -> None:
        if self._open and not any(self._hidden):
            whole = whole or self._place >= 0
            self._open[-1].paragraph.put(text, at, self._place, whole=whole)

    def _leave(self, name: str, inside: list[Paragraph]) -> None:
        if name in _CELLS:
            if self._rows:
                self._rows[-1].cells.append(inside)
            else:
                self._into[-1] += inside
        elif name == "text:note-body":
            for paragraph in inside:
                paragraph.kind = BlockKind.ITEM
            self._notes += inside
        else:
            (self._open[-1].behind if self._open else self._into[-1]).extend(inside)
            if len(self._open) <= 1 and "text:note" not in self._path:
                self._place = -1

    def _kind(self, name: str, style: str) -> BlockKind:
        if self._indexes:
            return BlockKind.AROUND
        for _ in range(_DEEPEST if style else 0):
            known = self._styles.get(style)
            kind = kind_of_style(known.name if known else style.replace("_20_", " "))
            if kind is not None:
                return kind
            style = known.parent if known else ""
        if name == "text:h":
            return BlockKind.HEADING
        return BlockKind.ITEM if self._lists else BlockKind.PARAGRAPH
