"""Folding keeps every length; tokens, words and line numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text import LineIndex, count_words, fold, tokenize

ODD = st.text(
    st.sampled_from(
        "ab S.,'\"`“”‘’«»–—-\u00ad\u200b\u2060\u200f\u0301\u0640 \u00a0\u3000\n\x00İßﬁ1_#…"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He don’t know Ukraine’s U.S. plan", "he don't know ukraine 's u.s. plan"),
        ("TRUMP'S and Jones' o'clock", "trump 's and jones ' o'clock"),
        ("at 5 p.m. 367,491 of 3.5m, the 10th", "at 5 p.m. 367,491 of 3.5m , the 10th"),
        ("''Today'' and ``so'' on", '" today " and " so " on'),
        ("''he said 'no'''", "\" he said ' no ' \""),
        ("don''t", "don ' ' t"),
        (",,Nein'' said", '" nein " said'),
        ("\x93Don\x92t\x94 \x96 he", '" don\'t " — he'),
        ("in\u00adter\u200bnational \u200bLaw\u200f.", "international law ."),
        ("cafe\u0301 Zele\u0301nskyi", "café zelénskyi"),
        ("x\u0332y", "xy"),
        ("«Non» „Nein“ 「好」 ‹x›", '" non " " nein " " 好 " \' x \''),
        ("Russian‑backed – said—so", "russian - backed — said — so"),
        ("a\u00a0b\u202fc\x00d\ufeff", "a b c d"),
        ("don´t `x'", "don't ' x '"),
        ("wait... so -- go…", "wait ... so -- go …"),
        ("\ud800 x", "\ud800 x"),
        ("", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert tokenize(folded)[1] == words.split()


@settings(max_examples=500)
@given(st.one_of(ODD, st.text(max_size=60)))
def test_tokens_tile_any_text(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    cased, words, starts, ends = tokenize(folded)
    assert len(cased) == len(words) == len(starts) == len(ends)
    assert all(cased), "no empty token"
    done = 0
    for start, end in zip(starts, ends, strict=True):
        assert not folded[done:start].strip()
        assert start < end
        done = end
    assert not folded[done:].strip()


def test_a_letter_that_gets_longer_in_lower_case_moves_nothing() -> None:
    folded = fold("İstanbul says no")
    _, words, starts, _ = tokenize(folded)
    assert [folded[start] for start in starts] == list("İsn")
    assert words[1:] == ["says", "no"]


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one two", 2), ("— “x” … 3 _", 2), ("a-b it's http://x.org", 3), ("\u200b a", 1)],
)
def test_words_are_counted_between_blanks(text: str, count: int) -> None:
    assert count_words(text) == count


def test_part_of_a_text_is_counted() -> None:
    assert count_words("one two three", 4, 7) == 1


def test_lines() -> None:
    index = LineIndex("a\r\nb\rc\nd")
    assert [index.position(at) for at in (0, 1, 3, 4, 5, 7)] == [
        (1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (4, 1),
    ]  # fmt: skip
