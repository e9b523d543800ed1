"""``auditor explain``: every rule and every status has something to say; the pages are current."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from commandline import call

from auditor import audit_text, load_rules
from auditor.cli.explained import explain
from auditor.errors import UsageError
from auditor.model import RuleSet, Status
from auditor.packs.kinds import KINDS as VOCABULARY
from auditor.rulebook.entry import entry
from auditor.rulebook.prose import KINDS, STATUSES, in_share
from auditor.rulebook.text import rule_text, status_text

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


def test_every_kind_and_every_status_is_explained() -> None:
    assert set(KINDS) == set(VOCABULARY)
    assert set(STATUSES) == set(Status)


def test_every_rule_says_what_why_and_what_to_do(rules: RuleSet) -> None:
    for rule in rules.rules:
        told = entry(rule, rules)
        assert told.what and told.why and all(told.todo), rule.id
        assert "{" not in told.what, rule.id
        text = rule_text(rule, rules)
        assert text.isascii() or text.isprintable() or "\n" in text
        for part in ("What it looks for", "Why", "What to do", "Finds", "Leaves alone"):
            assert f"\n{part}\n" in text, rule.id


def test_every_policy_rule_names_a_standard_and_advises(rules: RuleSet) -> None:
    for rule in rules.rules:
        if rule.kind == "policy":
            advice = rule.traits["advice"]
            assert rule.traits["standard"] and advice[0].isupper() and advice.endswith("."), rule.id
            assert entry(rule, rules).todo[0] == advice


def test_the_example_of_a_status_has_it(rules: RuleSet) -> None:
    in_context = {Status.HEADLINE: "{}\n\nIt rained in Harlow, and the river rose.\n"}
    for status, told in STATUSES.items():
        article = in_context.get(status, "It rained.\n\n{}\n\nThe river rose.\n")
        found = {
            segment.status for segment in audit_text(article.format(told.example), rules).segments
        }
        assert status in found, f"{status}: {told.example} -> {found}"


def test_the_rules_a_status_names_exist(rules: RuleSet) -> None:
    names = {rule.id.rpartition("/")[2] for rule in rules.rules if rule.kind == "policy"}
    for status, told in STATUSES.items():
        assert set(told.rules) <= names and set(told.kinds) <= set(VOCABULARY), status
        assert in_share(status) in status_text(status, rules)


def test_measured_precision_is_shown_where_there_is_one(rules: RuleSet) -> None:
    measured = [rule for rule in rules.rules if entry(rule, rules).measured]
    assert measured
    assert "\nMeasured\n" in rule_text(measured[0], rules)


def test_names_are_found_and_near_ones_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(what="loaded-verb", no_config=True) == 0
    assert capsys.readouterr().out.startswith("policy-en/loaded-verb  (policy, note: ")
    assert explain(what="Single-Party", no_config=True) == 0
    assert capsys.readouterr().out.startswith("single_party  (status)")
    with pytest.raises(UsageError, match="did you mean contested"):
        explain(what="contestd", no_config=True)
    with pytest.raises(UsageError, match="no such rule"):
        explain(what="nothing-of-the-kind", no_config=True)


def test_a_rule_of_a_house_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "house.yaml"
    pack.write_text(
        'pack: house\nversion: "1.0.0"\nlanguage: en\nabout: A house.\nrules:\n'
        "  - {id: slang, kind: policy, severity: note, message: 'Slang: {phrase}.', "
        "advice: 'Write it out.', phrases: [gonna], "
        "examples: {find: ['It is {gonna} rain.'], leave: ['It will rain.']}}\n"
    )
    assert explain(what="slang", rules=(str(pack),), no_config=True) == 0
    out = capsys.readouterr().out
    assert "Slang: …." in out and "Write it out." in out


# ---------------------------------------------------------------- pages


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = spec_from_file_location("rule_pages", ROOT / "docs" / "rule_pages.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_of_the_rules_are_current(made: ModuleType) -> None:
    pages = made.pages()
    there = {path.name: path.read_text("utf-8") for path in made.FOLDER.glob("*.md")}
    stale = sorted(name for name in {*pages, *there} if pages.get(name) != there.get(name))
    assert not stale, "out of date: run `make rule-pages`"


def test_every_pack_has_a_page_with_every_rule(made: ModuleType, rules: RuleSet) -> None:
    pages = made.pages()
    assert {f"{pack.id}.md" for pack in rules.packs} <= set(pages)
    for rule in rules.rules:
        pack, _, name = rule.id.partition("/")
        page = pages[f"{pack}.md"]
        assert (
            f"| {rule.traits['party']} |" in page
            if rule.kind == "party"
            else f"## {name}\n" in page
        )


def test_check_names_what_is_out_of_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/rule_pages.py", "--check"],
        cwd=ROOT, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_house_is_heard_where_it_has_words_of_its_own(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    house = "policy:\n  loaded-verb: {standard: House style 4, advice: Ask the desk.}\n"
    (tmp_path / "auditor.yaml").write_text(house, "utf-8")
    told = call("explain", "loaded-verb", cwd=tmp_path).stdout
    assert "House style 4" in told and "Ask the desk." in told
    assert "House style 4" not in call("explain", "loaded-verb", "--no-config", cwd=tmp_path).stdout
    both = call("explain", "loaded-verb", "--config", "auditor.yaml", "--no-config", cwd=tmp_path)
    assert both.returncode == 2 and "exclude each other" in both.stderr
