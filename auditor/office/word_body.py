"""The text of a part of a Word document, with the bytes of its runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from auditor.model import BlockKind
from auditor.office.flow import Paragraph, Row
from auditor.office.markup import Attributes, tag_end

SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",  # as ISO 29500 strict has it
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
}

# What is left out with all that it holds: deleted words, a text box's second copy, the state
# before a change of format, the reading above a character.
_GONE = frozenset(
    """w:del w:moveFrom mc:Fallback w:rPrChange w:pPrChange w:sectPrChange w:tblPrChange
    w:tblPrExChange w:tcPrChange w:trPrChange w:rt""".split()
)
_WORDS = frozenset(("w:t", "m:t"))
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-", "w:sym": " "}
_OFF = frozenset(("0", "false", "off"))


@dataclass(slots=True)
class Run:
    """A run of characters that look alike; all positions are bytes of the part."""

    start: int
    head: bytes  # its first tag
    end: int = 0  # behind its last tag
    look: bytes = b""  # its properties
    outer_end: int = 0  # behind the element that it lies in, right inside the paragraph


class Kinds(Protocol):
    """What tells the kind of a paragraph."""

    def kind(self, style: str, level: int | None, listed: bool | None) -> BlockKind: ...


class Body:
    """Listens to the XML of a part.

    ``paragraphs`` are those outside notes, ``notes`` those of each note by its id; ``cited``
    gives the run that cites ("w:footnoteReference", id).  ``embedded``: a document in another
    format is part of it.
    """

    def __init__(self, data: bytes, kinds: Kinds) -> None:
        self.runs: list[Run] = []
        self.notes: dict[str, list[Paragraph]] = {}
        self.cited: dict[tuple[str, str], int] = {}
        self.embedded = False
        self._data, self._kinds = data, kinds
        self._path: list[str] = []
        self._built: list[bool] = []  # whether each of them is part of the structure
        self._gone = 0  # elements around here that are left out
        self._into = [_Container()]
        self._open: list[_Open] = []
        self._run = -1  # number of the outermost run around here
        self._hidden = False  # the run is
        self._placeholders: list[bool] = []  # of the content controls around here
        self._rows: list[Row] = []

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs outside notes, in the order of the part."""
        return self._into[0].closed()

    def start(self, name: str, attributes: Attributes, at: int) -> None:
        """Enter an element."""
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        self._built.append(False)
        if name in _GONE:
            self._gone += 1
            if parent == "w:trPr" and name == "w:del" and self._rows:
                self._rows[-1].gone = True
            elif parent == "w:rPr" and self._path[-3:-2] == ["w:pPr"] and self._open:
                self._open[-1].joined = True
        elif self._gone:
            return
        elif parent == "w:r" and self._run >= 0:
            self._in_run(name, attributes, at)
        elif parent in ("w:pPr", "w:numPr", "w:rPr"):
            self._property(name, parent, attributes)
        else:
            self._built[-1] = True
            self._structure(name, attributes, at)

    def end(self, name: str, behind: int) -> None:
        """Leave an element."""
        self._path.pop()
        built = self._built.pop()
        if name in _GONE:
            self._gone -= 1
        elif self._gone:
            return
        elif name == "w:rPr":
            if self._path[-1:] == ["w:r"] and self._run >= 0 and not self._in_box():
                run = self.runs[self._run]
                run.look = self._data[run.start + len(run.head) : behind].lstrip()
        elif name == "w:r" and built:
            if not self._in_box():
                self.runs[self._run].end = behind
                self._run = -1
            self._hidden = False
        elif built:
            self._structure_end(name)
        if len(self._open) == 1 and len(self._path) == self._open[0].depth:
            for run in self.runs[self._open[0].runs :]:  # in an element right inside a paragraph
                run.outer_end = behind
            self._open[0].runs = len(self.runs)

    def words(self, text: str, at: int) -> None:
        """Take characters."""
        if not self._gone and self._path[-1] in _WORDS:
            self._put(text.replace("\n", " "), at, whole=self._path[-1] != "w:t")

    # ------------------------------------------------------------ inside paragraphs

    def _in_run(self, name: str, attributes: Attributes, at: int) -> None:
        if name in _CHARACTERS:
            self._put(_CHARACTERS[name], at, whole=True)
        elif name in ("w:br", "w:cr"):
            if self._open and not self._hidden:
                self._open[-1].paragraph.line_break()
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            self.cited.setdefault((name, attributes.get("w:id", "")), self._run)

    def _property(self, name: str, parent: str, attributes: Attributes) -> None:
        value = attributes.get("w:val", "")
        if parent == "w:rPr":
            in_run = self._path[-3:-2] == ["w:r"]
            self._hidden |= name == "w:vanish" and value not in _OFF and in_run
        elif not self._open:
            return
        elif name == "w:pStyle":
            self._open[-1].style = value
        elif name == "w:outlineLvl":
            self._open[-1].level = int(value) if value.isdecimal() else None
        elif name == "w:numId":
            self._open[-1].listed = value != "0"

    def _put(self, text: str, at: int, *, whole: bool) -> None:
        if self._open and not self._hidden and not any(self._placeholders):
            whole = whole or self._run < 0 or self._in_box()
            self._open[-1].paragraph.put(text, at, self._run, whole=whole)

    def _in_box(self) -> bool:
        return len(self._open) > 1

    # ------------------------------------------------------------ around paragraphs

    def _structure(self, name: str, attributes: Attributes, at: int) -> None:
        match name:
            case "w:p":
                paragraph = self._into[-1].pending or Paragraph()
                self._into[-1].pending = None
                self._open.append(_Open(paragraph, len(self._path), len(self.runs)))
            case "w:r":
                if not self._in_box():
                    self._run = len(self.runs)
                    self.runs.append(Run(at, self._data[at : tag_end(self._data, at)]))
            case "w:tr":
                self._rows.append(Row())
            case "w:tc" | "w:txbxContent" | "w:footnote" | "w:endnote":
                self._into.append(_Container(attributes.get("w:id", "")))
            case "w:sdt":
                self._placeholders.append(False)
            case "w:showingPlcHdr":
                if self._placeholders and attributes.get("w:val") not in _OFF:
                    self._placeholders[-1] = True
            case "w:altChunk" | "w:subDoc":
                self.embedded = True
            case "w:commentRangeStart":
                if self._open:
                    paragraph = self._open[-1].paragraph
                    paragraph.marks[attributes.get("w:id", "")] = paragraph.length

    def _structure_end(self, name: str) -> None:
        match name:
            case "w:p":
                self._end_paragraph()
            case "w:tc":
                cell = self._into.pop().closed()
                if self._rows:
                    self._rows[-1].cells.append(cell)
                else:
                    self._into[-1].items += cell
            case "w:tr":
                self._into[-1].items += self._rows.pop().paragraphs()
            case "w:txbxContent":
                box = self._into.pop().closed()
                (self._open[-1].boxes if self._open else self._into[-1].items).extend(box)
            case "w:footnote" | "w:endnote":
                note = self._into.pop()
                self.notes[note.id] = note.closed()
            case "w:sdt":
                self._placeholders.pop()

    def _end_paragraph(self) -> None:
        done = self._open.pop()
        paragraph = done.paragraph
        paragraph.kind = self._kinds.kind(done.style, done.level, done.listed)
        if done.joined:
            self._into[-1].pending = paragraph
            self._into[-1].items += done.boxes
        else:
            self._into[-1].items += [paragraph, *done.boxes]


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read."""

    paragraph: Paragraph
    depth: int
    runs: int  # number of the first run whose outer element has not ended
    style: str = ""
    level: int | None = None
    listed: bool | None = None
    joined: bool = False  # its end was deleted: it goes on with the next one
    boxes: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class _Container:
    """What holds paragraphs: the part, a cell, a text box, a note."""

    id: str = ""
    items: list[Paragraph] = field(default_factory=list)
    pending: Paragraph | None = None

    def closed(self) -> list[Paragraph]:
        """Return what it holds; nothing follows."""
        if self.pending is not None:
            self.items.append(self.pending)
            self.pending = None
        return self.items
