"""What is said beside the words of a document, and how it is put into the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

AUTHOR = "Attribution Auditor"
INITIALS = "AA"

# What XML 1.0 cannot hold in any form.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Splice = tuple[int, int, bytes]  # what stands from one byte to another, and what stands there now


class Remark(NamedTuple):
    """Something said about ``text[start:end]`` of a document, which is not empty."""

    start: int
    end: int
    message: str  # a line for each paragraph


def escaped(text: str) -> str:
    """Return ``text`` as XML holds it between tags."""
    text = _FORBIDDEN.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return ``data`` with the splices, which do not overlap."""
    pieces: list[bytes] = []
    done = 0
    for start, end, new in sorted(splices):
        pieces += (data[done:start], new)
        done = end
    pieces.append(data[done:])
    return b"".join(pieces)
