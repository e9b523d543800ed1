"""What a relative clause tells of whom it describes: "who studies glaciers", "that tracks raids"."""

from __future__ import annotations

from auditor.resolve.lexicon import Mark, Noun
from auditor.resolve.scene import ORGANISATION, PERSON, Found, Scene
from auditor.resolve.words import LEARNED, SCHOLARLY, TEACHING, WATCHING

_SCHOLAR = Noun("individual", "academic", "independent", "person")
_WATCHER = Noun("group", "ngo-or-monitor", "independent", "own")
_FAR = 10  # tokens from "teaches" to the place of learning
_SIDED = frozenset(
    """government military police political-group armed-group corporate union-or-industry
    state-media""".split()
)


def by_clause(scene: Scene, found: Found, at: int, end: int) -> None:
    """Read the relative clause that starts at a token: scholars and watchers have no side.

    A person must have no other trade, a body no kind that has a side.
    """
    words = scene.layout.words
    high = scene.layout.sentences[scene.layout.sentence_of[found.first]].end
    if at + 1 >= high or words[at] not in ("who", "that", "which"):
        return
    verb = words[at + 1]
    if verb in ("has", "have") and at + 2 < high:
        verb = words[at + 2]
    if found.shape == PERSON and found.noun is None and not found.party:
        taught = verb in TEACHING and not LEARNED.isdisjoint(words[at : min(at + _FAR, high)])
        if verb in SCHOLARLY or taught:
            found.noun, found.kind = Mark(at, at + 1, "", "", _SCHOLAR), _SCHOLAR
    elif found.shape == ORGANISATION and (
        found.kind is None or found.kind.affiliation not in _SIDED
    ):
        counted = verb == "ran" and "parallel" in words[at : at + 4]
        if verb in WATCHING or counted:
            found.neutral = True
            if found.kind is None or found.kind.stake != "independent":
                found.kind = _WATCHER
