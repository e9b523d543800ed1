"""One result as a value that JSON can hold, in the shape of the report's schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from auditor.model import (
    Attribution,
    Audit,
    Corrected,
    Finding,
    Pack,
    Party,
    Segment,
    Source,
    Span,
)
from auditor.reports._places import Places
from auditor.run import Piece, Result, Run, Unreadable
from auditor.summary import summarise

_CONTEXT = 32  # code points before and after a finding that make its place findable again
_DECIMALS = 4
_LIKELY = "status probability"
SCHEMA_VERSION = "1.0"
SOURCE = "id name party role naming type affiliation"
_SEGMENT = "start end words status party attribution carried reasons fingerprint probability"

# Inside JSON these occur in strings only, where a terminal or an editor might obey them:
# C1 controls, line separators, direction overrides, and lone surrogates that UTF-8 refuses.
_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

Value = dict[str, Any]


def dump(value: object) -> str:
    """Return ``value`` as JSON on one line, safe to show on a terminal."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return text.replace("##", "#\\u0023")  # a pipeline obeys ##[command] wherever it stands


def origin(version: str, packs: Iterable[Pack]) -> Value:
    """Return what every document says first: what made it, and how it counts."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "auditor", "version": version},
        "packs": [picked(pack, "id version sha256") for pack in packs],
        "position_encoding": "unicode-code-points",
    }


def head_value(pieces: Iterable[Piece], run: Run) -> Value:
    """Return what a report says about the whole run."""
    total = summarise(piece.digest for piece in pieces)
    return {
        **origin(run.version, run.packs),
        "reader": run.reader or None,
        "summary": {
            **picked(total, "files unreadable unaudited words content_words"),
            "passed_over": dict(run.passed_over),
            "unverified_single_party_share": rounded(total.share),
            "findings": {"error": total.errors, "warning": total.warnings, "note": total.notes},
            "gate": {"passed": run.gate.passed, "reasons": run.gate.reasons},
        },
    }


def result_value(result: Result) -> Value:
    """Return the entry of ``files`` or ``unreadable`` for one result."""
    if isinstance(result, Unreadable):
        return {"path": result.path, "code": result.code, "message": result.message}
    return _audit_value(result)


def rounded(share: float) -> float:
    """Return a share as it stands in reports."""
    return round(share, _DECIMALS)


def picked(of: object, names: str) -> Value:
    """Return the fields of a value that are called ``names``, in that order."""
    return {name: getattr(of, name) for name in names.split()}


def _audit_value(audit: Audit) -> Value:
    document, text = audit.document, audit.document.text
    places = Places(audit)
    value: Value = {
        **picked(document, "path format sha256"),
        "title": _quoted(text, audit.title) if audit.title else None,
        "audited": audit.audited,
        "reason": "; ".join(audit.doubts) or None,
        "language": document.language or None,
        "fields": document.fields,
        "words": audit.words,
        "content_words": audit.content_words,
        "metrics": {
            **{name: _number(figure) for name, figure in audit.metrics.items()},
            "readability": _readability(audit.readability),
        },
        "attributions": [_attribution(text, a) for a in audit.attributions],
        "segments": [_segment(s) for s in audit.segments],
        "sources": [_source(s) for s in audit.sources],
        "parties": [party_value(p, p.sources) for p in audit.parties],
        "findings": [_finding(text, places, f) for f in audit.findings],
        "skipped": [picked(s, "start end kind reason") for s in audit.skipped],
        "notes": audit.notes,
        "corrections": [_corrected(places, c) for c in audit.corrections],
    }
    if document.extracted:
        value["text"] = text
    return value


def _segment(segment: Segment) -> Value:
    value = {
        **picked(segment, _SEGMENT),
        "close": [picked(likely, _LIKELY) for likely in segment.close],
    }
    if segment.reader and segment.rules:
        value["reader"] = picked(segment.reader, _LIKELY)
        value["rules"] = picked(segment.rules, _LIKELY)
    return value


def _corrected(places: Places, corrected: Corrected) -> Value:
    return {
        "start": places.position(corrected.start),
        "end": places.position(corrected.end),
        "was": {"status": corrected.was, "party": corrected.was_party},
        **picked(corrected, "words status party by reason until place fingerprint"),
        "no_effect": corrected.why or None,
    }


def party_value(party: Party, sources: Iterable[int]) -> Value:
    """Return a party and which ``sources`` speak for it."""
    share = rounded(party.share)
    return {**picked(party, "name role words"), "share": share, "sources": list(sources)}


def _number(figure: object) -> object:
    return rounded(figure) if isinstance(figure, float) else figure


def _readability(measures: Mapping[str, float] | None) -> Value | None:
    return None if measures is None else {k: round(v, 2) for k, v in measures.items()}


def _quoted(text: str, span: Span) -> Value:
    start, end = span
    return {"start": start, "end": end, "text": text[start:end]}


def _all_quoted(text: str, spans: Iterable[Span]) -> list[Value]:
    return [_quoted(text, span) for span in spans]


def _attribution(text: str, attribution: Attribution) -> Value:
    parts = ("cue", "source", "content")
    return {
        **picked(attribution, "id kind act stance rule"),
        **{part: _all_quoted(text, getattr(attribution, part)) for part in parts},
        **picked(attribution, "source_id party chain"),
    }


def _source(source: Source) -> Value:
    mentions = [{"start": start, "end": end} for start, end in source.mentions]
    return {**picked(source, SOURCE), "mentions": mentions, "words": source.words}


def _finding(text: str, places: Places, finding: Finding) -> Value:
    start, end = finding.start, finding.end
    return {
        **picked(finding, "rule severity message url"),
        "start": places.position(start),
        "end": places.position(end),
        "quote": {
            "prefix": text[max(0, start - _CONTEXT) : start],
            "exact": text[start:end],
            "suffix": text[end : end + _CONTEXT],
        },
        "related": _all_quoted(text, finding.related),
        **picked(finding, "fingerprint suppressed"),
    }
