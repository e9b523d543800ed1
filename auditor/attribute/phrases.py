"""Noun phrase chunks to the left and right of a token, found by word class alone."""

from __future__ import annotations

from auditor.attribute.words import NOMINAL, Tokens
from auditor.model import Range


def left_chunks(tokens: Tokens, first: int, at: int, limit: int) -> list[Range]:
    """Return up to ``limit`` chunks that end at or before ``at``, nearest first."""
    classes, found = tokens.classes, list[Range]()
    while at > first and len(found) < limit:
        at -= 1
        name = classes[at]
        if name in ("pron", "who", "which"):
            found.append(Range(at, at + 1))
            continue
        if name == "that" and at + 1 < len(classes) and classes[at + 1] in _FINITE:
            found.append(Range(at, at + 1))
            continue
        if name not in NOMINAL:
            continue
        end = at + 1
        while at > first and classes[at - 1] in NOMINAL and classes[at] != "det":
            at -= 1
        found.append(Range(at, end))
    return found


_FINITE = frozenset(("v", "be", "have", "do", "modal", "ed", "ly", "adv"))


def right_chunks(tokens: Tokens, at: int, stop: int, limit: int) -> list[Range]:
    """Return up to ``limit`` chunks that begin at or after ``at``, nearest first."""
    classes, found = tokens.classes, list[Range]()
    while at < stop and len(found) < limit:
        name = classes[at]
        if name in ("pron", "who", "which"):
            found.append(Range(at, at + 1))
            at += 1
            continue
        if name not in NOMINAL:
            at += 1
            continue
        begin = at
        at += 1
        while at < stop and classes[at] in NOMINAL and classes[at] != "det":
            at += 1
        found.append(Range(begin, at))
    return found
