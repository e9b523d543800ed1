"""What a relative clause tells of whom it describes: "who studies ice", "that tracks raids"."""

from __future__ import annotations

from collections.abc import Callable

from auditor.resolve.lexicon import Mark, Noun
from auditor.resolve.scene import ORGANISATION, PERSON, Found, Scene
from auditor.resolve.words import BREAKS, HEADING, LEARNED, SCHOLARLY, TEACHING, WATCHING

Reader = Callable[[Scene, int, int, int], Found]

_SCHOLAR = Noun("individual", "academic", "independent", "person")
_WATCHER = Noun("group", "ngo-or-monitor", "independent", "own")
_FAR = 10  # tokens from "teaches" to the place of learning
_SIDED = frozenset(
    """government military police political-group armed-group corporate union-or-industry
    state-media""".split()
)


def by_clause(scene: Scene, found: Found, at: int, read: Reader) -> None:
    """Read the relative clause that starts at a token: scholars and watchers have no side,
    who "heads the office" speaks for it.

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
        elif verb in HEADING and at + 2 < high and found.name is not None:
            stop = at + 2
            while stop < min(at + _FAR, high) and words[stop] not in BREAKS | {"."}:
                stop += 1
            body = read(scene, at + 2, stop, 1)
            if body.noun is not None and body.kind is not None and body.kind.type == "group":
                found.noun, found.kind, found.word = body.noun, body.kind, body.word
                found.party, found.neutral, found.local = body.party, body.neutral, body.local
    elif found.shape == ORGANISATION and (
        found.kind is None or found.kind.affiliation not in _SIDED
    ):
        counted = verb == "ran" and "parallel" in words[at : at + 4]
        if verb in WATCHING or counted:
            found.neutral = True
            if found.kind is None or found.kind.stake != "independent":
                found.kind = _WATCHER
