"""A table with one row for each source of each article, for spreadsheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.model import Audit, Source
from auditor.reports._cells import row
from auditor.reports._places import Places
from auditor.run import Piece, Result, Run, Style, Unreadable

MACHINE = True

HEAD_ROW = row(
    ["path", "source", "party", "party_role", "party_share", "naming", "type", "affiliation",
     "words", "share", "mentions", "first_line", "first_column", "corrections"]
)  # fmt: skip


def article(result: Result, style: Style) -> str:
    """Return the rows of one article's sources, in the order in which they are heard."""
    return "" if isinstance(result, Unreadable) else rows(result, result.sources)


def rows(audit: Audit, sources: Sequence[Source]) -> str:
    """Return the rows of some sources of an article."""
    places, path, content = Places(audit), audit.document.path, audit.content_words
    shares = {party.name: party.share for party in audit.parties}
    corrected = _corrected(audit)
    return "".join(
        row(
            [path, s.name, s.party, s.role, shares.get(s.party, 0.0), s.naming, s.type,
             s.affiliation, s.words, s.words / content if content else 0.0, len(s.mentions),
             *(places.line(s.mentions[0].start) if s.mentions else ("", "")), corrected[s.id]]
        )
        for s in sources
    )  # fmt: skip


def _corrected(audit: Audit) -> Counter[int | None]:
    """Return how many of each source's passages count as somebody decided."""
    starts = {corrected.start for corrected in audit.corrections if not corrected.why}
    return Counter(
        audit.attributions[segment.attribution - 1].source_id
        for segment in audit.segments
        if segment.start in starts and segment.attribution is not None
    )


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the head and the rows."""
    yield HEAD_ROW
    for piece in pieces:
        yield piece.text
