"""What the ledger and the list of claims have in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from auditor.model import Audit
from auditor.reports._json import dump, origin, picked
from auditor.run import Run


def of_party(name: str | None, wanted: Collection[str]) -> bool:
    """Whether a party is one of ``wanted``, in whatever case; none wanted: every party is."""
    return not wanted or (name or "").casefold() in {one.casefold() for one in wanted}


def head(audit: Audit) -> dict[str, Any]:
    """Return what is said of an article before its list."""
    return {**picked(audit.document, "path sha256"), "content_words": audit.content_words}


def document(files: Sequence[dict[str, Any]], run: Run) -> str:
    """Return one JSON document about some files, with its line end."""
    return dump({**origin(run.version, run.packs), "files": files}) + "\n"
