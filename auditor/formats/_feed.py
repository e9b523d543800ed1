"""The stories of a feed: RSS, Atom, and the RSS that WordPress exports."""

from __future__ import annotations

from auditor.formats._canvas import NOTHING, Canvas
from auditor.formats._fragment import draw_body, draw_title
from auditor.formats._nitf import opened, said
from auditor.formats._prose import draw_prose
from auditor.formats._source import Source
from auditor.formats._tree import Node
from auditor.model import Document

NAME = "feed"

_WRITTEN = ("post", "page", "")  # what WordPress exports besides is no text: attachments, menus
_SUMMARIES = "its stories are summaries: audit the articles that they lead to"


def read(source: Source) -> Document:
    """Return the stories of a feed."""
    decoded, root = opened(source)
    items = [item for item in root.all("item", "entry") if _post_type(item) in _WRITTEN]
    found = [item for item in items if _holder(item) is not None]
    if not found:
        raise source.refusal("format", "is a feed without stories in it")
    canvas = Canvas(decoded)
    canvas.stories = len(found)
    for item in found:
        _draw(canvas, item)
    doubts = [] if any(_content(item) is not None for item in found) else [_SUMMARIES]
    channel = root.find("channel") or root
    return canvas.document(
        source,
        NAME,
        language=said(channel.find("language")) or root.attribute("xml:lang"),
        fields=_fields(found[0], channel),
        doubts=doubts,
    )


def _draw(canvas: Canvas, item: Node) -> None:
    title = _own(item, "title")
    draw_title(canvas, title.words() if title else NOTHING)
    holder = _holder(item)
    if holder is None:
        return
    if holder.attribute("type") == "xhtml":
        draw_prose(canvas, holder)
    else:
        draw_body(canvas, holder.words())


def _holder(item: Node) -> Node | None:
    """Return what holds the text of a story: its content, else its summary."""
    return _content(item) or _own(item, "description") or _own(item, "summary")


def _content(item: Node) -> Node | None:
    """Return the full text of a story, None where there is no more than a summary."""
    for node in item.nodes("encoded", "content"):
        if node.space in ("content", "atom") and not node.words().blank:
            return node
    return None


def _own(item: Node, name: str) -> Node | None:
    """Return an element of the feed's own vocabulary: media:title is another one."""
    found = (n for n in item.nodes(name) if n.space in ("", "atom") and not n.words().blank)
    return next(found, None)


def _post_type(item: Node) -> str:
    return said(next((n for n in item.nodes("post_type") if n.space == "wp"), None))


def _fields(item: Node, channel: Node) -> dict[str, str]:
    author = item.find("creator") or item.find("author", "name") or item.find("author")
    date = next(item.nodes("pubDate", "published", "updated", "date"), None)
    return {
        "byline": said(author),
        "date": said(date),
        "outlet": said(_own(channel, "title")),
    }
