"""The JSON of content systems: WordPress, Arc XP (ANS), Ghost; places are those of the file."""

from __future__ import annotations

import json
from html import escape

import pytest
from containers import as_text, seen, story, told
from mutations import survives

from auditor.errors import ReadError
from auditor.formats import read_bytes

LEAD = "The ministry said the dam had held, and the governor said that nobody had been hurt."
PAGE = f'<p>{LEAD}</p>\n<h2>The night</h2><p>"It fell" &#8211; he said.</p>'
READ = [("title", 'Dam "holds"'), ("paragraph", LEAD), ("heading", "The night"),
        ("paragraph", '"It fell" — he said.')]  # fmt: skip


def blocks(value: object, format: str) -> list[tuple[str, str]]:
    document = read_bytes(json.dumps(value).encode(), "a.json")
    assert (document.format, document.extracted) == (format, False)
    return [(b.kind.value, seen(document, b.start, b.end)) for b in document.blocks]


# ---------------------------------------------------------------- WordPress

POST = {
    "id": 1, "date": "2026-03-01T12:00:00", "title": {"rendered": "Dam &#8220;holds&#8221;"},
    "content": {"rendered": PAGE, "protected": False}, "excerpt": {"rendered": "<p>Short.</p>"},
    "_embedded": {"author": [{"name": "Jo Doe"}]},
}  # fmt: skip
RAW = {
    "title": {"raw": "Dam “holds”"},
    "content": {"raw": f"<!-- wp:paragraph {{\"a\":\"b\"}} -->{PAGE}<!-- /wp:paragraph -->"
                '\n[gallery ids="1,2"]'},
}  # fmt: skip


@pytest.mark.parametrize("value", [POST, RAW, [POST]], ids=["rendered", "raw", "a list"])
def test_posts_of_wordpress(value: object) -> None:
    assert blocks(value, "wordpress") == READ


def test_fields_of_a_post() -> None:
    document = read_bytes(json.dumps(POST).encode(), "a.json")
    assert document.fields == {"byline": "Jo Doe", "date": "2026-03-01T12:00:00"}


# ---------------------------------------------------------------- ANS


def ans(*elements: dict[str, object]) -> dict[str, object]:
    return {
        "type": "story", "version": "0.10.9", "language": "en", "headlines": {"basic": "Dam holds"},
        "subheadlines": {"basic": "Water fell at last"}, "display_date": "2026-03-01T12:00:00Z",
        "credits": {"by": [{"type": "author", "name": "Jo Doe"}, {"name": "Al Roe"}]},
        "distributor": {"name": "Northline"}, "content_elements": list(elements),
    }  # fmt: skip


def test_the_elements_of_ans() -> None:
    value = ans(
        {"type": "text", "content": f"<b>{LEAD}</b>"},
        {"type": "header", "level": 2, "content": "The night"},
        {"type": "interstitial_link", "content": "Read this, too", "url": "x"},
        {"type": "quote", "content_elements": [{"type": "text", "content": "It fell."}],
         "citation": {"type": "text", "content": "Jo"}},
        {"type": "list", "items": [
            {"type": "text", "content": "one"},
            {"type": "list", "items": [{"type": "text", "content": "two"}]}]},
        {"type": "image", "caption": "The dam at night", "url": "x"},
        {"type": "correction", "text": "It was Friday."},
        {"type": "table", "header": [{"content": "Side"}], "rows": [[{"content": "North"}]]},
        {"type": "raw_html", "content": "<script>x</script><p>It rose.</p>"},
        {"type": "divider"},
    )  # fmt: skip
    assert blocks(value, "ans") == [
        ("title", "Dam holds"), ("heading", "Water fell at last"), ("paragraph", LEAD),
        ("heading", "The night"), ("around", "Read this, too"), ("quote", "It fell."),
        ("around", "Jo"), ("item", "one"), ("item", "two"), ("caption", "The dam at night"),
        ("around", "It was Friday."), ("item", "Side"), ("item", "North"),
        ("paragraph", "It rose."),
    ]  # fmt: skip
    document = read_bytes(json.dumps(value).encode(), "a.json")
    assert document.language == "en"
    assert document.fields == {
        "byline": "Jo Doe, Al Roe", "date": "2026-03-01T12:00:00Z", "outlet": "Northline",
    }  # fmt: skip


# ---------------------------------------------------------------- Ghost


def ghost(**texts: object) -> dict[str, object]:
    return {"posts": [{"uuid": "x", "slug": "dam", "title": "Dam “holds”", **texts}]}


LEXICAL = {
    "root": {
        "children": [
            {"type": "paragraph", "children": [
                {"type": "text", "text": LEAD[:30]},
                {"type": "link", "children": [{"type": "text", "text": LEAD[30:]}]}]},
            {"type": "heading", "tag": "h2", "children": [{"type": "text", "text": "The night"}]},
            {"type": "image", "caption": "x"},
            {"type": "list", "children": [{"type": "listitem", "children": [
                {"type": "text", "text": "“It fell” – he said."}]}]},
        ]
    }
}  # fmt: skip
MOBILEDOC = {
    "version": "0.3.1",
    "sections": [
        [1, "p", [[0, [], 0, LEAD[:30]], [0, [0], 1, LEAD[30:]]]],
        [1, "h2", [[0, [], 0, "The night"]]],
        [10, 0],
        [3, "ul", [[[0, [], 0, "“It fell” – he said."]]]],
    ],
}
LISTED = [*READ[:3], ("item", READ[3][1])]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"html": PAGE, "plaintext": LEAD}, READ),
        ({"html": None, "lexical": json.dumps(LEXICAL)}, LISTED),
        ({"html": None, "mobiledoc": json.dumps(MOBILEDOC)}, LISTED),
        ({"html": "", "plaintext": f"{LEAD}\n\nIt fell."},
         [READ[0], READ[1], ("paragraph", "It fell.")]),
    ],
    ids=["html", "lexical", "mobiledoc", "plain text"],
)  # fmt: skip
def test_posts_of_ghost(texts: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert blocks(ghost(**texts), "ghost") == expected


# ---------------------------------------------------------------- all of them


def made(name: str) -> dict[str, dict[str, object]]:
    title, *rest = story(name)
    page = "".join(f"<p>{escape(line)}</p>" for line in rest)
    lexical = {"root": {"children": [
        {"type": "paragraph", "children": [{"type": "text", "text": line}]} for line in rest
    ]}}  # fmt: skip
    elements = [{"type": "text", "content": escape(line)} for line in rest]
    return {
        "wordpress": {"title": {"rendered": escape(title)}, "content": {"rendered": page}},
        "ans": {"headlines": {"basic": title}, "content_elements": elements},
        "ghost": ghost(title=title, lexical=json.dumps(lexical)),
    }


@pytest.mark.parametrize("format", ["wordpress", "ans", "ghost"])
@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "wire-chain.txt"])
def test_a_story_is_audited_as_its_text_is(name: str, format: str) -> None:
    document = read_bytes(json.dumps(made(name)[format]).encode(), "a.json")
    assert document.format == format
    assert told(document) == told(as_text(story(name)))


@pytest.mark.parametrize("format", ["wordpress", "ans", "ghost"])
def test_nothing_in_it(format: str) -> None:
    with pytest.raises(ReadError, match="holds no"):
        read_bytes(b"[]", "a.json", format=format)


@pytest.mark.parametrize("format", ["wordpress", "ans", "ghost"])
def test_a_damaged_file_raises_only_read_errors(format: str) -> None:
    survives(json.dumps(made("council-row.txt")[format]).encode(), "a.json")
