"""The tables of an archive hold what the JSON report holds, in the types that are written down.

Record the tables of the documentation: `python tests/test_archive_schema.py`.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor import audit_text, load_rules, read_document
from auditor.archive.pieces import batch
from auditor.archive.rows import About, Rows, day, judge, rows
from auditor.archive.schema import ORIGINS, TABLES
from auditor.model import Audit, RuleSet
from auditor.reports._json import result_value

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "archives.md"
SAMPLES = sorted((ROOT / "samples").glob("*.*"))
_BLOCK = re.compile(r"(?<=<!-- tables -->\n).*?(?=<!-- /tables -->)", re.DOTALL)


@cache
def rules() -> RuleSet:
    return load_rules()


@cache
def audited(path: Path) -> Audit:
    return audit_text(read_document(path), rules())


def told(audit: Audit) -> Rows:
    return rows(audit, About("one", "a.csv"), judge(rules()), "0" * 64)


def dicts(audit: Audit, table: str) -> list[dict[str, Any]]:
    names = TABLES[table].names
    return [dict(zip(names, row, strict=True)) for row in told(audit)[table]]


def described() -> str:
    parts = []
    for table in (*TABLES.values(), *ORIGINS.values()):
        parts.append(
            f"\n### {table.name}\n\n{table.about}\n\n| column | type | what |\n|---|---|---|"
        )
        parts += [f"| `{c.name}` | {c.type} | {c.about} |" for c in table.columns]
    return "\n".join(parts) + "\n\n"


def test_the_page_lists_every_column() -> None:
    assert _BLOCK.findall(PAGE.read_text("utf-8")) == [described()], (
        "out of date: python tests/test_archive_schema.py"
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_rows_are_of_the_types_written_down(path: Path) -> None:
    for name, found in told(audited(path)).items():
        batch(TABLES[name], found).validate(full=True)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_rows_say_what_the_json_report_says(path: Path) -> None:
    audit = audited(path)
    value = json.loads(json.dumps(result_value(audit)))
    [article] = dicts(audit, "articles")
    metrics = {k: v for k, v in value["metrics"].items() if k != "readability"}
    assert {name: article[name] for name in metrics} == metrics
    assert (article["words"], article["content_words"]) == (audit.words, audit.content_words)
    assert article["title"] == value["title"]["text"]
    for table, shared in (
        ("segments", "start end words status party attribution carried reasons probability"),
        ("attributions", "id kind act stance rule party chain"),
        ("sources", "id name party role naming type affiliation mentions words"),
        ("parties", "name role words share sources"),
        ("findings", "rule severity message url fingerprint suppressed"),
    ):
        given = [{k: row[k] for k in shared.split()} for row in dicts(audit, table)]
        assert given == [{k: row[k] for k in shared.split()} for row in value[table]], table


def test_passages_stand_where_they_say() -> None:
    audit = audited(ROOT / "samples" / "wire-chain.txt")
    text = audit.document.text
    for row in dicts(audit, "segments"):
        assert " ".join(text[row["start"] : row["end"]].split()) == row["text"]
    for row in dicts(audit, "attributions"):
        for part in ("cue", "credited", "content"):
            spans = [text[s["start"] : s["end"]] for s in row[f"{part}_spans"]]
            assert " … ".join(" ".join(span.split()) for span in spans) == (row[part] or "")


def test_segments_lead_to_their_sources() -> None:
    audit = audited(ROOT / "samples" / "wire-chain.txt")
    sources = {row["id"]: row["name"] for row in dicts(audit, "sources")}
    credited = {row["id"]: row["source"] for row in dicts(audit, "attributions")}
    attributed = [row for row in dicts(audit, "segments") if row["attribution"] is not None]
    assert len(attributed) > 10
    for row in attributed:
        assert row["source"] == credited[row["attribution"]]
        assert row["source_name"] == sources.get(row["source"])


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T23:59:00Z", date(2026, 3, 1)),
        ("2026-03-01 10:15:00.000", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("2026/03/01", date(2026, 3, 1)),
        ("Sun, 01 Mar 2026 10:00:00 GMT", date(2026, 3, 1)),
        ("03/04/2026", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_and_not_guessed(given: str, meant: date | None) -> None:
    assert day(given) == meant


if __name__ == "__main__":
    text = PAGE.read_text("utf-8")
    PAGE.write_text(_BLOCK.sub(lambda _: described(), text), "utf-8")
