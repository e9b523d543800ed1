"""Stories in any JSON whose keys a mapping tells."""

from __future__ import annotations

from auditor.formats._canvas import Canvas, Words
from auditor.formats._fragment import draw_body, draw_title
from auditor.formats._source import Source
from auditor.formats._values import Value, get, line, opened, stories, words
from auditor.model import Document

NAME = "json"
_FIELDS = ("byline", "dateline", "date", "outlet")


def read(source: Source) -> Document:
    """Return the stories of a JSON file by the paths of its mapping: ``title``, ``body``, …

    A path is keys and numbers with dots between them; ``kind`` says whether the body is
    ``html`` or ``text``; ``items`` leads to a list of stories.
    """
    mapping = source.mapping
    if not mapping:
        cure = "say in auditor.yaml where its title and body stand (json: {title: …, body: …})"
        raise source.refusal("format", f"is JSON of a kind that is not known; {cure}")
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
    return canvas.document(source, NAME, language=language, fields=fields)


def _at(item: Value, path: str) -> Words:
    return words(get(item, *_path(path)))


def _path(path: str) -> list[str | int]:
    return [int(step) if step.isdecimal() else step for step in path.split(".")]
