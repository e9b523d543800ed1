"""A table with one row for each article, for spreadsheets.

Cells that a spreadsheet would take for a formula are led by an apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.reports._cells import row
from auditor.reports._figures import acknowledged, corrections
from auditor.run import Piece, Result, Run, Style, Unreadable
from auditor.summary import digest
from auditor.visible import visible

MACHINE = True

_METRICS = tuple(
    """unverified_single_party_share share_low share_high strict_share carried_share
    verified_share corroborated_share independent_share contested_share disclaimed_share
    anonymous_share single_party_share unsourced_share position_share own_voice_share
    one_party_share parties sources unnamed_sources largest_party largest_party_share
    first_second_party_paragraph first_independent_paragraph""".split()
)
_HEAD = (
    "path", "title", "words", "content_words", *_METRICS,
    "errors", "warnings", "notes", "acknowledged", "corrections", "sha256", "failure", "audited",
    "reason",
)  # fmt: skip


def article(result: Result, style: Style) -> str:
    """Return the row of one input; what could not be read has its reason under failure."""
    if isinstance(result, Unreadable):
        return row([result.path, *[""] * (len(_HEAD) - 4), result.said, "no", ""])
    figures, document = digest(result), result.document
    title = visible(document, *result.title) if result.title else ""
    metrics = (result.metrics.get(name) for name in _METRICS)
    found = (
        figures.errors,
        figures.warnings,
        figures.notes,
        acknowledged(result),
        corrections(result),
    )
    return row(
        [document.path, title, result.words, result.content_words, *metrics, *found,
         document.sha256, "", "yes" if result.audited else "no", figures.unaudited]
    )  # fmt: skip


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the head and the rows."""
    yield row(_HEAD)
    for piece in pieces:
        yield piece.text
