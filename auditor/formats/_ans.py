"""A story in ANS: its elements, each of a type."""

from __future__ import annotations

from auditor.formats._canvas import Canvas, Words
from auditor.formats._fragment import draw_body, draw_title
from auditor.formats._source import Source
from auditor.formats._values import Value, get, line, opened, stories, words
from auditor.model import BlockKind, Document

NAME = "ans"

# The types whose ``content`` is text of the story, and what it is.
_KINDS = {
    "text": BlockKind.PARAGRAPH,
    "header": BlockKind.HEADING,
    "quote": BlockKind.QUOTE,
    "raw_html": BlockKind.PARAGRAPH,
}
_AROUND = {
    "interstitial_link": "a link to another story",
    "link_list": "links to other stories",
    "correction": "correction",
    "endorsement": "endorsement",
}
_PICTURES = ("image", "video", "gallery", "graphic")
_DEEPEST = 20


def read(source: Source) -> Document:
    """Return the stories of a file."""
    decoded, value = opened(source)
    found = [story for story in stories(value) if isinstance(get(story, _ELEMENTS), list)]
    if not found:
        raise source.refusal("format", "holds no ANS story with content_elements")
    canvas = Canvas(decoded)
    canvas.stories = len(found)
    for story in found:
        draw_title(canvas, words(get(story, "headlines", "basic")))
        _draw(canvas, words(get(story, "subheadlines", "basic")), BlockKind.HEADING)
        _elements(canvas, story[_ELEMENTS], BlockKind.PARAGRAPH, 0)
    first = found[0]
    fields = {
        "byline": ", ".join(filter(None, map(_name, get(first, "credits", "by") or ()))),
        "date": line(first.get("display_date")) or line(first.get("publish_date")),
        "outlet": line(get(first, "distributor", "name")) or line(get(first, "source", "name")),
    }
    return canvas.document(source, NAME, language=line(first.get("language")), fields=fields)


_ELEMENTS = "content_elements"


def _name(author: Value) -> str:
    return line(get(author, "name"))


def _elements(canvas: Canvas, elements: Value, kind: BlockKind, depth: int) -> None:
    for element in elements if isinstance(elements, list) and depth < _DEEPEST else ():
        _element(canvas, element, kind, depth)


def _element(canvas: Canvas, element: Value, kind: BlockKind, depth: int) -> None:
    type = line(get(element, "type"))
    if type in _AROUND:
        _draw(canvas, words(get(element, "content")), BlockKind.AROUND, _AROUND[type])
        _draw(canvas, words(get(element, "text")), BlockKind.AROUND, _AROUND[type])
    elif type == "list":
        _elements(canvas, get(element, "items"), BlockKind.ITEM, depth + 1)
    elif type == "table":
        for row in (get(element, "header"), *(get(element, "rows") or ())):
            for cell in row if isinstance(row, list) else ():
                _draw(canvas, words(get(cell, "content")), BlockKind.ITEM)
    elif type in _PICTURES:
        _draw(canvas, words(get(element, "caption")), BlockKind.CAPTION)
    elif type in _KINDS:
        own = _KINDS[type] if kind is BlockKind.PARAGRAPH else kind
        _draw(canvas, words(get(element, "content")), own)
        _elements(canvas, get(element, _ELEMENTS), own, depth + 1)
        _draw(canvas, words(get(element, "citation", "content")), BlockKind.AROUND, "citation")


def _draw(canvas: Canvas, text: Words, kind: BlockKind, reason: str = "") -> None:
    draw_body(canvas, text, kind=kind, reason=reason)
