"""Who is who: what an article says about a surname, wherever it says it."""

from __future__ import annotations

from auditor.resolve.mentions import read
from auditor.resolve.names import capital, label
from auditor.resolve.scene import PERSON, Found, Person, Scene
from auditor.resolve.words import CLAUSAL, COMMON, LINKS, PARTICLES, STOPS

_LOOKED_AT = 8  # occurrences of a surname that are read for a description
_REACH = 18  # tokens of a description behind a name
_TITLE = 9  # tokens of a title before a name


def person_of(scene: Scene, found: Found) -> Person:
    """Return the person a mention names, after reading their other mentions."""
    assert found.name is not None
    layout = scene.layout
    last = layout.cased[found.name[1] - 1]
    known = scene.people.get(last)
    if known is not None:
        return known
    person = Person(
        label(layout, *found.name), found.party, found.neutral, found.noun and found.noun.noun
    )
    scene.people[last] = person
    longest = found.name[1] - found.name[0]
    if longest > 1 and found.noun is not None and (found.party or found.former):
        return person
    for place in scene.marks.capitals.get(last, ())[:_LOOKED_AT]:
        if found.first <= place < found.end:
            continue
        described = _described(scene, place)
        if described is None or described.shape != PERSON or described.name is None:
            continue
        size = described.name[1] - described.name[0]
        if size > longest:
            longest, person.name = size, label(layout, *described.name)
        if not person.party and not described.former:
            person.party, person.neutral = described.party, described.neutral
        if person.noun is None and described.kind is not None:
            person.noun = described.kind
            found.word = found.word or described.word
            found.former = found.former or described.former
    return person


def _described(scene: Scene, place: int) -> Found | None:
    """Read the full name and description around one occurrence of a surname."""
    layout = scene.layout
    words = layout.words
    low, high, _ = layout.sentences[layout.sentence_of[place]]
    if place + 1 < high and capital(layout, place + 1):
        return None
    first = place
    while first > low and _continues(scene, first - 1, low):
        first -= 1
    end = place + 1
    if end < high and words[end] in (",", "of", "from", "at"):
        while end < high and words[end] not in STOPS and end - place < _REACH:
            end += 1
        found = read(scene, first, end)
        if found is not None and found.shape == PERSON and found.noun is not None:
            return found
    return _titled(scene, low, first, place + 1)


def _continues(scene: Scene, at: int, low: int) -> bool:
    """Tell whether the token before a name belongs to it."""
    words = scene.layout.words
    if capital(scene.layout, at):
        return words[at] not in COMMON and not (
            at in scene.mark_at and scene.mark_at[at].facet in ("demonyms", "names")
        )
    return words[at] in PARTICLES and at > low and capital(scene.layout, at - 1)


def _titled(scene: Scene, low: int, first: int, end: int) -> Found | None:
    """Read a name with the office right before it: "the mayor of Ells, Ann Ode"."""
    words = scene.layout.words
    titles = [
        m
        for m in scene.marks.within(max(low, first - _TITLE), end - 1)
        if m.noun is not None and m.noun.type == "individual"
    ]
    if not titles:
        return read(scene, first, end)
    begin = titles[-1].first
    if any(word in CLAUSAL for word in words[titles[-1].end : first]):
        return read(scene, first, end)
    while begin > low and titles[-1].first - begin < _TITLE and _leads(scene, begin - 1):
        begin -= 1
    return read(scene, begin, end)


def _leads(scene: Scene, at: int) -> bool:
    """Tell whether a token may stand before an office in one phrase with it."""
    words = scene.layout.words
    if words[at] in STOPS or words[at] == ",":
        return False
    return (
        capital(scene.layout, at)
        or words[at] in LINKS
        or words[at] in COMMON
        or at in scene.mark_at
    )
