"""The examples of every rule that ships; `auditor rules test` runs the marked roles too."""

from __future__ import annotations

from auditor.packs.check import check_examples
from auditor.packs.lint import lint
from auditor.packs.load import load_rules


def test_every_rule_finds_and_leaves_what_it_shows() -> None:
    assert check_examples(load_rules()) == []


def test_no_phrase_is_dead() -> None:
    assert [line for line in lint(load_rules()) if "can never match" in line] == []
