"""Which lines of a plain text are its title and its subheads."""

from __future__ import annotations

import re

from auditor.model import Block, BlockKind
from auditor.patterns import late

_TITLE_WORDS = 30
_HEADING_WORDS = 14
_LABEL_WORDS = 5  # at an article's end
_SHORT = 17
_LEADING = 4  # a title stands behind at most so many bylines, dates and labels
_CLOSERS = "\"'\u201d\u2019\u00bb)]"
_NO_TITLE = re.compile(
    r"by\s+\S|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|published\b|updated\b|posted\b"
    r"|(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d"
    r"|\d[\d\s./:-]*$|https?:|www\.|advertisement\b|listen to|share\b|skip to|photo(?:graph)?\b"
    r"|file photo|image\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    """a an and are as at but by for from her his if in into is it its nor of on onto or our out
    over per s so than that the their this to under up upon via vs was were when while will with
    you your amid after about against before""".split()
)
_OPENERS = "\"'\u201c\u2018\u00ab(["
_NO_HEADLINE = frozenset(
    "a an the it he she they we i there this these that in on at by for when after".split()
)
_CLOCK = late(r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?$", re.IGNORECASE)
_INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?][\"'\u201d\u2019)]*\s+[\"'\u201c\u2018(]?[A-Z]")
_SPEAKER = re.compile(r"(?:[A-Z][A-Z.' -]{2,30}|[QA]):")
_BULLETS = "\u2022\u2023\u25aa\u25cf\u00b7*+\u2013-"
_BULLETED = late(rf"[{_BULLETS}]\s+\w")
_CAPTION = re.compile(r"(?:image|media|photo|video) caption\b|\[\d+/\d+\]", re.IGNORECASE)
_CODE = re.compile(r"[<>{}=|]|://")
_CREDIT = re.compile(
    r"\b(?:photo(?:graph)?|image|picture|credit)s?:\s*\S.{0,80}$"
    r"|(?<=\w)/(?:getty|reuters|ap|afp|epa|shutterstock|alamy|pa)\b[^.]{0,20}$"
    r"|\bvia (?:reuters|ap|getty)\b|\b(?:REUTERS|AFP|EPA|AP)/[A-Z]",
    re.IGNORECASE,
)


def label(text: str, blocks: list[Block]) -> list[Block]:
    """Return ``blocks`` with the paragraphs that are title, subhead or caption given their kind."""
    lines = [text[b.start : b.end] for b in blocks]
    titled = any(b.kind is BlockKind.TITLE for b in blocks)
    title = None if titled else _title(lines)
    if title is not None and blocks[title].kind is not BlockKind.PARAGRAPH:
        title = None
    labelled = []
    for at, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        kind = block.kind
        if kind is BlockKind.PARAGRAPH:
            if at == title:
                kind = BlockKind.TITLE
            elif len(line) < 300 and _credited(line):
                kind = BlockKind.CAPTION
            elif line[:1] in _BULLETS and _BULLETED.match(line):
                kind = BlockKind.ITEM
            elif is_heading(line, last=at + 1 == len(lines)) or (
                title is not None and at - 1 == title and _below(line, lines[title])
            ):
                kind = BlockKind.HEADING
        labelled.append(block if kind is block.kind else block._replace(kind=kind))
    return labelled


def _credited(line: str) -> bool:
    """Tell whether the line is marked as a caption, or ends with the credit of a picture."""
    if _CAPTION.match(line):
        return True
    if "://" in line or not (":" in line or "/" in line or " via " in line):
        return False
    return _CREDIT.search(line, max(0, len(line) - 120)) is not None


def _title(lines: list[str]) -> int | None:
    """Return the number of the title: one of the first lines that is no sentence."""
    for at, line in enumerate(lines[: min(_LEADING, len(lines) - 1)]):
        if _NO_TITLE.match(line):
            continue
        if is_title(line):
            if len(line.split()) < 3 and at + 2 < len(lines) and is_title(lines[at + 1]):
                continue  # a label such as "World" above the title
            return at
        return at if _restated(line, lines[at + 1 : at + 3]) else None
    return None


def is_title(line: str) -> bool:
    """Tell whether a first line is no sentence: short, and without a final stop."""
    words = line.split()
    if not words or len(words) > _TITLE_WORDS or len(line) > 240:
        return False
    bare = line.rstrip(_CLOSERS + " ")
    if not bare or bare[-1] in ",:" or _opens_small(line) or _INNER_STOP.search(line):
        return False
    return bare[-1] not in ".!" or _capitalised(words)


def is_heading(line: str, *, last: bool = False) -> bool:
    """Tell whether a line inside an article, or its ``last`` one, is a subhead or the like."""
    words = line.split()
    if not words or len(words) > (_LABEL_WORDS if last else _HEADING_WORDS) or len(line) > 120:
        return False
    if line[0].isdecimal() and _CLOCK.match(line):
        return True
    bare = line.rstrip(_CLOSERS + " ")
    if (
        not any(map(str.isalnum, bare))
        or bare[-1] in ".!,;:\u2026\u2014-"
        or line[0] in _OPENERS
        or _opens_small(line)
    ):
        return False
    if bare[-1] == "?" and not _capitalised(words):
        return False
    return not (_SPEAKER.match(line) or _CODE.search(line) or _INNER_STOP.search(line))


def _below(line: str, title: str) -> bool:
    """Tell whether the line after the title is its second half, or a stand-first."""
    if len(line.split()) > _TITLE_WORDS or len(line) > 240 or not line[0].isalnum():
        return False
    return title.endswith(";") or line[-1].isalnum()


def _restated(line: str, following: list[str]) -> bool:
    """Tell whether a short first sentence is a title with a stop: the lead says it again."""
    words = line.split()
    if len(words) > _SHORT or len(line) > 160 or line[0] in _OPENERS:
        return False
    if words[0].lower() in _NO_HEADLINE:
        return False
    if not following or len(following[0]) < 1.3 * len(line) or _INNER_STOP.search(line):
        return False
    return len(_stems(line) & _stems(" ".join(following)[:2000])) >= 2


def _stems(line: str) -> set[str]:
    words = (word.strip(_CLOSERS + _OPENERS + ".,:;!?") for word in line.lower().split())
    return {word[:5] for word in words if len(word) > 3 and word not in _SMALL}


def _opens_small(line: str) -> bool:
    """A small letter opens a sentence's second half ("iPhone" does not)."""
    word = line.split(None, 1)[0]
    return word[0].islower() and word.islower()


def _capitalised(words: list[str]) -> bool:
    """Tell whether words are written as in titles, though a stop ends them."""
    weighty = [w for w in (w.strip(_CLOSERS + _OPENERS + ".,:;!?") for w in words) if w]
    weighty = [w for w in weighty if w[0].isalpha() and w.lower() not in _SMALL]
    return len(weighty) > 2 and sum(w[0].isupper() for w in weighty) >= 0.8 * len(weighty)
