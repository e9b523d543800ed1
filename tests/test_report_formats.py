"""The formats for pipelines: as recorded, valid by their own rules, deaf to hostile articles.

After a change that is meant, run ``python tests/test_report_formats.py`` and read the diff.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft4Validator
from showcase import HOSTILE, broken, calm, hostile, showcase, told

from auditor import load_rules
from auditor.audit import audit
from auditor.formats import read_text
from auditor.model import Severity
from auditor.reports import binary, load, names
from auditor.reports._issues import issues
from auditor.run import Acknowledgement, Limits

TESTS = Path(__file__).resolve().parent
GOLDEN = TESTS / "golden_reports"
ENDINGS = {
    "compact": "txt", "csv": "csv", "csv-sources": "csv", "github": "txt", "html": "html",
    "junit": "xml", "markdown": "md", "sarif": "json",
}  # fmt: skip
PIPELINE = sorted(set(ENDINGS) - {"html"})


def recorded(format: str) -> Path:
    return GOLDEN / f"{format}.{ENDINGS[format]}"


def rendered(format: str) -> str:
    return told(format, showcase(), broken(), calm())


@pytest.fixture(autouse=True)
def no_step_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


@pytest.mark.parametrize("format", sorted(ENDINGS))
def test_report_is_as_recorded(format: str) -> None:
    assert rendered(format) == recorded(format).read_bytes().decode("utf-8"), "meant? see above"


@pytest.mark.parametrize("format", [name for name in names() if not binary(load(name))])
def test_every_format_survives_hostile_articles_and_nothing_at_all(format: str) -> None:
    for results in ((), (broken(),), (hostile(),), (hostile(), calm(), broken())):
        report = told(format, *results)
        assert report == told(format, *results)
        report.encode("utf-8")


@pytest.mark.parametrize("format", PIPELINE)
def test_no_control_character_or_direction_override_gets_out(format: str) -> None:
    report = told(format, hostile()).replace("\r\n", "\n")
    assert not re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe]", report)


# ---------------------------------------------------------------- issues


def test_a_broken_limit_is_an_issue_before_the_findings() -> None:
    found = issues(showcase(), Limits(0.4))
    assert [i.rule for i in found][:2] == ["gate/single-party", "policy/headline-single-party"]
    assert found[0].message.startswith("54% of the content rests on unverified")
    assert next(i.rule for i in issues(showcase(), Limits(0.6))) == "policy/headline-single-party"


# ---------------------------------------------------------------- SARIF


@pytest.fixture(scope="session")
def sarif_schema() -> Draft4Validator:
    path = TESTS / "schemas" / "sarif-2.1.0-rtm.5.json"
    return Draft4Validator(json.loads(path.read_text("utf-8")))


def test_sarif_is_valid(sarif_schema: Draft4Validator) -> None:
    for results in ((), (broken(),), (showcase(), calm()), (hostile(),)):
        sarif_schema.validate(json.loads(told("sarif", *results)))


def results_of(*audits: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(told("sarif", *audits))["runs"][0]["results"]
    return found


def test_sarif_points_at_the_passage_in_code_points() -> None:
    log = json.loads(told("sarif", showcase()))
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    note = next(r for r in log["runs"][0]["results"] if r["ruleId"] == "policy/no-source")
    region = note["locations"][0]["physicalLocation"]["region"]
    line = showcase().document.text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "reportedly"


@pytest.mark.parametrize("format", ["markdown", "github", "html", "text"])
def test_no_report_says_passed_where_an_input_could_not_be_read(format: str) -> None:
    report = told(format, calm(), broken(), limits=Limits(0.9, fail_on=None))
    assert "incomplete" in report and "passed" not in report and "✅" not in report


def test_sarif_identity_survives_shifted_lines() -> None:
    before = showcase()
    text = "\n\n" + before.document.text
    moved = before._replace(
        document=before.document._replace(text=text),
        findings=tuple(f._replace(start=f.start + 2, end=f.end + 2) for f in before.findings),
    )
    here, there = results_of(before), results_of(moved)
    assert [r["partialFingerprints"] for r in here] == [r["partialFingerprints"] for r in there]
    assert [r["locations"] for r in here] != [r["locations"] for r in there]


def test_sarif_tells_rules_suppressions_and_failures() -> None:
    run = json.loads(told("sarif", showcase(), broken()))["runs"][0]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert "Standard: The text supports" in rules["policy/headline-single-party"]["help"]["text"]
    assert rules["policy/headline-single-party"]["helpUri"].startswith("https://")
    suppressed = [r for r in run["results"] if r["suppressions"]]
    assert [s["suppressions"][0]["justification"] for s in suppressed] == [
        "acknowledged by M.O.: the desk knows it"
    ]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 1


def test_sarif_tells_where_a_finding_was_acknowledged(sarif_schema: Draft4Validator) -> None:
    said = "The minister claimed that the bridge was open."
    comment = "<!-- auditor: ok loaded-verb -- the court used this word, M.O. -->"
    inside = audit(read_text(f"{said} {comment}\n", format="markdown"), load_rules())
    bare = audit(read_text(f"{said}\n", format="markdown"), load_rules())
    loaded = next(f for f in bare.findings if f.rule.endswith("/loaded-verb"))
    entry = Acknowledgement("loaded-verb", loaded.fingerprint, "M.O.", "as in court", "a:1:1")
    beside = audit(read_text(f"{said}\n", format="markdown"), load_rules(), [entry])
    for made, kind in ((inside, "inSource"), (beside, "external")):
        (suppression,) = next(r for r in results_of(made) if "loaded" in r["ruleId"])[
            "suppressions"
        ]
        assert (suppression["kind"], suppression["status"]) == (kind, "accepted")
        sarif_schema.validate(json.loads(told("sarif", made)))


def test_sarif_tells_what_a_baseline_knows(sarif_schema: Draft4Validator) -> None:
    assert not any("baselineState" in result for result in results_of(showcase()))
    known = [
        f._replace(suppressed="in the baseline", suppressed_by="baseline")
        for f in showcase().findings[:2]
    ]
    made = showcase()._replace(findings=(*known, *showcase().findings[2:]))
    states = [result["baselineState"] for result in results_of(made, calm())]
    assert states == ["new", "new", "unchanged", "unchanged", "new", "new"]
    sarif_schema.validate(json.loads(told("sarif", made)))


@pytest.mark.parametrize(
    ("path", "uri"),
    [("./a b/ü#.txt", "a%20b/%C3%BC%23.txt"), ("/tmp/x.txt", "file:///tmp/x.txt")],
)
def test_sarif_addresses(path: str, uri: str) -> None:
    made = showcase()._replace(document=showcase().document._replace(path=path))
    place = results_of(made)[0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == uri


def test_sarif_does_not_point_into_containers() -> None:
    made = showcase()._replace(document=showcase().document._replace(extracted=True))
    for result in results_of(made):
        assert "region" not in result["locations"][0]["physicalLocation"]
    assert "reportedly" in results_of(made)[4]["message"]["text"]


def test_the_documentation_shows_a_result_as_it_is() -> None:
    page = (TESTS.parent / "docs" / "reports.md").read_text("utf-8")
    block = re.search(r"<!-- excerpt: sarif -->\n```json\n(.*?)```", page, re.DOTALL)
    assert block
    shown, real = json.loads(block[1]), results_of(showcase())[2]
    assert {**shown, "locations": 0, "relatedLocations": 0}.keys() == real.keys()
    for place in (shown["locations"][0], real["locations"][0]):
        assert place["physicalLocation"].keys() == {"artifactLocation", "region"}


# ---------------------------------------------------------------- GitHub


def test_github_gets_ten_of_a_kind_and_the_rest_as_lines() -> None:
    many = showcase()._replace(findings=showcase().findings[1:2] * 23)
    lines = told("github", many).splitlines()
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert sum(line.startswith("also strike.txt:5:1: warning") for line in lines) == 13
    assert lines[0].startswith("::error file=strike.txt,line=1,title=gate/single-party::54%25 of")


def test_github_commands_cannot_be_forged() -> None:
    lines = told("github", hostile()._replace(findings=hostile().findings * 3)).splitlines()
    for line in lines:
        assert "\r" not in line
        if line.lstrip().startswith("::"):
            assert re.match(r"::(error|warning|notice) file=evil/[^:]*?,line=\d+[^:]*::", line)
        else:
            assert re.match(r"also |\d+ (more issues|article)", line)
            assert "##[" not in line


def test_github_summary_is_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "summary.md"
    place.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(place))
    told("github", showcase(), calm())
    text = place.read_text("utf-8")
    assert text.startswith("before\n<!-- attribution-auditor -->\n### ❌ Attribution audit: failed")
    assert "“reportedly”: who says so?" in text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert "could not be written" in told("github", showcase())


# ---------------------------------------------------------------- JUnit


def test_junit_counts_what_it_holds() -> None:
    for results in ((showcase(), calm(), broken()), (hostile(),), ()):
        root = ElementTree.fromstring(told("junit", *results))
        assert root.tag == "testsuites" and len(root) == len(results)
        for suite in root:
            cases = suite.findall("testcase")
            assert int(suite.attrib["tests"]) == len(cases)
            for count, tag in (
                ("failures", "failure"),
                ("errors", "error"),
                ("skipped", "skipped"),
            ):
                assert int(suite.attrib[count]) == sum(c.find(tag) is not None for c in cases)
            assert len({case.attrib["name"] for case in cases}) == len(cases)


def test_junit_fails_what_trips_the_gate() -> None:
    for least, failures in (
        (None, 1),
        (Severity.ERROR, 2),
        (Severity.WARNING, 3),
        (Severity.NOTE, 4),
    ):
        report = told("junit", showcase(), limits=Limits(0.4, None, least))
        assert ElementTree.fromstring(report)[0].attrib["failures"] == str(failures)


def test_junit_is_read_by_an_independent_parser() -> None:
    parser = pytest.importorskip("junitparser")
    suites = list(parser.JUnitXml.fromstring(told("junit", showcase(), calm()).encode("utf-8")))
    assert [suite.tests for suite in suites] == [6, 2]
    assert suites[0].failures == 3 and suites[0].skipped == 1


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize("format", ["csv", "csv-sources"])
def test_tables_are_rectangular_and_hold_no_formula(format: str) -> None:
    report = told(format, hostile(), showcase(), broken())
    rows = list(csv.reader(io.StringIO(report, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    for row in rows:
        for cell in row:
            assert not re.match(r"[=+\-@\t\r|%]", cell)
    assert report.count("\r\n") == len(rows)


def test_csv_has_the_figures() -> None:
    first = next(csv.DictReader(io.StringIO(told("csv", showcase()), newline="")))
    assert first["title"] == "Depot hit near Arlen, ministry says"
    assert first["unverified_single_party_share"] == "0.5435"
    assert (first["share_low"], first["share_high"]) == ("0.4565", "0.6087")
    assert (first["errors"], first["warnings"], first["acknowledged"]) == ("1", "1", "1")


def test_csv_sources_name_each_source() -> None:
    rows = list(csv.DictReader(io.StringIO(told("csv-sources", showcase()), newline="")))
    assert [(r["source"], r["words"], r["first_line"]) for r in rows] == [
        ("Northland", "17", "5"), ("Southland", "8", "13"), ("Orbit Lab", "6", "15"),
    ]  # fmt: skip


# ---------------------------------------------------------------- Markdown and lines


def test_markdown_of_a_hostile_article_is_words_only() -> None:
    markdown_it = pytest.importorskip("markdown_it")
    html = (
        markdown_it.MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(told("markdown", hostile()))
    )
    tags = set(re.findall(r"<(\w+)", html))
    allowed = "h3 p ul li strong table thead tbody tr th td details summary b sub".split()
    assert tags <= set(allowed)
    assert not re.search(r"<[^>]*\b(href|src|on\w+)=", html)
    assert not re.search(r"[@#]\w", re.sub(r"&#?\w+;", "", html))


def test_markdown_is_cut_by_whole_articles_and_says_so() -> None:
    text = "A claim about the bridge and the river, repeated at length. "
    long = showcase()._replace(
        findings=tuple(showcase().findings[1]._replace(message=text * 4) for _ in range(100)),
    )
    many = [long._replace(document=long.document._replace(path=f"{n}.txt")) for n in range(9)]
    report = told("markdown", *many)
    assert len(report) < 65_536
    assert re.search(r"Details of \d articles left out", report)
    assert report.count("<details>") == report.count("</details>")


def test_compact_lines_can_be_jumped_to() -> None:
    for line in told("compact", hostile(), showcase(), broken()).splitlines():
        assert re.match(r".+:\d+:\d+: (error|warning|note) \S", line)
    assert "A hedge instead" not in told("compact", showcase())  # acknowledged


def test_nothing_of_a_format_is_imported_unless_asked_for() -> None:
    code = (
        "import sys; from auditor import reports; from auditor.cli import check; reports.names();"
        "bad = {'jinja2', 'csv', 'auditor.reports.html', 'auditor.reports.sarif'}"
        "& set(sys.modules); assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=TESTS.parent)


def record() -> None:
    """Write the reports on the showcase."""
    for format in sorted(ENDINGS):
        recorded(format).write_bytes(rendered(format).encode("utf-8"))


assert len(HOSTILE) <= 26  # two rounds of the statuses

if __name__ == "__main__":
    sys.exit(record())
