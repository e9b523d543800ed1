"""The small model: it reads without names, says what it read, and is never needed."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import pytest

pytest.importorskip("onnxruntime", reason='the small model needs pip install ".[reader]"')
pytest.importorskip("tokenizers", reason='the small model needs pip install ".[reader]"')

from commandline import ROOT, call
from exchange import article, exchange

from auditor.audit import audit, audit_text
from auditor.formats import read_bytes, read_document
from auditor.model import EXCLUDED, Audit, RuleSet
from auditor.packs.load import load_rules
from auditor.readers import Wanted, load
from auditor.readers.small import FOLDER

MOST_BYTES = 25_000_000


@cache
def rules() -> RuleSet:
    return load(load_rules, Wanted("small"))


def test_it_is_small_and_says_what_it_is() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES
    card = json.loads((FOLDER / "card.json").read_text("utf-8"))
    assert card["licence"].startswith("Apache-2.0")


def test_each_passage_tells_what_the_model_and_the_rules_would_say() -> None:
    done = call("check", "samples/police-arrest.txt", "-f", "json", "--reader", "small")
    value = json.loads(done.stdout)
    assert value["reader"] == "small 1"
    read = [s for s in value["files"][0]["segments"] if "reader" in s]
    assert len(read) > 10
    for segment in read:
        assert 0 < segment["reader"]["probability"] <= 1
        assert any(r.startswith("the reader small 1: ") for r in segment["reasons"])


def test_the_same_article_is_read_the_same_twice() -> None:
    once, twice = (
        call("check", "samples", "-f", "json", "--reader", "small", "-j", jobs).stdout
        for jobs in ("1", "2")
    )
    assert once == twice


@pytest.mark.parametrize(
    ("sample", "one", "other"),
    [
        ("strike-south.txt", "Russia", "Ukraine"),
        ("strike-south.txt", "Ukraine", "Sudan"),
    ],
)
def test_exchanging_two_parties_changes_nothing_that_it_reads(
    sample: str, one: str, other: str
) -> None:
    before = article(read_document(str(ROOT / "samples" / sample)), load_rules())
    made = exchange(before, one, other, load_rules())
    reader = rules().reader
    first = audit(before.document, load_rules()._replace(reader=reader))
    second = audit(read_bytes(made.text.encode(), sample), made.rules._replace(reader=reader))
    assert made.text != before.document.text
    assert readings(first) == readings(second)


def readings(made: Audit) -> list[object]:
    return [(s.status, s.reader, s.rules, s.probability) for s in made.segments]


@pytest.mark.parametrize(
    "text", ["", "\n", "🙂", "One.", "word " * 20_000, "A said b. " * 3_000], ids=lambda t: t[:9]
)
def test_whatever_it_is_given_it_reads(text: str) -> None:
    made = audit_text(text, rules())
    assert all(s.reader for s in made.segments if s.status not in EXCLUDED)


def test_without_it_nothing_of_it_is_imported() -> None:
    told = (
        "import sys; from auditor.cli import run; "
        "run(['check', 'samples/police-arrest.txt', '-q', '--reader', 'none']); "
        "print([m for m in ('onnxruntime', 'tokenizers', 'auditor.readers.small') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_where_it_is_missing_a_line_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("auditor.readers.small.find_spec", lambda name: None)
    done = call("check", "samples/police-arrest.txt", "--reader", "small")
    assert done.returncode == 2
    assert 'pip install "attribution-auditor[reader]"' in done.stderr
