"""Where markup is nothing but text, and how far a list item reaches: by the lines and tags.

A comment in code is shown to the reader: it is no comment.  One in a list item is about
that item.  Plain functions over the text of a Markdown file or a web page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from auditor.model import Span
from auditor.patterns import late

_LINE = late(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FENCE = late(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_MARKER = late(r"(?P<indent>[ \t>]*)(?:[-*+\u2022]|\d{1,9}[.)])(?:[ \t]|$)")
_RUN = late(r"\\`|`+|<!--")
_RAW = late(
    r"<!--|<(?P<name>script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext)\b",
    re.IGNORECASE,
)
_LIST_TAG = late(r"<(?P<end>/?)(?P<name>li|ul|ol|menu)\b", re.IGNORECASE)
_INDENTED = 4  # blanks before a line of code


def literal(text: str, format: str) -> list[Span]:
    """Return the stretches in which markup is text, sorted: code, or what a page does not parse."""
    return list(_of_markdown(text) if format == "markdown" else _of_page(text))


def items(text: str, format: str) -> list[Span]:
    """Return the list items, sorted by where they begin; one inside another follows it."""
    return sorted(_items_of_markdown(text) if format == "markdown" else _items_of_page(text))


def inside(spans: Sequence[Span], at: int) -> bool:
    """Whether a place lies in one of some stretches that do not overlap."""
    number = bisect_right(spans, at, key=lambda span: span.start) - 1
    return number >= 0 and at < spans[number].end


# ---------------------------------------------------------------- Markdown


def _of_markdown(text: str) -> Iterator[Span]:
    part, fence, opened = 0, "", 0  # where the text outside of blocks of code goes on
    blank, listed = True, False
    hidden = 0  # the end of a comment that has begun
    last = text.rfind("-->")
    for found in _LINE.finditer(text):
        start, line = found.start(), found[0].rstrip("\r\n")
        if start < hidden:
            continue
        mark = _FENCE.match(line)
        if fence:
            if mark and mark["fence"].startswith(fence) and not mark["info"].strip():
                yield Span(opened, found.end())
                fence, part = "", found.end()
        elif mark and not (mark["fence"][0] == "`" and "`" in mark["info"]):
            yield from _spans(text, part, start)
            fence, opened = mark["fence"], start
        elif not line.strip():
            yield from _spans(text, part, start)
            part, blank = found.end(), True
            continue
        else:
            indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
            if _MARKER.match(line):
                listed = True
            elif blank and indent < 2:
                listed = False
            if indent >= _INDENTED and not listed and (blank or part == start):
                yield Span(start, found.end())
                part = found.end()
                continue  # the next line may go on with it
            if line.lstrip().startswith("<!--"):
                hidden = start if start > last else text.find("-->", start) + 3
        blank = False
    if fence:
        yield Span(opened, len(text))
    else:
        yield from _spans(text, part, len(text))


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of code in a paragraph: between as many back-ticks on either side."""
    runs = [run for run in _RUN.finditer(text, start, end) if run[0] != "\\`"]
    places: dict[int, list[int]] = {}  # of the runs, by their length
    for run in runs:
        if run[0][0] == "`":
            places.setdefault(len(run[0]), []).append(run.start())
    done, last = start, text.rfind("-->", start) if runs else start
    for run in runs:
        if run.start() < done:
            continue
        if run[0][0] == "<":
            done = done if run.start() > last else text.find("-->", run.start())
            continue
        same = places[len(run[0])]
        after = bisect_right(same, run.start())
        if after < len(same):
            done = same[after] + len(run[0])
            yield Span(run.start(), done)


def _items_of_markdown(text: str) -> Iterator[Span]:
    opened: list[tuple[int, int]] = []  # indent and start of the items we are in
    blank = False
    for found in _LINE.finditer(text):
        line = found[0].rstrip("\r\n")
        if not line.strip():
            blank = True
            continue
        marker = _MARKER.match(line)
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if marker or blank or line.lstrip().startswith("<!--"):
            while opened and indent <= opened[-1][0]:
                yield Span(opened.pop()[1], found.start())
        if marker:
            opened.append((indent, found.start()))
        blank = False
    for _, start in opened:
        yield Span(start, len(text))


# ---------------------------------------------------------------- web pages


def _of_page(text: str) -> Iterator[Span]:
    at = 0
    while found := _RAW.search(text, at):
        if found["name"] is None:
            at = text.find("-->", found.end())
        else:
            closing = re.compile(rf"</{found['name']}\b", re.IGNORECASE).search(text, found.end())
            at = closing.start() if closing else len(text)
            yield Span(found.end(), at)
        if at < 0:
            return


def _items_of_page(text: str) -> Iterator[Span]:
    raw = literal(text, "html")
    opened: list[tuple[str, int]] = []
    for found in _LIST_TAG.finditer(text):
        name, at = found["name"].lower(), found.start()
        if inside(raw, at):
            continue
        if name != "li" and not found["end"]:
            opened.append(("list", at))
        elif name != "li":  # a list ends, with what is open in it
            while opened:
                kind, start = opened.pop()
                if kind == "list":
                    break
                yield Span(start, at)
        else:  # an item ends where it is said, or where the next one begins
            if opened and opened[-1][0] == "item":
                yield Span(opened.pop()[1], at)
            if not found["end"]:
                opened.append(("item", at))
    for kind, start in opened:
        if kind == "item":
            yield Span(start, len(text))
