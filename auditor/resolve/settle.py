"""A mention's party, settled: its own words, the article's people, what is in reach."""

from __future__ import annotations

from auditor.resolve.entries import Entries
from auditor.resolve.names import label
from auditor.resolve.people import person_before, person_of
from auditor.resolve.reach import reach
from auditor.resolve.scene import DOCUMENT, PERSON, ROLE, Body, Found, Scene
from auditor.resolve.words import GENERIC, OWNER_OF


def settle(scene: Scene, found: Found, entries: Entries) -> None:
    """Give a mention its party: its own words, the article's people, what is in reach."""
    noun = found.kind
    if found.owner and not found.party and found.shape in (ROLE, DOCUMENT, PERSON):
        _possessed(scene, found, entries)
    if found.shape == PERSON:
        _person(scene, found)
    elif not found.party and found.shape in (ROLE, DOCUMENT) and not found.former:
        reach(scene, found)
        found.party = found.party or found.local
        if found.party or noun is None or found.noun is None:
            pass
        elif noun.stake == "independent" and noun.type != "individual":
            found.neutral = True
            found.party = label(scene.layout, found.noun.first, found.noun.end).lower()
    elif noun is not None and noun.affiliation == "academic" and found.shape == ROLE:
        found.neutral = True
    if found.noun is not None and found.party:
        word = scene.layout.words[found.noun.end - 1]
        scene.bodies[word] = Body(found.party, found.neutral, found.local)


def _possessed(scene: Scene, found: Found, entries: Entries) -> None:
    """ "Her lawyer" speaks for whoever she is; "his daughter" for herself."""
    if found.noun is None:
        return
    word = OWNER_OF.get(found.owner, found.owner)
    owner = entries.antecedent(word, found.first)
    kind, noun = found.kind, found.noun
    if kind is not None and noun is not None and kind.binds == "person":
        if kind.affiliation == "victim" and found.shape == ROLE:
            name = ""
            if owner is not None and entries.items[owner].shape == PERSON:
                name = label(scene.layout, *entries.items[owner].span)
            elif (before := person_before(scene, found.first)) and before.name is not None:
                name = label(scene.layout, *before.name)
            if name:
                found.party = f"{name}'s {scene.layout.words[noun.end - 1]}"
        return
    if owner is not None:
        entry = entries.items[owner]
        found.party, found.neutral = entry.party.replace("unknown", ""), entry.neutral


def _person(scene: Scene, found: Found) -> None:
    """Settle somebody named: by description, by office and reach, else for themselves."""
    person = person_of(scene, found)
    found.kind = kind = found.kind or person.noun
    if not found.party and not found.former:
        found.party, found.neutral = person.party, person.neutral
    if not found.party and found.noun is not None and not found.former:
        reach(scene, found)
    found.party = found.party or found.local
    if not found.party:
        found.party = person.name
        found.neutral = kind is not None and kind.stake == "independent"
    person.party, person.neutral = found.party, found.neutral


def last_speaker(scene: Scene, found: Found, entries: Entries) -> int | None:
    """ "The diplomat", when nobody was called so before, is whoever spoke last."""
    if found.shape != ROLE or found.party or found.noun is None or not entries.recent:
        return None
    layout = scene.layout
    word = layout.words[found.noun.end - 1]
    if layout.words[found.first] != "the" or word not in GENERIC or word in entries.by_noun:
        return None
    number = entries.recent[-1]
    entry = entries.items[number]
    near = layout.sentence_of[found.first] - layout.sentence_of[entry.mentions[-1].first] <= 2
    return number if near and entry.type.endswith("individual") else None


def met_before(scene: Scene, found: Found, entries: Entries) -> int | None:
    """ "The sources" are the ones met before, when nothing else tells who they are."""
    if found.party or found.noun is None or scene.layout.words[found.first] != "the":
        return None
    return entries.by_noun.get(scene.layout.words[found.noun.end - 1].rstrip("s"))
