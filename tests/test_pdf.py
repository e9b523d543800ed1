"""PDF files: columns in reading order, words mended, running heads out, the page of each place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from containers import as_text, story, told
from mutations import survives
from office import converted, needs_libreoffice
from pages import Line, column, pdf

from auditor.audit import audit
from auditor.errors import ReadError
from auditor.formats import read_bytes
from auditor.model import Finding, Severity
from auditor.packs.load import load_rules
from auditor.reports import load
from auditor.run import Style

FIRST = (
    "The ministry said on Friday that the dam above the town had held through the night, and "
    "that nobody had been hurt when the water rose over the lower road."
)
SECOND = (
    "The governor told reporters that he had seen no crack in the wall and that he would let "
    "the people of the valley go home as soon as the rain had stopped."
)
THIRD = (
    "Engineers from the university, who had measured the wall twice since spring, said that "
    "they had warned of it in a letter that nobody had answered."
)


def lines(data: bytes) -> list[tuple[str, str]]:
    document = read_bytes(data, "a.pdf")
    assert document.extracted
    return [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks]


def test_one_column() -> None:
    page = [Line(70, 780, "Dam holds", 20), *column([FIRST, SECOND], 70, 740, 80)]
    assert lines(pdf(page)) == [
        ("title", "Dam holds"), ("paragraph", FIRST), ("paragraph", SECOND),
    ]  # fmt: skip


@pytest.mark.parametrize("order", ["by columns", "by rows"])
def test_two_columns_are_read_one_after_the_other(order: str) -> None:
    left = column([FIRST, SECOND], 60, 700)
    right = column([THIRD, FIRST], 320, 700)
    body = [*left, *right] if order == "by columns" else sorted([*left, *right], key=lambda n: -n.y)
    title = [
        Line(60, 780, "Dam holds through a night of rain, ministry", 24),
        Line(60, 752, "says", 24),
    ]
    assert lines(pdf([*title, *body])) == [
        ("title", "Dam holds through a night of rain, ministry says"),
        ("paragraph", FIRST), ("paragraph", SECOND), ("paragraph", THIRD), ("paragraph", FIRST),
    ]  # fmt: skip


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    words = FIRST.split()
    parts = [" ".join(words[:10]), " ".join(words[10:20]), " ".join(words[20:])]
    first = [*column([SECOND, parts[0]], 60, 700), *_flush(column([parts[1]], 320, 700))]
    first += column([THIRD], 320, 660)
    assert [text for _, text in lines(pdf(first))] == [
        SECOND, f"{parts[0]} {parts[1]}", THIRD,
    ]  # fmt: skip
    pages = column([SECOND, parts[0]], 60, 700, 80), _flush(column([parts[1]], 60, 700, 80))
    assert lines(pdf(*pages)) == [("paragraph", SECOND), ("paragraph", f"{parts[0]} {parts[1]}")]


def _flush(lines: list[Line]) -> list[Line]:
    return [line._replace(x=min(other.x for other in lines)) for line in lines]


def test_hyphens_at_line_ends() -> None:
    page = [
        Line(70, 700, "The ministry had not permit-"),
        Line(70, 688, "ted the well-known and well-"),
        Line(70, 676, "known painter to go on with it,"),
        Line(70, 664, "he told reporters in Kyiv."),
    ]
    assert [text for _, text in lines(pdf(page))] == [
        "The ministry had not permitted the well-known and well-known painter to go on with it, "
        "he told reporters in Kyiv."
    ]


def test_the_lines_of_a_list_hang_together() -> None:
    page = [
        *column([FIRST], 70, 700, 80),
        Line(
            80, 660, "\u2022 Applications must be able to say what they want, and must not forget"
        ),
        Line(90, 648, "to say it in time, he told reporters."),
        Line(80, 636, "\u2022 The second point is shorter."),
    ]
    assert lines(pdf(page)) == [
        ("paragraph", FIRST),
        ("item", "• Applications must be able to say what they want, and must not forget to say it "
                 "in time, he told reporters."),
        ("item", "• The second point is shorter."),
    ]  # fmt: skip


def test_running_heads_and_folios_are_left_out() -> None:
    pages = [
        [Line(70, 810, f"The Harbour Post, page {n}"), *column([text], 70, 700, 80),
         Line(290, 30, f"{n}"), Line(70, 50, "Printed on Friday")]
        for n, text in enumerate((FIRST, SECOND, THIRD), 1)
    ]  # fmt: skip
    assert lines(pdf(*pages)) == [("paragraph", text) for text in (FIRST, SECOND, THIRD)]


def test_the_page_of_a_place() -> None:
    pages = [column([text], 70, 700, 80) for text in (FIRST, SECOND, THIRD)]
    document = read_bytes(pdf(*pages), "a.pdf")
    assert document.pages == tuple(document.text.index(t) for t in (FIRST, SECOND, THIRD))


@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "police-arrest.txt"])
def test_a_story_is_audited_as_its_text_is(name: str) -> None:
    text = story(name)
    page = [Line(60, 800, text[0], 16), *column(text[1:], 60, 770, 100)]
    document = read_bytes(pdf(page), "story.pdf")
    assert told(document) == told(as_text(text))


def test_findings_name_their_page() -> None:
    claim = "Residents reportedly fled across the river at night, and many came home on Sunday."
    data = pdf(column([FIRST], 70, 700, 80), column([claim], 70, 700, 80))
    result = audit(read_bytes(data, "a.pdf"), load_rules())
    at = result.document.text.index("reportedly")
    found = Finding("p/x", Severity.NOTE, "Who says so?", at, at + 10)
    result = result._replace(findings=(found,))
    assert json.loads(load("json").article(result, Style()))["findings"][0]["start"]["page"] == 2
    assert "Who says so? (page 2)" in load("compact").article(result, Style())
    assert "Who says so? (page 2)" in load("text").article(result, Style(width=100))


def test_a_scan_says_so() -> None:
    with pytest.raises(ReadError, match="is a scan"):
        read_bytes(pdf([], []), "a.pdf")
    mixed = read_bytes(pdf(column([FIRST], 70, 700), []), "a.pdf")
    assert mixed.notes == ("1 of its 2 pages are pictures without text",)


def test_recognised_text_is_doubtful() -> None:
    document = read_bytes(pdf(column([FIRST], 70, 700), info="/Producer(Tesseract 5)"), "a.pdf")
    assert document.doubts == ("its text was recognised by a program (OCR)",)


def test_what_cannot_be_read_says_why() -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        read_bytes(b"%PDF-1.7 nothing", "a.pdf")


@needs_libreoffice
def test_what_libreoffice_prints_in_columns_is_read(tmp_path: Path) -> None:
    title, *told = story()
    text = [title, *told, *told]  # enough for two columns in whatever font there is
    body = "".join(f'<text:p text:style-name="P">{line}</text:p>' for line in text[1:])
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("style", "style"),
                             ("fo", "xsl-fo-compatible"))
    )  # fmt: skip
    (tmp_path / "story.fodt").write_text(
        f'<?xml version="1.0"?><office:document {spaces} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>'
        '<style:style style:name="S" style:family="section"><style:section-properties>'
        '<style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties>'
        '</style:style><style:style style:name="T" style:family="paragraph">'
        '<style:text-properties fo:font-size="24pt"/></style:style>'
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties '
        'fo:text-indent="0.5cm" fo:text-align="justify"/></style:style></office:automatic-styles>'
        f'<office:body><office:text><text:p text:style-name="T">{text[0]}</text:p>'
        f'<text:section text:style-name="S" text:name="a">{body}</text:section></office:text>'
        "</office:body></office:document>"
    )
    path = converted(tmp_path / "story.fodt", "pdf", tmp_path)
    document = read_bytes(path.read_bytes(), "story.pdf")
    assert document.text.splitlines() == text
    assert document.blocks[0].kind.value == "title"


def test_a_damaged_file_raises_only_read_errors() -> None:
    survives(pdf(column([FIRST], 70, 700), column([SECOND], 70, 700)), "a.pdf")
