"""A table with one row for each source of each article, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import Audit, Source
from auditor.reports._cells import row
from auditor.run import Piece, Result, Run, Style, Unreadable
from auditor.text import LineIndex

MACHINE = True

_HEAD = (
    "path", "source", "party", "party_role", "party_share", "naming", "type", "affiliation",
    "words", "share", "mentions", "first_line", "first_column",
)  # fmt: skip


HEAD_ROW = row(_HEAD)


def article(result: Result, style: Style) -> str:
    """Return the rows of one article's sources, in the order in which they are heard."""
    return "" if isinstance(result, Unreadable) else rows(result, result.sources)


def rows(audit: Audit, sources: Sequence[Source]) -> str:
    """Return the rows of some sources of an article."""
    lines = LineIndex(audit.document.text)
    shares = {party.name: party.share for party in audit.parties}
    told = []
    for source in sources:
        first = lines.position(source.mentions[0].start) if source.mentions else ("", "")
        told.append(
            row(
                [
                    audit.document.path,
                    source.name,
                    source.party,
                    source.role,
                    shares.get(source.party, 0.0),
                    source.naming,
                    source.type,
                    source.affiliation,
                    source.words,
                    source.words / audit.content_words if audit.content_words else 0.0,
                    len(source.mentions),
                    *first,
                ]
            )
        )
    return "".join(told)


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the head and the rows."""
    yield HEAD_ROW
    for piece in pieces:
        yield piece.text
