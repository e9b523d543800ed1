"""A mention as written: its shape, name and noun, and the party it gives by itself."""

from __future__ import annotations

from auditor.resolve.clauses import by_clause
from auditor.resolve.heads import take_apart
from auditor.resolve.names import body_label, label
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    OTHER,
    PERSON,
    PRONOUN,
    ROLE,
    Found,
    Scene,
)
from auditor.resolve.shapes import by_name, group, individual, is_town
from auditor.resolve.sides import find_side
from auditor.resolve.tokens import capital, opens, several
from auditor.resolve.words import (
    ADVERBS,
    BREAKS,
    FORMER,
    LEAD,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
)

_PAPERS = frozenset({"document", "visual", "poll", "database"})
_COMPLEMENT = 8  # tokens
_DATELINE = 8
_LANDS = frozenset({"places", "names", "metonyms"})


def read(scene: Scene, first: int, end: int, depth: int = 0) -> Found:
    """Read the mention at a token range."""
    layout = scene.layout
    words = layout.words
    begin = first
    if depth == 0 and words[end - 1] in ("'s", "'") and (mark := scene.mark_at.get(end)):
        end = mark.end if mark.noun is not None else end  # cut off: "Vale's" family
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
    where = depth == 0 and found.kind is None and found.shape != PERSON
    where = where and found.facet in _LANDS | {""} and words[head_end : head_end + 1] == [","]
    if where and head_end + 1 < end and capital(layout, head_end + 1):
        other = read(scene, _behind_places(scene, head_end + 1, end), end, 1)
        if other.shape == PERSON and (found.facet or other.noun is not None):
            found, head_end = other, end  # "in Ells, Norland, Vale said"
    found.first, found.end, found.owner = begin, end, owner or found.owner
    if head_end < end:
        _apposition(scene, found, head_end, end, depth)
    return found


def _behind_places(scene: Scene, at: int, end: int) -> int:
    """Return where a mention goes on behind places: "Arland, Karl Vale" at "Karl"."""
    words = scene.layout.words
    while (mark := scene.mark_at.get(at)) is not None and mark.party in scene.lexicon.lands:
        if mark.end + 1 >= end or words[mark.end] != ",":
            break
        at = mark.end + 1
    return at


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
    if first < end and scene.layout.cased[first].isupper() and opens(scene.layout, first):
        first = _skip_dateline(scene, first, end)
    if first + 2 < end and words[first + 1] == "," and words[first] in ADVERBS:
        first += 2
    while first < end and first not in scene.mark_at:
        if words[first] not in LEAD and not words[first][0].isdigit():
            break
        first += 1
    return first


def _skip_dateline(scene: Scene, first: int, end: int) -> int:
    """Return where a mention starts behind "ELLS, Norland - "."""
    layout = scene.layout
    for at in range(first + 1, min(end - 1, first + _DATELINE)):
        apart = layout.starts[at] > layout.ends[at - 1] and layout.starts[at + 1] > layout.ends[at]
        if apart and layout.words[at] in "-—":
            return at + 1
    return first


def _head(scene: Scene, first: int, head_end: int, end: int, depth: int) -> Found:
    """Read the part of a mention before any comma or relative clause."""
    head = take_apart(scene, first, head_end)
    noun = head.noun
    kind = noun.noun if noun is not None else None
    found = Found(first, end, head.stop, OTHER, noun=noun, kind=kind)
    words = scene.layout.words
    found.former = not FORMER.isdisjoint(words[first : head.stop])
    if kind is None:
        by_name(scene, found, head)
    elif kind.type in _PAPERS:
        found.shape = DOCUMENT
        behind = next((s for s in head.spans if noun is not None and s[0] == noun.end), None)
        if kind.type == "database" and behind is not None and not capital(scene.layout, first):
            found.name, found.party = behind, body_label(scene.layout, *behind)
            found.neutral = True  # "the fleet database Skylist"
    elif kind.type == "individual":
        individual(scene, found, head)
    else:
        group(scene, found, head)
    if not found.party and found.shape != ORGANISATION:
        find_side(scene, found, head, depth, read)
    if found.former and found.shape in (PERSON, ROLE):
        found.party = ""
    if noun is not None and kind is not None and kind.binds == "place" and kind.type == "group":
        begin = next((a for a, b in head.spans if a < noun.first and is_town(scene, a)), None)
        if begin is not None:
            found.local = body_label(scene.layout, begin, noun.end)
            if found.party not in scene.lexicon.lands:
                found.party = ""
    return found


def _apposition(scene: Scene, found: Found, at: int, end: int, depth: int) -> None:
    """Add what stands behind the comma: the name of a role, the office of a name."""
    words = scene.layout.words
    stop = at
    while at == stop:  # "Vale, 24, a striker": an age says nothing
        while at < end and words[at] in BREAKS:
            if words[at] in RELATIVES:
                by_clause(scene, found, at, read)
                return
            at += 1
        if at >= end or words[at] == "and":
            return
        stop = at
        while stop < end and words[stop] not in BREAKS:
            stop += 1
        if words[at] in POSSESSIVES and found.shape == PERSON:
            found.owner = words[at]
        at = _skip_lead(scene, at, stop)
    other = _head(scene, at, stop, stop, depth + 1)
    if other.noun and at + 1 < other.noun.first and words[other.noun.first - 1] in POSSESSIVES:
        return  # "Vale, 29, turns his head"
    if other.family:
        found.owner, found.family = other.owner, True
    if found.shape == PERSON and other.noun is not None and several(words[other.noun.end - 1]):
        return  # "Powell, Rice's aides"
    alone = other.shape == ORGANISATION and other.noun is None and other.name is not None
    human = found.shape == ROLE and found.kind is not None and found.kind.type == "individual"
    if alone and human:  # "his wife, Ann"
        other.shape, other.party = PERSON, ""
    if (
        found.shape == PERSON and found.noun is None and found.name is not None
        and other.kind is not None and (other.kind.type, other.kind.binds) == ("group", "own")
    ):  # fmt: skip
        # "Foro Penal, a rights group": two capitals are no person
        found.shape, found.party = ORGANISATION, label(scene.layout, *found.name)
        found.kind, found.noun = other.kind, other.noun
        found.neutral = other.kind.stake == "independent"
    elif found.shape == OTHER and other.shape == PERSON:
        found.noun, found.kind, found.former = other.noun, other.kind, other.former
        found.shape, found.name, found.party = PERSON, other.name, other.party
        found.neutral, found.facet, found.word = other.neutral, other.facet, other.word
    elif found.shape == ROLE and other.shape == ORGANISATION and not found.party:
        found.shape, found.name, found.party = ORGANISATION, other.name, other.party
        found.kind, found.noun, found.neutral = other.kind, other.noun, other.neutral
    elif found.shape == ROLE and other.shape == ROLE and not found.party:
        found.party, found.neutral, found.facet = other.party, other.neutral, other.facet
    elif found.shape in (ROLE, OTHER) and other.shape == PERSON:
        found.shape, found.name = PERSON, other.name
        if other.noun is not None and not found.owner:
            found.party = found.party or other.party
        if other.facet == "officials" and found.facet != "proxy":
            found.party, found.facet = other.party, other.facet
        if found.former or (found.kind is not None and found.kind.binds == "person"):
            found.party = ""
    elif found.shape == PERSON and other.shape in (ROLE, OTHER) and not found.party:
        if found.noun is None:
            found.noun, found.kind = other.noun, other.kind
        found.former = found.former or other.former
        personal = other.kind is not None and other.kind.binds == "person"
        if not found.party and not found.former and not personal:
            found.party, found.neutral, found.partial = other.party, other.neutral, other.partial
            found.facet, found.word, found.local = other.facet, other.word, other.local
            found.body = other.body
    elif found.shape == PERSON and other.shape == ROLE and other.party and other.noun is not None:
        if found.facet == "officials" and found.party not in scene.lexicon.lands:
            found.party, found.neutral = other.party, other.neutral  # has moved on
            found.noun, found.kind = other.noun, other.kind
    elif found.shape == ORGANISATION and other.kind is not None:
        independent = other.kind.stake == "independent"
        if found.kind is None or independent:
            found.neutral, found.kind = independent, other.kind
        by_clause(scene, found, stop, read)
