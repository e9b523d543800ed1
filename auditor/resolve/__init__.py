"""Source mentions to sources, and sources to parties."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Frame, Layout, Matches, Resolution, RuleSet
from auditor.resolve.entries import Entries
from auditor.resolve.lexicon import lexicon_of
from auditor.resolve.marks import collect
from auditor.resolve.mentions import read
from auditor.resolve.people import person_before, subject_before
from auditor.resolve.scene import OTHER, PRONOUN, Scene
from auditor.resolve.settle import last_speaker, met_before, settle
from auditor.resolve.stake import take_side
from auditor.resolve.words import MONTHS, OWNER_OF, PEOPLE, SPEAKER

__all__ = ["resolve"]

_BARE = 4  # tokens of evidence without an owner: "the satellite data"


def resolve(
    layout: Layout, matches: Matches, frames: Sequence[Frame], rules: RuleSet
) -> Resolution:
    """Group the frames' sources into the article's sources, each with its party.

    Pronouns take the nearest source that can be meant; "I" and "we" take the
    source of the frame they are quoted in.
    """
    lexicon = lexicon_of(rules)
    marks = collect(layout, matches, lexicon)
    scene = Scene(layout, marks, lexicon)
    entries = Entries(scene, rules)
    anonymity = {layout.sentence_of[m.first] for m in matches.get("anonymity", ())}
    source_of: list[int | None] = [None] * len(frames)
    quoted: list[int] = []
    order = [number for number, frame in enumerate(frames) if frame.source]
    order.sort(key=lambda number: frames[number].source[0].first)
    for number in order:
        source = frames[number].source
        first, end = source[0].first, source[-1].end
        chosen = entries.again(first, end)
        if chosen is None:
            chosen = _seen_by(scene, source_of, frames[number])
        if chosen is None:
            hidden = layout.sentence_of[first] in anonymity
            chosen = _choose(scene, entries, frames[number], hidden)
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
    return Resolution(entries.sources(), tuple(source_of))


def _seen_by(scene: Scene, source_of: Sequence[int | None], frame: Frame) -> int | None:
    """Return who speaks of evidence that nobody put out: "Norvik said satellite data showed …"."""
    parent = source_of[frame.parent] if frame.parent is not None else None
    first, end = frame.source[0].first, frame.source[-1].end
    if parent is None or end - first > _BARE or not scene.lone_evidence(first, end):
        return None
    return parent


def _last(entries: Entries, number: int | None) -> int:
    """Return where a source was mentioned last, -1 for none."""
    return entries.items[number].mentions[-1].first if number is not None else -1


def _dated(scene: Scene, first: int, end: int) -> bool:
    """Tell whether a mention is a date and no more, which nobody is called."""
    words, cased = scene.layout.words, scene.layout.cased
    if words[first] not in MONTHS or cased[first] == words[first]:
        return False
    return all(w in MONTHS or not w.isalpha() for w in words[first:end])


def _choose(scene: Scene, entries: Entries, frame: Frame, hidden: bool) -> int | None:
    """Return a frame's source; None for "I" and "we", which wait for their speaker."""
    first = frame.source[0].first
    if _dated(scene, first, frame.source[-1].end):
        return entries.antecedent("who", first)  # "signed on Feb. 29, added that"
    found = read(scene, first, frame.source[-1].end)
    if found.shape != PRONOUN:
        same = last_speaker(scene, found, entries)
        if same is not None:
            return same
        settle(scene, found, entries)
        met = met_before(scene, found, entries)
        take_side(scene, found, frame)
        return entries.enter(found, hidden) if met is None else met
    if found.word in SPEAKER:
        return None
    word = OWNER_OF.get(found.word, found.word)
    chosen = entries.antecedent(word, first)
    subject = subject_before(scene, first, word, _last(entries, chosen))
    if subject is not None and not entries.other_gender(subject, word):
        settle(scene, subject, entries)
        return entries.enter(subject, False)
    if chosen is not None:
        return chosen
    person = person_before(scene, first) if word in PEOPLE else None
    if person is None:
        found.shape = OTHER
        return entries.enter(found, False)
    settle(scene, person, entries)
    return entries.enter(person, False)
