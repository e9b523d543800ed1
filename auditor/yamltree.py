"""Text of a YAML file -> a small tree of lists, maps and texts that know where they stand.

Built from the parser's events and not from its objects: every scalar stays the text
that is written (`no`, `1:20`, `010`), duplicates can be refused, and aliases, tags and
deep nesting, which can blow up a loader, are refused before anything is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

_MOST_DEPTH = 24

# What the parser says, by how it begins, and what a writer may have done.
_MEANT = {
    "found character that cannot start any token": "a tab, or a mark that needs quotes around it",
    "did not find expected node content": "a value is missing, or a bracket is not closed",
    "did not find expected ',' or": "a comma is missing, or a bracket is not closed",
    "mapping values are not allowed": "a colon that does not fit: quote the text, mend the indent",
    "could not find expected ':'": "a key without a colon",
    "did not find expected key": "the indent does not fit the lines above, or an open quote",
    "did not find expected '-' indicator": "the indent does not fit the lines above",
    "did not find expected <document start>": "the indent does not fit the lines above",
    "exceeded maximum nesting depth": "nested too deeply",
    "found a tab character": "a tab: indent with blanks",
    "found unexpected end of stream": "a quotation mark is not closed",
    "found unknown escape character": "a backslash: put the text in single quotes",
}


class TreeError(Exception):
    """The text is not YAML that a pack may use."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(slots=True)
class Text:
    value: str
    line: int  # both count from 1
    column: int
    exact: bool = False  # a column inside the value is a column of the file


@dataclass(slots=True)
class List:
    line: int
    column: int
    items: list[Tree] = field(default_factory=list)


@dataclass(slots=True)
class Map:
    line: int
    column: int
    pairs: list[tuple[Text, Tree]] = field(default_factory=list)


Tree = Text | List | Map


def read_tree(text: str) -> Tree:
    """Return the tree of one YAML document; raise ``TreeError`` with the place of the fault."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _build(yaml, yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = getattr(error, "problem", None) or str(error).splitlines()[0]
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        meant = next((m for begins, m in _MEANT.items() if said.startswith(begins)), said)
        raise TreeError(f"not YAML: {meant}", line, column) from None


def _build(yaml: Any, events: Any) -> Tree:
    root: Tree | None = None
    opened: list[List | Map] = []
    keys: list[Text | None] = []
    for event in events:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            raise TreeError("aliases (*name) are not allowed in packs", line, column)
        if getattr(event, "tag", None) is not None and not isinstance(event, yaml.DocumentEndEvent):
            raise TreeError("tags (!name) are not allowed in packs", line, column)
        if isinstance(event, yaml.ScalarEvent):
            inside = event.style in ("'", '"')
            exact = event.start_mark.line == event.end_mark.line and event.style != "|"
            node: Tree = Text(event.value, line, column + inside, exact)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = List(line, column)
        elif isinstance(event, yaml.MappingStartEvent):
            node = Map(line, column)
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            opened.pop()
            keys.pop()
            continue
        else:
            continue
        if not opened:
            if root is not None:
                raise TreeError("a pack is one document; remove this one", line, column)
            root = node
        elif isinstance(opened[-1], List):
            opened[-1].items.append(node)
        elif keys[-1] is None:
            if not isinstance(node, Text):
                raise TreeError("a key must be a text", line, column)
            keys[-1] = node
        else:
            opened[-1].pairs.append((keys[-1], node))
            keys[-1] = None
        if not isinstance(node, Text):
            if len(opened) == _MOST_DEPTH:
                raise TreeError("nested too deeply", line, column)
            opened.append(node)
            keys.append(None)
    if root is None:
        raise TreeError("the file is empty", 1, 1)
    return root


def pairs(node: Tree, what: str, fault: Callable[[Tree, str], None]) -> Iterator[tuple[Text, Tree]]:
    """Yield the keys and values of a map, each key once; call ``fault`` where it is none."""
    if not isinstance(node, Map):
        fault(node, f"{what}: expected keys and values")
        return
    seen: dict[str, int] = {}
    for key, value in node.pairs:
        if key.value in seen:
            fault(key, f"{key.value!r} stands in line {seen[key.value]} already")
        else:
            seen[key.value] = key.line
            yield key, value
