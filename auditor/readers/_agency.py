"""Agencies' XML, NITF and NewsML: read by the names of their elements."""

from __future__ import annotations

import re

from auditor.model import Document
from auditor.readers._canvas import Canvas
from auditor.readers._decode import Decoded
from auditor.readers._fragment import draw_body
from auditor.readers._prose import draw_prose
from auditor.readers._source import Source
from auditor.readers._tree import Node, tree

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._:-]{1,40})")


def opened(source: Source) -> tuple[Decoded, Node]:
    """Return the text of an XML file, and its outermost element."""
    declared = _DECLARED.match(source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:300])
    decoded = source.text(declared[1].decode("ascii") if declared else None)
    return decoded, tree(source, decoded.text)


def read_nitf(source: Source, name: str) -> Document:
    """Return the story of an NITF file."""
    decoded, root = opened(source)
    body = root.find("body")
    if root.name != "nitf" or body is None:
        raise source.refusal("format", "is no NITF story: it has no <nitf> with a <body> in it")
    canvas = Canvas(decoded)
    draw_nitf(canvas, root)
    return canvas.document(source, name, language=_language(root, body), fields=_nitf_fields(root))


def draw_nitf(canvas: Canvas, root: Node) -> None:
    """Put the story of an ``<nitf>`` on the canvas."""
    body = root.find("body")
    if body is None:
        return
    title = root.find("head", "title")
    if title is not None and body.find("body.head", "hedline") is None:
        canvas.title(title.words())
    draw_prose(canvas, body)


def read_newsml(source: Source, name: str) -> Document:
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
        source, name, language=_item_language(told[0]), fields=_item_fields(told[0]), notes=notes
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
    return (language.attribute("tag") if language else "") or _language(item)


def _item_fields(item: Node) -> dict[str, str]:
    meta = item.find("contentMeta") or item
    return {
        "byline": _said(meta.find("by")) or _said(next(item.all("byline", "ByLine"), None)),
        "dateline": _said(meta.find("dateline")) or _said(next(item.all("dateline"), None)),
        "date": _said(meta.find("contentModified"))
        or _said(item.find("itemMeta", "versionCreated")),
        "outlet": _said(item.find("itemMeta", "provider", "name"))
        or _said(meta.find("infoSource", "name")),
    }


def _language(*nodes: Node) -> str:
    return next(filter(None, (node.attribute("xml:lang") for node in nodes)), "")


def _nitf_fields(root: Node) -> dict[str, str]:
    head = root.find("body", "body.head") or root
    issued = root.find("head", "docdata", "date.issue")
    outlet = root.find("head", "pubdata")
    return {
        "byline": _said(head.find("byline")),
        "dateline": _said(head.find("dateline")),
        "date": issued.attribute("norm") if issued else "",
        "outlet": outlet.attribute("name") if outlet else "",
    }


def _said(node: Node | None) -> str:
    return node.said() if node else ""
