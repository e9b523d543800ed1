"""NewsML-G2, the messages of agencies: all stories in one, in NITF, XHTML or plain text."""

from __future__ import annotations

from auditor.formats._canvas import Canvas
from auditor.formats._fragment import draw_body
from auditor.formats._nitf import language_of, opened, said
from auditor.formats._prose import draw_prose
from auditor.formats._source import Source
from auditor.formats._tree import Node
from auditor.model import Document

NAME = "newsml"


def read(source: Source) -> Document:
    """Return the stories of a NewsML file, each with its headline."""
    decoded, root = opened(source)
    items = [root] if root.name == "newsItem" else list(root.all("newsItem", "NewsItem"))
    told = [item for item in items if _contents(item)]
    if not told:
        raise source.refusal("format", "holds no text: its stories are kept elsewhere")
    canvas = Canvas(decoded)
    canvas.stories = len(told)
    for item in told:
        _draw_item(canvas, item)
    left = len(items) - len(told)
    notes = [f"{left} of its {len(items)} items hold no text"] if left else []
    return canvas.document(
        source, NAME, language=_item_language(told[0]), fields=_item_fields(told[0]), notes=notes
    )


def _contents(item: Node) -> list[Node]:
    """Return what holds the text of an item, in whatever format."""
    return [
        node
        for node in item.all("inlineXML", "inlineData", "DataContent")
        if not node.words().blank and "image" not in node.attribute("contenttype")
    ]


def _draw_item(canvas: Canvas, item: Node) -> None:
    contents = _contents(item)
    headed = any(True for node in contents for _ in node.all("hedline", "hl1"))
    headline = item.find("contentMeta", "headline") or item.find("itemMeta", "title")
    headline = headline or next(item.all("HeadLine"), None)
    if headline is not None and not headed:
        canvas.title(headline.words())
    for node in contents:
        nitf = next(node.all("nitf"), None)
        page = next(node.all("html", "body"), None)
        if nitf is not None:
            draw_prose(canvas, nitf.find("body") or nitf)
        elif page is not None:
            draw_prose(canvas, page.find("body") or page)
        elif any(True for _ in node.nodes()):
            draw_prose(canvas, node)
        else:
            draw_body(canvas, node.words())


def _item_language(item: Node) -> str:
    language = item.find("contentMeta", "language")
    return (language.attribute("tag") if language else "") or language_of(item)


def _item_fields(item: Node) -> dict[str, str]:
    meta = item.find("contentMeta") or item
    return {
        "byline": said(meta.find("by")) or said(next(item.all("byline", "ByLine"), None)),
        "dateline": said(meta.find("dateline")) or said(next(item.all("dateline"), None)),
        "date": said(meta.find("contentModified")) or said(item.find("itemMeta", "versionCreated")),
        "outlet": said(item.find("itemMeta", "provider", "name"))
        or said(meta.find("infoSource", "name")),
    }
