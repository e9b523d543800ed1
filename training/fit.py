"""Fit the choice of statuses from annotated articles; measure it on articles it was not fitted to.

    make fit TRAIN="FOLDER [FOLDER ...]"
    python -m training.fit FOLDER [FOLDER ...] [--readings FILE] [--write] [--report report.json]

The first folder is the one that is measured: its articles are parted into folds, and each fold is
audited with points fitted to all else.  The other folders are always fitted to; one with single
passages (``labels.tsv``) counts less, and a fact of its own takes up that its passages were chosen.
The samples and the invented articles of ``statuses-judged.tsv`` are fitted to, too.

Of articles with single passages, a reader's readings tell what stands between these: a model that
learnt from no measured article (``training.reader``).  Passages without a label are then fitted to
what points and reader together make of them, with a small weight (distillation: Hinton et al.
2015): the points learn words that the labelled passages hold too seldom.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from auditor import load_rules
from auditor.audit import audit_text
from auditor.decision import pack, weigh
from auditor.model import Audit, Points, RuleSet
from auditor.verify.choose import TABLE, factors
from training import page
from training.annotated import SINGLE, Annotated, annotated, folds, own, topics
from training.interval import Spread, doubt_of, spread
from training.multinomial import Array, Columns, fit, is_lexical, table
from training.status import STATUSES, Example, Readings, examples, lower_words, nameless, targets

OUT = Path(__file__).parent.parent / "rules" / "points-status.json"
LEAST = 3  # examples that have a fact
PENALTY = 25.0
ROUNDS = 70
SMALL = 0.04  # points below it, for every candidate, are left out
CHOSEN = "chosen passage"
TAUGHT = 0.2  # weight of a passage that a reader labelled
TEACHER, WITHIN = 0.8, 0.8  # how much its readings count beside the points (model.Reader)


def scale(fact: str) -> float:
    """Return how freely a fact's points are fitted: single words least, the rules' marks most."""
    if fact.startswith("marks: "):
        return 3.0
    return 0.7 if is_lexical(fact) else 1.0


def points(found: Sequence[tuple[Example, float]]) -> dict[str, list[int]]:
    """Return the table fitted to some examples with their weights."""
    labelled = [(example, weight) for example, weight in found if any(example.words)]
    read = [example for example, _ in found if example.reading]
    facts = [(*e.facts, CHOSEN) if weight == SINGLE else e.facts for e, weight in labelled]
    parts, weights = targets([example for example, _ in labelled])
    weights = weights * np.array([weight for _, weight in labelled])
    fitted = _fitted(facts, parts, weights)
    if not read:
        return fitted
    return _fitted(
        [*facts, *(example.facts for example in read)],
        np.concatenate([parts, taught(read, fitted)]),
        np.concatenate([weights, TAUGHT * np.sqrt([example.size for example in read])]),
    )


def taught(read: Sequence[Example], fitted: Mapping[str, Sequence[int]]) -> Array:
    """Return the probabilities that points and readings together give to each status."""
    table = _points(fitted, {})
    made = []
    for example in read:
        told = factors(dict(zip(STATUSES, example.reading, strict=True)), TEACHER, WITHIN)
        odds = np.array(weigh(table, example.facts)) * [told[status] for status in STATUSES]
        made.append(odds / odds.sum())
    return np.array(made)


def _fitted(facts: Sequence[Iterable[str]], parts: Array, weights: Array) -> dict[str, list[int]]:
    columns = Columns(facts, LEAST, scale)
    fitted = table(columns, fit(columns.matrix(facts), parts, weights, PENALTY, ROUNDS), SMALL)
    fitted.pop(CHOSEN, None)
    return fitted


def with_points(
    rules: RuleSet, fitted: Mapping[str, Sequence[int]], settings: Mapping[str, float]
) -> RuleSet:
    """Return the rules with a fitted table in the place of the one they have."""
    return rules._replace(choices={**rules.choices, TABLE: _points(fitted, settings)})


def _points(fitted: Mapping[str, Sequence[int]], settings: Mapping[str, float]) -> Points:
    packed = {fact: pack(row) for fact, row in fitted.items()}
    return Points(tuple(STATUSES), packed, settings)


def gather(
    folders: Sequence[Path], rules: RuleSet, between: Readings = MappingProxyType({})
) -> Iterator[tuple[Annotated, list[Example]]]:
    """Yield each article with its examples, names left out; ``between`` are readings of others."""
    articles = [article for folder in folders for article in annotated(folder)]
    articles += own()
    known = lower_words(article.text for article in articles)
    for article in articles:
        yield (
            article,
            [
                example._replace(facts=nameless(example.facts, known))
                for example in examples(article, rules, between)
            ],
        )


def crossed(
    data: Sequence[tuple[Annotated, list[Example]]], fold: Mapping[str, int], rules: RuleSet
) -> Iterator[tuple[Annotated, Audit]]:
    """Yield the measured articles, each audited with points of the other folds.

    The interval of a fold is that of the other folds' audits, so it is cross-fitted as well.
    """
    measured = [article for article, _ in data if article.name in fold]
    audits: dict[str, Audit] = {}
    for at in sorted(set(fold.values())):
        fitted = points(flat(data, lambda name, at=at: fold.get(name) != at))
        own = with_points(rules, fitted, {})
        for article in measured:
            if fold[article.name] == at:
                audits[article.name] = audit_text(article.text, own)
        print(f"fold {at}: {len(fitted)} facts", flush=True)
    for article in measured:
        others = [a for a in measured if fold[a.name] != fold[article.name]]
        width = spread([(a, audits[a.name]) for a in others])
        yield article, with_interval(audits[article.name], width)


def with_interval(audit: Audit, width: Spread) -> Audit:
    """Return an audit with the interval that a spread gives it."""
    low, high = width.ends(doubt_of(audit))
    return audit._replace(metrics={**audit.metrics, "share_low": low, "share_high": high})


def read_between(path: Path | None) -> Readings:
    """Return the readings of a file that ``training.reader`` wrote; none without one."""
    if path is None:
        return {}
    value = json.loads(path.read_text("utf-8"))
    return {text: {int(at): row for at, row in its.items()} for text, its in value.items()}


def flat(
    data: Iterable[tuple[Annotated, list[Example]]], wanted: Any = lambda name: True
) -> list[tuple[Example, float]]:
    """Return the examples of the wanted articles, each with its weight."""
    return [
        (example, article.weight)
        for article, found in data
        if wanted(article.name)
        for example in found
    ]


def report(audits: Iterable[tuple[Annotated, Audit]]) -> dict[str, Any]:
    """Return what the scorer of a report needs of each audit."""
    return {
        "files": [
            {
                "path": f"{article.name}.txt",
                "metrics": dict(audit.metrics),
                "segments": [
                    {"start": s.start, "end": s.end, "status": s.status, "party": s.party}
                    for s in audit.segments
                ],
            }
            for article, audit in audits
        ]
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--readings", type=Path, help="of passages without a label")
    parser.add_argument(
        "--write", action="store_true", help="write the table into rules/ and the page"
    )
    parser.add_argument("--report", type=Path, help="write the cross-fitted audits as JSON")
    parser.add_argument("--no-cross", action="store_true", help="fit only, measure nothing")
    args = parser.parse_args()
    begun = time.process_time()
    rules = load_rules()
    fold = folds(args.folders[0])
    data = list(gather(args.folders, rules, read_between(args.readings)))
    print(
        f"{sum(len(e) for _, e in data)} examples, {time.process_time() - begun:.0f} s", flush=True
    )
    settings: dict[str, float] = {}
    if not args.no_cross:
        crossfitted = list(crossed(data, fold, rules))
        settings = spread(crossfitted).settings()
        if args.write:
            page.write(crossfitted, topics(args.folders[0]))
        if args.report:
            args.report.write_text(json.dumps(report(crossfitted)), "utf-8")
    if args.write:
        made = {
            "table": TABLE,
            "about": "the status of a passage, by its facts; hundredths of log-odds",
            "made_by": "make fit",
            "candidates": list(STATUSES),
            "settings": settings,
            "points": dict(sorted(points(flat(data)).items())),
        }
        rows = ",\n".join(
            f"{json.dumps(fact, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
            for fact, row in made.pop("points").items()
        )
        head = json.dumps(made, indent=0, ensure_ascii=False)[:-2]
        OUT.write_text(f'{head},\n"points": {{\n{rows}\n}}\n}}\n', "utf-8")
    print(f"{time.process_time() - begun:.0f} s of CPU")


if __name__ == "__main__":
    main()
