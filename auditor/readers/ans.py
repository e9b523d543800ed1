"""Stories in ANS, the JSON of Arc XP."""

from __future__ import annotations

from auditor.model import Document
from auditor.readers._source import Source
from auditor.readers._start import is_json

NAME = "ans"
SUFFIXES = (".ans",)


def sniff(data: bytes) -> bool:
    """Tell a story by the key of its elements."""
    return is_json(data) and b'"content_elements"' in data


def read(source: Source) -> Document:
    """Return the story, element by element."""
    from auditor.readers._ans import read as read_ans

    return read_ans(source, NAME)
