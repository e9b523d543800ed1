"""What a head is: a person, an organisation, a party or a role."""

from __future__ import annotations

from auditor.resolve.heads import Head, bare_run, of_state
from auditor.resolve.names import body_label, is_organisation, strip_honours, surname
from auditor.resolve.scene import ORGANISATION, PARTY, PERSON, ROLE, Found, Scene
from auditor.resolve.tokens import capital
from auditor.resolve.words import COMMON, NAMED, STANDING

_ALOOF = "independent"
_LEAGUES = frozenset({"coalition", "alliance", "group", "groups", "network"})
_NEAR = 4  # tokens from "a coalition" to who is in it
_GROUNDED = frozenset({"place", "state", "body"})
# Nouns behind a name that add nothing to it: "the Norvik company".
_LABELS = frozenset({"corporate", "political-group", "armed-group", "media", "ngo-or-monitor"})


def by_name(scene: Scene, found: Found, head: Head) -> None:
    """Settle a head without a source noun: a party, a person or an organisation by name."""
    layout, parties = scene.layout, head.parties
    official = next((m for m in parties if m.facet == "officials"), None)
    if official is not None:
        found.shape, found.party, found.facet = PERSON, official.party, official.facet
        begin, stop = official.first, official.end
        for first, end in head.spans:
            if first <= official.first < end:
                begin, stop = first, max(end, official.end)
        for mark in parties:
            if begin <= mark.first and mark.end <= official.first:
                begin = mark.end
        found.name = (begin, stop)
        return
    if parties and parties[0].facet in ("places", "names", "metonyms"):
        mark = parties[0]
        first, end = next((s for s in head.spans if s[0] == mark.first), (0, 0))
        alone = mark.end - mark.first == 1 and len(parties) == 1
        the = mark.first > 0 and layout.words[mark.first - 1] == "the"
        given = mark.facet == "places" or layout.words[mark.first] in scene.lexicon.given
        if alone and given and not the and end - first == 2 and head.stop == end:
            found.shape, found.name = PERSON, (first, end)  # "Charlotte Vale"
            parties.clear()
            return
        alone = alone and mark.facet == "places" and head.stop == mark.end
        if alone and surname(layout, scene.marks, mark.first):
            found.shape, found.name = PERSON, (mark.first, mark.end)
            parties.clear()
            return
    run = bare_run(scene, head)
    if run is not None:
        if _named_behind(scene, found, head, run[1]):
            found.party = body_label(layout, *run)
            return
        before = next((m for m in reversed(parties) if m.end <= run[0]), None)
        bare = strip_honours(layout, *run)
        if bare == run[1]:
            return
        if bare == run[0] and is_organisation(layout, scene.marks, scene.lexicon.given, *run):
            first = before.first if before is not None and before.end == run[0] else run[0]
            first = _whole(scene, first)
            found.shape, found.name = ORGANISATION, (first, run[1])
            found.party = body_label(layout, *found.name)
        else:
            found.shape, found.name = PERSON, (bare, run[1])
            if before is not None:
                found.party, found.facet = before.party, before.facet
        return
    if parties:
        mark = parties[-1]
        house = parties[0]  # "Amnesty International Norland"
        if house.facet == "names" and house.end == mark.first and mark.party in scene.lexicon.lands:
            mark = mark if house.party in scene.lexicon.lands else house
        found.party, found.facet = mark.party, mark.facet
        found.neutral = mark.party in scene.lexicon.neutral
        last = mark.first if mark.facet == "names" else mark.end - 1  # "the UN refugee agency"
        name = mark.end >= found.head_end and capital(layout, last)
        found.shape = PARTY if name else ROLE
        people = mark.facet == "demonyms" and layout.words[mark.end - 1].endswith("s")
        if people and mark.first and layout.words[mark.first - 1] != "the":
            found.shape, found.party = ROLE, ""  # "many Norlanders" are nobody's voice
            parties.clear()
        found.name = (mark.first, mark.end)


def _named_behind(scene: Scene, found: Found, head: Head, end: int) -> bool:
    """Make a person of the name behind a possessive: "Norvik's Karl Vale"."""
    span = next((s for s in head.spans if s[0] == end + 1), None)
    if span is None or scene.layout.words[end] != "'s" or span[1] - span[0] < 2:
        return False
    if span[1] != head.stop or any(m.first >= end for m in head.parties):
        return False
    found.shape, found.name = PERSON, span
    return True


def individual(scene: Scene, found: Found, head: Head) -> None:
    """Settle a head whose noun is a person's office or trade: named behind it or not."""
    noun, words = head.noun, scene.layout.words
    assert noun is not None
    found.shape = ROLE
    for first, end in head.spans:
        if end <= noun.end:
            continue
        begin = max(first, noun.end)
        for mark in head.parties:
            if begin <= mark.first < end:
                if mark.facet == "officials":
                    found.party, found.facet = mark.party, mark.facet
                elif mark.facet in STANDING:  # "the official Norland News Agency"
                    found.shape, found.name = PARTY, (mark.first, mark.end)
                    found.party, found.facet = mark.party, mark.facet
                    found.neutral = mark.party in scene.lexicon.neutral
                    return
                elif mark.end < end and mark.facet != "places":
                    begin = max(begin, mark.end)
        if words[begin] == "." and begin + 1 < end:
            begin += 1
        if begin < end:
            found.shape, found.name = PERSON, (begin, end)
            found.head_end = max(found.head_end, end)
            return


def group(scene: Scene, found: Found, head: Head) -> None:
    """Settle a head whose noun is a body: an organisation by name, or a role."""
    layout, noun = scene.layout, head.noun
    assert noun is not None and noun.noun is not None
    found.shape = ROLE
    kind = noun.noun
    if kind.affiliation in ("military", "other") and layout.words[noun.end - 1] in _LEAGUES:
        inner = scene.marks.within(noun.end, noun.end + _NEAR)
        armed = next((m for m in inner if m.noun and m.noun.affiliation == "armed-group"), None)
        if armed is not None and layout.words[noun.end] == "of":  # "a coalition of rebel groups"
            head.noun = found.noun = armed
            found.kind = armed.noun
            return
    for first, end in head.spans:
        stray = first == noun.end and end - first > 1 and not capital(layout, noun.first)
        if stray and kind.binds in _GROUNDED:  # "the city Jan Egel"
            found.shape, found.name = PERSON, (first, end)
            return
        inside = first <= noun.first < end and capital(layout, noun.first)
        if inside and end == noun.end and _named_behind(scene, found, head, end):
            found.party, found.neutral = body_label(layout, first, end), kind.stake == _ALOOF
            return
        if inside and first == noun.first and end <= noun.end and kind.affiliation != "media":
            return  # the noun alone, capitalised: "Police"
        if inside and kind.binds == "body" and scene.mark_at.get(first) in head.parties:
            inside = any(scene.mark_at.get(at) is None for at in range(first, noun.first))
            inside = inside and head.parties[-1].end < noun.first
        if inside and of_state(layout.words[first : noun.end]):
            return  # "the Labor Department"
        army = (
            inside and layout.words[noun.end - 1] == "army" and _own_name(scene, first, noun.first)
        )
        if army and end == noun.end and not _owned(scene, first):
            _organise(scene, found, first, end, False)  # "the Ells Liberation Army"
            return
        if inside and kind.binds in ("own", "body") and not _owned(scene, first):
            _organise(scene, found, first, end, kind.stake == "independent")
            return
        if first == noun.end and kind.binds == "own":  # "the union Norvik Nord"
            _organise(scene, found, first, end, kind.stake == "independent")
            return
        if end == noun.first and kind.binds == "own":
            mark = scene.mark_at.get(first)
            if mark is None or mark.end < end:  # "the Norvik company", "Ells hospital"
                end = noun.end if kind.affiliation not in _LABELS else end
                _organise(scene, found, first, end, kind.stake == "independent")
                return
    for mark in head.parties:
        named = mark.facet == "names" and mark.party not in scene.lexicon.lands
        if named and mark.end == noun.first and kind.binds == "own":
            found.shape, found.party, found.facet = PARTY, mark.party, mark.facet
            found.name = (mark.first, mark.end)
            found.neutral = mark.party in scene.lexicon.neutral


def is_town(scene: Scene, at: int) -> bool:
    """Tell whether a name before "police" is that of a town or county, not of a state."""
    mark = scene.mark_at.get(at)
    return mark is None or mark.facet == "places"


def _own_name(scene: Scene, first: int, end: int) -> bool:
    """Tell whether the words before "Army" are more than a state's name or a number."""
    words = scene.layout.words
    if any(
        at in scene.mark_at and scene.mark_at[at].party in scene.lexicon.lands
        for at in range(first, end)
    ):
        return False
    return end - first > 1 or words[first] not in COMMON


def _owned(scene: Scene, first: int) -> bool:
    return first > 0 and scene.layout.words[first - 1] == "'s"


def _whole(scene: Scene, first: int) -> int:
    """Return where the name of a body starts: "National Union of Bakers"."""
    low = scene.layout.sentences[scene.layout.sentence_of[first]].first
    while first > low and capital(scene.layout, first - 1):
        if scene.layout.words[first - 1] not in NAMED or first - 1 in scene.mark_at:
            break
        first -= 1
    return first


def _organise(scene: Scene, found: Found, first: int, end: int, neutral: bool) -> None:
    first = _whole(scene, first)
    found.shape, found.name, found.neutral = ORGANISATION, (first, end), neutral
    found.party = body_label(scene.layout, first, end)
    found.head_end = max(found.head_end, end)
