"""Readability: the offline measures, of the content only, whatever the text."""

from __future__ import annotations

import math
import socket

import pytest
from handmade import STRIKE, audit, random_lines

from auditor.model import Status
from auditor.readability import content, measure


def test_headlines_and_boilerplate_are_left_out() -> None:
    text = content(audit())
    assert "By Mira Oltean" not in text and "Depot hit" not in text
    assert text.startswith("Northland's defence ministry said")


def test_measures_rise_with_difficulty_and_need_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    easy = measure(audit([("The cat sat. It was hot.", Status.OWN_VOICE, None, False)]))
    hard = measure(audit(STRIKE))
    for name in ("ari", "coleman_liau", "lix", "rix", "mcalpine_eflaw", "reading_minutes"):
        assert hard[name] > easy[name], name


@pytest.mark.parametrize("seed", range(20))
def test_any_text_gives_finite_figures_or_none(seed: int) -> None:
    assert all(math.isfinite(figure) for figure in measure(audit(random_lines(seed))).values())


@pytest.mark.parametrize("text", ["", "...", "12 13", "日本語", "a", "שלום עולם."])
def test_short_and_foreign_texts(text: str) -> None:
    made = audit([(text, Status.OWN_VOICE, None, False)])
    assert all(math.isfinite(figure) for figure in measure(made).values())
