"""Mail messages: the text or the page in them, what is quoted, signed and attached."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from containers import as_text, story, told
from mutations import survives

from auditor.errors import ReadError
from auditor.formats import read_bytes
from auditor.model import BlockKind

LEAD = "The ministry said the dam had held, and the governor said that nobody had been hurt."
LONG = " ".join([LEAD] * 4)


def message(
    text: str = "", page: str = "", subject: str = "Dam holds", **head: str
) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = subject
    mail["From"] = "Jo Doe <jo@example.org>"
    mail["Date"] = "Sun, 01 Mar 2026 12:00:00 +0100"
    mail["Message-ID"] = "<1@example.org>"
    for name, value in head.items():
        mail[name.replace("_", "-")] = value
    if text:
        mail.set_content(text)
    if page and text:
        mail.add_alternative(page, subtype="html")
    elif page:
        mail.set_content(page, subtype="html")
    return mail


def blocks(data: bytes) -> list[tuple[str, str]]:
    document = read_bytes(data, "a.eml")
    assert document.extracted
    return [
        (block.kind.value, " ".join(document.plain[block.start : block.end].split()))
        for block in document.blocks
    ]


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        (message(LEAD), [("title", "Dam holds"), ("paragraph", LEAD)]),
        (message(LEAD, subject="Fwd: RE: Dam holds"),
         [("title", "Dam holds"), ("paragraph", LEAD)]),
        (message(f"DAM HOLDS\n\n{LEAD}"), [("title", "DAM HOLDS"), ("paragraph", LEAD)]),
        (message("", f"<p>{LEAD}</p>"), [("title", "Dam holds"), ("paragraph", LEAD)]),
        (message("See the page.", f"<p>{LONG}</p>"), [("title", "Dam holds"), ("paragraph", LONG)]),
        (message(LONG, "<p>Other words.</p>"), [("title", "Dam holds"), ("paragraph", LONG)]),
        (message(f"{LEAD}\n\nOn Friday you wrote:\n> It fell.\n> Did it?\n\n-- \nJo\nAt Example"),
         [("title", "Dam holds"), ("paragraph", LEAD), ("paragraph", "On Friday you wrote:"),
          ("around", "> It fell."), ("around", "> Did it?"), ("around", "Jo"),
          ("around", "At Example")]),
    ],
)  # fmt: skip
def test_the_text_of_a_message(mail: EmailMessage, expected: list[tuple[str, str]]) -> None:
    assert blocks(mail.as_bytes()) == expected


def test_flowed_lines_are_one_paragraph() -> None:
    text = "The ministry said \nthe dam had \nheld.\n\nIt rained.\n"
    head = b"Message-ID: <1@x>\nContent-Type: text/plain; format=flowed\n\n"
    assert blocks(head + text.encode()) == [
        ("paragraph", "The ministry said the dam had held."), ("paragraph", "It rained."),
    ]  # fmt: skip


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_encodings(charset: str, coding: str) -> None:
    mail = message()
    mail.set_content("Der Müller sagte: é.", charset=charset, cte=coding)
    assert blocks(mail.as_bytes())[1] == ("paragraph", "Der Müller sagte: é.")


def test_what_cannot_be_decoded_is_not_read() -> None:
    data = b"Message-ID: <1@x>\nContent-Type: text/plain; charset=utf-8\n\nM\xfcller said so.\n"
    with pytest.raises(ReadError, match="not valid UTF-8"):
        read_bytes(data, "a.eml")


def test_attachments_are_named() -> None:
    mail = message(LEAD)
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="report.pdf")
    document = read_bytes(mail.as_bytes(), "a.eml")
    assert document.notes == ("not read: its attachment report.pdf",)
    assert document.fields == {"byline": "Jo Doe", "date": "2026-03-01T12:00:00+01:00"}


def test_a_message_without_text() -> None:
    mail = EmailMessage()
    mail["Message-ID"] = "<1@x>"
    mail.set_content(b"x", maintype="application", subtype="pdf")
    with pytest.raises(ReadError, match="without a text"):
        read_bytes(mail.as_bytes(), "a.eml")


@pytest.mark.parametrize("name", ["strike-north.txt", "council-row.txt", "wire-chain.txt"])
def test_a_story_is_audited_as_its_text_is(name: str) -> None:
    text = story(name)
    mail = message("\n\n".join(text[1:]), subject=text[0])
    document = read_bytes(mail.as_bytes(), "story.msg")
    assert told(document) == told(as_text(text))


def test_a_damaged_message_raises_only_read_errors() -> None:
    mail = message(LONG, f"<p>{LONG}</p>")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="report.pdf")
    survives(mail.as_bytes(), "a.eml")


@pytest.mark.parametrize(
    "field",
    ["Subject: " + "=?utf-8?q?x?= " * 100_000, "Content-Type: text/plain; " + "a=b; " * 100_000],
    ids=["subject", "type"],
)
def test_a_field_of_the_head_may_not_be_endless(field: str) -> None:
    """The standard library's time and memory grow with the square of its length."""
    with pytest.raises(ReadError, match=r"a field in its head of more than 2,000 characters"):
        read_bytes(f"From: a@b.example\n{field}\n\nIt held.\n".encode(), "a.eml")


def test_many_quoted_lines_take_no_longer_than_as_many_others() -> None:
    lines = 100_000
    document = read_bytes(b"From: a@b.example\n\nIt held.\n" + b"> x\n" * lines, "a.eml")
    around = [block for block in document.blocks if block.kind is BlockKind.AROUND]
    assert len(around) == lines
