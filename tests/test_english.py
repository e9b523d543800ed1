"""The closed classes of English that rules and stages share."""

from __future__ import annotations

import pytest

from auditor.english import english, once
from auditor.model import RuleSet
from auditor.packs.load import load_only, load_rules
from auditor.text import fold, tokenize

RULES = load_rules()
ENGLISH = english(RULES)


def test_every_class_has_words() -> None:
    assert all(ENGLISH)


@pytest.mark.parametrize("name", ENGLISH._fields)
def test_each_word_is_one_token_as_articles_have_it(name: str) -> None:
    for word in getattr(ENGLISH, name):
        assert tokenize(fold(word))[1] == [word], f"{word!r} would match nothing"


def test_lists_may_hold_lists() -> None:
    assert ENGLISH.months < ENGLISH.times
    assert ENGLISH.modals < ENGLISH.finite_modal < ENGLISH.finite


def test_packs_alone_know_english() -> None:
    assert english(load_only([])) == ENGLISH


def test_what_is_made_of_rules_is_made_once() -> None:
    made: list[RuleSet] = []

    @once
    def count(rules: RuleSet) -> int:
        made.append(rules)
        return len(made)

    other = RULES._replace(packs=())
    assert [count(RULES), count(RULES), count(other), count(other), count(RULES)] == [1, 1, 2, 2, 3]
