"""NITF, the News Industry Text Format of agencies: read by the names of its elements."""

from __future__ import annotations

import re

from auditor.formats._canvas import Canvas
from auditor.formats._decode import Decoded
from auditor.formats._prose import draw_prose
from auditor.formats._source import Source
from auditor.formats._tree import Node, tree
from auditor.model import Document

NAME = "nitf"
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._:-]{1,40})")


def opened(source: Source) -> tuple[Decoded, Node]:
    """Return the text of an XML file, and its outermost element."""
    declared = _DECLARED.match(source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:300])
    decoded = source.text(declared[1].decode("ascii") if declared else None)
    return decoded, tree(source, decoded.text)


def read(source: Source) -> Document:
    """Return the story of an NITF file."""
    decoded, root = opened(source)
    body = root.find("body")
    if root.name != "nitf" or body is None:
        raise source.refusal("format", "is no NITF story: it has no <nitf> with a <body> in it")
    canvas = Canvas(decoded)
    title = root.find("head", "title")
    if title is not None and body.find("body.head", "hedline") is None:
        canvas.title(title.words())
    draw_prose(canvas, body)
    return canvas.document(source, NAME, language=language_of(root, body), fields=_fields(root))


def language_of(*nodes: Node) -> str:
    """Return the language that the first of some elements declares."""
    return next(filter(None, (node.attribute("xml:lang") for node in nodes)), "")


def _fields(root: Node) -> dict[str, str]:
    head = root.find("body", "body.head") or root
    issued = root.find("head", "docdata", "date.issue")
    outlet = root.find("head", "pubdata")
    return {
        "byline": said(head.find("byline")),
        "dateline": said(head.find("dateline")),
        "date": issued.attribute("norm") if issued else "",
        "outlet": outlet.attribute("name") if outlet else "",
    }


def said(node: Node | None) -> str:
    """Return what is said in an element, if there is one."""
    return node.said() if node else ""
