"""Two drafts compared, for programs."""

from __future__ import annotations

from typing import Any

from auditor.drafts import Drafts, Figure, Moved
from auditor.model import Audit, Finding, Pack, Segment, Source
from auditor.reports._json import dump, origin, rounded
from auditor.views.places import Places

Value = dict[str, Any]


def drafts_json(drafts: Drafts, version: str, packs: tuple[Pack, ...]) -> str:
    """Return one JSON document, with its line end."""
    return dump({**origin(version, packs), **drafts_value(drafts)}) + "\n"


def drafts_value(drafts: Drafts) -> Value:
    """Return what changed, as it stands in a document."""
    old, new = Places(drafts.old), Places(drafts.new)
    return {
        "old": _draft(drafts.old),
        "new": _draft(drafts.new),
        "worse": drafts.worse,
        "shares": [figure_value(figure) for figure in (drafts.share, *drafts.shares)],
        "sources": {
            "gained": [_source(source) for source in drafts.gained],
            "lost": [_source(source) for source in drafts.lost],
        },
        "claims": {
            "changed": [_moved(old, new, moved) for moved in drafts.moved],
            "added": [_claim(new, segment) for segment in drafts.added],
            "gone": [_claim(old, segment) for segment in drafts.dropped],
        },
        "findings": {
            "fixed": [_finding(old, finding) for finding in drafts.fixed],
            "acknowledged": [_finding(new, finding) for finding in drafts.accepted],
            "new": [_finding(new, finding) for finding in drafts.found],
        },
    }


def _draft(audit: Audit) -> Value:
    document = audit.document
    return {
        "path": document.path,
        "format": document.format,
        "sha256": document.sha256,
        "words": audit.words,
        "content_words": audit.content_words,
    }


def figure_value(figure: Figure) -> Value:
    """Return a share before and after."""
    return {
        "name": figure.name,
        "old": rounded(figure.old),
        "new": rounded(figure.new),
        "change": rounded(figure.change),
    }


def _source(source: Source) -> Value:
    return {
        "name": source.name,
        "party": source.party,
        "naming": source.naming,
        "words": source.words,
    }


def _moved(old: Places, new: Places, moved: Moved) -> Value:
    return {"old": _claim(old, moved.old), "new": _claim(new, moved.new)}


def _claim(places: Places, segment: Segment) -> Value:
    return {
        "status": segment.status,
        "party": segment.party,
        "carried": segment.carried,
        "words": segment.words,
        **places.quoted(segment.start, segment.end),
        "reasons": segment.reasons,
    }


def _finding(places: Places, finding: Finding) -> Value:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        **places.quoted(finding.start, finding.end),
        "fingerprint": finding.fingerprint,
        "suppressed": finding.suppressed,
    }
