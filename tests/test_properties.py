"""What holds for any text at all."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import audit_text, load_rules, read_document
from auditor.attribute.words import Tokens, lexicon
from auditor.errors import ReadError, RulePackError
from auditor.formats import read_bytes
from auditor.model import Audit
from auditor.packs.load import load_only
from auditor.segment import segment
from auditor.text import WORD

RULES = load_rules()
SAMPLES = sorted(
    path
    for path in (Path(__file__).parent.parent / "samples").iterdir()
    if path.suffix in {".txt", ".md"} and path.name != "README.md"
)
PIECES = st.lists(
    st.sampled_from(
        """Moscow Kyiv said that the "army" had . , ! ? … — ( ) “ ” ‘ ’ ' : ; according to
        reportedly he she it they claimed 12 U.S. could not be independently verified denied
        spokesman ministry Russian-appointed because who which and but İ é \u200b \n \n\n \r\n
        told reporters on Monday minister Anna Lund # * _ > [ ] http://x.y/z""".split(" ")
    ),
    max_size=80,
).map(" ".join)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(audit: Audit) -> None:
    text, plain = audit.document.text, audit.document.plain
    assert len(text) == len(plain)
    spans = [(s.start, s.end) for s in audit.segments]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)), "segments overlap"
    assert sum(s.words for s in audit.segments) == audit.words == len(WORD.findall(plain))
    for word in WORD.finditer(plain):
        assert any(start < word.end() and word.start() < end for start, end in spans), word
    for attribution in audit.attributions:
        for span in (*attribution.cue, *attribution.source, *attribution.content):
            assert 0 <= span.start < span.end <= len(text)
    for finding in audit.findings:
        assert 0 <= finding.start < finding.end <= len(text)
    shares = [v for k, v in audit.metrics.items() if k.endswith("_share") and isinstance(v, float)]
    assert all(0 <= share <= 1 for share in shares)


@QUIET
@given(PIECES)
def test_any_text_is_covered_by_segments_once(text: str) -> None:
    check(audit_text(text, RULES))


@QUIET
@given(st.text(max_size=300))
def test_any_characters_at_all(text: str) -> None:
    check(audit_text(text, RULES))


@QUIET
@given(PIECES)
def test_same_text_same_audit(text: str) -> None:
    assert audit_text(text, RULES) == audit_text(text, RULES)


@QUIET
@given(st.binary(max_size=200))
def test_any_bytes_raise_only_read_errors(data: bytes) -> None:
    try:
        document = read_bytes(data, "x.txt")
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        check(audit_text(document, RULES))


@QUIET
@given(st.binary(max_size=200))
def test_any_pack_raises_only_pack_errors(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    pack = tmp_path_factory.mktemp("packs") / "x.yaml"
    pack.write_bytes(data)
    try:
        load_only([pack])
    except RulePackError as error:
        assert error.faults


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_are_covered_by_segments_once(path: Path) -> None:
    check(audit_text(read_document(str(path)), RULES))


def density(audit: Audit) -> str:
    return Tokens(segment(audit.document, RULES), lexicon(RULES)).density


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_an_unrelated_paragraph_behind_changes_nothing_further_up(path: Path) -> None:
    """(What a passage is may depend on the two behind it, and on the end of the article.)"""
    text = path.read_text("utf-8")
    if path.suffix != ".txt":
        pytest.skip("the format decides by the whole file")
    before = audit_text(text, RULES)
    after = audit_text(text.rstrip() + "\n\nThe library opens at nine on Fridays.\n", RULES)
    if density(before) != density(after):
        pytest.skip("how often the article says 'said' is a fact about its cues, and changes here")
    end = [match.end() for match in re.finditer(r"\n\n", text.rstrip())][-3]
    known = [(s.start, s.end, s.status, s.party) for s in before.segments if s.end < end][:-2]
    assert known
    assert [(s.start, s.end, s.status, s.party) for s in after.segments][: len(known)] == known
