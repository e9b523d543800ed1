"""How far a long run is, told at the right moments and no more often."""

from __future__ import annotations

import re

import pytest

from auditor.archive.run import Status
from auditor.cli import progress
from auditor.cli.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time, in a list of one."""
    now = [1000.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_line_every_half_minute_where_nobody_watches(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress(shown=True) as told:
        for second in range(91):
            clock[0] = 1000.0 + second
            told.tell(Status(second / 300, met=0, audited=10 * second, failed=second // 30))
    assert capsys.readouterr().err.splitlines() == [
        "auditor: 10.0% read, 300 audited, 1 unreadable",
        "auditor: 20.0% read, 600 audited, 2 unreadable, 10 articles/s, 4:00 left",
        "auditor: 30.0% read, 900 audited, 3 unreadable, 10 articles/s, 3:30 left",
    ]


def test_a_line_that_is_drawn_anew_on_a_terminal(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Progress(shown=True) as told:
        for tenth in range(20):
            clock[0] = 1000.0 + tenth / 10
            told.tell(Status(0.5, met=0, audited=tenth, unchanged=70))
    said = capsys.readouterr().err
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said)
    assert "50.0% read, 18 audited, 70 unchanged, 10 articles/s" in plain


def test_nothing_where_it_is_not_wanted(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress(shown=False) as told:
        clock[0] += 1000
        told.tell(Status(0.5))
    assert capsys.readouterr().err == ""
