"""Articles that share text are found, whatever was cut, edited or worked in; others are not."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from variants import VARIANTS, invented

from auditor.archive.origins.families import Kind, Member, Text, families
from auditor.archive.origins.shingles import Shingles, shared

SAMPLES = {
    path.name: path.read_text("utf-8").split()
    for path in sorted((Path(__file__).resolve().parent.parent / "samples").glob("*.*"))
}
ALL = [word for words in SAMPLES.values() for word in words]
DAY = date(2026, 3, 1)


def text(id: str, words: Iterable[str], day: int | None = None, outlet: str = "") -> Text:
    when = None if day is None else DAY + timedelta(day)
    return Text(id, " ".join(words), when, outlet)


def found(*texts: Text) -> dict[str, set[str]]:
    """Return the articles of each family."""
    told = defaultdict(set)
    for member in families(texts):
        told[member.family].add(member.article)
    return dict(told)


def rows(*texts: Text) -> list[Member]:
    return list(families(texts))


@pytest.mark.parametrize("seed", range(3))
def test_every_variant_is_found_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    archive = [text(name, words) for name, words in SAMPLES.items()]
    for name, words in SAMPLES.items():
        archive += [text(f"{name} {how}", do(words, chance)) for how, do in VARIANTS.items()]
    chance.shuffle(archive)
    told = found(*archive)
    for name in SAMPLES:
        together = set().union(*(members for members in told.values() if name in members))
        assert together == {name, *(f"{name} {how}" for how in VARIANTS)}
    for members in told.values():
        assert len({member.split()[0] for member in members}) == 1


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.permutations(list(SAMPLES)))
def test_an_article_that_quotes_others_makes_no_family_of_them(seed: int, names: list[str]) -> None:
    chance = random.Random(seed)
    quoted = [SAMPLES[name] for name in names[:3]]
    digest = [word for words in quoted for word in (*words[:90], *invented(ALL, chance, 90))]
    archive = [text(name, SAMPLES[name], 0) for name in names]
    told = rows(*archive, text("digest", digest, 1))
    assert {(m.family, m.article, m.kind) for m in told if m.kind is not Kind.FIRST} == {
        (name, "digest", Kind.LIFT) for name in names[:3]
    }


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32), st.randoms())
def test_families_do_not_depend_on_the_order_of_the_archive(
    seed: int, order: random.Random
) -> None:
    chance = random.Random(seed)
    archive = []
    for name, words in list(SAMPLES.items())[:4]:
        archive += [
            text(f"{name} {how}", do(words, chance), chance.choice((None, 0, 1, 2)))
            for how, do in VARIANTS.items()
        ]
    once = rows(*archive)
    order.shuffle(archive)
    assert rows(*archive) == once


def test_the_first_article_names_the_family_and_the_others_say_what_they_have() -> None:
    words = SAMPLES["strike-north.txt"]
    told = rows(
        text("c", words[: len(words) // 2], 2), text("b", words, 0), text("a", words, 1),
        text("d", [*words[:100], *invented(ALL, random.Random(1), 300)], 3),
    )  # fmt: skip
    assert [(m.family, m.article, m.kind, m.taken_from) for m in told] == [
        ("b", "b", Kind.FIRST, ""),
        ("b", "a", Kind.COPY, "b"),
        ("b", "c", Kind.COPY, "b"),
        ("b", "d", Kind.LIFT, "b"),
    ]
    count = told[0].words
    assert [m.share for m in told] == pytest.approx([1, 1, 1, 0.25], abs=0.06)
    assert [m.words for m in told] == pytest.approx([count, count, count / 2, 100], abs=20)


def test_a_short_report_that_is_written_out_later_is_the_first() -> None:
    words = SAMPLES["strike-north.txt"]
    told = rows(text("brief", words[:80], 0), text("long", words, 1))
    assert [(m.family, m.article, m.kind) for m in told] == [
        ("brief", "brief", Kind.FIRST),
        ("brief", "long", Kind.LIFT),
    ]


def test_a_story_in_two_hundred_outlets_is_one_family() -> None:
    chance = random.Random(5)
    words = SAMPLES["strike-north.txt"]
    wire = [
        text(f"{n:03}", VARIANTS["edited"](words, chance), n % 5, f"outlet {n}") for n in range(200)
    ]
    told = found(text("wire", words, -1, "agency"), *wire)
    assert set(told) == {"wire"}
    assert len(told["wire"]) == 201


def test_what_an_outlet_prints_below_everything_makes_no_family() -> None:
    chance = random.Random(6)
    below = SAMPLES["council-row.txt"][:90]
    news = [
        text(f"{n}", [*invented(ALL, chance, 250), *below], n * 3, "The Daily") for n in range(120)
    ]
    assert found(*news) == {}
    assert len(found(*news[:30])) == 1  # too few to tell it from a story


@pytest.mark.parametrize("words", ["", "one", "one two three four five", "…", "\ud800 \0" * 9])
def test_hardly_any_text_is_no_family(words: str) -> None:
    assert found(Text("a", words), Text("b", words)) == {}
    assert found() == {}


def test_a_shared_quotation_is_no_family() -> None:
    quotation = SAMPLES["strike-north.txt"][60:90]
    chance = random.Random(7)
    one, other = (
        [*invented(ALL, chance, 150), *quotation, *invented(ALL, chance, 150)] for _ in range(2)
    )
    assert found(text("a", one), text("b", other)) == {}


@given(st.integers(0, 2**32), st.integers(120, 300))
@settings(max_examples=20, deadline=None)
def test_what_is_shared_is_measured_on_either_side(seed: int, length: int) -> None:
    """Within what a sample can tell: its first and last shingles may lie a little inside."""
    chance = random.Random(seed)
    passage = invented(ALL, chance, length)
    make = Shingles().of
    one = make(" ".join([*invented(ALL, chance, 80), *passage]))
    other = make(" ".join([*passage, *invented(ALL, chance, 500)]))
    assert shared(one, other).words == pytest.approx((length, length), abs=45)
    assert shared(one, other).words == shared(other, one).words[::-1]


def test_work_grows_with_the_copies_and_not_with_their_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0

    def counted(one, other):  # type: ignore[no-untyped-def]
        nonlocal compared
        compared += 1
        return shared(one, other)

    monkeypatch.setattr("auditor.archive.origins.families.shared", counted)
    words = SAMPLES["strike-north.txt"]
    costs = []
    for count in (100, 400):
        chance = random.Random(count)
        archive = [text(f"{n}", VARIANTS["edited"](words, chance), 1, f"{n}") for n in range(count)]
        compared = 0
        rows(text("first", words, 0), *archive)
        costs.append(compared / count)
    assert costs[1] < 2 * costs[0]  # of each article; all pairs would be four times as many
