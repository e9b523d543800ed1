"""The baseline: what was there does not gate, what is new does, and nothing comes back unseen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from auditor.cli import run
from auditor.desk import baseline
from auditor.errors import UsageError
from auditor.model import Finding, Severity

ROOT = Path(__file__).resolve().parent.parent
CLAIMED = (
    "The minister claimed that the bridge was open, that nobody had been hurt there in all the "
    "years since it was built, and that the people of the town could use it by day and by night "
    "in every season without any fear at all."
)
OFFICIALS = "Officials said the bridge would open in June."
FILE = "auditor-baseline.json"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


class Desk:
    """Runs commands in this folder and returns what they print."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def run(self, *words: str, code: int = 0) -> str:
        self._capfd.readouterr()
        returned = run(list(words))
        out, err = self._capfd.readouterr()
        assert returned == code, (returned, out, err)
        return out or err

    def check(self, *words: str, code: int = 0) -> dict[str, Any]:
        report: dict[str, Any] = json.loads(
            self.run("check", *words, "--format", "json", "--fail-on", "note", code=code)
        )
        return report


@pytest.fixture
def desk(house: Path, capfd: pytest.CaptureFixture[str]) -> Desk:
    return Desk(capfd)


def open_findings(report: dict[str, Any]) -> int:
    return sum(report["summary"]["findings"].values())


def test_what_was_there_does_not_gate(desk: Desk) -> None:
    put("a.md", CLAIMED)
    put("sub/b.md", f"{CLAIMED}\n\n{OFFICIALS}")
    before = desk.check(".", code=1)
    said = desk.run("baseline", "write")
    assert said == f"wrote {FILE}: {open_findings(before)} findings in 2 articles\n"
    after = desk.check(".", "--baseline", FILE)
    assert open_findings(after) == 0
    findings = [finding for file in after["files"] for finding in file["findings"]]
    assert {finding["suppressed"] for finding in findings} == {"in the baseline"}
    for one, other in zip(before["files"], after["files"], strict=True):
        assert one["metrics"] == other["metrics"]
    desk.check(".", code=1)


def test_what_is_new_gates(desk: Desk) -> None:
    put("a.md", CLAIMED)
    desk.run("baseline", "write", "-o", FILE)
    put("a.md", f"A new lead about the weather.\n\n{CLAIMED}")
    desk.check("a.md", "--baseline", FILE)
    put("a.md", f"{CLAIMED}\n\n{CLAIMED}")  # as many as recorded are absorbed, not one more
    report = desk.check("a.md", "--baseline", FILE, code=1)
    loaded = [f for f in report["files"][0]["findings"] if f["rule"].endswith("loaded-verb")]
    assert [f["suppressed"] for f in loaded] == ["in the baseline", None]
    put("b.md", CLAIMED)  # the same words in another article are new
    desk.check("b.md", "--baseline", FILE, code=1)


def test_paths_are_those_of_the_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    put("drafts/a.md", CLAIMED)
    desk.run("baseline", "write", "drafts", "-o", "drafts/known.json")
    assert "drafts/" not in Path("drafts/known.json").read_text("utf-8")
    desk.check("drafts/a.md", "--baseline", "drafts/known.json")
    monkeypatch.chdir("drafts")
    desk.check(".", "--baseline", "known.json")


def test_the_configuration_names_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    put("drafts/a.md", CLAIMED)
    put("auditor.yaml", "baseline: desk/known.json")
    desk.run("check", "drafts", code=2)  # it is not there yet
    Path("desk").mkdir()
    assert desk.run("baseline", "write", "drafts").startswith("wrote desk/known.json: ")
    monkeypatch.chdir("drafts")
    desk.check(".")
    assert "0 taken out" in desk.run("baseline", "prune")
    desk.check(".", "--no-config", code=1)


def test_what_is_acknowledged_is_not_recorded(desk: Desk) -> None:
    put("a.md", f"{CLAIMED} <!-- auditor: ok loaded-verb -- the court said so, M.O. -->")
    desk.run("baseline", "write", "a.md")
    assert "loaded-verb" not in Path(FILE).read_text("utf-8")


def test_prune_takes_out_what_is_found_no_more(desk: Desk) -> None:
    put("a.md", f"{CLAIMED}\n\n{CLAIMED}")
    put("b.md", CLAIMED)
    put("c.md", CLAIMED)
    desk.run("baseline", "write")
    written = Path(FILE).read_text("utf-8")
    assert desk.run("baseline", "prune").startswith(f"{FILE}: 0 taken out")
    assert Path(FILE).read_text("utf-8") == written
    put("a.md", CLAIMED)
    put("b.md", "The road is long.")
    Path("c.md").unlink()
    desk.run("baseline", "prune", FILE)
    assert {row["path"] for row in json.loads(Path(FILE).read_text("utf-8"))["findings"]} == {
        "a.md"
    }
    put("a.md", f"{CLAIMED}\n\n{CLAIMED}")
    desk.check("a.md", "--baseline", FILE, code=1)
    put("a.md", "\0")
    before = Path(FILE).read_text("utf-8")
    assert "left as it is" in desk.run("baseline", "prune", code=2).splitlines()[-1]
    assert Path(FILE).read_text("utf-8") == before


def test_written_and_used_at_once_it_leaves_nothing(desk: Desk) -> None:
    desk.run("baseline", "write", str(ROOT / "samples"), "-o", FILE)
    first = Path(FILE).read_text("utf-8")
    for jobs in ("1", "2"):
        report = desk.check(str(ROOT / "samples"), "--baseline", FILE, "--jobs", jobs)
        assert open_findings(report) == 0
    desk.run("baseline", "write", str(ROOT / "samples"), "-o", FILE)
    assert Path(FILE).read_text("utf-8") == first


_ROW = '{"schema_version": "1.0", "findings": [{%s}]}'
FAULTS = [
    ("{", "1:2: not a baseline: Expecting property name"),
    ("[]", "not a baseline: write one with"),
    ("{}", "not a baseline: write one with"),
    ('{"schema_version": "2.0", "findings": []}', "a baseline of version '2.0'"),
    ('{"findings": []}', "a baseline of version None"),
    ('{"schema_version": "1.0", "findings": [3]}', "finding 1 is no object"),
    (_ROW % '"path": "a"', "finding 1 needs a text under 'rule'"),
    (_ROW % '"path": "a", "rule": "b", "fingerprint": "c"', "above 0"),
    (_ROW % '"path": "a", "rule": "b", "fingerprint": "c", "count": true', "above 0"),
    ("[" * 100_000, "not a baseline"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), FAULTS, ids=[text[:60] for text, _ in FAULTS])
def test_a_broken_baseline_is_one_line(desk: Desk, text: str, fault: str) -> None:
    put("a.md", CLAIMED)
    put(FILE, text)
    (line,) = desk.run("check", "a.md", "--baseline", FILE, code=2).splitlines()
    assert line.startswith(f"auditor: {FILE}:") and fault in line


def test_calls_that_make_no_baseline(desk: Desk) -> None:
    put("empty/x.bin", "")
    assert "nothing to audit" in desk.run("baseline", "write", "empty", code=2)
    assert "standard input" in desk.run("baseline", "write", "-", code=2)
    assert "there is no file none" in desk.run("check", "empty", "--baseline", "none.json", code=2)
    assert "No such file" in desk.run("baseline", "prune", code=2)
    put("a.md", CLAIMED)
    assert "no folder no" in desk.run("baseline", "write", "a.md", "-o", "no/where.json", code=2)
    desk.run("baseline", "write", "a.md", "missing.md", code=3)


_KEYS = st.tuples(st.sampled_from(["p/a", "p/b"]), st.sampled_from(["0" * 16, "1" * 16]))
_RECORDED = st.dictionaries(_KEYS, st.integers(1, 3))


def _findings(keys: list[tuple[str, str]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(rule, Severity.NOTE, "", at, at + 1, fingerprint=print_)
        for at, (rule, print_) in enumerate(keys)
    )


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(recorded=_RECORDED, found=st.lists(_KEYS, max_size=12))
def test_as_many_as_recorded_are_absorbed(
    tmp_path: Path, recorded: dict[tuple[str, str], int], found: list[tuple[str, str]]
) -> None:
    path = tmp_path / FILE
    path.write_text(baseline.written({"a.md": recorded} if recorded else {}), encoding="utf-8")
    kept = baseline.read(str(path))
    settled = kept.absorb(str(tmp_path / "a.md"), _findings(found))
    for key in set(found) | set(recorded):
        here = [f for f in settled if (f.rule, f.fingerprint) == key]
        absorbed = [f for f in here if f.suppressed == "in the baseline"]
        assert len(absorbed) == min(recorded.get(key, 0), len(here))
        assert here[: len(absorbed)] == absorbed
    with pytest.raises(UsageError):
        baseline.read(str(tmp_path / "none.json"))


def test_a_baseline_is_not_overwritten_where_an_article_cannot_be_read(desk: Desk) -> None:
    put("a.md", CLAIMED)
    desk.run("baseline", "write")
    before = Path(FILE).read_bytes()
    put("b.txt", "\0")
    assert "no baseline is written" in desk.run("baseline", "write", code=3)
    desk.run("baseline", "write", "nothing-there", code=3)
    assert Path(FILE).read_bytes() == before
