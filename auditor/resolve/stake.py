"""Whether whoever speaks has a side in the matter.

An outlet that reports and a scholar who explains have no stake.  Whoever owns, runs, defends or
speaks for the house speaks about its affairs: a raid on it, a suit, a dispute of its own.
"""

from __future__ import annotations

from auditor.model import Frame, Layout, Stance
from auditor.resolve.choose import Candidate
from auditor.resolve.lexicon import Words
from auditor.resolve.scene import DOCUMENT, ORGANISATION, OTHER, PARTY, Found, Scene

_HOUSES = frozenset({"media", "academic"})  # whose business is to tell about others
_SIDED = frozenset({"side", "land", "faction", "movement", "company", "party"})
_SIDES = frozenset(
    """government military police judiciary state-media corporate political-group armed-group
    union-or-industry""".split()
)
_SPEAKING = frozenset({"body", "client", "state"})  # what spokespeople, chiefs, presidents bind to
_SELVES = frozenset({"it", "its", "they", "their", "we", "our"})
_NEAR = 8  # tokens around a cue


def take_party(scene: Scene, found: Found, best: Candidate) -> None:
    """Give a mention the party chosen, and tell whether it has a side."""
    found.party = best.label
    kind = found.kind
    aloof = kind is not None and kind.stake == "independent"
    house = best.noun.affiliation if best.noun is not None else ""
    sided = best.sort in _SIDED or house in _SIDES
    if found.shape == DOCUMENT and aloof:
        found.party = best.label or found.own
        found.neutral = not sided
        return
    if best.sort == "self":
        found.neutral = aloof and found.shape != OTHER
        return
    neutral = best.neutral or (aloof and not sided)
    found.partial = neutral and not _aloof(scene, found, house)
    found.neutral = neutral and not found.partial


def _aloof(scene: Scene, found: Found, house: str) -> bool:
    """Tell whether somebody of a house without a side has none either."""
    mark = found.noun
    if mark is None or mark.noun is None:
        return True
    words, noun = scene.layout.words, mark.noun
    word = words[mark.end - 1]
    if noun.binds == "client" and not scene.words.lawyers.isdisjoint(words[mark.first : mark.end]):
        return False
    if house not in _HOUSES or noun.affiliation in _HOUSES:
        return True
    if noun.type == "document":
        return word not in scene.words.own_papers and noun.affiliation != "judiciary"
    return noun.binds not in _SPEAKING or (house == "academic" and word in scene.words.experts)


def own_affair(scene: Scene, found: Found, frame: Frame) -> None:
    """Give a house that speaks of itself a side: an outlet's statement is no report."""
    kind = found.kind
    if not found.neutral or kind is None or kind.affiliation not in _HOUSES:
        return
    house = found.shape in (ORGANISATION, PARTY) or kind.binds == "own"
    if house and _of_itself(scene.layout, frame, scene.words):
        found.neutral, found.partial = False, True


def _of_itself(layout: Layout, frame: Frame, lists: Words) -> bool:
    """Tell whether a frame's source speaks of itself: denies, in a statement, "said it would"."""
    if frame.stance is Stance.DENYING:
        return True
    if not frame.cue:
        return False
    words, end = layout.words, frame.cue[-1].end
    low, high, _ = layout.sentences[frame.sentence]
    near = words[max(low, frame.cue[0].first - _NEAR) : min(high, end + _NEAR)]
    if "statement" in near and near[near.index("statement") - 2 :][:2] == ["in", "a"]:
        return True
    begin = end + (words[end : end + 1] == ["that"])
    own = not _SELVES.isdisjoint(words[begin : begin + 1])
    return own and lists.gathered.isdisjoint(words[begin + 1 : begin + 4])
