"""Bodies that the article names without letting them speak: "Norvik closed … The company said"."""

from __future__ import annotations

from bisect import bisect_left

from auditor.resolve.mentions import read
from auditor.resolve.names import proper, span_end
from auditor.resolve.scene import ORGANISATION, PARTY, Found, Scene
from auditor.resolve.tokens import capital
from auditor.resolve.words import COMMON, LOCATIVE

_HEARD = 40  # voices looked back over
_RUNS = 24  # capitalised runs that are read
_ELSEWHERE = LOCATIVE | {"to", "from", "via"}


def body_before(
    scene: Scene, at: int, sentences: int, affiliation: str = "", heard: bool = False
) -> Found | None:
    """Return a body named before a token, at most so many sentences before its own.

    The nearest sentence decides, and in it the body named first: mostly its subject.
    ``affiliation`` is what the noun asks for: "the company" is no newspaper.  With ``heard``,
    a body that has spoken goes before its wares: "Lux is most of Norvik's sales, its report says".
    """
    known = {said.party for said in scene.said[-_HEARD:]} if heard else set()
    layout = scene.layout
    here = layout.sentence_of[at]
    places = scene.marks.places
    number = bisect_left(places, at)
    chosen: Found | None = None
    runs = 0
    while number > 0 and runs < _RUNS:
        number -= 1
        place = places[number]
        sentence = layout.sentence_of[place]
        if here - sentence > sentences:
            break
        if chosen is not None and layout.sentence_of[chosen.first] != sentence:
            break
        inside = place and capital(layout, place - 1) and layout.words[place - 1] not in COMMON
        if inside and layout.sentence_of[place - 1] == sentence:
            continue
        runs += 1
        found = _body(scene, place, layout.sentences[sentence].end, affiliation)
        if found is None or found.end > at:
            continue
        if chosen is None or chosen.party not in known or found.party in known:
            chosen = found
    return chosen


def _body(scene: Scene, first: int, high: int, affiliation: str) -> Found | None:
    """Read the body whose name starts at a token, if one does."""
    layout, marks = scene.layout, scene.marks
    mark = scene.mark_at.get(first)
    if mark is None and not proper(layout, marks, first):
        return None
    end = max(span_end(layout, scene.mark_at, first, high), first + 1)
    if mark is not None:
        end = max(end, mark.end)
    behind = scene.mark_at.get(end)
    if behind is not None and behind.noun is not None and behind.noun.binds == "own":
        end = behind.end  # "Tel Amar hospital"
    before = scene.mark_at.get(first - 1)
    if before is not None and before.noun is not None and before.noun.binds == "own":
        first -= 1  # "the union Metall Nord"
    found = read(scene, first, end, 1)
    if found.shape == PARTY:
        if affiliation == "corporate":
            return found if found.party in scene.lexicon.companies else None
        return found if not affiliation or found.party not in scene.lexicon.lands else None
    if found.shape != ORGANISATION or (affiliation and _other(found, affiliation)):
        return None
    near = layout.words[first - 1] if first else ""
    alone = found.kind is None and end - first == 1
    return None if alone and near in _ELSEWHERE else found


def _other(found: Found, affiliation: str) -> bool:
    """Tell whether a named body is of another kind than asked for."""
    kind = found.kind
    if kind is None:
        return affiliation == "media"  # an outlet is known by its name
    return affiliation != "other" and kind.affiliation != affiliation
