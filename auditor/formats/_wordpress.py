"""Posts as WordPress' REST interface gives them."""

from __future__ import annotations

from auditor.formats._canvas import Canvas, Words
from auditor.formats._fragment import draw_body, draw_title
from auditor.formats._source import Source
from auditor.formats._values import Value, get, line, opened, stories, words
from auditor.model import Document

NAME = "wordpress"
_TEXTS = ("rendered", "raw")  # with the context "edit" there are both


def read(source: Source) -> Document:
    """Return the posts of a file."""
    decoded, value = opened(source)
    found = [post for post in stories(value) if not _text(post, "content").blank]
    if not found:
        raise source.refusal("format", "holds no post with a text; is it protected?")
    canvas = Canvas(decoded)
    canvas.stories = len(found)
    for post in found:
        draw_title(canvas, _text(post, "title"))
        draw_body(canvas, _text(post, "content"))
    first = found[0]
    fields = {
        "byline": line(get(first, "_embedded", "author", 0, "name")),
        "date": line(first.get("date_gmt")) or line(first.get("date")),
    }
    return canvas.document(source, NAME, language=line(first.get("lang")), fields=fields)


def _text(post: Value, key: str) -> Words:
    found = [words(get(post, key, kind)) for kind in _TEXTS]
    return next((text for text in found if not text.blank), found[0])
