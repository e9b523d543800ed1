"""What the audit finds in each sample, kept as text so that a change shows as a diff.

``golden/NAME.txt`` is the recorded audit of ``samples/NAME``.  After a change that is meant,
run ``make golden`` and read the diff before committing it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.audit import audit
from auditor.formats import read_document
from auditor.model import Audit, Span
from auditor.packs.load import load_rules

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in {".md", ".txt"})


def rendered(sample: Path) -> str:
    """Return the audit of a sample as lines: metrics, parties, segments, findings."""
    return "\n".join(_lines(audit(read_document(str(sample)), load_rules()))) + "\n"


def _lines(result: Audit) -> Iterator[str]:
    text = result.document.text

    def quote(span: Span | tuple[int, int]) -> str:
        return " ".join(text[span[0] : span[1]].split())

    yield f"title: {quote(result.title) if result.title else '-'}"
    yield f"words: {result.words}, of content {result.content_words}"
    for name, value in result.metrics.items():
        if value is not None and name != "readability":
            yield f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}"
    yield "\n# parties"
    for party in result.parties:
        yield f"{party.name} ({party.role}): {party.words}"
        for source in result.sources:
            if source.party == party.name:
                yield f"  {source.name} ({source.naming}): {source.words}"
    yield "\n# segments"
    for segment in result.segments:
        party_name = f" {segment.party}" if segment.party else ""
        carried = " carried" if segment.carried else ""
        yield f"{segment.status}{party_name}{carried} | {quote((segment.start, segment.end))}"
    yield "\n# findings"
    for finding in result.findings:
        yield f"{finding.severity} {finding.rule} | {quote((finding.start, finding.end))}"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_audit_of_a_sample_is_as_recorded(sample: Path) -> None:
    recorded = (GOLDEN / f"{sample.name}.txt").read_text(encoding="utf-8")
    assert rendered(sample) == recorded, "meant? run `make golden` and read the diff"


def test_no_record_is_left_over() -> None:
    assert {p.name for p in GOLDEN.iterdir()} == {f"{p.name}.txt" for p in SAMPLES}


def record() -> None:
    """Write the audits of all samples."""
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.glob("*.txt"):
        old.unlink()
    for sample in SAMPLES:
        (GOLDEN / f"{sample.name}.txt").write_text(rendered(sample), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(record())
