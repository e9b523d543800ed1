"""Fit the points that tell positions from claims (``rules/points-position.json``).

    python benchmarks/fit_positions.py FOLDER [FOLDER ...] [--judged TEXTS] [--errors] [--write]

Each FOLDER holds ``text/<id>.txt`` and ``gold/<id>.<annotator>.json`` with segments
(start, end, status) annotated as docs/measure.md describes; the samples of this repository
are always among the examples.  ``--judged`` adds what ``positions-judged.tsv`` says of
passages of the articles in the folder TEXTS.

The points start from what the rules themselves say (leans, weight) and move only as far as
the articles push them: with few articles, an editor's judgement is the better prior.  How
many positions a kind of articles has tells nothing about a passage, so each collection has a
base rate of its own while the points are fitted; the bias that is stored is their mean.
Each figure printed is that of points fitted to other articles.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from test_samples import SAMPLES, expected  # noqa: E402

from auditor.attribute import attribute  # noqa: E402
from auditor.credit import audited  # noqa: E402
from auditor.exclude import exclude  # noqa: E402
from auditor.match import match  # noqa: E402
from auditor.model import RuleSet  # noqa: E402
from auditor.readers import read_document  # noqa: E402
from auditor.resolve import resolve  # noqa: E402
from auditor.rulepack import load_rules  # noqa: E402
from auditor.segment import segment  # noqa: E402
from auditor.verify import credited  # noqa: E402
from auditor.verify.stand import after, follows, signs  # noqa: E402
from auditor.verify.story import Piece, Story  # noqa: E402

OUT = ROOT / "rules" / "points-position.json"
JUDGED = Path(__file__).with_name("positions-judged.tsv")
CLAIMS = {"single_party", "contested", "disclaimed", "anonymous", "independent", "corroborated"}
PRIOR = {
    "bias": -0.5, "act attitude": 1.0, "act belief": 0.3, "stance evaluative": 1.0,
    "yields position": 1.5, "first person": 0.3, "infinitive": 0.6,
    "after position": 0.6, "after claim": -0.3, "private": 0.2,
    "fact after position": -0.2, "perfect": -0.3, "argued fact": -0.8,
}  # fmt: skip
FIRM = {"question": 2.2, "imperative": 1.6}  # these state nothing, whatever else they hold
SIZE = {"strong": 1.0, "medium": 0.6, "weak": 0.4}
PULL = 2.0  # how strongly the points are held to their start
ROUNDS = 12
PARTS = 12  # of the articles; each is measured with points fitted to the others
LONGEST = 30  # a piece of more words counts no more

Vector = np.ndarray[tuple[int], np.dtype[np.float64]]


class Example(NamedTuple):
    collection: str
    article: str
    signs: tuple[str, ...]
    position: bool
    words: int
    text: str


class Marked(NamedTuple):
    """A passage of an article and its status."""

    start: int
    end: int
    status: str


def prior(rules: RuleSet) -> dict[str, float]:
    """Return the points that the rules themselves ask for."""
    points = dict(PRIOR)
    for rule in rules.rules:
        if rule.kind == "position":
            sign = -1 if rule.traits.get("leans") == "claim" else 1
            name = rule.id.rpartition("/")[2]
            points[name] = sign * SIZE[rule.traits.get("weight", "medium")]
            points[f"cue {name}"] = 2 * points[name]
    return points | FIRM


def annotated(
    folders: Sequence[Path], judged: Path | None
) -> Iterator[tuple[str, Path, list[Marked]]]:
    """Yield the collection, the path and the marked passages of each article."""
    for sample in SAMPLES:
        rows = expected(sample, sample.read_text("utf-8"))
        yield "samples", sample, [Marked(r.start, r.end, r.status) for r in rows]
    for folder in folders:
        for gold in sorted((folder / "gold").glob("*.json")):
            rows = json.loads(gold.read_text("utf-8"))["segments"]
            marked = [Marked(r["start"], r["end"], r["status"]) for r in rows]
            yield str(folder), folder / "text" / f"{gold.stem.rsplit('.', 1)[0]}.txt", marked
    if judged is not None:
        found: dict[str, list[Marked]] = defaultdict(list)
        with JUDGED.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                status = "position" if row["judged"] == "position" else "single_party"
                found[row["article"]].append(Marked(int(row["start"]), int(row["end"]), status))
        for name, marked in found.items():
            yield "judged", judged / name, marked


def examples(
    collection: str, path: Path, marked: Sequence[Marked], rules: RuleSet
) -> list[Example]:
    """Return the attributed pieces of an article that are claim or position in its annotation."""
    layout = segment(document := read_document(path), rules)
    matches = match(layout, rules)
    exclusions = exclude(layout, matches, rules)
    frames = audited(attribute(layout, matches, rules), exclusions)
    resolution = resolve(layout, matches, frames, rules)
    story = Story(layout, matches, exclusions, frames, resolution, rules)
    found = []
    last: tuple[Piece, str] | None = None
    for piece in credited(story):
        if piece.source is None or piece.excluded is not None:
            continue
        start, end = layout.span(piece.first, piece.end)
        covers: dict[str, int] = defaultdict(int)
        for begin, stop, status in marked:
            covers[status] += max(0, min(end, stop) - max(start, begin))
        status = max(covers, key=lambda key: covers[key], default="")
        status = status if covers[status] else ""
        if status == "position" or status in CLAIMS:
            text = document.text[start:end]
            said = set(signs(story, piece))
            if last is not None and last[1] and follows(story, last[0], piece):
                said.update(after(last[1] == "position", said))
            found.append(
                Example(
                    collection, str(path), tuple(sorted(said)),
                    status == "position", len(text.split()), text,
                )
            )  # fmt: skip
        last = piece, status
    return found


class Fit:
    """Logistic regression on the signs, held to a start; a base rate for each collection."""

    def __init__(self, data: Sequence[Example], start: dict[str, float]) -> None:
        collections = sorted({example.collection for example in data})
        signs_seen = {sign for example in data for sign in example.signs}
        self.names = ["bias", *sorted(signs_seen)]
        self.own = [len(self.names) + at for at in range(len(collections))]
        columns = {name: at for at, name in enumerate(self.names)}
        self.signs = np.zeros((len(data), len(self.names) + len(collections)))
        self.signs[:, 0] = 1.0
        for row, example in enumerate(data):
            self.signs[row, [columns[sign] for sign in example.signs]] = 1.0
            self.signs[row, self.own[collections.index(example.collection)]] = 1.0
        self.start = np.array([start.get(name, 0.0) for name in self.names] + [0.0] * len(self.own))
        self.pull = np.array([PULL] * len(self.names) + [0.3] * len(self.own))
        self.answer = np.array([float(example.position) for example in data])
        self.weight = np.array([min(example.words, LONGEST) / 15 for example in data])

    def points(self, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Vector:
        """Return the points fitted to some of the examples, the mean base rate in the bias."""
        signs, answer, weight = self.signs[rows], self.answer[rows], self.weight[rows]
        points = self.start.copy()
        for _ in range(ROUNDS):
            likely = 1 / (1 + np.exp(-signs @ points))
            slope = signs.T @ ((likely - answer) * weight) + self.pull * (points - self.start)
            bend = (signs.T * (likely * (1 - likely) * weight)) @ signs + np.diag(self.pull)
            points -= np.linalg.solve(bend, slope)
        sizes = np.sqrt(self.signs[:, self.own].sum(0))  # a large collection decides not alone
        points[0] += sizes @ points[self.own] / sizes.sum()
        points[self.own] = 0.0
        return points


def left_out(data: Sequence[Example], fit: Fit) -> Vector:
    """Return the sum of points of each example, fitted to articles of the other parts."""
    articles = sorted({example.article for example in data})
    part = np.array([articles.index(example.article) % PARTS for example in data])
    sums = np.zeros(len(data))
    for at in range(PARTS):
        sums[part == at] = fit.signs[part == at] @ fit.points(part != at)
    return sums


def measure(data: Sequence[Example], sums: Vector) -> None:
    """Print how many words are decided rightly, and how far the share of positions is off."""
    words = np.array([example.words for example in data])
    gold = np.array([example.position for example in data])
    said = sums > 0
    for collection in sorted({example.collection for example in data}):
        here = np.array([example.collection == collection for example in data])
        off = []
        for article in sorted({e.article for e in data if e.collection == collection}):
            its = np.array([example.article == article for example in data])
            off.append(abs(words[its & said].sum() - words[its & gold].sum()) / words[its].sum())
        both = words[here & said & gold].sum()
        print(
            f"{collection}: {here.sum()} pieces of {len(off)} articles, "
            f"{words[here & (said == gold)].sum() / words[here].sum():.3f} of the words right; "
            f"positions: precision {both / words[here & said].sum():.3f}, "
            f"recall {both / words[here & gold].sum():.3f}, share off by {np.mean(off):.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--judged", type=Path, metavar="TEXTS")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rules = load_rules()
    data = [
        example
        for collection, path, marked in annotated(args.folders, args.judged)
        for example in examples(collection, path, marked, rules)
    ]
    start = prior(rules)
    fit = Fit(data, start)
    sums = left_out(data, fit)
    measure(data, sums)
    for example, total in zip(data, sums, strict=True):
        if args.errors and (total > 0) != example.position:
            letter = "P" if example.position else "C"
            print(letter, f"{total:+.2f}", repr(example.text[:300]), example.signs)
    points = fit.points(np.ones(len(data), bool))
    kept = {
        name: round(float(value), 2)
        for name, value in zip(fit.names, points, strict=False)
        if abs(value) >= 0.05
    }
    kept |= {
        name: round(value, 2)
        for name, value in start.items()
        if name not in fit.names and not name.startswith("cue ")
    }
    for name, value in sorted(kept.items()):
        print(f"{value:+.2f} (start {start.get(name, 0.0):+.2f}) {name}")
    if args.write:
        table = {
            "table": "position-points",
            "about": "is what somebody says a position (above 0) or a claim (below 0)?",
            "made_by": "python benchmarks/fit_positions.py FOLDER --judged TEXTS --write",
            "points": dict(sorted(kept.items())),
        }
        OUT.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
