"""The words of an article as a page shows them: without markup, and without tricks."""

from __future__ import annotations

import re

from auditor.model import Document
from auditor.visible import DROPPED, unmarked

_ORDERS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would turn the text around
_COMMAND = re.compile(r"##(?=[\w.-]*\[)|^[^\S\n]*:(?=:)", re.MULTILINE)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def safe(text: str) -> str:
    """Return ``text`` with what HTML cannot hold shown as U+FFFD; same length."""
    return _FORBIDDEN.sub("\ufffd", text)


def line(text: str) -> str:
    """Return ``text`` on one line, for names and messages."""
    return _ORDERS.sub("", safe(" ".join(text.split())))


def guarded(value: object) -> object:
    """Return ``value`` as it may stand in a page: the last look at all that is printed."""
    return _ORDERS.sub("", safe(value)) if type(value) is str else value


def unobeyed(page: str) -> str:
    """Return a page that looks the same, and in which no pipeline finds a command.

    They obey ``##[command]`` wherever it stands and ``::command`` at the start of a line.
    """
    return _COMMAND.sub(lambda found: f"{found[0][:-1]}&#{ord(found[0][-1])};", page)


class Shown:
    """A document's text, to be asked for by the offsets of the file."""

    def __init__(self, document: Document) -> None:
        self._text = _ORDERS.sub(DROPPED, _FORBIDDEN.sub(_replaced, unmarked(document)))

    def __call__(self, start: int, end: int) -> str:
        """Return what is visible of a stretch."""
        return self._text[start:end].replace(DROPPED, "")


def _replaced(match: re.Match[str]) -> str:
    return DROPPED if match[0] == DROPPED else "\ufffd"
