"""The paragraphs of a story in XML, as NITF and XHTML name them."""

from __future__ import annotations

from auditor.formats._canvas import Canvas, Words, joined
from auditor.formats._tree import Node
from auditor.model import BlockKind

# What begins a paragraph, and its kind where it gives one to all that is in it.
_KINDS = {
    "hl1": BlockKind.TITLE, "hl2": BlockKind.HEADING,
    "h1": BlockKind.HEADING, "h2": BlockKind.HEADING, "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING, "h5": BlockKind.HEADING, "h6": BlockKind.HEADING,
    "bq": BlockKind.QUOTE, "blockquote": BlockKind.QUOTE,
    "li": BlockKind.ITEM, "dt": BlockKind.ITEM, "dd": BlockKind.ITEM, "tr": BlockKind.ITEM,
    "fn": BlockKind.ITEM, "media-caption": BlockKind.CAPTION, "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION, "pre": BlockKind.CODE,
}  # fmt: skip
_AROUND = {
    "byline": "byline", "dateline": "dateline", "distributor": "distributor",
    "abstract": "abstract", "tagline": "tag line", "bibliography": "bibliography",
    "note": "note", "rights": "rights", "series": "series", "credit": "credit",
    "media-producer": "credit", "copyrite": "copyright", "correction": "correction",
    "nav": "in <nav>", "aside": "in <aside>", "footer": "in <footer>",
}  # fmt: skip
_PARTS = frozenset(
    """p body body.head body.content body.end block hedline ol ul dl table nitf-table media div
    section article header main figure tbody thead tfoot table-reference content html datasource
    content-text""".split()
)
_GONE = frozenset(
    """head script style media-metadata media-object nitf-table-metadata docdata iframe noscript
    object svg""".split()
)
_CELLS = frozenset(("td", "th"))
_BREAKS = frozenset(("br", "hr"))


def draw_prose(canvas: Canvas, node: Node) -> None:
    """Put the story in ``node`` on the canvas; headlines, bylines and the like by their names."""
    _Prose(canvas).visit(node, BlockKind.PARAGRAPH, "")


class _Prose:
    """Walks the tree; a paragraph goes on until an element of its own line begins or ends."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._pieces: list[Words] = []

    def visit(self, node: Node, kind: BlockKind, reason: str) -> None:
        """Take an element that begins and ends lines."""
        for child in node.children:
            self._take(child, kind, reason)
        self._flush(kind, reason)

    def _take(self, child: Node | Words, kind: BlockKind, reason: str) -> None:
        if isinstance(child, Words):
            self._pieces.append(child)
        elif child.name in _GONE:
            pass
        elif child.name in _KINDS or child.name in _AROUND or child.name in _PARTS:
            self._flush(kind, reason)
            inner = reason or _AROUND.get(child.name, "")
            own = BlockKind.AROUND if inner else _KINDS.get(child.name, kind)
            self.visit(child, own, inner)
        elif child.name in _BREAKS:
            last = "".join(piece.text for piece in self._pieces[-3:]).rstrip()[-1:]
            if last.isalnum() or last == ",":
                self._blank()
            else:
                self._flush(kind, reason)
        else:
            for inside in child.children:
                self._take(inside, kind, reason)
            if child.name in _CELLS:
                self._blank()

    def _blank(self) -> None:
        if self._pieces:  # a blank of the width of nothing: it parts the words around it
            end = self._pieces[-1].ends[-1] if self._pieces[-1].ends else 0
            self._pieces.append(Words(" ", [end], [end]))

    def _flush(self, kind: BlockKind, reason: str) -> None:
        words, self._pieces = joined(self._pieces), []
        if words.blank:
            return
        if kind is BlockKind.TITLE:
            self._canvas.title(words)
        else:
            self._canvas.block(words, kind, reason)
