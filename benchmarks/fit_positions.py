"""Fit the points that tell positions from claims (``rules/points-position.json``).

    python benchmarks/fit_positions.py FOLDER [FOLDER ...] [--check] [--write]

Each FOLDER holds ``text/<id>.txt`` and ``gold/<id>.<annotator>.json`` with segments
(start, end, status) annotated as docs/measure.md describes.  The points start from what the rules
themselves say (leans, weight) and move only as far as the articles push them: with
few articles, an editor's judgement is the better prior.  ``--check`` leaves one
article out at a time and prints the accuracy by words; ``--write`` stores the points.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.attribute import attribute
from auditor.credit import audited
from auditor.exclude import exclude
from auditor.match import match
from auditor.model import RuleSet
from auditor.readers import read_document
from auditor.resolve import resolve
from auditor.rulepack import load_rules
from auditor.segment import segment
from auditor.verify import credited
from auditor.verify.stand import follows, signs
from auditor.verify.story import Piece, Story

OUT = Path(__file__).parent.parent / "rules" / "points-position.json"
CLAIMS = {"single_party", "contested", "disclaimed", "anonymous", "independent", "corroborated"}
PRIOR = {
    "bias": -0.5, "act attitude": 1.0, "act belief": 0.3, "stance evaluative": 1.0,
    "yields position": 1.5, "first person": 0.3, "infinitive": 0.6,
    "after position": 0.6, "after claim": -0.3, "private": 0.2,
}  # fmt: skip
SIZE = {"strong": 1.0, "medium": 0.6, "weak": 0.4}
PULL = 2.0  # how strongly the points are held to their start
STEPS, RATE = 1500, 0.003


class Example(NamedTuple):
    article: str
    signs: tuple[str, ...]
    position: bool
    words: int
    text: str


def prior(rules: RuleSet) -> dict[str, float]:
    """Return the points that the rules themselves ask for."""
    points = dict(PRIOR)
    for rule in rules.rules:
        if rule.kind == "position":
            sign = -1 if rule.traits.get("leans") == "claim" else 1
            name = rule.id.rpartition("/")[2]
            points[name] = sign * SIZE[rule.traits.get("weight", "medium")]
            points[f"cue {name}"] = 2 * points[name]
    return points


def examples(folder: Path, rules: RuleSet) -> list[Example]:
    """Return the attributed pieces of a folder that are claim or position in its annotation."""
    found = []
    for gold in sorted((folder / "gold").glob("*.json")):
        name = gold.stem.rsplit(".", 1)[0]
        segments = json.loads(gold.read_text("utf-8"))["segments"]
        layout = segment(document := read_document(folder / "text" / f"{name}.txt"))
        matches = match(layout, rules)
        exclusions = exclude(layout, matches, rules)
        frames = audited(attribute(layout, matches, rules), exclusions)
        resolution = resolve(layout, matches, frames, rules)
        story = Story(layout, matches, exclusions, frames, resolution, rules)
        last: tuple[Piece, str] | None = None
        for piece in credited(story):
            if piece.source is None or piece.excluded is not None:
                continue
            start, end = layout.span(piece.first, piece.end)
            covers: dict[str, int] = {}
            for s in segments:
                common = min(end, s["end"]) - max(start, s["start"])
                if common > 0:
                    covers[s["status"]] = covers.get(s["status"], 0) + common
            status = max(covers, key=lambda key: covers[key], default="")
            if status == "position" or status in CLAIMS:
                text = document.text[start:end]
                said = set(signs(story, piece))
                if last is not None and follows(story, last[0], piece):
                    said.add("after position" if last[1] == "position" else "after claim")
                found.append(
                    Example(
                        f"{folder}/{name}",
                        tuple(sorted(said)),
                        status == "position",
                        len(text.split()),
                        text,
                    )
                )
            last = piece, status
    return found


def fit(data: Sequence[Example], start: dict[str, float]) -> dict[str, float]:
    """Return the points of a logistic regression held to ``start``."""
    points = dict(start)
    names = {sign for example in data for sign in example.signs} | {"bias"}
    for name in names:
        points.setdefault(name, 0.0)
    for _ in range(STEPS):
        slope = {name: PULL * (value - start.get(name, 0.0)) for name, value in points.items()}
        for example in data:
            error = probability(example, points) - example.position
            for name in ("bias", *example.signs):
                slope[name] += error * min(example.words, 30) / 15
        for name, value in slope.items():
            points[name] -= RATE * value
    return points


def probability(example: Example, points: dict[str, float]) -> float:
    total = sum(points.get(name, 0.0) for name in ("bias", *example.signs))
    return 1 / (1 + math.exp(-total))


def accuracy(data: Sequence[Example], points: dict[str, float]) -> tuple[float, float]:
    """Return the words decided rightly, and all words."""
    right = sum(e.words for e in data if (probability(e, points) > 0.5) == e.position)
    return right, sum(e.words for e in data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rules = load_rules()
    start = prior(rules)
    data = [example for folder in args.folders for example in examples(folder, rules)]
    articles = sorted({example.article for example in data})
    print(f"{len(data)} pieces of {len(articles)} articles")
    if args.check:
        right = words = before = 0.0
        for article in articles:
            points = fit([e for e in data if e.article != article], start)
            its = [e for e in data if e.article == article]
            r, w = accuracy(its, points)
            before += accuracy(its, start)[0]
            right, words = right + r, words + w
            for e in its:
                if args.errors and (probability(e, points) > 0.5) != e.position:
                    letter = "P" if e.position else "C"
                    print(letter, f"{probability(e, points):.2f}", repr(e.text[:300]), e.signs)
        print(f"left out: {right / words:.3f} of the words right")
        print(f"the start alone: {before / words:.3f}")
    points = fit(data, start)
    right, words = accuracy(data, points)
    print(f"fitted to all: {right / words:.3f}")
    kept = {name: round(value, 2) for name, value in sorted(points.items()) if abs(value) >= 0.05}
    for name, value in kept.items():
        print(f"{value:+.2f} (start {start.get(name, 0.0):+.2f}) {name}")
    if args.write:
        table = {
            "table": "position-points",
            "about": "is what somebody says a position (above 0) or a claim (below 0)?",
            "made_by": "python benchmarks/fit_positions.py FOLDER --write",
            "points": kept,
        }
        OUT.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
