"""How an article names a source, and what kind of source it is."""

from __future__ import annotations

from auditor.model import Naming
from auditor.resolve.lexicon import Lexicon
from auditor.resolve.scene import DOCUMENT, ORGANISATION, OTHER, PARTY, PERSON, ROLE, Found, Scene

_PAPERS = frozenset({"document", "visual", "poll", "database"})
_STANDING = frozenset({"body", "state", "place", "own", "occupier", "faction"})


def naming_of(scene: Scene, found: Found, hidden: bool) -> Naming:
    """Return how a mention names its source; ``hidden``: the sentence speaks of anonymity."""
    words, kind = scene.layout.words, found.kind
    if found.shape == PERSON:
        return Naming.NAMED
    if hidden and found.shape in (ROLE, OTHER):
        return Naming.ANONYMOUS
    if found.shape == ORGANISATION:
        media = kind is not None and kind.affiliation == "media"
        return Naming.NAMED if media else Naming.ROLE
    if found.shape == PARTY:
        if found.facet == "media":
            return Naming.NAMED
        land = found.party in scene.lexicon.lands
        return Naming.METONYM if land and found.facet != "bodies" else Naming.ROLE
    if found.shape == DOCUMENT:
        return Naming.DOCUMENT if found.party else Naming.VAGUE
    if not scene.words.unnamed.isdisjoint(words[found.first : found.head_end]):
        return Naming.ANONYMOUS
    if kind is None:
        return Naming.ROLE if found.party else Naming.VAGUE
    if found.noun is not None and kind.binds == "nobody" and not found.party:
        source = words[found.noun.end - 1].startswith("source")
        return Naming.ANONYMOUS if source else Naming.VAGUE
    return Naming.ROLE if found.party or kind.binds in _STANDING else Naming.VAGUE


def type_of(lexicon: Lexicon, found: Found) -> tuple[str, str]:
    """Return a source's type and affiliation in the field's words."""
    kind = found.kind
    if kind is not None and kind.type in _PAPERS:
        return kind.type, kind.affiliation
    land = found.party in lexicon.lands
    affiliation = kind.affiliation if kind is not None else "other"
    if found.shape == PARTY and not land:
        entry = lexicon.entries.get(found.party)
        affiliation = entry.type.replace(" ", "-") if entry is not None else affiliation
        affiliation = "state-media" if found.facet == "media" else affiliation
    elif found.shape == ORGANISATION:
        affiliation = kind.affiliation if kind is not None else "corporate"
    elif affiliation == "other" and land:
        affiliation = "government"
    elif affiliation == "government" and not land and found.shape == PERSON:
        affiliation = "other"  # the president of a club
    if found.shape == PERSON:
        return "named individual", affiliation
    if found.shape in (PARTY, ORGANISATION):
        return "named group", affiliation
    if kind is None:
        return "unnamed group", "unknown"
    return f"unnamed {kind.type}", affiliation
