"""The comments of an earlier audit in a Word document: what of them is cut out again."""

from __future__ import annotations

from typing import NamedTuple

from auditor.office.archive import Archive
from auditor.office.markup import Attributes, Element, elements, scan, tag_end
from auditor.office.remarks import AUTHOR, Splice
from auditor.office.word import Document
from auditor.office.word_body import SPACES

_COMMENT = frozenset(("w:comment", "w:p"))
_ANSWER = frozenset(("w15:commentEx",))
_RANGES = frozenset(("w:commentRangeStart", "w:commentRangeEnd"))
_SIGN = frozenset(("w:rPr", "w:commentReference"))


class Earlier(NamedTuple):
    """What an earlier audit left, as cuts into two parts, and the number a new comment has."""

    body_cuts: list[Splice]
    comments_cuts: list[Splice]
    kept: frozenset[tuple[str, int]]  # message and place of ours that somebody has replied to
    next_id: int


def earlier(archive: Archive, document: Document) -> Earlier:
    """Return what of the comments is ours to replace."""
    data = archive.find(document.related.get("comments", ""))
    if data is None:
        return Earlier([], [], frozenset(), 0)
    replied = _replied(archive.find(document.related.get("commentsExtended", "")))
    ours: set[str] = set()
    kept: set[tuple[str, int]] = set()
    cuts: list[Splice] = []
    numbers = [-1]
    paragraphs: list[Element] = []
    for element in elements(data, SPACES, _COMMENT):
        if element.name == "w:p":
            paragraphs.append(element)
            continue
        inside, paragraphs = paragraphs, []
        id = element.attributes.get("w:id", "")
        if element.attributes.get("w:author") != AUTHOR:
            numbers.append(_number(id))
        elif any(p.attributes.get("w14:paraId") in replied for p in inside):
            numbers.append(_number(id))
            kept.add(("\n".join(p.words for p in inside), document.ranges.get(id, -1)))
        else:
            ours.add(id)
            cuts.append((element.start, element.end, b""))
    body = archive.read(document.main)
    signs = _Signs(body, ours)
    scan(body, signs, SPACES)
    return Earlier(signs.cuts, cuts, frozenset(kept), max(numbers) + 1)


def _number(id: str) -> int:
    return int(id) if id.isdecimal() and len(id) < 10 else -1


def _replied(data: bytes | None) -> frozenset[str]:
    """Return the paragraphs whose comments somebody has replied to."""
    if data is None:
        return frozenset()
    answers = elements(data, SPACES, _ANSWER)
    return frozenset(a.attributes.get("w15:paraIdParent", "") for a in answers) - {""}


class _Signs:
    """Listens to the main part for the marks of some comments."""

    def __init__(self, data: bytes, ids: set[str]) -> None:
        self.cuts: list[Splice] = []
        self._data, self._ids = data, ids
        self._run: tuple[int, set[str], list[Splice]] | None = None  # start, children, signs
        self._path: list[str] = []

    def start(self, name: str, attributes: Attributes, at: int) -> None:
        """Enter an element."""
        if name == "w:r":
            self._run = (at, set(), [])
        elif self._run and self._path and self._path[-1] == "w:r":
            self._run[1].add(name)
        if attributes.get("w:id") in self._ids:
            cut = (at, tag_end(self._data, at), b"")
            if name in _RANGES:
                self.cuts.append(cut)
            elif name == "w:commentReference" and self._run:
                self._run[2].append(cut)
        self._path.append(name)

    def end(self, name: str, behind: int) -> None:
        """Leave an element."""
        self._path.pop()
        if name == "w:r" and self._run:
            start, children, signs = self._run
            self._run = None
            if signs and children <= _SIGN:
                self.cuts.append((start, behind, b""))
            else:
                self.cuts += signs

    def words(self, text: str, at: int) -> None:
        """Words are left alone."""
