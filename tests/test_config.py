"""The configuration: what it changes, every fault it can have, where it is looked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from commandline import call

from auditor import audit_text, load_rules
from auditor.cli import run
from auditor.desk.config import fits
from auditor.desk.find import NAME, find, overruled, ruling
from auditor.desk.read import KEYS, WORDING, read
from auditor.desk.rules import load
from auditor.errors import RulePackError, UsageError
from auditor.inputs import Patterns, select
from auditor.model import Audit, Severity, Status
from auditor.packs.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "auditor" / "schema" / "config-1.json").read_text("utf-8"))
STARTING = (ROOT / "auditor" / "desk" / "starting.yaml").read_text("utf-8")
LONG = (
    "The road to the coast is long. It was built of stone and gravel by the people of the town, "
    "who wanted a way to the sea in every season, and it is mended each spring when the snow has "
    "gone and the meadows are dry.\n"
)
CLAIM = (
    "Toll in Arlen\n\nThe ministry claimed that forty vehicles were burnt in the depot, "
    "that nobody was hurt, that the fire had been put out by noon, that the road past the depot "
    "was open again, and that the cause of the fire would be known by Friday.\n"
)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty repository to work in."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(folder: Path, text: str, name: str = NAME) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults(text: str) -> list[str]:
    settings(Path(), text)
    with pytest.raises((UsageError, RulePackError)) as caught:
        config = read(NAME)
        load(tuple(map(Path, config.add)), config.only or None, config.without, config)
    return str(caught.value).splitlines()


def audited(text: str, article: str) -> Audit:
    settings(Path(), text)
    return audit_text(article, load((), None, (), read(NAME)))


def checked(
    capfd: pytest.CaptureFixture[str], *words: str, code: int = 0
) -> tuple[dict[str, Any], str]:
    """Run a check and return its report and what it says on standard error."""
    capfd.readouterr()
    assert run(["check", *words, "--format", "json"]) == code, capfd.readouterr().err
    out, err = capfd.readouterr()
    return (json.loads(out) if out else {}), err


# ---------------------------------------------------------------- faults

FAULTS = [
    ("publisher: {a: b}", "1:12: publisher: expected a text"),
    ("publisher: []", "1:12: publisher: must not be empty"),
    ("publisher: ''", "1:13: publisher: must not be empty"),
    ("publisher: [a, [b]]", "1:16: publisher: expected a text"),
    ("publishr: Herald",
     "1:1: unknown key 'publishr' in the configuration; did you mean 'publisher'?"),
    ("zzz: 1", "1:1: unknown key 'zzz' in the configuration (one of publisher,"),
    ("include: a\ninclude: b", "2:1: 'include' stands in line 1 already"),
    ("- a\n- b", "1:1: the configuration: expected keys and values"),
    ("gates: 40%", "1:8: gates: expected keys and values"),
    ("gates:\n  max-single-party: 140%",
     "2:21: max-single-party is a share, written 40% or 0.4, not '140%'"),
    ("gates: {max-unsourced: nan}", "1:24: max-unsourced is a share"),
    ("gates: {max-unsourced: [1]}", "1:24: max-unsourced: expected a text"),
    ("gates: {max_unsourced: 1}",
     "1:9: unknown key 'max_unsourced' in gates; did you mean 'max-unsourced'?"),
    ("gates: {fail-on: eror}", "1:18: fail-on cannot be 'eror'; did you mean 'error'?"),
    ("gates: {fail-on: off}", "1:18: fail-on cannot be 'off'"),
    ("severities: [a]", "1:13: severities: expected keys and values"),
    ("severities: {loaded-verb: fatal}",
     "1:27: loaded-verb cannot be 'fatal' (one of note, warning, error, off)"),
    ("severities: {loaded-vreb: off}",
     "1:14: there is no policy rule 'loaded-vreb'; did you mean 'loaded-verb'?"),
    ("policy: {loaded-vreb: {message: a}}",
     "1:10: there is no policy rule 'loaded-vreb'; did you mean"),
    ("policy: {loaded-verb: a}", "1:23: policy.loaded-verb: expected keys and values"),
    ("policy: {loaded-verb: {mesage: a}}",
     "1:24: unknown key 'mesage' in policy.loaded-verb; did you mean 'message'?"),
    ("policy: {loaded-verb: {message: '{vreb}!'}}",
     "1:34: the rule does not fill {vreb}; it fills {source}, {verb}"),
    ("policy: {loaded-verb: {message: 'a {'}}",
     "1:34: braces in a message hold one lower-case name"),
    ("packs: {only: [nothing]}", "1:15: there is no pack 'nothing'"),
    ("packs: {aad: [x]}", "1:9: unknown key 'aad' in packs; did you mean 'add'?"),
    ("packs: {add: [nowhere/x.yaml]}", "1:15: there is no file or folder 'nowhere/x.yaml'"),
    ("allies: forth", "1:9: allies is 'third'"),
    ("allies: {Rusia: [Belarus]}", "1:10: there is no party 'Rusia'; did you mean 'Russia'?"),
    ("allies: {Russia: [Belarus], Ukraine: [Belarus]}",
     "1:38: 'Belarus' is an ally of somebody else already"),
    ("allies: {Russia: [Belarus], Belarus: [Ukraine]}",
     "1:9: 'Belarus' cannot be an ally and have allies"),
    ("allies: [Russia]", "1:9: allies: expected keys and values"),
    ("baseline: [a]", "1:11: baseline: expected a text"),
    ("overrides: {a: b}", "1:12: overrides: expected a list"),
    ("overrides:\n  - gates: {}", "2:5: an override needs 'paths'"),
    ("overrides:\n  - paths: a\n    publisher: b", "3:5: unknown key 'publisher' in an override"),
    ("overrides:\n  - paths: a\n    severities: {loaded-vreb: off}",
     "3:18: there is no policy rule 'loaded-vreb'"),
    ("overrides:\n  - paths: a\n    gates: {fail-on: 3}", "3:22: fail-on cannot be '3'"),
    ("a: [", "2:1: not YAML: a value is missing, or a bracket is not closed"),
    ("publisher: [a\ngates: {}", "2:6: not YAML: a comma is missing, or a bracket is not closed"),
    ("baseline: a: b", "1:12: not YAML: a colon that does not fit"),
    ("gates:\n\tfail-on: note", "2:1: not YAML: a tab, or a mark that needs quotes"),
    ("publisher: 'a", "1:14: not YAML: a quotation mark is not closed"),
    ("gates:\n  fail-on: note\n max-unsourced: 3%", "3:2: not YAML: the indent does not fit"),
    ("a: &x 1\nb: *x", "2:4: aliases (*name) are not allowed"),
    ("a: !!python/object:os.system x", "1:4: tags (!name) are not allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), FAULTS, ids=[text for text, _ in FAULTS])
def test_every_fault_is_one_line_with_its_place(house: Path, text: str, fault: str) -> None:
    (line,) = faults(text)
    assert fault in line
    assert line.startswith(f"{NAME}:{fault}" if fault[0].isdigit() else "")


def test_a_baseline_that_is_not_there_is_told_with_the_place_that_names_it(
    house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings(house, "baseline: none.json")
    (house / "a.md").write_text("It rained.\n", "utf-8")
    assert run(["check", "a.md"]) == 2
    err = capfd.readouterr().err
    assert err.startswith(f"auditor: {NAME}:1:11: there is no file none.json; write it with")


def test_all_faults_are_told_at_once(house: Path) -> None:
    lines = faults("gate: 1\nseverities: [a]\ngates: {fail-on: x}")
    assert [line.split(":")[1] for line in lines] == ["1", "2", "3"]


def test_thousands_of_faults_are_cut_short(house: Path) -> None:
    lines = faults("\n".join(f"key{number}: 1" for number in range(5000)))
    assert len(lines) == 51 and "more faults" in lines[-1]


@pytest.mark.parametrize("content", [b"\xff\xfea", b"a: \xe9", b"x" * 2_000_000, b"a: \x00"])
def test_files_that_are_no_text(house: Path, content: bytes) -> None:
    Path(NAME).write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read(NAME)
    assert len(str(caught.value).splitlines()) == 1 and str(caught.value).startswith(NAME)


def test_a_broken_configuration_ends_the_run_with_2(
    house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings(house, "gates: 1")
    settings(house, CLAIM, "a.txt")
    _, err = checked(capfd, "a.txt", code=2)
    assert err == f"auditor: {NAME}:1:8: gates: expected keys and values\n"
    checked(capfd, "a.txt", "--no-config")
    _, err = checked(capfd, "a.txt", "--config", "none.yaml", code=2)
    assert err == "auditor: none.yaml: No such file or directory\n"
    _, err = checked(capfd, "a.txt", "--no-config", "--config", NAME, code=2)
    assert "exclude each other" in err


# ---------------------------------------------------------------- what it changes


def test_an_empty_configuration_changes_nothing(house: Path) -> None:
    plain = audit_text(CLAIM, load_rules())
    assert audited("# nothing\n\n", CLAIM) == audited("", CLAIM) == plain


def test_severities_and_wording(house: Path) -> None:
    audit = audited(
        "severities: {loaded-verb: error}\n"
        "policy:\n  policy-en/loaded-verb:\n    message: 'Write said, not {verb}.'\n"
        "    url: https://example.org/said",
        CLAIM,
    )
    (found,) = (f for f in audit.findings if f.rule.endswith("loaded-verb"))
    assert found.severity is Severity.ERROR
    assert found.message == "Write said, not claimed."
    assert found.url == "https://example.org/said"


def test_the_house_may_word_whatever_the_rules_word() -> None:
    known = {name for name, trait in KINDS["policy"].traits.items() if not trait.values}
    assert set(WORDING) == known
    assert set(SCHEMA["properties"]["policy"]["additionalProperties"]["properties"]) == known


def test_a_rule_that_is_off_finds_nothing(house: Path) -> None:
    audit = audited("severities: {loaded-verb: off}", CLAIM)
    assert not [f for f in audit.findings if f.rule.endswith("loaded-verb")]


PUBLISHED = [
    # text, status without and with the publisher known
    ("The Lantern has learned that two firms bid for the bridge.", {Status.OWN_VOICE}),
    ("The Lantern reported in May that two firms bid for the bridge.", {Status.OWN_VOICE}),
    ("The letter, seen by the Lantern, names two firms.", {Status.VERIFIED}),
    ("Two firms bid for the bridge, Anna Holm told the Lantern.", {Status.SINGLE_PARTY}),
    ("The lantern showed that the bridge was cracked.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "statuses"), PUBLISHED)
def test_the_publisher_reports_for_itself(
    house: Path, text: str, statuses: set[Status] | None
) -> None:
    text = f"Bids for the bridge\n\n{text}"
    audit = audited("publisher: [The Lantern, Lantern]", text)
    plain = audit_text(text, load_rules())
    if statuses is None:
        assert audit.segments == plain.segments
        return
    assert {segment.status for segment in audit.segments[1:]} == statuses
    assert not [f for f in audit.findings if f.rule.endswith("second-hand-claim")]


def test_the_publisher_passes_nothing_on_and_cannot_verify(house: Path) -> None:
    text = (
        "The Lantern reported that the Norland army shelled the mill, according to Anna Holm.\n\n"
        "The Lantern could not independently verify the claim."
    )
    audit = audited("publisher: Lantern", text)
    assert audit.segments[-1].status is Status.META
    assert "Lantern" not in {segment.party for segment in audit.segments}


def test_allies_are_third_parties_unless_they_are_merged(house: Path) -> None:
    text = "Minsk said that the bridge was hit. Moscow said that it was burning."
    third = {s.party for s in audited("allies: third", text).segments}
    merged = {s.party for s in audited("allies: {Russia: [Belarus]}", text).segments}
    assert third == {"Belarus", "Russia"}
    assert merged == {"Russia"}


def test_packs_are_added_relative_to_the_configuration(
    house: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(
        house,
        'pack: house\nversion: "1.0.0"\nabout: Our own rules.\nrules:\n'
        "  - id: close-to-the-matter\n    kind: policy\n    severity: error\n"
        "    message: “{phrase}” says nothing.\n    phrases: [close to the matter]\n"
        "    examples:\n      find: ['Somebody {close to the matter} said so.']\n"
        "      leave: ['The matter is closed.']\n",
        "desk/rules/house.yaml",
    )
    settings(house, "packs: {add: rules, without: hedges-en}", "desk/auditor.yaml")
    settings(house, "A source close to the matter said it rained. " + LONG, "desk/drafts/a.txt")
    monkeypatch.chdir(house / "desk" / "drafts")
    report, _ = checked(capfd, "a.txt", code=1)
    assert "house/close-to-the-matter" in {f["rule"] for f in report["files"][0]["findings"]}
    assert "hedges-en" not in {pack["id"] for pack in report["packs"]}


def test_the_command_line_wins(house: Path, capfd: pytest.CaptureFixture[str]) -> None:
    settings(
        house,
        "gates: {max-single-party: 0%, fail-on: note}\noverrides:\n"
        "  - paths: 'b.*'\n    gates: {max-single-party: 100%, fail-on: never}",
    )
    settings(house, CLAIM, "a.txt")
    settings(house, CLAIM, "b.txt")
    report, _ = checked(capfd, "a.txt", code=1)
    assert len(report["summary"]["gate"]["reasons"]) == 2
    checked(capfd, "b.txt")
    checked(capfd, "a.txt", "--max-single-party", "100%", "--fail-on", "never")
    report, _ = checked(capfd, "b.txt", "--max-single-party", "0", code=1)
    assert len(report["summary"]["gate"]["reasons"]) == 1
    report, _ = checked(capfd, "a.txt", "b.txt", code=1)
    assert {reason.split(":")[0] for reason in report["summary"]["gate"]["reasons"]} == {"a.txt"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_overrides_hold_for_their_paths(
    house: Path, capfd: pytest.CaptureFixture[str], jobs: str
) -> None:
    settings(house, "severities: {loaded-verb: off}\noverrides:\n"
                    "  - paths: [news/]\n    severities: {policy-en/loaded-verb: error}\n"
                    "  - paths: [news/old.*]\n    severities: {loaded-verb: note}\n")  # fmt: skip
    names = ["a.txt", "news/b.txt", "news/deep/c.txt", "news/old.txt"]
    for name in names:
        settings(house, CLAIM, name)
    report, _ = checked(capfd, ".", "--jobs", jobs, code=1)
    found = {
        file["path"]: [f["severity"] for f in file["findings"] if f["rule"].endswith("loaded-verb")]
        for file in report["files"]
    }
    assert found == {
        "a.txt": [], "news/b.txt": ["error"], "news/deep/c.txt": ["error"],
        "news/old.txt": ["note"],
    }  # fmt: skip


def test_patterns_are_relative_to_the_configuration(house: Path) -> None:
    for name in ("a.txt", "old/b.txt", "news/old/c.txt", "news/d.txt", "news/e.md"):
        settings(house, CLAIM, name)
    patterns = Patterns(str(house), exclude=("news/old",))
    assert select(["."], {".txt"}, house=patterns).files == ("a.txt", "news/d.txt", "old/b.txt")
    assert select(["news"], {".txt"}, house=patterns).files == ("news/d.txt",)
    assert select(["news/old/c.txt"], {".txt"}, house=patterns).files == ("news/old/c.txt",)
    patterns = Patterns(str(house), include=("news/*",))
    assert set(select(["."], {".txt"}, house=patterns).files) == {
        "news/d.txt", "news/e.md", "news/old/c.txt",
    }  # fmt: skip
    assert select(["."], {".txt"}, ("*.md",), house=patterns).files == ("news/e.md",)


@pytest.mark.parametrize(
    ("path", "pattern", "whether"),
    [("a/b.md", "*.md", True), ("a/b.md", "a/*", True), ("a/b.md", "a/", True),
     ("ab/c", "a/", False), ("a/b.md", "b.md", True), ("a/b.md", "a", False), ("../x.md", "*.md",
     True)],
)  # fmt: skip
def test_how_patterns_fit(path: str, pattern: str, whether: bool) -> None:
    assert fits(path, pattern) is whether


# ---------------------------------------------------------------- where it is looked for


def test_the_topmost_one_of_a_repository_rules(tmp_path: Path) -> None:
    settings(tmp_path, "")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    inner = tmp_path / "repository" / "a" / "b"
    inner.mkdir(parents=True)
    assert ruling(str(inner)) is None
    own = settings(inner, "")
    assert ruling(str(inner)) == find([str(inner / "not-there.md")]) == str(own)
    assert overruled([str(inner)]) == []
    outer = settings(tmp_path / "repository", "")
    assert ruling(str(inner)) == find([str(inner), str(inner / "x.md")]) == str(outer)
    assert overruled([str(inner), str(tmp_path / "repository")]) == [str(own)]


def test_the_nearest_one_rules_outside_a_repository(tmp_path: Path) -> None:
    outer, own = settings(tmp_path, ""), settings(tmp_path / "a", "")
    assert ruling(str(tmp_path / "a")) == str(own)
    assert ruling(str(tmp_path)) == str(outer)


def test_two_configurations_are_one_too_many(house: Path) -> None:
    settings(house / "a", "")
    settings(house / "b", "")
    with pytest.raises(UsageError, match=r"a/auditor.yaml and b/auditor.yaml; audit them apart"):
        find(["a/x.md", "b/y.md"])


def test_standard_input_is_looked_for_by_its_name(
    house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings(house, "gates: {fail-on: note}", "a/auditor.yaml")
    for words, code in (((), 0), (("--stdin-filename", "a/x.md"), 1)):
        done = call("check", "-", *words, cwd=house, stdin=CLAIM)
        assert done.returncode == code, done.stderr


@pytest.fixture
def environ() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def test_without_a_configuration_nothing_of_it_is_imported(
    house: Path, environ: dict[str, str]
) -> None:
    settings(house, CLAIM, "a.txt")
    program = (
        "import sys; from auditor.cli import run; run(['check', 'a.txt', '-q'])\n"
        "print([m for m in sys.modules if m in ('yaml', 'auditor.desk.read', 'auditor.desk.desk')])"
    )
    for _ in range(2):  # the first run may have to compile the packs
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, env=environ, text=True
        )
    assert done.stdout.splitlines()[-1] == "[]", done


# ---------------------------------------------------------------- init, show, schema


def test_init_writes_what_can_be_read_and_never_over_a_file(
    house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init"]) == 0
    assert Path(NAME).read_text("utf-8") == STARTING
    assert read(NAME).publisher == ()
    settings(house, "publisher: Herald")
    assert run(["init"]) == 2
    assert "is there already" in capfd.readouterr().err
    assert Path(NAME).read_text("utf-8") == "publisher: Herald"
    assert run(["init", "nowhere"]) == 2


def _switched_on() -> str:
    """Return the starting configuration with every setting of it switched on."""
    lines = [line.removeprefix("# ") for line in STARTING.splitlines()]
    keys = tuple(f"{key}:" for key in KEYS)
    return "\n".join(
        line
        for line, raw in zip(lines, STARTING.splitlines(), strict=True)
        if line.startswith(keys) or raw.startswith("#  ")
    )


def test_every_setting_of_the_starting_file_works(house: Path) -> None:
    (house / "house").mkdir()
    text = _switched_on()
    assert set(yaml.safe_load(text)) == set(KEYS)
    settings(house, text)
    load((), None, (), read(NAME))
    load(tuple(map(Path, read(NAME).add)), None, read(NAME).without, read(NAME))
    jsonschema.validate(yaml.safe_load(text), SCHEMA)


def test_show_prints_a_configuration_that_says_the_same(
    house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (house / "house").mkdir()
    settings(house, _switched_on())
    assert run(["config", "show", "opinion/x.md", "--origin"]) == 0
    shown = capfd.readouterr().out
    values = yaml.safe_load(shown)
    assert values["publisher"] == ["The Harlow Herald", "Herald"]
    assert values["gates"]["max-single-party"] == "80%"
    assert values["severities"]["bare-officials"] == "error"
    lines = {line.split(":")[0].strip(): line for line in shown.splitlines()}
    number = int(lines["publisher"].rpartition("# auditor.yaml:")[2].split(":")[0])
    assert _switched_on().splitlines()[number - 1].startswith("publisher")
    again = yaml.safe_load(shown)
    cleaned = {k: v for k, v in again.items() if v not in (None, [], {})}
    cleaned["packs"] = {k: v for k, v in again["packs"].items() if v}
    cleaned["gates"] = {k: v for k, v in again["gates"].items() if v is not None}
    jsonschema.validate(cleaned, SCHEMA)


def test_show_without_a_configuration_prints_the_defaults(
    house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["config", "show", "--origin"]) == 0
    shown = capfd.readouterr().out
    assert shown.startswith("# configuration: none\n")
    assert yaml.safe_load(shown)["gates"]["fail-on"] == "error"
    assert all("# default" in line for line in shown.splitlines()[1:] if not line.endswith(":"))


def test_the_schema_knows_the_keys_and_refuses_what_the_reader_refuses(
    house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["schema", "config"]) == 0
    assert json.loads(capfd.readouterr().out) == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]) == set(KEYS)
    needs_more = ("there is no", "does not fill", "braces", "cannot be an ally", "is an ally",
                  "No such", "not YAML", "not allowed", "already")  # fmt: skip
    for text, fault in FAULTS:
        if any(part in fault for part in needs_more):
            continue
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(yaml.safe_load(text), SCHEMA)
