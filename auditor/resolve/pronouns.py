"""Whom a pronoun means that no source so far explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.resolve.choose import bodies_before
from auditor.resolve.mention import read
from auditor.resolve.names import label, span_end
from auditor.resolve.people import described
from auditor.resolve.scene import PARTY, PERSON, Found, Link, Scene
from auditor.resolve.tokens import capital, initial

if TYPE_CHECKING:
    from auditor.resolve.entries import Entries

OWNER_OF = {"his": "he", "her": "she", "its": "it", "whose": "who", "their": "they",
            "him": "he", "them": "they"}  # fmt: skip
_BACK = 90  # tokens that a pronoun may look back for a name


def owner_of(scene: Scene, entries: Entries, found: Found) -> None:
    """Link "her lawyer", "its director" to whoever the possessive means."""
    word = OWNER_OF.get(found.owner, found.owner)
    number = entries.antecedent(word, found.first)
    if number is not None:
        entry = entries.items[number]
        party = "" if entry.party == "unknown" else entry.party
        sort = scene.lexicon.sort_of(party) or ("person" if entry.shape == PERSON else "body")
        found.links.append(Link(party, f"possessive {word}", sort, entry.neutral))
    if word in ("it", "they"):
        for rank, (link, *_) in enumerate(bodies_before(scene, found.first, "")):
            if rank < 2:
                found.links.append(link._replace(how=f"possessive named {rank}"))
    elif word in ("he", "she"):
        person = person_before(scene, found.first)
        if person is not None and person.name is not None:
            name = label(scene.layout, *person.name)
            found.links.append(Link(name, f"possessive {word} named", "person", False))


def person_before(scene: Scene, at: int) -> Found | None:
    """Return the person named nearest before a token, by full name or as an office-holder."""
    layout = scene.layout
    for last in range(at - 1, max(at - _BACK, 0), -1):
        if not capital(layout, last) or (last + 1 < at and capital(layout, last + 1)):
            continue
        joined = capital(layout, last - 1) or initial(layout, last - 1)
        if not joined and last not in scene.mark_at:
            continue
        found = described(scene, last)
        if found is None or found.shape != PERSON or found.name is None:
            continue
        near = layout.words[found.name[0] - 1] if found.name[0] else ""
        if found.name[1] == last + 1 and near not in scene.words.places_of:
            return found
    return None


def subject_before(scene: Scene, at: int, word: str, after: int) -> Found | None:
    """Read the subject of the sentence before a pronoun's, if it was named after a token.

    "He" and "she" mean somebody named there, "it" a party or body: "Arland kept silent.  It …".
    """
    layout = scene.layout
    sentence = layout.sentence_of[at]
    if not sentence or word not in ("he", "she", "it"):
        return None
    low, high, _ = layout.sentences[sentence - 1]
    first = low + (layout.words[low] in ("the", '"'))
    if low <= after or first >= high or not capital(layout, first):
        return None
    if layout.words[low] != "the" and layout.words[low] in scene.words.openers:
        return None
    end = max(span_end(scene, first, high), first + 1)
    if end >= high or layout.words[end] in ("'s", "and", "-"):
        return None
    found = read(scene, low, end, 1)
    if word == "it":
        return found if found.shape == PARTY and found.facet in ("names", "metonyms") else None
    if found.shape != PERSON or found.name is None:
        return None
    begin, stop = found.name
    known = layout.words[stop - 1] in scene.people
    given = layout.words[begin] in scene.given_names or len(layout.words[begin]) == 1
    full = stop - begin > 1 and given
    return found if known or full else None
