"""Parts of an audit as flat rows, for tables of data libraries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from auditor.model import Audit
from auditor.visible import visible

Rows = list[dict[str, Any]]


def _segments(audit: Audit) -> Rows:
    names = "start end words status party attribution carried".split()
    names += ["probability", "unverified", "fingerprint"]
    return [
        {**{name: _plain(getattr(s, name)) for name in names}, "reasons": "; ".join(s.reasons),
         "text": visible(audit.document, s.start, s.end)}
        for s in audit.segments
    ]  # fmt: skip


def _attributions(audit: Audit) -> Rows:
    parts, names = ("cue", "source", "content"), "id kind act stance rule source_id party".split()
    return [
        {**{name: _plain(getattr(a, name)) for name in names},
         **{part: " … ".join(visible(audit.document, *span) for span in getattr(a, part))
            for part in parts}}
        for a in audit.attributions
    ]  # fmt: skip


def _sources(audit: Audit) -> Rows:
    names = "id name party role naming type affiliation words".split()
    return [
        {**{name: _plain(getattr(s, name)) for name in names}, "mentions": len(s.mentions)}
        for s in audit.sources
    ]


def _parties(audit: Audit) -> Rows:
    names = "name role words share".split()
    return [
        {**{name: _plain(getattr(p, name)) for name in names}, "sources": len(p.sources)}
        for p in audit.parties
    ]


def _findings(audit: Audit) -> Rows:
    names = "rule severity message start end fingerprint suppressed".split()
    return [
        {**{name: _plain(getattr(f, name)) for name in names},
         "text": visible(audit.document, f.start, f.end)}
        for f in audit.findings
    ]  # fmt: skip


def _plain(value: Any) -> Any:
    """Return a word of a vocabulary as a text: libraries make categories of others."""
    return str(value) if isinstance(value, str) else value


TABLES: Mapping[str, Callable[[Audit], Rows]] = {
    "segments": _segments,
    "attributions": _attributions,
    "sources": _sources,
    "parties": _parties,
    "findings": _findings,
}
