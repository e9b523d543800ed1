"""Read attributions that people marked: text/NAME.txt and attributions/NAME_WHO.ann (brat)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor import files
from auditor.errors import ReadError
from auditor.formats import MOST_BYTES, read_document
from auditor.model import Document, Span

ROLES = ("source", "cue", "content")
_ENTRY = re.compile(r"([A-Z*#]\d*)\t(.*)")
_EVENT = re.compile(r"Attribution(?:-no-source)?(?::\S+)?\Z")


@dataclass(frozen=True)
class Marked:
    """One marked attribution; its event stands in ``line`` of the annotation file."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    line: int


@dataclass(frozen=True)
class Annotation:
    """What one person marked, and the passages they threw out."""

    who: str
    attributions: tuple[Marked, ...]
    discarded: tuple[Span, ...]


@dataclass(frozen=True)
class Annotated:
    """An article with the annotation of each person."""

    document: Document
    annotations: tuple[Annotation, ...]


def articles(folder: Path) -> Iterator[Annotated]:
    """Yield the articles of ``folder``, sorted by name; ``ReadError`` at the first fault."""
    notes: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        notes.setdefault(path.stem.rpartition("_")[0], []).append(path)
    texts = sorted((folder / "text").glob("*.txt"), key=lambda path: path.stem)
    known = {path.stem for path in texts}
    for name, paths in notes.items():
        if name not in known:
            raise ReadError("missing", f"{paths[0]}:1: there is no {folder}/text/{name}.txt")
    for path in texts:
        if path.stem not in notes:
            raise ReadError("missing", f"{path}:1: no annotation: attributions/{path.stem}_*.ann")
        document = read_document(path)
        read = tuple(read_annotation(note, len(document.text)) for note in notes[path.stem])
        yield Annotated(document, read)


@dataclass
class _Marks:
    """What was read of a file so far."""

    label: str
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    discarded: list[Span] = field(default_factory=list)
    events: list[tuple[int, str, list[str]]] = field(default_factory=list)

    def fault(self, line: int, message: str) -> ReadError:
        return ReadError("annotation", f"{self.label}:{line}: {message}")


def read_annotation(path: Path, length: int) -> Annotation:
    """Return what ``path`` marks in a text of ``length`` code points.

    Events of the types Attribution and Attribution-no-source count; roles may be
    numbered (Content2).  Other entries (relations, notes, Discuss) are passed over.
    """
    marks = _Marks(str(path))
    try:
        text = files.read(path, MOST_BYTES).decode("utf-8")
    except OSError as error:
        raise ReadError("io", f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        at = error.object.count(b"\n", 0, error.start) + 1
        raise marks.fault(at, "the file is not UTF-8") from None
    for number, line in enumerate(text.split("\n"), 1):
        entry = _ENTRY.match(line)
        if entry is None:
            # A marked passage may hold line breaks; before the first mark there is none.
            if line.strip() and not marks.spans:
                raise marks.fault(number, "expected a mark: T1, a tab, its role and offsets")
        elif entry[1][0] == "T":
            _read_mark(marks, number, entry[1], entry[2], length)
        elif entry[1][0] == "E":
            marks.events.append((number, entry[1], entry[2].split()))
    found = tuple(_event(marks, *event) for event in marks.events)
    who = path.stem.rpartition("_")[2]
    return Annotation(who, tuple(one for one in found if one), tuple(marks.discarded))


def _read_mark(marks: _Marks, line: int, key: str, body: str, length: int) -> None:
    kind, _, places = body.partition("\t")[0].partition(" ")
    spans = []
    for place in places.split(";"):
        ends = place.split()
        if len(ends) != 2 or not all(end.isascii() and end.isdigit() for end in ends):
            raise marks.fault(line, f"{key}: expected start and end, not {place!r}")
        start, end = map(int, ends)
        if not start <= end <= length:
            raise marks.fault(line, f"{key}: {start} to {end} is no place in {length} characters")
        spans.append(Span(start, end))
    if key in marks.spans:
        raise marks.fault(line, f"there is a mark {key} already")
    marks.spans[key] = tuple(spans)
    if kind == "Discard":
        marks.discarded += spans


def _event(marks: _Marks, line: int, key: str, parts: list[str]) -> Marked | None:
    if not parts or not _EVENT.match(parts[0]):
        return None
    roles: Mapping[str, list[Span]] = {role: [] for role in ROLES}
    for part in parts[1:]:
        role, _, target = part.partition(":")
        role = role.rstrip("0123456789").lower()
        if role not in roles:
            continue
        if target not in marks.spans:
            raise marks.fault(line, f"{key}: there is no mark {target or part!r}")
        roles[role].extend(marks.spans[target])
    source, cue, content = (tuple(sorted(roles[role])) for role in ROLES)
    return Marked(source, cue, content, line)
