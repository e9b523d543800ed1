"""JSON of a house's own, read by the mapping in auditor.yaml; without one it is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from containers import as_text, seen, story, told
from mutations import survives

from auditor.cli import run
from auditor.errors import ReadError
from auditor.formats import read_bytes

TITLE, *LINES = story()
PAGE = "".join(f"<p>{line}</p>" for line in LINES)
ENTRY = {"sys": {"id": "1"}, "fields": {"title": {"en": TITLE}, "body": PAGE, "by": ["Jo Doe"]}}
MAPPING = {"title": "fields.title.en", "body": "fields.body", "byline": "fields.by.0"}
BODY = {"title": "t", "body": "b", "kind": "text"}


def test_a_story_is_audited_as_its_text_is() -> None:
    document = read_bytes(json.dumps(ENTRY).encode(), "a.json", mapping=MAPPING)
    assert (document.format, document.fields) == ("json", {"byline": "Jo Doe"})
    assert told(document) == told(as_text([TITLE, *LINES]))


@pytest.mark.parametrize(
    ("value", "mapping", "expected"),
    [
        ({"t": "Dam <1>", "b": "It <held>.\n\nIt rained."}, BODY,
         ["Dam <1>", "It <held>.", "It rained."]),
        ([{"t": "One", "b": "It held."}, {"t": "Two", "b": "It fell."}], BODY,
         ["One", "It held.", "Two", "It fell."]),
        ({"hits": {"hits": [{"t": "One", "b": "It held."}]}}, {**BODY, "items": "hits.hits"},
         ["One", "It held."]),
    ],
)  # fmt: skip
def test_paths(value: object, mapping: dict[str, str], expected: list[str]) -> None:
    document = read_bytes(json.dumps(value).encode(), "a.json", mapping=mapping)
    assert [seen(document, b.start, b.end) for b in document.blocks] == expected


@pytest.mark.parametrize(
    ("data", "mapping", "says"),
    [
        (b'{"a": "It held."}', {}, "say in auditor.yaml"),
        (b'{"a": "It held."}', BODY, "nothing stands at 'b'"),
        (b'{"a": }', BODY, "no value at character 6"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, mapping: dict[str, str], says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_bytes(data, "a.json", mapping=mapping)


def test_an_article_that_begins_with_a_bracket_is_text() -> None:
    assert read_bytes(b"[Photo: the dam] It held.", "a.txt").format == "text"


def test_the_mapping_stands_in_the_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ENTRY))
    (tmp_path / "auditor.yaml").write_text("json: {title: fields.title.en, body: fields.body}\n")
    assert run(["check", str(tmp_path / "a.json"), "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["files"]
    assert found["format"] == "json"
    assert found["title"]["text"] == json.dumps(TITLE)[1:-1]
    (tmp_path / "auditor.yaml").write_text("json: {body: x, kind: pdf}\n")
    assert run(["check", str(tmp_path / "a.json")]) == 2
    assert "json.kind is html or text, not 'pdf'" in capsys.readouterr().err


def test_a_damaged_file_raises_only_read_errors() -> None:
    survives(json.dumps(ENTRY).encode(), "a.json")
