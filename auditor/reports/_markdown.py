"""Words of an article as Markdown that means nothing but the words."""

from __future__ import annotations

import re

from auditor.reports._style import printable

# What Markdown reads as markup anywhere, ends of table cells and formulas included.
_MARKUP = re.compile(r"[\\`*_\[\]|~$]")
_LEADING = re.compile(r"^(?=[-+=#>])|^(\d+)(?=[.)])")  # lists, rules, headings, quotes
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "[": "&#91;"}
# What hosts make links of without any markup: mentions, numbers of issues, addresses.
_LINKED = re.compile(
    r"""(?<=[@#!%$~&^])(?=[\w"])|(?<=\bGH-)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)"""
    r"|(?<=mailto:)|(?<=xmpp:)",
    re.IGNORECASE,
)
_ENTITIES = re.compile("[&<>\\[]")


def escaped(text: str) -> str:
    """Return ``text`` on one line for a paragraph, a list item or a table cell."""
    text = _LINKED.sub("\u200b", printable(text))
    text = _MARKUP.sub(lambda match: f"\\{match[0]}", text)
    text = _LEADING.sub(lambda match: f"{match[1] or ''}\\", text)
    text = re.sub("[&<>]", lambda match: _HTML[match[0]], text)
    return text.replace("\u200b", "&#8203;")


def in_html(text: str) -> str:
    """Return ``text`` on one line for a block of HTML, in which Markdown is not read."""
    text = _LINKED.sub("\u200b", printable(text))
    text = _ENTITIES.sub(lambda match: _HTML[match[0]], text)
    return text.replace("\u200b", "&#8203;")
