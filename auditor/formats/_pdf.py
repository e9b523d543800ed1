"""The characters of a PDF file with their places on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, Any

from auditor.formats._columns import Piece, Sheet, printed
from auditor.formats._headings import label
from auditor.formats._source import Source
from auditor.model import Document

if TYPE_CHECKING:
    import pypdfium2

NAME = "pdf"

_MOST = 2000  # pages
_GAP = 1.3  # ems between pieces of a line
_UPRIGHT = 0.1  # radians
_SCANNED = 3  # words of a page; fewer are none
_RECOGNISED = re.compile(r"tesseract|abbyy|\bocr\b|paper capture|omnipage|readiris", re.IGNORECASE)


def read(source: Source) -> Document:
    """Return the document; offsets count the extracted text, ``pages`` says where pages begin."""
    try:
        import pypdfium2
    except ImportError:
        raise source.needs("pdf", "a PDF file") from None
    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise source.refusal("format", "is protected by a password") from error
        raise source.refusal(
            "format", "is a PDF file that cannot be opened: save it anew"
        ) from error
    try:
        if len(pdf) > _MOST:
            raise source.refusal("format", f"has more than {_MOST:,} pages")
        sheets = [_sheet(pdf, number) for number in range(len(pdf))]
        doubts = _doubts(pdf)
    except pypdfium2.PdfiumError as error:
        raise source.refusal("format", f"is a damaged PDF file ({error})") from error
    finally:
        pdf.close()
    words = [sum(len(piece.text.split()) for piece in sheet.pieces) for sheet in sheets]
    if not any(count >= _SCANNED for count in words):
        what = "is a scan, pages without text: let a program recognise its text (OCR)"
        raise source.refusal("format", what)
    bare = sum(count < _SCANNED for count in words)
    notes = [f"{bare} of its {len(words)} pages are pictures without text"] if bare else []
    told = printed(sheets)
    document = source.document(
        NAME, told.text, label(told.text, told.blocks), extracted=True, doubts=doubts, notes=notes
    )
    return document._replace(pages=told.pages)


def _doubts(pdf: pypdfium2.PdfDocument) -> list[str]:
    made = pdf.get_metadata_dict(skip_empty=True)
    maker = f"{made.get('Creator', '')} {made.get('Producer', '')}"
    return ["its text was recognised by a program (OCR)"] if _RECOGNISED.search(maker) else []


def _sheet(pdf: pypdfium2.PdfDocument, number: int) -> Sheet:
    page = pdf[number]
    text = page.get_textpage()
    try:
        return Sheet(page.get_height(), list(_pieces(text)))
    finally:
        text.close()
        page.close()


def _pieces(page: Any) -> Iterator[Piece]:
    """Yield what stands side by side; upended words, such as credits of pictures, are left out."""
    from pypdfium2 import raw

    letters: list[str] = []
    box = (0.0, 0.0, 0.0, 0.0)
    heights: list[float] = []
    for at in range(page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(page, at))
        if letter in "\r\n\0":
            if letters:
                yield _piece(letters, box, heights)
            letters = []
            continue
        if raw.FPDFText_IsGenerated(page, at) == 1 or letter.isspace():
            if letters:
                letters.append(" ")
            continue
        if abs(raw.FPDFText_GetCharAngle(page, at)) > _UPRIGHT:
            continue
        left, bottom, right, top = page.get_charbox(at, loose=True)
        height = top - bottom
        apart = left - box[2] > _GAP * height or left < box[0] or abs(bottom - box[1]) > height / 2
        if letters and apart:
            yield _piece(letters, box, heights)
            letters = []
        if not letters:
            box, heights = (left, bottom, right, top), []
        box = (box[0], min(box[1], bottom), max(box[2], right), max(box[3], top))
        letters.append(letter)
        heights.append(height)
    if letters:
        yield _piece(letters, box, heights)


def _piece(
    letters: list[str], box: tuple[float, float, float, float], heights: list[float]
) -> Piece:
    left, bottom, right, top = box
    return Piece("".join(letters).strip(), left, right, bottom, top, median(heights))
