"""Source mentions to sources, and sources to parties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.model import Exclusion, Frame, Layout, Matches, Resolution, RuleSet, Status
from auditor.resolve.choose import Choice, choose, noun_word
from auditor.resolve.entries import Entries
from auditor.resolve.lexicon import lexicon_of
from auditor.resolve.marks import collect
from auditor.resolve.mention import read
from auditor.resolve.people import person_of
from auditor.resolve.pronouns import OWNER_OF, owner_of, person_before, subject_before
from auditor.resolve.scene import OTHER, PERSON, PRONOUN, ROLE, Found, Scene
from auditor.resolve.stake import own_affair, take_party

__all__ = ["Choice", "resolve", "weigh"]


def resolve(
    layout: Layout,
    matches: Matches,
    frames: Sequence[Frame],
    rules: RuleSet,
    exclusions: Sequence[Exclusion] = (),
) -> Resolution:
    """Group the frames' sources into the article's sources, each with its party.

    What ``exclusions`` call boilerplate names nobody.
    """
    return weigh(layout, matches, frames, rules, exclusions)[0]


def weigh(
    layout: Layout,
    matches: Matches,
    frames: Sequence[Frame],
    rules: RuleSet,
    exclusions: Sequence[Exclusion] = (),
) -> tuple[Resolution, Mapping[int, Choice]]:
    """Return what ``resolve`` does, and how each party was chosen, by the source's first token.

    Pronouns take the nearest source that can be meant; "I" and "we" take the source of the
    frame they are quoted in.
    """
    lexicon = lexicon_of(rules)
    silent = {
        at
        for skipped in exclusions
        if skipped.status is Status.BOILERPLATE
        for at in range(skipped.first, skipped.end)
    }
    scene = Scene(layout, collect(layout, matches, lexicon, silent), lexicon)
    entries = Entries(scene)
    anonymity = {layout.sentence_of[m.first] for m in matches.get("anonymity", ())}
    source_of: list[int | None] = [None] * len(frames)
    quoted: list[int] = []
    order = [number for number, frame in enumerate(frames) if frame.source]
    order.sort(key=lambda number: frames[number].source[0].first)
    mentions = _read(scene, frames, order)
    for number in order:
        source = frames[number].source
        first, end = source[0].first, source[-1].end
        chosen = entries.again(first, end)
        if chosen is None:
            hidden = layout.sentence_of[first] in anonymity
            chosen = _choose(scene, entries, mentions[number], frames[number], hidden)
        parent = frames[number].parent
        outer = source_of[parent] if parent is not None else None
        if chosen is not None and outer is not None and entries.items[chosen].party == "unknown":
            chosen = outer  # "Norvik said satellite data showed …": nobody else put it out
        if chosen is None:
            quoted.append(number)
            continue
        entries.mention(chosen, first, end)
        source_of[number] = chosen
    for number in quoted:
        parent = frames[number].parent
        chosen = source_of[parent] if parent is not None else None
        if chosen is None:
            chosen = entries.nearest(frames[number].source[0].first)
        if chosen is not None:
            entries.items[chosen].mentions.append(frames[number].source[0])
            source_of[number] = chosen
    return Resolution(entries.sources(), tuple(source_of)), scene.choices


def _read(scene: Scene, frames: Sequence[Frame], order: Sequence[int]) -> dict[int, Found]:
    """Read all mentions, and count how many people the article ties to each party."""
    mentions: dict[int, Found] = {}
    ties: set[tuple[str, int]] = set()
    for number in order:
        source = frames[number].source
        found = mentions[number] = read(scene, source[0].first, source[-1].end)
        if found.shape == PERSON and found.name is not None:
            person = person_of(scene, found)
            ties |= {(link.label, person.number) for link in (*found.links, *person.links)}
    for label, _ in ties:
        scene.tied[label] = scene.tied.get(label, 0) + 1
    return mentions


def _choose(scene: Scene, entries: Entries, found: Found, frame: Frame, hidden: bool) -> int | None:
    """Return a mention's source; None for "I" and "we", which wait for their speaker."""
    first = found.first
    if found.shape != PRONOUN:
        return _enter(scene, entries, found, hidden, frame)
    if found.word in scene.words.speaker_pronouns:
        return None
    word = OWNER_OF.get(found.word, found.word)
    chosen = entries.antecedent(word, first)
    last = entries.items[chosen].mentions[-1].first if chosen is not None else -1
    subject = subject_before(scene, first, word, last)
    if subject is not None and not entries.other_gender(subject, word):
        return _enter(scene, entries, subject, False)
    if chosen is not None:
        return chosen
    person = person_before(scene, first) if word in scene.words.person_pronouns else None
    if person is None:
        found.shape = OTHER
        return entries.enter(found, False)
    return _enter(scene, entries, person, False)


def _enter(
    scene: Scene, entries: Entries, found: Found, hidden: bool, frame: Frame | None = None
) -> int:
    """Choose a mention's party and enter it among the sources."""
    person = person_of(scene, found) if found.shape == PERSON and found.name else None
    if person is not None:
        found.noun = found.noun or person.noun
        found.kind = found.kind or (found.noun.noun if found.noun is not None else None)
        found.former = found.former or person.former
    if found.owner:
        owner_of(scene, entries, found)
    if person is not None and person.party not in ("", person.name) and not found.links:
        found.party, found.neutral = person.party, person.neutral
    else:
        choice = scene.choices[found.first] = choose(scene, found, person)
        take_party(scene, found, choice.best)
    own = found.own
    if person is not None:
        person.party, person.neutral, own = found.party, found.neutral, person.name
    word = noun_word(scene, found)
    if word and found.party and found.party != own:
        scene.nouns[word] = (found.party, found.neutral)
    if frame is not None:
        own_affair(scene, found, frame)
    if found.shape == ROLE and not found.party and found.noun is not None:
        met = entries.by_noun.get(scene.layout.words[found.noun.end - 1].rstrip("s"))
        if met is not None and scene.layout.words[found.first] == "the":
            return met
    return entries.enter(found, hidden)
