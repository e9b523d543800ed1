"""The OpenDocument text itself, annotated: each finding and each claim on one word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.reports._remarks import commented, only
from auditor.run import Piece, Result, Run, Style

MACHINE = True
BINARY = True


def article(result: Result, style: Style) -> str:
    """Return the document with its annotations, a character for each byte."""
    from auditor.office.odf_remarks import with_remarks

    return commented(result, "odt", "an OpenDocument text", with_remarks)


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the document."""
    return only(pieces)
