"""A mail message: its subject as the title, its text or its page, and what is attached."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, cast

from auditor.errors import AuditorError
from auditor.formats._decode import Decoded
from auditor.formats._source import Source
from auditor.formats.text import blocks as text_blocks
from auditor.model import Block, BlockKind, Document

NAME = "eml"

_ANSWERED = re.compile(r"\s*(?:(?:re|fwd?|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SIGNATURE = re.compile(r"^--[ \t]*\r?$", re.MULTILINE)
_FLOWED = re.compile(r"(?<![\n>]) \r?\n(?![ \t]*(?:>|\r?\n|-- ))")
_NEAR = 600  # characters in which a text repeats its subject
_LONGEST = 2000  # characters of a field of the head; the time grows with their square
_STUB = 40  # words; a shorter text says at most that there is a page beside it


class _TooLong(ValueError):
    """A field of the head is."""


class _Policy(policy.EmailPolicy):
    def header_fetch_parse(self, name: str, value: str) -> Any:
        if len(value) > _LONGEST:
            raise _TooLong
        return super().header_fetch_parse(name, value)


class _Body(NamedTuple):
    text: str
    plain: str
    blocks: list[Block]
    notes: tuple[str, ...]


def read(source: Source) -> Document:
    """Return the document of a message; offsets count its subject and the decoded part."""
    try:
        return _read(source)
    except AuditorError:
        raise
    except _TooLong as error:
        what = f"has a field in its head of more than {_LONGEST:,} characters"
        raise source.refusal("format", f"{what}; save its text") from error
    except Exception as error:  # what the standard library makes of a spoiled head is not told
        what = f"is a mail message that cannot be taken apart ({type(error).__name__})"
        raise source.refusal("format", f"{what}; save its text") from error


def _read(source: Source) -> Document:
    message = cast(EmailMessage, message_from_bytes(source.data, policy=_Policy()))
    body = _body(source, message)
    subject = _line(_ANSWERED.sub("", str(message["subject"] or ""), count=1))
    if subject and not _repeated(subject, body.plain):
        body = _below(subject, body)
    attached = [_line(part.get_filename() or part.get_content_type())
                for part in message.iter_attachments()]  # fmt: skip
    notes = [f"not read: its attachment {file}" for file in attached]
    return source.document(
        NAME,
        body.text,
        body.blocks,
        body.plain,
        extracted=True,
        language=_line(str(message["content-language"] or "")).partition(",")[0],
        fields=_fields(message),
        notes=(*body.notes, *notes),
    )


def _body(source: Source, message: EmailMessage) -> _Body:
    """Return the text of a message; its page where the text is only a hint at that."""
    plain, page = (message.get_body((kind,)) for kind in ("plain", "html"))
    if plain is not None:
        body = _text(source, plain)
        if page is None or len(body.text.split()) >= _STUB:
            return body
    if page is None:
        raise source.refusal("format", "is a mail message without a text; save what is attached")
    shown = _page(source, page)
    if plain is not None and len(shown.plain.split()) <= len(body.text.split()):
        return body
    return shown


def _text(source: Source, part: MIMEPart) -> _Body:
    decoded = _decoded(source, part)
    text = decoded.text
    if part.get_param("format", "") == "flowed":
        text = _FLOWED.sub(" ", text)
    around = [(found.start(), found.end(), "quoted from another message")
              for found in _QUOTED.finditer(text)]  # fmt: skip
    signature = _SIGNATURE.search(text)
    if signature:
        rest = [(start, end) for start, end in _lines(text, signature.end())]
        around += ((start, end, "signature") for start, end in rest)
    written = _QUOTED.sub(lambda found: " " * len(found[0]), text)
    if signature:
        written = written[: signature.start()] + " " * (len(text) - signature.start())
    left_out = [
        Block(start, end, BlockKind.AROUND, reason)
        for start, end, reason in sorted(set(around))
        if any(map(str.isalnum, text[start:end]))
    ]
    return _Body(text, text, sorted([*text_blocks(written), *left_out]), decoded.notes)


def _lines(text: str, at: int) -> list[tuple[int, int]]:
    found = re.compile(r"[^\r\n>][^\r\n]*").finditer(text, at)
    return [(line.start(), line.end()) for line in found if line[0].strip()]


def _page(source: Source, part: MIMEPart) -> _Body:
    from auditor.formats._page import read as read_page

    decoded = _decoded(source, part)
    page = read_page(decoded.text)
    return _Body(decoded.text, page.plain, page.blocks, decoded.notes)


def _decoded(source: Source, part: MIMEPart) -> Decoded:
    """Return the text of a part: what cannot be decoded is an error, not a question mark."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return source._replace(data=data).text(part.get_content_charset())


def _below(subject: str, body: _Body) -> _Body:
    """Return the body with the subject above it, as its title."""
    head = f"{subject}\n\n"
    blocks = [Block(0, len(subject), BlockKind.TITLE)]
    for block in body.blocks:
        kind = BlockKind.HEADING if block.kind is BlockKind.TITLE else block.kind
        start, end = block.start + len(head), block.end + len(head)
        blocks.append(block._replace(start=start, end=end, kind=kind))
    return body._replace(text=head + body.text, plain=head + body.plain, blocks=blocks)


def _repeated(subject: str, plain: str) -> bool:
    return _letters(subject) in _letters(plain[:_NEAR])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _fields(message: EmailMessage) -> dict[str, str]:
    fields = {}
    sender = message["from"]
    if sender is not None and sender.addresses:
        first = sender.addresses[0]
        fields["byline"] = _line(first.display_name or first.addr_spec)
    date = message["date"]
    if date is not None:
        fields["date"] = parsedate_to_datetime(str(date)).isoformat()
    return fields


def _line(text: str) -> str:
    """Return a field on one line, without what cannot be shown."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
