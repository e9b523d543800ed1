"""Who is who: what an article says about a surname, wherever it says it."""

from __future__ import annotations

from auditor.resolve.mentions import read
from auditor.resolve.names import label, span_end
from auditor.resolve.scene import PARTY, PERSON, Found, Person, Scene
from auditor.resolve.tokens import capital, several
from auditor.resolve.words import (
    CLAUSAL,
    COMMON,
    LINKS,
    LOCATIVE,
    OPENERS,
    PARTICLES,
    STOPS,
)

_LOOKED_AT = 8  # occurrences of a surname that are read for a description
_REACH = 18  # tokens of a description behind a name
_BEARERS = 16  # of one surname
_BACK = 90  # tokens that a pronoun may look back for a name
_DESCRIBING = frozenset({",", "of", "from", "at", "("})
_SURNAMED = frozenset({"mr", "mrs", "ms", "miss"})  # a surname follows, not a first name
_SINGULAR = frozenset({"he", "she", "it"})
_SUBJECTS = frozenset({"names", "metonyms"})
_TITLE = 14  # tokens of a title before a name


def person_of(scene: Scene, found: Found) -> Person:
    """Return the person a mention names, after reading their other mentions.

    A bare surname is whoever bore it last; a given name tells bearers apart.
    """
    assert found.name is not None
    layout = scene.layout
    first, end = found.name
    last = layout.words[end - 1]
    given = "" if _bare(scene, first, end) else layout.words[first]
    bearers = scene.people.setdefault(last, [])
    if not bearers and not given and end - first == 1 and last in scene.given:
        return scene.given[last]  # "Mr. Ban" of Ban Ki-moon
    for person in reversed(bearers[-_BEARERS:]):
        if not given or not person.given or person.given == given:
            person.given = person.given or given
            if end - first > person.size:
                person.size, person.name = end - first, label(layout, first, end)
            return person
    if given and (alone := scene.people.get(given)) and not alone[-1].given:
        person = alone[-1]  # "Mohammad" before "Mohammad bin Vale"
        person.given, person.size, person.name = given, end - first, label(layout, first, end)
        bearers.append(person)
        return person
    person = Person(
        next(scene.numbers),
        label(layout, first, end),
        given,
        end - first,
        found.party,
        found.neutral,
        found.noun and found.noun.noun,
    )
    bearers.append(person)
    if given:
        scene.given.setdefault(given, person)
    if not (given and found.noun is not None and (found.party or found.former)):
        _gather(scene, found, person, layout.cased[end - 1])
    return person


def _bare(scene: Scene, first: int, end: int) -> bool:
    """Tell whether a name is a surname alone: "Vale", "Mr. Van Ode", "Holt-Ode"."""
    words = scene.layout.words
    if end - first == 1 or (end - first == 3 and words[first + 1] == "-"):
        return True
    before = first - 1 if first and words[first - 1] != "." else first - 2
    return before >= 0 and words[before] in _SURNAMED


def _gather(scene: Scene, found: Found, person: Person, last: str) -> None:
    """Add to a person what the other mentions of the surname say."""
    layout = scene.layout
    for place in scene.marks.capitals.get(last, ())[:_LOOKED_AT]:
        if found.first <= place < found.end and found.noun is not None:
            continue  # read already, with its description
        if _plain(scene, place):
            continue
        other = _described(scene, place)
        if other is None:
            continue
        if other.shape != PERSON or other.name is None or other.name[1] != place + 1:
            # The words before name somebody else: "a friend of Ann Ode".
            other = read(scene, _start(scene, place), place + 1)
            if other.shape != PERSON or other.name is None:
                continue
        size = other.name[1] - other.name[0]
        given = "" if _bare(scene, *other.name) else layout.words[other.name[0]]
        if given and person.given and given != person.given:
            continue
        person.given = person.given or given
        if size > person.size:
            person.size, person.name = size, label(layout, *other.name)
        if not person.party and not other.former:
            person.party, person.neutral = other.party, other.neutral
        if person.noun is None and other.kind is not None:
            person.noun = other.kind
            found.noun = found.noun or other.noun
            found.word = found.word or other.word
            found.former = found.former or other.former


def _plain(scene: Scene, place: int) -> bool:
    """Tell whether a surname stands alone, so that nothing around it describes anybody."""
    words, mark_at = scene.layout.words, scene.mark_at
    if place == 0 or place + 1 >= len(words):
        return True
    before = words[place - 1]
    return (
        before.isalpha()
        and not capital(scene.layout, place - 1)
        and words[place + 1] not in _DESCRIBING
        and not capital(scene.layout, place + 1)
        and before not in PARTICLES
        and place - 1 not in mark_at
        and place - 2 not in mark_at
    )


def person_before(scene: Scene, at: int) -> Found | None:
    """Return the person named nearest before a token, by full name or as an office-holder."""
    layout = scene.layout
    for last in range(at - 1, max(at - _BACK, 0), -1):
        if not capital(layout, last) or (last + 1 < at and capital(layout, last + 1)):
            continue
        if not capital(layout, last - 1) and last not in scene.mark_at:
            continue
        found = _described(scene, last)
        if found is None or found.shape != PERSON or found.name is None:
            continue
        near = layout.words[found.name[0] - 1] if found.name[0] else ""
        if found.name[1] == last + 1 and near not in LOCATIVE:
            return found
    return None


def subject_before(scene: Scene, at: int, word: str, after: int) -> Found | None:
    """Read the subject of the sentence before a pronoun's, if it was named after a token.

    "He" and "she" mean somebody named there, "it" a party or body: "Arland kept silent.  It …".
    """
    layout = scene.layout
    sentence = layout.sentence_of[at]
    if not sentence or word not in _SINGULAR:
        return None
    low, high, _ = layout.sentences[sentence - 1]
    if low <= after or layout.words[low] in OPENERS - {"the"}:
        return None
    first = low + 1 if layout.words[low] in ("the", '"') else low
    if first >= high or not capital(layout, first):
        return None
    end = max(span_end(layout, scene.mark_at, first, high), first + 1)
    if word == "it":
        mark = scene.mark_at.get(first)
        if mark is None or not mark.party or mark.facet not in _SUBJECTS:
            return None
        found = read(scene, low, mark.end, 1)
        return found if found.shape == PARTY and mark.end == end else None
    if end >= high or layout.words[end] in ("'s", "and", "-"):
        return None
    found = read(scene, low, end, 1)
    if found.shape != PERSON or found.name is None:
        return None
    begin, stop = found.name
    known = layout.words[stop - 1] in scene.people
    full = stop - begin > 1 and layout.words[begin] in scene.lexicon.given
    return found if known or full else None


def _described(scene: Scene, place: int) -> Found | None:
    """Read the full name and description around one occurrence of a surname."""
    layout = scene.layout
    words = layout.words
    low, high, _ = layout.sentences[layout.sentence_of[place]]
    if place + 1 < high and capital(layout, place + 1):
        return None
    first = _start(scene, place)
    end = place + 1
    if end < high and words[end] in (",", "of", "from", "at"):
        while end < high and words[end] not in STOPS and end - place < _REACH:
            end += 1
        found = read(scene, first, end)
        if found.shape == PERSON and found.noun is not None:
            return found
    return _titled(scene, low, first, place + 1)


def _start(scene: Scene, place: int) -> int:
    """Return where the name that ends at a token starts."""
    low = scene.layout.sentences[scene.layout.sentence_of[place]].first
    while place > low and _continues(scene, place - 1, low):
        place -= 1
    return place


def _continues(scene: Scene, at: int, low: int) -> bool:
    """Tell whether the token before a name belongs to it."""
    words = scene.layout.words
    if capital(scene.layout, at):
        return words[at] not in OPENERS and not (
            at in scene.mark_at and scene.mark_at[at].facet in ("demonyms", "names")
        )
    return words[at] in PARTICLES and at > low and capital(scene.layout, at - 1)


def _titled(scene: Scene, low: int, first: int, end: int) -> Found:
    """Read a name with the office right before it: "the mayor of Ells, Ann Ode"."""
    words = scene.layout.words
    titles = [
        m
        for m in scene.marks.within(max(low, first - _TITLE), end - 1)
        if m.noun is not None and m.noun.type == "individual" and not several(words[m.end - 1])
    ]
    if not titles:
        return read(scene, first, end)
    begin = titles[-1].first
    if not CLAUSAL.isdisjoint(words[titles[-1].end : first]):
        return read(scene, first, end)
    while begin > low and titles[-1].first - begin < _TITLE and leads(scene, begin - 1):
        begin -= 1
    return read(scene, begin, end)


def leads(scene: Scene, at: int) -> bool:
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
