"""Source mentions to sources, and sources to parties."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Frame, Layout, Matches, Range, Resolution, RuleSet
from auditor.resolve.entries import Entries
from auditor.resolve.lexicon import lexicon_of
from auditor.resolve.marks import collect
from auditor.resolve.mentions import read
from auditor.resolve.people import person_before
from auditor.resolve.scene import OTHER, PRONOUN, Said, Scene
from auditor.resolve.settle import again, settle
from auditor.resolve.words import OWNER_OF, PEOPLE, SPEAKER

__all__ = ["resolve"]


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
            word = OWNER_OF.get(found.word, found.word)
            chosen = entries.antecedent(word, first)
            before = person_before(scene, first) if chosen is None and word in PEOPLE else None
            if before is not None:
                settle(scene, before, entries)
                chosen = entries.enter(before, False)
            elif chosen is None:
                found.shape = OTHER
                chosen = entries.enter(found, False)
        else:
            settle(scene, found, entries)
            chosen = again(scene, found, entries)
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
