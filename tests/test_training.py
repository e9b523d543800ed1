"""Fitting: what is learned from annotated articles, and that nothing of a measured one is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("scipy", reason='fitting needs pip install ".[train]"')

import numpy as np

from auditor import load_rules
from auditor.model import Points
from auditor.verify.choose import TABLE
from training import fit
from training.annotated import annotated, folds
from training.measure import figures, words_of
from training.multinomial import Columns, table
from training.multinomial import fit as multinomial
from training.status import STATUSES, Example, examples, lower_words, nameless

ARTICLES = {  # invented: what is urged is a position, what is said a claim
    f"a{at}": [
        (f"{who} {verb} that the {thing} was {what}.", status)
        for who, verb, thing, what, status in [
            ("The army", "said", "bridge", "destroyed", "single_party"),
            ("The mayor", "urged", "road", "mended", "position"),
            ("The army", "said", ("mill", "dam", "port")[at % 3], "burned", "single_party"),
        ]
    ]
    for at in range(6)
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("annotated")
    for part in ("text", "gold"):
        (place / part).mkdir()
    for name, sentences in ARTICLES.items():
        text, rows = "", []
        for sentence, status in sentences:
            rows.append({"start": len(text), "end": len(text) + len(sentence), "status": status,
                         "party": "Arland"})  # fmt: skip
            text += sentence + "\n\n"
        (place / "text" / f"{name}.txt").write_text(text, "utf-8")
        (place / "gold" / f"{name}.A.json").write_text(json.dumps({"segments": rows}), "utf-8")
    rows = [f"{name}\t{at % 2}\tinvented" for at, name in enumerate(ARTICLES)]
    (place / "folds.tsv").write_text("# article\tfold\tfrom\n" + "\n".join(rows), "utf-8")
    return place


def test_points_separate_what_facts_separate() -> None:
    facts = [["wet", "x"], ["wet"], ["dry", "x"], ["dry"]] * 5
    columns = Columns(facts, 2, lambda fact: 1.0)
    targets = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]] * 5)
    points = multinomial(columns.matrix(facts), targets, np.ones(20), 0.1, 50)
    rows = table(columns, points, 0.05)
    assert rows["wet"][0] > 0 > rows["wet"][1]
    assert rows["dry"][1] > 0 > rows["dry"][0]
    assert "x" not in rows  # it tells nothing


def test_folds_and_articles_are_read(folder: Path) -> None:
    articles = list(annotated(folder))
    assert [article.name for article in articles] == sorted(ARTICLES)
    assert folds(folder) == {name: at % 2 for at, name in enumerate(ARTICLES)}
    assert all(article.whole for article in articles)


def test_examples_hold_each_word_once(folder: Path) -> None:
    rules = load_rules()
    for article in annotated(folder):
        found = list(examples(article, rules))
        assert sum(sum(example.words) for example in found) == len(article.text.split())
        assert {STATUSES[np.argmax(e.words)] for e in found} == {"single_party", "position"}


def test_words_that_could_be_names_are_no_facts() -> None:
    known = lower_words(["the dam broke", "the dam held", "Holm left"])
    assert nameless(["dam", "the dam", "holm", "opens: holm", "cue rule: x", "bias"], known) == (
        "dam", "the dam", "cue rule: x",
    )  # fmt: skip


def test_a_fold_is_audited_with_points_of_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = load_rules()
    fold = folds(folder)
    fitted_to: list[set[str]] = []
    plain = fit.points

    def points(found: list) -> dict[str, list[int]]:  # type: ignore[type-arg]
        fitted_to.append({example.article for example, _ in found})
        return plain(found)

    monkeypatch.setattr(fit, "points", points)
    data = list(fit.gather([folder], rules))
    audits = list(fit.crossed(data, fold, rules))
    assert [names & ARTICLES.keys() for names in fitted_to] == [
        {name for name in ARTICLES if fold[name] != at} for at in sorted(set(fold.values()))
    ]
    measured = figures([words_of(article, audit) for article, audit in audits])
    assert measured["articles"] == len(ARTICLES)
    assert 0 <= measured["interval covers"] <= 1


def test_the_same_articles_give_the_same_table(folder: Path) -> None:
    data = list(fit.gather([folder], load_rules()))
    assert fit.points(fit.flat(data)) == fit.points(fit.flat(data))


def test_the_table_of_the_product_has_the_statuses_of_the_measure() -> None:
    table = load_rules().choices[TABLE]
    assert isinstance(table, Points)
    assert table.candidates == tuple(STATUSES)
    assert table.settings["interval common"] > 0


def test_a_reader_teaches_the_points_words_without_a_label() -> None:
    """ "vowed" stands in no labelled passage: the reader's readings say what it shows."""
    at = {str(status): number for number, status in enumerate(STATUSES)}

    def row(status: str, size: int) -> list[int]:
        return [size * (number == at[status]) for number in range(len(STATUSES))]

    surely = [float(n) for n in np.log(np.full(len(STATUSES), 0.005))]
    surely[at["position"]] = float(np.log(0.94))
    labelled = [
        Example("a", (word,), row(status, 9))
        for word, status in (("said", "single_party"), ("urged", "position"))
        for _ in range(40)
    ]
    read = [Example("b", ("vowed",), row("position", 0), 9, surely)] * 200
    without = fit.points([(example, 1.0) for example in labelled])
    taught = fit.points([(example, 1.0) for example in (*labelled, *read)])
    assert "vowed" not in without
    assert taught["vowed"][at["position"]] > taught["vowed"][at["single_party"]] + 50
