"""Posts of Ghost: their HTML, else what its editors keep (lexical, mobiledoc)."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.formats._canvas import Canvas, Words, joined
from auditor.formats._fragment import draw_body, draw_title
from auditor.formats._source import Source
from auditor.formats._values import Said, Value, get, line, opened, parsed, stories, words
from auditor.model import BlockKind, Document

NAME = "ghost"

_KINDS = {
    "paragraph": BlockKind.PARAGRAPH, "heading": BlockKind.HEADING, "quote": BlockKind.QUOTE,
    "listitem": BlockKind.ITEM, "extended-heading": BlockKind.HEADING, "aside": BlockKind.QUOTE,
    "extended-quote": BlockKind.QUOTE,
}  # fmt: skip
_TAGS = {"blockquote": BlockKind.QUOTE, "aside": BlockKind.QUOTE, "li": BlockKind.ITEM,
         **{f"h{level}": BlockKind.HEADING for level in range(1, 7)}}  # fmt: skip


def read(source: Source) -> Document:
    """Return the posts of a file."""
    decoded, value = opened(source)
    export = get(value, "db", 0, "data")
    found = [post for post in stories(export or value) if _bodied(post)]
    if not found:
        raise source.refusal("format", "holds no post with a text")
    canvas = Canvas(decoded)
    canvas.stories = len(found)
    for post in found:
        draw_title(canvas, words(post.get("title")))
        _draw(source, canvas, post)
    first = found[0]
    fields = {
        "byline": line(get(first, "primary_author", "name"))
        or line(get(first, "authors", 0, "name")),
        "date": line(first.get("published_at")),
    }
    return canvas.document(source, NAME, language=line(first.get("locale")), fields=fields)


def _bodied(post: Value) -> bool:
    return any(line(post.get(key)) for key in ("html", "lexical", "mobiledoc", "plaintext"))


def _draw(source: Source, canvas: Canvas, post: Value) -> None:
    html = words(post.get("html"))
    if not html.blank:
        draw_body(canvas, html)
        return
    for key, pieces in (("lexical", _lexical), ("mobiledoc", _mobiledoc)):
        kept = words(post.get(key))
        if not kept.blank:
            try:
                inner = parsed(kept.text)
            except ValueError as error:
                raise source.refusal("format", f"its {key} is no JSON: {error}") from error
            for kind, said in pieces(inner):
                canvas.block(joined([_through(kept, words(text)) for text in said]), kind)
            return
    draw_body(canvas, words(post.get("plaintext")))


def _through(kept: Words, inner: Words) -> Words:
    """Return words of a JSON text that stands in a string: their places in the file."""
    starts = [kept.starts[at] for at in inner.starts]
    ends = [kept.ends[at - 1] for at in inner.ends]
    return Words(inner.text, starts, ends)


def _lexical(value: Value) -> Iterator[tuple[BlockKind, list[Said]]]:
    """Yield the paragraphs of a lexical document."""
    waiting = [get(value, "root")]
    while waiting:
        node = waiting.pop()
        children = get(node, "children")
        kind = _KINDS.get(line(get(node, "type")))
        if kind is not None:
            yield kind, list(_texts(node))
        elif isinstance(children, list):
            waiting += reversed(children)


def _texts(node: Value) -> Iterator[Said]:
    text = get(node, "text")
    if isinstance(text, Said):
        yield text
    children = get(node, "children")
    for child in children if isinstance(children, list) else ():
        yield from _texts(child)


def _mobiledoc(value: Value) -> Iterator[tuple[BlockKind, list[Said]]]:
    """Yield the paragraphs of a mobiledoc: sections of a kind, a tag and markers."""
    sections = get(value, "sections")
    for section in sections if isinstance(sections, list) else ():
        markers = get(section, 2)
        if not isinstance(markers, list):
            continue
        tag = line(get(section, 1))
        if tag in ("ul", "ol"):
            for item in markers:
                yield BlockKind.ITEM, _marked(item)
        else:
            yield _TAGS.get(tag, BlockKind.PARAGRAPH), _marked(markers)


def _marked(markers: Value) -> list[Said]:
    found = (get(marker, 3) for marker in (markers if isinstance(markers, list) else ()))
    return [text for text in found if isinstance(text, Said)]
