"""The matcher against a slow one that tries everything, and against hostile input."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from counted import growth, lines
from hypothesis import given
from hypothesis import strategies as st
from phrases import found, located, matcher

from auditor.formats import read_text
from auditor.match import match
from auditor.model import Layout
from auditor.packs.load import load_rules
from auditor.packs.phrase import Either, Gap, Listed, Mark, Number, Part, Slot, Words, parse
from auditor.segment import segment

RULES = load_rules()
_words = st.sampled_from(["a", "b", "c", "d", "7"])
_phrases = st.recursive(
    _words | st.sampled_from(["#", "=A", "(a | b)"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"( {' | '.join(some)} )"),
        st.tuples(_words, inner).map(lambda two: f"{two[0]} [ {two[1]} ]"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]} ...2 {two[1]}"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]} <slot> {two[1]}"),
        inner.map(lambda one: f"^ {one}"),
        inner.map(lambda one: f"{one} $"),
    ),
    max_leaves=6,
)
_texts = st.lists(st.sampled_from(["a", "b", "c", "A", "7", "b. C", "a. B"]), max_size=14).map(
    " ".join
)


def _ends(part: Part, layout: Layout, at: int, stop: int, first: int) -> Iterator[int]:
    """Yield where ``part`` may end if it begins at a token: the language, word for word."""
    match part:
        case Words(words):
            if at < stop and layout.words[at] in words:
                yield at + 1
        case Number():
            if at < stop and layout.words[at][0].isdigit():
                yield at + 1
        case Gap(most):
            yield from range(at, min(at + most, stop) + 1)
        case Slot():
            yield from range(at + 1, min(at + 8, stop) + 1)
        case Mark(sign):
            rest = layout.words[at:stop] if sign[0] == "$" else layout.words[first:at]
            if all(word in ".\"'" for word in rest):
                yield at
        case Either(branches):
            for branch in branches:
                yield from _all(branch, layout, at, stop, first)
        case Listed():
            raise AssertionError
        case _:
            if at < stop and layout.cased[at] == part.word:
                yield at + 1


def _all(parts: tuple[Part, ...], layout: Layout, at: int, stop: int, first: int) -> set[int]:
    ends = {at}
    for part in parts:
        ends = {end for begin in ends for end in _ends(part, layout, begin, stop, first)}
    return ends


@given(st.lists(_phrases, min_size=1, max_size=4), _texts)
def test_it_finds_the_longest_match_of_every_phrase_everywhere(
    phrases: list[str], text: str
) -> None:
    try:
        parsed = [parse(phrase) for phrase in phrases]
    except ValueError:
        return
    text = f"Lead here.\n\nx {text}."
    layout, matches = located(phrases, text)
    wanted = []
    reached = [0] * len(parsed)
    for first, stop, _ in layout.sentences:
        for at in range(first, stop):
            for rule, parts in enumerate(parsed):
                ends = _all(parts, layout, at, stop, first) - {at}
                if ends and max(ends) > reached[rule]:  # else inside an earlier match
                    reached[rule] = max(ends)
                    wanted.append((at, -max(ends), rule))
    assert [(match.first, -match.end, match.rule) for match in matches] == sorted(wanted)


@given(st.lists(_phrases, min_size=1, max_size=4), _texts)
def test_slots_lie_inside_the_match(phrases: list[str], text: str) -> None:
    try:
        _, matches = located(phrases, f"Lead here.\n\nx {text}.")
    except ValueError:
        return
    for hit in matches:
        assert all(hit.first <= a < b <= hit.end for _, (a, b) in hit.slots)


def test_phrases_share_one_matcher_and_do_not_disturb_each_other() -> None:
    alone = [found(phrase, _STORY) for phrase in _MANY]
    layout, matches = located(_MANY, _STORY)
    together = [
        [_STORY[slice(*layout.span(m.first, m.end))] for m in matches if m.rule == rule]
        for rule in range(len(_MANY))
    ]
    assert together == alone


_STORY = "The army said it had taken the town, but the town said it had not been taken by it."
_MANY = [
    "the (army | town)",
    "the",
    "the town said",
    "~say it",
    "~take ... it",
    "it had [not] been",
]


def test_forgotten_states_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that reaches more states than are kept is matched all the same."""
    text = " ".join(f"go w{n} w{n + 1} stop" for n in range(200))
    phrases = [f"go ...3 w{n} [stop]" for n in range(200)]
    _, kept = located(phrases, text)
    for limit in ("_MOST_MOVES", "_MOST_STATES"):
        monkeypatch.setattr(f"auditor.packs.states.{limit}", 10)
        _, forgotten = located(phrases, text)
        assert list(forgotten) == list(kept)


_HOSTILE = {
    "one word": ("a", ["a a a a", "a ... b", "a [a] [a] [a] c", "a <x> b"]),
    "marks": ("! ", ["\\! $$", "^^ \\!", "\\! ... a"]),
    "quotes": ('" ', ['^ " a', '" ... "', '" <x> "']),
    "numbers": ("1 ", ["# # # x", "# ... x", "# $"]),
    "brackets": ("( ( ", ["^ \\( a", "\\( ... \\)"]),
    "cues": ("he said that ", ["~say ... that ... that", "he <x> that", "~say [that] he ~say"]),
}


@pytest.mark.parametrize(("unit", "phrases"), _HOSTILE.values(), ids=_HOSTILE)
def test_twice_the_text_is_about_twice_the_work(unit: str, phrases: list[str]) -> None:
    find = matcher(phrases).find

    def work(count: int) -> Callable[[], object]:
        layout = segment(read_text(unit * count), RULES)
        return lambda: find(layout)

    assert growth(work, 300) < 2.1


def test_states_that_packs_need_are_not_counted_as_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a large set of packs would forget after every word."""
    monkeypatch.setattr("auditor.packs.states._MOST_STATES", 10)
    states = matcher([f"a{number} b" for number in range(50)])._states
    assert len(states.list) > 50
    assert not states.full()


def test_a_grammar_compiles_to_a_small_graph() -> None:
    """Lists and alternatives are joined again, not multiplied out."""
    some = [f"w{number}" for number in range(50)]
    size = len(str(matcher(["@a @a @a (x | y) [@a] be [@a] @a"], {"a": some}).data()["graph"]))
    assert size < 4_000


def test_ten_thousand_phrases_cost_little_more_than_one_thousand() -> None:
    words = [f"{a}{b}{c}" for a in "abcdefghij" for b in "klmnopqrst" for c in "uvwxyzabcd"]
    text = " ".join(words[number * 7 % 1000] for number in range(8_000))
    layout = segment(read_text("Lead.\n\n" + re.sub(r"((?:\w+ ){20})", r"\1.\n\n", text)), RULES)
    costs = []
    for count in (1_000, 10_000):
        find = matcher(
            [f"{words[n % 97]} {words[n // 10]} {words[n % 10]}" for n in range(count)]
        ).find
        find(layout)
        costs.append(lines(partial(find, layout)))
    assert costs[1] < 1.5 * costs[0]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The Syrian Democratic Forces left.", ["SDF"]),
        ("The U.N. Food and Agriculture Organization said so.", ["FAO"]),
        ("Syrian Democratic Forces and Syrian officials met.", ["SDF", "Syria"]),
    ],
)
def test_a_party_inside_the_name_of_another_is_not_named(text: str, parties: list[str]) -> None:
    matches = match(segment(read_text(text), RULES), RULES)["party"]
    assert [RULES.rules[hit.rule].traits["party"] for hit in matches] == parties
