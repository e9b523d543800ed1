"""Findings that somebody accepts: in the article, beside it; accepted is not forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from counted import growth

from auditor import load_rules
from auditor.audit import audit
from auditor.cli import run
from auditor.desk.sidecar import beside, read
from auditor.errors import UsageError
from auditor.findings.acknowledged import Comment, comments
from auditor.formats import read_text
from auditor.model import Audit, Finding
from auditor.run import Acknowledgement

RULES = load_rules()
CLAIMED = (
    "The minister claimed that the bridge was open, that nobody had been hurt there in all the "
    "years since it was built, and that the people of the town could use it by day and by night "
    "in every season without any fear at all."
)
OK = "<!-- auditor: ok loaded-verb -- the court used this word, M.O. -->"
ACCEPTED = "acknowledged by M.O.: the court used this word"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 2026-09-21


def audited(text: str, *beside: Acknowledgement, format: str = "markdown") -> Audit:
    return audit(read_text(text, "a.md", format=format), RULES, beside)


def by_rule(audit: Audit, name: str) -> list[Finding]:
    return [finding for finding in audit.findings if finding.rule.endswith(f"/{name}")]


def loaded(text: str) -> list[str | None]:
    return [finding.suppressed for finding in by_rule(audited(text), "loaded-verb")]


# ---------------------------------------------------------------- in the article

SAID = "The minister said that the road was wet."
PLACES = {
    "same line": (f"{CLAIMED} {OK}", [ACCEPTED]),
    "before, same line": (f"{OK} {CLAIMED}", [ACCEPTED]),
    "line before": (f"{OK}\n{CLAIMED}", [ACCEPTED]),
    "line before, then empty": (f"{OK}\n\n{CLAIMED}", [ACCEPTED]),
    "line after": (f"{CLAIMED}\n{OK}", [ACCEPTED]),
    "inside": (f"{SAID}\n{OK}\n{CLAIMED}", [ACCEPTED]),
    "inside a line": (f"{SAID} {OK} {CLAIMED}", [ACCEPTED]),
    "one comment, several findings": (f"{CLAIMED} {CLAIMED} {OK}", [ACCEPTED, ACCEPTED]),
    "paragraph after": (f"{SAID} {OK}\n\n{CLAIMED}", [None]),
    "paragraph before": (f"{CLAIMED}\n\n{OK}\n\n{SAID}", [None]),
    "other paragraphs": (f"{CLAIMED}\n\n{OK}\n{CLAIMED}\n\n{CLAIMED}", [None, ACCEPTED, None]),
    "item of a list": (f"- {CLAIMED}\n- {CLAIMED} {OK}\n- {CLAIMED}", [None, ACCEPTED, None]),
    "quotation, in which nothing is flagged": (f"> {OK}\n> {CLAIMED}", []),
    "windows": (f"{SAID}\r\n\r\n{OK}\r\n{CLAIMED}\r\n\r\n{CLAIMED}", [ACCEPTED, None]),
    "full id": (f"{CLAIMED} {OK.replace('loaded', 'policy-en/loaded')}", [ACCEPTED]),
    "other rule": (f"{CLAIMED} {OK.replace('loaded-verb', 'bare-officials')}", [None]),
    "other pack": (f"{CLAIMED} {OK.replace('loaded', 'house/loaded')}", [None]),
    "two lines": (f"{CLAIMED} {OK.replace(' -- ', chr(10) + '-- ')}", [ACCEPTED]),
    "long dash": (f"{CLAIMED} {OK.replace('--', '—').replace('<!—', '<!--').replace('—>', '-->')}",
                  [ACCEPTED]),
    "other comment": (f"{CLAIMED} <!-- ok loaded-verb -- a reason, M.O. -->", [None]),
    "no end": (f"{CLAIMED} {OK[:-3]}", [None]),
    "still holds": (f"{CLAIMED} {OK.replace('M.O.', 'M.O., until 2026-09-21')}", [ACCEPTED]),
    "over": (f"{CLAIMED} {OK.replace('M.O.', 'M.O., until 2026-09-20')}", [None]),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_comment_accepts_what_its_paragraph_says(place: str) -> None:
    text, expected = PLACES[place]
    assert loaded(text) == expected


@pytest.mark.parametrize(
    "words",
    ["", "ok", "ok loaded-verb", "ok loaded-verb --", "ok loaded-verb -- a reason",
     "ok loaded-verb -- , M.O.", "ok loaded-verb -- a reason, for once",
     "ok loaded-verb a reason, M.O.", "ok loaded-verb -- a reason, M.O., until tomorrow",
     "ok loaded-verb -- a reason, until 2026-12-31",
     "ignore loaded-verb -- a reason, M.O.", "ok loaded-verb -- a reason, " + "M" * 41],
)  # fmt: skip
def test_no_acknowledgement_without_rule_reason_and_name(words: str) -> None:
    result = audited(f"{CLAIMED} <!-- auditor: {words} -->")
    assert [finding.suppressed for finding in by_rule(result, "loaded-verb")] == [None]
    (finding,) = by_rule(result, "acknowledgement-without-reason")
    assert result.document.text[finding.start : finding.end] == f"<!-- auditor: {words} -->"


def test_plain_text_has_no_comments_for_us() -> None:
    plain = audited(f"{CLAIMED} {OK}", format="text")
    assert [f.suppressed for f in by_rule(plain, "loaded-verb")] == [None]


def test_an_accepted_finding_is_listed_and_counts_in_the_share() -> None:
    before, after = audited(CLAIMED), audited(f"{CLAIMED} {OK}")
    assert after.metrics == before.metrics
    assert [f.fingerprint for f in after.findings] == [f.fingerprint for f in before.findings]


UNUSED = {
    "nothing here": (f"{SAID} {OK}", "there is no such finding here"),
    "unknown": (f"{CLAIMED} {OK.replace('loaded-verb', 'loaded-vreb')}",
                "there is no such rule (did you mean loaded-verb?)"),
    "far from known": (f"{CLAIMED} {OK.replace('loaded-verb', 'xyzzy')}", "there is no such rule"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNUSED)
def test_an_acknowledgement_of_nothing_is_a_finding(name: str) -> None:
    text, why = UNUSED[name]
    (finding,) = by_rule(audited(text), "unused-acknowledgement")
    assert f": {why}. " in finding.message
    assert audited(text).document.text[finding.start : finding.end].startswith("<!-- auditor")


def test_an_expired_comment_is_a_finding() -> None:
    text = f"{CLAIMED} {OK.replace('M.O.', 'M.O., until 2026-09-20')}"
    (finding,) = by_rule(audited(text), "expired-acknowledgement")
    assert "M.O. accepted here held until 2026-09-20" in finding.message


@pytest.mark.parametrize(
    "hostile",
    [lambda n: "<!-- auditor: ok " * n, lambda n: f"{OK}\n\n" * n,
     lambda n: f"{CLAIMED} {OK}\n\n" * n, lambda n: f"{CLAIMED} " * n + OK * n,
     lambda n: "<!--" + " " * 10 * n + "auditor:"],
    ids=["unclosed", "alone", "each", "one paragraph", "blanks"],
)  # fmt: skip
def test_work_grows_with_the_length_only(hostile: Callable[[int], str]) -> None:
    def work(count: int) -> Callable[[], object]:
        document = read_text(hostile(count), format="markdown")
        return lambda: list(comments(document))

    assert growth(work, 200) < 2.1


# ---------------------------------------------------------------- beside the article


def entry(finding: Finding, **other: Any) -> Acknowledgement:
    values = {"rule": finding.rule, "fingerprint": finding.fingerprint, "by": "M.O.",
              "reason": "the court used this word",
              "place": "a.audit.yaml:1:3"} | other  # fmt: skip
    return Acknowledgement(**values)


def test_a_fingerprint_accepts_one_finding() -> None:
    first, second = by_rule(audited(f"{CLAIMED}\n\n{CLAIMED}"), "loaded-verb")
    result = audited(f"{CLAIMED}\n\n{CLAIMED}", entry(second))
    assert [f.suppressed for f in by_rule(result, "loaded-verb")] == [None, ACCEPTED]
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize(
    "edited",
    [f"A new first paragraph.\n\n{CLAIMED}", f"# Title\n\n\n{CLAIMED}\n\nMore below.",
     f"{SAID}\n{CLAIMED}", CLAIMED.replace(" that", "\nthat"), f"**{CLAIMED[:12]}**{CLAIMED[12:]}",
     f"The mayor claimed it, too.\n\n{CLAIMED}", f"{CLAIMED}\n\nThe mayor claimed it, too."],
)  # fmt: skip
def test_fingerprints_survive_edits_elsewhere(edited: str) -> None:
    (finding,) = by_rule(audited(CLAIMED), "loaded-verb")
    result = audited(edited, entry(finding))
    (one,) = (f for f in by_rule(result, "loaded-verb") if f.suppressed)
    assert one.suppressed == ACCEPTED and one.fingerprint == finding.fingerprint
    assert "minister" in result.document.text[max(0, one.start - 16) : one.start]
    assert not by_rule(result, "unused-acknowledgement")


def test_unused_and_expired_entries_are_findings() -> None:
    (finding,) = by_rule(audited(CLAIMED), "loaded-verb")
    for wrong in (entry(finding, fingerprint="0" * 16), entry(finding, rule="bare-officials")):
        result = audited(f"Bridge open\n\n{CLAIMED}", wrong)
        (unused,) = by_rule(result, "unused-acknowledgement")
        assert "a.audit.yaml:1:3" in unused.message
        assert [f.suppressed for f in by_rule(result, "loaded-verb")] == [None]
    (expired,) = by_rule(
        audited(CLAIMED, entry(finding, until="2026-09-20")), "expired-acknowledgement"
    )
    assert (expired.start, expired.end) == (finding.start, finding.end)
    held = audited(CLAIMED, entry(finding, until="2026-09-21"))
    assert [f.suppressed for f in by_rule(held, "loaded-verb")] == [ACCEPTED]


# ---------------------------------------------------------------- the file

GOOD = """\
- fingerprint: 0123456789abcdef
  rule: policy-en/loaded-verb
  by: Anna Holm
  reason: >-
    The court
    used this word.
  until: 2026-12-31
"""


def test_what_a_file_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.audit.yaml").write_text(GOOD, encoding="utf-8")
    expected = Acknowledgement(
        "policy-en/loaded-verb", "0123456789abcdef", "Anna Holm", "The court used this word.",
        "a.audit.yaml:1:3", "2026-12-31",
    )  # fmt: skip
    assert beside("a.md") == beside("a.txt") == [expected]
    assert beside("b.md") == ()
    Path("a.md.audit.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert beside("a.md") == [] and beside("a.txt") == [expected]


FAULTS = [
    (GOOD.replace("by: Anna Holm", "by: ''"), "3:8: by: must not be empty"),
    (GOOD.replace("  by: Anna Holm\n", ""), "1:3: an acknowledgement needs 'by'"),
    (GOOD.replace("  reason: >-\n    The court\n    used this word.\n", ""),
     "1:3: an acknowledgement needs 'reason'"),
    (GOOD.replace("  rule: policy-en/loaded-verb\n", ""), "1:3: an acknowledgement needs 'rule'"),
    (GOOD.replace("0123456789abcdef", "0123"), "1:16: a fingerprint is 16 digits"),
    (GOOD.replace("2026-12-31", "New Year"),
     "7:10: until is a date such as 2026-12-31, not 'New Year'"),
    (GOOD.replace("until", "untill"),
     "7:3: unknown key 'untill' in an acknowledgement; did you mean 'until'?"),
    ("a: b", "1:1: what is decided: expected a list"),
    ("- a", "1:3: an acknowledgement: expected keys and values"),
    ("- [", "2:1: not YAML: "),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_a_fault_is_one_line_and_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    text: str, fault: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(CLAIMED, encoding="utf-8")
    Path("b.md").write_text(CLAIMED, encoding="utf-8")
    Path("a.audit.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        read("a.audit.yaml")
    for jobs in ("1", "2"):
        assert run(["check", "a.md", "b.md", "--jobs", jobs]) == 2
        (line,) = capfd.readouterr().err.splitlines()
        assert line.startswith(f"auditor: a.audit.yaml:{fault}")


def test_an_acknowledged_finding_clears_the_gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(CLAIMED, encoding="utf-8")
    call = ["check", "a.md", "--fail-on", "note", "--format", "json"]
    assert run(call) == 1
    before = json.loads(capfd.readouterr().out)
    Path("a.audit.yaml").write_text(
        "".join(
            f"- {{fingerprint: {f['fingerprint']}, rule: {f['rule']}, by: M.O., reason: read it}}\n"
            for f in before["files"][0]["findings"]
        ),
        encoding="utf-8",
    )
    assert run(call) == 0
    after = json.loads(capfd.readouterr().out)
    assert after["summary"]["findings"] == {"error": 0, "warning": 0, "note": 0}
    listed = after["files"][0]["findings"]
    assert {f["suppressed"] for f in listed} == {"acknowledged by M.O.: read it"}
    assert after["files"][0]["metrics"] == before["files"][0]["metrics"]
    assert len(listed) == len(before["files"][0]["findings"])
    assert run(["check", "a.md", "--fail-on", "note"]) == 0
    assert "acknowledged by M.O.: read it" in " ".join(capfd.readouterr().out.split())


def test_a_comment_knows_its_paragraph() -> None:
    document = read_text(f"# Title\n\n{SAID}\n\n{OK}\n\n{CLAIMED}\n", format="markdown")
    (comment,) = comments(document)
    assert isinstance(comment, Comment) and comment.block is not None
    assert document.text[comment.block.start : comment.block.end] == CLAIMED


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Bridge</h1><p>{CLAIMED} {OK}</p>",
        f"<h1>Bridge</h1>\n{OK}\n<p>{CLAIMED}</p>",
        f"<article><h1>Bridge</h1><p>{CLAIMED}</p>{OK}\n</article><footer>The end</footer>",
        f"<p>{CLAIMED.replace('claimed', 'claim<b>ed</b>')}{OK}",
    ],
)
def test_comments_in_web_pages(page: str) -> None:
    (finding,) = [f for f in audited(page, format="html").findings if "loaded" in f.rule]
    assert finding.suppressed == ACCEPTED


def test_the_fingerprint_of_a_passage_is_the_same_in_every_format() -> None:
    def marks(text: str, format: str) -> set[str]:
        found = audited(text, format=format).findings
        return {f.fingerprint for f in found if f.rule.endswith("loaded-verb")}

    plain = marks(f"Bridge opens\n\n{CLAIMED}\n", "text")
    assert plain == marks(
        f"# Bridge opens\n\n{CLAIMED.replace('claimed', '*claimed*')}\n", "markdown"
    )
    assert plain == marks(f"<h1>Bridge opens</h1><p>{CLAIMED.replace(' ', '&nbsp;')}</p>", "html")
