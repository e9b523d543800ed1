"""A story from the cells of a table: a headline, and a body in HTML or as plain text."""

from __future__ import annotations

from typing import NamedTuple

from auditor.formats import read_text
from auditor.formats._canvas import Canvas, Words
from auditor.formats._decode import Decoded
from auditor.formats._fragment import draw_body, draw_title, is_marked
from auditor.formats._source import Source
from auditor.formats.html import NAME as HTML
from auditor.formats.html import is_page
from auditor.formats.text import NAME as TEXT
from auditor.formats.text import blocks
from auditor.model import Block, BlockKind, Document

_BETWEEN = "\n\n"


class Story(NamedTuple):
    """A document, and where the body begins in its text."""

    document: Document
    body: int


def read_cells(title: str, body: str, path: str) -> Story:
    """Return the story of a row; ``path`` names it in reports.

    The document's text is the headline, a blank line and the body, both as they stand in their
    cells.  Raises ReadError for more than is audited in one go.
    """
    if is_page(body):
        return Story(read_text(body, path, format=HTML), 0)
    start = len(title) + len(_BETWEEN) if title.strip() else 0
    text = title + _BETWEEN + body if start else body
    if not is_marked(text):
        return Story(_plain(title if start else "", start, text, path), start)
    canvas = Canvas(Decoded(text))
    whole = Words(text, range(len(text)), range(1, len(text) + 1))
    if start:
        draw_title(canvas, whole.part(0, len(title)))
    draw_body(canvas, whole.part(start, len(text)))
    return Story(canvas.document(_source(text, path), HTML), start)


def _plain(title: str, start: int, text: str, path: str) -> Document:
    if not title:
        return read_text(text, path, format=TEXT)
    inside = title.strip()
    at = title.index(inside)
    headline = Block(at, at + len(inside), BlockKind.TITLE)
    body = [b._replace(start=b.start + start, end=b.end + start) for b in blocks(text[start:])]
    # A table has the headline in a cell of its own: what looks like one in the body heads a part.
    told = [b._replace(kind=BlockKind.HEADING) if b.kind is BlockKind.TITLE else b for b in body]
    return _source(text, path).document(TEXT, text, [headline, *told])


def _source(text: str, path: str) -> Source:
    return Source(text.encode("utf-8", "surrogatepass"), path, decoded=text)
