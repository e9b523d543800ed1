"""NITF: the story of an agency's file, its places those of the file on disk."""

from __future__ import annotations

from html import escape

import pytest
from containers import as_text, seen, story, told
from mutations import survives

from auditor.errors import ReadError
from auditor.formats import read_bytes

LEAD = "The ministry said the dam had held, and the governor said that nobody had been hurt."
HEAD = '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">\n'


def nitf(content: str, head: str = "", encoding: str = "UTF-8") -> bytes:
    text = (
        f'{HEAD.format(encoding)}<nitf xml:lang="en-GB"><head><title>Slug</title><docdata>'
        '<date.issue norm="20260301T120000Z"/></docdata><pubdata name="Northline"/></head>'
        f"<body><body.head>{head}</body.head><body.content>{content}</body.content>"
        "<body.end><tagline>Edited by Jo Doe</tagline></body.end></body></nitf>"
    )
    return text.encode(encoding)


TITLE = "<hedline><hl1>Dam holds</hl1><hl2>Water fell at last</hl2></hedline>"


def blocks(data: bytes, path: str = "a.nitf") -> list[tuple[str, str]]:
    document = read_bytes(data, path)
    assert not document.extracted
    return [(block.kind.value, seen(document, block.start, block.end)) for block in document.blocks]


END = ("around", "Edited by Jo Doe")


@pytest.mark.parametrize(
    ("content", "head", "expected"),
    [
        (f"<p>{LEAD}</p><hl2>The night</hl2><p>It fell.</p>", TITLE,
         [("title", "Dam holds"), ("heading", "Water fell at last"), ("paragraph", LEAD),
          ("heading", "The night"), ("paragraph", "It fell.")]),
        (f"<block><p>{LEAD}</p></block>", "", [("title", "Slug"), ("paragraph", LEAD)]),
        (f"<p>{LEAD}</p>", TITLE + "<byline>By <person>Jo Doe</person></byline><dateline>"
         "<location>KYIV</location>, March 1</dateline><abstract><p>Short.</p></abstract>",
         [("title", "Dam holds"), ("heading", "Water fell at last"), ("around", "By Jo Doe"),
          ("around", "KYIV, March 1"), ("around", "Short."), ("paragraph", LEAD)]),
        ("<p>The <org>minis<em>try</em></org> said <money>$5</money> &amp; <q>more</q>.</p>", "",
         [("title", "Slug"), ("paragraph", "The ministry said $5 & more.")]),
        ("<bq><block><p>It held.</p></block><credit>Jo</credit></bq>", "",
         [("title", "Slug"), ("quote", "It held."), ("around", "Jo")]),
        ("<p>He listed:</p><ul><li>one</li><li><p>two</p></li></ul>", "",
         [("title", "Slug"), ("paragraph", "He listed:"), ("item", "one"), ("item", "two")]),
        ("<table><tr><td>A said</td><td>B denied</td></tr></table>", "",
         [("title", "Slug"), ("item", "A said B denied")]),
        ('<media media-type="image"><media-metadata name="x" value="y">z</media-metadata>'
         "<media-caption>The dam at night</media-caption><media-producer>Jo</media-producer>"
         "</media>", "",
         [("title", "Slug"), ("caption", "The dam at night"), ("around", "Jo")]),
        ("<p>It held,<br/>he said.<br/>It rained.</p>", "",
         [("title", "Slug"), ("paragraph", "It held, he said."), ("paragraph", "It rained.")]),
        ("Words without a paragraph.", "",
         [("title", "Slug"), ("paragraph", "Words without a paragraph.")]),
    ],
)  # fmt: skip
def test_the_parts_of_a_story(content: str, head: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(nitf(content, head)) == [*expected, END]


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"])
def test_places_are_those_of_the_file(encoding: str) -> None:
    data = nitf("<p>Der Müller sagte: é.</p>", TITLE, encoding)
    document = read_bytes(data, "a.nitf")
    text = data.decode(encoding).removeprefix("\ufeff")
    assert document.text == text
    start = text.index("Der")
    block = next(b for b in document.blocks if b.kind.value == "paragraph")
    assert (block.start, document.plain[start : start + 20]) == (start, "Der Müller sagte: é.")


def test_fields_and_language() -> None:
    document = read_bytes(nitf(f"<p>{LEAD}</p>", f"{TITLE}<byline>By Jo Doe</byline>"), "a.xml")
    assert document.language == "en-GB"
    assert document.fields == {
        "byline": "By Jo Doe", "date": "20260301T120000Z", "outlet": "Northline",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "wire-chain.txt"])
def test_a_story_is_audited_as_its_text_is(name: str) -> None:
    title, *rest = (escape(line) for line in story(name))
    body = "".join(f"<p>{line}</p>\n" for line in rest)
    data = nitf(body, f"<hedline><hl1>{title}</hl1></hedline>")
    document = read_bytes(data.replace(b"<tagline>Edited by Jo Doe</tagline>", b""), "a.xml")
    assert told(document) == told(as_text(story(name)))
    for block, line in zip(document.blocks, story(name), strict=True):
        assert document.text[block.start : block.end] == escape(line)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<nitf><body>", "XML is broken"),
        (b"<nitf></nitf>", "no NITF story"),
        (b'<!DOCTYPE nitf [<!ENTITY a "b">]><nitf><body/></nitf>', "entities of its own"),
        (b"<nitf>" + b"<p>" * 300 + b"</p>" * 300 + b"</nitf>", "200 deep"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_bytes(data, "a.nitf")


def test_a_damaged_file_raises_only_read_errors() -> None:
    survives(nitf(f"<p>{LEAD} &amp; <q>so</q></p><ul><li>é</li></ul>", TITLE), "a.nitf")
