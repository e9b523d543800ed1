"""Whether whoever speaks for a body without a side has none either.

An outlet that reports and a scholar who explains have no stake.  Whoever owns, runs, defends or
speaks for the house speaks about its affairs: a raid on it, a suit, a dispute of its own.
"""

from __future__ import annotations

from auditor.model import Frame, Layout, Stance
from auditor.resolve.scene import DOCUMENT, ORGANISATION, Found, Scene
from auditor.resolve.words import EXPERTS, GATHERED, LAWYERS, SELVES, STATED

_HOUSES = frozenset({"media", "academic"})  # whose business is to tell about others
_SIDES = frozenset(
    """government military police judiciary state-media corporate political-group armed-group
    union-or-industry""".split()
)
_SPEAKING = frozenset({"body", "client", "state"})  # what spokespeople, chiefs, presidents bind to
_COUNTED = frozenset({"data", "statistics", "figures", "numbers"})
_REGULATORS = frozenset({"regulator", "regulators", "watchdog"})
_NEAR = 8  # tokens around a cue


def impartial(scene: Scene, found: Found, neutral: bool, house: str) -> bool:
    """Tell whether ``found`` has no side, given its body's side and affiliation."""
    found.partial = neutral and not _aloof(scene, found, house)
    return neutral and not found.partial


def researched(scene: Scene, found: Found, by: Found) -> bool:
    """Tell whether a study or poll has no side: always, unless a side has made it."""
    if found.shape != DOCUMENT or found.kind is None or found.kind.stake != "independent":
        return False
    sided = by.kind is not None and by.kind.affiliation in _SIDES
    words = scene.layout.words
    counted = found.noun is not None and words[found.noun.end - 1] in _COUNTED
    if counted and by.noun is not None and words[by.noun.end - 1] in _REGULATORS:
        return True  # "data released by state banking regulators"
    return not sided and by.party not in scene.lexicon.lands


def _aloof(scene: Scene, found: Found, house: str) -> bool:
    mark = found.noun
    if mark is None or mark.noun is None:
        return True
    noun, word = mark.noun, scene.layout.words[mark.end - 1]
    if noun.binds == "client" and not LAWYERS.isdisjoint(scene.layout.words[mark.first : mark.end]):
        return False
    if house not in _HOUSES or noun.affiliation in _HOUSES:
        return True
    if noun.type == "document":
        return word not in STATED and noun.affiliation != "judiciary"
    return noun.binds not in _SPEAKING or (house == "academic" and word in EXPERTS)


def take_side(scene: Scene, found: Found, frame: Frame) -> None:
    """Give a house that speaks of itself a side: an outlet's statement is no report."""
    kind = found.kind
    if not found.neutral or kind is None or kind.affiliation not in _HOUSES:
        return
    if (found.shape == ORGANISATION or kind.binds == "own") and _own_affair(scene.layout, frame):
        found.neutral, found.partial = False, True


def _own_affair(layout: Layout, frame: Frame) -> bool:
    """Tell whether a frame's source speaks of itself: denies, in a statement, "said it would"."""
    if frame.stance is Stance.DENYING:
        return True
    if not frame.cue:
        return False
    words = layout.words
    end = frame.cue[-1].end
    low, high, _ = layout.sentences[frame.sentence]
    near = words[max(low, frame.cue[0].first - _NEAR) : min(high, end + _NEAR)]
    if "statement" in near and near[near.index("statement") - 2 :][:2] == ["in", "a"]:
        return True
    begin = end + 1 if words[end : end + 1] == ["that"] else end
    return words[begin : begin + 1] in SELVES and GATHERED.isdisjoint(words[begin + 1 : begin + 4])
