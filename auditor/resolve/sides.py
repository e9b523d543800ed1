"""Whose side a head is on: the words before its noun, then its complement."""

from __future__ import annotations

from collections.abc import Callable

from auditor.resolve.heads import Head, owner_span
from auditor.resolve.lexicon import Noun
from auditor.resolve.marks import PROXY
from auditor.resolve.names import label, land_of
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    PARTY,
    PERSON,
    PRONOUN,
    ROLE,
    Found,
    Scene,
)
from auditor.resolve.stake import impartial, researched
from auditor.resolve.words import ISSUED, REBELLIOUS, SOME, STANDING, WITHIN

_DEEPEST = 3
_GROUNDED = frozenset({"state", "place", "occupier"})  # nouns that belong to a country
_RELAYED = frozenset("cited quoted interviewed contacted consulted reached surveyed".split())
_UNIONS = "union-or-industry"
_PLACED = frozenset({"in", "at", "near"})
_RESEARCH = frozenset({"study", "studies", "research", "poll", "polls", "survey", "surveys"})
_OFFICIAL = frozenset({"government", "military", "police"})

Reader = Callable[[Scene, int, int, int], Found]


def find_side(scene: Scene, found: Found, head: Head, depth: int, read: Reader) -> None:
    """Set the party of ``found`` from its own words; ``read`` reads an inner mention."""
    if _tied(scene, found, head) or _before(scene, found, head):
        return
    if depth >= _DEEPEST:
        return
    if head.noun is None:
        if found.shape == PERSON and head.stop < head.end:
            _belongs(scene, found, head, depth, read)
        return
    issued = found.shape == DOCUMENT and scene.layout.words[head.stop : head.end][:1]
    if found.shape == DOCUMENT and issued and issued != ["by"]:
        by = scene.layout.words[head.stop : head.end]
        if "by" in by:  # "figures published in May by Norvik"
            head.stop += by.index("by")
            issued = ["by"]
    if issued in (["from"], ["by"]):
        _complement(scene, found, head, depth, read)
        if found.party:
            return
    _through_inner_noun(scene, found, head)
    if found.kind is not None and found.kind.binds == "person" and found.shape == PERSON:
        return
    owner = owner_span(scene, head)
    if owner is None and found.kind is not None and found.kind.binds == "client":
        for mark in scene.marks.within(head.first, head.noun.first):
            if mark.noun is not None and mark.noun.affiliation == "victim":
                found.party = label(scene.layout, mark.first, mark.end).lower()
                return  # "the victims' lawyer"
    if owner is not None:
        other = read(scene, owner[0], owner[1], depth + 1)
        if other.shape in (PERSON, ORGANISATION, PARTY):
            if found.kind is not None and found.kind.affiliation == "victim":
                found.party = label(scene.layout, owner[0], head.noun.end)  # "Vale's mother"
                return
            if found.kind is not None and found.kind.binds == "person" and other.shape == PERSON:
                return
            noun = head.noun.noun
            if other.shape == ORGANISATION and noun is not None and noun.affiliation == _UNIONS:
                # "Norvik's union" is not Norvik.
                found.party = label(scene.layout, owner[0], head.noun.end)
                return
            if found.kind is not None and found.kind.binds == "place":
                found.local = _town(scene, owner, head)
                return
            found.party = other.party or person_label(scene, other)
            if owner[1] - owner[0] == 1 and found.kind is not None and found.kind.binds == "state":
                found.party = land_of(scene.marks, found.party)
            found.neutral = impartial(scene, found, other.neutral, house_of(other))
            found.neutral = found.neutral or researched(scene, found, other)
            if other.shape == PERSON and found.shape == DOCUMENT:
                found.facet = "person"
            return
    if head.stop < head.end:
        _complement(scene, found, head, depth, read)


def _tied(scene: Scene, found: Found, head: Head) -> bool:
    """A tie anywhere in the mention ("Norland-backed") decides."""
    for mark in scene.marks.within(head.first, head.end):
        if mark.facet == PROXY:
            found.party, found.facet = mark.party, PROXY
            return True
    return False


def _before(scene: Scene, found: Found, head: Head) -> bool:
    """The nearest party name before the noun, unless the name of a body stands nearer."""
    lexicon = scene.lexicon
    limit = head.noun.first if head.noun is not None else head.stop
    marks = [m for m in head.parties if m.end <= limit]
    binds = found.kind.binds if found.kind is not None else ""
    if binds == "client":
        marks = [m for m in marks if m.facet not in ("places", "demonyms")]
    if binds == "own" or (binds == "client" and found.kind and found.kind.affiliation != "other"):
        # "a German firm" is not Germany's
        marks = [m for m in marks if m.party not in lexicon.lands or m.facet in STANDING]
    if rebels(scene, head) or (binds == "issuer" and _of_scholars(scene, found, head)):
        # "Norland's rebels", "a Norlandish study"
        marks = [m for m in marks if m.party not in lexicon.lands]
    if binds == "person":
        marks = [m for m in marks if m.party not in lexicon.lands and m.facet != "officials"]
        if found.shape == PERSON:
            marks = []
    if not marks:
        return False
    mark = marks[-1]
    president = head.noun is not None and scene.layout.words[head.noun.end - 1] == "president"
    if binds == "state" and not president:
        mark = next((m for m in reversed(marks) if m.party in lexicon.lands), mark)
    elif head.noun is not None and binds in ("body", "issuer", "state"):
        owner = owner_span(scene, head)
        if owner is not None and owner[1] > mark.end:
            return False
    found.party, found.facet = mark.party, mark.facet
    found.neutral = impartial(scene, found, mark.party in lexicon.neutral, "")
    if _sent(found.kind) and mark.party not in lexicon.lands:
        found.neutral = True  # "the EU mission"
    if mark.facet == "officials" and found.shape == DOCUMENT:
        found.facet = "person"
    return True


def rebels(scene: Scene, head: Head) -> bool:
    """Tell whether a head names those who fight the state they are in."""
    if head.noun is None:
        return False
    return scene.layout.words[head.noun.end - 1].rstrip("s") in REBELLIOUS


def _sent(kind: Noun | None) -> bool:
    """Tell whether a body watches for those who sent it: "mission"."""
    return kind is not None and kind.stake == "independent" and kind.binds == "body"


def _of_scholars(scene: Scene, found: Found, head: Head) -> bool:
    """Tell whether a study or poll is named with no office of a state: "a Norlandish study"."""
    if found.shape != DOCUMENT or head.noun is None or head.noun.noun is None:
        return False
    if scene.layout.words[head.noun.end - 1] not in _RESEARCH:
        return False
    inner = scene.marks.within(head.first, head.noun.first)
    if any(m.facet in STANDING for m in inner):
        return False
    return not any(m.noun is not None and m.noun.affiliation in _OFFICIAL for m in inner)


def _through_inner_noun(scene: Scene, found: Found, head: Head) -> None:
    """In "police spokesman" the police decide what the spokesman binds to."""
    assert head.noun is not None and found.kind is not None
    officials = found.kind.binds == "state" and found.kind.type == "individual"
    if found.kind.binds not in ("body", "nobody", "issuer", "client") and not officials:
        return
    for mark in reversed(scene.marks.within(head.first, head.noun.first)):
        if mark.noun is not None and mark.noun.type == "group":
            if officials and mark.noun.binds != "own":
                return
            found.kind = found.kind._replace(
                binds=mark.noun.binds, affiliation=mark.noun.affiliation
            )
            found.word = scene.layout.words[mark.end - 1]
            found.body = mark
            return


def _belongs(scene: Scene, found: Found, head: Head, depth: int, read: Reader) -> None:
    """ "Ann Ode of the coast guard" speaks for it; "Ann Ode of Ells" lives there."""
    if scene.layout.words[head.stop] not in ("of", "from", "with", "at", "for"):
        return
    other = read(scene, head.stop + 1, head.end, depth + 1)
    if other.noun is None or other.shape not in (ROLE, ORGANISATION):
        return
    if other.kind is not None and other.kind.type == "group":
        found.noun, found.kind, found.word = other.noun, other.kind, other.word
        found.party, found.neutral, found.local = other.party, other.neutral, other.local


def _town(scene: Scene, owner: tuple[int, int], head: Head) -> str:
    """Return the name of a town's body: "Ells police" in "Ells police chief", else "Ells"."""
    assert head.noun is not None
    end = owner[1]
    for mark in scene.marks.within(owner[1], head.noun.first):
        if mark.noun is not None and mark.noun.type == "group":
            end = mark.end
    return label(scene.layout, owner[0], end)


def _complement(scene: Scene, found: Found, head: Head, depth: int, read: Reader) -> None:
    """The mention behind the preposition: "of the Ministry of Health", "for Norvik"."""
    layout = scene.layout
    kind = found.kind
    if found.shape == PERSON and found.name is not None and found.name[0] > head.stop:
        return
    grounded = kind is not None and kind.binds in _GROUNDED
    if grounded and not _in_a_name(scene, head, depth, read):
        land = next(
            (m for m in scene.marks.within(head.stop, found.end) if m.party in scene.lexicon.lands),
            None,
        )
        if land is not None:
            found.party, found.facet = land.party, land.facet
            return
    if found.shape == DOCUMENT and layout.words[head.stop] not in ISSUED:
        return
    if layout.words[head.stop] == "by" and layout.words[head.stop - 1] in _RELAYED:
        return  # "officials cited by the Herald" are not the Herald's
    other = read(scene, head.stop + 1, head.end, depth + 1)
    if other.shape == PRONOUN:
        found.owner = other.word  # "a lawyer for him"
        return
    if other.owner and other.kind is not None and other.kind.affiliation == "victim":
        found.owner, found.family = other.owner, True  # "a lawyer for his mother"
        return
    relatives = other.kind is not None and other.kind.affiliation == "victim" and other.noun
    if relatives and kind is not None and kind.binds == "client" and not other.party:
        found.party = label(layout, relatives.first, relatives.end).lower()
        return  # "a lawyer for the families of those killed"
    unnamed = other.shape == ROLE and not other.party
    if unnamed and layout.words[head.stop + 1] in SOME:  # "of a major ministry"
        found.kind = kind and kind._replace(binds="nobody")
        return
    house = False
    if other.shape == PERSON and other.name is not None and other.noun is None:
        house = layout.words[head.stop] == "at"
        if house:  # one speaks at a house, not at a person
            other.shape, other.party = ORGANISATION, label(layout, *other.name)
        elif kind is not None and kind.affiliation == "victim" and head.noun is not None:
            found.party = f"{label(layout, *other.name)}'s {layout.words[head.noun.end - 1]}"
            return
    there = layout.words[head.stop] in _PLACED and other.shape == ORGANISATION
    if there and other.noun is None and kind is not None and kind.binds == "own":
        return  # "school in Ells" is no school's name
    taken = kind is not None and kind.type == "visual" and layout.words[head.stop] != "by"
    if taken and other.shape == PARTY:
        return  # "footage from Gaza" was taken there, not put out by it
    loose = found.shape == DOCUMENT and layout.words[head.stop] in ("of", "in", "for", "at")
    if loose and (other.shape not in (PARTY, ORGANISATION) or (kind and kind.type) != "document"):
        return
    town = grounded and other.shape == ORGANISATION and other.noun is None
    if town and kind is not None and kind.binds != "state":
        found.local = other.party
        return
    personal = kind is not None and kind.binds == "person"
    if (
        personal
        and not house
        and (
            other.shape not in (ORGANISATION, PARTY)
            or other.party in scene.lexicon.lands
            or (other.shape == ORGANISATION and other.noun is None)
        )
    ):
        return
    if kind is not None and kind.binds == "nobody":
        if layout.words[head.stop] not in WITHIN and layout.words[head.stop] != "close":
            return
        if other.facet == "demonyms" and other.noun is None:
            return
    assert head.noun is not None
    if other.shape == ORGANISATION and layout.words[head.noun.end - 1] in ("member", "members"):
        return  # of a committee, a club: they speak for themselves
    found.party = other.party or person_label(scene, other)
    if rebels(scene, head) and found.party in scene.lexicon.lands:
        found.party = ""  # "rebels in Norland"
    if rebels(scene, head):
        return
    found.neutral = impartial(scene, found, found.neutral or other.neutral, house_of(other))
    found.neutral = found.neutral or researched(scene, found, other)
    found.local = other.local
    if not found.party and other.kind is not None and kind is not None and kind.binds != "own":
        found.kind = kind._replace(binds=other.kind.binds, affiliation=other.kind.affiliation)
        found.word = layout.words[other.noun.end - 1] if other.noun is not None else ""
        found.body = other.body or other.noun
    elif kind is not None and other.kind is not None and kind.affiliation == "other":
        found.kind = kind._replace(affiliation=other.kind.affiliation)


def _in_a_name(scene: Scene, head: Head, depth: int, read: Reader) -> bool:
    """Tell whether the complement is a body's own name: "of the Norlandish Medical Association"."""
    other = read(scene, head.stop + 1, head.end, depth + 1)
    return other.shape == ORGANISATION and other.kind is not None and other.kind.binds == "own"


def house_of(found: Found) -> str:
    """Return the affiliation of a body spoken for."""
    return found.kind.affiliation if found.kind is not None else ""


def person_label(scene: Scene, found: Found) -> str:
    """Return the name of a person inside another mention; their party replaces it in the end."""
    if found.shape != PERSON or found.name is None:
        return ""
    return label(scene.layout, *found.name)
