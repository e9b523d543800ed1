"""The text report: complete, within its width, and deaf to what an article would order it."""

from __future__ import annotations

import re

import pytest
from handmade import STRIKE, Line, audit, finding, random_lines, run
from rich.cells import cell_len

from auditor.claims import remedy, unverified
from auditor.gate import judge
from auditor.model import Audit, Severity, Status
from auditor.reports import text
from auditor.reports._bar import apportion
from auditor.reports._style import clipped, printable, tail
from auditor.run import Limits, Piece, Result, Style, Unreadable
from auditor.summary import digest

ANSI = re.compile(r"\x1b\[[0-9;]*m")
WIDTHS = (80, 120, 200)


def told(*results: Result, style: Style | None = None) -> str:
    style = style or Style()
    pieces = [Piece(digest(r), text.article(r, style)) for r in results]
    gate = judge((p.digest for p in pieces), style.limits)
    return "".join(text.whole(pieces, run(style, gate)))


def test_one_article_tells_verdict_bar_sources_claims_and_remedy() -> None:
    report = told(audit(), style=Style(limits=Limits(0.4)))
    assert report.startswith("strike.txt\nDepot hit near Arlen, ministry says\n54% of 46 content")
    assert "54% claims that nobody verified, 9% by carry-over" in report
    assert "over the limit of 40%" in " ".join(report.split())
    assert "█ single party 37%" in report and "· own voice 22%" in report
    assert re.search(r"Northland 37% +Northland +named +17 +2", report)
    assert re.search(r"5:1 +Northland +single party +17 +Northland's defence ministry", report)
    assert re.search(r"13:1 +Southland +contested +8 +Southland denied", report)
    assert "To get to 40%: verify, corroborate or cut 7 words; the claim at 13:1" in report
    assert "Gate: failed" in report


def test_without_a_limit_it_says_what_would_help_most() -> None:
    assert "What would help most: a second source for the claims at 5:1 and 13:1" in told(audit())


def test_within_the_limit_there_is_nothing_to_mend() -> None:
    report = told(audit(), style=Style(limits=Limits(0.6)))
    assert "within the limit of 60%" in " ".join(report.split())
    assert "Gate: passed" in report
    assert "To get to" not in report


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("seed", range(12))
def test_no_line_is_wider_than_the_terminal(width: int, seed: int) -> None:
    results = [audit(path="a/" * 60 + "b.txt"), audit(random_lines(seed), path="hostile.txt")]
    for verbosity in (0, 1):
        style = Style(width, verbosity=verbosity, limits=Limits(0.1, 0.1))
        for line in told(*results, style=style).splitlines():
            assert cell_len(line) <= width, line
            assert line == line.rstrip()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_end_of_a_long_path_is_what_is_shown(width: int) -> None:
    report = told(audit(path="a/" * 60 + "strike.txt"), audit(), style=Style(width))
    assert re.search(r"^ ….*/strike\.txt ", report, re.MULTILINE)


@pytest.mark.parametrize("seed", range(12))
def test_colour_changes_nothing_but_colour(seed: int) -> None:
    results = [audit(findings=(finding(),)), audit(random_lines(seed))]
    plain = told(*results, style=Style(120))
    coloured = told(*results, style=Style(120, colour=True))
    assert "\x1b[" in coloured and "\x1b" not in plain
    stripped = ANSI.sub("", coloured)
    assert [x.rstrip() for x in stripped.splitlines()] == [x.rstrip() for x in plain.splitlines()]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("colour", [False, True])
def test_nothing_in_an_article_reaches_the_terminal_as_a_command(seed: int, colour: bool) -> None:
    evil = "\x1b]0;owned\x07\x9b2J\u202egnp.exe\u2066\r\x00[bold]x[/bold]"
    lines: list[Line] = [(evil, Status.HEADLINE, None, False), *random_lines(seed)]
    made = audit(lines, path=f"{evil}.txt", findings=(finding(message=evil, rule=evil),),
                 notes=(evil,))  # fmt: skip
    broken = Unreadable(evil, "io", evil)
    report = told(made, broken, style=Style(120, colour=colour, verbosity=1))
    left = ANSI.sub("", report) if colour else report
    assert not re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", left)
    assert "[bold]x[/bold]" in report


def test_lists_are_never_cut_silently() -> None:
    lines: list[Line] = [
        (f"Party {n} said that {'the bridge was shut ' * (n + 1)}.", Status.SINGLE_PARTY,
         f"Party {n}", False)
        for n in range(14)
    ]  # fmt: skip
    report = told(audit(lines))
    assert "… and 4 more; -v lists all" in report
    assert "… and 4 smaller ones; -v lists all" in report
    everything = told(audit(lines), style=Style(verbosity=1))
    assert "-v lists all" not in everything and "told as single_party" in everything


def test_many_articles_become_a_table_worst_first() -> None:
    results = [audit(STRIKE if n % 2 else STRIKE[:5], path=f"{n:02}.txt") for n in range(12)]
    report = told(*results)
    assert "Claims on one party's word" not in report
    assert "add -v" in report
    rows = re.findall(r"^ (\d\d\.txt) +(\d+)%", report, re.MULTILINE)
    assert len(rows) == 12
    assert rows == sorted(rows, key=lambda row: (-int(row[1]), row[0]))
    assert "12 articles" in report
    assert "Claims on one party's word" in told(*results, style=Style(verbosity=1))


def test_quiet_says_only_what_fails() -> None:
    quiet = Style(verbosity=-1)
    assert told(audit(), style=quiet) == ""
    report = told(audit(), style=quiet._replace(limits=Limits(0.4)))
    assert report.startswith("Gate: failed\n  strike.txt: 54% of the content")


def test_findings_are_shown_with_place_and_rule() -> None:
    made = audit(
        findings=(
            finding(37, 41, Severity.ERROR),
            finding(suppressed="acknowledged by M.O.: agreed"),
        )
    )
    report = told(made)
    assert re.search(r"3:1 +error +The headline rests on one party \[policy/headline", report)
    assert "acknowledged by M.O.: agreed" in report
    assert "Findings, 1 of 2 suppressed" in report


def test_unreadable_inputs_are_listed() -> None:
    report = told(audit(), Unreadable("x.txt", "missing", "x.txt: no such file"))
    assert "Not audited: 1 input\n  x.txt: no such file" in report


@pytest.mark.parametrize("lines", [[], STRIKE[:2]])
def test_an_article_without_content_has_no_share(lines: list[Line]) -> None:
    assert "Nothing in it is content" in told(audit(lines))


def test_notes_and_readability_are_told() -> None:
    report = told(audit(notes=("this does not look like English",), readability={"ari": 9.12}))
    assert "Note: this does not look like English" in report
    assert "ARI grade 9.1" in report


# ---------------------------------------------------------------- parts


@pytest.mark.parametrize("seed", range(40))
def test_the_remedy_is_enough_and_no_claim_of_it_is_needless(seed: int) -> None:
    made = audit(random_lines(seed))
    for limit in (0.0, 0.1, 0.35):
        cure = remedy(made, limit)
        share = made.metrics["unverified_single_party_share"]
        assert isinstance(share, float)
        if cure is None:
            assert share <= limit + 1e-9 or not made.content_words
            continue
        assert cure.share <= limit + 1e-9
        for claim in cure.claims:
            assert cure.share + claim.words / made.content_words > limit


def test_claims_join_what_rests_on_the_same_word() -> None:
    claims = unverified(audit())
    assert [(c.party, c.words, len(c.segments)) for c in claims] == [
        ("Northland", 17, 2),
        ("Southland", 8, 1),
    ]


@pytest.mark.parametrize(
    ("parts", "cells", "expected"),
    [([1, 1], 10, [5, 5]), ([999, 1], 10, [9, 1]), ([1, 1, 1], 10, [4, 3, 3]), ([], 10, []),
     ([5, 5, 5], 2, [1, 1, 1]), ([0], 10, [0])],
)  # fmt: skip
def test_bars_use_all_cells_and_show_every_part(
    parts: list[int], cells: int, expected: list[int]
) -> None:
    assert apportion(parts, cells) == expected


def test_words_are_made_printable() -> None:
    assert printable("a\n  b\tc\x1b[0m\u200bd\ue000") == "a b c\ufffd[0md\ufffd"
    assert printable("שלום עולם") == "שלום עולם"
    assert clipped("the bridge was closed", 12) == "the bridge…"
    assert clipped("日本語日本語", 7) == "日本語…"
    assert tail("a/b/c.txt", 6) == "…c.txt"


def test_a_report_is_a_function_of_its_input() -> None:
    made: list[Audit] = [audit(random_lines(9)), audit()]
    assert told(*made) == told(*made)
