"""Why an audit may not be one of the article: then it is no pass, whatever its figures."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Layout
from auditor.patterns import late

_LEAST = 40  # words of content; fewer are no article
_FEW = 2  # broken characters are a slip, more a pattern
# UTF-8 that was read as Windows' page for the West, or as the Macintosh's: é is Ã© or √©.
_TWICE = late(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]"
    "|\u00e2[\u0080\u20ac][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
    "|\u221a[\u00a9\u00a2\u00a7\u00ae\u00b1\u00a5\u00a8\u2202\u00df\u00ba]|\u201a\u00c4[\u00f4\u00fa\u00f9\u00ec\u00ee\u00f2]"
)
_SIGNS = "\u00c2\u00c3\u00e2\u221a\u201a"  # that it begins with
_LOST = "\ufffd"
# A word as the eye of a machine sees it: digits or marks among its letters, a capital inside.
_ODD = late(
    r"(?<![\w@#/.:_-])(?=\w*[a-z])(?:[a-z]+[0-9|~^\u00a3\u20ac\u00a7\u00b0\\\]\[{}<>*=][a-z]+|[a-z]+[A-Z][a-z]*(?<!s)"
    r"|[a-z]*[0-9][a-z]{2,}|[a-z]{2,};[a-z]+|[a-z]+['\u2019,.][a-z]{4,})(?![\w@/.:_-])"
)
_ORDINAL = late(r"\d+(?:st|nd|rd|th|pm|am|km|kg|mm|cm|bn|mph|kph|s|m)$")
_READ_BADLY, _MIXED = 0.025, 0.01  # of the words, of the different ones
_MANY = 100  # words that tell


def doubts(
    layout: Layout, words: int, content_words: int, language: Sequence[str]
) -> tuple[str, ...]:
    """Return the reasons not to rely on an audit; none for nearly all.

    ``words`` are those of the file, ``content_words`` those that count; ``language`` are the
    doubts about what it is written in.
    """
    found = [*layout.document.doubts, *language]
    if not content_words:
        none = f"none of its {words:,} words is content" if words else "the file has no words"
        found.insert(0, none)
    elif content_words < _LEAST:
        word = "word" if content_words == 1 else "words"
        found.append(f"it has only {content_words} {word} of content")
    return (*found, *_garbled(layout, words))


def _garbled(layout: Layout, words: int) -> list[str]:
    text = layout.document.text
    if not text.isascii():
        if any(sign in text for sign in _SIGNS) and len(_TWICE.findall(text)) > _FEW:
            return ["its characters are garbled: it was decoded with a wrong encoding once"]
        if text.count(_LOST) > _FEW:
            return ["some of its characters are lost: each is a question mark in a lozenge"]
    seen = set(layout.cased)
    mixed = sum(1 for word in seen if word.isalnum() and not word.isalpha() and word[0].isalpha())
    if words < _MANY or mixed <= _MIXED * len(seen):
        return []  # nearly always: nothing else need be looked for
    odd = [word for word in _ODD.findall(layout.document.plain) if not _ORDINAL.match(word)]
    if len(odd) > _READ_BADLY * words:
        return ["it reads like the transcript of a scan: many words hold stray marks"]
    return []
