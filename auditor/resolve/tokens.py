"""Questions about single tokens."""

from __future__ import annotations

from auditor.model import Layout

BREAKS = frozenset(',(—;:"')  # they end the head of a mention; so does a relative pronoun


def capital(layout: Layout, at: int) -> bool:
    """Tell whether a token is capitalised."""
    return layout.cased[at] != layout.words[at]


def initial(layout: Layout, at: int) -> bool:
    """Tell whether a token is the stop behind an initial: "Ruth J. Holm"."""
    return at > 0 and layout.words[at] == "." and len(layout.words[at - 1]) == 1


def opens(layout: Layout, at: int) -> bool:
    """Tell whether a token is the first of its sentence."""
    first = layout.sentences[layout.sentence_of[at]].first
    return at == first or (at == first + 1 and layout.words[first] in "\"'(")


def several(noun: str) -> bool:
    """Tell whether a noun is a plural: "aides"."""
    return noun.endswith("s") and not noun.endswith(("ss", "us"))
