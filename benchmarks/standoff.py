"""Read a folder in PolNeAR's standoff format: text/<name>.txt and attributions/<name>_<who>.ann."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.model import Layout

_ROLES = ("source", "cue", "content")
_LINE = re.compile(r"([TE]\d+)\t([^\t]*)")
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Marked:
    """One annotated attribution: character spans for each role."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True)
class Article:
    """A text with what each annotator marked in it, and the spans each threw out."""

    name: str
    path: Path
    text: str
    annotations: tuple[tuple[tuple[Marked, ...], Spans], ...]


def articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of ``folder``, sorted by name."""
    marks: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        marks.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        notes = tuple(_annotation(note) for note in marks.get(path.stem, ()))
        yield Article(path.stem, path, text, notes)


def covered(layout: Layout, span: tuple[int, int]) -> range:
    """Return the tokens that share a character with a span."""
    return range(bisect_right(layout.ends, span[0]), bisect_left(layout.starts, span[1]))


def _annotation(path: Path) -> tuple[tuple[Marked, ...], Spans]:
    marks: dict[str, Spans] = {}
    events: list[list[str]] = []
    discarded: Spans = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        match = _LINE.match(line)
        if not match:
            continue  # the marked text itself may hold line breaks
        key, body = match.groups()
        if key[0] == "E":
            events.append(body.split()[1:])
            continue
        kind, _, offsets = body.partition(" ")
        spans = [(int(a), int(b)) for a, b in (part.split() for part in offsets.split(";"))]
        marks[key] = spans
        if kind == "Discard":
            discarded += spans
    found = []
    for arguments in events:
        roles: dict[str, Spans] = {role: [] for role in _ROLES}
        for argument in arguments:
            role, _, target = argument.partition(":")
            role = role.rstrip("0123456789").lower()
            if role in roles:
                roles[role] += marks.get(target, [])
        if roles["content"]:
            found.append(Marked(**{role: sorted(spans) for role, spans in roles.items()}))
    return tuple(found), discarded
