"""Capitalised names: where they end, and whether they are people or organisations."""

from __future__ import annotations

from auditor.model import Layout
from auditor.resolve.lexicon import Mark
from auditor.resolve.marks import Marks
from auditor.resolve.tokens import capital, opens
from auditor.resolve.words import (
    COMMON,
    ENTITIES,
    FIRMS,
    HONOURS,
    INNER,
    JOINTS,
    OFFICES,
    OPENERS,
    SPOKEN,
)
from auditor.text import quoted

_LOOKED_AT = 8  # occurrences of a name that are looked at
_FORMS = FIRMS - {"group"}  # a group is mostly part of the name: "Ode Gun Group"
_NO_LABEL = ENTITIES | {"news", "general", "national", "the"}
_OF_PEOPLE = ("ian", "an", "n", "ish", "ese", "er", "i", "ic")


def proper(layout: Layout, marks: Marks, at: int) -> bool:
    """Tell whether a capitalised token is a name, not a word that opens a sentence."""
    if layout.words[at] in OPENERS:
        return layout.words[at] in HONOURS
    if not opens(layout, at):
        return True
    after = layout.words[at + 1] if at + 1 < len(layout.words) else ""
    if after and (capital(layout, at + 1) or after == "'s" or after in SPOKEN):
        return True
    if after in OFFICES or (
        layout.cased[at].isupper() and len(after) > 1 and len(layout.words[at]) > 1
    ):
        return True  # "Odeford president Ann Vale", "RMT members"
    if after in JOINTS and after != "'" and at + 2 < len(layout.words):
        return capital(layout, at + 2)
    places = marks.capitals.get(layout.cased[at], ())
    return any(not opens(layout, place) for place in places[:_LOOKED_AT])


def span_end(layout: Layout, mark_at: dict[int, Mark], at: int, end: int) -> int:
    """Return where the capitalised span that starts at ``at`` ends.

    "of", "for the" and the like continue it once a noun for a body stands in it.
    """
    words, cased = layout.words, layout.cased
    body = False
    i = at
    while i < end:
        mark = mark_at.get(i)
        word = words[i]
        if mark is not None:
            if cased[i] == word:
                break
            body = body or (mark.noun is not None and mark.noun.type == "group")
            i = min(mark.end, end)
        elif cased[i] != word:
            i += 1
        elif i == at or (word == "." and len(words[i - 1]) > 4):
            break
        elif word in JOINTS and i + 1 < end and cased[i + 1] != words[i + 1]:
            i += 1
        elif word == "al" and i + 2 < end and words[i + 1] == "-" and capital(layout, i + 2):
            i += 2  # "Majed al-Ansari"
        elif body and word in INNER:
            j = i + 1
            while j < end and words[j] in INNER and j - i < 3:
                j += 1
            if j >= end or cased[j] == words[j] or words[j] in COMMON:
                break
            place = mark_at.get(j)
            if word == "in" and place is not None and place.noun is None:
                break  # "Police in the Norlandish city"
            i = j
        else:
            break
    return i


def strip_honours(layout: Layout, first: int, end: int) -> int:
    """Return where the name starts behind "Mr" and the like."""
    while first < end and layout.words[first] in HONOURS:
        first += 1
        if first < end and layout.words[first] == ".":
            first += 1
    return first


def surname(layout: Layout, marks: Marks, at: int) -> bool | None:
    """Tell from its other places whether a token is a person's last name; None: no evidence."""
    words = layout.words
    for place in marks.capitals.get(layout.cased[at], ())[:_LOOKED_AT]:
        if place in (0, at) or layout.sentence_of[place - 1] != layout.sentence_of[place]:
            continue
        if place + 1 < len(words) and capital(layout, place + 1):
            continue
        if place + 1 < len(words) and words[place + 1] == "campaign":
            return True
        before = words[place - 1]
        if before in HONOURS:
            return True
        initial = words[place - 2] if before == "." and place > 1 else ""
        if initial in HONOURS or len(initial) == 1:
            return True
        if capital(layout, place - 1) and before not in COMMON and before != "'s":
            return True
        if before == "the":
            return False
    return None


def _alone(layout: Layout, marks: Marks, at: int) -> bool:
    """Tell whether a word of a name stands alone elsewhere, with no honour before it."""
    words = layout.words
    for place in marks.capitals.get(layout.cased[at], ())[:_LOOKED_AT]:
        behind = place + 1 < len(words) and capital(layout, place + 1)
        before = place > 0 and (capital(layout, place - 1) or words[place - 1] == ".")
        if place != at and not behind and (not before or opens(layout, place)):
            return True
    return False


def is_organisation(
    layout: Layout, marks: Marks, given: frozenset[str], first: int, end: int
) -> bool:
    """Tell whether an unmarked capitalised run is an organisation rather than a person."""
    words = layout.words
    if words[end - 1] in FIRMS or "&" in words[first:end]:
        return True
    if first and words[first - 1] == "the":
        return True
    if words[end - 1] in ENTITIES:
        return True
    if end - first > 1:
        if end - first == 2 and marks.firms and words[first] not in given:
            first_alone = _alone(layout, marks, first)
            if first_alone and not _alone(layout, marks, end - 1):
                return True  # "Norvik Motor", of which "Norvik" says more elsewhere
        return all(word.isupper() for word in layout.cased[first:end] if word.isalpha())
    word = layout.cased[first]
    if words[first] in given:
        return False  # "Mohammad", of whom the article says more elsewhere
    if word.isupper() and len(word) > 1 and word.capitalize() not in marks.capitals:
        return True
    return not surname(layout, marks, first)


def label(layout: Layout, first: int, end: int) -> str:
    """Return a name as written, on one line."""
    span = layout.span(first, end)
    return quoted(layout.document.plain, span.start, span.end)


def body_label(layout: Layout, first: int, end: int) -> str:
    """Return an organisation's name without article and legal form."""
    while end - first > 1 and (layout.words[end - 1] in _FORMS or layout.words[end - 1] == "."):
        if end - first == 2 and layout.words[first] in _NO_LABEL:
            break  # "News Corporation"
        end -= 1
    if end - first > 1 and layout.words[first] == "the":
        first += 1
    return label(layout, first, end)


def land_of(marks: Marks, people: str) -> str:
    """Return the land that an unlisted adjective belongs to: "Tarsian" where "Tarsia" is named."""
    for suffix in _OF_PEOPLE:
        if people.endswith(suffix):
            for cut in range(1, len(suffix) + 1):
                land = people[:-cut]
                if len(land) > 3 and land in marks.capitals:
                    return land
    return people
