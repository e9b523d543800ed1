"""Rich Text Format to text: what a word processor shows -> the lines and their kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from containers import as_text, story, told
from mutations import survives
from office import converted, needs_libreoffice

from auditor.errors import ReadError
from auditor.formats import read_bytes

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Times;}{\f1\fcharset204 Cyr;}"
    r"{\f2\fcharset128 Mincho;}{\f3\fcharset2 Wingdings;}}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Title;}{\s3 Quote;}"
    r"{\*\cs10 Default;}}{\*\generator X;}{\info{\title T}}{\header Page 3\par}"
)
SAID = "The ministry said the dam had held."


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("latin-1")


def lines(body: str) -> list[tuple[str, str]]:
    document = read_bytes(rtf(body), "a.rtf")
    assert document.extracted
    return [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"The ministry\'92s \ldblquote dam\rdblquote  held.\par", "The ministry’s “dam” held."),
        (r"\uc1 \u8220?It held\u8221? \endash  so.", "“It held” – so."),
        (r"{\uc2 \u8220\'81\'81It held\u8221 ??.}", "“It held”."),
        (r"{\uc0\u8220 It held\u8221 .}", "“It held”."),
        (r"\u-10179?\u-8704? It rose.", "\U0001f600 It rose."),
        (r"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} he said.", "Привет he said."),
        (r"{\f2 \'93\'fa\'96\'7b} he said.", "日本 he said."),
        (r"It {\revised also }{\deleted never }held{\v , no} on.", "It also held on."),
        (r"It {\v1 not }{\v0 held} on.", "It held on."),
        (r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt It}} held on.', "It held on."),
        (r"It{\*\atnid A}{\*\annotation No!} held on.", "It held on."),
        (r"{\pict\bin5 }}}}}}It held on.", "It held on."),
        (r"It\~held\_on{\f3\'b7}.", "It\u00a0held-on."),
        (r"{\upr{It hild.}{\*\ud{It held.}}}", "It held."),
        ("It\nhe\r\nld on.", "Itheld on."),
        (r"It held,\line he said.", "It held, he said."),
        (r"It held \{so\} \\ on.", r"It held {so} \ on."),
    ],
)
def test_characters(body: str, expected: str) -> None:
    assert [text for _, text in lines(body)] == [expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rf"\pard\s2 Dam holds\par\pard {SAID}\par \pard\s1 The night\par\pard\s3 It fell.\par",
         [("title", "Dam holds"), ("paragraph", SAID), ("heading", "The night"),
          ("quote", "It fell.")]),
        (rf"{SAID}\par {{\listtext *\tab}}\ls1 one\par", [("paragraph", SAID), ("item", "one")]),
        (rf"{SAID}\par\trowd\intbl A said\cell B denied\cell\row\pard {SAID}",
         [("paragraph", SAID), ("item", "A said\tB denied"), ("paragraph", SAID)]),
        (rf"It{{\footnote\pard A note said so.}} held on.\par {SAID}",
         [("paragraph", "It held on."), ("paragraph", SAID), ("item", "A note said so.")]),
        (r"It {\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt The box said so.\par}}"
         r"{\shprslt The box said so.}}held on.\par",
         [("paragraph", "It held on."), ("paragraph", "The box said so.")]),
    ],
)  # fmt: skip
def test_paragraphs_and_their_kinds(body: str, expected: list[tuple[str, str]]) -> None:
    assert lines(body) == expected


def written(text: list[str]) -> bytes:
    """Return a story in RTF: its title by style."""
    coded = ["".join(c if c.isascii() else f"\\u{ord(c)}?" for c in line) for line in text]
    return rtf(r"\pard\s2 " + r"\par\pard ".join(coded) + r"\par")


@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "wire-chain.txt"])
def test_a_story_is_audited_as_its_text_is(name: str) -> None:
    document = read_bytes(written(story(name)), "story.txt")
    assert told(document) == told(as_text(story(name)))
    assert document.text.splitlines() == story(name)


@needs_libreoffice
def test_libreoffice_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "story.rtf").write_bytes(written(story()))
    text = converted(tmp_path / "story.rtf", "txt:Text (encoded):UTF8", tmp_path)
    assert text.read_text("utf-8-sig").split("\n")[:-1] == story()


def test_what_is_no_rtf_says_so() -> None:
    with pytest.raises(ReadError, match="is no RTF document"):
        read_bytes(b"It held.", "a.rtf")
    assert read_bytes(rtf(r"{\f1\'98}"), "a.rtf").notes


def test_a_damaged_document_raises_only_read_errors() -> None:
    body = r"It{\footnote\pard A note.} {\shp{\*\shpinst{\sp{\sn x}}{\shptxt Box\par}}}on.\par"
    survives(rtf(body + r"\trowd\intbl A\cell B\cell\row\pard\u8220? {\f2 \'93\'fa}"), "a.rtf")
