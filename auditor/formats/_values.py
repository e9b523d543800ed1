"""JSON as values whose strings know their places in the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from auditor.formats._canvas import NOTHING, Words
from auditor.formats._decode import Decoded
from auditor.formats._source import Source

_TOKEN = re.compile(r'[ \t\r\n]*(?:([{}\[\],:])|(")|(-?[0-9.eE+-]+|true|false|null)|$)')
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)"
)
_DEEPEST = 200
_LISTS = ("items", "_items", "posts", "pages", "results", "data", "articles", "docs")

Value = Any  # a dict by key, a list, a Said, or None for what is no string


class Said:
    """A string: ``text[start:end]`` stands between its quotation marks."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source, self.start, self.end = source, start, end

    def __str__(self) -> str:
        return self.words().text

    def words(self) -> Words:
        """Return its characters: an escape is one here."""
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = self.start
        for found in _ESCAPE.finditer(self.source, self.start, self.end):
            pieces.append(self.source[done : found.start()])
            starts += range(done, found.start())
            ends += range(done + 1, found.start() + 1)
            pieces.append(json.loads(f'"{found[0]}"'))
            starts.append(found.start())
            ends.append(found.end())
            done = found.end()
        pieces.append(self.source[done : self.end])
        starts += range(done, self.end)
        ends += range(done + 1, self.end + 1)
        return Words("".join(pieces), starts, ends)


def opened(source: Source) -> tuple[Decoded, Value]:
    """Return the text of a JSON file, and its value.  Raises ReadError."""
    decoded = source.text("utf-8")
    try:
        return decoded, parsed(decoded.text)
    except ValueError as error:
        raise source.refusal("format", f"is no JSON that can be read: {error}") from error


def parsed(text: str) -> Value:
    """Return the value of a JSON text.  Raises ValueError."""
    value, at = _value(text, 0, 0)
    found = _TOKEN.match(text, at)
    if found is None or found.end() != len(text) or found.lastindex:
        raise ValueError(f"something follows its end, at character {at}")
    return value


def _value(text: str, at: int, depth: int) -> tuple[Value, int]:
    found = _TOKEN.match(text, at)
    if found is None or found.lastindex is None or depth > _DEEPEST:
        raise ValueError(f"no value at character {at}" if depth <= _DEEPEST else "it is too deep")
    if found[2]:
        return _string(text, found.end())
    if found[3]:
        return None, found.end()
    if found[1] == "{":
        return _members(text, found.end(), depth)
    if found[1] == "[":
        return _items(text, found.end(), depth)
    raise ValueError(f"no value at character {found.start(1)}")


def _string(text: str, at: int) -> tuple[Said, int]:
    _, end = scanstring(text, at, False)
    return Said(text, at, end - 1), end


def _items(text: str, at: int, depth: int) -> tuple[list[Value], int]:
    items: list[Value] = []
    found = _TOKEN.match(text, at)
    if found and found[1] == "]":
        return items, found.end()
    while True:
        value, at = _value(text, at, depth + 1)
        items.append(value)
        sign, at = _sign(text, at, ",]")
        if sign == "]":
            return items, at


def _members(text: str, at: int, depth: int) -> tuple[dict[str, Value], int]:
    members: dict[str, Value] = {}
    found = _TOKEN.match(text, at)
    if found and found[1] == "}":
        return members, found.end()
    while True:
        found = _TOKEN.match(text, at)
        if found is None or not found[2]:
            raise ValueError(f"no key at character {at}")
        key, at = _string(text, found.end())
        _, at = _sign(text, at, ":")
        members[str(key)], at = _value(text, at, depth + 1)
        sign, at = _sign(text, at, ",}")
        if sign == "}":
            return members, at


def _sign(text: str, at: int, signs: str) -> tuple[str, int]:
    found = _TOKEN.match(text, at)
    if found is None or not found[1] or found[1] not in signs:
        raise ValueError(f"{' or '.join(signs)} is missing at character {at}")
    return found[1], found.end()


# ---------------------------------------------------------------- looking into values


def get(value: Value, *path: str | int) -> Value:
    """Return what a path of keys and numbers leads to, None where it leads nowhere."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and len(value) > step else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def words(value: Value) -> Words:
    """Return the characters of a string; nothing of what is none."""
    return value.words() if isinstance(value, Said) else NOTHING


def line(value: Value) -> str:
    """Return a string on one line; "" for what is none."""
    return " ".join(str(value).split()) if isinstance(value, Said) else ""


def stories(value: Value) -> Iterator[dict[str, Value]]:
    """Yield the objects that a file holds: itself, those of its list, or of the list in it."""
    if isinstance(value, dict):
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), None)
        if inner is None:
            yield value
            return
        value = inner
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))
