"""Drafts compared, two or two folders of them, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from auditor.drafts import Drafts, Figure
from auditor.model import Audit, Finding, Segment, Source
from auditor.reports._json import dump, origin, picked, rounded
from auditor.reports._places import Places
from auditor.run import Digest, Run
from auditor.summary import share
from auditor.views.changes import Claim, Part, parts
from auditor.views.folders import Folders, Line

Value = dict[str, Any]


def two(drafts: Drafts, run: Run) -> Iterator[str]:
    """Yield one JSON document, with its line end."""
    yield dump({**origin(run.version, run.packs), **_value(drafts)}) + "\n"


def detail(line: Line, drafts: Drafts, run: Run) -> Iterator[str]:
    """Yield one comparison as an entry of ``articles``."""
    yield dump({"path": line.path, **_value(drafts)})


def several(folders: Folders, articles: Sequence[str], run: Run) -> Iterator[str]:
    """Yield one JSON document; ``articles`` are the comparisons, already JSON."""
    head = {
        **origin(run.version, run.packs),
        "folders": {"old": folders.old, "new": folders.new},
        "worse": folders.worse,
        "share": _figure(folders.share),
        "added": [_single(line.path, line.new) for line in folders.added],
        "removed": [_single(line.path, line.old) for line in folders.removed],
    }
    yield f'{dump(head)[:-1]},"articles":['
    yield ",".join(f"\n{article}" for article in articles)
    yield "\n]}\n" if articles else "]}\n"


def _value(drafts: Drafts) -> Value:
    """Return what changed, as it stands in a document."""
    changed: dict[str, Value] = {}
    for part in parts(drafts):
        of, name = part.name
        changed.setdefault(of, {})[name] = [_row(part, row) for row in part.rows]
    return {
        "old": _draft(drafts.old),
        "new": _draft(drafts.new),
        "worse": drafts.worse,
        "shares": [_figure(figure) for figure in (drafts.share, *drafts.shares)],
        **changed,
    }


def _draft(audit: Audit) -> Value:
    return {**picked(audit.document, "path format sha256"), **picked(audit, "words content_words")}


def _figure(figure: Figure) -> Value:
    values = {"old": figure.old, "new": figure.new, "change": figure.change}
    return {"name": figure.name, **{name: rounded(value) for name, value in values.items()}}


def _row(part: Part, row: Source | Claim | Finding) -> Value:
    if isinstance(row, Source):
        return picked(row, "name party naming words")
    if isinstance(row, Finding):
        place = part.places.quoted(row.start, row.end)
        known = picked(row, "fingerprint suppressed")
        return {**picked(row, "rule severity message"), **place, **known}
    if len(row.stands) == 1:
        return _claim(part.places, row.stands[0])
    old, new = row.stands
    return {"old": _claim(part.before, old), "new": _claim(part.places, new)}


def _claim(places: Places, segment: Segment) -> Value:
    place = places.quoted(segment.start, segment.end)
    return {**picked(segment, "status party carried words"), **place, "reasons": segment.reasons}


def _single(path: str, figures: Digest | None) -> Value:
    assert figures is not None
    found = {"error": figures.errors, "warning": figures.warnings, "note": figures.notes}
    return {
        "path": path,
        "words": figures.words,
        "content_words": figures.content_words,
        "unverified_single_party_share": rounded(share(figures)),
        "findings": found,
    }
