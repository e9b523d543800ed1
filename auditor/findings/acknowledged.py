"""Findings that somebody has accepted, and acknowledgements that accept nothing.

In the article: ``<!-- auditor: ok RULE -- reason, initials -->`` in the paragraph of the
finding or on the line before it (``initials, until 2026-12-31`` sets an end to it); beside
it: by the finding's fingerprint.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.dates import day, over
from auditor.findings.case import Case, Hit
from auditor.literal import inside, items, literal
from auditor.model import Block, Document, Finding, Rule, RuleSet, Span
from auditor.patterns import late
from auditor.run import Acknowledgement

UNUSED = "unused-acknowledgement"
EXPIRED = "expired-acknowledgement"
UNFOUNDED = "acknowledgement-without-reason"
RULES = frozenset((UNUSED, EXPIRED, UNFOUNDED))
OFF = "off"

_OPENING = late(r"<!--\s*auditor\s*:")
_CLOSING = "-->"
_DASHES = ("--", "—", "–")
_BREAK = late(r"(?>\r\n|\r|\n)[ \t]*+(?=[\r\n])")  # an empty line follows
_LONGEST_NAME = 40
_UNTIL = "until "

Remark = tuple[str, Hit]  # the name of the rule, and what it is about


class Comment(NamedTuple):
    """An acknowledgement in the article; ``rule`` is empty where it cannot be read."""

    span: Span
    block: Block | None = None  # what it is about
    rule: str = ""
    reason: str = ""
    by: str = ""
    until: str | None = None


def acknowledge(
    case: Case, findings: Sequence[Finding], beside: Sequence[Acknowledgement]
) -> tuple[list[Finding], list[Remark]]:
    """Return the findings, the accepted ones suppressed, and remarks on the acknowledgements."""
    remarks: list[Remark] = []
    settled = list(findings)  # in the article's order
    starts = [finding.start for finding in settled]
    for comment in comments(case.layout.document):
        if not comment.rule:
            remarks.append((UNFOUNDED, Hit(comment.span)))
            continue
        block = comment.block
        if block is None:
            accepted = []
        else:
            inside = range(bisect_left(starts, block.start), bisect_left(starts, block.end))
            accepted = [at for at in inside if _same(comment.rule, settled[at].rule)]
        if accepted and over(comment.until):
            remarks.append((EXPIRED, _expired(comment.span, comment.by, comment.until)))
        elif accepted:
            for at in accepted:
                settled[at] = _accepted(settled[at], comment.by, comment.reason, "comment")
        else:
            remarks += _unused(case, comment.rule, comment.span, "here")
    if beside:
        numbers = {finding.fingerprint: at for at, finding in enumerate(settled)}
        for entry in beside:
            remarks += _by_fingerprint(case, settled, numbers.get(entry.fingerprint), entry)
    return settled, remarks


def _by_fingerprint(
    case: Case, settled: list[Finding], at: int | None, entry: Acknowledgement
) -> Iterator[Remark]:
    if at is None or not _same(entry.rule, settled[at].rule):
        blocks = case.layout.document.blocks
        span = Span(blocks[0].start, blocks[0].end) if blocks else Span(0, 0)
        yield from _unused(case, entry.rule, span, f"with the fingerprint in {entry.place}")
    elif over(entry.until):
        span = Span(settled[at].start, settled[at].end)
        yield EXPIRED, _expired(span, entry.by, entry.until)
    else:
        settled[at] = _accepted(settled[at], entry.by, entry.reason)


def _expired(span: Span, by: str, until: str | None) -> Hit:
    return Hit(span, {"by": by, "until": until or ""})


def _accepted(finding: Finding, by: str, reason: str, where: str = "sidecar") -> Finding:
    if finding.suppressed is not None:
        return finding
    said = f"acknowledged by {by}: {reason}"
    return finding._replace(suppressed=said, suppressed_by=where)


def _unused(case: Case, name: str, span: Span, where: str) -> Iterator[Remark]:
    """Yield a remark, unless the rule is only switched off."""
    rules = _policy(case.rules)
    meant = [rule for rule in rules if _same(name, rule.id)]
    if any(rule.traits["severity"] == OFF for rule in meant):
        return
    why = f"there is no such finding {where}"
    if not meant:
        close = _close(name.rpartition("/")[2], tuple(rule.id.rpartition("/")[2] for rule in rules))
        why = "there is no such rule" + (f" (did you mean {close}?)" if close else "")
    yield UNUSED, Hit(span, {"rule": name, "why": why})


_POLICY: list[tuple[RuleSet, list[Rule]]] = []  # one rule set serves a run


def _policy(rules: RuleSet) -> list[Rule]:
    if not _POLICY or _POLICY[0][0] is not rules:
        _POLICY[:] = [(rules, [rule for rule in rules.rules if rule.kind == "policy"])]
    return _POLICY[0][1]


@lru_cache(maxsize=64)
def _close(name: str, names: tuple[str, ...]) -> str:
    """Return what a name that nobody knows may mean."""
    from difflib import get_close_matches  # rarely asked for, and slow to import

    close = get_close_matches(name, names, 1) if len(name) <= _LONGEST_NAME else []
    return close[0] if close else ""


def _same(name: str, rule: str) -> bool:
    return name in (rule, rule.rpartition("/")[2])


# ---------------------------------------------------------------- in the article


def comments(document: Document) -> Iterator[Comment]:
    """Yield the comments for us; plain text has none, there everything is the article's."""
    text = document.text
    if document.format == "text":
        return
    at = 0
    places: Places | None = None
    code: list[Span] | None = None
    while found := _OPENING.search(text, at):
        at = text.find(_CLOSING, found.end())
        if at < 0:
            return
        span = Span(found.start(), at + len(_CLOSING))
        code = literal(text, document.format) if code is None else code
        if inside(code, span.start) or document.plain[span.start : span.start + 4] == "<!--":
            at = found.end()
            continue  # the reader of the article sees it
        places = places or Places(document)
        yield _comment(text[found.end() : at], span, places.covered(span))


def _comment(body: str, span: Span, block: Block | None) -> Comment:
    """Read ``ok RULE -- reason, initials``; whoever signs begins with a capital letter."""
    words = body.split(None, 2)
    if len(words) < 3 or words[0] != "ok":
        return Comment(span)
    dash = next((dash for dash in _DASHES if words[2].startswith(dash)), None)
    if dash is None:
        return Comment(span)
    said, _, last = _parted(" ".join(words[2].removeprefix(dash).split()))
    until = None
    if last.startswith(_UNTIL):
        until = day(last.removeprefix(_UNTIL))
        said, _, last = _parted(said if until else "")
    if not said or not last[:1].isupper() or len(last) > _LONGEST_NAME:
        return Comment(span)
    return Comment(span, block, words[1], said, last, until)


def _parted(text: str) -> tuple[str, str, str]:
    before, comma, after = text.rpartition(",")
    return before.strip(), comma, after.strip()


class Places:
    """Where the blocks, lines and paragraphs of a document are."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._starts = [block.start for block in document.blocks]
        self._lines = [found.start() for found in re.finditer("\n", document.text)]
        self._breaks = [found.start() for found in _BREAK.finditer(document.text)]
        self._items = items(document.text, document.format)
        self._around: list[int] = []  # of each item the one that it is in, -1 for none
        for number, item in enumerate(self._items):
            around = number - 1
            while around >= 0 and self._items[around].end <= item.start:
                around = self._around[around]
            self._around.append(around)

    def covered(self, span: Span) -> Block | None:
        """Return the block that a comment is about.

        That is the one it stands in or ends the line of, else the next one of its
        paragraph, else the one before it there, else, as the comment is a paragraph of its
        own, the next one.  From a list item it reaches no further than the item.
        """
        after = bisect_left(self._starts, span.end)
        before = self._blocks[after - 1] if after else None
        following = self._blocks[after] if after < len(self._blocks) else None
        item = self._item(span)
        if item is not None:
            if before is not None and before.end <= item.start:
                before = None
            if following is not None and following.start >= item.end:
                following = None
            if before is None or following is None:
                return before or following
        if before is not None and (
            before.end > span.start or _between(self._lines, before.end, span.start) == 0
        ):
            return before
        if following is not None and _between(self._breaks, span.end, following.start) == 0:
            return following
        if before is not None and _between(self._breaks, before.end, span.start) == 0:
            return before
        return following

    def _item(self, span: Span) -> Span | None:
        """Return the innermost list item that a comment stands in."""
        at = bisect_right(self._items, span.start, key=lambda item: item.start) - 1
        while at >= 0 and self._items[at].end < span.end:
            at = self._around[at]
        return self._items[at] if at >= 0 else None


def _between(sorted_places: Sequence[int], start: int, end: int) -> int:
    """Return how many places lie from ``start`` to before ``end``."""
    return bisect_left(sorted_places, end) - bisect_left(sorted_places, start)
