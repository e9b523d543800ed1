"""``auditor sources`` and ``auditor claims``: what is listed, and what a filter leaves."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from commandline import Done, call
from jsonschema import Draft202012Validator

from auditor import audit_text, load_rules, read_document
from auditor.claims import ATTRIBUTED, unverified
from auditor.model import EXCLUDED, UNVERIFIED, Audit, Status
from auditor.views.claimed import Wanted

ROOT = Path(__file__).resolve().parent.parent
STRIKE = "samples/strike-north.txt"


def run(*words: str, code: int = 0, stdin: str = "") -> Done:
    done = call(*words, stdin=stdin)
    assert done.returncode == code, done.stderr
    return done


def listed(*words: str) -> list[dict[str, Any]]:
    value = json.loads(run(*words, "--format", "json").stdout)
    schema = json.loads(run("schema", words[0]).stdout)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(value)
    files: list[dict[str, Any]] = value["files"]
    return files


@pytest.fixture(scope="module")
def audit() -> Audit:
    return audit_text(read_document(str(ROOT / STRIKE)), load_rules())


# ---------------------------------------------------------------- claims


def test_unverified_claims_add_up_to_the_share(audit: Audit) -> None:
    (file,) = listed("claims", STRIKE, "--status", "unverified")
    words = sum(claim["words"] for claim in file["claims"])
    share = audit.metrics["unverified_single_party_share"]
    assert isinstance(share, float)
    assert words / file["content_words"] == pytest.approx(share, abs=1e-4)
    assert all(claim["unverified"] for claim in file["claims"])
    assert len(file["claims"]) == len(unverified(audit))


def test_a_claim_says_where_it_stands_and_on_whose_word() -> None:
    text = (ROOT / STRIKE).read_text("utf-8")
    (file,) = listed("claims", STRIKE)
    for claim in file["claims"]:
        assert text[claim["start"]["offset"] : claim["end"]["offset"]] == claim["text"]
        lines = text[: claim["start"]["offset"]].split("\n")
        assert (claim["start"]["line"], claim["start"]["column"]) == (
            len(lines), len(lines[-1]) + 1,
        )  # fmt: skip
        assert claim["source"] or claim["status"] == "unsourced" or not claim["party"]


def test_filters_are_all_kept(audit: Audit) -> None:
    party = str(audit.metrics["largest_party"])
    (every,) = listed("claims", STRIKE)
    (some,) = listed("claims", STRIKE, "--party", party.upper(), "--min-words", "12")
    wanted = [c for c in every["claims"] if c["party"] == party and c["words"] >= 12]
    assert some["claims"] == wanted and wanted


def test_without_a_status_all_that_rests_on_a_word_is_listed(audit: Audit) -> None:
    assert not ATTRIBUTED & EXCLUDED and Status.OWN_VOICE not in ATTRIBUTED
    assert UNVERIFIED < ATTRIBUTED
    words = sum(claim.words for claim in Wanted(statuses=frozenset(Status)).of(audit))
    assert words == audit.words


def test_a_party_that_is_not_heard_is_said_to_be_none() -> None:
    done = run("claims", STRIKE, "--party", "Ruritania", "--format", "csv")
    assert "no such party is heard; there are " in done.stderr
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--status", "contestd"), "did you mean contested?"),
        (("--min-words", "many"), "write a number of words"),
        (("--format", "jsn"), "did you mean json?"),
    ],
)
def test_wrong_calls(words: tuple[str, str], says: str) -> None:
    assert says in run("claims", STRIKE, *words, code=2).stderr


def test_what_cannot_be_read_costs_nobody_else() -> None:
    done = run("claims", STRIKE, "samples/gone.txt", "--format", "json", code=3)
    assert [file["path"] for file in json.loads(done.stdout)["files"]] == [STRIKE]
    assert "gone.txt" in done.stderr


# ---------------------------------------------------------------- sources


def test_the_ledger_holds_every_source(audit: Audit) -> None:
    (file,) = listed("sources", STRIKE)
    assert [source["name"] for source in file["sources"]] == [s.name for s in audit.sources]
    shares = {party["name"]: party["share"] for party in file["parties"]}
    assert all(source["party"] in shares for source in file["sources"])
    by_id = {source["id"]: source for source in file["sources"]}
    for party in file["parties"]:
        assert all(by_id[id]["party"] == party["name"] for id in party["sources"])
    for source in file["sources"]:
        for mention in source["mentions"]:
            span = slice(mention["start"]["offset"], mention["end"]["offset"])
            assert audit.document.text[span] == mention["text"]


def test_the_table_of_sources_is_that_of_check() -> None:
    ledger = run("sources", STRIKE, "--format", "csv").stdout
    report = run("check", STRIKE, "--format", "csv-sources", "--fail-on", "never").stdout
    assert ledger == report


def test_the_text_names_parties_in_the_order_of_their_weight(audit: Audit) -> None:
    told = run("sources", STRIKE).stdout
    heads = [told.index(f"\n{p.name}  ") for p in audit.parties if p.name != "unknown" and p.words]
    assert heads == sorted(heads)


def test_standard_input_and_tables_for_spreadsheets() -> None:
    article = "=HYPERLINK(1)\n\nThe minister, Bo Ek, said =1+1 was two.\n"
    done = run("claims", "-", "--stdin-filename", "a.txt", "--format", "csv", stdin=article)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["path"] for row in rows] == ["a.txt"] and rows[0]["unverified"] == "yes"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
