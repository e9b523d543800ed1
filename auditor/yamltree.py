"""Text of a YAML file -> a small tree of lists, maps and texts that know where they stand.

Built from the parser's events and not from its objects: every scalar stays the text
that is written (`no`, `1:20`, `010`), duplicates can be refused, and aliases, tags and
deep nesting, which can blow up a loader, are refused before anything is built.

Packs, ``auditor.yaml`` and sidecars are all read so: ``Shapes`` takes the tree apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

_MOST_DEPTH = 24
# To look for what was meant takes time: so many hints for one file, so long, among so many.
_MOST_HINTS, _LONGEST_HINTED, _MOST_KNOWN = 10, 60, 3000
_OPENERS = re.compile(rf"(?:\s*[\[{{]){{{_MOST_DEPTH + 1}}}")

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


def read_tree(content: bytes, most: int) -> Tree | None:
    """Return the tree of one YAML document, None where nothing is said.

    Raises ``TreeError`` with the place of the fault; one is more than ``most`` bytes.
    """
    if len(content) > most:
        raise TreeError(f"the file is larger than {most:,} bytes", 1, 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TreeError("the file is not UTF-8", line, 1) from None
    import yaml

    return _build(yaml, _events(yaml, text))


def _events(yaml: Any, text: str) -> Iterator[Any]:
    done = 0  # where the last event ends
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            done = event.end_mark.index
            yield event
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        # libyaml may refuse a run of brackets before it tells of the first one.
        run = _OPENERS.search(text, done, mark.index if mark else done)
        if run is not None:
            before = text[: run.end() - 1]
            place = before.count("\n") + 1, len(before) - before.rfind("\n")
            raise TreeError("nested too deeply", *place) from None
        said = getattr(error, "problem", None) or str(error).splitlines()[0]
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        meant = next((m for begins, m in _MEANT.items() if said.startswith(begins)), said)
        raise TreeError(f"not YAML: {meant}", line, column) from None


def _build(yaml: Any, events: Iterator[Any]) -> Tree | None:
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
    return root


class Shapes:
    """Nodes of a tree as what they have to be; ``fault`` is told of each that is not.

    ``what`` is how complaints call a node: ``gates`` in "gates: expected a text".
    """

    def __init__(self, fault: Callable[[Tree, str], None]) -> None:
        self.fault = fault
        self._hints = 0

    def pairs(self, node: Tree, what: str) -> Iterator[tuple[Text, Tree]]:
        """Yield the keys and values of a map, each key once."""
        if not isinstance(node, Map):
            self.fault(node, f"{what}: expected keys and values")
            return
        seen: dict[str, int] = {}
        for key, value in node.pairs:
            if key.value in seen:
                self.fault(key, f"{key.value!r} stands in line {seen[key.value]} already")
            else:
                seen[key.value] = key.line
                yield key, value

    def fields(
        self, node: Tree, what: str, known: Collection[str], required: Collection[str] = (),
        *, strict: bool = True,
    ) -> dict[str, Tree]:  # fmt: skip
        """Return the values of a map by their keys; ``strict``: of ``known`` keys only."""
        found: dict[str, Tree] = {}
        for key, value in self.pairs(node, what):
            if strict and key.value not in known:
                self.unknown(key, f"unknown key {key.value!r} in {what}", key.value, known)
            else:
                found[key.value] = value
        if isinstance(node, Map):
            for name in required:
                if name not in found:
                    self.fault(node, f"{what} needs {name!r}")
        return found

    def items(self, node: Tree | None, what: str = "") -> list[Tree]:
        """Return the items of a list; none where there is no node."""
        if node is None or isinstance(node, List):
            return node.items if node else []
        self._told(node, what, "expected a list")
        return []

    def text(self, node: Tree | None, what: str = "") -> Text | None:
        """Return a text that is not empty; None where there is none."""
        if node is None or (isinstance(node, Text) and node.value.strip()):
            return node
        empty = isinstance(node, Text)
        self._told(node, what, "must not be empty" if empty else "expected a text")
        return None

    def texts(self, node: Tree | None, what: str = "") -> list[Text]:
        """Return a list of texts; a single one is a list of one."""
        if node is None:
            return []
        nodes = node.items if isinstance(node, List) else [node]
        if not nodes:
            self._told(node, what, "must not be empty")
        return [text for text in (self.text(item, what) for item in nodes) if text]

    def choice(self, node: Tree | None, what: str, allowed: Collection[str]) -> Text | None:
        """Return one of some texts; None for anything else."""
        text = self.text(node, what)
        if text and text.value.strip() not in allowed:
            self.unknown(text, f"{what} cannot be {text.value!r}", text.value, allowed)
            return None
        return text

    def unknown(self, at: Tree, message: str, word: str, known: Collection[str]) -> None:
        """Tell a fault, and what may have been meant instead of ``word``."""
        hint = near(word, known, self._hints) or f" (one of {', '.join(known)})"
        self._hints += 1
        self.fault(at, message + hint)

    def _told(self, node: Tree, what: str, message: str) -> None:
        self.fault(node, f"{what}: {message}" if what else message)


def near(word: str, known: Collection[str], told: int = 0) -> str:
    """Return "; did you mean ...?" if a known word is close.

    Nobody needs it behind so many faults that were ``told``.
    """
    if told >= _MOST_HINTS or len(word) > _LONGEST_HINTED or len(known) > _MOST_KNOWN:
        return ""
    import difflib

    close = difflib.get_close_matches(word, map(str, known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def plain(node: Tree | None) -> Any:
    """Return a tree as texts, lists and dictionaries that know no place in a file."""
    if node is None:
        return {}
    if isinstance(node, Text):
        return node.value
    if isinstance(node, List):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.pairs}
