"""Word documents: what stands in one when all its changes are accepted.

Headings, titles, lists and the like are told by their styles, wherever a template calls them;
running heads, comments and deleted words are left out, footnotes follow the text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from auditor.model import Block, BlockKind
from auditor.office.archive import Archive
from auditor.office.flow import Paragraph, Stretch, flow, kind_of_style
from auditor.office.markup import Element, MarkupError, elements, scan
from auditor.office.word_body import SPACES, Body, Run

_RELATIONS = {"http://schemas.openxmlformats.org/package/2006/relationships": "r"}
_BODY_LEVEL = 9  # the outline level of what is no heading
_DEEPEST = 20  # styles based on each other


class Style(NamedTuple):
    """A paragraph style."""

    name: str
    based_on: str
    level: int | None  # of the outline
    listed: bool


class Document(NamedTuple):
    """A Word document's text, a line for each paragraph; offsets count its characters."""

    text: str
    blocks: list[Block]
    stretches: list[Stretch]  # of the text in the main part
    ranges: Mapping[str, int]  # where the range of a comment begins, by its id
    runs: list[Run]
    main: str  # the name of the main part
    related: Mapping[str, str]  # the last word of a relation's type, and the part it leads to
    embedded: bool  # it holds a document in another format, which is not read


def open_word(archive: Archive) -> Document:
    """Return the document in ``archive``.  Raises ReadError."""
    try:
        return _opened(archive)
    except MarkupError as error:
        raise archive.damaged(str(error)) from error


def relations(archive: Archive, part: str) -> dict[str, str]:
    """Return the parts that ``part`` ("" for the whole) is related to, by the relation's type."""
    folder = posixpath.dirname(part)
    data = archive.find(relations_part(part)) or b"<none/>"
    found: dict[str, str] = {}
    for relation in elements(data, _RELATIONS, frozenset({"r:Relationship"})):
        kind = relation.attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(
            posixpath.join("/", folder, relation.attributes.get("Target", ""))
        )
        if relation.attributes.get("TargetMode") != "External":
            found.setdefault(kind, target.lstrip("/"))
    return found


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relations of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _opened(archive: Archive) -> Document:
    main = relations(archive, "").get("officeDocument", "word/document.xml")
    related = relations(archive, main)
    styles = _styles(archive.find(related.get("styles", "")))
    data = archive.read(main)
    body = Body(data, _Kinds(styles))
    scan(data, body, SPACES)
    paragraphs = [*body.paragraphs]
    for kind in ("footnote", "endnote"):
        part = archive.find(related.get(f"{kind}s", ""))
        cited = {note: run for (by, note), run in body.cited.items() if by == f"w:{kind}Reference"}
        if part is not None and cited:
            paragraphs += _notes(part, cited, _Kinds(styles))
    told = flow(paragraphs)
    return Document(*told, body.runs, main, related, body.embedded)


def _notes(data: bytes, cited: Mapping[str, int], kinds: _Kinds) -> list[Paragraph]:
    """Return the notes that are cited, in that order; each is anchored where it is cited."""
    notes = Body(data, kinds)
    scan(data, notes, SPACES)
    found = []
    for note, run in cited.items():
        for paragraph in notes.notes.get(note, ()):
            paragraph.kind = BlockKind.ITEM
            paragraph.anchor_to(run)
            found.append(paragraph)
    return found


class _Kinds:
    """What a paragraph is, by its style and its own properties."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles

    def kind(self, style: str, level: int | None, listed: bool | None) -> BlockKind:
        """``level`` and ``listed`` are what the paragraph says itself, None where nothing."""
        for _ in range(_DEEPEST):
            known = self._styles.get(style)
            if known is None:
                break
            found = kind_of_style(known.name)
            if found is not None and (found is not BlockKind.ITEM or listed is not False):
                return found
            level = known.level if level is None else level
            listed = known.listed or None if listed is None else listed
            style = known.based_on
        if level is not None and level < _BODY_LEVEL:
            return BlockKind.HEADING
        return BlockKind.ITEM if listed else BlockKind.PARAGRAPH


def _styles(data: bytes | None) -> dict[str, Style]:
    if data is None:
        return {}
    styles: dict[str, Style] = {}
    inner: dict[str, Element] = {}
    wanted = frozenset({"w:style", "w:name", "w:basedOn", "w:outlineLvl", "w:numPr"})
    for element in elements(data, SPACES, wanted):
        if element.name != "w:style":
            inner[element.name] = element
            continue
        value = {name: found.attributes.get("w:val", "") for name, found in inner.items()}
        level = value.get("w:outlineLvl", "")
        styles[element.attributes.get("w:styleId", "")] = Style(
            value.get("w:name", ""),
            value.get("w:basedOn", ""),
            int(level) if level.isdecimal() else None,
            "w:numPr" in inner,
        )
        inner = {}
    return styles
