"""Which lines of a plain text are its title and its subheads."""

from __future__ import annotations

import re

from auditor.model import Block, BlockKind

_TITLE_WORDS = 30
_HEADING_WORDS = 14
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
    you your amid after about against before""".split()  # noqa: SIM905
)
_OPENERS = "\"'\u201c\u2018\u00ab(["
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?$", re.IGNORECASE)


def label(text: str, blocks: list[Block]) -> list[Block]:
    """Return ``blocks`` with title and subheads given their kind."""
    lines = [text[b.start : b.end] for b in blocks]
    title = _title(lines)
    labelled = []
    for at, (block, line) in enumerate(zip(blocks, lines, strict=True)):
        kind = BlockKind.PARAGRAPH
        if at == title:
            kind = BlockKind.TITLE
        elif at + 1 < len(lines) and is_heading(line):
            kind = BlockKind.HEADING
        labelled.append(block._replace(kind=kind))
    return labelled


def _title(lines: list[str]) -> int | None:
    """Return the number of the title: one of the first lines that is no sentence."""
    for at, line in enumerate(lines[: min(_LEADING, len(lines) - 1)]):
        if _NO_TITLE.match(line):
            continue
        if is_title(line):
            if len(line.split()) < 3 and at + 2 < len(lines) and is_title(lines[at + 1]):
                continue  # a label such as "World" above the title
            return at
        return None
    return None


def is_title(line: str) -> bool:
    """Tell whether a first line is no sentence: short, and without a final stop."""
    words = line.split()
    if not words or len(words) > _TITLE_WORDS or len(line) > 240:
        return False
    bare = line.rstrip(_CLOSERS + " ")
    if not bare or bare[-1] in ",;:" or _opens_small(line):
        return False
    return bare[-1] not in ".!" or _capitalised(words)


def is_heading(line: str) -> bool:
    """Tell whether a line inside an article is a subhead or the like."""
    words = line.split()
    if not words or len(words) > _HEADING_WORDS or len(line) > 120:
        return False
    if _CLOCK.match(line):
        return True
    bare = line.rstrip(_CLOSERS + " ")
    return bool(
        bare and bare[-1] not in ".!,;:\u2026\u2014-" and line[0] not in _OPENERS
        and not _opens_small(line)
    )


def _opens_small(line: str) -> bool:
    """A small letter opens a sentence's second half ("iPhone" does not)."""
    word = line.split(None, 1)[0]
    return word[0].islower() and word.islower()


def _capitalised(words: list[str]) -> bool:
    """Tell whether words are written as in titles, though a stop ends them."""
    weighty = [w for w in (w.strip(_CLOSERS + _OPENERS + ".,:;!?") for w in words) if w]
    weighty = [w for w in weighty if w[0].isalpha() and w.lower() not in _SMALL]
    return len(weighty) > 2 and sum(w[0].isupper() for w in weighty) >= 0.8 * len(weighty)
