"""Decisions that people correct: by passage and by name, beside an article and for the house."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from commandline import call

from auditor import audit_text, load_rules
from auditor.audit import audit
from auditor.cli.correct import correct as correct_passage
from auditor.desk.add import beside
from auditor.desk.sidecar import read
from auditor.errors import UsageError
from auditor.evaluate.export import HEAD
from auditor.formats import read_text
from auditor.model import Audit, Segment, Status
from auditor.reports import binary, load, names
from auditor.run import Correction

RULES = load_rules()
ROOT = Path(__file__).resolve().parent.parent
STORY = """\
Northland's army said on Monday that it had destroyed the Southland depot and forty vehicles \
in it. The Northland Volunteers said that the depot had been destroyed, too.

The Harbour Institute said that twelve buildings had burned down in the night. Its director \
said that more would have to be torn down.

The road to the coast is long. It was built of stone and gravel by the people of the town.
"""
SIGNED = {"by": "Miriam Oduya", "reason": "She knows better.", "place": "a.audit.yaml:1:3"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # 2026-09-21
    monkeypatch.chdir(tmp_path)


def corrected(*corrections: dict[str, Any], text: str = STORY) -> Audit:
    return audit(read_text(text, "a.txt"), RULES, [Correction(**SIGNED | c) for c in corrections])


def passages(result: Audit) -> dict[str, Segment]:
    """Return the content of an audit by the last word of each passage."""
    text = result.document.text
    return {text[s.start : s.end].rstrip(".").split()[-1]: s for s in result.segments}


BEFORE = passages(corrected())
ARMY, VOLUNTEERS, BURNED, TORN, ROAD = ("it", "too", "night", "down", "long")


def test_the_story_is_read_as_these_tests_need_it() -> None:
    read = {word: (s.status, s.party) for word, s in BEFORE.items()}
    assert read[ARMY] == ("single_party", "Northland")
    assert read[BURNED] == ("independent", "Harbour Institute")
    assert read[TORN] == ("position", "Harbour Institute")
    assert read[ROAD] == ("own_voice", None)


# ---------------------------------------------------------------- what is corrected

NAMED = {
    "a source": ({"source": "the harbour  institute", "status": Status.SINGLE_PARTY},
                 {BURNED: ("single_party", "Harbour Institute")}),
    "a party": ({"party": "Northland", "status": Status.INDEPENDENT},
                {ARMY: ("independent", "Northland"), VOLUNTEERS: ("independent", "Northland")}),
    "whom a source counts as": (
        {"source": "Northland Volunteers", "counts_as": "Volunteers"},
        {VOLUNTEERS: ("single_party", "Volunteers")}),
    "whom a party counts as": (
        {"party": "Harbour Institute", "counts_as": "Northland"},
        {BURNED: ("independent", "Northland"), TORN: ("position", "Northland")}),
    "both": ({"party": "Harbour Institute", "counts_as": "Port", "status": Status.SINGLE_PARTY},
             {BURNED: ("single_party", "Port"), TORN: ("position", "Port")}),
    "a name that nobody has": ({"party": "Harbour", "status": Status.SINGLE_PARTY}, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("house", [False, True])
def test_a_name_changes_what_rests_on_its_word(name: str, house: bool) -> None:
    correction, expected = NAMED[name]
    after = passages(corrected({**correction, "house": house}))
    changed = {
        word: (s.status, s.party)
        for word, s in after.items()
        if (s.status, s.party) != (BEFORE[word].status, BEFORE[word].party)
    }
    assert changed == expected


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("word", [ARMY, ROAD])
def test_a_passage_can_be_anything(word: str, status: Status) -> None:
    result = corrected({"fingerprint": BEFORE[word].fingerprint, "status": status})
    after = passages(result)
    assert after[word].status is status
    assert {w for w in after if after[w].status != BEFORE[w].status} <= {word}
    assert sum(s.words for s in result.segments) == result.words
    if after[word].status in ("own_voice", "headline", "boilerplate", "meta", "unsourced"):
        assert after[word].party is None and after[word].attribution is None
    else:
        assert after[word].party is not None


def test_figures_sources_and_parties_go_by_what_is_corrected() -> None:
    before, after = corrected(), corrected({"party": "Northland", "status": Status.INDEPENDENT})
    share = "unverified_single_party_share"
    assert before.metrics[share] > 0 == after.metrics[share]  # type: ignore[operator]
    assert after.metrics["share_high"] < before.metrics["share_high"]  # type: ignore[operator]
    assert {s.role for s in after.sources if s.party == "Northland"} == {"independent"}
    joined = corrected({"party": "Harbour Institute", "counts_as": "Northland"})
    assert [party.name for party in joined.parties] == ["Northland"]
    assert joined.metrics["parties"] == before.metrics["parties"] - 1  # type: ignore[operator]
    assert {a.party for a in joined.attributions} == {"Northland"}


def test_what_the_program_decided_is_kept_next_to_it() -> None:
    result = corrected({"party": "Northland", "status": Status.INDEPENDENT})
    first, second = result.corrections
    assert (first.was, first.was_party, first.status) == (
        "single_party",
        "Northland",
        "independent",
    )
    assert (first.by, first.reason, first.place) == tuple(SIGNED.values())
    told, *others = passages(result)[ARMY].reasons
    assert told == (
        "corrected by Miriam Oduya: She knows better. (the program: single party of Northland)"
    )
    assert tuple(others) == BEFORE[ARMY].reasons
    assert second.fingerprint == BEFORE[VOLUNTEERS].fingerprint


def test_two_parties_that_are_one_confirm_nothing() -> None:
    """The ministry confirms what the opposition says; were it the opposition's, it would not."""
    document = read_text((ROOT / "samples/outbreak-report.md").read_text("utf-8"), "a.md")
    choices = {name: table for name, table in RULES.choices.items() if name != "status"}
    rules = RULES._replace(choices=choices)  # the marks decide, not the points
    _, agreed = (s for s in audit(document, rules).segments if s.status is Status.CORROBORATED)
    one = Correction(**SIGNED, party=agreed.party or "", counts_as="Carlo Menz")
    after = next(s for s in audit(document, rules, [one]).segments if s.start == agreed.start)
    assert (after.status is not Status.CORROBORATED, after.party) == (True, "Carlo Menz")


def test_a_passage_goes_before_a_name_and_an_article_before_the_house() -> None:
    by_name = {"party": "Northland", "status": Status.INDEPENDENT, "house": True}
    passage = {"fingerprint": BEFORE[ARMY].fingerprint, "status": Status.POSITION}
    for order in ((by_name, passage), (passage, by_name)):
        after = passages(corrected(*order))
        assert (after[ARMY].status, after[VOLUNTEERS].status) == ("position", "independent")
    here = {"party": "Harbour Institute", "counts_as": "Here"}
    everywhere = {"party": "Harbour Institute", "counts_as": "Everywhere", "house": True}
    assert passages(corrected(here, everywhere))[BURNED].party == "Here"


def test_sides_are_treated_alike() -> None:
    """The same correction of the other side gives the same figures."""
    text = "Russia said that the town had been taken. Ukraine said that it had been held.\n"
    swapped = text.replace("Russia", "?").replace("Ukraine", "Russia")
    one = corrected({"party": "Russia", "status": Status.INDEPENDENT}, text=text)
    two = corrected(
        {"party": "Ukraine", "status": Status.INDEPENDENT}, text=swapped.replace("?", "Ukraine")
    )
    assert [s.status for s in one.segments] == [s.status for s in two.segments]
    assert [c.status for c in one.corrections] == ["independent"]


# ---------------------------------------------------------------- fingerprints, use, expiry


@pytest.mark.parametrize(
    "edited",
    [f"A new first paragraph.\n\n{STORY}", STORY.replace(" and forty", "  and\u00a0forty"),
     STORY.replace("\n\n", "\n\n\n\n"), STORY.replace("The road to the coast is long. ", "")],
    ids=["before", "blanks", "gaps", "after"],
)  # fmt: skip
def test_a_correction_survives_edits_elsewhere(edited: str) -> None:
    correction = {"fingerprint": BEFORE[ARMY].fingerprint, "status": Status.POSITION}
    result = corrected(correction, text=edited)
    assert passages(result)[ARMY].status is Status.POSITION
    assert [c.why for c in result.corrections] == [""]


def test_equal_passages_are_told_apart() -> None:
    text = "The mayor said that it rained. The mayor said that it rained.\n"
    first, second = (s for s in corrected(text=text).segments)
    result = corrected({"fingerprint": second.fingerprint, "status": Status.POSITION}, text=text)
    assert [s.status for s in result.segments] == [first.status, "position"]


IDLE = {
    "rewritten": ({"fingerprint": "0" * 16, "status": Status.POSITION},
                  "there is no such passage any more"),
    "by now the same": ({"fingerprint": BEFORE[TORN].fingerprint, "status": Status.POSITION},
                        "the audit says the same without it"),
    "nobody": ({"source": "Harbour", "status": Status.SINGLE_PARTY},
               "no claim rests on that name here"),
    "over": ({"party": "Northland", "status": Status.INDEPENDENT, "until": "2026-09-20"},
             "expired"),
}  # fmt: skip


@pytest.mark.parametrize("name", IDLE)
def test_a_correction_without_effect_is_told(name: str) -> None:
    correction, why = IDLE[name]
    result = corrected(correction)
    assert [c.why for c in result.corrections] == [why]
    assert result.segments == corrected().segments
    assert corrected({**correction, "until": "2026-09-21"}).corrections[0].why in ("", why)


def test_of_the_house_s_corrections_only_those_that_are_over_are_told() -> None:
    for name, (correction, why) in IDLE.items():
        told = [c.why for c in corrected({**correction, "house": True}).corrections]
        assert told == (["expired"] if name == "over" else []), why


# ---------------------------------------------------------------- the files

PASSAGE = f"- fingerprint: {BEFORE[ARMY].fingerprint}\n  by: M. Oduya\n  reason: A threat.\n"
HOUSE = "corrections:\n  - party: Northland\n    status: independent\n    by: M\n    reason: r\n"
FAULTS = [
    (PASSAGE + "  status: positon\n", "4:11: status cannot be 'positon'; did you mean 'position'?"),
    (PASSAGE + "  status: position\n  source: X\n",
     "1:3: a correction names one of fingerprint, source, party"),
    (PASSAGE + "  counts-as: ''\n", "4:15: counts-as: must not be empty"),
    (PASSAGE.replace("  by: M. Oduya\n", "  status: position\n"), "1:3: a correction needs 'by'"),
    (PASSAGE + "  status: position\n  until: soon\n", "5:10: until is a date such as 2026-12-31"),
    (PASSAGE + "  status: position\n  rule: x\n", "5:3: unknown key 'rule' in a correction"),
    ("- source: X\n  status: position\n  by: M\n  reason: r\n",
     "2:11: status cannot be 'position' (one of independent, single_party)"),
    ("- source: X\n  by: M\n  reason: r\n", "1:3: a correction says status or counts-as, or both"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_every_fault_has_its_place(text: str, fault: str) -> None:
    Path("a.audit.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read("a.audit.yaml")
    assert str(caught.value).startswith(f"a.audit.yaml:{fault}")


def article(sidecar: str = "", house: str = "") -> None:
    Path("a.txt").write_text(STORY, encoding="utf-8")
    for name, text in (("a.audit.yaml", sidecar), ("auditor.yaml", house)):
        if text:
            Path(name).write_text(text, encoding="utf-8")


def checked(*words: str) -> dict[str, Any]:
    done = call("check", "a.txt", "--format", "json", *words, cwd=Path())
    told: dict[str, Any] = json.loads(done.stdout)["files"][0]
    return told


def test_a_house_corrects_every_article() -> None:
    article(house=HOUSE)
    told = checked()
    assert told["metrics"]["unverified_single_party_share"] == 0
    assert [c["place"] for c in told["corrections"]] == ["auditor.yaml:2:5"] * 2
    assert not checked("--no-config")["corrections"]


SETS_A_LIMIT = ("--max-single-party", "90%")


def test_where_the_caller_sets_a_limit_nothing_beside_the_articles_decides() -> None:
    article(PASSAGE + "  status: position\n")
    assert len(checked()["corrections"]) == 1
    told = checked(*SETS_A_LIMIT)
    assert told["corrections"] == []
    assert "1 correction beside the article set aside" in told["notes"][0]
    assert len(checked(*SETS_A_LIMIT, "--corrections")["corrections"]) == 1
    article(house=HOUSE)
    assert [c["by"] for c in checked()["corrections"]] == ["M. Oduya", "M"]
    assert checked(*SETS_A_LIMIT)["corrections"] == []
    assert len(checked(*SETS_A_LIMIT, "--config", "auditor.yaml")["corrections"]) == 2


@pytest.mark.parametrize("format", [name for name in names() if not binary(load(name))])
@pytest.mark.parametrize(
    ("sidecar", "said"),
    [(PASSAGE + "  status: position\n", "A threat."),
     (PASSAGE + "  status: position\n  until: 2020-01-31\n", "held until 2020-01-31")],
    ids=["applied", "expired"],
)  # fmt: skip
def test_every_report_tells_of_a_correction(format: str, sidecar: str, said: str) -> None:
    article(sidecar)
    done = call("check", "a.txt", "--format", format, cwd=Path())
    if format.startswith("csv"):  # how many of an article, or of a source, count
        rows = [row.rsplit(",", 4) for row in done.stdout.splitlines()]
        corrected = 0 if "2020" in sidecar else 1
        assert f",{corrected}," in ",".join(rows[1]) + ","
    elif format in ("json", "jsonl"):
        assert '"by":"M. Oduya","reason":"A threat."' in done.stdout
    else:
        assert said in " ".join(done.stdout.split())
    assert done.returncode == 0


def test_a_correction_fails_no_gate() -> None:
    article(PASSAGE + "  status: position\n  until: 2020-01-31\n")
    words = ("--fail-on", "warning", "--corrections", "--format")
    done = call("check", "a.txt", *words, "junit", cwd=Path())
    assert done.returncode == 0
    suite = ElementTree.fromstring(done.stdout)[0]
    assert suite.attrib["failures"] == "0"
    assert [c for c in suite if c.attrib["name"].startswith("correction/expired")]


# ---------------------------------------------------------------- auditor correct


def correct(place: str, *words: str, reason: str = "A threat.") -> tuple[int, str]:
    done = call("correct", place, "--reason", reason, *words, cwd=Path())
    return done.returncode, done.stdout + done.stderr


def test_the_command_writes_what_the_audit_reads() -> None:
    article("# Kept.\n- fingerprint: 0123456789abcdef\n  rule: x\n  by: M\n  reason: r")
    code, said = correct(
        "a.txt:1:5", "--status", "position", "--by", "M. Oduya", "--until", "2026-12-31",
        reason="A threat: “no claim”",
    )  # fmt: skip
    assert code == 0, said
    assert said.splitlines() == [
        "a.txt:1:1: single party of Northland → position of Northland, written to a.audit.yaml",
        "unverified single-party share 39% → 15%",
    ]
    written = Path("a.audit.yaml").read_text("utf-8")
    assert written.startswith("# Kept.\n- fingerprint: 0123456789abcdef\n")
    assert "# single party of Northland: “Northland's army said on Monday" in written
    (_, decision) = read("a.audit.yaml")
    assert decision == Correction(
        "M. Oduya", "A threat: “no claim”", "a.audit.yaml:7:3", "2026-12-31",
        BEFORE[ARMY].fingerprint, status=Status.POSITION,
    )  # fmt: skip


REFUSED = {
    "several": (("a.txt:1", "--status", "position"), "a.txt:1: several passages; name one"),
    "no words": (("a.txt:2", "--status", "position"), "there are no words of the article here"),
    "no such line": (("a.txt:99", "--status", "position"), "a.txt:99: the file has 5 lines"),
    "no such status": (("a.txt:1:1", "--status", "positon"), "did you mean position?"),
    "nothing said": (("a.txt:1:1",), "say what is right: --status STATUS, --counts-as PARTY"),
    "so already": (("a.txt:1:1", "--status", "single-party"), "single party of Northland already"),
    "whose word": (("a.txt:5:1", "--status", "single-party"), "--counts-as PARTY"),
    "over": (("a.txt:1:1", "--status", "position", "--until", "2026-09-20"), "this day is over"),
    "no date": (("a.txt:1:1", "--until", "soon"), "write a date such as 2027-06-30"),
    "no place": (("a.txt", "--status", "position"), "write the place as FILE:LINE"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(name: str) -> None:
    article()
    words, said = REFUSED[name]
    code, told = correct(*words)
    assert (code, said in told) == (2, True), told
    assert not Path("a.audit.yaml").exists()


def test_standard_input_has_no_file_beside_it() -> None:
    with pytest.raises(UsageError, match="name the article's file"):
        correct_passage(place="-:1", reason="A threat.", status="position")


def test_a_passage_is_corrected_once() -> None:
    article()
    assert correct("a.txt:1:1", "--status", "position")[0] == 0
    code, told = correct("a.txt:1:1", "--status", "independent")
    assert code == 2 and "corrected already in a.audit.yaml:2:3; change it there" in told


def test_a_file_that_is_no_list_of_entries_is_not_spoilt() -> None:
    article("[]\n")
    code, told = correct("a.txt:1:1", "--status", "position")
    assert code == 2 and "is no list of entries that begin with -; add:" in told
    assert Path("a.audit.yaml").read_text("utf-8") == "[]\n"


def test_the_file_beside_belongs_to_one_article() -> None:
    Path("d").mkdir()
    for name in ("a.txt", "a.md", "b.txt"):
        Path("d", name).touch()
    assert (beside("d/a.txt"), beside("d/b.txt")) == ("d/a.txt.audit.yaml", "d/b.audit.yaml")
    Path("d/a.audit.yaml").touch()
    assert beside("d/a.txt") == "d/a.audit.yaml"


# ---------------------------------------------------------------- export


def test_corrected_passages_are_exported_as_annotated_ones() -> None:
    article(PASSAGE + "  status: position\n", HOUSE)
    Path("b.md").write_text("The mayor said that it rained.\n", encoding="utf-8")
    done = call("evaluate", ".", "--export", "out", cwd=Path())
    assert (done.returncode, done.stdout) == (0, "2 passages of 1 article written to out\n")
    head, *rows = Path("out/labels.tsv").read_text("utf-8").splitlines()
    assert head == HEAD
    text = Path("out/text/a.txt").read_text("utf-8")
    read = {text[int(r[1]) : int(r[2])][-5:]: r[3:] for r in (row.split("\t") for row in rows)}
    assert read == {"n it.": ["position", "Northland"], " too.": ["independent", "Northland"]}


def test_the_tables_can_be_fitted_to_what_is_exported() -> None:
    pytest.importorskip("numpy")
    from training.annotated import annotated

    article(PASSAGE + "  status: position\n")
    assert call("evaluate", ".", "--export", "out", cwd=Path()).returncode == 0
    (one,) = annotated(Path("out"))
    (passage,) = one.passages
    assert (one.whole, passage.status, passage.party) == (False, "position", "Northland")
    assert one.text[passage.start : passage.end].startswith("Northland's army")


def test_markup_is_blank_in_what_is_exported_and_nothing_else_is_overwritten() -> None:
    Path("a.md").write_text("# Depot\n\n**Northland's army** said that it won.\n", encoding="utf-8")
    Path("a.audit.yaml").write_text(
        "- party: Northland\n  status: independent\n  by: M\n  reason: r\n", encoding="utf-8"
    )
    assert call("evaluate", ".", "--export", ".", cwd=Path()).returncode == 2
    assert call("evaluate", ".", "--export", "out", cwd=Path()).returncode == 0
    assert "  Northland's army   said" in Path("out/text/a.txt").read_text("utf-8")


def test_an_audit_without_corrections_is_what_it_was() -> None:
    assert audit_text(STORY, RULES).corrections == ()
