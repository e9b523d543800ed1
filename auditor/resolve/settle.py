"""A mention's party, settled: its own words, the article's people, what is in reach."""

from __future__ import annotations

from auditor.resolve.bodies import body_before
from auditor.resolve.entries import Entries
from auditor.resolve.names import label
from auditor.resolve.people import person_before, person_of
from auditor.resolve.reach import reach
from auditor.resolve.scene import DOCUMENT, PERSON, ROLE, Body, Found, Scene
from auditor.resolve.sides import house_of
from auditor.resolve.stake import impartial
from auditor.resolve.tokens import capital
from auditor.resolve.words import GENERIC, LEAD, NUMBERS, OWNER_OF, PEOPLE, REBELLIOUS, SOME

_LONG_AGO = 3  # sentences
_VOICES = 3  # heard last
_PROSECUTION = ("prosecut", "attorney", "general")  # "district attorney", "attorney general"
_POLICE = frozenset(
    """police detective detectives sheriff constable inspector superintendent dci di ds pc insp
    supt""".split()
)
_OFFICES = frozenset({"state", "body", "place"})
_DESCRIBED = 3  # tokens before a body's noun that tell which it is: "the police union"


def settle(scene: Scene, found: Found, entries: Entries) -> None:
    """Give a mention its party: its own words, the article's people, what is in reach."""
    noun = found.kind
    if found.owner and not found.party and found.shape in (ROLE, DOCUMENT, PERSON):
        _possessed(scene, found, entries)
    if found.shape == PERSON:
        _person(scene, found, entries)
    elif not found.party and found.shape in (ROLE, DOCUMENT) and not found.former:
        reach(scene, found)
        found.party = found.party or found.local
        if not found.party:
            _itself(scene, found)
    elif noun is not None and noun.affiliation == "academic" and found.shape == ROLE:
        found.neutral = impartial(scene, found, True, noun.affiliation)
    if found.noun is not None and found.party:
        word = scene.noun_of(found.noun)
        if found.noun.noun is not None and found.noun.noun.binds == "state":
            last = scene.layout.words[found.noun.end - 1]
            scene.bodies[last] = Body(found.party, found.neutral, found.local)
        scene.bodies[word] = Body(found.party, found.neutral, found.local)


def _itself(scene: Scene, found: Found) -> None:
    """Make a body that nobody stands behind its own party, as the article calls it.

    "The police union" and "prosecutors" are somebody; "a company" could be anybody.
    """
    kind, words = found.kind, scene.layout.words
    mark = found.body or found.noun
    if kind is None or mark is None or mark.noun is None:
        return
    noun, word = mark.noun, words[mark.end - 1]
    first = mark.first
    if noun.stake == "independent" and (noun.type != "individual" or noun.binds == "body"):
        pass
    elif noun.affiliation == "police" and not _POLICE.isdisjoint(words[first : mark.end]):
        found.party = "police"
        return
    elif word.rstrip("s") in REBELLIOUS:
        found.party = "rebels"
        return
    elif words[first] == "opposition":
        found.party = words[first]
        return
    elif (found.body is None or kind.binds != "place") and words[found.first] in SOME | NUMBERS:
        return
    elif noun.binds == "own" and noun.type == "individual":
        found.party = "opposition"  # "the shadow chancellor"
        return
    elif noun.type == "group" and kind.binds in ("own", "place", "body"):
        low = max(found.first, first - _DESCRIBED)
        while first > low and words[first - 1] != "'s":
            plural = words[first - 1] == "'" and words[first - 2].endswith("s")
            if words[first - 1] in LEAD and not plural:  # "doctors' union"
                break
            first -= 1
    elif noun.affiliation != "judiciary" or not word.startswith(_PROSECUTION):
        return
    end = mark.end
    if end + 1 < len(words) and words[end] == "of" and capital(scene.layout, end + 1):
        end += 2  # "the Department of Health"
    found.party = label(scene.layout, first, end).lower()
    if noun.affiliation == "judiciary" and word.startswith(_PROSECUTION):
        found.party = "prosecutors"
    found.neutral = impartial(scene, found, noun.stake == "independent", noun.affiliation)


def _possessed(scene: Scene, found: Found, entries: Entries) -> None:
    """ "Her lawyer" speaks for whoever she is; "his daughter" for herself."""
    if found.noun is None:
        return
    word = OWNER_OF.get(found.owner, found.owner)
    owner = entries.antecedent(word, found.first)
    kind, noun = found.kind, found.noun
    body = None
    if found.owner in ("its", "their"):
        if _by_noun(scene, found):
            return
        body = body_before(scene, found.first, 2, heard=True)
    if body is not None and owner is not None and entries.items[owner].shape != PERSON:
        sentence_of = scene.layout.sentence_of
        said = entries.items[owner].mentions[-1].first
        if sentence_of[said] >= sentence_of[body.first]:
            body = None  # whoever spoke there is the subject
    kind, noun = found.kind, found.noun
    if kind is not None and noun is not None and kind.binds == "person":
        if kind.affiliation == "victim" and found.shape == ROLE:
            name = ""
            if owner is not None and entries.items[owner].shape == PERSON:
                name = label(scene.layout, *entries.items[owner].span)
            elif (before := person_before(scene, found.first)) and before.name is not None:
                name = label(scene.layout, *before.name)
            if name:
                found.party = f"{name}'s {scene.layout.words[noun.end - 1]}"
        return
    if found.family:
        person = person_before(scene, found.first)
        if person is not None and person.name is not None:
            found.party = f"{label(scene.layout, person.name[1] - 1, person.name[1])}'s family"
        return
    if owner is not None and word in PEOPLE and _stale(scene, entries, owner, found.first):
        person = person_before(scene, found.first)
        if person is not None and person.name is not None:
            found.party = label(scene.layout, *person.name)
            return
    if body is not None:
        found.party = body.party
        found.neutral = impartial(scene, found, body.neutral, house_of(body))
    elif owner is not None:
        entry = entries.items[owner]
        found.party = entry.party.replace("unknown", "")
        found.neutral = impartial(scene, found, entry.neutral, entry.affiliation)


def _stale(scene: Scene, entries: Entries, owner: int, at: int) -> bool:
    """Tell whether a source was heard so long ago that a pronoun means somebody else."""
    sentence_of = scene.layout.sentence_of
    return sentence_of[at] - sentence_of[entries.items[owner].mentions[-1].first] > _LONG_AGO


def _by_noun(scene: Scene, found: Found) -> bool:
    """Give "its director" the body that the sentence names by a noun: "a hospital said …"."""
    layout = scene.layout
    low = layout.sentences[layout.sentence_of[found.first]].first
    for mark in scene.marks.within(low, found.first):
        if mark.noun is None:
            return False
        if mark.noun.type == "group":
            body = scene.bodies.get(layout.words[mark.end - 1])
            found.party = body.party if body is not None else label(layout, mark.first, mark.end)
            return True
    return False


def _person(scene: Scene, found: Found, entries: Entries) -> None:
    """Settle somebody named: by description, by office and reach, else for themselves."""
    person = person_of(scene, found)
    found.kind = kind = found.kind or person.noun
    if not found.party and not found.former:
        found.party, found.neutral = person.party, person.neutral
    if not found.party and found.noun is not None and not found.former:
        reach(scene, found)
    found.party = found.party or found.local
    if not found.party and not found.former:
        _itself(scene, found)
    if not found.party and found.noun is None and not found.former:
        _office_before(scene, found, entries)
    if not found.party:
        found.party = person.name
        found.neutral = kind is not None and kind.stake == "independent"
    person.party, person.neutral = found.party, found.neutral


def _office_before(scene: Scene, found: Found, entries: Entries) -> None:
    """Give a bare name the party of the office just heard: "Norland's envoy … Ann Ode said"."""
    layout = scene.layout
    for number in reversed(entries.recent[-_VOICES:]):
        entry = entries.items[number]
        last = entry.mentions[-1]
        near = layout.sentence_of[found.first] - layout.sentence_of[last.first] <= 1
        if entry.shape == PERSON or not near:
            return
        if entry.type != "unnamed individual" or entry.binds not in _OFFICES:
            continue
        alone = bool(entry.word) and layout.words[last.end - 1] == entry.word
        if alone and layout.words[last.first] not in SOME:
            found.party, found.neutral = entry.party.replace("unknown", ""), entry.neutral
            return


def last_speaker(scene: Scene, found: Found, entries: Entries) -> int | None:
    """ "The diplomat", when nobody was called so before, is whoever spoke last."""
    if found.shape != ROLE or found.party or found.noun is None or not entries.recent:
        return None
    layout = scene.layout
    word = layout.words[found.noun.end - 1]
    if layout.words[found.first] != "the" or word not in GENERIC or word in entries.by_noun:
        return None
    number = entries.recent[-1]
    entry = entries.items[number]
    near = layout.sentence_of[found.first] - layout.sentence_of[entry.mentions[-1].first] <= 2
    return number if near and entry.type.endswith("individual") else None


def met_before(scene: Scene, found: Found, entries: Entries) -> int | None:
    """ "The sources" are the ones met before, when nothing else tells who they are."""
    if found.party or found.noun is None or scene.layout.words[found.first] != "the":
        return None
    return entries.by_noun.get(scene.layout.words[found.noun.end - 1].rstrip("s"))
