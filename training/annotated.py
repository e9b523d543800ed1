"""Annotated articles: texts, folds, and the status of each word.

A folder holds ``text/ID.txt`` and ``gold/ID.ANNOTATOR.json`` (segments with ``start``, ``end`` in
code points, ``status`` and ``party``), or ``labels.tsv`` with single passages of its texts, and
may hold ``folds.tsv`` (article, fold).
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Passage(NamedTuple):
    start: int
    end: int
    status: str
    party: str


class Annotated(NamedTuple):
    """An article and its passages; ``whole`` tells whether they cover all of its words.

    ``weight`` says how much an example of it counts in a fit.
    """

    name: str
    text: str
    passages: tuple[Passage, ...]
    whole: bool
    weight: float = 1.0


SAMPLE = 0.5  # weight of the samples, which are hard on purpose
SINGLE = 0.4  # and of articles of which only single passages were read
HERE = Path(__file__).parent
ROOT = HERE.parent
_MARK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<status>\w+)\)")


def own() -> Iterator[Annotated]:
    """Yield the articles written for this project: the samples, and the invented short ones.

    They are fitted to and never measured.
    """
    for path in sorted((ROOT / "tests" / "samples_expected").glob("*.tsv")):
        sample = ROOT / "samples" / path.stem
        if sample.suffix == ".txt":  # of other formats the text is not what stands in the file
            text = sample.read_bytes().decode()
            yield Annotated(
                sample.name, text, tuple(_placed(path, text)), whole=True, weight=SAMPLE
            )
    lines = (HERE / "statuses-judged.tsv").read_text("utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        text, marks, at = "", [], 0
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()].replace(" // ", "\n\n")
            marks.append(Passage(len(text), len(text) + len(mark["text"]), mark["status"], "-"))
            text += mark["text"]
            at = mark.end()
        name = f"invented {number}"
        yield Annotated(name, text + line[at:], tuple(marks), whole=False)


def _placed(path: Path, text: str) -> Iterator[Passage]:
    """Yield the rows of a sample's annotation at their places in its text."""
    at = 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            pattern = r"\s+".join(map(re.escape, row["text"].split()))
            found = re.compile(pattern).search(text, at)
            assert found, f"{path.name}: not found after offset {at}: {row['text']!r}"
            at = found.end()
            yield Passage(found.start(), at, row["status"], row["party"])


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
        yield Annotated(name, text, tuple(sorted(marks)), whole=False, weight=SINGLE)


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
