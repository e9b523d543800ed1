"""Which names of office-holders really mean them, and whether they speak for their state."""

from __future__ import annotations

from collections.abc import Collection

from auditor.model import Layout
from auditor.resolve.lexicon import Mark
from auditor.resolve.tokens import capital, opens
from auditor.resolve.words import COMMON, FORMER, HONOURS

_RUNNING = frozenset({"campaign", "rally", "supporters", "voters"})
_CANDIDATE = frozenset(
    {"candidate", "nominee", "contender", "hopeful", "front-runner", "frontrunner", "runner"}
)
_APPOSED = 4  # tokens from a name to the office behind its comma
_HIGHEST = frozenset({"presidential", "party", "-"})


def sift(layout: Layout, items: list[Mark], movements: Collection[str] = frozenset()) -> list[Mark]:
    """Return the marks without names of office-holders that mean somebody else.

    A bare surname means the office-holder unless the article gives it to another
    person ("Chris Vale") and never writes the office-holder in full.  Somebody
    who only runs for office, or has left it, speaks for themselves.  ``movements`` are
    the political parties.
    """
    by_name: dict[str, list[int]] = {}
    words = layout.words
    for number, mark in enumerate(items):
        if mark.facet == "officials":
            by_name.setdefault(words[mark.end - 1], []).append(number)
    if not by_name:
        return items
    drop: set[int] = set()
    race = _is_race(layout, items, movements)
    holders = {} if race else _holders(layout, items)
    for numbers in by_name.values():
        other = {n for n in numbers if _somebody_else(layout, items, n)}
        full = any(items[n].end - items[n].first > 1 for n in numbers)
        runs = _only_runs(layout, items, numbers, race)
        if (other and not full) or runs or (holders and _rival(layout, items, numbers, holders)):
            drop.update(numbers)
        else:
            drop.update(other)
    return [mark for number, mark in enumerate(items) if number not in drop] if drop else items


def _is_race(layout: Layout, items: list[Mark], movements: Collection[str]) -> bool:
    """Tell whether the article is about people who run for the highest office."""
    words = layout.words
    for number, mark in enumerate(items):
        if mark.noun is not None and words[mark.end - 1].rstrip("s") in _CANDIDATE:
            before = words[mark.first - 1] if mark.first else ""
            if before in _HIGHEST or words[mark.end - 2] in _HIGHEST:
                return True
            house = items[number - 1] if number else None  # "the Norland Party candidate"
            if house is not None and house.end == mark.first and house.party in movements:
                return True
    return False


def _holders(layout: Layout, items: list[Mark]) -> dict[str, str]:
    """Return by party the surname of who is called president, where the article tells of a vote."""
    words = layout.words
    if not any(_is_vote(words, mark) for mark in items):
        return {}
    found: dict[str, str] = {}
    for number, mark in enumerate(items[1:], 1):
        title = items[number - 1]
        if mark.facet == "officials" and title.end == mark.first and title.noun is not None:
            before = words[title.first - 1] if title.first else ""
            alone = words[title.end - 1] == "president" and title.end - title.first == 1
            if alone and before not in FORMER:
                found.setdefault(mark.party, words[mark.end - 1])
    return found


def _is_vote(words: list[str], mark: Mark) -> bool:
    """Tell whether a noun speaks of an office to be won: "if she is elected president"."""
    return mark.noun is not None and mark.first > 0 and words[mark.first - 1] == "elected"


def _rival(layout: Layout, items: list[Mark], numbers: list[int], holders: dict[str, str]) -> bool:
    """Tell whether somebody never called by an office stands against who holds it."""
    words = layout.words
    mark = items[numbers[0]]
    holder = holders.get(mark.party, words[mark.end - 1])
    if holder == words[mark.end - 1]:
        return False
    for number in numbers:
        first, end = items[number].first, items[number].end
        title = items[number - 1] if number else None
        if title is not None and _office(title) and first - title.end <= 1:
            return False
        behind = items[number + 1] if number + 1 < len(items) else None
        apposed = behind is not None and _office(behind) and words[end : end + 1] == [","]
        if behind is not None and apposed and behind.first - end <= _APPOSED:
            return False
    return True


def _office(mark: Mark) -> bool:
    return mark.noun is not None and mark.noun.binds == "state"


def _somebody_else(layout: Layout, items: list[Mark], number: int) -> bool:
    """Tell whether another given name stands before a bare surname."""
    mark = items[number]
    before = mark.first - 1
    if mark.end - mark.first > 1 or before < 0 or not capital(layout, before):
        return False
    if layout.sentence_of[before] != layout.sentence_of[mark.first]:
        return False
    if number and items[number - 1].end == mark.first:
        return False
    word = layout.words[before]
    return word not in COMMON and not (opens(layout, before) and word in HONOURS)


def _only_runs(layout: Layout, items: list[Mark], numbers: list[int], runs: bool) -> bool:
    """Tell whether the article shows a candidate or a former office-holder, never one in office."""
    words = layout.words
    for number in numbers:
        first, end = items[number].first, items[number].end
        after = end + 1 if end < len(words) and words[end] == "'s" else end
        if after < len(words) and words[after] in _RUNNING:
            runs = True
        title = items[number - 1] if number else None
        if title is None or title.noun is None or not 0 <= first - title.end <= 1:
            continue
        if words[title.end - 1] in _CANDIDATE or any(
            word in FORMER for word in words[max(0, title.first - 2) : title.first]
        ):
            runs = True
        elif title.noun.affiliation == "political-group":
            runs = True  # "Senator Vale"
        elif title.noun.binds == "state":
            return False
    return runs
