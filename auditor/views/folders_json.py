"""Two folders of drafts compared, for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Pack
from auditor.reports._json import dump, origin, rounded
from auditor.run import Digest
from auditor.summary import share
from auditor.views.drafts_json import Value, figure_value
from auditor.views.folders import Folders, Line


def folders_json(
    folders: Folders, articles: Sequence[str], version: str, packs: tuple[Pack, ...]
) -> Iterator[str]:
    """Yield one JSON document; ``articles`` are the comparisons, already JSON."""
    head = {
        **origin(version, packs),
        "folders": {"old": folders.old, "new": folders.new},
        "worse": folders.worse,
        "share": figure_value(folders.share),
        "added": [_single(line.path, line.new) for line in folders.added],
        "removed": [_single(line.path, line.old) for line in folders.removed],
    }
    yield f'{dump(head)[:-1]},"articles":['
    yield ",".join(f"\n{article}" for article in articles)
    yield "\n]}\n" if articles else "]}\n"


def article_json(line: Line, value: Value) -> str:
    """Return one comparison as an entry of ``articles``."""
    return dump({"path": line.path, **value})


def _single(path: str, figures: Digest | None) -> Value:
    assert figures is not None
    return {
        "path": path,
        "words": figures.words,
        "content_words": figures.content_words,
        "unverified_single_party_share": rounded(share(figures)),
        "findings": {
            "error": figures.errors,
            "warning": figures.warnings,
            "note": figures.notes,
        },
    }
