"""Files that are no article for the auditor, known by their bytes or their names.

Nothing is read as plain text that is something else: each kind is refused in one line that
says what to do with it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.patterns import late

_SAVE = "save the article as text, Markdown or a web page"
_TEXT = "take the article's text out of it"

_SIGNATURES = (  # what a file begins with, what it is, what to do
    (b"%PDF-", "a PDF file", _SAVE),
    (b"PK\x03\x04", "a zip container", _SAVE),
    (b"PK\x05\x06", "an empty zip archive", _SAVE),
    (b"\xd0\xcf\x11\xe0", "an old Office document or message", _SAVE),
    (b"{\\rtf", "an RTF document", _SAVE),
    (b"\x89PNG", "a PNG image", _TEXT),
    (b"\xff\xd8\xff", "a JPEG image", _TEXT),
    (b"GIF8", "a GIF image", _TEXT),
    (b"II*\0", "a TIFF image", _TEXT),
    (b"MM\0*", "a TIFF image", _TEXT),
    (b"8BPS", "a Photoshop image", _TEXT),
    (b"ID3", "a sound recording", "transcribe it"),
    (b"OggS", "a recording", "transcribe it"),
    (b"\x1aE\xdf\xa3", "a film", "transcribe it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ\0", "an xz archive", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"Rar!\x1a", "a rar archive", "unpack it"),
    (b"SQLite format 3\0", "a database", _TEXT),
    (b"PAR1", "a Parquet table", _TEXT),
    (b"\x7fELF", "a program", "name an article"),
    (b"MZ\x90", "a program", "name an article"),
    (b"%!PS", "a PostScript file", _SAVE),
    (b"BEGIN:VCARD", "an address card", "name an article"),
    (b"BEGIN:VCALENDAR", "a calendar", "name an article"),
    (b"WEBVTT", "subtitles", _TEXT),
)
_NAMES = {  # endings, what it is, what to do
    ".doc .dot": ("an old Word document", "save it as .docx or text"),
    ".docx .docm .odt .rtf .wpd .wps .hwp": ("a word processor's document", _SAVE),
    ".pages": ("a Pages document", "export it as .docx or text"),
    ".xls .xlsx .xlsm .xlsb .ods .numbers .csv .tsv": (
        "a table", "name a file for each article",
    ),
    ".ppt .pptx .odp .key": ("a slide show", _TEXT),
    ".msg .pst .eml .mbox": ("mail", "save the message as text or a web page"),
    ".pdf .ps .eps .ai .indd .idml .qxp .pub .xps .djvu": ("a page layout", _SAVE),
    ".epub .mobi .azw .azw3 .fb2": ("a book", _TEXT),
    ".mht .mhtml .webarchive": ("a web archive", "save the page as .html"),
    ".json .jsonl .ndjson .geojson": ("JSON", _TEXT),
    ".xml .rss .atom .nitf": ("XML", _TEXT),
    ".yaml .yml .toml .ini .cfg .conf .log .sql": ("data", "name an article"),
    ".tex .bib .latex .typ": ("a TeX or similar source", _SAVE),
    ".srt .vtt .sbv .ass": ("subtitles", _TEXT),
    ".vcf .ics": ("an address card or calendar", "name an article"),
    ".jpg .jpeg .png .gif .webp .tif .tiff .bmp .svg .heic .avif .psd .ico": ("an image", _TEXT),
    ".mp3 .m4a .wav .ogg .flac .aac .mp4 .mov .avi .mkv .webm .wmv": (
        "a recording", "transcribe it",
    ),
    ".zip .tar .gz .tgz .bz2 .xz .7z .rar .zst": ("an archive", "unpack it"),
    ".py .js .ts .css .scss .java .c .h .cpp .go .rs .rb .php .sh .bat .ps1 .ipynb": (
        "a program", "name an article",
    ),
    ".db .sqlite .sqlite3 .parquet .feather .pickle .npy": ("a database", _TEXT),
}  # fmt: skip
_OF_SUFFIX = {suffix: kind for endings, kind in _NAMES.items() for suffix in endings.split()}

_JSON = late(rb'\s*(?:\{\s*(?:"|\})|\[\s*(?:[\[{"\d]|\]))')
_JSON_END = late(rb"[\]}]\s*$")
_TEX = late(rb"\s*(?:%[^\n]{0,200}\n\s*){0,20}\\(?:documentclass|documentstyle|begin\{)")
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,60}){2,100}"
)
_MAIL_SIGN = late(
    rb"^(?:mime-version|received|return-path|message-id|content-type|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_CUE_TIME = late(rb"\s*1\r?\n\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:")
_HEAD = 64 * 1024
_ROWS = 4


class Foreign(NamedTuple):
    """What a file is, what to do with it, and the code of the error."""

    what: str
    cure: str
    code: str = "format"


def foreign(data: bytes, suffix: str) -> Foreign | None:
    """Return what a file is that is no article; None where it may be one.

    ``data`` is all of it, ``suffix`` the ending of its name in small letters.
    """
    for signature, what, cure in _SIGNATURES:
        if data.startswith(signature):
            return Foreign(what, cure, "binary")
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ")):
        return Foreign("a recording", "transcribe it", "binary")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Foreign("an image", _TEXT, "binary")
    kind = _OF_SUFFIX.get(suffix) or _by_shape(data.removeprefix(b"\xef\xbb\xbf"))
    return Foreign(*kind) if kind else None


def _by_shape(data: bytes) -> tuple[str, str] | None:
    """Return what text is, whose form shows that it is data, mail or a program."""
    head = data[:_HEAD]
    opening = head.lstrip()[:60].lower()
    first = opening[:1]  # nearly always a letter: then most patterns need not be made
    if first in (b"{", b"[") and _JSON.match(head) and _JSON_END.search(data[-200:]):
        return "JSON", _TEXT
    if opening.startswith((b"<?xml", b"<rss", b"<feed", b"<nitf", b"<newsitem")):
        return "XML of a kind that is not known", _TEXT
    if opening.startswith((b"<svg", b"<?php")):
        return "no article", "name an article"
    if opening.startswith(b"#!"):
        return "a program", "name an article"
    if first in (b"\\", b"%") and _TEX.match(head):
        return "a TeX source", _SAVE
    mail = _MAIL.match(head)
    if mail and _MAIL_SIGN.search(mail[0]):
        return "mail", "save the message as text or a web page"
    if first == b"1" and _CUE_TIME.match(head):
        return "subtitles", _TEXT
    if _table(head):
        return "a table", "name a file for each article"
    return None


def _table(head: bytes) -> bool:
    """Tell whether each line has the same number of cells; in prose a blank follows commas."""
    lines = [line for line in head.splitlines()[:50] if line.strip()]
    if len(head) == _HEAD:
        lines = lines[:-1]
    if len(lines) < _ROWS:
        return False
    return any(_cells(lines, separator) for separator in (b"\t", b";", b","))


def _cells(lines: list[bytes], separator: bytes) -> bool:
    bare = [re.sub(rb'"[^"]*"', b'""', line) for line in lines]
    counts = {line.count(separator) for line in bare}
    if len(counts) != 1 or counts.pop() < 2:
        return False
    joined = b"\n".join(bare)
    return joined.count(separator + b" ") * 5 < joined.count(separator)
