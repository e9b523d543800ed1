"""RSS, Atom and what WordPress exports: stories by their elements, places those of the file."""

from __future__ import annotations

from html import escape

import pytest
from containers import as_text, seen, story, told
from mutations import survives

from auditor.errors import ReadError
from auditor.formats import read_bytes

LEAD = "The ministry said the dam had held, and the governor said that nobody had been hurt."
PAGE = f"<p>{LEAD}</p><h2>The night</h2><p>It fell &amp; rose.</p>"
READ = [("title", "Dam holds"), ("paragraph", LEAD), ("heading", "The night"),
        ("paragraph", "It fell & rose.")]  # fmt: skip


def rss(*items: str) -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Northline</title>'
        f"<language>en-GB</language>{inside}</channel></rss>"
    ).encode()


def atom(entry: str) -> bytes:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>Northline</title><entry><title>Dam holds</title>{entry}</entry></feed>"
    ).encode()


def blocks(data: bytes) -> list[tuple[str, str]]:
    document = read_bytes(data, "a.xml")
    assert (document.format, document.extracted) == ("feed", False)
    return [(b.kind.value, seen(document, b.start, b.end)) for b in document.blocks]


@pytest.mark.parametrize(
    "data",
    [
        rss(f"<title>Dam holds</title><description>Short.</description>"
            f"<content:encoded><![CDATA[{PAGE}]]></content:encoded>"),
        rss(f"<title>Dam holds</title><content:encoded>{escape(PAGE)}</content:encoded>"),
        rss(f"<media:title>Picture</media:title><title>Dam holds</title>"
            f"<content:encoded><![CDATA[{PAGE[:40]}]]><![CDATA[{PAGE[40:]}]]></content:encoded>"),
        atom(f'<summary>Short.</summary><content type="html">{escape(PAGE)}</content>'),
        atom('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
             f"{PAGE}</div></content>"),
    ],
    ids=["CDATA", "escaped", "CDATA in two", "Atom", "Atom with XHTML"],
)  # fmt: skip
def test_the_full_text_of_a_story(data: bytes) -> None:
    assert blocks(data) == READ


def test_a_title_with_markup() -> None:
    item = f"<title>&lt;i&gt;Dam&lt;/i&gt; &amp;#8220;holds&amp;#8221;</title>{BODY}"
    assert blocks(rss(item))[0] == ("title", 'Dam "holds"')


BODY = f"<content:encoded><![CDATA[<p>{LEAD}</p>]]></content:encoded>"


def test_what_wordpress_exports() -> None:
    typed = (
        f"{LEAD}\n\nIt fell on <em>Friday</em>\nand rose.\n\n"
        '[caption id="1" width="300"]The dam[/caption]'
    )
    post = (
        f"<title>Dam holds</title><content:encoded><![CDATA[{typed}]]></content:encoded>"
        "<wp:post_type>post</wp:post_type>"
    )
    picture = (
        "<title>dam.jpg</title><description>x</description><wp:post_type>attachment</wp:post_type>"
    )
    assert blocks(rss(picture, post)) == [
        ("title", "Dam holds"), ("paragraph", LEAD),
        ("paragraph", "It fell on Friday and rose."), ("heading", "The dam"),
    ]  # fmt: skip
    coded = f"<!-- wp:paragraph -->\n<p>{LEAD}</p>\n<!-- /wp:paragraph -->"
    post = f"<title>Dam holds</title><content:encoded><![CDATA[{coded}]]></content:encoded>"
    assert blocks(rss(post)) == [("title", "Dam holds"), ("paragraph", LEAD)]


def test_summaries_are_doubtful() -> None:
    document = read_bytes(
        rss("<title>Dam holds</title><description>It held.</description>"), "a.rss"
    )
    assert len(document.doubts) == 1
    assert not read_bytes(rss(f"<title>Dam holds</title>{BODY}"), "a.rss").doubts


def test_several_stories() -> None:
    document = read_bytes(rss(f"<title>One</title>{BODY}", f"<title>Two</title>{BODY}"), "a.rss")
    assert [b.kind.value for b in document.blocks] == ["title", "paragraph", "heading", "paragraph"]
    assert document.notes == ("it holds 2 stories, audited as one",)


def test_fields_and_language() -> None:
    item = f"<title>Dam</title><dc:creator>Jo Doe</dc:creator><pubDate>Sun, 1 Mar</pubDate>{BODY}"
    document = read_bytes(rss(item), "a.rss")
    assert document.language == "en-GB"
    assert document.fields == {"byline": "Jo Doe", "date": "Sun, 1 Mar", "outlet": "Northline"}


@pytest.mark.parametrize("coded", [True, False], ids=["CDATA", "escaped"])
@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "wire-chain.txt"])
def test_a_story_is_audited_as_its_text_is(name: str, coded: bool) -> None:
    title, *rest = story(name)
    body = "".join(f"<p>{escape(line)}</p>" for line in rest)
    body = f"<![CDATA[{body}]]>" if coded else escape(body)
    item = f"<title>{escape(title)}</title><content:encoded>{body}</content:encoded>"
    document = read_bytes(rss(item), "a.xml")
    assert told(document) == told(as_text(story(name)))


def test_a_feed_without_stories_says_so() -> None:
    with pytest.raises(ReadError, match="without stories"):
        read_bytes(rss(), "a.rss")


def test_a_damaged_file_raises_only_read_errors() -> None:
    survives(
        rss(
            f"<title>é</title>{BODY}",
            f"<title>Two</title><content:encoded>{escape(PAGE)}</content:encoded>",
        ),
        "a.rss",
    )
