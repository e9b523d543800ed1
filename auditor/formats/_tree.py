"""XML as a tree whose words know their places in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.formats._canvas import Words, joined
from auditor.formats._source import Source
from auditor.office.markup import Attributes, MarkupError, scan

_DEEPEST = 200
_ENTITY = re.compile(rb"&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


@dataclass(slots=True)
class Node:
    """An element: ``name`` without its namespace, ``space`` is that."""

    name: str
    space: str
    attributes: Attributes
    children: list[Node | Words] = field(default_factory=list)

    def nodes(self, *names: str) -> Iterator[Node]:
        """Yield the elements right inside it that are called one of ``names`` (none: all)."""
        for child in self.children:
            if isinstance(child, Node) and (not names or child.name in names):
                yield child

    def find(self, *path: str) -> Node | None:
        """Return the first element that a path of names leads to."""
        for node in self.nodes(path[0]):
            found = node if len(path) == 1 else node.find(*path[1:])
            if found is not None:
                return found
        return None

    def all(self, *names: str) -> Iterator[Node]:
        """Yield the elements at any depth that are called one of ``names``, none inside another."""
        for node in self.nodes():
            if node.name in names:
                yield node
            else:
                yield from node.all(*names)

    def words(self) -> Words:
        """Return all that is said in it."""
        return joined(list(self._pieces()))

    def said(self) -> str:
        """Return all that is said in it, on one line."""
        return " ".join(self.words().text.split())

    def attribute(self, name: str) -> str:
        """Return an attribute, "" where it has none."""
        return self.attributes.get(name, "")

    def _pieces(self) -> Iterator[Words]:
        for child in self.children:
            if isinstance(child, Node):
                yield from child._pieces()
            else:
                yield child


def tree(source: Source, text: str) -> Node:
    """Return the outermost element of ``text``.  Raises ReadError."""
    data = text.encode("utf-8", "surrogatepass")
    listener = _Tree(data, text)
    try:
        scan(data, listener, _SPACES, "utf-8")
    except MarkupError as error:
        raise source.refusal("format", f"cannot be read, {error}") from error
    return listener.root


_SPACES = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://wordpress.org/export/1.2/": "wp",
    "http://wordpress.org/export/1.1/": "wp",
    "http://wordpress.org/export/1.0/": "wp",
    "http://wordpress.org/export/1.2/excerpt/": "excerpt",
    "http://wordpress.org/export/1.1/excerpt/": "excerpt",
    "http://www.w3.org/2005/Atom": "atom",
    "http://search.yahoo.com/mrss/": "media",
}


class _Tree:
    def __init__(self, data: bytes, text: str) -> None:
        self.root = Node("", "", {})
        self._data = data
        self._open = [self.root]
        self._byte = self._place = 0  # a byte of the data, and its place in the text
        self._ascii = len(data) == len(text)

    def start(self, name: str, attributes: Attributes, at: int) -> None:
        """Enter an element."""
        space, _, local = name.rpartition(":")
        node = Node(local, space, attributes)
        if len(self._open) == 1:
            self.root = node
        else:
            self._open[-1].children.append(node)
        self._open.append(node)
        if len(self._open) > _DEEPEST:
            raise MarkupError(f"its elements lie more than {_DEEPEST} deep")

    def end(self, name: str, behind: int) -> None:
        """Leave an element."""
        self._open.pop()

    def words(self, text: str, at: int) -> None:
        """Take characters: an entity, or such as stand there as they are."""
        start = self._at(at)
        entity = _ENTITY.match(self._data, at) if len(text) == 1 else None
        if entity and html.unescape(entity[0].decode()) == text:
            end = self._at(entity.end())
            self._open[-1].children.append(Words(text, [start], [end]))
        else:
            starts = range(start, start + len(text))
            ends = range(start + 1, start + len(text) + 1)
            self._open[-1].children.append(Words(text, starts, ends))

    def _at(self, byte: int) -> int:
        if self._ascii:
            return byte
        self._place += len(self._data[self._byte : byte].decode("utf-8", "surrogatepass"))
        self._byte = byte
        return self._place
