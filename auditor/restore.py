"""A JSON report back to an audit, as far as a report tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from auditor.model import (
    Act,
    Attribution,
    Audit,
    Corrected,
    Document,
    Finding,
    Kind,
    Likely,
    Naming,
    Party,
    Role,
    Segment,
    Severity,
    Skipped,
    Source,
    Span,
    Stance,
    Status,
)
from auditor.text import fold

Value = Mapping[str, Any]


def restored(report: str | Value, text: str | None = None) -> Audit:
    """Return the audit in a report of one file, or in an entry of ``files``; raise ValueError."""
    try:
        entry = _entry(json.loads(report) if isinstance(report, str) else report)
        return _audit(entry, _text(entry, text))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a report of an article: {type(error).__name__}: {error}") from None


def _entry(value: Any) -> Value:
    if not isinstance(value, Mapping):
        raise ValueError("not a report: expected an object, or the text of one")
    files = value.get("files")
    if files is None:
        return value
    if len(files) != 1:
        raise ValueError(f"a report of {len(files)} files: hand over one entry of its 'files'")
    entry: Value = files[0]
    return entry


def _text(entry: Value, given: str | None) -> str:
    """Return the article's text, held against the words that the report quotes."""
    text = entry.get("text") if given is None else given
    if not isinstance(text, str):
        raise ValueError("the article's text is not in the report: hand it over as text=…")
    quoted = [part for a in entry["attributions"] for name in _PARTS for part in a[name]]
    for quote in (*quoted, *([entry["title"]] if entry["title"] else [])):
        if text[quote["start"] : quote["end"]] != quote["text"]:
            raise ValueError("the text is not the one that was audited: its words differ")
    return text


_PARTS = ("cue", "source", "content")


def _audit(entry: Value, text: str) -> Audit:
    metrics = dict(entry["metrics"])
    readability = metrics.pop("readability", None)
    title = entry["title"]
    document = Document(
        entry["path"], entry["format"], text, fold(text), (), entry["sha256"],
        language=entry.get("language") or "", fields=entry.get("fields", {}),
    )  # fmt: skip
    return Audit(
        document,
        Span(title["start"], title["end"]) if title else None,
        entry["words"],
        entry["content_words"],
        metrics,
        tuple(map(_attribution, entry["attributions"])),
        tuple(map(_segment, entry["segments"])),
        tuple(map(_source, entry["sources"])),
        tuple(map(_party, entry["parties"])),
        tuple(map(_finding, entry["findings"])),
        tuple(Skipped(s["start"], s["end"], s["kind"], s["reason"]) for s in entry["skipped"]),
        tuple(entry["notes"]),
        readability,
        () if entry.get("audited", True) else (entry["reason"],),
        tuple(map(_corrected, entry.get("corrections", ()))),
    )


def _spans(values: Iterable[Value]) -> tuple[Span, ...]:
    return tuple(Span(value["start"], value["end"]) for value in values)


def _attribution(v: Value) -> Attribution:
    cue, source, content = (_spans(v[name]) for name in _PARTS)
    return Attribution(
        v["id"], Kind(v["kind"]), Act(v["act"]), Stance(v["stance"]), v["rule"], cue, source,
        content, v["source_id"], v["party"], tuple(v["chain"]),
    )  # fmt: skip


def _segment(v: Value) -> Segment:
    return Segment(
        v["start"], v["end"], v["words"], Status(v["status"]), v["party"], v["attribution"],
        v["carried"], tuple(v["reasons"]), v.get("probability", 1.0),
        tuple(map(_likely, v.get("close", ()))),
        reader=_likely(v["reader"]) if "reader" in v else None,
        rules=_likely(v["rules"]) if "rules" in v else None,
        fingerprint=v.get("fingerprint", ""),
    )  # fmt: skip


def _likely(v: Value) -> Likely:
    return Likely(Status(v["status"]), v["probability"])


def _source(v: Value) -> Source:
    return Source(
        v["id"], v["name"], v["party"], Naming(v["naming"]), v["type"], v["affiliation"],
        _spans(v["mentions"]), Role(v["role"]), v["words"],
    )  # fmt: skip


def _party(v: Value) -> Party:
    return Party(v["name"], Role(v["role"]), v["words"], v["share"], tuple(v["sources"]))


def _finding(v: Value) -> Finding:
    return Finding(
        v["rule"], Severity(v["severity"]), v["message"], v["start"]["offset"], v["end"]["offset"],
        _spans(v["related"]), v["url"], v["fingerprint"], v["suppressed"],
    )  # fmt: skip


def _corrected(v: Value) -> Corrected:
    was = v["was"]
    return Corrected(
        v["start"]["offset"], v["end"]["offset"], v["words"], Status(was["status"]), was["party"],
        Status(v["status"]), v["party"], v["by"], v["reason"], v["until"], v["place"],
        v["fingerprint"], v["no_effect"] or "",
    )  # fmt: skip
