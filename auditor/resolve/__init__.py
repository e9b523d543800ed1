"""Source mentions to sources, and sources to parties."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Frame, Layout, Matches, Range, Resolution, RuleSet
from auditor.resolve.entries import Entries
from auditor.resolve.lexicon import lexicon_of
from auditor.resolve.marks import collect
from auditor.resolve.mentions import read
from auditor.resolve.names import label
from auditor.resolve.people import person_of
from auditor.resolve.reach import reach
from auditor.resolve.scene import DOCUMENT, OTHER, PERSON, PRONOUN, ROLE, Body, Found, Said, Scene
from auditor.resolve.words import SPEAKER

__all__ = ["resolve"]

_ANTECEDENT = {"his": "he", "her": "she", "its": "it", "whose": "who", "their": "they"}


def resolve(
    layout: Layout, matches: Matches, frames: Sequence[Frame], rules: RuleSet
) -> Resolution:
    """Group the frames' sources into the article's sources, each with its party.

    Pronouns take the nearest source that can be meant; "I" and "we" take the
    source of the frame they are quoted in.
    """
    lexicon = lexicon_of(rules)
    marks = collect(layout, matches, lexicon)
    scene = Scene(layout, marks, lexicon, {m.first: m for m in marks.items})
    entries = Entries(scene, rules)
    anonymity = {layout.sentence_of[m.first] for m in matches.get("anonymity", ())}
    source_of: list[int | None] = [None] * len(frames)
    quoted: list[int] = []
    order = [number for number, frame in enumerate(frames) if frame.source]
    order.sort(key=lambda number: frames[number].source[0].first)
    for number in order:
        source = frames[number].source
        first, end = source[0].first, source[-1].end
        found = read(scene, first, end)
        if found is None:
            continue
        if found.shape == PRONOUN:
            if found.word in SPEAKER:
                quoted.append(number)
                continue
            chosen = entries.antecedent(_ANTECEDENT.get(found.word, found.word), first)
            if chosen is None:
                found.shape = OTHER
                chosen = entries.enter(found, False)
        else:
            _settle(scene, found, entries)
            chosen = _again(scene, found, entries)
            if chosen is None:
                hidden = layout.sentence_of[first] in anonymity
                chosen = entries.enter(found, hidden)
        entry = entries.items[chosen]
        entry.mentions.append(Range(first, end))
        entries.recent.append(chosen)
        scene.said.append(
            Said(
                layout.sentence_of[first],
                found.party or entry.party.replace("unknown", ""),
                entry.neutral,
                entry.shape,
                entry.affiliation,
            )
        )
        source_of[number] = chosen
    for number in quoted:
        parent = frames[number].parent
        chosen = source_of[parent] if parent is not None else None
        if chosen is None:
            chosen = entries.nearest(frames[number].source[0].first)
        if chosen is not None:
            entries.items[chosen].mentions.append(frames[number].source[0])
            source_of[number] = chosen
    return Resolution(entries.sources(), tuple(source_of))


def _settle(scene: Scene, found: Found, entries: Entries) -> None:
    """Give a mention its party: its own words, the article's people, what is in reach."""
    noun = found.kind
    if found.owner and not found.party and found.shape in (ROLE, DOCUMENT):
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
    owner = entries.antecedent(_ANTECEDENT.get(found.owner, "they"), found.first)
    if owner is None or (found.kind is not None and found.kind.binds == "person"):
        return
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


def _again(scene: Scene, found: Found, entries: Entries) -> int | None:
    """ "The sources" are the ones met before, when nothing else tells who they are."""
    if found.party or found.noun is None or scene.layout.words[found.first] != "the":
        return None
    return entries.by_noun.get(scene.layout.words[found.noun.end - 1].rstrip("s"))
