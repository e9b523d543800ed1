"""Files and bytes to documents: text -> kinds and words of the blocks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import ReadError, UsageError
from auditor.formats import formats, read_bytes, read_document, read_text, suffixes
from auditor.packs.load import load_rules
from auditor.segment import segment

LEAD = "The mayor opened the new bridge on Friday, and a crowd came to see it, police said."


def blocks(text: str, format: str = "text") -> list[tuple[str, str]]:
    document = read_text(text, format=format)
    assert len(document.plain) == len(document.text)
    return [
        (block.kind.value, " ".join(document.plain[block.start : block.end].split()))
        for block in document.blocks
    ]


def title(text: str) -> str | None:
    return next((words for kind, words in blocks(text) if kind == "title"), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Mayor opens bridge\n{LEAD}", "Mayor opens bridge"),
        (f"Mayor opens bridge\n\n{LEAD}", "Mayor opens bridge"),
        (f"‘We did it’: mayor opens bridge\n{LEAD}", "'We did it': mayor opens bridge"),
        (f"Will the bridge hold?\n{LEAD}", "Will the bridge hold?"),
        (f"The Bridge That Took A City Twenty Years.\n\n{LEAD}",
         "The Bridge That Took A City Twenty Years."),
        (f"New bridge opened by mayor.\n\n{LEAD}", "New bridge opened by mayor."),
        (f"By Jane Doe\nMayor opens bridge\n{LEAD}", "Mayor opens bridge"),
        (f"World\nMayor opens bridge at last\n{LEAD}", "Mayor opens bridge at last"),
        (LEAD, None),
        (f"{LEAD}\n{LEAD}", None),
        ("Mayor opens bridge", None),
        ("It was a cold day.\n\nNobody came, and the bridge stayed shut until the evening.", None),
        ("The bridge is shut. Nobody knows why\n" + LEAD, None),
        ("", None),
    ],
)  # fmt: skip
def test_a_title_is_found_by_evidence_and_never_invented(text: str, expected: str | None) -> None:
    assert title(text) == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("What the engineers say", "heading"),
        ("ADVERTISEMENT", "heading"),
        ("5:30 p.m.", "heading"),
        ("The ship in port. Photograph: Jane Doe/Getty Images", "caption"),
        ("He left.", "paragraph"),
        ("• Eight people hurt", "item"),
        ("Image caption, The mayor sees the bridge", "caption"),
        ("“We go on” — Jane Doe", "paragraph"),
        ("JANE DOE: Why not", "paragraph"),
        ("But can it hold the weight of so many lorries?", "paragraph"),
        ("and so it goes on", "paragraph"),
        ("The bridge is shut. More about it here", "paragraph"),
    ],
)
def test_lines_inside_an_article(line: str, kind: str) -> None:
    assert blocks(f"Mayor opens bridge\n{LEAD}\n{line}\n{LEAD}")[2][0] == kind


def test_lines_are_paragraphs() -> None:
    text = f"Mayor opens bridge\r\n{LEAD}\r\n\r\n{LEAD}\rThe end came late.\u2028So it did."
    assert [kind for kind, _ in blocks(text)] == ["title", *["paragraph"] * 4]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "Mayor opens bridge\n\n"
        "The mayor of the small town by the river opened\n"
        "the new bridge on Friday, and a crowd of some\n"
        "hundreds came to see it, the police said.\n\n"
        "He spoke of the years it had taken, and of those\n"
        "who had paid for it without being asked.\n"
    )
    assert [(kind, len(words.split())) for kind, words in blocks(text)] == [
        ("title", 3), ("paragraph", 28), ("paragraph", 19),
    ]  # fmt: skip


def test_a_stand_first_and_a_half_title_are_headings() -> None:
    below = "A new crossing took the town twenty years of talks, a report on it says"
    assert [kind for kind, _ in blocks(f"Mayor opens bridge\n{below}\n{LEAD}")][:2] == [
        "title", "heading",
    ]  # fmt: skip


MARKDOWN = [
    ("# Title\n\nText *one* **two** __three__ _four_ ~~five~~.",
     [("title", "Title"), ("paragraph", "Text one two three four five .")]),
    ('---\ntitle: "A title: here"\ndate: 2024-01-01\n---\n\nText it is.',
     [("title", "A title: here"), ("paragraph", "Text it is.")]),
    ("+++\ntitle = 'Toml'\n+++\nText it is.", [("title", "Toml"), ("paragraph", "Text it is.")]),
    ("---\nnot closed, so it is a ruler.", [("paragraph", "not closed, so it is a ruler.")]),
    ("Title\n=====\n\nText it is.\n\nSub\n---\n\nMore of it.",
     [("title", "Title"), ("paragraph", "Text it is."), ("heading", "Sub"),
      ("paragraph", "More of it.")]),
    ("# T #\n\n## S ## {#id}\n\nText it is.",
     [("title", "T"), ("heading", "S"), ("paragraph", "Text it is.")]),
    ("Text is\nover lines.\n\n> Quoted\n> on.\nLazily.\n\nEnd it is.",
     [("paragraph", "Text is over lines."), ("quote", "Quoted on. Lazily."),
      ("paragraph", "End it is.")]),
    ("- one\n  more\n* two\n1. three\n2) four\n- [x] five",
     [("item", "one more"), ("item", "two"), ("item", "three"), ("item", "four"),
      ("item", "five")]),
    ("[Link](http://x.org/a_(b) 'T') and [ref][r], [r], [sic] text.\n\n[r]: http://x.org \"T\"",
     [("paragraph", "Link and ref , r , [sic] text.")]),
    ("![The dam at night](dam.jpg)\n\nText ![in](a.png) it.",
     [("caption", "The dam at night"), ("paragraph", "Text in it.")]),
    ("Text `code` it.\n\n```py\nx = 1\n```\n\n~~~\nnever closed", [("paragraph", "Text code it.")]),
    ("Text <b>bold</b> <!-- gone\nhere --> is <http://x.org> it.\n\n<script>\nx\n</script>",
     [("paragraph", "Text bold is it.")]),
    ("A <!-- that never ends is the writer's.", [("paragraph", "A <!-- that never ends is the "
                                                  "writer's.")]),
    ("| a | b |\n|---|:-:|\n| c | d |", [("item", "a b"), ("item", "c d")]),
    ("Text[^1] it is.\n\n[^1]: A note.", [("paragraph", "Text it is."), ("item", "A note.")]),
    ("Not \\*this\\* &amp; &quot;that&quot; it is.",
     [("paragraph", 'Not *this * & "that" it is.')]),
    ("***\n\nText it is.\n\n- - -\n", [("paragraph", "Text it is.")]),
    ("{{< figure >}} Text {% raw %} it is.", [("paragraph", "Text it is.")]),
    ("**By Jane Doe**\n\nMayor opens the bridge\n\n" + LEAD,
     [("heading", "By Jane Doe"), ("title", "Mayor opens the bridge"), ("paragraph", LEAD)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text, "markdown") == expected
    crlf = blocks(text.replace("\n", "\r\n"), "markdown")
    assert [kind for kind, _ in crlf] == [kind for kind, _ in expected]


def test_marks_inside_a_word_do_not_cut_it() -> None:
    document = read_text("W**hil**e it&#8217;s caf&eacute; snake_case.", format="markdown")
    assert segment(document, load_rules()).words == ["while", "it", "'s", "café", "snake_case", "."]


def test_markdown_marks_do_not_part_quotation_marks_from_words() -> None:
    layout = segment(
        read_text('He said "*We* **go.**" "[No](x)." It is.', format="markdown"), load_rules()
    )
    assert len(layout.quotations) == 2
    assert len(layout.sentences) == 3


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é – “x”".encode(), "é – “x”"),
        ("\ufeffx".encode(), "x"),
        ("\ufeffé x".encode("utf-16-le"), "é x"),
        ("\ufeffé x".encode("utf-16-be"), "é x"),
        ("\ufeffé x".encode("utf-32-le"), "é x"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"", ""),
        (b" \n\t", " \n\t"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    document = read_bytes(data, "a.txt")
    assert document.text == text
    assert bool(document.blocks) is bool(text.strip())


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("é “x”".encode("cp1252"), "cp1252", "é “x”"),
        ("\ufeffé".encode(), "utf-8", "é"),
        ("\ufeffé".encode(), "utf-8-sig", "é"),
        ("\ufeffé".encode("utf-16-le"), "utf-16", "é"),
        ("é".encode("utf-16-le"), "utf-16-le", "é"),
    ],
)
def test_a_named_encoding(data: bytes, encoding: str, text: str) -> None:
    assert read_bytes(data, "a.txt", encoding=encoding).text == text


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"one\ntwo \xff x", "decode", "byte 0xff at offset 8, line 2"),
        (b"one\ntwo \xff x", "decode", "--encoding"),
        (b"\xef\xbb\xbfa\xff", "decode", "offset 4"),
        (b"\xff\xfea", "decode", "UTF-16-LE"),
        (b"a\0b", "binary", "offset 1"),
        (b"PK\x03\x04x", "binary", "zip"),
        (b"\xff\xfea\0\0\0", "binary", "NUL"),
    ],
)
def test_what_is_not_text(data: bytes, code: str, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.txt")
    assert caught.value.code == code
    assert says in str(caught.value)
    assert str(caught.value).startswith("a.txt: ")


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "a\0b"])
def test_an_unknown_encoding_is_a_wrong_call(encoding: str) -> None:
    with pytest.raises(UsageError):
        read_bytes(b"x", "a.txt", encoding=encoding)


def test_paths(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as missing:
        read_document(tmp_path / "no.txt")
    assert missing.value.code == "missing"
    with pytest.raises(ReadError) as folder:
        read_document(tmp_path)
    assert folder.value.code == "io"
    with pytest.raises(ReadError):
        read_document("a\0b.txt")
    path = tmp_path / "a.MD"
    path.write_bytes(b"# T\n\nText it is.")
    document = read_document(str(path))
    assert (document.format, document.path, len(document.sha256)) == ("markdown", str(path), 64)


def test_formats() -> None:
    assert {"text", "markdown", "html", "docx"} <= set(formats())
    assert {".txt", ".md"} <= suffixes()
    assert read_bytes(b"x", "-").format == "text"
    assert read_bytes(b"# x", "-", format="markdown").format == "markdown"
    with pytest.raises(UsageError):
        read_bytes(b"x", "-", format="clay")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=120), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_bytes_raise_only_read_errors(data: bytes, path: str) -> None:
    try:
        document = read_bytes(data, path)
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        assert len(document.plain) == len(document.text)


MARKUP = st.text(st.sampled_from("ab .\n\r\t#*_`~>-+=|[]()!<>&;:\\\"'{}%^/1‘“\u200b"), max_size=80)


@settings(max_examples=500, deadline=None)
@given(MARKUP, st.sampled_from(["markdown", "text", "html"]))
def test_any_markup_keeps_its_length_and_loses_no_word(text: str, format: str) -> None:
    document = read_text(text, format=format)
    assert len(document.plain) == len(document.text)
    ends = [0]
    for block in document.blocks:
        assert ends[-1] <= block.start < block.end
        ends.append(block.end)
    outside = document.plain
    for block in reversed(document.blocks):
        outside = outside[: block.start] + outside[block.end :]
    assert not any(map(str.isalnum, outside)), "words outside all blocks"


def test_a_text_loads_nothing_that_documents_need() -> None:
    code = (
        "import sys; from auditor.formats import read_bytes, suffixes; suffixes();"
        "read_bytes(b'It held, they said.', 'a.txt');"
        "print([m for m in ('auditor.office', 'email', 'zipfile', 'xml', 'pypdfium2')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
