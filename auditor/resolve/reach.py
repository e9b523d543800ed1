"""The party of a bare noun: "the ministry", "police", "officials", "the company"."""

from __future__ import annotations

from bisect import bisect_left

from auditor.resolve.marks import Mark
from auditor.resolve.mentions import read
from auditor.resolve.names import capital
from auditor.resolve.scene import ORGANISATION, PARTY, ROLE, Found, Scene

_LOCATIVE = frozenset(
    [
        "in",
        "at",
        "of",
        "across",
        "near",
        "from",
        "outside",
        "around",
        "to",
        "inside",
        "throughout",
        "over",
        "between",
    ]
)
_FOREIGN = frozenset({"western", "foreign", "european", "allied", "international", "arab"})
_LOOKED_AT = 6


def reach(scene: Scene, found: Found, at: int, history: list[tuple[int, str, bool, int]]) -> None:
    """Give ``found`` the party in reach before token ``at``, if there is one.

    ``history`` lists (sentence, party, neutral, shape) of the sources so far.
    """
    kind = found.kind
    if kind is None:
        return
    words = scene.layout.words
    if any(words[i] in _FOREIGN for i in range(found.first, found.head_end)):
        return
    binds = kind.binds
    if binds in ("person", "nobody"):
        return
    word = found.key or (words[found.noun.end - 1] if found.noun is not None else "")
    same = scene.bodies.get(word)
    if same is not None and binds != "place":
        found.party, found.neutral = same
        return
    if binds == "state":
        found.party = _state(scene, at)
    elif binds == "place":
        found.party = _place(scene, at) or _state(scene, at)
    elif binds == "faction":
        found.party = next(
            (
                m.party
                for m in reversed(scene.marks.items[: bisect_left(scene.marks.firsts, at)][-40:])
                if m.party in scene.lexicon.factions or m.facet == "proxy"
            ),
            "",
        )
    else:
        _body(scene, found, at, word, history)


def _body(
    scene: Scene, found: Found, at: int, word: str, history: list[tuple[int, str, bool, int]]
) -> None:
    """The nearest earlier body of that noun, else the last source that is one."""
    named = _named_before(scene, at, word)
    if named is not None:
        found.party, found.neutral = named.party, named.neutral
        return
    assert found.kind is not None
    if found.kind.type in ("visual", "poll") or found.kind.stake == "independent":
        return
    for sentence, party, neutral, shape in reversed(history[-6:]):
        if scene.layout.sentence_of[at] - sentence > 4:
            break
        if party and (shape in (ORGANISATION, PARTY, ROLE) or found.kind.binds == "issuer"):
            found.party, found.neutral = party, neutral
            return
    if found.kind.binds == "body":
        found.party = _nearest_party(scene, at)


def _named_before(scene: Scene, at: int, word: str) -> Found | None:
    """Read the nearest earlier mention of the noun that carries a name."""
    marks = scene.marks
    looked = 0
    for mark in reversed(marks.items[: bisect_left(marks.firsts, at)][-60:]):
        if mark.noun is None or scene.layout.words[mark.end - 1] != word:
            continue
        looked += 1
        if looked > _LOOKED_AT:
            return None
        begin = mark.first
        low = scene.layout.sentences[scene.layout.sentence_of[mark.first]].first
        while (
            begin > low
            and mark.first - begin < 6
            and (capital(scene.layout, begin - 1) or scene.layout.words[begin - 1] == "'s")
        ):
            begin -= 1
        if begin == mark.first:
            continue
        found = read(scene, begin, mark.end)
        if found is not None and found.party:
            return found
    return None


def _nearest_party(scene: Scene, at: int) -> str:
    marks = scene.marks
    sentence = scene.layout.sentence_of[at]
    for mark in reversed(marks.items[: bisect_left(marks.firsts, at)][-12:]):
        if mark.party:
            if sentence - scene.layout.sentence_of[mark.first] > 2:
                return ""
            return mark.party
    return ""


def _state(scene: Scene, at: int) -> str:
    """The state in reach: the first of the sentence, else of the nearest sentence before."""
    marks, layout = scene.marks, scene.layout
    lands = marks.lands
    high = bisect_left(lands, bisect_left(marks.firsts, at))
    if high == 0:
        return marks.items[lands[0]].party if lands else ""
    chosen = marks.items[lands[high - 1]]
    sentence = layout.sentence_of[chosen.first]
    number = high - 1
    while number > 0 and high - number < 12:
        number -= 1
        mark = marks.items[lands[number]]
        if layout.sentence_of[mark.first] != sentence:
            break
        chosen = mark
    return chosen.party


def _place(scene: Scene, at: int) -> str:
    """The state of the nearest place before, told by its facet or by a word such as "in"."""
    marks, words = scene.marks, scene.layout.words
    lands = marks.lands
    high = bisect_left(lands, bisect_left(marks.firsts, at))
    for number in reversed(lands[max(0, high - 30) : high]):
        mark: Mark = marks.items[number]
        if mark.facet == "places":
            return mark.party
        if (
            mark.facet in ("names", "metonyms")
            and mark.first
            and (words[mark.first - 1] in _LOCATIVE or words[mark.first - 1] == ",")
        ):
            return mark.party
    return ""
