"""Measuring the audit on annotated folders; tests/data holds two invented ones."""

from __future__ import annotations

import importlib.util
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from commandline import Done, call
from handmade import audit as handmade_audit

from auditor.audit import audit
from auditor.errors import ReadError, UsageError
from auditor.evaluate import attributions, compare, evaluate, guide, kind_of, standoff, statuses
from auditor.evaluate.byrule import by_attribution, by_status
from auditor.evaluate.classes import by_class
from auditor.evaluate.figures import correlation, wilson
from auditor.evaluate.measured import measured, write_table
from auditor.evaluate.misses import confusions, cue_rules, missed_cues
from auditor.evaluate.page import section, write_section
from auditor.evaluate.pairing import pair
from auditor.evaluate.words import Words
from auditor.model import (
    Act,
    Attribution,
    Audit,
    Document,
    Kind,
    RuleSet,
    Segment,
    Span,
    Stance,
    Status,
)
from auditor.packs.load import load_rules

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"
SHARED = ROOT.parent / "shared"

Auditing = Callable[[Document], Audit]


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


# ---------------------------------------------------------------- audits that say what we want


def as_marked(who: str, change: Callable[[int, Attribution], Attribution | None]) -> Auditing:
    """Return an audit that finds what ``who`` marked, each put through ``change``."""

    def run(document: Document) -> Audit:
        path = Path(document.path)
        notes = path.parent.parent / "attributions" / f"{path.stem}_{who}.ann"
        marked = standoff.read_annotation(notes, len(document.text)).attributions
        found = (
            change(number, Attribution(
                number + 1, Kind.INDIRECT, Act.SPEECH, Stance.NEUTRAL, "cues/say",
                one.cue, one.source, one.content, None, None,
            ))
            for number, one in enumerate(marked)
        )  # fmt: skip
        kept = tuple(one for one in found if one is not None)
        return handmade_audit([])._replace(document=document, attributions=kept)

    return run


def compared(run: Auditing) -> list[list[compare.Compared]]:
    return [list(compare.compare(one, run)) for one in standoff.articles(DATA / "standoff")]


def flat(articles: list[list[compare.Compared]]) -> list[compare.Compared]:
    return [one for article in articles for one in article]


# ---------------------------------------------------------------- arithmetic


def test_pairs_are_the_most_and_then_the_likest() -> None:
    picker = random.Random(3)
    for _ in range(300):
        left, right = picker.randint(1, 4), picker.randint(1, 4)
        edges = {
            (g, f): picker.choice((0.5, 0.6, 0.75, 0.9, 1.0))
            for g in range(left)
            for f in range(right)
            if picker.random() < 0.6
        }
        best = max(
            (
                (len(made), round(sum(made.values()), 6))
                for order in permutations(range(max(left, right)))
                for made in [{e: edges[e] for e in enumerate(order) if e in edges}]
            ),
        )
        found = pair(edges)
        assert len(set(found.values())) == len(found)
        assert (len(found), round(sum(edges[e] for e in found.items()), 6)) == best


def test_intervals_and_correlations() -> None:
    assert wilson(8, 10) == pytest.approx((0.49016, 0.94331), abs=1e-5)
    assert wilson(0, 0) == (0, 1)
    assert correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert correlation([1, 1], [1, 2]) is None
    assert correlation([1], [1]) is None


def test_sentences_of_the_yardstick() -> None:
    text = "Mr. Hale left at 5 p.m. Monday. “Why?” He smiled.\nThe U.S. 3 won"
    words = Words(text)
    begun: list[str] = []
    for at, number in enumerate(words.sentences):
        if number == len(begun):
            begun.append(words.lower[at])
    assert begun == ["mr", "why", "he", "the"]


def test_words_are_cut_in_time_that_grows_with_the_text() -> None:
    for hostile in ("." * 200_000, "?”" * 100_000, ". " * 100_000, "A. " * 60_000):
        Words(hostile)


# ---------------------------------------------------------------- attributions


def test_standoff_is_read_with_roles_parts_and_discarded_text() -> None:
    harbour, orchard = standoff.articles(DATA / "standoff")
    one, two = harbour.annotations
    text = harbour.document.text
    assert (one.who, two.who) == ("one", "two")
    quote = one.attributions[1]
    assert [text[slice(*span)] for span in quote.content] == [
        "“We have no choice,”",
        "“The quay is cracking.”",
    ]
    assert one.attributions[3].source == ()
    assert next(text[slice(*span)] for span in one.discarded) == "By Mira Oltean"
    assert len(orchard.annotations[0].attributions[0].content) == 2


def test_what_people_marked_agrees_with_itself() -> None:
    figures = attributions.measure(compared(as_marked("one", lambda _, one: one)))
    # The second annotator of one article left out one attribution; the article counts once.
    assert figures["articles"] == 2 and figures["annotations"] == 3
    assert figures["attribution"]["recall"] == figures["strict"]["recall"] == 1
    assert figures["attribution"]["precision"] == pytest.approx((1.5 + 2 + 3) / 7)
    assert figures["direct"]["gold"] == 1 and figures["indirect"]["gold"] == 5.5
    assert figures["token"]["source"]["f1"] == 1
    assert figures["share"]["bias"] > 0


def test_a_wrong_source_is_half_right_and_a_missing_content_is_missed() -> None:
    def change(number: int, one: Attribution) -> Attribution | None:
        if number == 0:
            return one._replace(source=(Span(0, 7),))
        return None if number == 1 else one

    articles = compared(as_marked("one", change))[1:]
    figures = attributions.measure(articles)
    assert figures["attribution"] == pytest.approx({"precision": 1, "recall": 2 / 3, "f1": 0.8})
    assert figures["strict"]["recall"] == pytest.approx(1 / 3)
    assert figures["indirect"]["strict_recall"] == pytest.approx(1 / 3)


def test_an_attribution_inside_another_is_not_judged() -> None:
    def change(number: int, one: Attribution) -> Attribution | None:
        start = one.content[0].start
        inner = Span(start, one.content[0].end - 6)
        return one._replace(content=(inner,), rule="cues/inner") if number == 1 else one

    def run(document: Document) -> Audit:
        whole = as_marked("one", lambda _, one: one)(document)
        inner = as_marked("one", change)(document).attributions[1]
        return whole._replace(attributions=(*whole.attributions, inner))

    figures = {row["rule"]: row for row in by_attribution(flat(compared(run)), 3)}
    assert figures["cues/inner"]["of"] == 0
    assert figures["cues/inner"]["counts"]["nested"] == 2
    assert figures["cues/say"]["right"] == pytest.approx(6.5)


def test_each_rule_is_judged_with_examples_of_where_it_was_wrong() -> None:
    def change(number: int, one: Attribution) -> Attribution | None:
        return one._replace(content=(Span(0, 7),), rule="cues/odd") if number == 2 else one

    rows = by_attribution(flat(compared(as_marked("one", change))[1:]), 3)
    odd = rows[0]  # the most wrong come first
    assert odd["rule"] == "cues/odd" and (odd["right"], odd["of"]) == (0, 1)
    assert odd["counts"]["spurious"] == 1
    assert odd["examples"][0]["place"] == "text/orchard.txt:1:9"
    assert odd["examples"][0]["text"].startswith("Growers «fear» a late frost")


def test_missed_cues_say_how_far_the_audit_came(rules: RuleSet) -> None:
    def change(number: int, one: Attribution) -> Attribution | None:
        if number == 0:
            return None
        return one._replace(content=(Span(0, 3),)) if number == 1 else one

    rows = missed_cues(flat(compared(as_marked("one", change))[1:]), cue_rules(rules), 2)
    assert {row["cue"]: dict(row["because"]) for row in rows} == {
        "said": {"not taken": 1},
        "took issue with": {"extent": 1},
    }
    bare = rules._replace(matcher=load_rules(packs=["boilerplate-en"]).matcher)
    rows = missed_cues(flat(compared(as_marked("one", change))[1:]), cue_rules(bare), 2)
    assert rows[0]["because"] == {"unknown": 1}


def test_classes_part_the_marked_attributions_in_five_ways(rules: RuleSet) -> None:
    rows = by_class(flat(compared(as_marked("one", lambda _, one: one))), cue_rules(rules))
    for by in ("cue", "form", "source", "content", "size"):
        assert sum(row["gold"] for row in rows if row["by"] == by) == 6.5
    named = {row["name"]: row["gold"] for row in rows}
    assert named["direct"] == 1
    assert named["no source"] == 0.5
    assert named["around the cue"] == 1
    assert named["several sentences"] == 1
    assert {row["name"] for row in rows if row["by"] == "size"} >= {"1 to 3 words", "4 to 10 words"}
    assert all(row["recall"] == 1 for row in rows)


# ---------------------------------------------------------------- segments


def labelled(who: str) -> Auditing:
    """Return an audit with the segments that ``who`` wrote."""

    def run(document: Document) -> Audit:
        path = Path(document.path)
        gold = guide.read_segments(
            path.parent.parent / "gold" / f"{path.stem}.{who}.json", document
        )
        segments = tuple(
            Segment(one.start, one.end, 1, one.status, one.party, None, False, ("pack/rule: x",))
            for one in gold
        )
        return handmade_audit([])._replace(document=document, segments=segments)

    return run


def statuses_of(run: Auditing) -> list[list[statuses.Compared]]:
    return [list(statuses.compare(one, run)) for one in guide.articles(DATA / "guide")]


def test_an_annotator_against_both() -> None:
    articles = statuses_of(labelled("A"))
    figures = statuses.measure(articles)
    assert figures["articles"] == 1 and figures["annotations"] == 2
    words = len(articles[0][0].words)
    other = 13  # words to which the two annotators gave another status of the same group
    assert figures["status_accuracy"] == pytest.approx(1 - other / 2 / words)
    assert figures["group"]["accuracy"] == 1
    assert figures["party_accuracy"] == 1
    assert figures["share"]["mae"] == 0
    assert figures["disclaimed"]["recall"] == 1
    assert figures["disclaimed"]["precision"] < 1


def test_confusions_and_rules_of_statuses() -> None:
    single = statuses_of(labelled("A"))[0]
    (row,) = confusions(single, 3)
    assert (row["gold"], row["found"], row["words"]) == ("single_party", "disclaimed", 6.5)
    assert row["examples"][0]["place"] == "text/bridge.txt:3:1"
    (rule,) = by_status(single, 3)
    assert rule["rule"] == "pack/rule"
    assert (rule["of"], rule["right"], rule["counts"]["status"]) == (6, 6, 5.5)


# ---------------------------------------------------------------- broken folders


def copy(kind: str, to: Path) -> Path:
    return Path(shutil.copytree(DATA / kind, to / kind))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T99\tSource 5\tx", ":23: T99: expected start and end, not '5'"),
        ("T99\tSource 5 4\tx", ":23: T99: 5 to 4 is no place in 331 characters"),
        ("T99\tSource 5 9999\tx", ":23: T99: 5 to 9999 is no place in 331 characters"),
        ("T1\tSource 5 6\tx", ":23: there is a mark T1 already"),
        ("E9\tAttribution:T4 Content:T77", ":23: E9: there is no mark 'T77'"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    folder = copy("standoff", tmp_path)
    path = folder / "attributions" / "harbour_one.ann"
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(ReadError) as caught:
        list(standoff.articles(folder))
    assert str(caught.value) == f"{path}{said}"


def test_text_and_annotation_must_meet(tmp_path: Path) -> None:
    folder = copy("standoff", tmp_path)
    (folder / "text" / "alone.txt").write_text("Nobody marked this.", "utf-8")
    with pytest.raises(ReadError, match=r"alone\.txt:1: no annotation"):
        list(standoff.articles(folder))
    (folder / "text" / "alone.txt").unlink()
    (folder / "text" / "orchard.txt").unlink()
    with pytest.raises(ReadError, match=r"orchard_one\.ann:1: there is no"):
        list(standoff.articles(folder))


def test_something_else_in_the_place_of_marks(tmp_path: Path) -> None:
    folder = copy("standoff", tmp_path)
    path = folder / "attributions" / "orchard_one.ann"
    path.write_text('{"not": "brat"}', "utf-8")
    with pytest.raises(ReadError, match=r"orchard_one\.ann:1: expected a mark"):
        list(standoff.articles(folder))
    path.write_bytes(b"T1\tSource 0 1\tx\nT2\tCue 1 2\t\xff\n")
    with pytest.raises(ReadError, match=r"orchard_one\.ann:2: the file is not UTF-8"):
        list(standoff.articles(folder))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:-9], ": not JSON"),
        (lambda text: "[]", ":1: expected an object with a list 'segments'"),
        (lambda text: text.replace("own_voice", "mine"), ": segment 5: no such status: 'mine'"),
        (lambda text: text.replace('"end": 34', '"end": 40'), ":13: segment 2: it overlaps"),
        (lambda text: text.replace('"end": 34', '"end": 0'), ":7: segment 1: 0 to 0 is no place"),
        (lambda text: text.replace('"sha256": "', '"sha256": "0'), ":1: made for another text"),
    ],
)
def test_a_broken_segment_is_named(tmp_path: Path, change: Callable[[str], str], said: str) -> None:
    folder = copy("guide", tmp_path)
    path = folder / "gold" / "bridge.A.json"
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    with pytest.raises(ReadError) as caught:
        list(guide.articles(folder))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}:")


def test_the_kind_of_a_folder_is_told(tmp_path: Path) -> None:
    assert kind_of(DATA / "standoff") == "attributions"
    assert kind_of(DATA / "guide") == "segments"
    with pytest.raises(UsageError, match="no such folder"):
        kind_of(tmp_path / "none")
    with pytest.raises(UsageError, match="not an annotated corpus"):
        kind_of(tmp_path)
    folder = copy("guide", tmp_path)
    shutil.copytree(DATA / "standoff" / "attributions", folder / "attributions")
    with pytest.raises(UsageError, match="both"):
        kind_of(folder)


# ---------------------------------------------------------------- what is written


def test_a_table_of_measured_precision_is_shown_with_the_rule(
    tmp_path: Path, rules: RuleSet
) -> None:
    rows = by_attribution(flat(compared(as_marked("one", lambda _, one: one))), 1)
    evaluation = {"kind": "attributions", "measures": {"articles": 2}, "rules": rows}
    path = tmp_path / "measured-invented.json"
    write_table(path, "an invented corpus", evaluation)
    assert json.loads(path.read_text("utf-8"))["corpus"] == "an invented corpus"
    lines = list(measured(load_rules([path]), "cues/say"))
    assert lines == [
        "measured precision: 0.93 on an invented corpus (n = 7, 95 % interval 0.56 to 0.99)"
    ]
    assert list(measured(rules, "cues/none")) == []


def test_a_page_keeps_all_but_its_section(tmp_path: Path, rules: RuleSet) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"# Title\r\n<!-- measured: x -->\nold\n<!-- end -->\nrest\n")
    text = section(evaluate(DATA / "standoff", rules))
    write_section(page, "x", text)
    assert page.read_bytes().decode() == (
        f"# Title\r\n<!-- measured: x -->\n{text}\n<!-- end -->\nrest\n"
    )
    assert "| kind of the cue | marked | recall |" in text
    with pytest.raises(UsageError, match="no lines <!-- measured: y -->"):
        write_section(page, "y", text)
    assert section(evaluate(DATA / "guide", rules)).startswith("1 articles, 2 annotations")


# ---------------------------------------------------------------- the command


def run(*words: str) -> Done:
    return call(*words)


@pytest.mark.parametrize("kind", ["standoff", "guide"])
def test_the_command_prints_both_formats(kind: str) -> None:
    text = run("evaluate", f"tests/data/{kind}", "--limit", "1")
    assert (text.returncode, text.stderr) == (0, "")
    assert "Rules that were wrong most often" in text.stdout
    data = run("evaluate", f"tests/data/{kind}", "--format", "json")
    assert data.returncode == 0
    assert json.loads(data.stdout)["schema_version"] == "1.0"
    assert run("evaluate", f"tests/data/{kind}", "--format", "json").stdout == data.stdout


def test_exit_codes_of_the_command(tmp_path: Path) -> None:
    neither = run("evaluate", "samples")
    assert neither.returncode == 2 and "not an annotated corpus" in neither.stderr
    assert neither.stderr.count("\n") == 1
    folder = copy("standoff", tmp_path)
    (folder / "attributions" / "orchard_one.ann").write_text("nonsense", "utf-8")
    broken = run("evaluate", str(folder))
    assert broken.returncode == 3 and "orchard_one.ann:1:" in broken.stderr
    assert run("evaluate", "tests/data/guide", "--classes").returncode == 2
    assert run("evaluate", "tests/data/guide", "--format", "xml").returncode == 2
    assert run("evaluate", "tests/data/guide", "--limit", "x").returncode == 2
    assert run("evaluate", "tests/data/standoff", "--write-table", "x.json").returncode == 2
    classes = run("evaluate", "tests/data/standoff", "--classes")
    assert classes.returncode == 0 and "| form of the content |" in classes.stdout


def test_a_check_does_not_load_the_workbench() -> None:
    code = (
        "import sys; sys.argv = ['auditor', 'check', 'samples', '--fail-on', 'never', '-q'];"
        "from auditor.cli import run; run(sys.argv[1:]);"
        "names = ('auditor.evaluate', 'auditor.explain', 'auditor.cli.app');"
        "print([m for m in sys.modules if m.startswith(names)])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


# ---------------------------------------------------------------- against other scorers


def reference(name: str) -> ModuleType:
    path = SHARED / "eval" / f"{name}.py"
    if not path.exists():
        pytest.skip(f"there is no {path} beside the checkout")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def close(mine: Any, theirs: Any) -> bool:
    return bool(mine == pytest.approx(theirs, abs=1e-9))


def some_of(folder: Path, made: Path, every: int) -> Path:
    """Return a folder with one in ``every`` of the annotated articles of another."""
    for part in ("text", "attributions"):
        (made / part).mkdir()
    for text in sorted((folder / "text").iterdir())[::every]:
        shutil.copy(text, made / "text")
        for annotated in (folder / "attributions").glob(f"{text.stem}_*.ann"):
            shutil.copy(annotated, made / "attributions")
    return made


def test_the_measures_of_attribution_are_those_of_the_reference(
    rules: RuleSet, tmp_path: Path
) -> None:
    scorer = reference("score_attribution")
    folder = some_of(SHARED / "eval" / "polnear" / "dev", tmp_path, 4)
    predicted: dict[str, Any] = {}

    def noted(document: Document) -> Audit:
        found = audit(document, rules)
        predicted[Path(document.path).stem] = [
            scorer.Attribution(*([tuple(s) for s in getattr(one, r)] for r in scorer.ROLES))
            for one in found.attributions
        ]
        return found

    mine = attributions.measure(
        [list(compare.compare(one, noted)) for one in standoff.articles(folder)]
    )
    theirs = scorer.summarise(scorer.score(scorer.load_gold(str(folder)), predicted, True))

    def prf(row: dict[str, float]) -> dict[str, float]:
        return {"precision": row["p"], "recall": row["r"], "f1": row["f1"]}

    for role in scorer.ROLES:
        assert close(mine["token"][role], prf(theirs["token"][role]))
    assert close(mine["attribution"], prf(theirs["attribution"]["content"]))
    assert close(mine["strict"], prf(theirs["attribution"]["content+source"]))
    assert close(mine["sentence"], prf(theirs["sentence"]))
    for name, other in (("mae", "mae"), ("r", "pearson"), ("bias", "bias"),
                        ("gold", "gold_share"), ("found", "predicted_share")):  # fmt: skip
        assert close(mine["share"][name], theirs["article"][other])
    for kind in ("direct", "indirect"):
        recall = theirs[kind]["recall"]
        assert close(mine[kind]["recall"], recall["content"])
        assert close(mine[kind]["strict_recall"], recall["content+source"])
        assert close(mine[kind]["word_recall"], recall["words"])


def test_the_measures_of_the_audit_are_those_of_the_reference(rules: RuleSet) -> None:
    scorer = reference("score_audit")
    folder = SHARED / "gold" / "dev"
    items = []

    def rows() -> Iterator[list[statuses.Compared]]:
        for article in guide.articles(folder):
            found = audit(article.document, rules)
            text, name = article.document.text, Path(article.document.path).stem
            segments = [
                {"start": s.start, "end": s.end, "status": str(s.status), "party": s.party}
                for s in found.segments
            ]
            for passages in article.annotations:
                gold = [vars(p) | {"status": str(p.status)} for p in passages]
                items.append(
                    (name, 1 / len(article.annotations), scorer.label_words(text, gold),
                     scorer.label_words(text, segments))
                )  # fmt: skip
            yield list(statuses.compare(article, lambda _, found=found: found))  # type: ignore[misc]

    mine = statuses.measure(rows())
    theirs = scorer.score(items)
    assert close(mine["share"]["mae"], theirs["usp_mae"])
    assert close(mine["share"]["bias"], theirs["usp_bias"])
    assert close(mine["share"]["r"], theirs["usp_r"])
    assert close(mine["group"]["accuracy"], theirs["group_accuracy"])
    assert close(mine["group"]["macro_f1"], theirs["group_macro_f1"])
    for name, value in mine["group"]["f1"].items():
        assert close(value, theirs[f"f1_{name}"])
    assert close(mine["status_accuracy"], theirs["status_accuracy"])
    assert close(mine["party_accuracy"], theirs["party_accuracy"])
    rounded = [round(value, 3) for value in mine["disclaimed"].values()]
    assert rounded == theirs["disclaimed_prf"]
    assert set(Status) == {Status(name) for name in scorer.GROUP}
