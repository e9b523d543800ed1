"""Count the strengths in rules/points-*.json from a folder in PolNeAR's standoff format.

    python benchmarks/fit_attribution.py FOLDER [--keep-out 4] [--into rules]

Every ``--keep-out``-th article (by name) is left out of everything that is
counted, so that it can be used to judge the result.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path

import logistic
import standoff

from auditor.attribute import contents, cues, quotations, sources
from auditor.attribute.finder import DECISIONS, Judge, find, trim
from auditor.attribute.points import Facts
from auditor.attribute.words import Tokens, lexicon
from auditor.match import match
from auditor.model import Layout, Matches, Range, RuleSet, Sentence

MADE_BY = "python benchmarks/fit_attribution.py FOLDER"
ABOUT = {
    "verb-points": "log-odds that a lower-case word is a finite verb, by its neighbours",
    "cue-points": "is this phrase a cue here?",
    "anchor-points": "where does the source stand?",
    "source-start-points": "how far to the left does the source reach?",
    "source-end-points": "how far to the right does the source reach?",
    "side-points": "on which side of the cue is the content?",
    "left-points": "where does content before the cue start?",
    "start-points": "where does content after the cue start?",
    "orphan-points": "does a quotation without a tag belong to the last speaker?",
    "end-points": "where does content after the cue end?",
}
_SUBJECTS = frozenset("he she they who we i".split())
_NOMINAL = frozenset(("det", "poss", "prep"))


class Gold:
    """One annotated attribution as sets of tokens."""

    def __init__(self, layout: Layout, marked: standoff.Marked) -> None:
        self.source, self.cue, self.content = (
            {at for span in spans for at in standoff.covered(layout, span)}
            for spans in (marked.source, marked.cue, marked.content)
        )


def verb_points(layouts: Iterable[Layout], classes: Mapping[str, str]) -> dict[str, float]:
    """Tell finite verbs from nouns: after "she" or after "the"?"""
    verb: Counter[str] = Counter()
    noun: Counter[str] = Counter()
    for layout in layouts:
        for before, word, cased in zip(
            layout.words, layout.words[1:], layout.cased[1:], strict=False
        ):
            if not cased[0].islower() or word in classes or word.endswith("ly"):
                continue
            if before in _SUBJECTS:
                verb[word] += 1
            elif classes.get(before) in _NOMINAL:
                noun[word] += 1
    return {
        word: round(log((count + 0.1) * 8 / (noun[word] + 0.5)), 2)
        for word, count in sorted(verb.items())
        if count * 8 > noun[word] and count > 1
    }


class Trainer:
    """Turns annotated articles into choices, one table at a time."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules, self.judge = rules, Judge(rules.tables)
        self.choices = {name: logistic.Choices() for name in ABOUT}

    def cues(self, tokens: Tokens, found: list[cues.Cue], gold: list[Gold], weight: float) -> None:
        """Cues outside all content: the annotation holds outermost attributions only."""
        said = set().union(*(item.cue for item in gold)) if gold else set()
        inner = set().union(*(item.content for item in gold)) if gold else set()
        for before, cue in with_previous(tokens, found):
            right = any(at in said for at in range(cue.first, cue.end))
            if right or cue.first not in inner:
                facts = cues.facts(tokens, cue, sentence_of(tokens, cue), before)
                first = cues.first_facts(tokens, cue, sentence_of(tokens, cue))
                names = cues.FIRST.names(first) + cues.DECISION.names(facts)
                self.choices["cue-points"].yes_no(names, right, weight)

    def spans(
        self, tokens: Tokens, matches: Matches, found: list[cues.Cue], gold: list[Gold],
        weight: float,
    ) -> None:  # fmt: skip
        """Sources and contents of the annotated attributions whose cue is a candidate."""
        scorer = self.judge.cue
        likely = [
            cue.first
            for before, cue in with_previous(tokens, found)
            if scorer.score(cues.facts(tokens, cue, sentence_of(tokens, cue), before))
            + self.judge.quick.score(cues.first_facts(tokens, cue, sentence_of(tokens, cue)))
            > 0
        ]
        earlier: Range | None = None
        number = -1
        for cue in found:
            here = tokens.layout.sentence_of[cue.first]
            if here != number:
                earlier, number = None, here
            item = next(
                (one for one in gold if any(at in one.cue for at in range(cue.first, cue.end))),
                None,
            )
            if item is None:
                continue
            sentence = sentence_of(tokens, cue)
            source = self.source(tokens, cue, sentence, item, earlier, weight)
            self.content(tokens, cue, sentence, item, source, likely, weight)
            if item.source:
                inside = [at for at in item.source if sentence.first <= at < sentence.end]
                if inside:
                    earlier = Range(min(inside), max(inside) + 1)
            gold = [one for one in gold if one is not item]

    def source(
        self, tokens: Tokens, cue: cues.Cue, sentence: Sentence, item: Gold,
        earlier: Range | None, weight: float,
    ) -> tuple[sources.Anchor, Range]:  # fmt: skip
        """Add the choices that lead to the annotated source; return what is found."""
        options = sources.anchors(tokens, cue, sentence, earlier)
        right = right_anchor([anchor for anchor, _ in options], item, cue)
        if right is not None:
            self.choices["anchor-points"].add(named("anchor", options), right, weight)
            anchor = options[right][0]
        else:
            anchor = self.judge.anchor.best(options)
        core = anchor.core
        if right is not None and anchor.side == "left":
            begins, steps = sources.starts(tokens, cue, sentence, core)
            near = [at for at in item.source if at < core.end]
            self.nearest("source-start", begins, min(near), weight, steps)
            return anchor, Range(max(sentence.first, min(near)), core.end)
        if right is not None and anchor.side in ("right", "by"):
            finishes, steps = sources.ends(tokens, cue, sentence, core)
            near = [at for at in item.source if core.first <= at < sentence.end]
            self.nearest("source-end", finishes, max(near) + 1, weight, steps)
            return anchor, Range(core.first, max(near) + 1)
        return anchor, anchor.core

    def content(
        self, tokens: Tokens, cue: cues.Cue, sentence: Sentence, item: Gold,
        source: tuple[sources.Anchor, Range], likely: list[int], weight: float,
    ) -> None:  # fmt: skip
        """Add the choices that lead to the annotated content."""
        here = [at for at in item.content if sentence.first <= at < sentence.end]
        words = tokens.words
        before = [at for at in here if at < cue.first and words[at].isalnum()]
        after = [at for at in here if at >= cue.end and words[at].isalnum()]
        if not before and not after:
            return
        side = "both" if before and after else "left" if before else "right"
        options = contents.sides(tokens, cue, sentence, *source)
        names = [name for name, _ in options]
        if side not in names:
            return
        if len(options) > 1:
            self.choices["side-points"].add(named("side", options), names.index(side), weight)
        begin, end = contents.outside(cue, *source)
        if before:
            stop = trim(tokens, begin, sentence.first)
            if stop > sentence.first:
                self.nearest(
                    "left",
                    contents.left_starts(tokens, cue, sentence, stop),
                    min(before), weight,
                )  # fmt: skip
        if after and end < sentence.end:
            if words[end] == ",":
                end += 1
            begins, steps = contents.right_starts(tokens, cue, sentence, end)
            first = min(at for at in here if at >= cue.end)
            self.nearest("start", begins, first, weight, steps)
            begin = min((at for at, _ in begins), key=lambda at: abs(at - first))
            if begin < sentence.end:
                finishes = contents.right_ends(tokens, cue, sentence, begin, likely)
                self.nearest("end", finishes, max(after) + 1, weight)

    def nearest(
        self, name: str, options: list[tuple[int, Facts]], wanted: int, weight: float,
        steps: list[Facts] | None = None,
    ) -> None:  # fmt: skip
        """Add the choice of the option nearest to ``wanted``."""
        places = [place for place, _ in options]
        right = min(range(len(places)), key=lambda number: abs(places[number] - wanted))
        if abs(places[right] - wanted) <= 3:
            self.choices[f"{name}-points"].add(named(name, options, steps or []), right, weight)


def named(
    name: str, options: Sequence[tuple[object, Facts]], steps: Sequence[Facts] = ()
) -> list[list[str]]:
    """Return the features of each option, with those of the steps up to it."""
    decision = DECISIONS[name]
    passed: list[str] = []
    found: list[list[str]] = []
    for number, (_, facts) in enumerate(options):
        if number and steps:
            passed = passed + decision.names(steps[number - 1])
        found.append(decision.names(facts) + passed)
    return found


def right_anchor(options: list[sources.Anchor], item: Gold, cue: cues.Cue) -> int | None:
    """Return the number of the option that the annotation means, or None."""
    if not item.source:
        return next(n for n, anchor in enumerate(options) if anchor.side == "none")
    ranked: list[tuple[int, int]] = []
    for number, anchor in enumerate(options):
        if anchor.side == "none":
            continue
        hits = [at for at in range(anchor.core.first, anchor.core.end) if at in item.source]
        if not hits:
            continue
        if anchor.side == "before":
            ranked.append((10_000 if anchor.core.end <= cue.first else 0, number))
        elif anchor.side == "left":
            ranked.append((1000 - (cue.first - anchor.core.end), number))
        else:
            ranked.append((500 - (anchor.core.first - cue.end), number))
    if not ranked:
        return None
    left = [pair for pair in ranked if options[pair[1]].side == "left"]
    direct = [pair for pair in left if options[pair[1]].core.end + 12 >= cue.group]
    return max(direct or ranked)[1]


def with_previous(
    tokens: Tokens, found: list[cues.Cue]
) -> Iterator[tuple[cues.Cue | None, cues.Cue]]:
    """Yield each candidate with the one before it in its sentence."""
    before: cues.Cue | None = None
    for cue in found:
        if before is not None and sentence_of(tokens, before) != sentence_of(tokens, cue):
            before = None
        yield before, cue
        before = cue


def sentence_of(tokens: Tokens, cue: cues.Cue) -> Sentence:
    """Return the sentence of ``cue``."""
    return tokens.layout.sentences[tokens.layout.sentence_of[cue.first]]


def train(
    data: list[tuple[Layout, list[list[Gold]]]],
    rules_with: Callable[[dict[str, dict[str, float]]], RuleSet],
) -> dict[str, dict[str, float]]:
    """Return all tables counted from laid-out articles with their annotations."""
    tables: dict[str, dict[str, float]] = {name: {} for name in ABOUT}
    tables["verb-points"] = verb_points(
        (layout for layout, _ in data), lexicon(rules_with({"verb-points": {}})).classes
    )
    rules = rules_with(tables)
    prepared = []
    for layout, notes in data:
        matches = match(layout, rules)
        tokens = Tokens(layout, lexicon(rules), matches.get("party", ()))
        prepared.append((tokens, matches, cues.candidates(tokens, matches, rules), notes))
    trainer = Trainer(rules)
    for tokens, _, found, notes in prepared:
        for gold in notes:
            trainer.cues(tokens, found, gold, 1 / len(notes))
    tables["cue-points"] = logistic.fit(trainer.choices["cue-points"], penalty=8.0)
    trainer = Trainer(rules_with(tables))
    for tokens, matches, found, notes in prepared:
        for gold in notes:
            trainer.spans(tokens, matches, found, gold, 1 / len(notes))
    for name, choices in trainer.choices.items():
        if choices.groups:
            tables[name] = logistic.fit(choices)
            print(name, len(choices.groups), "choices", len(tables[name]), "points")
    rules = rules_with({**tables, "orphan-points": {}})
    orphans, judge = logistic.Choices(), Judge(rules.tables)
    for tokens, matches, _, notes in prepared:
        orphan_choices(tokens, matches, notes, rules, judge, orphans)
    tables["orphan-points"] = logistic.fit(orphans)
    print("orphan-points", len(orphans.groups), "choices", len(tables["orphan-points"]))
    return tables


def orphan_choices(
    tokens: Tokens, matches: Matches, annotations: list[list[Gold]], rules: RuleSet,
    judge: Judge,
    choices: logistic.Choices,
) -> None:  # fmt: skip
    """Add the quotations that no found attribution covers."""
    for gold in annotations:
        frames = find(tokens, matches, rules, judge)
        quotations.spread(tokens, frames)
        content = set().union(*(item.content for item in gold)) if gold else set()
        adopted: quotations.Adopted = {}
        for orphan in quotations.orphans(tokens, frames, adopted):
            first, end = orphan.quotation.first, orphan.quotation.end
            right = sum(at in content for at in range(first, end)) * 2 > end - first
            choices.yes_no(DECISIONS["orphan"].names(orphan.facts), right, 1 / len(annotations))
            if right:
                quotations.adopt(orphan, adopted)


def write(tables: dict[str, dict[str, float]], folder: Path) -> None:
    """Write each table as readable JSON, one feature a line."""
    for name, points in tables.items():
        data = {"table": name, "about": ABOUT[name], "made_by": MADE_BY, "points": points}
        path = folder / f"points-{name.removesuffix('-points')}.json"
        path.write_text(json.dumps(data, indent=0, ensure_ascii=False, sort_keys=False) + "\n")


def main(arguments: list[str]) -> int:
    """Run the command."""

    from auditor.formats import read_document
    from auditor.packs.load import load_rules
    from auditor.segment import segment

    parser = argparse.ArgumentParser(description="Count the strengths of cues from annotations.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep-out", type=int, default=4, metavar="N")
    parser.add_argument("--into", type=Path, default=Path("rules"))
    options = parser.parse_args(arguments)
    rules = load_rules()
    data = []
    for number, article in enumerate(standoff.articles(options.folder)):
        if number % options.keep_out == options.keep_out - 1:
            continue
        document = read_document(str(article.path))
        layout = segment(document, rules)
        data.append(
            (layout, [[Gold(layout, one) for one in marks] for marks, _ in article.annotations])
        )
    write(train(data, lambda tables: rules._replace(tables=tables)), options.into)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
