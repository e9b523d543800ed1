"""Pack files: what is loaded, and every fault at its line and column."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.errors import RulePackError, UsageError
from auditor.formats import read_text
from auditor.match import match
from auditor.packs.kinds import KINDS
from auditor.packs.load import load_only, load_rules
from auditor.segment import segment

GOOD = """\
pack: test-en
version: "1.0.0"
language: en
about: A pack for tests.
lists:
  verify: [~verify, ~confirm]
  speaker: ["[the] minister", =WHO]
rules:
  - id: speech
    kind: cue
    act: speech
    stance: neutral
    frames: [clause, quote]
    phrases: ["~say", "@speaker told <who>"]
    examples:
      find: ["He {said} so."]
      leave: ["He left."]
  - id: unproven
    kind: disclaimer
    scope: claim
    phrases: could not be @verify
    unless: [confirmed by the Senate]
    examples:
      find: ["It {could not be verified}."]
      leave: ["It could not be confirmed by the Senate."]
"""
PARTIES = """\
pack: sides
version: "1.0.0"
about: Two sides.
parties:
  - name: Northland
    role: belligerent
    type: country
    adverse: [Southland]
    names: [Northland]
    demonyms: [Northlander, Northlanders]
    metonyms: [the Citadel]
    examples: {find: ["{The Citadel} spoke."], leave: ["A citadel fell."]}
"""


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CACHE_DIR", "")


def faults(tmp_path: Path, *contents: str | bytes) -> list[str]:
    """Return the faults of pack files a.yaml, b.yaml ..., without their folder."""
    paths = []
    for name, content in zip("abc", contents, strict=False):
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    with pytest.raises(RulePackError) as error:
        load_only(paths)
    return [line.replace(f"{tmp_path}/", "") for line in error.value.faults]


def test_a_pack_becomes_rules_lists_and_a_matcher(tmp_path: Path) -> None:
    (tmp_path / "test.yaml").write_text(GOOD)
    rules = load_only([tmp_path])
    assert [(pack.id, pack.version, len(pack.sha256)) for pack in rules.packs[:1]] == [
        ("test-en", "1.0.0", 64)
    ]
    speech, unproven = rules.rules
    assert (speech.id, speech.kind) == ("test-en/speech", "cue")
    assert speech.traits == {"act": "speech", "stance": "neutral", "frames": "clause, quote"}
    assert speech.origin.endswith("test.yaml:9:9")
    assert unproven.phrases == ("could not be @verify",)
    assert rules.lists["speaker"] == {"minister", "the minister", "WHO"}
    layout = segment(
        read_text("The WHO told us it could not be confirmed by the Senate, he said."), rules
    )
    assert {kind: len(found) for kind, found in match(layout, rules).items()} == {
        **dict.fromkeys(KINDS, 0),
        "cue": 2,
    }


def test_a_party_becomes_a_rule_per_facet(tmp_path: Path) -> None:
    (tmp_path / "sides.yaml").write_text(PARTIES)
    rules = load_only([tmp_path])
    assert rules.parties["Northland"].role == "belligerent"
    assert [rule.id for rule in rules.rules] == [
        "sides/Northland/names",
        "sides/Northland/demonyms",
        "sides/Northland/metonyms",
    ]
    assert rules.rules[2].traits == {
        "party": "Northland",
        "facet": "metonyms",
        "adverse": "Southland",
    }


MORE = 'pack: more\nversion: "1.0.0"\nabout: More of it.\nextends:\n  harm: [buried, "@months"]\n'


def test_a_pack_extends_lists_of_others(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text(MORE)
    plain, more = load_rules().lists, load_rules([tmp_path]).lists
    assert more["harm"] == plain["harm"] | {"buried"} | plain["months"]
    assert load_rules([tmp_path], without=["more"]).lists == plain


def test_a_list_that_is_extended_exists(tmp_path: Path) -> None:
    content = MORE.replace('[buried, "@months"]', "[buried]").replace("harm:", "number_wrods:")
    (told,) = faults(tmp_path, content)
    assert told.endswith(
        "5:3: there is no list 'number_wrods' to extend; did you mean 'number_words'?"
    )


def test_packs_are_chosen_by_id(tmp_path: Path) -> None:
    (tmp_path / "test.yaml").write_text(GOOD)
    everything = load_rules([tmp_path])
    assert {pack.id for pack in load_rules([tmp_path], packs=["test-en"]).packs} == {"test-en"}
    less = load_rules([tmp_path], without=["test-en"])
    assert {p.id for p in everything.packs} - {p.id for p in less.packs} == {"test-en"}
    with pytest.raises(UsageError, match="no pack 'tset-en'; did you mean 'test-en'"):
        load_rules([tmp_path], packs=["tset-en"])


def test_tables_are_numbers_by_feature(tmp_path: Path) -> None:
    (tmp_path / "test.yaml").write_text(GOOD)
    points = {"said": 1.5, "naïve \u201cword\u201d": -2}
    (tmp_path / "x.json").write_text(json.dumps({"table": "cue-points", "points": points}))
    (tmp_path / "none.json").write_text("{}")
    (tmp_path / "empty.json").write_text('{"table": "empty", "points": {}}')
    tables = load_only([tmp_path]).tables
    assert {name: dict(table) for name, table in tables.items()} == {
        "cue-points": points,
        "empty": {},
    }


@pytest.mark.parametrize(
    ("line", "instead", "fault"),
    [
        ("version: \"1.0.0\"", "version: 1.0", "2:10: a version is three numbers: \"1.0.0\""),
        ("pack: test-en", "pack: Test EN", "1:7: an id is lower-case words joined by hyphens"),
        ("about: A pack for tests.", "about:", "4:7: must not be empty"),
        ("about: A pack for tests.", "abuot: x",
         "4:1: unknown key 'abuot' in a pack; did you mean 'about'?"),
        ("  - id: speech", "  - id: speech\n    id: other", "10:5: 'id' stands in line 9 already"),
        ("    kind: cue", "    kind: cues", "10:11: unknown kind 'cues'; did you mean 'cue'?"),
        ("    act: speech", "    act: speach",
         "11:10: act cannot be 'speach'; did you mean 'speech'?"),
        ("    act: speech\n", "", "9:5: a rule needs 'act'"),
        ("    stance: neutral", "    stance: [neutral]", "12:13: expected a text"),
        ("    frames: [clause, quote]", "    frames: [clause, quotes]",
         "13:22: frames cannot be 'quotes'; did you mean 'quote'?"),
        ('"@speaker told <who>"', '"@speakers told"',
         "14:24: unknown list @speakers; did you mean 'speaker'?"),
        ('"@speaker told <who>"', '"told (him"', "14:29: ( is not closed in 'told (him'"),
        ("    phrases: could not be @verify", "    phrases: a | b",
         "21:16: put alternatives into brackets: (one | other) in 'a | b'"),
        ('      find: ["He {said} so."]\n', "", "16:7: examples needs 'find'"),
        ('      find: ["He {said} so."]', '      find: ["He said so."]',
         "16:15: mark what the rule finds with {braces}, once"),
        ("  verify: [~verify, ~confirm]", "  verify: [~verify, '@verify']",
         "6:3: the list 'verify' holds itself or is nested too deeply"),
        ("  verify: [~verify, ~confirm]", "  verify: []", "6:11: must not be empty"),
        ("language: en", "language: no", "3:11: the only language so far is en"),
        ("  - id: unproven", "  - id: speech",
         "18:9: there is a rule 'test-en/speech' already (a.yaml:9:9)"),
        ("  - id: unproven", "  - &x\n    id: unproven\n    <<: *x",
         "20:9: aliases (*name) are not allowed in packs"),
        ("pack: test-en", "pack: !!python/name:os.system test-en",
         "1:7: tags (!name) are not allowed in packs"),
        ("rules:", "rules: [", "9:3: not YAML: a value is missing, or a bracket is not closed"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place(tmp_path: Path, line: str, instead: str, fault: str) -> None:
    assert GOOD.count(line) >= 1
    assert f"a.yaml:{fault}" in faults(tmp_path, GOOD.replace(line, instead, 1))


def test_all_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    bad = GOOD.replace("kind: cue", "kind: clue").replace("scope: claim", "scope: world")
    assert [line.split(" (")[0] for line in faults(tmp_path, bad, "- x", "", )] == [
        "a.yaml:10:11: unknown kind 'clue'; did you mean 'cue'?",
        "a.yaml:20:12: scope cannot be 'world'",
        "b.yaml:1:1: a pack: expected keys and values",
        "c.yaml:1:1: the file is empty",
    ]  # fmt: skip


def test_ids_lists_and_parties_are_unique_over_packs(tmp_path: Path) -> None:
    other = GOOD.replace("pack: test-en", "pack: other-en")
    assert faults(tmp_path, GOOD, other) == [
        "b.yaml:6:3: there is a list 'verify' already (a.yaml:6:3)",
        "b.yaml:7:3: there is a list 'speaker' already (a.yaml:7:3)",
    ]
    assert faults(tmp_path, PARTIES, PARTIES) == [
        "b.yaml:1:1: there is a pack 'sides' already (a.yaml:1:1)",
        "b.yaml:5:11: there is a party 'Northland' already (a.yaml:5:11)",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{"table": "t", "points": {"x": NaN}}', "1:1: the points of 'x' are not a finite number"),
        ('{"table": "t", "points": {"x": true}}', "1:1: the points of 'x' are not a finite number"),
        ('{"table": "t"}', "1:1: a table has a name under 'table' and an object 'points'"),
        ("{", "1:2: not JSON: Expecting property name enclosed in double quotes"),
    ],
)
def test_a_table_that_is_none(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "t.json").write_text(content)
    with pytest.raises(RulePackError) as error:
        load_only([tmp_path / "t.json"])
    assert error.value.faults == [f"{tmp_path}/t.json:{fault}"]


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RulePackError) as error:
        load_rules([tmp_path / "none.yaml"])
    assert error.value.faults == [f"{tmp_path}/none.yaml: No such file or directory"]


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    for path, reason in ((Path("/dev/zero"), "not a file"), (Path("a\0b"), "null")):
        with pytest.raises(RulePackError, match=reason):
            load_only([path])


def test_the_parser_in_python_does_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    (tmp_path / "test.yaml").write_text(GOOD)
    assert len(load_only([tmp_path]).rules) == 2
    assert faults(tmp_path, "[" * 100_000, "a: b: c") == [
        "a.yaml:1:25: nested too deeply",
        "b.yaml:1:5: not YAML: a colon that does not fit: quote the text, mend the indent",
    ]


_DEEP = 100_000
_TWICE = "".join(f"  l{n}: ['@l{n - 1} @l{n - 1}']\n" for n in range(1, 8))
_DOUBLED = "lists:\n  l0: [a, b]\n" + _TWICE


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xff\xfe\x00", "the file is not UTF-8"),
        (b"\x00", "not YAML"),
        ("[" * _DEEP, "nested too deeply"),
        ("- " * _DEEP, "nested too deeply"),
        ("a: b\nc:\n  - x\n  - " + "[" * _DEEP, "nested too deeply"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "aliases (*name) are not allowed"),
        (GOOD.replace("~say", "(" * 99 + "a" + ")" * 99), "nested deeper than 8"),
        (GOOD.replace("~say", "a " + "[b ...12 c] " * 30 + "z"), "can span more than 80 words"),
        (GOOD.replace("~say", "a" * 700), "longer than 600 characters"),
        (GOOD.replace("lists:\n", _DOUBLED).replace("~say", "a @l7"), "can span more than 80"),
        (GOOD + "\n---\n" + GOOD, "a pack is one document"),
        ("? [a]\n: b", "a key must be a text"),
        (b"x" * 9_000_000, "larger than"),
        ("".join(f"key{n}: x\n" for n in range(100_000)), "unknown key 'key0' in a pack"),
    ],
    ids=map(str, range(14)),
)  # fmt: skip
def test_a_hostile_pack_is_a_fault_at_once(
    tmp_path: Path, content: str | bytes, fault: str
) -> None:
    assert fault in faults(tmp_path, content)[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.tuples(st.integers(0, len(GOOD)), st.integers(0, 9), st.text(max_size=9)).map(
        lambda cut: (GOOD[: cut[0]] + cut[2] + GOOD[cut[0] + cut[1] :]).encode()
    )
)
def test_any_bytes_are_a_pack_or_a_pack_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(content)
    try:
        load_only([path])
    except RulePackError as error:
        assert all(line.startswith(f"{path}:") for line in error.faults)


class TestCache:
    """What was compiled is kept, and nothing that happens to it is a fault."""

    @pytest.fixture(autouse=True)
    def _cache(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "cache"))
        (tmp_path / "packs").mkdir()
        (tmp_path / "packs" / "test.yaml").write_text(GOOD)
        (tmp_path / "packs" / "t.json").write_text('{"table": "t", "points": {"x": 1}}')

    def _load(self, tmp_path: Path) -> object:
        rules = load_only([tmp_path / "packs"])
        layout = segment(read_text("The WHO told us. He said so, in 2020."), rules)
        return rules.rules, rules.packs, dict(rules.tables["t"]), match(layout, rules)

    def test_a_second_start_is_the_same(self, tmp_path: Path) -> None:
        first = self._load(tmp_path)
        assert len(list((tmp_path / "cache").iterdir())) == 1
        assert self._load(tmp_path) == first

    @pytest.mark.parametrize(
        "damage",
        [
            lambda path: path.write_bytes(b""),
            lambda path: path.write_bytes(b"\x00" * 100),
            lambda path: path.write_bytes(path.read_bytes()[:-3]),
            lambda path: path.write_bytes(path.read_bytes().replace(b"speech", b"spoech")),
            lambda path: (path.unlink(), path.mkdir()),
        ],
    )
    def test_a_damaged_cache_is_built_anew(self, tmp_path: Path, damage: object) -> None:
        first = self._load(tmp_path)
        (cache,) = (tmp_path / "cache").iterdir()
        damage(cache)  # type: ignore[operator]
        assert self._load(tmp_path) == first

    def test_a_changed_pack_is_read_again(self, tmp_path: Path) -> None:
        self._load(tmp_path)
        (tmp_path / "packs" / "test.yaml").write_text(GOOD.replace("1.0.0", "1.0.1"))
        assert load_only([tmp_path / "packs"]).packs[0].version == "1.0.1"

    def test_a_pack_known_by_its_times_is_read_again_when_they_change(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("auditor.packs.cache._TICK", -60.0)  # as if the packs were a minute old
        first = self._load(tmp_path)
        assert self._load(tmp_path) == first
        pack = tmp_path / "packs" / "test.yaml"
        pack.write_text(GOOD.replace("1.0.0", "1.0.1"))
        os.utime(pack, (1, 1))
        assert load_only([tmp_path / "packs"]).packs[0].version == "1.0.1"

    def test_no_place_for_a_cache_is_no_fault(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_text("")
        for place in (str(tmp_path / "file" / "below"), ""):
            monkeypatch.setenv("AUDITOR_CACHE_DIR", place)
            self._load(tmp_path)

    def test_without_a_home_nothing_is_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("AUDITOR_CACHE_DIR", "HOME", "USERPROFILE", "LOCALAPPDATA"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("XDG_CACHE_HOME", "relative")
        monkeypatch.chdir(tmp_path)
        self._load(tmp_path)
        assert {path.name for path in tmp_path.iterdir()} == {"packs"}

    def test_a_second_start_imports_no_parser(self, tmp_path: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from auditor.packs.load import load_only;"
            "load_only([Path(sys.argv[1])]);"
            "print({'yaml', 'difflib', 'auditor.packs.phrase', 'auditor.packs.file'}"
            " & set(sys.modules))"
        )
        runs = [
            subprocess.run(
                [sys.executable, "-c", code, str(tmp_path / "packs")],
                capture_output=True, text=True, check=True,
            ).stdout
            for _ in range(2)
        ]  # fmt: skip
        assert "yaml" in runs[0]
        assert runs[1].strip() == "set()"


def test_the_packs_that_ship_are_without_fault() -> None:
    rules = load_rules()
    assert len({rule.id for rule in rules.rules}) == len(rules.rules) > 100
