"""The JSON reports keep their schema, whatever an article holds."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from handmade import STRIKE, audit, finding, random_lines, run
from jsonschema import Draft202012Validator

from auditor.model import Audit, Severity, Span
from auditor.reports import json as json_report
from auditor.reports import jsonl
from auditor.run import Gate, Piece, Result, Style, Unreadable
from auditor.summary import digest

SCHEMA = json.loads(files("auditor.schema").joinpath("report-1.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def pieces(results: list[Result], module: Any = json_report) -> list[Piece]:
    return [Piece(digest(r), module.article(r, Style())) for r in results]


def report(*results: Result, gate: Gate | None = None) -> dict[str, Any]:
    told = "".join(json_report.whole(pieces(list(results)), run(gate=gate)))
    value: dict[str, Any] = json.loads(told)
    VALIDATOR.validate(value)
    return value


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_an_empty_run_is_a_document() -> None:
    value = report()
    assert value["files"] == [] and value["unreadable"] == []
    assert value["summary"]["unverified_single_party_share"] == 0


def test_every_field_of_the_contract_is_there() -> None:
    value = report(
        audit(findings=(finding(10, 14, related=(Span(0, 5),)),)),
        Unreadable("b.docx", "decode", "b.docx: not valid UTF-8"),
        gate=Gate(False, ("strike.txt: too much",)),
    )
    assert value["schema_version"] == "1.0"
    assert value["position_encoding"] == "unicode-code-points"
    assert value["packs"][0] == {"id": "cues-en", "version": "1.0.0", "sha256": "ab" * 32}
    assert value["summary"]["files"] == value["summary"]["unreadable"] == 1
    assert value["summary"]["findings"] == {"error": 0, "warning": 1, "note": 0}
    assert value["summary"]["gate"] == {"passed": False, "reasons": ["strike.txt: too much"]}
    (entry,) = value["files"]
    assert entry["title"] == {"start": 0, "end": len(STRIKE[0][0]), "text": STRIKE[0][0]}
    assert entry["metrics"]["readability"] is None
    assert entry["metrics"]["largest_party"] == "Northland"
    first = entry["attributions"][0]
    assert first["source"][0]["text"] == "Northland" and first["chain"] == []
    assert entry["segments"][3]["carried"] is True
    found = entry["findings"][0]
    assert found["start"] == {"offset": 10, "line": 1, "column": 11}
    assert found["quote"]["exact"] == STRIKE[0][0][10:14]
    assert found["quote"]["prefix"] == STRIKE[0][0][:10]
    assert value["unreadable"][0]["code"] == "decode"


def test_suppressed_findings_are_listed_but_not_counted() -> None:
    value = report(audit(findings=(finding(severity=Severity.ERROR, suppressed="checked, mo"),)))
    assert value["summary"]["findings"]["error"] == 0
    assert value["files"][0]["findings"][0]["suppressed"] == "checked, mo"


def test_no_title_is_null_and_containers_carry_their_text() -> None:

    made = audit(title=None)
    value = report(made._replace(document=made.document._replace(extracted=True)))
    assert value["files"][0]["title"] is None
    assert value["files"][0]["text"] == made.document.text
    assert "text" not in report(made)["files"][0]


def test_shares_are_weighted_by_content_words() -> None:
    long, short = audit(), audit(STRIKE[:3])
    value = report(long, short)
    words = long.content_words + short.content_words
    expected = sum(
        a.metrics["unverified_single_party_share"] * a.content_words  # type: ignore[operator]
        for a in (long, short)
    )
    assert value["summary"]["unverified_single_party_share"] == pytest.approx(
        expected / words, abs=1e-4
    )


@pytest.mark.parametrize("seed", range(25))
def test_random_articles_keep_the_schema_and_hide_no_control_character(seed: int) -> None:
    made = audit(random_lines(seed), path=f"{seed}.txt")
    assert report(made)["files"][0]["segments"] == [
        {
            "start": s.start, "end": s.end, "words": s.words, "status": s.status, "party": s.party,
            "attribution": s.attribution, "carried": s.carried, "reasons": list(s.reasons),
            "fingerprint": s.fingerprint, "probability": s.probability, "close": [],
        }
        for s in made.segments
    ]  # fmt: skip
    told = "".join(json_report.whole(pieces([made]), run()))
    assert not [
        c for c in told if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f" or c == "\u202e"
    ]


def test_a_lone_surrogate_in_a_name_can_be_written() -> None:
    told = json_report.article(Unreadable("a\udcff.txt", "io", "a\udcff.txt: io"), Style())
    assert json.loads(told.encode("utf-8"))["path"] == "a\udcff.txt"


def test_json_lines_hold_the_same_as_the_document() -> None:
    results: list[Result] = [
        audit(),
        Unreadable("x", "missing", "x: no such file"),
        audit(STRIKE[:4]),
    ]
    lines = "".join(jsonl.whole(pieces(results, jsonl), run())).splitlines()
    values = [json.loads(line) for line in lines]
    assert [v.pop("type") for v in values] == ["file", "unreadable", "file", "summary"]
    document = report(*results)
    assert [values[0], values[2]] == document["files"]
    assert [values[1]] == document["unreadable"]
    assert {
        **values[3],
        "files": document["files"],
        "unreadable": document["unreadable"],
    } == document


def test_the_schema_refuses_what_the_contract_does_not_know() -> None:
    value = report(audit())
    value["files"][0]["segments"][0]["status"] = "true"
    assert not VALIDATOR.is_valid(value)
    del value["files"][0]["segments"]
    assert not VALIDATOR.is_valid(value)


def test_a_report_is_a_function_of_its_input() -> None:
    def told(made: Audit) -> str:
        return "".join(json_report.whole(pieces([made]), run()))

    assert told(audit(random_lines(3))) == told(audit(random_lines(3)))
