"""What ``auditor`` exports for programs: types in and out, errors, tables, reports read back."""

from __future__ import annotations

import copy
import json
import pickle
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commandline import call
from hypothesis import given, settings
from hypothesis import strategies as st

import auditor
from auditor import Audit, audit_many, audit_text, load_rules, read_document
from auditor.model import Audit as Plain
from auditor.run import Correction, Decision
from auditor.views.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
RULES = load_rules()
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in (".txt", ".md", ".html"))
STORY = (ROOT / "samples" / "strike-south.txt").read_text("utf-8")
SCHEMA = json.loads((ROOT / "auditor" / "schema" / "report-1.json").read_text("utf-8"))


# ---------------------------------------------------------------- the names


def test_the_page_lists_what_is_exported_and_nothing_else() -> None:
    page = (ROOT / "docs" / "library.md").read_text("utf-8")
    table = page.partition("## What is stable")[2].partition("\n## ")[0]
    listed = set(re.findall(r"^\| `(\w+)", table, re.M))
    assert listed == set(auditor.__all__)
    for name in auditor.__all__:
        assert getattr(auditor, name)


def test_an_import_loads_nothing() -> None:
    code = "import sys, auditor; print([m for m in sys.modules if m.startswith('auditor.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_an_audit_needs_no_data_library() -> None:
    code = (
        "import sys; from auditor import audit_text; audit_text('It rained.')._repr_html_(); "
        "print({'pandas', 'polars', 'numpy', 'jinja2', 'IPython'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr


# ---------------------------------------------------------------- in and out


def test_built_in_rules_are_the_default() -> None:
    assert audit_text(STORY) == audit_text(STORY, RULES)
    assert isinstance(audit_text(STORY), Audit) and isinstance(audit_text(STORY), Plain)


def test_many_are_audited_in_order_one_at_a_time() -> None:
    taken = []

    def articles() -> Any:
        for path in SAMPLES[:3]:
            taken.append(path)
            yield read_document(path)

    audits = audit_many(articles(), RULES)
    assert next(audits) == audit_text(read_document(SAMPLES[0]), RULES)
    assert taken == SAMPLES[:1]
    assert [a.document.path for a in audits] == [str(p) for p in SAMPLES[1:3]]


WRONG = [
    (lambda: audit_text(None), "expected a text or a document, not NoneType; read_document"),
    (lambda: audit_text(b"It rained."), "not bytes; decode it, or let read_document read"),
    (lambda: audit_text(Path("a.txt")), "not PosixPath; read_document reads files"),
    (lambda: list(audit_many("It rained.")), "audit_many takes several articles"),
    (lambda: list(audit_many(["It rained.", 3])), "article 1: expected a text or a document"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_argument_is_a_type_error_in_one_line(wrong: Any, said: str) -> None:
    with pytest.raises(TypeError) as caught:
        wrong()
    told = str(caught.value).replace("WindowsPath", "PosixPath")
    assert said in told and "\n" not in told


# ---------------------------------------------------------------- as JSON, and back


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_an_audit_comes_back_from_what_it_is_written_as(path: Path) -> None:
    audit = audit_text(read_document(path), RULES)
    kept = audit.to_dict()
    jsonschema.validate(kept, {**SCHEMA, "$ref": "#/$defs/file"} | {"required": []})
    back = Audit.from_json(json.dumps(kept))
    assert back.to_dict() == kept
    assert (back.claims, back.sources) == (
        [c._replace(segments=tuple(s._replace(unverified=0.0) for s in c.segments))
         for c in audit.claims],
        audit.sources,
    )  # fmt: skip


def test_a_dictionary_is_the_entry_of_the_report() -> None:
    done = call("check", "samples/strike-south.txt", "--format", "json")
    (entry,) = json.loads(done.stdout)["files"]
    here = audit_text(read_document(ROOT / "samples/strike-south.txt"), RULES).to_dict()
    assert {**here, "path": entry["path"]} == {**entry, "text": STORY}


def test_a_report_comes_back_with_its_text() -> None:
    done = call("check", "samples/strike-south.txt", "--format", "json")
    audit = Audit.from_json(done.stdout, text=STORY)
    assert audit.share == pytest.approx(0.7, abs=1e-3)
    for wrong, said in (
        ({}, "the article's text is not in the report: hand it over as text=…"),
        ({"text": STORY.replace("a", "b")}, "the text is not the one that was audited"),
    ):
        with pytest.raises(ValueError, match=said):
            Audit.from_json(done.stdout, **wrong)


def test_corrections_come_back() -> None:
    from auditor.audit import audit as whole

    first = next(s for s in audit_text(STORY, RULES).segments if s.status == "single_party")
    decided: list[Decision] = [
        Correction("M.O.", "a threat", "a:1:1", fingerprint=first.fingerprint, counts_as="Moscow")
    ]
    audit = Audit(*whole(read_document(ROOT / "samples/strike-south.txt"), RULES, decided))
    assert audit.corrections and Audit.from_json(audit.to_dict()).corrections == audit.corrections


@pytest.mark.parametrize(
    "wrong", ["", "[]", "{}", '{"files": []}', '{"files": [{}, {}]}', "null", '{"files": 3}',
              '{"text": "a", "attributions": 3}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_report_is_a_value_error_in_one_line(wrong: str) -> None:
    with pytest.raises(ValueError) as caught:
        Audit.from_json(wrong)
    assert "\n" not in str(caught.value)


def test_every_field_that_is_missing_is_a_value_error() -> None:
    kept = audit_text(STORY, RULES).to_dict()
    for name in ("path", "words", "metrics", "attributions", "segments", "sources", "findings"):
        with pytest.raises(ValueError, match="not a report of an article"):
            Audit.from_json({key: value for key, value in kept.items() if key != name})
    broken = copy.deepcopy(kept)
    broken["segments"][0]["status"] = "wrong"
    with pytest.raises(ValueError, match="'wrong' is not a valid Status"):
        Audit.from_json(broken)


def test_an_audit_can_be_sent_to_another_process() -> None:
    audit = audit_text(STORY, RULES)
    assert pickle.loads(pickle.dumps(audit)) == audit


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("of", TABLES)
def test_a_table_has_a_row_for_each(library: str, of: str) -> None:
    pytest.importorskip(library)
    audit = audit_text(STORY, RULES)
    frame = audit.to_frame(of, library=library)
    assert frame.shape[0] == len(getattr(audit, of)) and frame.shape[1] > 4
    assert type(frame).__module__.startswith(library)


def test_the_words_of_all_segments_are_in_the_table() -> None:
    frame = audit_text(STORY, RULES).to_frame()
    assert "".join("".join(frame["text"]).split()) == "".join(STORY.split())
    assert frame["words"].sum() == len(STORY.split())


def test_tables_that_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    audit = audit_text(STORY, RULES)
    with pytest.raises(ValueError, match="of='words': choose segments, attributions"):
        audit.to_frame("words")
    with pytest.raises(ValueError, match="choose pandas or polars"):
        audit.to_frame(library="numpy")
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert type(audit.to_frame()).__module__.startswith("polars")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match="to_frame needs pandas or polars: pip install pandas"):
        audit.to_frame()


# ---------------------------------------------------------------- below a cell


class Tags(HTMLParser):
    """Keeps what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    return tags


_PIECES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["<script>alert(1)</script>", '" onclick="x', "' style='x", "&lt;b&gt;", "\u202e", "\x00",
         "Russia said that the town had been taken. ", "]]>", "<!--", "\u2028", "\r\n"]
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=8))
def test_no_article_gets_anything_but_words_into_a_notebook(pieces: list[str]) -> None:
    tags = parsed(audit_text("".join(pieces), RULES)._repr_html_())
    assert tags.tags <= {"div", "p", "b", "i", "span", "ol", "li"}
    assert tags.attributes <= {"style", "title"}
    assert not re.search("[\x00-\x08\u202a-\u202e]", tags.words)


def test_a_notebook_shows_share_claims_and_article() -> None:
    tags = parsed(audit_text(STORY, RULES)._repr_html_())
    assert "70%" in tags.words and "single party, Russia" in tags.words
    assert " ".join(STORY.split()) in " ".join(tags.words.split())


def test_its_name_is_short() -> None:
    assert repr(audit_text(STORY)) == "<Audit of '-': 70.0% of 290 content words unverified>"
