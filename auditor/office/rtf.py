"""Rich Text Format: what a word processor shows of it.

Each font has its own code page; deleted and hidden words, running heads, notes to the editor and
pictures are left out; footnotes follow the text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from auditor.model import BlockKind
from auditor.office.flow import Flow, Paragraph, Row, flow, kind_of_style

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|[\r\n\0]+"
    rb"|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)
# What holds no words of the text, even where it is not marked as one that may be passed over.
_UNREAD = frozenset(
    """colortbl info pict object header footer headerl headerr headerf footerl footerr footerf
    fldinst themedata colorschememapping latentstyles datastore listtable listoverridetable
    rsidtbl generator xmlnstbl filetbl revtbl bkmkstart bkmkend annotation atnid atnauthor atndate
    atnref atnparent nonshppict panose falt pntext pntxta pntxtb listtext sn sv shprslt xe tc
    ftnsep ftnsepc aftnsep aftnsepc rxe txe""".split()
)
_READ = frozenset("shpinst shptxt ud footnote".split())  # although marked so
_LINES = frozenset("par sect page column".split())
_SYMBOLS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
_PAGES = {  # \fcharset to code page; 2 is a font of symbols
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
_SYMBOL = 2
_CHARSETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_STYLE_LEVEL = 9


@dataclass(slots=True)
class _Line:
    """What a paragraph says of itself."""

    style: int = 0
    level: int | None = None
    listed: bool = False
    in_table: bool = False


@dataclass(slots=True)
class _State:
    """What a group inherits and gives back at its end."""

    unread: bool = False
    mute: bool = False  # its own words are not text, those of a group in it may be
    table: str = ""  # the fonts or the styles, while they are declared
    hidden: bool = False
    fallback: int = 1  # characters behind \u that stand for it
    font: int | None = None
    footnote: bool = False
    box: bool = False
    line: _Line = field(default_factory=_Line)


@dataclass(slots=True)
class _Place:
    """Where words go: the text, a footnote, a text box."""

    note: bool = False
    paragraph: Paragraph = field(default_factory=Paragraph)
    done: list[Paragraph] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)
    row: Row = field(default_factory=Row)


def read_rtf(data: bytes) -> tuple[Flow, int]:
    """Return the text, and the number of characters that its code pages do not have."""
    reader = _Reader()
    skip_to = 0
    for found in _TOKEN.finditer(data):
        if found.start() >= skip_to:
            skip_to = reader.token(found)
    return reader.finished()


class _Reader:
    """Takes one token after the other."""

    def __init__(self) -> None:
        self._state = _State()
        self._groups: list[_State] = []
        self._places = [_Place()]
        self._notes: list[Paragraph] = []
        self._boxes: list[Paragraph] = []
        self._star = False  # the group may be passed over by who does not know it
        self._eat = 0  # characters that stand for one told before
        self._high: int | None = None  # first half of a pair
        self._bytes = bytearray()
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._default: int | None = None
        self._styles: dict[int, str] = {}
        self._style = 0
        self._lost = 0

    def token(self, found: re.Match[bytes]) -> int:
        """Take a token; return the byte before which no other one counts."""
        kind = found.lastgroup
        if kind == "hex":
            self._characters(bytes([int(found["hex"], 16)]))
        elif kind == "text":
            self._characters(found["text"])
        elif kind is not None:
            self._flush()
            if kind == "brace":
                self._open() if found["brace"] == b"{" else self._close()
            elif kind == "sign":
                self._sign(found["sign"].decode("latin-1"))
            else:
                number = found["number"]
                word = found["word"].decode("ascii")
                self._word(word, None if number is None else int(number))
                if word == "bin" and number is not None:
                    return found.end() + max(0, int(number))
        return 0

    def finished(self) -> tuple[Flow, int]:
        """Return all that was read."""
        self._flush()
        while len(self._places) > 1:
            self._leave(self._places.pop())
        place = self._places[0]
        self._end_paragraph()
        self._end_row()
        return flow([*place.done, *self._notes]), self._lost

    # ------------------------------------------------------------ characters

    def _characters(self, data: bytes) -> None:
        if self._eat:
            eaten = min(self._eat, len(data))
            self._eat -= eaten
            data = data[eaten:]
        self._bytes += data

    def _flush(self) -> None:
        """Decode what was gathered: letters of two bytes may come as code and text."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        state = self._state
        if state.unread or state.table == "fonts":
            return
        if state.table == "styles":
            name = data.decode("latin-1").partition(";")[0].strip()
            self._styles[self._style] = self._styles.get(self._style, "") + name
        else:
            page = self._fonts.get(self._font(), self._page)
            text = "" if page == "symbol" else data.decode(page, "replace")
            self._lost += text.count("\ufffd")
            self._put(text)

    def _font(self) -> int:
        font = self._default if self._state.font is None else self._state.font
        return -1 if font is None else font

    def _put(self, text: str) -> None:
        state = self._state
        if not (state.unread or state.mute or state.hidden or state.table):
            self._places[-1].paragraph.put(text, 0, 0)

    def _unicode(self, code: int) -> None:
        code &= 0xFFFF
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if self._high is not None:
                self._put(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00))
            self._high = None
        elif 0xF000 <= code < 0xF100:  # in a font of symbols
            self._put(" ")
        else:
            self._put(chr(code))
        self._eat = self._state.fallback

    # ------------------------------------------------------------ groups

    def _open(self) -> None:
        self._eat = 0
        self._groups.append(replace(self._state, line=replace(self._state.line)))

    def _close(self) -> None:
        self._eat = 0
        if not self._groups:
            return
        inner, self._state = self._state, self._groups.pop()
        if (inner.footnote and not self._state.footnote) or (inner.box and not self._state.box):
            self._leave(self._places.pop())

    def _leave(self, place: _Place) -> None:
        """Take what stood in a footnote or a text box."""
        self._places.append(place)
        self._end_paragraph()
        self._end_row()
        self._places.pop()
        if self._state.footnote or self._state.box:
            self._places[-1].done += place.done
        elif place.note:
            self._notes += place.done
        else:
            self._boxes += place.done

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._star = True
        elif self._eat:
            self._eat -= 1
        elif sign in "\r\n":
            self._end_line()
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])

    # ------------------------------------------------------------ words

    def _word(self, word: str, number: int | None) -> None:
        star, self._star = self._star, False
        state = self._state
        if word in _UNREAD or (star and word not in _READ):
            state.unread = True
        elif word == "u" and number is not None:
            self._unicode(number)
        elif self._eat and word in _SYMBOLS:
            self._eat -= 1
        elif word in _SYMBOLS:
            self._put(_SYMBOLS[word])
        elif word in (
            "par",
            "sect",
            "page",
            "column",
            "line",
            "cell",
            "nestcell",
            "row",
            "nestrow",
        ):
            if not (state.unread or state.table):
                self._end(word)
        else:
            self._format(word, number, state)

    def _end(self, word: str) -> None:
        if word in _LINES:
            self._end_line()
        elif word == "line":
            self._places[-1].paragraph.line_break()
        elif word in ("cell", "nestcell"):
            self._end_paragraph(cell=True)
        else:
            self._end_row()

    def _format(self, word: str, number: int | None, state: _State) -> None:
        line = state.line
        match word:
            case "uc":
                state.fallback = max(0, min(number or 0, 20))
            case "f":
                state.font = number or 0
            case "plain":
                state.font, state.hidden = None, False
            case "deleted" | "v":
                state.hidden = number != 0
            case "ansicpg":
                self._page = _known(f"cp{number}", self._page)
            case "mac" | "pc" | "pca":
                self._page = _CHARSETS[word]
            case "deff":
                self._default = number
            case "fonttbl":
                state.table = "fonts"
            case "fcharset" | "cpg" if state.table == "fonts" and state.font is not None:
                page = _PAGES.get(number or 0) if word == "fcharset" else _known(f"cp{number}", "")
                page = "symbol" if (word, number) == ("fcharset", _SYMBOL) else page
                if page:
                    self._fonts[state.font] = page
            case "stylesheet":
                state.table = "styles"
                self._style = 0
            case "s" if state.table:
                self._style = number or 0
            case "s":
                line.style = number or 0
            case "cs" | "ds" | "ts" if state.table == "styles":
                self._style = -1
            case "outlinelevel":
                line.level = number or 0
            case "ls":
                line.listed = bool(number)
            case "intbl":
                line.in_table = True
            case "pard":
                state.line = _Line()
            case "upr":
                state.unread = True
            case "ud":
                state.unread = False
            case "shpinst":
                state.mute = True
            case "shptxt":
                state.mute = False
                state.box, state.line = True, _Line()
                self._places.append(_Place())
            case "footnote":
                state.footnote, state.line = True, _Line()
                self._places.append(_Place(note=True))
            case _:
                pass

    # ------------------------------------------------------------ paragraphs

    def _end_line(self) -> None:
        if self._state.line.in_table:
            self._end_paragraph(in_cell=True)
        else:
            self._end_paragraph()

    def _end_paragraph(self, *, cell: bool = False, in_cell: bool = False) -> None:
        place = self._places[-1]
        paragraph, place.paragraph = place.paragraph, Paragraph()
        paragraph.kind = BlockKind.ITEM if place.note else self._kind(self._state.line)
        if cell or in_cell:
            place.cell.append(paragraph)
            if cell:
                place.row.cells.append(place.cell)
                place.cell = []
            return
        if place.cell or place.row.cells:
            self._end_row()
        place.done.append(paragraph)
        if len(self._places) == 1:
            place.done += self._boxes
            self._boxes = []

    def _end_row(self) -> None:
        place = self._places[-1]
        if place.cell:
            place.row.cells.append(place.cell)
        place.done += place.row.paragraphs()
        place.row, place.cell = Row(), []
        if len(self._places) == 1:
            place.done += self._boxes
            self._boxes = []

    def _kind(self, line: _Line) -> BlockKind:
        named = kind_of_style(self._styles.get(line.style, ""))
        if named is not None:
            return named
        if line.level is not None and line.level < _STYLE_LEVEL:
            return BlockKind.HEADING
        return BlockKind.ITEM if line.listed else BlockKind.PARAGRAPH


def _known(page: str, otherwise: str) -> str:
    """Return a code page if there is a codec for it that makes text."""
    page = {"cp10000": "mac_roman", "cp65001": "utf-8", "cp936": "gb18030"}.get(page, page)
    try:
        return codecs.lookup(page).name
    except LookupError:
        return otherwise
