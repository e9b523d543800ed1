"""Source mentions to sources, and sources to parties."""

from __future__ import annotations

from auditor.model import Frame, Layout, Matches, Naming, Range, Resolution, Role, RuleSet, Source
from auditor.resolve.lexicon import Lexicon, Noun, lexicon_of
from auditor.resolve.marks import collect
from auditor.resolve.mentions import read
from auditor.resolve.names import label
from auditor.resolve.people import person_of
from auditor.resolve.reach import reach
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

__all__ = ["resolve"]

UNKNOWN = "unknown"
_PEOPLE = frozenset(["he", "she", "him", "her", "himself", "herself", "his"])
_SPEAKER = frozenset(["i", "we", "me", "us", "my", "our", "you", "myself", "ourselves"])
_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
_UNNAMED = frozenset(["unnamed", "anonymous", "unidentified", "undisclosed"])


class _Entry:
    """A source while its mentions are being collected."""

    __slots__ = ("affiliation", "mentions", "name", "naming", "neutral", "party", "shape", "type")

    def __init__(self) -> None:
        self.mentions: list[Range] = []
        self.name = ""
        self.party = ""
        self.neutral = False
        self.shape = OTHER
        self.naming = Naming.VAGUE
        self.type = "unnamed group"
        self.affiliation = "unknown"


def resolve(layout: Layout, matches: Matches, frames: list[Frame], rules: RuleSet) -> Resolution:
    """Group the frames' sources into the article's sources, each with its party."""
    lexicon = lexicon_of(rules)
    marks = collect(layout, matches, lexicon)
    scene = Scene(layout, marks, lexicon, {m.first: m for m in marks.items})
    anonymity = {layout.sentence_of[m.first]: m.first for m in matches.get("anonymity", ())}
    order = sorted(
        (number for number, frame in enumerate(frames) if frame.source),
        key=lambda number: frames[number].source[0].first,
    )
    entries: list[_Entry] = []
    by_key: dict[tuple[str, ...], int] = {}
    source_of: list[int | None] = [None] * len(frames)
    history: list[tuple[int, str, bool, int]] = []
    recent: list[int] = []  # entries in the order of their mentions
    waiting: list[int] = []
    for number in order:
        frame = frames[number]
        first, end = frame.source[0].first, frame.source[-1].end
        found = read(scene, first, end)
        if found is None:
            continue
        if found.shape == PRONOUN:
            if found.key in _SPEAKER:
                waiting.append(number)
                continue
            chosen = _antecedent(scene, found, entries, recent)
            if chosen is None:
                chosen = _enter(scene, found, entries, by_key, rules, None)
        else:
            chosen = _settle(scene, found, entries, by_key, rules, history, recent, anonymity)
        entry = entries[chosen]
        entry.mentions.append(Range(first, end))
        source_of[number] = chosen
        recent.append(chosen)
        history.append((layout.sentence_of[first], entry.party, entry.neutral, entry.shape))
    for number in waiting:
        parent = frames[number].parent
        chosen = source_of[parent] if parent is not None else None
        if chosen is None:
            chosen = _nearest(entries, frames[number].source[0].first)
        if chosen is not None:
            entries[chosen].mentions.append(frames[number].source[0])
            source_of[number] = chosen
    return Resolution(_sources(layout, entries, rules), tuple(source_of))


def _antecedent(scene: Scene, found: Found, entries: list[_Entry], recent: list[int]) -> int | None:
    """Return the source a pronoun stands for: the nearest that can be meant."""
    word = found.key
    if word in _RELATIVE:
        for number in reversed(recent[-3:]):
            if 0 <= found.first - entries[number].mentions[-1].end <= 3:
                return number
    for number in reversed(recent[-12:]):
        entry = entries[number]
        if word in _PEOPLE:
            if entry.shape == PERSON:
                return number
        elif word == "it":
            if entry.shape in (ORGANISATION, PARTY, DOCUMENT) or entry.type.endswith("group"):
                return number
        else:
            return number
    for number in reversed(recent[-6:]):
        if entries[number].shape == ROLE:
            return number
    return None


def _nearest(entries: list[_Entry], at: int) -> int | None:
    best, distance = None, 1 << 60
    for number, entry in enumerate(entries):
        for mention in entry.mentions:
            if abs(mention.first - at) < distance:
                best, distance = number, abs(mention.first - at)
    return best


def _settle(
    scene: Scene,
    found: Found,
    entries: list[_Entry],
    by_key: dict[tuple[str, ...], int],
    rules: RuleSet,
    history: list[tuple[int, str, bool, int]],
    recent: list[int],
    anonymity: dict[int, int],
) -> int:
    """Return the entry of a mention that is no pronoun."""
    layout = scene.layout
    words = layout.words
    noun: Noun | None = found.kind
    if found.owner and not found.party and found.shape in (ROLE, DOCUMENT):
        binds = noun.binds if noun is not None else "person"
        pronoun = Found(found.first, found.first + 1, found.first + 1, PRONOUN)
        pronoun.key = {"his": "he", "her": "she", "its": "it", "whose": "who"}.get(
            found.owner, "they"
        )
        owner = _antecedent(scene, pronoun, entries, recent)
        if owner is not None and binds != "person":
            found.party, found.neutral = entries[owner].party, entries[owner].neutral
    if found.shape == PERSON:
        person = person_of(scene, found)
        noun = found.kind = found.kind or person.noun
        if found.former:
            found.party = ""
        if not found.party:
            found.party, found.neutral = person.party, person.neutral
        if not found.party and noun is not None and not found.former:
            reach(scene, found, found.first, history)
            if noun.binds == "body" and not found.party:
                found.neutral = False
        if not found.party:
            found.party = person.name
            found.neutral = noun is not None and noun.stake == "independent"
        person.party, person.neutral = found.party, found.neutral
    elif not found.party and found.shape in (ROLE, DOCUMENT, OTHER):
        reach(scene, found, found.first, history)
        if not found.party and noun is not None and noun.stake == "independent":
            if noun.type in ("group", "document", "poll", "database"):
                found.neutral = True
                assert found.noun is not None
                found.party = label(layout, found.noun.first, found.noun.end).lower()
    elif found.shape == ROLE and noun is not None and noun.stake == "independent":
        found.neutral = found.neutral or noun.affiliation == "academic"
    if found.noun is not None and found.party:
        scene.bodies[words[found.noun.end - 1]] = (found.party, found.neutral)
    hidden = anonymity.get(layout.sentence_of[found.first])
    return _enter(scene, found, entries, by_key, rules, hidden)


def _enter(
    scene: Scene,
    found: Found,
    entries: list[_Entry],
    by_key: dict[tuple[str, ...], int],
    rules: RuleSet,
    hidden: int | None,
) -> int:
    """Return the entry of a settled mention, new or known."""
    layout = scene.layout
    words = layout.words
    naming = _naming(scene, found, hidden)
    if found.shape == PERSON and found.name is not None:
        key: tuple[str, ...] = ("person", words[found.name[1] - 1])
    elif found.shape == ORGANISATION:
        key = ("body", found.party)
    elif found.noun is not None:
        key = ("noun", words[found.noun.end - 1].rstrip("s"), found.party, naming)
    else:
        begin = found.name[0] if found.name is not None else found.first
        key = ("text", " ".join(words[begin : found.head_end]), found.party)
    number = by_key.get(key)
    name = label(layout, *_named_range(layout, found))
    if number is None:
        number = by_key[key] = len(entries)
        entry = _Entry()
        entries.append(entry)
        entry.name, entry.party, entry.neutral = name, found.party or UNKNOWN, found.neutral
        entry.shape, entry.naming = found.shape, naming
        entry.type, entry.affiliation = _type(scene.lexicon, found, rules)
    else:
        entry = entries[number]
        if len(name) > len(entry.name):
            entry.name = name
    return number


def _named_range(layout: Layout, found: Found) -> tuple[int, int]:
    first, end = found.first, max(found.head_end, found.first + 1)
    while end - first > 1 and layout.words[first] in ('"', "'", "(", ",", "according", "to"):
        first += 1
    if found.name is not None and found.name[1] > end:
        end = found.name[1]
    return first, end


def _naming(scene: Scene, found: Found, hidden: int | None) -> Naming:
    words = scene.layout.words
    kind = found.kind
    if hidden is not None and found.shape in (ROLE, OTHER):
        return Naming.ANONYMOUS
    if found.shape == PERSON:
        return Naming.NAMED
    if found.shape == ORGANISATION:
        media = kind is not None and kind.affiliation == "media"
        return Naming.NAMED if media else Naming.ROLE
    if found.shape == PARTY:
        if found.facet == "media":
            return Naming.NAMED
        land = found.party in scene.lexicon.lands
        return Naming.METONYM if land and found.facet != "bodies" else Naming.ROLE
    if found.shape == DOCUMENT:
        if found.key == "person":
            return Naming.NAMED
        return Naming.DOCUMENT if found.party or (kind and kind.type != "visual") else Naming.VAGUE
    if any(words[at] in _UNNAMED for at in range(found.first, found.head_end)):
        return Naming.ANONYMOUS
    if kind is None:
        return Naming.ROLE if found.party else Naming.VAGUE
    if kind.binds == "nobody" and not found.party:
        return Naming.ANONYMOUS if words[found.head_end - 1].startswith("source") else Naming.VAGUE
    if found.party or kind.binds in ("body", "state", "place", "own"):
        return Naming.ROLE
    return Naming.VAGUE


def _type(lexicon: Lexicon, found: Found, rules: RuleSet) -> tuple[str, str]:
    """Return the source's type and affiliation in the field's words."""
    kind = found.kind
    if kind is not None and kind.type in ("document", "visual", "poll", "database"):
        return kind.type, kind.affiliation
    if found.shape == PERSON:
        affiliation = kind.affiliation if kind is not None else "other"
        if kind is None and found.party in lexicon.lands:
            affiliation = "government"
        return "named individual", affiliation
    if found.shape == PARTY:
        entry = rules.parties.get(found.party)
        if found.facet == "media":
            return "named group", "state-media"
        if found.party in lexicon.lands:
            return "named group", "government"
        return "named group", entry.type.replace(" ", "-") if entry is not None else "other"
    if found.shape == ORGANISATION:
        return "named group", kind.affiliation if kind is not None else "corporate"
    if kind is None:
        return "unnamed group", "unknown"
    return f"unnamed {kind.type}", kind.affiliation


def _sources(layout: Layout, entries: list[_Entry], rules: RuleSet) -> tuple[Source, ...]:
    out = []
    for number, entry in enumerate(entries):
        if entry.party == UNKNOWN:
            role = Role.UNKNOWN
        elif entry.neutral:
            role = Role.INDEPENDENT
        else:
            party = rules.parties.get(entry.party)
            role = party.role if party is not None else Role.INTERESTED
        mentions = tuple(layout.span(*mention) for mention in sorted(entry.mentions))
        out.append(
            Source(
                number + 1,
                entry.name,
                entry.party,
                entry.naming,
                entry.type,
                entry.affiliation,
                mentions,
                role,
            )
        )
    return tuple(out)
