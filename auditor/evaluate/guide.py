"""Read articles whose every word has a status by hand: text/NAME.txt and gold/NAME.WHO.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor import files
from auditor.errors import ReadError
from auditor.formats import MOST_BYTES, read_document
from auditor.model import Document, Status

_START = re.compile(r'"start"\s*:')
_STATUSES = frozenset(Status)


@dataclass(frozen=True)
class Labelled:
    """A passage with the status and the party a person gave it; "-" is no party."""

    start: int
    end: int
    status: Status
    party: str


@dataclass(frozen=True)
class Annotated:
    """An article with the passages of each annotator."""

    document: Document
    annotations: tuple[tuple[Labelled, ...], ...]


def articles(folder: Path) -> Iterator[Annotated]:
    """Yield the annotated articles of ``folder``, sorted by name; ``ReadError`` at a fault."""
    notes: dict[str, list[Path]] = {}
    for path in sorted((folder / "gold").glob("*.json")):
        notes.setdefault(path.stem.rpartition(".")[0], []).append(path)
    for name, paths in notes.items():
        text = folder / "text" / f"{name}.txt"
        if not text.is_file():
            raise ReadError("missing", f"{paths[0]}:1: there is no {text}")
        document = read_document(text)
        yield Annotated(document, tuple(read_segments(path, document) for path in paths))


def read_segments(path: Path, document: Document) -> tuple[Labelled, ...]:
    """Return the passages of one annotation, sorted."""
    try:
        written = files.read(path, MOST_BYTES).decode("utf-8-sig")
        data = json.loads(written)
    except OSError as error:
        raise ReadError("io", f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ReadError("annotation", f"{path}:{line}: the file is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        what = getattr(error, "msg", error)
        raise ReadError("annotation", f"{path}:{line}: not JSON: {what}") from None
    if not isinstance(data, dict) or not isinstance(data.get("segments"), list):
        raise ReadError("annotation", f"{path}:1: expected an object with a list 'segments'")
    if data.get("sha256", document.sha256) != document.sha256:
        raise ReadError("annotation", f"{path}:1: made for another text: sha256 differs")
    lines = [written.count("\n", 0, match.start()) + 1 for match in _START.finditer(written)]
    found: list[Labelled] = []
    for number, item in enumerate(data["segments"]):
        label = _label(item, len(document.text))
        if isinstance(label, Labelled) and found and label.start < found[-1].end:
            label = "it overlaps with the segment before it, or the segments are not sorted"
        if isinstance(label, str):
            line = lines[number] if len(lines) == len(data["segments"]) else 1
            raise ReadError("annotation", f"{path}:{line}: segment {number + 1}: {label}")
        found.append(label)
    return tuple(found)


def _label(item: Any, length: int) -> Labelled | str:
    """Return the passage, or what is wrong with it."""
    if not isinstance(item, dict):
        return "expected an object"
    start, end, status = item.get("start"), item.get("end"), item.get("status")
    party = item.get("party") or "-"
    if type(start) is not int or type(end) is not int:
        return "'start' and 'end' are whole numbers"
    if not 0 <= start < end <= length:
        return f"{start} to {end} is no place in {length} characters"
    if status not in _STATUSES:
        return f"no such status: {status!r}"
    if not isinstance(party, str):
        return "'party' is a text"
    return Labelled(start, end, Status(status), party)
