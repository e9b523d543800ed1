"""The fitted choice of a status: its arithmetic, what it cannot see, and plain examples."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import audit_text, load_rules
from auditor.attribute import attribute
from auditor.decision import BIAS, because, pack, softmax, unpack, weigh
from auditor.formats import read_text
from auditor.match import match
from auditor.model import Points
from auditor.resolve import resolve
from auditor.segment import segment
from auditor.verify import Story, marked
from auditor.verify.choose import TABLE
from auditor.verify.facts import facts

RULES = load_rules()
ROW = st.lists(st.integers(-9999, 9999), min_size=13, max_size=13)


@given(st.lists(ROW, min_size=1, max_size=300))
def test_packed_points_add_up_candidate_by_candidate(rows: list[list[int]]) -> None:
    assert unpack(sum(map(pack, rows)), 13) == [sum(column) for column in zip(*rows, strict=True)]


TINY = Points(
    ("rain", "sun"),
    {BIAS: pack([10, 0]), "clouds": pack([150, -50]), "warm": pack([-20, 60])},
    {},
)


def test_points_become_probabilities() -> None:
    rain, sun = weigh(TINY, ["clouds", "warm", "unknown"])
    assert math.isclose(rain, 1 / (1 + math.exp(0.10 - 1.40)))
    assert math.isclose(rain + sun, 1)
    assert softmax([0.0, 0.0]) == [0.5, 0.5]


def test_the_facts_that_weigh_most_are_told_first() -> None:
    assert because(TINY, ["warm", "clouds"], chosen=0, other=1) == [("clouds", 2.0)]
    assert because(TINY, ["warm", "clouds"], chosen=1, other=0) == [("warm", 0.8)]


# (an article, the words that begin the passage, its status)
PLAIN = [
    ("Norway urged Sweden to withdraw its ships at once.", "Norway", "position"),
    ('"We will rebuild the bridge," the mayor, Jon Berg, said on Friday.', '"We', "position"),
    ('"It was a disgrace," said Jon Berg, the mayor of Oster.', '"It', "position"),
    ("The army said that it had shot down nine drones overnight.", "The army", "single_party"),
    ("Two bridges cross the river at Oster.", "Two bridges", "own_voice"),
    ("Nine people were reportedly injured when the roof fell in.", "Nine", "unsourced"),
    (
        "Norway said its forces had taken the port. The claim could not be independently verified.",
        "Norway",
        "disclaimed",
    ),
    (
        "Norway said its forces had taken the port. The claim could not be independently verified.",
        "The claim",
        "meta",
    ),
]


@pytest.mark.parametrize(("article", "begins", "status"), PLAIN)
def test_status_in_plain_text(article: str, begins: str, status: str) -> None:
    at = article.index(begins)
    found = [s for s in audit_text(article, RULES).segments if s.start <= at < s.end]
    assert [s.status for s in found] == [status], found


def test_every_status_has_its_probability_and_what_was_close() -> None:
    for part in audit_text("\n\n".join(article for article, _, _ in PLAIN), RULES).segments:
        others = sum(likely.probability for likely in part.close)
        assert 0 <= part.probability <= 1.001 - others
        assert part.status not in {likely.status for likely in part.close}
        assert 0 <= part.unverified <= 1


def story(article: str) -> Story:
    layout = segment(read_text(article), RULES)
    matches = match(layout, RULES)
    frames = attribute(layout, matches, RULES)
    return Story(layout, matches, [], frames, resolve(layout, matches, frames, RULES), RULES)


def test_names_are_masked_whatever_their_length() -> None:
    one, two = (
        story(f"The talks, {name} said in March 2021, cost 40 people their jobs.")
        for name in ("Norway", "the United States")
    )
    assert " ".join(filter(None, one.masked)) == (
        "the talks , <party> said in <name> <year> , cost <number> people their jobs ."
    )
    assert list(filter(None, two.masked)) == list(filter(None, one.masked))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Russia", "Ukraine"), ("Norway", "the United States"), ("Ann Holm", "Karin Ode Berg")],
)
def test_facts_know_no_names(one: str, other: str) -> None:
    article = "After the raid, {0} said that nine men had been killed. They wept, {0} added."
    first, second = (story(article.format(name)) for name in (one, other))
    of_first, of_second = (list(facts(s, marked(s))) for s in (first, second))
    assert [set(f) for f in of_first] == [set(f) for f in of_second]


def test_the_table_knows_the_statuses_and_holds_no_party() -> None:
    table = RULES.choices[TABLE]
    words = {word for fact in table.points for word in fact.split()}
    names = {name.lower() for name in RULES.parties if name.isalpha() and len(name) > 4}
    known = {rule.id.rpartition("/")[2] for rule in RULES.rules}
    assert not words & (names - known - {"turkey", "monitors"})
