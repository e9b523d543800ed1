"""Which reader takes a file, and what is refused: content and name -> format or one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ReadError
from auditor.formats import read_bytes, suffixes
from auditor.inputs import select

PROSE = "Toll in Arlen\n\nThe ministry said that forty vehicles were burnt, and more, in May.\n"
PAGE = "<!DOCTYPE html>\n<html><body><p>Forty vehicles were burnt, she said.</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.txt", PROSE, "text"),
        ("a.md", PROSE, "markdown"),
        ("a", PROSE, "text"),
        ("<stdin>", PROSE, "text"),
        ("a.story", PROSE, "text"),
        ("<stdin>", PAGE, "html"),
        ("a.txt", PAGE, "html"),
        ("a.txt", "\ufeff\n  " + PAGE.upper(), "html"),
        ("a", "<!-- saved from a site -->\n<HTML lang=en><p>x</HTML>", "html"),
        ("a", "<?xml version='1.0'?>\n<!DOCTYPE html><html></html>", "html"),
        ("<stdin>", "<div class=story>\n<p>Forty were burnt.</p>\n</div>\n", "html"),
        ("a.html", "no markup at all", "html"),
        (
            "a.md",
            "<p align=center>A picture</p>\n\n# Toll in Arlen\n\nForty were burnt.\n",
            "markdown",
        ),
        ("a.txt", "<b>No</b>, she said, and the fire was out by noon.\n", "text"),
        ("a.txt", "A, b, and c, she said.\nD, e, and f, he said.\n" * 4, "text"),
        ("a.txt", "{She} laughed. [He] did not.\n", "text"),
        ("a.txt", "From: the desk of Hal Munt\nTo: all\n\nThe cable failed twice.\n", "text"),
    ],
)
def test_content_and_name_tell_the_format(name: str, content: str, format: str) -> None:
    assert read_bytes(content.encode(), name).format == format


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office"),
        ("a.doc", PROSE.encode(), "old Word document"),
        ("a.pages", b"PK\x03\x04abc", "zip container"),
        ("a.xlsx", b"x", "a table"),
        ("a.csv", b"a,b\n1,2\n", "a table"),
        ("a.msg", b"x", "mail"),
        ("a.zip", b"x", "unpack"),
        ("a.txt", b"\x1f\x8b\x08abc", "unpack"),
        ("a.txt", b"GIF89a\0", "GIF image"),
        ("a.jpg", b"x", "an image"),
        ("a", b"\0\0\0\x18ftypmp42\0", "a recording"),
        ("a", b"RIFF\0\0\0\0WAVEfmt ", "a recording"),
        ("a", b"RIFF\0\0\0\0WEBPVP8 ", "an image"),
        ("<stdin>", b'{"title": "Toll", "body": "Forty were burnt."}\n', "JSON"),
        ("a.txt", b'[{"title": "Toll"}]', "JSON"),
        ("a.txt", b"<?xml version='1.0'?><catalogue><book/></catalogue>", "XML"),
        ("a.txt", b"id,name,place\n1,Holm,Arlen\n2,Rask,Arlen\n3,Lund,Cray\n", "a table"),
        ("a.txt", b"id\tname\tplace\n1\tHolm\tA\n2\tRask\tB\n3\tLund\tC\n", "a table"),
        ("a.txt", b"\\documentclass{article}\n\\begin{document}", "TeX"),
        ("a.txt", b"#!/bin/sh\necho x\n", "a program"),
        ("a.txt", b"1\n00:00:01,000 --> 00:00:02,000\nForty were burnt.\n", "subtitles"),
    ],
)  # fmt: skip
def test_other_kinds_are_refused_with_one_line(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    assert says in str(caught.value) and "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{name}: is ") and "; " in str(caught.value)


def test_files_of_a_folder_that_are_passed_over_are_counted_by_kind(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jpg", "c.JPG", "d/e.xlsx", "d/f.md", "LICENCE", ".hidden", "no.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = select([str(tmp_path)], suffixes(), exclude=["no.*"])
    assert len(found.files) == 2
    assert dict(found.passed_over) == {".jpg": 2, "": 1, ".xlsx": 1}
    assert not select([str(tmp_path)], suffixes(), include=["*.md"]).passed_over


CAFE = "Café closed in Orléans\n\nThe “café” was closed at noon, José Marán said.\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (CAFE.encode(), None, CAFE),
        (CAFE.encode(), "cp1252", CAFE),
        (CAFE.encode(), "utf-16", CAFE),
        (CAFE.encode("utf-8-sig"), "cp1252", CAFE),
        (CAFE.encode("utf-16"), "cp1252", CAFE),
        (CAFE.encode("cp1252"), "cp1252", CAFE),
        (CAFE.encode("cp1252"), "auto", CAFE),
        (CAFE.encode("utf-16-le"), "utf-16-le", CAFE),
        ("京都で".encode("iso2022_jp"), "iso2022_jp", "京都で"),
    ],
)
def test_utf_8_is_read_as_such_whatever_is_named(
    data: bytes, encoding: str | None, text: str
) -> None:
    document = read_bytes(data, "a.txt", encoding=encoding)
    assert document.text == text
    assert bool(document.notes) is (encoding == "auto")


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>", "cp1252"),
        ("<meta charset='windows-1251'>", "cp1251"),
        ("<META CHARSET=\"Shift_JIS\">", "cp932"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=latin-99>", "utf-8"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_that_it_declares(head: str, codec: str) -> None:
    words = {"cp1251": "Москва", "cp932": "東京都"}.get(codec, "Café “Orléans”")
    text = f"<html><head>{head}</head><body><p>{words}</p></body></html>"
    assert read_bytes(text.encode(codec), "a.html").text == text


@pytest.mark.parametrize(
    ("data", "encoding", "says"),
    [
        (CAFE.encode("cp1252"), None, "“Café closed in Orléans"),
        (CAFE.encode("cp1252"), None, "--encoding cp1252"),
        ("é".encode("utf-16-le") + b"a\0b\0c\0", None, "NUL"),
        ("abc".encode("utf-16-le"), None, "--encoding utf-16-le"),
        (b"caf\x81 \x9d", "cp1252", "not valid CP1252"),
    ],
)
def test_what_nothing_tells_is_refused_with_a_proposal(
    data: bytes, encoding: str | None, says: str
) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.txt", encoding=encoding)
    assert says in str(caught.value)
    if encoding:
        assert "--encoding" not in str(caught.value)


def test_an_unknown_declared_encoding_is_named() -> None:
    page = "<meta charset=klingon-1><p>Café</p>".encode("cp1252")
    with pytest.raises(ReadError, match="klingon-1"):
        read_bytes(page, "a.html")
