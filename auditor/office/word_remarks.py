"""Remarks put into a Word document as comments; every other byte of its parts stays.

A run that a remark begins or ends in is closed and opened again there: tags are added, nothing
is taken away.  Comments of an earlier audit go, those of people stay, and so do ours where
somebody has replied.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.office.archive import Archive
from auditor.office.earlier import Earlier, earlier
from auditor.office.markup import MarkupError, elements, tag_name
from auditor.office.remarks import AUTHOR, INITIALS, Remark, escaped, spliced
from auditor.office.word import Document, open_word, relations_part
from auditor.office.word_body import Run

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES = "[Content_Types].xml"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DATES = {"http://purl.org/dc/terms/": "dcterms"}
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROOT = re.compile(rb"<([^\s?!/>]+)")
_OTHER_ENCODING = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)


def with_remarks(data: bytes, path: str, remarks: Sequence[Remark]) -> bytes:
    """Return the document with ``remarks`` beside its words.

    Their offsets are those of the text that ``open_word`` gives.  Raises ReadError where the
    document cannot be read, or not be written without changing it.
    """
    archive = Archive(data, path)
    try:
        return _written(archive, remarks)
    except MarkupError as error:
        raise archive.damaged(str(error)) from error


def _written(archive: Archive, remarks: Sequence[Remark]) -> bytes:
    before = open_word(archive)
    text = before.text
    known = earlier(archive, before)
    body = spliced(archive.read(before.main), known.body_cuts)
    if (
        b"<![CDATA[" in body
        or _OTHER_ENCODING.match(body)
        or body[:2] in (b"\xff\xfe", b"\xfe\xff")
    ):
        raise archive.damaged("its text is written in an unusual way; save it in Word")
    archive.put(before.main, body)
    document = open_word(archive)
    new = [r for r in remarks if (r.message, r.start) not in known.kept]
    marks = _Marks(document, body)
    numbers = range(known.next_id, known.next_id + len(new))
    for number, remark in zip(numbers, new, strict=True):
        marks.add(number, remark)
    archive.put(before.main, marks.placed())
    if new or known.comments_cuts:
        _add_comments(archive, document, known, list(zip(numbers, new, strict=True)), body)
    if open_word(archive).text != text:
        raise archive.damaged("its words would change; save it in Word")
    return archive.packed()


@dataclass(slots=True)
class _Point:
    """What is put in at one byte: ends before starts, between the halves of a run."""

    close: bytes = b""
    ends: list[bytes] = field(default_factory=list)
    starts: list[bytes] = field(default_factory=list)
    open: bytes = b""


class _Marks:
    """Where the ranges of comments begin and end, as insertions into the main part."""

    def __init__(self, document: Document, body: bytes) -> None:
        self._document, self._body = document, body
        self._points: defaultdict[int, _Point] = defaultdict(_Point)
        self._spaces: set[int] = set()  # tags of words whose blanks at the ends must count
        self._anchored = [s for s in document.stretches if s.run >= 0]
        self._ends = [s.end for s in self._anchored]
        self._reach: dict[int, tuple[int, int]] = {}  # of each run: its words in the text
        for s in self._anchored:
            if not s.whole:
                first, _ = self._reach.get(s.run, (s.start, 0))
                self._reach[s.run] = (first, s.end)

    def add(self, number: int, remark: Remark) -> None:
        """Mark the range of a comment; a document without a run has no place for one."""
        if not self._anchored:
            return
        first = min(bisect_right(self._ends, remark.start), len(self._anchored) - 1)
        last = first
        while last + 1 < len(self._anchored) and self._anchored[last + 1].start < remark.end:
            last += 1
        runs = self._document.runs
        start_run, end_run = runs[self._anchored[first].run], runs[self._anchored[last].run]
        start = self._start(first, remark.start)
        end = self._end(last, remark.end)
        if end <= start:  # it ends in a note that is cited further up
            end_run, end = start_run, start_run.end
        if end <= start:
            return  # markup that is not a run's own: nowhere to stand
        self._points[start].starts.append(_mark(start_run, self._body, b"RangeStart", number))
        closing = _mark(end_run, self._body, b"RangeEnd", number)
        reference = _reference(end_run, self._body, number)
        if end_run.outer_end in (0, end_run.end):
            closing += reference
        else:  # a run in a link, an insertion or a control: the sign stands behind that
            self._points[end_run.outer_end].ends.append(reference)
        self._points[end].ends.append(closing)

    def placed(self) -> bytes:
        """Return the part with all marks in their places."""
        inserted = {
            at: b"".join((point.close, *point.ends, *point.starts, point.open))
            for at, point in self._points.items()
        }
        for at in self._spaces:
            inserted[at] = b' xml:space="preserve"'
        return spliced(self._body, [(at, at, new) for at, new in inserted.items()])

    def _start(self, number: int, offset: int) -> int:
        """Return the byte before the character at ``offset``; part its run where that is inside."""
        stretch = self._anchored[number]
        run = self._document.runs[stretch.run]
        offset = max(offset, stretch.start)
        if stretch.whole or offset == self._reach[stretch.run][0]:
            return run.start
        at = stretch.at + len(self._document.text[stretch.start : offset].encode())
        return at if self._part(at, run) else run.start

    def _end(self, number: int, offset: int) -> int:
        """Return the byte behind the character before ``offset``; part its run likewise."""
        stretch = self._anchored[number]
        run = self._document.runs[stretch.run]
        offset = min(offset, stretch.end)
        if stretch.whole or offset == self._reach[stretch.run][1]:
            return run.end
        if self._body[stretch.at : stretch.at + 1] == b"&":
            at = self._body.index(b";", stretch.at) + 1
        else:
            at = stretch.at + len(self._document.text[stretch.start : offset].encode())
        return at if self._part(at, run) else run.end

    def _part(self, at: int, run: Run) -> bool:
        """Close the run at a byte among its words and open it again; False where that is not so."""
        opened = self._body.rindex(b"<", 0, at)
        words = tag_name(self._body, opened)
        tag = self._body[opened : self._body.index(b">", opened) + 1]
        if words != tag_name(run.head, 0)[:-1] + b"t" or opened < run.start:
            return False
        if b"xml:space" not in tag:
            self._spaces.add(opened + 1 + len(words))
        point = self._points[at]
        point.close = b"</%s></%s>" % (words, tag_name(run.head, 0))
        point.open = run.head + run.look + b'<%s xml:space="preserve">' % words
        return True


def _mark(run: Run, body: bytes, what: bytes, number: int) -> bytes:
    prefix, declared = _space(tag_name(run.head, 0), body)
    return b'<%scomment%s%s %sid="%d"/>' % (prefix, what, declared, prefix, number)


def _reference(run: Run, body: bytes, number: int) -> bytes:
    prefix, declared = _space(tag_name(run.head, 0), body)
    sign = b'<%scommentReference %sid="%d"/>' % (prefix, prefix, number)
    return b"<%sr%s>%s</%sr>" % (prefix, declared, sign, prefix)


def _space(name: bytes, data: bytes) -> tuple[bytes, bytes]:
    """Return the prefix of Word's names where ``name`` stands, and a declaration where none is."""
    prefix, colon, _ = name.rpartition(b":")
    if colon:
        return prefix + colon, b""
    return b"w:", b' xmlns:w="%s"' % (_STRICT if _STRICT in data else _WORD)


# ---------------------------------------------------------------- the part with the comments


def _add_comments(
    archive: Archive,
    document: Document,
    known: Earlier,
    new: Sequence[tuple[int, Remark]],
    body: bytes,
) -> None:
    name = document.related.get("comments", "")
    if name not in archive:
        name = posixpath.join(posixpath.dirname(document.main), "comments.xml")
        space = _STRICT if _STRICT in body else _WORD
        archive.put(name, b'%s<w:comments xmlns:w="%s"></w:comments>' % (_DECLARATION, space))
        _relate(archive, document.main, name, strict=_STRICT in body)
    data = spliced(archive.read(name), known.comments_cuts)
    prefix, declared = _space(_root(data)[0], data)
    date = _date(archive, document)
    added = "".join(
        _comment(number, remark, date, prefix.decode(), declared.decode()) for number, remark in new
    )
    archive.put(name, _inside_root(data, added.encode()))


def _comment(number: int, remark: Remark, date: str, w: str, declared: str) -> str:
    paragraphs = "".join(
        f'<{w}p><{w}r><{w}t xml:space="preserve">{escaped(line)}</{w}t></{w}r></{w}p>'
        for line in remark.message.split("\n")
    )
    return (
        f'<{w}comment{declared} {w}id="{number}" {w}author="{AUTHOR}" {w}date="{date}" '
        f'{w}initials="{INITIALS}">{paragraphs}</{w}comment>'
    )


def _date(archive: Archive, document: Document) -> str:
    """Return when the document was saved last: the same document gives the same comments."""
    properties = archive.find("docProps/core.xml")
    if properties is not None:
        for element in elements(properties, _DATES, frozenset({"dcterms:modified"})):
            if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.words.strip()):
                return element.words.strip()
    return archive.dated(document.main)


def _relate(archive: Archive, main: str, name: str, *, strict: bool) -> None:
    """Say in the two lists of the package that there is a part with comments."""
    part = relations_part(main)
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode()
    data = archive.find(part) or _DECLARATION + empty
    prefix = _root(data)[0].rpartition(b"Relationships")[0].decode()
    kind = f"{_STRICT_OFFICE if strict else _OFFICE}/comments"
    archive.put(
        part,
        _inside_root(
            data,
            f'<{prefix}Relationship Id="rIdAttributionAuditor" Type="{kind}" '
            f'Target="{posixpath.basename(name)}"/>'.encode(),
        ),
    )
    types = archive.read(_TYPES)
    prefix = _root(types)[0].rpartition(b"Types")[0].decode()
    override = f'<{prefix}Override PartName="/{name}" ContentType="{_COMMENTS}"/>'.encode()
    archive.put(_TYPES, _inside_root(types, override))


def _root(data: bytes) -> tuple[bytes, int]:
    """Return the name of the outermost element as written, and the byte of its first tag."""
    found = _ROOT.search(data)
    return (found[1], found.start()) if found else (b"", 0)


def _inside_root(data: bytes, added: bytes) -> bytes:
    """Return ``data`` with ``added`` behind all that the outermost element holds."""
    name, _ = _root(data)
    closing = data.rfind(b"</" + name)
    if closing >= 0:
        return data[:closing] + added + data[closing:]
    empty = data.rindex(b"/>")
    return data[:empty] + b">" + added + b"</" + name + b">" + data[empty + 2 :]
