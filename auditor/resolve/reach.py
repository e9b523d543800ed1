"""The party of a bare noun: "the ministry", "police", "officials", "the company"."""

from __future__ import annotations

from bisect import bisect_left

from auditor.resolve.bodies import body_before
from auditor.resolve.lexicon import Mark
from auditor.resolve.marks import PROXY
from auditor.resolve.mentions import read
from auditor.resolve.names import label
from auditor.resolve.scene import DOCUMENT, ORGANISATION, PARTY, ROLE, Found, Said, Scene
from auditor.resolve.stake import impartial
from auditor.resolve.tokens import capital, several
from auditor.resolve.words import FOREIGN, LOCATIVE, SOME, SPOKEN, STATELY

_LOOKED_AT = 6  # earlier mentions of the same noun
_BACK = 60  # marks looked back over
_SAID = 40  # sources looked back over
_STORY = 12  # sentences looked back over for "the company"
# "The company", "the charity", "the newspaper": a body named before that has not spoken.
_UNNAMED = frozenset({"corporate", "other", "ngo-or-monitor", "media"})
DEFINITE = frozenset({"the", "its", "their", "his", "her"})
_RELAYED = frozenset({"report", "story", "article", "account", "study", "analysis"})
_PRINTED = frozenset({"article", "story", "piece", "editorial", "column"})
_FILED = frozenset(
    "sued sues suing suit lawsuit complaint petition filed accusing accuses alleges".split()
)
_TEAMS = frozenset({"authors", "researchers", "scientists", "team", "academics"})
_INQUIRY = frozenset({"investigation", "investigations", "investigating", "safety"})
_INQUIRERS = frozenset({"investigator", "investigators"})
_LOCAL = frozenset(
    """territory enclave strip region province peninsula city town district state county island
    village municipality""".split()
)
_VAGUE = frozenset(
    """reports accounts information intelligence figures estimates posts messages tweets emails
    letters documents""".split()
)


def reach(scene: Scene, found: Found) -> None:
    """Give ``found`` the party in reach before it, if there is one."""
    kind, noun = found.kind, found.noun
    if kind is None or noun is None:
        return
    words = scene.layout.words
    if words[found.first] == "the" and words[noun.end - 1] in _TEAMS:
        for said in reversed(scene.said[-_SAID:]):
            if said.affiliation == "academic" and said.party:
                found.party, found.neutral = said.party, said.neutral
                return
    if kind.binds == "person":
        return
    some = found.shape == ROLE and kind.type == "individual"
    some = some and words[found.first] not in DEFINITE
    if some and kind.binds in ("body", "client"):
        known = SPOKEN if words[found.first] in ("a", "an") else STATELY
        if words[noun.end - 1] not in known:
            return  # "a worker" is not the last body's
    if kind.binds == "nobody":
        if words[found.first] == "the":
            earlier = _named_before(scene, found.first, scene.noun_of(noun))
            found.party = earlier.party if earlier is not None else ""
        return
    if kind.type == "document" and words[noun.first] == "court":
        return  # court records are not those of whoever spoke last
    if any(word in FOREIGN for word in words[found.first : noun.first]):
        return
    word = found.word or scene.noun_of(noun)
    if word in _VAGUE and words[found.first] not in ("the", "its", "their"):
        return
    at = found.first
    if kind.binds in ("state", "place") and not _LOCAL.isdisjoint(words[at : noun.first]):
        near = next((i for i in range(at, noun.first) if words[i] in _LOCAL), at)
        if words[near + 1] == "'s":  # "the territory's health ministry", "the city's mayor"
            found.party = _last_place(scene, at) or _place(scene, at)
            if found.party:
                return
    vice = words[noun.first] == "vice" and words[noun.end] in ("for", "of")
    if vice and not capital(scene.layout, noun.end + 1):  # "a vice president for public affairs"
        found.kind = kind._replace(binds="body", affiliation="other")
        _speaker(scene, found, at, word)
        return
    bare = words[at] != "the"
    subject = _subject(scene, at) if bare and kind.binds == "state" else ""
    if subject:
        found.party = subject
        return
    plural = several(words[noun.end - 1]) and words[at] not in DEFINITE
    if kind.binds == "own" and (words[at] in SOME or plural):
        return  # "a company", "head teachers' groups"
    body = scene.bodies.get(word)
    if body is not None:
        found.party, found.local = body.party, body.local
        found.neutral = impartial(scene, found, body.neutral, kind.affiliation)
        return
    earlier = _named_before(scene, at, word)
    if earlier is not None:
        found.party, found.local = earlier.party, earlier.local
        found.neutral = impartial(scene, found, earlier.neutral, kind.affiliation)
    elif kind.binds == "state":
        anybody = kind.type == "individual" and noun.first == found.first
        found.party = _state(scene, at, ahead=not anybody)
    elif word.rsplit(maxsplit=1)[-1] in _INQUIRERS and (board := _board(scene, at)) is not None:
        found.party, found.neutral = board, True
    elif kind.binds == "place":
        found.party = _place(scene, at) or _state(scene, at)
    elif kind.binds == "faction":
        found.party = _faction(scene, at)
    elif kind.binds == "occupier":
        found.party = _occupier(scene, at) or _state(scene, at)
    elif kind.binds == "own" or (
        kind.type not in ("visual", "poll") and kind.stake != "independent"
    ):
        _speaker(scene, found, at, word)


def _named_before(scene: Scene, at: int, word: str) -> Found | None:
    """Read the nearest earlier mention of the noun that carries a name."""
    layout = scene.layout
    looked = 0
    for mark in reversed(scene.marks.before(at, _BACK)):
        if mark.noun is None or not _same_office(scene, mark, word):
            continue
        looked += 1
        if looked > _LOOKED_AT:
            return None
        begin = mark.first
        low = layout.sentences[layout.sentence_of[mark.first]].first
        while (
            begin > low
            and mark.first - begin < 6
            and (capital(layout, begin - 1) or layout.words[begin - 1] in ("'s", "-"))
        ):
            begin -= 1
        end = mark.end
        if begin == mark.first:
            if end + 1 < len(layout.words) and layout.words[end] in ("of", "for", "within", "from"):
                end = min(end + 6, layout.sentences[layout.sentence_of[mark.first]].end)
            else:
                continue
        found = read(scene, begin, end)
        if found.party and found.noun is not None:
            return found
    return None


def _same_office(scene: Scene, mark: Mark, word: str) -> bool:
    """Tell whether a noun is the one looked for; "the minister" may be "the foreign minister"."""
    if scene.noun_of(mark) == word:
        return True
    assert mark.noun is not None
    return mark.noun.binds == "state" and scene.layout.words[mark.end - 1] == word


def _subject(scene: Scene, at: int) -> str:
    """The state that opens the sentence: "Norland will pay, government sources said"."""
    first = scene.layout.sentences[scene.layout.sentence_of[at]].first
    for mark in scene.marks.within(first, min(first + 2, at)):
        if mark.party in scene.lexicon.lands and mark.facet in ("names", "metonyms"):
            return mark.party
    return ""


def _speaker(scene: Scene, found: Found, at: int, word: str) -> None:
    """A bare spokesman, company or statement belongs to the last source that has such."""
    kind = found.kind
    assert kind is not None
    if kind.binds == "own":
        bodies = [s for s in scene.said[-_SAID:] if s.shape in (ORGANISATION, PARTY)]
        alike = [s for s in bodies if s.affiliation == kind.affiliation]
        if not alike and kind.affiliation == "corporate":
            alike = [s for s in bodies if s.affiliation == "other"]  # "Norvik Network"
        if alike:
            found.party = alike[-1].party
            found.neutral = impartial(scene, found, alike[-1].neutral, alike[-1].affiliation)
            return
        if kind.affiliation in _UNNAMED:
            body = body_before(scene, at, _STORY, kind.affiliation)
            if body is not None:
                found.party = body.party
                found.neutral = impartial(scene, found, body.neutral, kind.affiliation)
        return
    if word in _PRINTED:
        for said in reversed(scene.said[-_SAID:]):
            if said.affiliation == "media":
                found.party, found.neutral = said.party, said.neutral
                return
    issued = kind.binds == "issuer"
    if kind.affiliation == "judiciary" and issued:
        claimant = _claimant(scene, at)
        if claimant is not None:
            found.party, found.neutral = claimant.party, claimant.neutral
            return
    if issued and word in _RELAYED:
        for said in reversed(scene.said[-6:]):
            if said.shape == DOCUMENT and said.party:
                found.party, found.neutral = said.party, said.neutral
                return
    sentence = scene.layout.sentence_of[at]
    which = found.noun is not None and found.noun.first - at > 1  # "the education department"
    for said in reversed(scene.said[-6:]):
        if which and kind.type == "group":
            break
        if sentence - said.sentence > 4:
            break
        if kind.binds == "client" and said.party in scene.lexicon.lands:
            continue
        if not said.party or (said.affiliation == "media" and word not in _RELAYED):
            continue
        if issued or said.shape in (ORGANISATION, PARTY, ROLE):
            if said.shape == ROLE and kind.type == "group":
                continue
            found.party, found.neutral = said.party, said.neutral
            return
    if kind.type == "group":
        if kind.affiliation == "government":
            found.party = _state(scene, at)
    elif kind.binds == "body":
        assert found.noun is not None
        stately = scene.layout.words[found.noun.end - 1] in STATELY
        found.party = _nearest_party(scene, at, stately)
        found.neutral = impartial(scene, found, found.party in scene.lexicon.neutral, "")


def _claimant(scene: Scene, at: int) -> Said | None:
    """Return who sued or said something in a suit: "the agency says in a complaint"."""
    layout = scene.layout
    sentence = layout.sentence_of[at]
    for said in reversed(scene.said[-_SAID:]):
        if not said.party or said.shape == DOCUMENT or said.sentence == sentence:
            continue
        low, high, _ = layout.sentences[said.sentence]
        if not _FILED.isdisjoint(layout.words[low : min(high, low + _BACK)]):
            return said
    return None


def _board(scene: Scene, at: int) -> str | None:
    """Return the board that investigates an accident, if the article has named one."""
    words = scene.layout.words
    for mark in reversed(scene.marks.before(at, _BACK)):
        if mark.party in scene.lexicon.boards:
            return mark.party
        if mark.noun is None or mark.noun.type != "group" or mark.noun.stake != "independent":
            continue
        if not _INQUIRY.isdisjoint(words[mark.first : mark.end]):
            end = mark.end  # "…'s accident investigation board, the JIA"
            name = end + 2 if words[end : end + 2] == [",", "the"] else end + 1
            if words[end] in (",", "(") and capital(scene.layout, name):
                return label(scene.layout, name, name + 1)
            return label(scene.layout, mark.first, mark.end).lower()
    return None


def _nearest_party(scene: Scene, at: int, stately: bool) -> str:
    """The party or body named last in this sentence or the two before; else first behind, in it.

    Only who is ``stately`` may speak for a state.
    """
    marks, layout = scene.marks, scene.layout
    lands = scene.lexicon.lands
    number = bisect_left(marks.firsts, at)
    sentence = layout.sentence_of[at]
    begins = at - layout.sentences[sentence].first < 5
    if begins:
        for mark in marks.items[number : number + 4]:
            if mark.party and mark.first - at < 8 and (stately or mark.party not in lands):
                return mark.party
    back = reversed(marks.items[max(0, number - 12) : number])
    last = next((m for m in back if m.party and (stately or m.party not in lands)), None)
    low = layout.sentence_of[last.first] if last is not None else -1
    body = body_before(scene, at, 2, "other")
    if body is not None:
        own = layout.sentence_of[body.first]
        if last is None or own > low or (own == low and body.first < last.first):
            return body.party
    return last.party if last is not None and sentence - low <= 2 else ""


def _state(scene: Scene, at: int, ahead: bool = True) -> str:
    """The state in reach: the first of the sentence, else of the nearest sentence before.

    Before any is named it is the first of the article, where ``ahead`` allows to look there.
    """
    marks, layout = scene.marks, scene.layout
    lands = marks.lands
    high = bisect_left(lands, bisect_left(marks.firsts, at))
    if not lands:
        return scene.home()
    if high == 0:
        return marks.items[lands[0]].party if ahead else ""
    chosen = marks.items[lands[high - 1]]
    sentence = layout.sentence_of[chosen.first]
    for number in reversed(lands[max(0, high - 12) : high - 1]):
        mark = marks.items[number]
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
        near = words[mark.first - 1] if mark.first else ""
        if mark.facet in ("names", "metonyms") and (near in LOCATIVE or near == ","):
            return mark.party
    return ""


def _last_place(scene: Scene, at: int) -> str:
    """The party of the place named last in the sentence: "in Ells", "in southern Ells"."""
    layout = scene.layout
    low = layout.sentences[layout.sentence_of[at]].first
    for mark in reversed(scene.marks.before(at, _BACK)):
        if mark.first < low:
            return ""
        near = layout.words[max(low, mark.first - 2) : mark.first]
        if mark.party and mark.facet != "demonyms" and not LOCATIVE.isdisjoint(near):
            return mark.party
    return ""


def _faction(scene: Scene, at: int) -> str:
    """The armed group, or the patron of one, named last."""
    for mark in reversed(scene.marks.before(at, _BACK)):
        if mark.party in scene.lexicon.factions or mark.facet == PROXY:
            return mark.party
    for said in reversed(scene.said[-_SAID:]):
        if said.shape == ORGANISATION and said.affiliation in ("military", "armed-group"):
            return said.party  # "the Ells Liberation Army"
    return ""


def _occupier(scene: Scene, at: int) -> str:
    """Who set up an occupation: a patron named anywhere, else a state named as an actor."""
    if scene.marks.patron:
        return scene.marks.patron
    for mark in reversed(scene.marks.before(at, _BACK)):
        if mark.party in scene.lexicon.lands and mark.facet in ("names", "demonyms", "metonyms"):
            return mark.party
    return ""
