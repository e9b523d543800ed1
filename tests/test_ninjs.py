"""ninjs in its three branches: headline and body by their keys, places those of the file."""

from __future__ import annotations

import json
from html import escape

import pytest
from containers import as_text, seen, story, told
from mutations import survives

from auditor.errors import ReadError
from auditor.formats import read_bytes

LEAD = "The ministry said the dam had held, and the governor said that nobody had been hurt."
PAGE = f"<p>{LEAD}</p><h2>The night</h2><ul><li>It fell.</li></ul>"
READ = [("title", "Dam holds"), ("paragraph", LEAD), ("heading", "The night"), ("item", "It fell.")]
ONE = {
    "uri": "urn:x:1", "type": "text", "language": "en", "versioncreated": "2026-03-01T12:00:00Z",
    "byline": "Jo Doe", "headline": "Dam holds", "body_text": LEAD, "body_xhtml": PAGE,
    "associations": {"a": {"uri": "urn:x:2", "headline": "Other", "body_text": "Other words."}},
}  # fmt: skip
TWO = {
    "uri": "urn:x:1", "standard": {"name": "ninjs", "version": "2.1"}, "by": "Jo Doe",
    "headlines": [{"role": "short", "value": "Dam"}, {"role": "main", "value": "Dam holds"}],
    "bodies": [
        {"role": "teaser", "contenttype": "text/html", "value": "<p>Short.</p>"},
        {"role": "main", "contenttype": "text/plain", "value": LEAD},
        {"role": "main", "contenttype": "text/html", "value": PAGE},
    ],
}  # fmt: skip
THREE = {
    "uri": "urn:x:1", "standard": {"name": "ninjs", "version": "3.0"},
    "headlines": [{"value": "Dam holds"}],
    "bodies": [{"contentType": "application/xhtml+xml", "value": PAGE}],
}  # fmt: skip


def blocks(value: object) -> list[tuple[str, str]]:
    found = []
    for ascii in (True, False):
        document = read_bytes(json.dumps(value, ensure_ascii=ascii).encode(), "a.json")
        assert (document.format, document.extracted) == ("ninjs", False)
        found.append([(b.kind.value, seen(document, b.start, b.end)) for b in document.blocks])
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("value", [ONE, TWO, THREE, [ONE], {"items": [TWO]}])
def test_headline_and_body(value: object) -> None:
    assert blocks(value) == READ


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"body_text": f"{LEAD}\n\nIt fell."}, [("paragraph", LEAD), ("paragraph", "It fell.")]),
        ({"body_html": "<p>“Müller”, he said, said: 🌊 rose &amp; fell.</p>"},
         [("paragraph", '"Müller", he said, said: 🌊 rose & fell.')]),
        ({"body_xhtml": "<p>It<br/>held.</p><p>A\tB \\ \"C\" / D</p>"},
         [("paragraph", "It held."), ("paragraph", 'A B \\ "C" / D')]),
    ],
)  # fmt: skip
def test_characters_and_lines(body: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert blocks({"uri": "x", "headline": "Dam holds", **body})[1:] == expected


def test_places_are_those_of_the_file() -> None:
    data = (
        b'{"uri":"x","headline":"Caf\\u00e9 \\u201cheld\\u201d","body_text":"It held on, he said."}'
    )
    document = read_bytes(data, "a.json")
    first, second = document.blocks
    assert document.text[first.start : first.end] == "Caf\\u00e9 \\u201cheld\\u201d"
    assert document.text[second.start : second.end] == "It held on, he said."


def test_fields() -> None:
    document = read_bytes(json.dumps(ONE).encode(), "a.json")
    assert document.language == "en"
    assert document.fields == {"byline": "Jo Doe", "date": "2026-03-01T12:00:00Z"}


def test_several_stories_are_said_to_be_several() -> None:
    document = read_bytes(json.dumps([ONE, TWO]).encode(), "a.json")
    assert document.notes == ("it holds 2 stories, audited as one",)
    assert [b.kind.value for b in document.blocks].count("title") == 1


@pytest.mark.parametrize("ascii", [True, False])
@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "wire-chain.txt"])
def test_a_story_is_audited_as_its_text_is(name: str, ascii: bool) -> None:
    title, *rest = story(name)
    body = "".join(f"<p>{escape(line)}</p>" for line in rest)
    value = {"uri": "x", "headline": title, "body_xhtml": body}
    document = read_bytes(json.dumps(value, ensure_ascii=ascii).encode(), "a.json")
    assert told(document) == told(as_text(story(name)))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"uri": "x", "body_text": "It held."', "is missing at character"),
        (b'{"uri": "x", "body_text": ""}', "no ninjs story"),
        (b'{"uri": "x", "body_text": "It held."} x', "something follows"),
        (b'{"uri": ' + b"[" * 1000 + b', "body_text": ""}', "too deep"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_bytes(data, "a.ninjs")


def test_a_damaged_file_raises_only_read_errors() -> None:
    survives(json.dumps([ONE, TWO, THREE]).encode(), "a.ninjs")
