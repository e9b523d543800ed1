"""Documents of word processors made by hand: the least that a program opens, or a story in one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from auditor.audit import audit
from auditor.formats import read_bytes, read_document
from auditor.model import Document
from auditor.packs.load import load_rules
from auditor.text import fold
from auditor.visible import visible

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {"styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes",
          "comments": "comments"}  # fmt: skip


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a container of these parts; the first one is not compressed, as ODF wants it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for number, (name, content) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, (2026, 3, 1, 12, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            container.writestr(info, content)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a Word document of this body; ``parts`` are the insides of styles, footnotes, …"""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>'
        for name in parts
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{name}" Target="{name}.xml"/>'
        for number, name in enumerate(parts, 1)
    )
    files = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:mc="{_MC}" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        f'mc:Ignorable="w14"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
    }
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = (
            f'{_HEAD}<w:{name} xmlns:w="{_W}" '
            f'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
            f"{inside}</w:{name}>"
        )
    return zipped(files)


def odt(body: str, styles: str = "") -> bytes:
    """Return an OpenDocument text of this body; ``styles`` are its automatic ones."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
            ("style", "style"), ("svg", "svg-compatible"),
        )
    )  # fmt: skip
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content '
            f'{spaces} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": f'<?xml version="1.0"?><manifest:manifest '
            f'xmlns:manifest="{manifest}" manifest:version="1.3">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>',
        }
    )


def p(text: str, style: str = "", inside: str = "") -> str:
    """Return a paragraph of Word's: a run of ``text``, then more XML."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""
    return f"<w:p>{look}{run}{inside}</w:p>"


def story(name: str = "strike-north.txt") -> list[str]:
    """Return the paragraphs of a sample, its title first."""
    document = read_document(SAMPLES / name)
    return [" ".join(document.text[b.start : b.end].split()) for b in document.blocks]


def told(document: Document) -> list[tuple[object, ...]]:
    """Return the segments of the audit, without their offsets: what any format must agree on."""
    result = audit(document, load_rules())
    return [
        (
            segment.status,
            segment.party,
            segment.carried,
            segment.words,
            seen(document, segment.start, segment.end),
        )
        for segment in result.segments
    ]


def seen(document: Document, start: int, end: int) -> str:
    """Return what a reader sees of a stretch of the file."""
    return fold(" ".join(visible(document, start, end).split()))


def as_text(lines: list[str]) -> Document:
    """Return the same story as plain text."""
    return read_bytes("\n\n".join(lines).encode(), "story.txt")
