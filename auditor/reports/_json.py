"""One result as a value that JSON can hold, in the shape of the report's schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from auditor.model import Attribution, Audit, Finding, Pack, Segment, Source, Span
from auditor.run import Piece, Result, Run, Unreadable
from auditor.summary import summarise
from auditor.text import LineIndex

_CONTEXT = 32  # code points before and after a finding that make its place findable again
_DECIMALS = 4
SCHEMA_VERSION = "1.0"

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
        "packs": [{"id": p.id, "version": p.version, "sha256": p.sha256} for p in packs],
        "position_encoding": "unicode-code-points",
    }


def head_value(pieces: Iterable[Piece], run: Run) -> Value:
    """Return what a report says about the whole run."""
    total = summarise(piece.digest for piece in pieces)
    return {
        **origin(run.version, run.packs),
        "summary": {
            "files": total.files,
            "unreadable": total.unreadable,
            "words": total.words,
            "content_words": total.content_words,
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


def _audit_value(audit: Audit) -> Value:
    document, text = audit.document, audit.document.text
    value: Value = {
        "path": document.path,
        "format": document.format,
        "sha256": document.sha256,
        "title": _quoted(text, audit.title) if audit.title else None,
        "words": audit.words,
        "content_words": audit.content_words,
        "metrics": {
            **{name: _number(figure) for name, figure in audit.metrics.items()},
            "readability": _readability(audit.readability),
        },
        "attributions": [_attribution(text, a) for a in audit.attributions],
        "segments": [_segment(s) for s in audit.segments],
        "sources": [_source(s) for s in audit.sources],
        "parties": [
            {
                "name": p.name,
                "role": p.role,
                "words": p.words,
                "share": rounded(p.share),
                "sources": p.sources,
            }
            for p in audit.parties
        ],
        "findings": _findings(text, audit.findings),
        "skipped": [
            {"start": s.start, "end": s.end, "kind": s.kind, "reason": s.reason}
            for s in audit.skipped
        ],
        "notes": audit.notes,
    }
    if document.extracted:
        value["text"] = text
    return value


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
    return {
        "id": attribution.id,
        "kind": attribution.kind,
        "act": attribution.act,
        "stance": attribution.stance,
        "rule": attribution.rule,
        "cue": _all_quoted(text, attribution.cue),
        "source": _all_quoted(text, attribution.source),
        "content": _all_quoted(text, attribution.content),
        "source_id": attribution.source_id,
        "party": attribution.party,
        "chain": attribution.chain,
    }


def _segment(segment: Segment) -> Value:
    return {
        "start": segment.start,
        "end": segment.end,
        "words": segment.words,
        "status": segment.status,
        "party": segment.party,
        "attribution": segment.attribution,
        "carried": segment.carried,
        "reasons": segment.reasons,
    }


def _source(source: Source) -> Value:
    return {
        "id": source.id,
        "name": source.name,
        "party": source.party,
        "role": source.role,
        "naming": source.naming,
        "type": source.type,
        "affiliation": source.affiliation,
        "mentions": [{"start": start, "end": end} for start, end in source.mentions],
        "words": source.words,
    }


def _findings(text: str, findings: Iterable[Finding]) -> list[Value]:
    lines: LineIndex | None = None
    values = []
    for finding in findings:
        lines = lines or LineIndex(text)
        values.append(_finding(text, lines, finding))
    return values


def _finding(text: str, lines: LineIndex, finding: Finding) -> Value:
    start, end = finding.start, finding.end
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "url": finding.url,
        "start": _position(lines, start),
        "end": _position(lines, end),
        "quote": {
            "prefix": text[max(0, start - _CONTEXT) : start],
            "exact": text[start:end],
            "suffix": text[end : end + _CONTEXT],
        },
        "related": _all_quoted(text, finding.related),
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed,
    }


def _position(lines: LineIndex, offset: int) -> Value:
    line, column = lines.position(offset)
    return {"offset": offset, "line": line, "column": column}
