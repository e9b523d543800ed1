"""The blocks of a web page: its story, and all else as what stands around it.

Nothing visible is lost: what is no part of the story becomes blocks as well, of the kind that
is listed with its reason and not audited.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Block, BlockKind
from auditor.readers._headings import label
from auditor.readers._inline import applied, trimmed
from auditor.readers._scan import Scan
from auditor.readers._story import OUTSIDE, Piece, pieces, story


def read(text: str) -> tuple[str, list[Block]]:
    """Return ``text`` with its markup blanked, and its blocks."""
    scan = Scan(text)
    plain = applied(text, scan.edits)
    found = pieces(plain, scan.runs)
    reasons = [OUTSIDE] * len(found) if scan.report else story(found, scan.elements)
    title = None if scan.report else _title(found, reasons)
    inside: list[Block] = []
    around: list[Block] = []
    for at, (piece, reason) in enumerate(zip(found, reasons, strict=True)):
        run = piece.run
        block = trimmed(plain, Block(run.start, run.end, run.kind))
        if at == title:
            inside.append(block._replace(kind=BlockKind.TITLE))
        elif reason:
            around.append(block._replace(kind=BlockKind.AROUND, reason=reason))
        else:
            inside.append(block)
    return plain, sorted([*label(plain, inside), *around])


def _title(found: Sequence[Piece], reasons: Sequence[str]) -> int | None:
    """Return the number of the title: the first h1 of the story, else of the page."""
    heads = [at for at, piece in enumerate(found) if piece.run.heading == "h1"]
    inside = [at for at in heads if not reasons[at]]
    return next(iter(inside or heads), None)
