"""The gate: limits, severities, reasons in plain words."""

from __future__ import annotations

import pytest
from handmade import audit, finding

from auditor.gate import judge
from auditor.model import Severity
from auditor.run import Digest, Limits, Unreadable
from auditor.summary import digest, percent, summarise, worst_first


def article(
    share: float = 0.0, unsourced: float = 0.0, path: str = "a.txt", **counts: int
) -> Digest:
    metrics = {"unverified_single_party_share": share, "unsourced_share": unsourced}
    return Digest(path, 120, 100, metrics, **counts)


def test_without_limits_only_errors_trip() -> None:
    assert judge([article(1.0, 1.0, warnings=9, notes=9)], Limits()).passed
    gate = judge([article(errors=1)], Limits())
    assert gate.reasons == ("a.txt: 1 error (the gate is --fail-on error)",)


@pytest.mark.parametrize(
    ("fail_on", "counts", "passed"),
    [
        (Severity.NOTE, {"notes": 1}, False),
        (Severity.WARNING, {"notes": 1}, True),
        (Severity.WARNING, {"warnings": 1}, False),
        (Severity.ERROR, {"warnings": 1}, True),
        (Severity.ERROR, {"errors": 1}, False),
        (None, {"errors": 1, "warnings": 1, "notes": 1}, True),
    ],
)
def test_severities(fail_on: Severity | None, counts: dict[str, int], passed: bool) -> None:
    assert judge([article(**counts)], Limits(fail_on=fail_on)).passed is passed


def test_a_share_at_its_limit_passes_and_above_it_fails() -> None:
    limits = Limits(single_party=0.4)
    assert judge([article(0.4)], limits).passed
    assert judge([article(0.1 + 0.3)], limits).passed
    gate = judge([article(0.4004)], limits)
    assert gate.reasons == (
        "a.txt: 40.04% of the content rests on unverified single-party claims; the limit is 40%",
    )


def test_every_article_and_every_limit_gives_its_reason() -> None:
    gate = judge(
        [article(0.5, 0.3, "a.txt"), article(0.1, 0.1, "b.txt"), article(0.9, path="c.txt")],
        Limits(0.4, 0.2),
    )
    assert [reason.split(":")[0] for reason in gate.reasons] == ["a.txt", "a.txt", "c.txt"]
    assert "names no source" in gate.reasons[1] or "no source" in gate.reasons[1]


def test_what_was_not_read_is_not_judged() -> None:
    failure = Unreadable("x.txt", "missing", "x.txt: no such file")
    assert judge([digest(failure)], Limits(0.0, 0.0)).passed


def test_suppressed_findings_do_not_trip() -> None:
    acknowledged = audit(findings=(finding(severity=Severity.ERROR, suppressed="known"),))
    assert judge([digest(acknowledged)], Limits()).passed


def test_percentages_never_hide_the_difference_to_the_limit() -> None:
    assert percent(0.404, 0.4) == "40.4%"
    assert percent(0.4, 0.4) == "40%"
    assert percent(0.651) == "65%"


def test_summary_and_order() -> None:
    low, high = article(0.2, path="b"), article(0.6, path="a")._replace(content_words=300)
    other = digest(Unreadable("x", "missing", "x: no such file"))
    total = summarise([low, other, high])
    assert (total.files, total.unreadable, total.content_words) == (2, 1, 400)
    assert total.share == pytest.approx(0.5)
    assert [d.path for d in worst_first([low, other, high])] == ["a", "b"]
