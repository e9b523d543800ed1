"""Who is who: what an article says about a surname, wherever it says it."""

from __future__ import annotations

from auditor.resolve.mention import read
from auditor.resolve.names import label, span_end
from auditor.resolve.scene import PERSON, Found, Person, Scene
from auditor.resolve.tokens import capital, several

_LOOKED_AT = 8  # occurrences of a surname that are read for a description
_REACH = 18  # tokens of a description behind a name
_TITLE = 14  # tokens of a title before a name
_BEARERS = 16  # of one surname
_STOPS = frozenset('.;:"!?()—')  # they end a description
# Never between a title and its name.
_CLAUSAL = frozenset({"and", "who", "that", "said", "says", "told", "with", "but", "as"})
_LINKS = frozenset(["'s", "of", "the", "and", "-", "for", "in"])  # inside a title


def person_of(scene: Scene, found: Found) -> Person:
    """Return the person a mention names, after reading their other mentions.

    A bare surname is whoever bore it last; a given name or its initial tells bearers apart.
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
        if _same(person.given, given):
            person.given = max(person.given, given, key=len)
            break
    else:
        person = Person(next(scene.numbers), "", given, 0)
        alone = scene.people.get(given, [])
        if given and alone and not alone[-1].given:
            person = alone[-1]  # "Mohammad" before "Mohammad bin Vale"
            person.given = given
        bearers.append(person)
    if given:
        scene.given.setdefault(given, person)
    if end - first > person.size:
        new = not person.size
        person.size, person.name = end - first, label(layout, first, end)
        if new:
            _gather(scene, found, person)
    person.noun = person.noun or found.noun
    return person


def _same(one: str, other: str) -> bool:
    """Tell whether two first names may be one person's: "Ruth", "R", unknown."""
    short, long = sorted((one, other), key=len)
    return short == long or not short or (len(short) == 1 and long.startswith(short))


def _bare(scene: Scene, first: int, end: int) -> bool:
    """Tell whether a name is a surname alone: "Vale", "Mr. Van Ode", "Holt-Ode"."""
    words = scene.layout.words
    if end - first == 1 or (end - first == 3 and words[first + 1] == "-"):
        return True
    before = first - 1 if first and words[first - 1] != "." else first - 2
    return before >= 0 and words[before] in ("mr", "mrs", "ms", "miss")


def _gather(scene: Scene, found: Found, person: Person) -> None:
    """Add to a person what the other mentions of the surname say."""
    assert found.name is not None
    last = found.name[1] - 1
    for place in scene.marks.capitals.get(scene.layout.cased[last], ())[:_LOOKED_AT]:
        if found.first <= place < found.end and found.noun is not None:
            continue
        other = described(scene, place)
        if other is None or other.shape != PERSON or other.name is None:
            continue
        first, end = other.name
        given = "" if _bare(scene, first, end) else scene.layout.words[first]
        if end != place + 1 or not _same(person.given, given):
            continue
        person.given = max(person.given, given, key=len)
        if end - first > person.size:
            person.size, person.name = end - first, label(scene.layout, first, end)
        person.links += other.links
        person.noun = person.noun or other.noun
        person.former = person.former or other.former


def described(scene: Scene, place: int) -> Found | None:
    """Read the full name and description around one occurrence of a surname."""
    layout, words = scene.layout, scene.layout.words
    low, high, _ = layout.sentences[layout.sentence_of[place]]
    if place + 1 < high and capital(layout, place + 1):
        return None
    first = _start(scene, place, low)
    end = place + 1
    begin = _title(scene, low, first)
    if words[end : end + 1] and words[end] in (",", "of", "from", "at"):
        while end < high and words[end] not in _STOPS and end - place < _REACH:
            end += 1
    found = read(scene, begin, end)
    if found.shape != PERSON and begin < first:
        found = read(scene, first, end)  # the words before name somebody else
    return found


def _start(scene: Scene, place: int, low: int) -> int:
    """Return where the name that ends at a token starts."""
    words = scene.layout.words
    while place > low:
        before = place - 1
        mark = scene.mark_at.get(before)
        joins = words[before] in scene.words.name_joints or words[before] in '.-"'
        if capital(scene.layout, before):
            if words[before] in scene.words.openers or (
                mark and mark.facet in ("demonyms", "names")
            ):
                break
        elif not (joins and before > low and span_end(scene, before - 1, place + 1) == place + 1):
            break
        place -= 1
    return place


def _title(scene: Scene, low: int, first: int) -> int:
    """Return where the title right before a name starts: "the mayor of Ells, Ann Ode"."""
    words = scene.layout.words
    titles = [
        m
        for m in scene.marks.within(max(low, first - _TITLE), first)
        if m.noun is not None and m.noun.type == "individual" and not several(words[m.end - 1])
    ]
    if not titles:
        return first
    between = words[titles[-1].end : first]
    if any(
        w in ("and", "who", "that", "said", "says", "told", "with", "but", "as") for w in between
    ):
        return first
    begin = titles[-1].first
    while begin > low and titles[-1].first - begin < _TITLE:
        if leads(scene, begin - 1):
            begin -= 1
        elif begin - 1 > low and leads(scene, begin - 2) and plain(scene, begin - 1):
            begin -= 2
        else:
            break
    return begin


def plain(scene: Scene, at: int) -> bool:
    """Tell whether a token may describe an office: "election" in "Norvik's election chief"."""
    word, lists = scene.layout.words[at], scene.words
    leads_or_binds = word in lists.mention_leads or word in lists.mention_prepositions
    return word.isalpha() and not leads_or_binds


def leads(scene: Scene, at: int) -> bool:
    """Tell whether a token may stand before an office in one phrase with it."""
    words = scene.layout.words
    if words[at] in _STOPS or words[at] == ",":
        return False
    return (
        capital(scene.layout, at)
        or words[at] in _LINKS
        or words[at] in scene.words.not_names
        or at in scene.mark_at
    )
