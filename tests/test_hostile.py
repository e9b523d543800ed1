"""Inputs made to hurt: twice the text is never much more than twice the work."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from counted import growth
from hostile import ARTICLES

from auditor import audit_text, load_rules

RULES = load_rules()


@pytest.mark.parametrize("piece", ARTICLES.values(), ids=ARTICLES)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    def work(size: int) -> Callable[[], object]:
        return lambda: audit_text(piece * (size // len(piece)), RULES)

    assert growth(work, 3_000) < 2.4


def test_work_that_grows_with_the_square_is_found_out() -> None:
    def pairs(size: int) -> Callable[[], object]:
        return lambda: [one for one in range(size) for _ in range(size)]

    assert growth(pairs, 100) > 3.5
    assert growth(lambda size: lambda: [2 * one for one in range(size)], 100) < 2.1
