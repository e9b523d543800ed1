"""Capitalised names: where they end, and whether they are people or organisations."""

from __future__ import annotations

from auditor.model import Layout
from auditor.resolve.marks import Mark, Marks

_JOINTS = frozenset(
    [
        "-",
        ".",
        "&",
        "'",
        "bin",
        "ibn",
        "al",
        "el",
        "de",
        "da",
        "del",
        "dela",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "du",
        "di",
        "dos",
    ]
)
_INNER = frozenset({"of", "for", "the", "and", "in", "on"})
# Capitalised without being anybody's name.
_COMMON = frozenset(
    [
        "western",
        "eastern",
        "northern",
        "southern",
        "west",
        "east",
        "north",
        "south",
        "european",
        "african",
        "asian",
        "arab",
        "muslim",
        "christian",
        "jewish",
        "catholic",
        "hispanic",
        "latino",
        "black",
        "white",
        "mr",
        "mrs",
        "ms",
        "miss",
        "sir",
        "dame",
        "lord",
        "lady",
        "dr",
        "reverend",
        "rev",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "i",
        "internet",
        "covid",
        "lady",
    ]
)
_HONOURS = frozenset(
    ["mr", "mrs", "ms", "miss", "sir", "dame", "lord", "lady", "dr", "reverend", "rev"]
)
_FIRMS = frozenset(
    [
        "inc",
        "corp",
        "co",
        "ltd",
        "llc",
        "plc",
        "ag",
        "gmbh",
        "sa",
        "corporation",
        "company",
        "group",
        "holdings",
    ]
)


def capital(layout: Layout, at: int) -> bool:
    """Tell whether a token is capitalised."""
    return layout.cased[at] != layout.words[at]


def starts_sentence(layout: Layout, at: int) -> bool:
    first = layout.sentences[layout.sentence_of[at]].first
    return at == first or (at == first + 1 and layout.words[first] in "\"'(")


def proper(layout: Layout, marks: Marks, at: int) -> bool:
    """Tell whether a capitalised token is a name, not a word that opens a sentence."""
    if layout.words[at] in _COMMON:
        return layout.words[at] in _HONOURS
    if not starts_sentence(layout, at):
        return True
    places = marks.capitals.get(layout.cased[at], ())
    return any(not starts_sentence(layout, place) for place in places[:6]) or (
        at + 1 < len(layout.words) and capital(layout, at + 1)
    )


def span_end(layout: Layout, mark_at: dict[int, Mark], at: int, end: int) -> int:
    """Return where the capitalised span that starts at ``at`` ends."""
    words, cased = layout.words, layout.cased
    group = False
    i = at
    while i < end:
        mark = mark_at.get(i)
        if mark is not None:
            if cased[i] == words[i]:
                break
            if mark.noun is not None and mark.noun.type == "group":
                group = True
            i = min(mark.end, end)
            continue
        word = words[i]
        if cased[i] != word:
            i += 1
        elif i == at or (word == "." and len(words[i - 1]) > 4):
            break
        elif word in _JOINTS and i + 1 < end and cased[i + 1] != words[i + 1]:
            i += 1
        elif group and word in _INNER:
            j = i + 1
            while j < end and words[j] in _INNER and j - i < 3:
                j += 1
            if j >= end or cased[j] == words[j]:
                break
            i = j
        else:
            break
    return i


def strip_honours(layout: Layout, first: int, end: int) -> int:
    """Return where the name starts behind "Mr" and the like."""
    while first < end and layout.words[first] in _HONOURS:
        first += 1
        if first < end and layout.words[first] == ".":
            first += 1
    return first


def honoured(layout: Layout, first: int) -> bool:
    return layout.words[first] in _HONOURS


def is_organisation(layout: Layout, marks: Marks, first: int, end: int) -> bool:
    """Tell whether an unmarked capitalised run is an organisation rather than a person."""
    words, cased = layout.words, layout.cased
    if words[end - 1] in _FIRMS or "&" in words[first:end]:
        return True
    if first and words[first - 1] == "the":
        return True
    if end - first > 1:
        return False
    word = cased[first]
    if word.isupper() and len(word) > 1:
        return True
    for place in marks.capitals.get(word, ())[:8]:
        if place == first or layout.sentence_of[place] == layout.sentence_of[first]:
            if place == first:
                continue
        before = place - 1
        if before >= 0 and (words[before] in _HONOURS or words[before] == "."):
            return False
        if (
            before >= 0
            and capital(layout, before)
            and words[before] not in _COMMON
            and layout.sentence_of[before] == layout.sentence_of[place]
            and not (place + 1 < len(words) and capital(layout, place + 1))
        ):
            return False
    return True


def label(layout: Layout, first: int, end: int) -> str:
    """Return a name as written, on one line."""
    span = layout.span(first, end)
    return " ".join(layout.document.plain[span.start : span.end].split())


def short_label(layout: Layout, first: int, end: int) -> str:
    """Return an organisation's name without the legal form."""
    while end - first > 1 and layout.words[end - 1] in _FIRMS | {"."}:
        end -= 1
    return label(layout, first, end)
