"""A table with one row for each source of each article, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Piece, Result, Run, Style, Unreadable
from auditor.reports._cells import row
from auditor.text import LineIndex

MACHINE = True

_HEAD = (
    "path", "source", "party", "party_role", "party_share", "naming", "type", "affiliation",
    "words", "share", "mentions", "first_line", "first_column",
)  # fmt: skip


def article(result: Result, style: Style) -> str:
    """Return the rows of one article's sources, in the order in which they are heard."""
    if isinstance(result, Unreadable) or not result.sources:
        return ""
    lines = LineIndex(result.document.text)
    shares = {party.name: party.share for party in result.parties}
    rows = []
    for source in result.sources:
        first = lines.position(source.mentions[0].start) if source.mentions else ("", "")
        rows.append(
            row(
                [
                    result.document.path,
                    source.name,
                    source.party,
                    source.role,
                    shares.get(source.party, 0.0),
                    source.naming,
                    source.type,
                    source.affiliation,
                    source.words,
                    source.words / result.content_words if result.content_words else 0.0,
                    len(source.mentions),
                    *first,
                ]
            )
        )
    return "".join(rows)


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the head and the rows."""
    yield row(_HEAD)
    for piece in pieces:
        yield piece.text
