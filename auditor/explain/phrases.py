"""Why the phrases of a rule match or do not match in a passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.explain.trace import Lists, Trace, beginnings, trace
from auditor.files import read
from auditor.model import Layout, Match, Range, Rule
from auditor.packs import BUILT_IN
from auditor.packs.file import MOST_BYTES, read_pack, references
from auditor.packs.phrase import Parts, parse

_MOST_ATTEMPTS = 3


class Tried(NamedTuple):
    """A phrase, as the pack has it, and how far it came."""

    phrase: str
    trace: Trace


class Phrases:
    """The phrases of ``rule``, tried in the tokens of ``area``.

    ``packs`` are files and folders beside the built-in packs, for the lists that the
    phrases name.
    """

    def __init__(self, rule: Rule, layout: Layout, area: Range, packs: Sequence[Path]) -> None:
        phrases = [(text, parse(text)) for text in rule.phrases]
        guards = [(text, parse(text)) for text in rule.unless]
        lists = _lists([parts for _, parts in (*phrases, *guards)], packs)
        self._layout, self._count = layout, len(phrases)
        self._tried = list(_try(phrases, lists, layout, area))
        self._guards = list(_try(guards, lists, layout, area))

    def matched(self, match: Match) -> str:
        """Return which phrase the match is of."""
        place = (match.first, match.end)
        found = (one.phrase for one in self._tried if (one.trace.first, one.trace.end) == place)
        phrase = next(found, None)
        name = f"the phrase {phrase!r}" if phrase else "a phrase"
        return f"{name} matches {quote(self._layout, *place)}"

    def others(self, matched: Sequence[Match]) -> Iterator[str]:
        """Yield what fitted and did not count, or how near the phrases came if none fitted."""
        full = [one for one in self._tried if one.trace.end is not None]
        undone = [one for one in full if not _among(one.trace, matched)]
        yield from _undone(undone, self._guards, self._layout)
        if not full:
            yield from _nearest(self._tried, self._layout, self._count)


def _try(
    phrases: Sequence[tuple[str, Parts]], lists: Lists, layout: Layout, area: Range
) -> Iterator[Tried]:
    """Yield the tries that touch ``area`` with at least one token."""
    begin = _by_beginning(phrases, lists)
    anywhere = begin.pop("", [])
    sentences = layout.sentences[
        layout.sentence_of[area.first] : layout.sentence_of[area.end - 1] + 1
    ]
    for sentence in sentences:
        for first in range(sentence.first, min(sentence.end, area.end)):
            for text, parts in (*begin.get(layout.words[first], ()), *anywhere):
                found = trace(parts, lists, layout, first)
                if max(found.reached, found.end or 0) > max(first, area.first):
                    yield Tried(text, found)


def _by_beginning(
    phrases: Sequence[tuple[str, Parts]], lists: Lists
) -> dict[str, list[tuple[str, Parts]]]:
    """Return the phrases by the words they begin with, "" for those that may with many."""
    found: dict[str, list[tuple[str, Parts]]] = {}
    for text, parts in phrases:
        for word in beginnings(parts, lists) or ("",):
            found.setdefault(word, []).append((text, parts))
    return found


def _among(found: Trace, matched: Sequence[Match]) -> bool:
    """Whether the match, or a longer one of the rule from the same token, counted."""
    return any(match.first == found.first for match in matched)


def _undone(undone: Sequence[Tried], guards: Sequence[Tried], layout: Layout) -> Iterator[str]:
    for one in undone:
        first, end = one.trace.first, one.trace.end or one.trace.reached
        text = f"the phrase {one.phrase!r} fits {quote(layout, first, end)}"
        guard = next(
            (g for g in guards if g.trace.end and g.trace.first < end and first < g.trace.end), None
        )
        if guard is not None and guard.trace.end is not None:
            by = quote(layout, guard.trace.first, guard.trace.end)
            yield f"{text}, but `unless` undoes it: {guard.phrase!r} matches {by}"
        else:
            yield f"{text}, but the match did not count"


def _nearest(tried: Sequence[Tried], layout: Layout, count: int) -> Iterator[str]:
    """Yield the tries that came farthest, one for each phrase."""
    best: dict[str, Tried] = {}
    for one in tried:
        before = best.get(one.phrase)
        if before is None or _length(one) > _length(before):
            best[one.phrase] = one
    if not best:
        yield f"none of its {count} phrases begins here"
        return
    ranked = sorted(best.values(), key=lambda one: (-_length(one), one.trace.first, one.phrase))
    for one in ranked[:_MOST_ATTEMPTS]:
        first, reached = one.trace.first, one.trace.reached
        expected = ", or ".join(one.trace.expected[:4]) + (
            ", or others" if len(one.trace.expected) > 4 else ""
        )
        sentence = layout.sentences[layout.sentence_of[first]]
        if one.trace.gap:
            stands = f"then none of the next {one.trace.gap + 1} words is"
        elif reached < sentence.end:
            stands = f"then comes {quote(layout, reached, reached + 1)} in the place of"
        else:
            stands = "then the sentence ends in the place of"
        yield (
            f"the phrase {one.phrase!r} came {_length(one)} word{'s' * (_length(one) != 1)} far: "
            f"{quote(layout, first, reached)} fits, {stands} {expected}"
        )
    if len(ranked) > _MOST_ATTEMPTS:
        yield f"{len(ranked) - _MOST_ATTEMPTS} more phrases came no farther"


def _length(one: Tried) -> int:
    return one.trace.reached - one.trace.first


def quote(layout: Layout, first: int, end: int) -> str:
    """Return tokens as the article has them, in quotation marks."""
    start, stop = layout.span(first, end)
    return f"\u201c{' '.join(layout.document.text[start:stop].split())}\u201d"


def _lists(phrases: Sequence[Parts], packs: Sequence[Path]) -> Lists:
    """Read the lists of all packs, if a phrase names one."""
    if not any(name for parts in phrases for name in references(parts)):
        return {}
    found: dict[str, list[Parts]] = {}
    for place in (Path(BUILT_IN), *packs):
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in files:
            if path.suffix in (".yaml", ".yml"):
                pack = read_pack(path, str(path), read(path, MOST_BYTES))
                for name, entries in pack.lists.items():
                    found[name] = [entry.parts for entry in entries]
    return found
