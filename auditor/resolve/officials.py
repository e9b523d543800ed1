"""Which names of office-holders really mean them, and whether they speak for their state."""

from __future__ import annotations

from auditor.model import Layout
from auditor.resolve.lexicon import Lexicon, Mark
from auditor.resolve.tokens import capital, opens


def sift(layout: Layout, items: list[Mark], lexicon: Lexicon) -> list[Mark]:
    """Return the marks without names of office-holders that mean somebody else.

    A bare surname means the office-holder unless the article gives it to another person
    ("Chris Vale") and never writes the office-holder in full.  Somebody who only runs for
    office, or has left it, speaks for themselves.
    """
    by_name: dict[str, list[int]] = {}
    for number, mark in enumerate(items):
        if mark.facet == "officials":
            by_name.setdefault(layout.words[mark.end - 1], []).append(number)
    drop: set[int] = set()
    for numbers in by_name.values():
        other = {n for n in numbers if _somebody_else(layout, items, n, lexicon)}
        full = any(items[n].end - items[n].first > 1 for n in numbers)
        if (other and not full) or _only_runs(layout, items, numbers, lexicon):
            drop.update(numbers)
        else:
            drop.update(other)
    return [mark for number, mark in enumerate(items) if number not in drop] if drop else items


def _somebody_else(layout: Layout, items: list[Mark], number: int, lexicon: Lexicon) -> bool:
    """Tell whether another given name stands before a bare surname."""
    mark = items[number]
    before = mark.first - 1
    if mark.end - mark.first > 1 or before < 0 or not capital(layout, before):
        return False
    if number and items[number - 1].end == mark.first:
        return False
    word = layout.words[before]
    return word not in lexicon.words.not_names and word not in lexicon.words.honours


def _only_runs(layout: Layout, items: list[Mark], numbers: list[int], lexicon: Lexicon) -> bool:
    """Tell whether the article shows a candidate or a former office-holder, never one in office."""
    words, running, former = layout.words, lexicon.words.running, lexicon.words.former
    runs = False
    for number in numbers:
        first, end = items[number].first, items[number].end
        after = end + 1 if words[end : end + 1] == ["'s"] else end
        runs = runs or not running.isdisjoint(words[after : after + 1])
        title = items[number - 1] if number else None
        if title is None or title.noun is None or not 0 <= first - title.end <= 1:
            continue
        if words[title.end - 1] in running or not former.isdisjoint(
            words[max(0, title.first - 2) : title.first]
        ):
            runs = True
        elif title.noun.affiliation == "political-group":
            runs = True  # "Senator Vale"
        elif title.noun.binds == "state" and not opens(layout, first):
            return False
    return runs
