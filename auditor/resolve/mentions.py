"""A mention as written: its shape, name and noun, and the party it gives by itself."""

from __future__ import annotations

from auditor.resolve.marks import PROXY, Mark
from auditor.resolve.names import (
    capital,
    is_organisation,
    label,
    proper,
    short_label,
    span_end,
    strip_honours,
)
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    OTHER,
    PARTY,
    PERSON,
    PRONOUN,
    ROLE,
    Found,
    Scene,
)

PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "him",
        "her",
        "them",
        "who",
        "which",
        "that",
        "this",
        "i",
        "we",
        "you",
        "me",
        "us",
        "himself",
        "herself",
        "themselves",
        "itself",
        "those",
        "these",
        "whom",
        "one",
    ]
)
POSSESSIVES = frozenset(["his", "her", "their", "its", "whose", "my", "our", "your"])
_LEAD = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "several",
        "both",
        "all",
        "most",
        "other",
        "another",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "as",
        "even",
        "but",
        "and",
        "according",
        "to",
        "by",
        "from",
        "for",
        "meanwhile",
        "only",
        "also",
        "an",
        "its",
        "each",
        "any",
        "few",
        "no",
        "dozens",
        "hundreds",
        "thousands",
        "of",
        "more",
        "than",
        "at",
        "least",
        "about",
        "another",
        "unnamed",
        "anonymous",
        "unidentified",
        "'",
        '"',
        ",",
        "(",
        "—",
        "-",
        ".",
        ":",
        ";",
        "[",
    ]
)
_BREAKS = frozenset(
    [",", "(", "—", ";", ":", '"', "who", "which", "whose", "whom", "that", "where"]
)
PREPOSITIONS = frozenset(
    [
        "of",
        "for",
        "from",
        "in",
        "at",
        "with",
        "to",
        "on",
        "by",
        "within",
        "representing",
        "inside",
        "near",
        "across",
        "under",
        "about",
        "against",
        "representing",
        "via",
        "among",
        "close",
        "familiar",
        "speaking",
    ]
)
_FORMER = frozenset({"former", "ex", "retired", "onetime", "late"})
_DEEPEST = 3


def read(scene: Scene, first: int, end: int, depth: int = 0) -> Found | None:
    """Read the mention at a token range; None where nothing is left of it."""
    layout, marks = scene.layout, scene.marks
    words = layout.words
    begin = first
    while first < end and words[first] in _LEAD and first not in scene.mark_at:
        first += 1
    if first == end:
        first = end - 1
        if words[first] not in PRONOUNS:
            return Found(begin, end, end, OTHER) if end > begin else None
    word = words[first]
    if (word in PRONOUNS and word not in POSSESSIVES) or (word == "her" and first + 1 == end):
        if not capital(layout, first) or word not in ("us", "who") or first + 1 == end:
            found = Found(begin, end, first + 1, PRONOUN)
            found.key = word
            return found
    owner = ""
    if word in POSSESSIVES and first + 1 < end:
        owner = word
        first += 1
    head_end = first
    while head_end < end and (words[head_end] not in _BREAKS or head_end == first):
        head_end += 1
    found = _head(scene, first, head_end, depth)
    found.first, found.end, found.owner = begin, end, owner
    if head_end < end:
        _apposition(scene, found, head_end, end, depth)
    return found


def _head(scene: Scene, first: int, end: int, depth: int) -> Found:
    """Read the part of a mention before any comma or relative clause."""
    layout, marks = scene.layout, scene.marks
    words = layout.words
    spans: list[tuple[int, int]] = []
    noun: Mark | None = None
    parties: list[Mark] = []
    stop = end  # where the first prepositional complement starts
    i = first
    while i < end:
        mark = scene.mark_at.get(i)
        if mark is not None and mark.end <= end + 1:
            if mark.noun is not None:
                noun = mark
            else:
                parties.append(mark)
        if capital(layout, i):
            j = span_end(layout, scene.mark_at, i, end)
            if mark is not None or proper(layout, marks, i):
                spans.append((i, j))
            for at in range(i + 1, j):
                inner = scene.mark_at.get(at)
                if inner is not None:
                    if inner.noun is not None:
                        noun = inner
                    else:
                        parties.append(inner)
            i = max(j, i + 1)
        elif mark is not None:
            i = max(mark.end, i + 1)
        elif words[i] in PREPOSITIONS and i > first:
            stop = i
            break
        else:
            i += 1
    found = Found(first, end, stop, OTHER, noun=noun, kind=noun.noun if noun else None)
    found.former = any(words[at] in _FORMER for at in range(first, stop))
    official = next((m for m in parties if m.facet in ("officials", "appointed")), None)
    if noun is None:
        _nameless_noun(scene, found, spans, parties, official)
    elif noun.noun is not None and noun.noun.type in ("document", "visual", "poll", "database"):
        found.shape = DOCUMENT
    elif noun.noun is not None and noun.noun.type == "individual":
        _individual(scene, found, spans, parties)
    else:
        _group(scene, found, spans, parties)
    if found.shape in (ROLE, DOCUMENT, OTHER, PERSON) and not found.party:
        _side(scene, found, parties, first, stop, end, depth)
    return found


def _nameless_noun(
    scene: Scene,
    found: Found,
    spans: list[tuple[int, int]],
    parties: list[Mark],
    official: Mark | None,
) -> None:
    """Settle a head without a source noun: a party, a person or an organisation by name."""
    layout = scene.layout
    if official is not None:
        found.shape, found.party, found.facet = PERSON, official.party, official.facet
        span = next((s for s in spans if s[0] <= official.first < s[1]), None)
        begin = official.first
        if span is not None:
            begin = span[0]
            for mark in parties:
                if mark.end <= official.first and mark.first >= begin:
                    begin = mark.end
        found.name = (begin, max(official.end, span[1] if span else 0))
        if official.facet == "appointed" and official.end - official.first > 1:
            found.shape = ROLE
        return
    run = _bare_run(scene, spans, parties)
    if run is not None:
        if parties and parties[-1].end <= run[0]:
            found.party, found.facet = parties[-1].party, parties[-1].facet
        _named_run(scene, found, *run)
        if found.shape == ORGANISATION and parties and parties[-1].end == run[0]:
            found.name = (parties[-1].first, run[1])
            found.party = short_label(layout, *found.name)
        return
    if parties:
        mark = parties[-1]
        found.party, found.facet = mark.party, mark.facet
        found.neutral = mark.party in scene.lexicon.neutral
        found.shape = PARTY if mark.end >= found.head_end else ROLE
        found.name = (mark.first, mark.end)


def _bare_run(
    scene: Scene, spans: list[tuple[int, int]], parties: list[Mark]
) -> tuple[int, int] | None:
    """Return the first stretch of a span that no party name covers."""
    for first, end in spans:
        at = first
        for mark in parties:
            if first <= mark.first < end:
                if mark.first > at:
                    return at, mark.first
                at = max(at, mark.end)
        if at < end:
            return at, end
    return None


def _named_run(scene: Scene, found: Found, first: int, end: int) -> None:
    layout = scene.layout
    bare = strip_honours(layout, first, end)
    if bare == end:
        return
    if bare == first and is_organisation(layout, scene.marks, first, end):
        found.shape, found.name = ORGANISATION, (first, end)
        found.party = short_label(layout, first, end)
    else:
        found.shape, found.name = PERSON, (bare, end)


def _individual(
    scene: Scene, found: Found, spans: list[tuple[int, int]], parties: list[Mark]
) -> None:
    """Settle a head whose noun is a person's office or trade: named behind it or not."""
    noun = found.noun
    assert noun is not None
    found.shape = ROLE
    for first, end in spans:
        if end <= noun.end:
            continue
        begin = max(first, noun.end)
        for mark in parties:
            if begin <= mark.first < end:
                if mark.facet in ("officials", "appointed"):
                    found.party, found.facet = mark.party, mark.facet
                else:
                    begin = max(begin, mark.end)
        if scene.layout.words[begin] == "." and begin + 1 < end:
            begin += 1
        if begin < end:
            found.shape, found.name = PERSON, (begin, end)
            return


def _group(scene: Scene, found: Found, spans: list[tuple[int, int]], parties: list[Mark]) -> None:
    """Settle a head whose noun is a body: an organisation by name, or a role."""
    layout, noun = scene.layout, found.noun
    assert noun is not None and noun.noun is not None
    found.shape = ROLE
    kind = noun.noun
    for first, end in spans:
        if first <= noun.first < end and capital(layout, noun.first):
            if noun.first == first and noun.end >= end and kind.affiliation != "media":
                return  # the noun alone, capitalised: "Police"
            bare = any(scene.mark_at.get(at) is None for at in range(first, noun.first))
            own = kind.binds in ("own", "body") or (kind.binds == "place" and bare)
            if own and not (
                kind.binds == "body" and parties and not _run_between(scene, first, noun)
            ):
                found.shape, found.name = ORGANISATION, (first, end)
                found.party = short_label(layout, first, end)
                found.neutral = kind.stake == "independent"
                if scene.layout.words[first - 1 if first else 0] in ("'s",):
                    continue
            return
        if (
            end == noun.first
            and kind.binds == "own"
            and not (first in scene.mark_at and scene.mark_at[first].end >= end)
        ):
            found.shape, found.name = ORGANISATION, (first, end)  # "the Norvik company"
            found.party = short_label(layout, first, end)
            found.neutral = kind.stake == "independent"
            return
    for mark in parties:
        if mark.facet == "names" and mark.end == noun.first and kind.binds == "own":
            found.shape, found.name, found.party = ORGANISATION, (mark.first, mark.end), mark.party
            found.facet = mark.facet
            found.neutral = mark.party in scene.lexicon.neutral


def _run_between(scene: Scene, first: int, noun: Mark) -> bool:
    """Tell whether unmarked name words stand before the noun."""
    at = first
    while at < noun.first:
        mark = scene.mark_at.get(at)
        if mark is None:
            return True
        at = mark.end
    return False


def _side(
    scene: Scene, found: Found, parties: list[Mark], first: int, stop: int, end: int, depth: int
) -> None:
    """Find whose side a head with a noun is on: the words before it, then its complement."""
    layout, lexicon = scene.layout, scene.lexicon
    words = layout.words
    noun = found.noun
    proxy = next((m for m in scene.marks.within(first, end) if m.facet == PROXY), None)
    if proxy is not None:
        found.party, found.facet = proxy.party, PROXY
        return
    before = noun.first if noun else stop
    candidates = [m for m in parties if m.end <= before]
    if candidates:
        mark = candidates[-1]
        if noun is not None and noun.noun is not None and noun.noun.binds == "state":
            mark = next((m for m in reversed(candidates) if m.party in lexicon.lands), mark)
        found.party, found.facet = mark.party, mark.facet
        found.neutral = mark.party in lexicon.neutral
        return
    if noun is None or depth >= _DEEPEST:
        return
    inner = next(
        (m for m in reversed(scene.marks.within(first, noun.first)) if m.noun is not None), None
    )
    if inner is not None and inner.noun is not None and inner.noun.type == "group":
        found.kind = (
            inner.noun
            if found.kind is None
            else found.kind._replace(binds=inner.noun.binds, affiliation=inner.noun.affiliation)
        )
    run = _owner_run(scene, first, noun.first)
    if run is not None:
        other = read(scene, run[0], run[1], depth + 1)
        if other is not None and other.shape in (PERSON, ORGANISATION):
            found.party = other.party or _person_label(scene, other)
            found.neutral = other.neutral
            if other.shape == PERSON and found.shape == DOCUMENT:
                found.key = "person"
            return
    if (
        stop < end
        and words[stop] in PREPOSITIONS
        and (found.shape != PERSON or found.name is None or found.name[1] <= stop)
    ):
        other = read(scene, stop + 1, end, depth + 1)
        if other is not None and other.shape != PRONOUN:
            found.party = other.party or _person_label(scene, other)
            found.neutral = found.neutral or other.neutral
            if not found.party and other.kind is not None and found.kind is not None:
                found.kind = found.kind._replace(
                    binds=other.kind.binds, affiliation=other.kind.affiliation
                )
                found.key = words[other.noun.end - 1] if other.noun else ""


def _owner_run(scene: Scene, first: int, end: int) -> tuple[int, int] | None:
    """Return the capitalised run right before a noun: "Norvik spokesman", "Vale's lawyer"."""
    layout = scene.layout
    at = end
    if at > first and layout.words[at - 1] == "'s":
        at -= 1
    stop = at
    while at > first and (
        capital(layout, at - 1) or (layout.words[at - 1] in "-." and at - 1 > first)
    ):
        at -= 1
    while at < stop and not proper(layout, scene.marks, at):
        at += 1
    if at == stop:
        back = end - 1  # adjectives between: "Norvik chief financial officer"
        while back > first and not capital(layout, back):
            back -= 1
        if back > first or (back == first and capital(layout, back)):
            if proper(layout, scene.marks, back) and end - back <= 4:
                start = back
                while start > first and capital(layout, start - 1):
                    start -= 1
                return start, back + 1
        return None
    return at, stop


def _person_label(scene: Scene, found: Found) -> str:
    if found.shape == PERSON and found.name is not None:
        person = scene.people.get(scene.layout.cased[found.name[1] - 1])
        return person.party if person is not None else label(scene.layout, *found.name)
    return ""


def _apposition(scene: Scene, found: Found, head_end: int, end: int, depth: int) -> None:
    """Add what stands behind the comma: the name of a role, the office of a name."""
    words = scene.layout.words
    start = head_end
    while start < end and (words[start] in _BREAKS):
        if words[start] in ("who", "which", "whose", "whom", "where", "that"):
            return
        start += 1
    stop = start
    while stop < end and words[stop] not in _BREAKS:
        stop += 1
    if start >= stop:
        return
    if words[start] == "and":
        return
    other = _head_of_apposition(scene, start, stop, depth)
    if other is None:
        return
    if found.shape in (ROLE, OTHER) and other.shape == PERSON and other.noun is None:
        found.shape, found.name = PERSON, other.name
        if other.facet in ("officials", "appointed") and found.facet != PROXY:
            found.party, found.facet = other.party, other.facet
        return
    if found.shape in (PERSON, ORGANISATION) and other.shape in (ROLE, OTHER, ORGANISATION):
        if found.noun is None:
            found.noun, found.kind = other.noun, other.kind
            found.former = found.former or other.former
            if found.shape == PERSON and not found.party:
                found.party, found.neutral = other.party, other.neutral
                found.facet, found.key = other.facet, other.key
            elif other.kind is not None and other.kind.stake == "independent":
                found.neutral = True


def _head_of_apposition(scene: Scene, first: int, end: int, depth: int) -> Found | None:
    words = scene.layout.words
    while first < end and words[first] in _LEAD and first not in scene.mark_at:
        first += 1
    if first >= end:
        return None
    return _head(scene, first, end, depth + 1)
