"""Two drafts compared: what is aligned, what is told, and that it never takes long."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commandline import Done, call
from counted import growth
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from auditor import audit_text, load_rules, read_document
from auditor.align import align, words_of
from auditor.drafts import Drafts, compare
from auditor.model import RuleSet, Status

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = json.loads((ROOT / "auditor" / "schema" / "diff-1.json").read_text("utf-8"))

OLD = """\
Depot burns in Harlow

The depot at Harlow burned down on Sunday, the Northland army said.

The mayor, Anna Holm, said nobody had been hurt in the fire.

The plant was closed, said an engineer who spoke on condition of anonymity.

The road to the coast is long and has been open since May.
"""
NEW = """\
Depot burns in Harlow

The depot at Harlow burned down on Sunday.

The mayor, Anna Holm, said nobody had been hurt in the fire.

The plant was closed, said Maria Lund, an engineer.

Police claimed that two trucks had been seen at the gate before the fire.

The road to the coast is long and has been open since May.
"""


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules()


def drafts(old: str, new: str, rules: RuleSet) -> Drafts:
    return compare(audit_text(old, rules), audit_text(new, rules))


# ---------------------------------------------------------------- alignment


def passages(*texts: str) -> list[tuple[str, ...]]:
    return [words_of(text) for text in texts]


def test_equal_words_are_the_same_whatever_the_marks() -> None:
    old = passages("“It fell,” he said.", "It rained.", "It rained.")
    new = passages("It rained.", '"It fell", he said', "IT RAINED!")
    assert align(old, new) == [(0, 1), (1, 0), (2, 2)]


def test_a_passage_is_known_when_it_is_reworded_or_attributed() -> None:
    old = passages("The bridge at Harlow fell on Sunday night.", "Nobody knows why it did.")
    new = passages(
        "Why it did nobody can tell us yet.",
        "The bridge at Harlow fell on Sunday night, said the mayor, who was there at the time "
        "with two of her friends and a dog.",
    )
    assert (0, 1) in align(old, new)


def test_passages_about_other_things_are_not_paired() -> None:
    old = passages("The bridge at Harlow fell.", "")
    new = passages("A library opens in the old town.", "")
    assert align(old, new) == []


WORDS = st.lists(st.lists(st.sampled_from("a b c dam fell rain the".split())).map(tuple))


@settings(deadline=None)
@given(WORDS, WORDS)
def test_every_passage_is_in_one_pair_at_most(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]]
) -> None:
    pairs = align(old, new)
    assert len({pair.old for pair in pairs}) == len({pair.new for pair in pairs}) == len(pairs)
    assert all(old[pair.old] and new[pair.new] for pair in pairs)
    assert len(align(old, old)) == sum(map(bool, old))


@pytest.mark.parametrize("vocabulary", [3, 40, 4000])
def test_articles_without_an_equal_sentence_are_linear_work(vocabulary: int) -> None:
    chance = random.Random(7)
    words = [f"w{n}" for n in range(vocabulary)]

    def work(count: int) -> Callable[[], object]:
        old, new = ([tuple(chance.choices(words, k=25)) for _ in range(count)] for _ in range(2))
        return lambda: align(old, new)

    assert growth(work, 200) < 2.5


# ---------------------------------------------------------------- what is compared


def test_what_changed(rules: RuleSet) -> None:
    found = drafts(OLD, NEW, rules)
    moved = {(m.old.status, m.new.status) for m in found.moved}
    assert (Status.SINGLE_PARTY, Status.OWN_VOICE) in moved
    assert [m.new.status for m in found.stripped] == [Status.OWN_VOICE]
    assert [source.name.split(",")[0] for source in found.gained] == ["Maria Lund", "Police"]
    assert "the northland army" in {source.name.lower() for source in found.lost}
    assert "anonymity-without-reason" in {f.rule.rpartition("/")[2] for f in found.fixed}
    assert "loaded-verb" in {f.rule.rpartition("/")[2] for f in found.found}
    assert found.worse


def test_a_word_more_is_not_worse(rules: RuleSet) -> None:
    more = OLD.replace("had been hurt", "had been badly hurt").replace("The road", "The old road")
    found = drafts(OLD, more, rules)
    assert found.share.change and not found.share.rose and not found.worse
    assert drafts(NEW, OLD, rules).share.rose


def test_a_draft_and_itself_differ_in_nothing(rules: RuleSet) -> None:
    for sample in sorted((ROOT / "samples").iterdir()):
        audit = audit_text(read_document(str(sample)), rules)
        found = compare(audit, audit)
        assert not any((found.gained, found.lost, found.moved, found.added, found.dropped))
        assert not any((found.fixed, found.accepted, found.found, found.worse))


def test_there_and_back_mirror_each_other(rules: RuleSet) -> None:
    there, back = drafts(OLD, NEW, rules), drafts(NEW, OLD, rules)
    assert there.share.change == pytest.approx(-back.share.change)
    assert there.gained == back.lost and there.lost == back.gained
    assert there.added == back.dropped
    assert {(m.old, m.new) for m in there.moved} == {(m.new, m.old) for m in back.moved}
    assert there.fixed == back.found and there.found == back.fixed


def test_a_finding_in_a_reworded_passage_is_not_new(rules: RuleSet) -> None:
    old = "The mayor spoke.\n\nThe blast killed 14 people in the market. It was raining."
    new = "The mayor spoke.\n\nThe blast killed 15 people in the market. It was raining."
    found = drafts(old, new, rules)
    assert audit_text(new, rules).findings
    assert not found.found and not found.fixed


def test_an_acknowledged_finding_is_neither_fixed_nor_new(rules: RuleSet) -> None:
    old = "The minister claimed that the bridge was open.\n"
    new = old + "<!-- auditor: ok loaded-verb -- the court used this word, M.O. -->\n"
    from auditor.formats import read_text

    before = audit_text(read_text(old, format="markdown"), rules)
    after = audit_text(read_text(new, format="markdown"), rules)
    found = compare(before, after)
    assert [f.rule for f in found.accepted] == ["policy-en/loaded-verb"]
    assert not found.fixed and not found.found


def test_a_source_with_a_longer_name_is_the_same(rules: RuleSet) -> None:
    old = "Anna Holm said the bridge was closed."
    new = "Anna Holm, the mayor of Harlow, said the bridge was closed."
    found = drafts(old, new, rules)
    assert not found.gained and not found.lost


# ---------------------------------------------------------------- the command


def run(folder: Path, *words: str, stdin: str = "") -> Done:
    return call("diff", *words, cwd=folder, stdin=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old.txt").write_text(OLD, "utf-8")
    (tmp_path / "new.txt").write_text(NEW, "utf-8")
    return tmp_path


def test_text(folder: Path) -> None:
    done = run(folder, "old.txt", "new.txt")
    assert done.returncode == 0, done.stderr
    for part in ("old.txt → new.txt", "lost the attribution", "Sources gained: 2",
                 "single party", "own voice", "Findings fixed", "New findings"):  # fmt: skip
        assert part in done.stdout
    assert "\x1b" not in done.stdout


def test_json_is_one_document_with_places_in_its_own_draft(folder: Path) -> None:
    done = run(folder, "old.txt", "new.txt", "--format", "json")
    value = json.loads(done.stdout)
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(value)
    assert value["schema_version"] == "1.0" and value["worse"] is True
    old, new = (folder / "old.txt").read_text("utf-8"), (folder / "new.txt").read_text("utf-8")
    both = [pair[side] for pair in value["claims"]["changed"] for side in ("old", "new")]
    texts = [old, new] * len(value["claims"]["changed"])
    for text, claim in [
        *zip(texts, both, strict=True),
        *((new, one) for one in value["claims"]["added"] + value["findings"]["new"]),
        *((old, one) for one in value["claims"]["gone"] + value["findings"]["fixed"]),
    ]:
        assert text[claim["start"]["offset"] : claim["end"]["offset"]] == claim["text"]
    assert run(folder, "old.txt", "new.txt", "-f", "json").stdout == done.stdout


def test_the_page_holds_no_markup_of_the_articles(folder: Path) -> None:
    hostile = '<script>alert(1)</script> & "><img src=x onerror=alert(1)>'
    (folder / "hostile.txt").write_text(
        f"{NEW}\nThe Northland army said {hostile} burned.\n", "utf-8"
    )
    page = run(folder, "old.txt", "hostile.txt", "-f", "html").stdout
    assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


def test_exit_codes(folder: Path) -> None:
    worse = ("old.txt", "new.txt", "--fail-on-worse")
    assert run(folder, *worse).returncode == 1
    assert run(folder, "old.txt", "old.txt", "--fail-on-worse").returncode == 0
    assert run(folder, "old.txt", "gone.txt").returncode == 3
    assert run(folder, "old.txt", ".").returncode == 2
    assert run(folder, "-", "-").returncode == 2
    assert run(folder, "old.txt", "new.txt", "-f", "csv").returncode == 2


def test_a_draft_from_a_pipe_has_the_format_of_the_other(folder: Path) -> None:
    (folder / "new.md").write_text("# Depot burns\n\nThe mayor said it burned.\n", "utf-8")
    done = run(folder, "-", "new.md", "-f", "json", stdin="# Depot burns\n\nIt burned.\n")
    value = json.loads(done.stdout)
    assert value["old"]["format"] == value["new"]["format"] == "markdown"
    assert value["old"]["path"] == "<stdin>/new.md"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Return a folder with two folders of drafts: one changed, one not, one added, one gone."""
    for side, files in {
        "v1": {"story.txt": OLD, "in/same.md": "# Road\n\nThe mayor said it.\n", "gone.txt": OLD},
        "v2": {"story.txt": NEW, "in/same.md": "# Road\n\nThe mayor said it.\n", "new.txt": NEW},
    }.items():
        for name, text in files.items():
            path = tmp_path / side / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return tmp_path


def test_folders_are_compared_article_by_article(folders: Path) -> None:
    done = run(folders, "v1", "v2/")
    assert done.returncode == 0, done.stderr
    told = done.stdout
    assert "v1 → v2" in told and "2 articles compared, 1 changed; 1 added; 1" in told
    assert "\nChanged: 1\n  story.txt" in told and "2 sources gained" in told
    assert "\nAdded: 1\n  + new.txt" in told and "\nRemoved: 1\n  - gone.txt" in told
    assert "same.md" not in told
    assert "v1/story.txt → v2/story.txt" not in told
    assert "v1/story.txt → v2/story.txt" in run(folders, "v1", "v2", "-v").stdout
    same = run(folders, "v1", "v1", "--fail-on-worse")
    assert same.returncode == 0 and "0 changed" in same.stdout
    assert run(folders, "v1", "v2", "--fail-on-worse").returncode == 1
    assert "name two files or two folders" in run(folders, "v1", "v2/new.txt").stderr


def test_folders_as_json(folders: Path) -> None:
    schema = json.loads((ROOT / "auditor" / "schema" / "diff-folders-1.json").read_text("utf-8"))
    done = run(folders, "v1", "v2", "-f", "json")
    value = json.loads(done.stdout)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(value)
    assert [article["path"] for article in value["articles"]] == ["in/same.md", "story.txt"]
    assert [article["path"] for article in value["added"]] == ["new.txt"]
    assert [article["path"] for article in value["removed"]] == ["gone.txt"]
    pair = json.loads(run(folders, "v1/story.txt", "v2/story.txt", "-f", "json").stdout)
    story = value["articles"][1]
    assert story == {"path": "story.txt", **{name: pair[name] for name in list(story)[1:]}}
    assert run(folders, "v1", "v2", "-f", "json").stdout == done.stdout
    empty = json.loads(run(folders, "v1/in", "v2", "-f", "json").stdout)
    Draft202012Validator(schema).validate(empty)
    assert empty["articles"] == []


def test_folders_as_a_page(folders: Path) -> None:
    page = run(folders, "v1", "v2", "-f", "html").stdout
    assert page.count('<section class="audit"') == 2 and page.count("<main") == 1
    (target,) = re.findall(r'<a href="#(\w+)">story.txt</a>', page)
    assert f'id="{target}"' in page


def test_a_file_of_a_folder_that_cannot_be_read(folders: Path) -> None:
    (folders / "v2" / "story.txt").write_bytes(b"\0")
    done = run(folders, "v1", "v2", "-f", "json")
    assert done.returncode == 3 and "v2/story.txt: is binary" in done.stderr
    assert [a["path"] for a in json.loads(done.stdout)["articles"]] == ["in/same.md"]
    (folders / "empty").mkdir()
    assert run(folders, "empty", "empty").returncode == 2


def test_output_to_a_file(folder: Path) -> None:
    done = run(folder, "old.txt", "new.txt", "-f", "html", "-o", "diff.html")
    assert done.returncode == 0 and done.stdout == ""
    assert (folder / "diff.html").read_text("utf-8").startswith("<!DOCTYPE html>")
