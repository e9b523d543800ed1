"""Fit the points that choose a mention's party, from annotated articles; print how well they do.

    python -m training.parties FOLDER [FOLDER ...] [--write]

A folder holds ``text/ID.txt``, ``gold/ID.A.json`` (segments with party and source) and perhaps
``folds.tsv`` (article, fold); what has no fold is fitted to and never measured.  So are the
invented articles of ``parties-judged.tsv``, for what annotated articles show too seldom.

Each source that an article is annotated to have is one question: of its candidates (see
``auditor/resolve/choose.py``), which is the annotated party?  Pairs of the right and a wrong
candidate are told apart by a logistic regression without intercept over the difference of their
facts; its weights are the points.  What a source is called does no harm where nobody else in the
article is called so: such candidates are no wrong ones.

Needs scikit-learn.  Prints the share of words with the right party, cross-fitted by fold.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

import auditor.resolve as resolving
from auditor.audit import attributed
from auditor.formats import read_text
from auditor.match import match
from auditor.model import Act, Frame, Kind, Range, Stance
from auditor.packs.load import load_rules
from auditor.resolve import lexicon
from auditor.segment import segment
from auditor.verify import verify

chooser = sys.modules["auditor.resolve.choose"]
HERE = Path(__file__).parent
JUDGED = HERE / "parties-judged.tsv"
INVENTED = HERE / "parties-judged.yaml"
TABLE = Path(__file__).parent.parent / "rules" / "points-party.json"
STRENGTH = 0.3  # of the regression's freedom: more fits the articles at hand more closely
WEIGHT = 120  # words that a source of an invented article counts for
SEEN = 3  # questions that a fact must stand in
_WORD = re.compile(r"[^\W_]+")
_STOPS = frozenset({"the", "of", "s", "for", "and"})


class Article(NamedTuple):
    id: str
    text: str
    layout: Any
    matches: Any
    exclusions: Any
    frames: Any
    rows: list[dict[str, Any]]
    asked: dict[int, tuple[str, int]]  # by its first token: a source's party, the words it has


class Question(NamedTuple):
    """The facts of a source's candidates, and which of them are right and which harmless."""

    article: str
    facts: list[list[str]]
    right: list[int]
    labels: list[str]
    gold: str
    voice: str
    words: int
    harmless: list[int]


def articles(folder: Path, rules: Any) -> list[Article]:
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        if not (folder / "gold" / f"{path.stem}.A.json").exists():
            continue  # a folder of single passages tells nothing of parties
        text = path.read_bytes().decode("utf-8")
        layout, matches, _, exclusions, frames = attributed(read_text(text), rules)
        rows = json.loads((folder / "gold" / f"{path.stem}.A.json").read_text("utf-8"))["segments"]
        asking = asked(text, layout, frames, rows)
        found.append(Article(path.stem, text, layout, matches, exclusions, frames, rows, asking))
    return found


def judged(rules: Any) -> list[Article]:
    """Return the invented articles; each source is asked about with the weight of a sentence."""
    found = []
    for number, line in enumerate(JUDGED.read_text("utf-8").splitlines()):
        if line.startswith("#"):
            continue
        marked, parties = line.split("\t")
        text, spans = unmark(marked)
        layout = segment(read_text(text), rules)
        frames, asking = [], {}
        for (start, end), party in zip(spans, parties.split("; "), strict=True):
            inside = [at for at, place in enumerate(layout.starts) if start <= place < end]
            where = Range(inside[0], inside[-1] + 1)
            sentence = layout.sentence_of[where.first]
            frames.append(
                Frame("x", Act.SPEECH, Stance.NEUTRAL, Kind.INDIRECT, (), (where,), (), sentence)
            )
            if party != "?":
                asking[where.first] = party, WEIGHT
        id = f"judged {number}"
        found.append(Article(id, text, layout, match(layout, rules), (), frames, [], asking))
    return found


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its [brackets], and what stood in them."""
    text, spans, opened = "", [], 0
    for piece in re.split(r"([\[\]])", marked):
        if piece == "[":
            opened = len(text)
        elif piece == "]":
            spans.append((opened, len(text)))
        else:
            text += piece
    return text, spans


def tokens(name: str) -> list[str]:
    folded = name.lower().replace("’s", "").replace("'s", "")
    return [word for word in _WORD.findall(folded) if word not in _STOPS]


def same(gold: str, label: str, parties: Iterable[str]) -> bool:
    """Tell whether two labels are forms of one name; a party of the packs is itself only."""
    if gold == label:
        return True
    one, other = tokens(gold), tokens(label)
    if gold in parties or not one or not other:
        return False
    if label in parties:
        return one == other
    initials = "".join(w[0] for w in one), "".join(w[0] for w in other)
    return (
        set(one) <= set(other) or set(other) <= set(one)
        or initials[0] == "".join(other) or initials[1] == "".join(one)
    )  # fmt: skip


def asked(text: str, layout: Any, frames: Any, rows: Any) -> dict[int, tuple[str, int]]:
    """Return by its first token the annotated party of a source, and the words that rest on it."""
    found = {}
    for frame in frames:
        if not frame.source:
            continue
        first, end = frame.source[0].first, frame.source[-1].end
        at = layout.starts[frame.cue[0].first if frame.cue else first]
        row = next((r for r in rows if r["start"] <= at < r["end"]), None)
        if row is None or row["party"] == "-":
            continue
        here = {w for w in tokens(" ".join(layout.words[first:end])) if len(w) > 2}
        if here & set(tokens(row["source"])):
            found[first] = row["party"], len(text[row["start"] : row["end"]].split())
    return found


def questions(found: Sequence[Article], rules: Any) -> list[Question]:
    """Return a question for each annotated source; the right answers are given as it goes."""
    asking: list[Question] = []
    choose = chooser.choose
    for article in found:
        gold = article.asked

        def answer(
            scene: Any, mention: Any, person: Any, gold: Any = gold, id: str = article.id
        ) -> Any:
            options = chooser.candidates(scene, mention, person)
            if mention.first not in gold:
                return choose(scene, mention, person)
            party, words = gold[mention.first]
            labels = [option.label for option in options]
            right = [
                k for k, label in enumerate(labels)
                if (not label if party == "unknown" else same(party, label, rules.parties))
            ]  # fmt: skip
            right = [k for k in right if labels[k] == party] or right
            if not right:
                return choose(scene, mention, person)
            voice = labels[0] or str(mention.first)
            facts = [option.facts for option in options]
            asking.append(Question(id, facts, right, labels, party, voice, words, []))
            return chooser.Choice(options, [0.0] * len(options), right[0], {})

        resolving.choose = answer  # type: ignore[assignment]
        resolving.resolve(
            article.layout, article.matches, article.frames, rules, article.exclusions
        )
    resolving.choose = choose
    named = {a.id: {r["party"] for r in a.rows} - {"-", "unknown"} for a in found}
    voices = defaultdict(set)
    for question in asking:
        voices[question.article, question.gold].add(question.voice)
    for question in asking:
        if question.gold != "unknown" and len(voices[question.article, question.gold]) == 1:
            question.harmless.extend(
                k for k, label in enumerate(question.labels)
                if label and not any(same(g, label, rules.parties) for g in named[question.article])
            )  # fmt: skip
    return asking


def fit(asking: Sequence[Question]) -> dict[str, float]:
    """Return the points of each fact."""
    seen = Counter(fact for q in asking for fact in {f for facts in q.facts for f in facts})
    index = {fact: k for k, fact in enumerate(sorted(f for f, n in seen.items() if n >= SEEN))}
    rows, columns, values, weights = [], [], [], []
    pair = 0
    for question in asking:
        best = max(question.right, key=lambda k: len(question.facts[k]))
        wrong = set(range(len(question.facts))) - set(question.right) - set(question.harmless)
        for other in sorted(wrong):
            difference = Counter(question.facts[best])
            difference.subtract(question.facts[other])
            for fact, value in difference.items():
                if value and fact in index:
                    rows.append(pair)
                    columns.append(index[fact])
                    values.append(max(-2, min(2, value)))
            weights.append((min(question.words, 120) / 30) ** 0.5 / len(wrong) ** 0.5)
            pair += 1
    pairs = csr_matrix((values, (rows, columns)), shape=(pair, len(index)))
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=300, solver="liblinear")
    model.fit(
        vstack([pairs, -pairs]), np.r_[np.ones(pair), np.zeros(pair)], np.r_[weights, weights]
    )
    points = {fact: round(float(model.coef_[0][k]), 2) for fact, k in index.items()}
    return {fact: value for fact, value in sorted(points.items()) if value}


def use(rules: Any, points: dict[str, float]) -> None:
    """Let the product choose by these points."""
    lexicon._last = rules, lexicon.lexicon_of(rules)._replace(points=points)


def measure(found: Sequence[Article], rules: Any) -> tuple[int, int]:
    """Return how many words have the annotated party (labels matched at best), and of how many."""
    right = total = 0
    for a in found:
        resolution = resolving.resolve(a.layout, a.matches, a.frames, rules, a.exclusions)
        segments = verify(a.layout, a.matches, a.exclusions, a.frames, resolution, rules)
        ours: list[str | None] = [None] * len(a.text)
        for s in segments:
            ours[s.start : s.end] = [s.party] * (s.end - s.start)
        pairs: Counter[tuple[str, str | None]] = Counter()
        for row in a.rows:
            if row["party"] in ("-", "unknown"):
                continue
            for word in re.finditer(r"\S*[^\W_]\S*", a.text[row["start"] : row["end"]]):
                pairs[row["party"], ours[row["start"] + word.start()]] += 1
        total += pairs.total()
        taken: set[str | None] = {None, "unknown"}
        given: set[str] = set()
        for (gold, label), n in sorted(pairs.items(), key=lambda p: (-p[1], str(p[0]))):
            if gold not in given and label not in taken:
                given.add(gold)
                taken.add(label)
                right += n
    return right, total


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    arguments = parser.parse_args()
    rules = load_rules([INVENTED])
    found = [article for folder in arguments.folders for article in articles(folder, rules)]
    found += judged(rules)
    fold: dict[str, str] = {}
    for path in (folder / "folds.tsv" for folder in arguments.folders):
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        fold |= (line.split("\t")[:2] for line in lines if not line.startswith("#"))
    asking = questions(found, rules)
    points = fit(asking)
    use(rules, points)
    asking = questions(found, rules)  # what is chosen changes what later sources can choose from
    points = fit(asking)
    use(rules, points)
    print(f"questions {len(asking):,}, facts {len(points):,}")
    plain = np.divide(*measure([a for a in found if a.id in fold], rules))
    print(f"fitted to these articles: {plain:.4f}")
    sums = np.zeros(2)
    for left_out in sorted(set(fold.values())):
        use(rules, fit([q for q in asking if fold.get(q.article) != left_out]))
        sums += measure([a for a in found if fold.get(a.id) == left_out], rules)
    print(f"cross-fitted by fold:     {sums[0] / sums[1]:.4f}")
    if arguments.write:
        about = "who is meant: what each fact about a candidate is worth"
        made_by = "python -m training.parties FOLDER ... --write"
        table = {"table": "party-points", "about": about, "made_by": made_by, "points": points}
        TABLE.write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
