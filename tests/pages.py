"""PDF files made by hand: lines of text at places on pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """Words from (``x``, ``y``) on, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10


def pdf(*pages: Sequence[Line], info: str = "") -> bytes:
    """Return a file with these pages of 595 by 842 points, in Helvetica and WinAnsi."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        content = b"BT\n" + b"".join(map(_shown, lines)) + b"ET"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    objects.append(f"<<{info}>>".encode())
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\n" % (size, len(objects))
    return bytes(out + b"startxref\n%d\n%%%%EOF" % start)


def _shown(line: Line) -> bytes:
    text = line.text.encode("cp1252").replace(b"\\", b"\\\\")
    text = text.replace(b"(", b"\\(").replace(b")", b"\\)")
    place = f"{line.x:g} {line.y:g}"
    return f"/F {line.size:g} Tf 1 0 0 1 {place} Tm (".encode() + text + b") Tj\n"


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most so many characters."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def column(paragraphs: Sequence[str], x: float, y: float, width: int = 48) -> list[Line]:
    """Return paragraphs below each other from ``y`` down, the first line of each indented."""
    lines = []
    for paragraph in paragraphs:
        for number, text in enumerate(wrapped(paragraph, width)):
            lines.append(Line(x + (12 if number == 0 else 0), y, text))
            y -= 12
    return lines
