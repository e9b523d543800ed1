"""How an article names a source, and what kind of source it is."""

from __future__ import annotations

from auditor.model import Naming, RuleSet
from auditor.resolve.lexicon import Lexicon
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    OTHER,
    PARTY,
    PERSON,
    ROLE,
    Found,
    Scene,
)
from auditor.resolve.words import UNNAMED

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
        if found.facet == "person":
            return Naming.NAMED
        return Naming.DOCUMENT if found.party else Naming.VAGUE
    if any(words[at] in UNNAMED for at in range(found.first, found.head_end)):
        return Naming.ANONYMOUS
    if kind is None:
        return Naming.ROLE if found.party else Naming.VAGUE
    own = found.noun.noun if found.noun is not None else None
    if own is not None and own.binds in _STANDING:
        return Naming.ROLE  # "an official of some ministry"
    if kind.binds == "nobody":
        if found.party:
            return Naming.ROLE
        source = found.noun is not None and words[found.noun.end - 1].startswith("source")
        return Naming.ANONYMOUS if source else Naming.VAGUE
    return Naming.ROLE if found.party or kind.binds in _STANDING else Naming.VAGUE


def type_of(lexicon: Lexicon, found: Found, rules: RuleSet) -> tuple[str, str]:
    """Return a source's type and affiliation in the field's words."""
    kind = found.kind
    if kind is not None and kind.type in _PAPERS:
        return kind.type, kind.affiliation
    if found.shape == PERSON:
        affiliation = kind.affiliation if kind is not None else "other"
        if affiliation == "other" and found.party in lexicon.lands:
            affiliation = "government"
        elif affiliation == "government" and found.party not in rules.parties:
            affiliation = "other"  # the president of a club
        return "named individual", affiliation
    if found.shape == PARTY:
        if found.facet == "media":
            return "named group", "state-media"
        if found.party in lexicon.lands:
            return "named group", "government"
        entry = rules.parties.get(found.party)
        return "named group", entry.type.replace(" ", "-") if entry is not None else "other"
    if found.shape == ORGANISATION:
        return "named group", kind.affiliation if kind is not None else "corporate"
    if kind is None:
        return "unnamed group", "unknown"
    affiliation = kind.affiliation
    if affiliation == "other" and found.party in lexicon.lands:
        affiliation = "government"
    return f"unnamed {kind.type}", affiliation
