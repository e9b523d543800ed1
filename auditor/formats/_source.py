"""What a reader is given, and what it makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from auditor.digests import sha256
from auditor.errors import ReadError
from auditor.formats._decode import Decoded, decode
from auditor.model import Block, Document
from auditor.text import fold

_MOST_LETTERS = 1_000_000  # of what is to be audited, which takes time; a long novel has more


class Source(NamedTuple):
    """The bytes of a file and its name; ``decoded`` is its text where a caller has it."""

    data: bytes
    path: str
    encoding: str | None = None  # what the caller says of files that are not UTF-8
    decoded: str | None = None
    mapping: Mapping[str, str] = {}  # where JSON of a house's own has its texts, by their names

    def text(self, declared: str | None = None) -> Decoded:
        """Return the text without a byte-order mark, newlines as they are.

        ``declared`` is the encoding that the format itself names, if any.  Raises ReadError
        where the bytes are no text, or text in an encoding that nothing tells.
        """
        if self.decoded is not None:
            return Decoded(self.decoded)
        return decode(self.data, self.path, self.encoding, declared)

    def document(
        self,
        format: str,
        text: Decoded | str,
        blocks: Sequence[Block],
        plain: str | None = None,
        *,
        extracted: bool = False,
        language: str = "",
        fields: Mapping[str, str] = {},
        doubts: Sequence[str] = (),
        notes: Sequence[str] = (),
    ) -> Document:
        """Return the document; ``plain`` is ``text`` with its markup blanked, not yet folded.

        The other arguments are the fields of ``Document``.
        """
        written = text if isinstance(text, str) else text.text
        told = () if isinstance(text, str) else text.notes
        plain = written if plain is None else plain
        if len(plain) > _MOST_LETTERS < len(plain) - plain.count(" "):
            raise self.refusal("io", f"more than {_MOST_LETTERS:,} letters; audit it in parts")
        return Document(
            self.path,
            format,
            written,
            fold(plain),
            tuple(blocks),
            sha256(self.data).hexdigest(),
            extracted,
            language,
            fields,
            tuple(doubts),
            (*told, *notes),
        )

    def refusal(self, code: str, what: str) -> ReadError:
        """Return the error that says, after the path, ``what`` is wrong and what to do."""
        return ReadError(code, f"{self.path}: {what}")

    def needs(self, extra: str, what: str) -> ReadError:
        """Return the error for a format whose library is not installed."""
        install = f"pip install 'attribution-auditor[{extra}]'"
        return self.refusal("extra", f"{what} is read with a library that is missing: {install}")
