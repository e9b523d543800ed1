"""NewsML-G2: all stories of a message, in NITF, XHTML or plain text."""

from __future__ import annotations

from html import escape

import pytest
from containers import as_text, seen, story, told
from mutations import survives

from auditor.errors import ReadError
from auditor.formats import read_bytes

LEAD = "The ministry said the dam had held, and the governor said that nobody had been hurt."
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
    "<head><title>Slug</title></head><body>{}</body></html></inlineXML>"
)
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
    "<body><body.head><hedline><hl1>Dam holds at last</hl1></hedline></body.head>"
    "<body.content>{}</body.content></body></nitf></inlineXML>"
)
REMOTE = '<remoteContent href="x.jpg" contenttype="image/jpeg"/>'


def item(content: str, headline: str = "Dam holds") -> str:
    return (
        '<newsItem guid="urn:x" version="1" xml:lang="en"><itemMeta>'
        '<provider qcode="x:n"><name>Northline</name></provider>'
        "<versionCreated>2026-03-01T12:00:00Z</versionCreated></itemMeta><contentMeta>"
        f"<headline>{headline}</headline><by>Jo Doe</by><dateline>KYIV</dateline>"
        f'<language tag="en-GB"/></contentMeta><contentSet>{content}</contentSet></newsItem>'
    )


def message(*items: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage '
        'xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
        f"{''.join(items)}</itemSet></newsMessage>"
    ).encode()


def blocks(data: bytes) -> list[tuple[str, str]]:
    document = read_bytes(data, "a.xml")
    assert (document.format, document.extracted) == ("newsml", False)
    return [(b.kind.value, seen(document, b.start, b.end)) for b in document.blocks]


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (XHTML.format(f"<p>{LEAD}</p>"), "Dam holds"),
        (NITF.format(f"<p>{LEAD}</p>"), "Dam holds at last"),
        (f'<inlineData contenttype="text/plain">{LEAD}</inlineData>', "Dam holds"),
        (
            f'<inlineData contenttype="text/html">{escape(f"<p>{LEAD}</p>")}</inlineData>',
            "Dam holds",
        ),
        (REMOTE + XHTML.format(f"<p>{LEAD}</p>"), "Dam holds"),
    ],
    ids=["XHTML", "NITF", "plain text", "HTML, escaped", "beside a picture"],
)
def test_the_text_of_an_item(content: str, title: str) -> None:
    assert blocks(message(item(content))) == [("title", title), ("paragraph", LEAD)]


def test_an_item_by_itself() -> None:
    assert blocks(item(XHTML.format(f"<p>{LEAD}</p>")).encode())[0] == ("title", "Dam holds")


def test_all_items_and_those_without_text() -> None:
    page = XHTML.format(f"<p>{LEAD}</p>")
    document = read_bytes(message(item(page), item(REMOTE), item(page, "Two")), "a.xml")
    assert [b.kind.value for b in document.blocks] == ["title", "paragraph", "heading", "paragraph"]
    assert document.notes == (
        "1 of its 3 items hold no text", "it holds 2 stories, audited as one",
    )  # fmt: skip
    assert document.language == "en-GB"
    assert document.fields == {
        "byline": "Jo Doe", "dateline": "KYIV", "date": "2026-03-01T12:00:00Z",
        "outlet": "Northline",
    }  # fmt: skip


def test_what_is_kept_elsewhere_is_said_to_be() -> None:
    with pytest.raises(ReadError, match="kept elsewhere"):
        read_bytes(message(item(REMOTE)), "a.xml")


@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "wire-chain.txt"])
def test_a_story_is_audited_as_its_text_is(name: str) -> None:
    title, *rest = (escape(line) for line in story(name))
    page = XHTML.format("".join(f"<p>{line}</p>" for line in rest))
    document = read_bytes(message(item(page, title)), "a.xml")
    assert told(document) == told(as_text(story(name)))


def test_a_damaged_file_raises_only_read_errors() -> None:
    page = XHTML.format(f"<p>{LEAD} é</p><ul><li>x</li></ul>")
    survives(message(item(page), item(NITF.format(f"<p>{LEAD}</p>"))), "a.newsml")
