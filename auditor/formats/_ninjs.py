"""The story of a ninjs object.

1.x has a key for each headline and body (``headline``, ``body_xhtml``), 2.x and 3.x have lists of
them, each with a role and a content type; 3.x writes the keys in camel case.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.formats._canvas import Canvas, Words
from auditor.formats._fragment import draw_body, draw_title
from auditor.formats._source import Source
from auditor.formats._values import Value, get, line, opened, stories, words
from auditor.model import Document

NAME = "ninjs"

_MAIN = ("main", "body", "article", "")
_PLAIN = ("text", "plain")
_BODY = "body_"


def read(source: Source) -> Document:
    """Return the stories of a file; what they are associated with is not read."""
    decoded, value = opened(source)
    found = [item for item in stories(value) if _bodies(item)]
    if not found:
        raise source.refusal("format", "holds no ninjs story with a body")
    canvas = Canvas(decoded)
    canvas.stories = len(found)
    for item in found:
        draw_title(canvas, _headline(item))
        draw_body(canvas, _chosen(_bodies(item)))
    first = found[0]
    return canvas.document(
        source, NAME, language=line(first.get("language")), fields=_fields(first)
    )


def _headline(item: dict[str, Value]) -> Words:
    plain = words(item.get("headline"))
    if not plain.blank:
        return plain
    named = (words(value) for key, value in item.items() if key.startswith("headline_"))
    listed = [words(get(entry, "value")) for _, entry in _ranked(item.get("headlines"))]
    return next((found for found in (*listed, *named) if not found.blank), plain)


def _bodies(item: dict[str, Value]) -> list[tuple[bool, Words]]:
    """Return the bodies, the main ones first, and whether each is marked up."""
    found = [
        (key.removeprefix(_BODY) not in _PLAIN, words(value))
        for key, value in item.items()
        if key.startswith(_BODY)
    ]
    for kind, entry in _ranked(item.get("bodies")):
        found.append((not kind.endswith(_PLAIN), words(get(entry, "value"))))
    return [body for body in found if not body[1].blank]


def _ranked(entries: Value) -> list[tuple[str, Value]]:
    """Return the entries of a list with their content types; those of a main role first."""
    if not isinstance(entries, list):
        return []
    by_role = sorted(entries, key=lambda entry: line(get(entry, "role")).lower() not in _MAIN)
    return [(_kind(entry), entry) for entry in by_role]


def _kind(entry: Value) -> str:
    return line(get(entry, "contenttype")) or line(get(entry, "contentType"))


def _chosen(bodies: list[tuple[bool, Words]]) -> Words:
    """Return the first body with markup, which tells paragraphs and headings; else the first."""
    return next((body for marked, body in bodies if marked), bodies[0][1])


def _fields(item: dict[str, Value]) -> dict[str, str]:
    def first(*keys: str) -> str:
        return next(filter(None, (line(item.get(key)) for key in keys)), "")

    return {
        "byline": first("byline", "by"),
        "dateline": first("located", "dateline"),
        "date": first("versioncreated", "versionCreated", "contentcreated", "contentCreated"),
        "outlet": _provider(item),
    }


def _provider(item: dict[str, Value]) -> str:
    names: Iterator[str] = (
        line(get(item, key, "name")) or line(item.get(key))
        for key in ("infosources", "source", "copyrightholder", "copyrightHolder")
    )
    return next(filter(None, names), "")
