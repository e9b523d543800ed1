"""Stories in the JSON of content systems: WordPress, and any that a mapping describes."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model import Document
from auditor.readers._canvas import Canvas, Words
from auditor.readers._fragment import draw_body, draw_title
from auditor.readers._json import Value, get, line, opened, stories, words
from auditor.readers._source import Source

_TEXTS = ("rendered", "raw")  # with the context "edit" there are both


def read_wordpress(source: Source, name: str) -> Document:
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
    return canvas.document(source, name, language=line(first.get("lang")), fields=fields)


def _text(post: Value, key: str) -> Words:
    found = [words(get(post, key, kind)) for kind in _TEXTS]
    return next((text for text in found if not text.blank), found[0])


def read_mapped(source: Source, name: str, mapping: Mapping[str, str]) -> Document:
    """Return the stories of a JSON file by the paths of a mapping: ``title``, ``body``, …

    A path is keys and numbers with dots between them; ``kind`` says whether the body is
    ``html`` or ``text``; ``items`` leads to a list of stories.
    """
    decoded, value = opened(source)
    if mapping.get("items"):
        value = get(value, *_path(mapping["items"]))
    found = [item for item in stories(value) if not _at(item, mapping.get("body", "")).blank]
    if not found:
        where = f"nothing stands at {mapping.get('body', '')!r}, where auditor.yaml has the body"
        raise source.refusal("format", where)
    canvas = Canvas(decoded)
    canvas.stories = len(found)
    for item in found:
        draw_title(canvas, _at(item, mapping.get("title", "")))
        draw_body(canvas, _at(item, mapping["body"]), plain=mapping.get("kind") == "text")
    first = found[0]
    fields = {key: line(get(first, *_path(mapping.get(key, "")))) for key in _FIELDS}
    language = line(get(first, *_path(mapping.get("language", ""))))
    return canvas.document(source, name, language=language, fields=fields)


_FIELDS = ("byline", "dateline", "date", "outlet")


def _at(item: Value, path: str) -> Words:
    return words(get(item, *_path(path)))


def _path(path: str) -> list[str | int]:
    return [int(step) if step.isdecimal() else step for step in path.split(".")]
