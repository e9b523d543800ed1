"""Annotated articles: texts, folds, and the status of each word.

A folder holds ``text/ID.txt`` and ``gold/ID.ANNOTATOR.json`` (segments with ``start``, ``end`` in
code points, ``status`` and ``party``), or ``labels.tsv`` with single passages of its texts, and
may hold ``folds.tsv`` (article, fold).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Passage(NamedTuple):
    start: int
    end: int
    status: str
    party: str


class Annotated(NamedTuple):
    """An article and its passages; ``whole`` tells whether they cover all of its words."""

    name: str
    text: str
    passages: tuple[Passage, ...]
    whole: bool


def annotated(folder: Path) -> Iterator[Annotated]:
    """Yield the articles of a folder by name; of several annotators the first one's reading."""
    if (folder / "labels.tsv").exists():
        yield from _single(folder)
        return
    for path in sorted((folder / "text").glob("*.txt")):
        golds = sorted((folder / "gold").glob(f"{path.stem}.*.json"))
        if golds:
            rows = json.loads(golds[0].read_text("utf-8"))["segments"]
            marks = tuple(
                Passage(row["start"], row["end"], row["status"], row.get("party") or "-")
                for row in rows
            )
            yield Annotated(path.stem, path.read_bytes().decode(), marks, whole=True)


def _single(folder: Path) -> Iterator[Annotated]:
    found: dict[str, list[Passage]] = {}
    for line in (folder / "labels.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, start, end, status, party = line.split("\t")
            found.setdefault(name, []).append(Passage(int(start), int(end), status, party))
    for name, marks in sorted(found.items()):
        text = (folder / "text" / f"{name}.txt").read_bytes().decode()
        yield Annotated(name, text, tuple(sorted(marks)), whole=False)


def folds(folder: Path) -> dict[str, int]:
    """Return the fold of each article, by ``folds.tsv`` or else by its place in the order."""
    path = folder / "folds.tsv"
    if not path.exists():
        names = sorted(text.stem for text in (folder / "text").glob("*.txt"))
        return {name: at % 5 for at, name in enumerate(names)}
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    return {row[0]: int(row[1]) for row in rows if not row[0].startswith("#")}


def topics(folder: Path) -> dict[str, str]:
    """Return where each article is from, by the third column of ``folds.tsv``."""
    path = folder / "folds.tsv"
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    return {row[0]: row[2] for row in rows if not row[0].startswith("#") and len(row) > 2}
