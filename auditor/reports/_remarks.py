"""What an audit says beside an article's words, for documents that can hold comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from auditor.claims import Claim, unverified
from auditor.errors import ReadError
from auditor.model import Audit, Document
from auditor.office.remarks import Remark
from auditor.reports._corrections import message
from auditor.reports._style import LOOKS, plural, printable
from auditor.run import Piece, Result, Unreadable

Write = Callable[[bytes, str, Sequence[Remark]], bytes]


def commented(result: Result, format: str, what: str, write: Write) -> str:
    """Return the document with a comment for each remark, a character for each byte.

    ``write`` puts the remarks into the bytes of a document of this ``format``.  Raises
    ReadError for an article that is no such document.
    """
    if isinstance(result, Unreadable):
        return ""
    document = result.document
    if document.format != format:
        raise ReadError("format", f"{document.path}: {_other(document, format, what)}")
    return write(document.original, document.path, remarks(result)).decode("latin-1")


def only(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the one document there is."""
    yield from (piece.text for piece in pieces)


def remarks(audit: Audit) -> list[Remark]:
    """Return the open findings, claims on one party's word and corrections, in the text's order."""
    found = [
        Remark(f.start, f.end, f"{f.severity.capitalize()}: {printable(f.message)} [{f.rule}]")
        for f in audit.findings
        if f.suppressed is None
    ]
    found += (Remark(claim.start, claim.end, _claim(claim)) for claim in unverified(audit))
    found += (Remark(c.start, c.end, f"Correction: {message(c)}") for c in audit.corrections)
    return sorted(found, key=lambda remark: (remark.start, -remark.end))


def _claim(claim: Claim) -> str:
    look = LOOKS[claim.status]
    party = f", {printable(claim.party)}" if claim.party else ""
    return f"{look.label.capitalize()}{party}: {look.meaning} ({plural(claim.words, 'word')})"


def _other(document: Document, format: str, what: str) -> str:
    return f"is read as {document.format}; --format {format} writes comments into {what}"
