"""The figures of an article, from segments put together by marked articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import RULES, read, verified

from auditor import audit_text, load_rules
from auditor.match import match
from auditor.model import Role, Segment, Status
from auditor.score import Tally, doubt, interval, score
from auditor.verify import verify

ROLES = {
    "Arland": Role.BELLIGERENT,
    "Borland": Role.BELLIGERENT,
    "Carland": Role.INTERESTED,
    "Monitors": Role.INDEPENDENT,
}
ARTICLE = (
    "The river Lenn divides the town of Oster.\n"
    "[Arland's army](Arland) {said} <that two bridges were destroyed>. Eight people were injured.\n"
    "[The monitors](Monitors) {counted} <four craters near the mill>.\n"
    "[A source](unknown anonymous) {said} <that four men were arrested on Monday>.\n"
    "Borland declined to comment."
)


def tally(article: str) -> Tally:
    layout, frames, resolution = read(article, ROLES)
    segments = verify(layout, match(layout, RULES), [], frames, resolution, RULES)
    return score(layout, segments, resolution, RULES)


def test_words_and_shares() -> None:
    found = tally(ARTICLE)
    assert (found.words, found.content_words) == (42, 38)
    assert found.metrics["unverified_single_party_share"] == pytest.approx(22 / 38)
    assert found.metrics["single_party_share"] == pytest.approx(12 / 38)
    assert found.metrics["anonymous_share"] == pytest.approx(10 / 38)
    assert found.metrics["independent_share"] == pytest.approx(8 / 38)
    assert found.metrics["own_voice_share"] == pytest.approx(8 / 38)


def test_strict_and_carried_add_up_to_the_share() -> None:
    metrics = tally(ARTICLE).metrics
    assert metrics["carried_share"] == pytest.approx(4 / 38)
    assert metrics["strict_share"] == pytest.approx(18 / 38)


def test_the_range_holds_the_share() -> None:
    metrics = tally(ARTICLE).metrics
    low, high = metrics["share_low"], metrics["share_high"]
    share = metrics["unverified_single_party_share"]
    assert isinstance(low, float) and isinstance(high, float) and isinstance(share, float)
    assert 0 <= low <= share <= high <= 1


SAME = "<that its troops had crossed the river Lenn at Oster>"

# (who says the same, whether that is enough for an audit)
TOGETHER = [
    ("of two at war", ("Arland", "Borland"), True),
    ("of a party and one without a side", ("Arland", "Monitors"), True),
    ("of a party and a country that may be its ally", ("Arland", "Carland"), False),
    ("of one party twice", ("Arland", "Arland"), False),
]


@pytest.mark.parametrize(("what", "parties", "corroborated"), TOGETHER)
def test_who_corroborates_whom(what: str, parties: tuple[str, str], corroborated: bool) -> None:
    one, other = parties
    metrics = tally(f"[{one}]({one}) {{said}} {SAME}.\n[{other}]({other}) {{said}} {SAME}.").metrics
    assert metrics["unverified_single_party_share"] == (0.0 if corroborated else 1.0)


def part(status: Status, unverified: float, words: int = 10) -> Segment:
    return Segment(0, 1, words, status, unverified=unverified)


SPREAD = {"interval own": 2.0, "interval common": 0.1}


def test_the_interval_holds_the_share_and_is_narrow_where_nothing_is_in_doubt() -> None:
    sure = [part(Status.SINGLE_PARTY, 1.0), part(Status.OWN_VOICE, 0.0)]
    open_ = [part(Status.SINGLE_PARTY, 0.6), part(Status.OWN_VOICE, 0.4)]
    (low, high), (wide_low, wide_high) = (interval(doubt(s), SPREAD) for s in (sure, open_))
    assert wide_low < low <= 0.5 <= high < wide_high
    assert interval(doubt(sure), {}) == (0.5, 0.5)
    assert interval(doubt([]), SPREAD) == (0.0, 0.0)


@given(st.lists(st.tuples(st.sampled_from(Status), st.floats(0, 1), st.integers(1, 60))))
def test_an_interval_is_a_part_of_the_whole(
    segments: list[tuple[Status, float, int]],
) -> None:
    low, high = interval(doubt([part(*segment) for segment in segments]), SPREAD)
    assert 0 <= low <= high <= 1


def test_parties_and_sources() -> None:
    found = tally(ARTICLE)
    assert [(p.name, p.role, p.words) for p in found.parties] == [
        ("Arland", Role.BELLIGERENT, 12),
        ("Monitors", Role.INDEPENDENT, 8),
    ]
    assert found.metrics["largest_party"] == "Arland"
    assert found.metrics["parties"] == 2
    assert found.metrics["sources"] == 3
    assert found.metrics["unnamed_sources"] == 1
    assert [source.words for source in found.sources] == [12, 8, 10]


def test_first_paragraphs_with_a_second_party_and_with_an_independent_source() -> None:
    metrics = tally(ARTICLE).metrics
    assert metrics["first_second_party_paragraph"] == 3
    assert metrics["first_independent_paragraph"] == 3
    alone = tally("[Arland](Arland) {said} <two bridges were destroyed>.").metrics
    assert alone["first_second_party_paragraph"] is None
    assert alone["first_independent_paragraph"] is None


def test_nothing_to_measure() -> None:
    found = tally("Borland declined to comment.")
    assert (found.words, found.content_words) == (4, 0)
    shares = [v for k, v in found.metrics.items() if k.endswith("_share")]
    assert set(shares) == {0.0}
    assert found.metrics["largest_party"] is None


def test_positions_rest_on_one_party_too() -> None:
    metrics = audit_text("Norway urged Sweden to withdraw its ships at once.", load_rules()).metrics
    assert metrics["one_party_share"] == 1.0
    assert metrics["unverified_single_party_share"] == 0.0


def test_segments_of_no_paragraph_are_boilerplate() -> None:
    layout, segments = verified("Two bridges cross the river.")
    assert [str(s.status) for s in segments] == ["own_voice"]
    assert layout.sentences
