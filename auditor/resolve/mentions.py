"""A mention as written: its shape, name and noun, and the party it gives by itself."""

from __future__ import annotations

from auditor.resolve.heads import Head, bare_run, take_apart
from auditor.resolve.names import (
    body_label,
    is_organisation,
    strip_honours,
    surname,
)
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    OTHER,
    PARTY,
    PERSON,
    PRONOUN,
    ROLE,
    Found,
    Scene,
)
from auditor.resolve.sides import find_side
from auditor.resolve.tokens import capital
from auditor.resolve.words import (
    BREAKS,
    FORMER,
    GIVEN,
    LEAD,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
)

_PAPERS = frozenset({"document", "visual", "poll", "database"})
_COMPLEMENT = 8  # tokens
_NAMED_SIDES = frozenset({"officials"})


def read(scene: Scene, first: int, end: int, depth: int = 0) -> Found:
    """Read the mention at a token range."""
    layout = scene.layout
    words = layout.words
    begin = first
    if depth == 0 and end - first > 1 and words[end - 1] in PREPOSITIONS:
        end = _onward(scene, end)  # cut off: "an attorney representing"
    first = _skip_lead(scene, first, end)
    if first == end:
        first = end - 1
        if words[first] not in PRONOUNS:
            return Found(begin, end, end, OTHER)
    word = words[first].partition("'")[0] or words[first]  # "she'll"
    shouted = layout.cased[first].isupper() and len(word) > 1  # "US", "WHO", "IT"
    if word in PRONOUNS and not shouted and (word not in POSSESSIVES or first + 1 == end):
        return Found(begin, end, first + 1, PRONOUN, word=word)
    owner = ""
    if word in POSSESSIVES and not shouted and first + 1 < end:
        owner = word
        first += 1
    head_end = first + 1
    while head_end < end and words[head_end] not in BREAKS:
        head_end += 1
    if head_end + 3 < end and words[head_end] == "(" and words[head_end + 2] == ")":
        head_end += 3  # "(OIC)" says nothing new
        while head_end < end and words[head_end] not in BREAKS:
            head_end += 1
    found = _head(scene, first, head_end, end, depth)
    if found.shape == OTHER and depth == 0:
        found = _rescued(scene, found, head_end, end)
    found.first, found.end, found.owner = begin, end, owner
    if head_end < end:
        _apposition(scene, found, head_end, end, depth)
    return found


def _rescued(scene: Scene, found: Found, head_end: int, end: int) -> Found:
    """Return the person whose full name ends a head that says nothing else, else ``found``."""
    first = head_end
    while first > found.first and capital(scene.layout, first - 1):
        first -= 1
    if head_end - first < 2 or first == found.first:
        return found
    other = _head(scene, first, head_end, end, 1)
    return other if other.shape == PERSON else found


def _onward(scene: Scene, end: int) -> int:
    """Return the end of the complement that a mention was cut off before."""
    words = scene.layout.words
    sentence = scene.layout.sentences[scene.layout.sentence_of[end - 1]]
    stop = min(sentence.end, end + _COMPLEMENT)
    at = end
    while at < stop and words[at] not in BREAKS and words[at] != ".":
        at += 1
    return at


def _skip_lead(scene: Scene, first: int, end: int) -> int:
    words = scene.layout.words
    while first < end and first not in scene.mark_at:
        if words[first] not in LEAD and not words[first][0].isdigit():
            break
        first += 1
    return first


def _head(scene: Scene, first: int, head_end: int, end: int, depth: int) -> Found:
    """Read the part of a mention before any comma or relative clause."""
    head = take_apart(scene, first, head_end)
    noun = head.noun
    kind = noun.noun if noun is not None else None
    found = Found(first, end, head.stop, OTHER, noun=noun, kind=kind)
    words = scene.layout.words
    found.former = any(words[at] in FORMER for at in range(first, head.stop))
    if kind is None:
        _by_name(scene, found, head)
    elif kind.type in _PAPERS:
        found.shape = DOCUMENT
    elif kind.type == "individual":
        _individual(scene, found, head)
    else:
        _group(scene, found, head)
    if not found.party and found.shape != ORGANISATION:
        find_side(scene, found, head, depth, read)
    if found.former and found.shape in (PERSON, ROLE):
        found.party = ""
    if noun is not None and kind is not None and kind.binds == "place" and kind.type == "group":
        begin = next((a for a, b in head.spans if a < noun.first and _local(scene, a)), None)
        if begin is not None:
            found.local = body_label(scene.layout, begin, noun.end)
            if found.party not in scene.lexicon.lands:
                found.party = ""
    return found


def _by_name(scene: Scene, found: Found, head: Head) -> None:
    """Settle a head without a source noun: a party, a person or an organisation by name."""
    layout, parties = scene.layout, head.parties
    official = next((m for m in parties if m.facet in _NAMED_SIDES), None)
    if official is not None:
        found.shape, found.party, found.facet = PERSON, official.party, official.facet
        begin, stop = official.first, official.end
        for first, end in head.spans:
            if first <= official.first < end:
                begin, stop = first, max(end, official.end)
        for mark in parties:
            if begin <= mark.first and mark.end <= official.first:
                begin = mark.end
        found.name = (begin, stop)
        return
    if parties and parties[0].facet in ("places", "names", "metonyms"):
        mark = parties[0]
        first, end = next((s for s in head.spans if s[0] == mark.first), (0, 0))
        alone = mark.end - mark.first == 1 and len(parties) == 1
        the = mark.first > 0 and layout.words[mark.first - 1] == "the"
        given = mark.facet == "places" or layout.words[mark.first] in GIVEN
        if alone and given and not the and end - first == 2 and head.stop == end:
            found.shape, found.name = PERSON, (first, end)  # "Charlotte Vale"
            parties.clear()
            return
        alone = alone and mark.facet == "places" and head.stop == mark.end
        if alone and surname(layout, scene.marks, mark.first):
            found.shape, found.name = PERSON, (mark.first, mark.end)
            parties.clear()
            return
    run = bare_run(scene, head)
    if run is not None:
        before = next((m for m in reversed(parties) if m.end <= run[0]), None)
        bare = strip_honours(layout, *run)
        if bare == run[1]:
            return
        if bare == run[0] and is_organisation(layout, scene.marks, *run):
            first = before.first if before is not None and before.end == run[0] else run[0]
            found.shape, found.name = ORGANISATION, (first, run[1])
            found.party = body_label(layout, *found.name)
        else:
            found.shape, found.name = PERSON, (bare, run[1])
            if before is not None:
                found.party, found.facet = before.party, before.facet
        return
    if parties:
        mark = parties[-1]
        found.party, found.facet = mark.party, mark.facet
        found.neutral = mark.party in scene.lexicon.neutral
        found.shape = PARTY if mark.end >= found.head_end else ROLE
        people = mark.facet == "demonyms" and layout.words[mark.end - 1].endswith("s")
        if people and mark.first and layout.words[mark.first - 1] != "the":
            found.shape, found.party = ROLE, ""  # "many Norlanders" are nobody's voice
            parties.clear()
        found.name = (mark.first, mark.end)


def _individual(scene: Scene, found: Found, head: Head) -> None:
    """Settle a head whose noun is a person's office or trade: named behind it or not."""
    noun, words = head.noun, scene.layout.words
    assert noun is not None
    found.shape = ROLE
    for first, end in head.spans:
        if end <= noun.end:
            continue
        begin = max(first, noun.end)
        for mark in head.parties:
            if begin <= mark.first < end:
                if mark.facet in _NAMED_SIDES:
                    found.party, found.facet = mark.party, mark.facet
                elif mark.end < end and mark.facet != "places":
                    begin = max(begin, mark.end)
        if words[begin] == "." and begin + 1 < end:
            begin += 1
        if begin < end:
            found.shape, found.name = PERSON, (begin, end)
            found.head_end = max(found.head_end, end)
            return


def _group(scene: Scene, found: Found, head: Head) -> None:
    """Settle a head whose noun is a body: an organisation by name, or a role."""
    layout, noun = scene.layout, head.noun
    assert noun is not None and noun.noun is not None
    found.shape = ROLE
    kind = noun.noun
    for first, end in head.spans:
        inside = first <= noun.first < end and capital(layout, noun.first)
        if inside and first == noun.first and end <= noun.end and kind.affiliation != "media":
            return  # the noun alone, capitalised: "Police"
        if inside and kind.binds == "body" and scene.mark_at.get(first) in head.parties:
            inside = any(scene.mark_at.get(at) is None for at in range(first, noun.first))
            inside = inside and head.parties[-1].end < noun.first
        if inside and kind.binds in ("own", "body") and not _owned(scene, first):
            _organise(scene, found, first, end, kind.stake == "independent")
            return
        if end == noun.first and kind.binds == "own":
            mark = scene.mark_at.get(first)
            if mark is None or mark.end < end:  # "the Norvik company"
                _organise(scene, found, first, end, kind.stake == "independent")
                return
    for mark in head.parties:
        named = mark.facet == "names" and mark.party not in scene.lexicon.lands
        if named and mark.end == noun.first and kind.binds == "own":
            found.shape, found.party, found.facet = PARTY, mark.party, mark.facet
            found.name = (mark.first, mark.end)
            found.neutral = mark.party in scene.lexicon.neutral


def _local(scene: Scene, at: int) -> bool:
    """Tell whether a name before "police" is that of a town or county, not of a state."""
    mark = scene.mark_at.get(at)
    return mark is None or mark.facet == "places"


def _owned(scene: Scene, first: int) -> bool:
    return first > 0 and scene.layout.words[first - 1] == "'s"


def _organise(scene: Scene, found: Found, first: int, end: int, neutral: bool) -> None:
    found.shape, found.name, found.neutral = ORGANISATION, (first, end), neutral
    found.party = body_label(scene.layout, first, end)
    found.head_end = max(found.head_end, end)


def _apposition(scene: Scene, found: Found, at: int, end: int, depth: int) -> None:
    """Add what stands behind the comma: the name of a role, the office of a name."""
    words = scene.layout.words
    while at < end and words[at] in BREAKS:
        if words[at] in RELATIVES:
            return
        at += 1
    stop = at
    while stop < end and words[stop] not in BREAKS:
        stop += 1
    if at == stop or words[at] == "and":
        return
    at = _skip_lead(scene, at, stop)
    if at == stop:
        return
    other = _head(scene, at, stop, stop, depth + 1)
    if found.shape == OTHER and other.shape == PERSON:
        found.noun, found.kind, found.former = other.noun, other.kind, other.former
        found.shape, found.name, found.party = PERSON, other.name, other.party
        found.neutral, found.facet, found.word = other.neutral, other.facet, other.word
    elif found.shape == ROLE and other.shape == ROLE and not found.party:
        found.party, found.neutral, found.facet = other.party, other.neutral, other.facet
    elif found.shape in (ROLE, OTHER) and other.shape == PERSON and other.noun is None:
        found.shape, found.name = PERSON, other.name
        if other.facet in _NAMED_SIDES and found.facet != "proxy":
            found.party, found.facet = other.party, other.facet
        if found.former or (found.kind is not None and found.kind.binds == "person"):
            found.party = ""
    elif found.shape == PERSON and other.shape in (ROLE, OTHER) and not found.party:
        if found.noun is None:
            found.noun, found.kind = other.noun, other.kind
        found.former = found.former or other.former
        personal = other.kind is not None and other.kind.binds == "person"
        if not found.party and not found.former and not personal:
            found.party, found.neutral = other.party, other.neutral
            found.facet, found.word, found.local = other.facet, other.word, other.local
    elif found.shape == ORGANISATION and other.kind is not None:
        independent = other.kind.stake == "independent"
        if found.kind is None or independent:
            found.neutral, found.kind = independent, other.kind
