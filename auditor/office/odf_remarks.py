"""Remarks put into an OpenDocument text as annotations; every other byte of its parts stays."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from auditor.office.archive import Archive
from auditor.office.markup import Element, MarkupError, elements
from auditor.office.odf import CONTENT, SPACES, Document, open_odf
from auditor.office.remarks import AUTHOR, INITIALS, Remark, Splice, escaped, spliced

_NAMES = frozenset(
    ("office:annotation", "office:annotation-end", "dc:creator", "text:p", "dc:date")
)
_DECLARED = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
)
_MARK = "AttributionAuditor"


def with_remarks(data: bytes, path: str, remarks: Sequence[Remark]) -> bytes:
    """Return the document with ``remarks`` beside its words.

    Their offsets are those of the text that ``open_odf`` gives.  Raises ReadError where the
    document cannot be read, or not be written without changing it.
    """
    archive = Archive(data, path)
    try:
        return _written(archive, remarks)
    except MarkupError as error:
        raise archive.damaged(str(error)) from error


def _written(archive: Archive, remarks: Sequence[Remark]) -> bytes:
    before = open_odf(archive)
    earlier = _earlier(archive.read(CONTENT), before)
    content = spliced(archive.read(CONTENT), earlier.cuts)
    if b"<![CDATA[" in content or not _is_utf8(content):
        raise archive.damaged("its text is written in an unusual way; save it in LibreOffice")
    archive.put(CONTENT, content)
    document = open_odf(archive)
    date = archive.dated(CONTENT).removesuffix("Z")
    new = [r for r in remarks if (r.message, r.start) not in earlier.kept]
    number = earlier.next_number
    places: defaultdict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for remark in new:
        start, end = _place(document, content, remark)
        if start < 0:
            continue
        places[start][1].append(_annotation(number, remark, date, ranged=end > start))
        if end > start:
            name = f"{_MARK}{number}"
            places[end][0].append(f'<office:annotation-end {_DECLARED[0]} office:name="{name}"/>')
        number += 1
    archive.put(
        CONTENT,
        spliced(
            content,
            ((at, at, "".join(ends + starts).encode()) for at, (ends, starts) in places.items()),
        ),
    )
    if open_odf(archive).text != before.text:
        raise archive.damaged("its words would change; save it in LibreOffice")
    return archive.packed()


def _is_utf8(content: bytes) -> bool:
    declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", content)
    return content[:2] not in (b"\xff\xfe", b"\xfe\xff") and (
        declared is None or declared[1].lower() == b"utf-8"
    )


def _annotation(number: int, remark: Remark, date: str, *, ranged: bool) -> str:
    name = f' office:name="{_MARK}{number}"' if ranged else ""
    lines = "".join(f"<text:p>{escaped(line)}</text:p>" for line in remark.message.split("\n"))
    return (
        f"<office:annotation {' '.join(_DECLARED)}{name}><dc:creator>{AUTHOR}</dc:creator>"
        f"<dc:date>{date}</dc:date><meta:creator-initials>{INITIALS}</meta:creator-initials>"
        f"{lines}</office:annotation>"
    )


def _place(document: Document, content: bytes, remark: Remark) -> tuple[int, int]:
    """Return the bytes at which a remark begins and ends; (-1, -1) where there are no words."""
    stretches = document.stretches
    if not stretches:
        return -1, -1
    first = min(bisect_right([s.end for s in stretches], remark.start), len(stretches) - 1)
    last = first
    while last + 1 < len(stretches) and stretches[last + 1].start < remark.end:
        last += 1
    opening, closing = stretches[first], stretches[last]
    if opening.run >= 0:
        return document.places[opening.run], document.places[opening.run]
    text = document.text
    start = opening.at + len(text[opening.start : max(remark.start, opening.start)].encode())
    if opening.whole:
        start = opening.at
    if closing.run >= 0:
        return start, start
    if closing.whole:
        end = closing.at
    elif content[closing.at : closing.at + 1] == b"&":
        end = content.index(b";", closing.at) + 1
    else:
        end = closing.at + len(text[closing.start : min(remark.end, closing.end)].encode())
    return start, end


class _Earlier(NamedTuple):
    """What an earlier audit left: cuts, ours that somebody has replied to, the next number."""

    cuts: list[Splice]
    kept: frozenset[tuple[str, int]]
    next_number: int


def _earlier(content: bytes, document: Document) -> _Earlier:
    found = [e for e in elements(content, SPACES, _NAMES) if e.name in _NAMES]
    answered = {e.attributes.get("loext:parent-name", "") for e in found} - {""}
    cuts: list[Splice] = []
    kept: set[tuple[str, int]] = set()
    gone: set[str] = set()
    number = 1
    inside: list[Element] = []
    for element in found:
        name = element.attributes.get("office:name", "")
        if element.name == "office:annotation":
            parts = [e for e in inside if e.start > element.start]
            if any(e.name == "dc:creator" and e.words == AUTHOR for e in parts):
                if name in answered:
                    message = "\n".join(e.words for e in parts if e.name == "text:p")
                    kept.add((message, document.ranges.get(name, -1)))
                    number = max(number, _number(name) + 1)
                else:
                    cuts.append((element.start, element.end, b""))
                    gone.add(name)
            inside = []
        elif element.name == "office:annotation-end":
            if name in gone - {""}:
                cuts.append((element.start, element.end, b""))
        else:
            inside.append(element)
    return _Earlier(cuts, frozenset(kept), number)


def _number(name: str) -> int:
    digits = name.removeprefix(_MARK)
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
