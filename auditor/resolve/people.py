"""Who is who: everything an article says about a surname, wherever it says it."""

from __future__ import annotations

from auditor.resolve.mentions import read
from auditor.resolve.names import capital, label
from auditor.resolve.scene import Found, Person, Scene

_LOOKED_AT = 8  # occurrences of a surname that are read for a description
_REACH = 16  # tokens of a description
_STOPS = frozenset([".", ";", ":", '"', "!", "?", "(", ")"])


def person_of(scene: Scene, found: Found) -> Person:
    """Return the person a mention names, after reading their other mentions."""
    assert found.name is not None
    layout = scene.layout
    surname = layout.cased[found.name[1] - 1]
    known = scene.people.get(surname)
    if known is not None:
        return known
    person = Person(
        label(layout, *found.name), found.party, found.neutral, found.noun and found.noun.noun
    )
    scene.people[surname] = person
    longest = found.name[1] - found.name[0]
    for place in scene.marks.capitals.get(surname, ())[:_LOOKED_AT]:
        described = _described(scene, place)
        if described is None or described.name is None:
            continue
        size = described.name[1] - described.name[0]
        if size > longest:
            longest, person.name = size, label(layout, *described.name)
        if not person.party and described.party and not described.former:
            person.party, person.neutral = described.party, described.neutral
        if person.noun is None and described.kind is not None:
            person.noun = described.kind
            if described.kind.stake == "independent":
                person.neutral = person.neutral or not person.party
    return person


def _described(scene: Scene, place: int) -> Found | None:
    """Read the full name and description around one occurrence of a surname."""
    layout = scene.layout
    words = layout.words
    sentence = layout.sentences[layout.sentence_of[place]]
    if place + 1 < sentence.end and capital(layout, place + 1):
        return None
    first = place
    while first > sentence.first and (
        capital(layout, first - 1)
        or (
            words[first - 1] in ("-", ".", "bin", "al", "van", "von", "de", "der")
            and first - 1 > sentence.first
            and capital(layout, first - 2)
        )
    ):
        first -= 1
    begin = first
    for _ in range(10):  # the title before it, back to a boundary
        if begin == sentence.first or words[begin - 1] in _STOPS:
            break
        if words[begin - 1] == "," and begin != first:
            break
        if words[begin - 1] == "," and begin == first:
            begin -= 1
            continue
        begin -= 1
    end = place + 1
    while end < sentence.end and words[end] not in _STOPS and end - place < _REACH:
        end += 1
    best: Found | None = None
    if (end > place + 1 and words[place + 1] == ",") or (
        end > place + 1 and words[place + 1] in ("of", "from", "at")
    ):
        best = read(scene, first, end)
    if best is None or (not best.party and best.noun is None):
        title = _title(scene, sentence.first, first, place + 1)
        if title is not None and (best is None or title.noun is not None):
            best = title
    return best


def _title(scene: Scene, low: int, first: int, end: int) -> Found | None:
    """Read the name with the office right before it: "the mayor of Ells, Ann Ode"."""
    words = scene.layout.words
    nouns = [
        m
        for m in scene.marks.within(max(low, first - 12), end)
        if m.noun is not None and m.noun.type == "individual" and m.end <= end
    ]
    if not nouns:
        return read(scene, first, end)
    begin = nouns[-1].first
    while (
        begin > low
        and words[begin - 1] not in _STOPS
        and words[begin - 1] != ","
        and nouns[-1].first - begin < 6
    ):
        if not (
            capital(scene.layout, begin - 1)
            or words[begin - 1]
            in ("'s", "of", "the", "-", "and", "former", "foreign", "prime", "deputy")
            or any(m.end == begin for m in nouns)
            or begin - 1 in scene.mark_at
        ):
            break
        begin -= 1
    gap = scene.layout.words[nouns[-1].end : first]
    if any(w in ("and", "who", "that", "said", "says", "told", "but") for w in gap):
        return read(scene, first, end)
    return read(scene, begin, end)
