"""XML to events, each with the byte it begins at.

Entities of a document's own are refused, and nothing outside the document is looked at.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol
from xml.parsers import expat

_TAG_END = re.compile(rb"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_TAG_NAME = re.compile(rb"</?([^\s/>]+)")

Attributes = Mapping[str, str]


class MarkupError(Exception):
    """The XML is not well-formed, or not safe; the message says where and why."""


class Events(Protocol):
    """Who listens to ``scan``.

    Names are written ``w:p``, with the prefix that the listener has for the namespace, whatever
    the document calls it; those of other namespaces begin with a colon, those of none do not.
    ``at`` is the byte at which a first tag or characters begin, ``behind`` the one after an
    element's last tag.
    """

    def start(self, name: str, attributes: Attributes, at: int) -> None: ...

    def end(self, name: str, behind: int) -> None: ...

    def words(self, text: str, at: int) -> None: ...


def scan(
    data: bytes, events: Events, spaces: Mapping[str, str], encoding: str | None = None
) -> None:
    """Tell ``events`` what is in ``data``; ``spaces`` are the namespaces and their prefixes.

    Characters come in pieces: an entity is a piece by itself, so the bytes of a longer piece
    are those of its characters.
    """
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = False
    known: dict[str, str] = {}
    opened = -1  # the tag before, if it was a first one: it may be the last one, too

    def short(name: str) -> str:
        space, _, local = name.rpartition(" ")
        known[name] = result = f"{spaces.get(space, '')}:{local}" if space else local
        return result

    def start(name: str, attributes: dict[str, str]) -> None:
        if attributes:
            attributes = {known.get(k) or short(k): value for k, value in attributes.items()}
        nonlocal opened
        opened = parser.CurrentByteIndex
        events.start(known.get(name) or short(name), attributes, opened)

    def end(name: str) -> None:
        nonlocal opened
        behind = tag_end(data, opened) if opened >= 0 else 0
        if data[behind - 2 : behind] != b"/>":
            behind = tag_end(data, parser.CurrentByteIndex)
        opened = -1
        events.end(known.get(name) or short(name), behind)

    def words(text: str) -> None:
        nonlocal opened
        opened = -1
        events.words(text, parser.CurrentByteIndex)

    def skipped(name: str, parameter: bool) -> None:
        character = html.unescape(f"&{name};")
        if not parameter and len(character) == 1:  # of HTML, in a DTD that is not read
            words(character)

    def declared(*_: object) -> None:
        raise MarkupError("it declares entities of its own, which can hide any amount of text")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words
    parser.SkippedEntityHandler = skipped
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise MarkupError(f"its XML is broken: {error}") from error
    except (ValueError, LookupError) as error:  # an encoding that expat cannot use
        raise MarkupError(f"its XML cannot be read: {error}") from error


def tag_end(data: bytes, at: int) -> int:
    """Return the byte behind the tag that begins at ``at``."""
    found = _TAG_END.match(data, at)
    return found.end() if found else len(data)  # in an encoding with other bytes for tags


def tag_name(data: bytes, at: int) -> bytes:
    """Return the name of the tag that begins at ``at`` as the document writes it."""
    found = _TAG_NAME.match(data, at)
    return found[1] if found else b""


class Element(NamedTuple):
    """An element that ``elements`` found; its bytes are ``data[start:end]``."""

    name: str
    attributes: Attributes
    start: int
    end: int
    words: str  # those in none of the others that were asked for


def elements(data: bytes, spaces: Mapping[str, str], names: frozenset[str]) -> list[Element]:
    """Return the elements called ``names`` in the order in which they end."""
    listener = _Elements(names)
    scan(data, listener, spaces)
    return listener.found


class _Elements:
    def __init__(self, names: frozenset[str]) -> None:
        self.found: list[Element] = []
        self._names = names
        self._open: list[tuple[str, Attributes, int, list[str]]] = []

    def start(self, name: str, attributes: Attributes, at: int) -> None:
        if name in self._names:
            self._open.append((name, attributes, at, []))

    def end(self, name: str, behind: int) -> None:
        if name in self._names:
            name, attributes, start, words = self._open.pop()
            self.found.append(Element(name, attributes, start, behind, "".join(words)))

    def words(self, text: str, at: int) -> None:
        if self._open:
            self._open[-1][3].append(text)
