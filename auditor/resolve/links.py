"""Whom the words of a mention tie it to: before its noun, behind its preposition."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from auditor.resolve.lexicon import Mark, Noun
from auditor.resolve.marks import PROXY
from auditor.resolve.names import label, land_of
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    OTHER,
    PARTY,
    PERSON,
    PRONOUN,
    ROLE,
    Found,
    Link,
    Scene,
)  # fmt: skip
from auditor.resolve.tokens import capital

if TYPE_CHECKING:
    from auditor.resolve.mention import Head

Reader = Callable[[Scene, int, int, int], Found]


def tie_to(scene: Scene, found: Found, head: Head, depth: int, read: Reader) -> None:
    """Add the links of a head to ``found``; ``read`` reads an inner mention."""
    words, noun = scene.layout.words, head.noun
    limit = noun.first if noun is not None else head.stop
    named = found.name or (0, 0)
    for mark in head.parties:
        if mark.facet == PROXY:
            how = "tie"
        elif named[0] <= mark.first < named[1]:
            how = "name"
        else:
            how = "before" if mark.end <= limit else "behind"
        found.links.append(party_link(scene, mark.party, f"{how} {mark.facet}"))
        if mark.facet == "places" and how != "tie":
            found.links.append(Link(town(scene, mark), how, "town", False))
    of_body = found.kind is not None and found.kind.type != "group"
    client = found.kind is not None and found.kind.binds == "client"
    for mark in scene.marks.within(head.first, limit):
        if mark.noun is None or found.shape == ORGANISATION:
            continue
        if mark.noun.type == "group":
            found.inner = mark
            name = _named_force(scene, head.first, mark)
            if mark.noun.binds == "place" and name:  # "Ells police chief"
                found.links.append(Link(name, "inner", "body", False, mark.noun))
            elif of_body and _stands(mark.noun) and not capital(scene.layout, mark.first):
                name = label(scene.layout, mark.first, mark.end)  # "the court's spokeswoman"
                neutral = mark.noun.stake == "independent"
                found.links.append(Link(name, "inner", "group", neutral, mark.noun))
        elif client and mark.noun.type == "individual":  # "the victims' lawyer"
            name = label(scene.layout, mark.first, mark.end).lower()
            found.links.append(Link(name, "owner", "group", False, mark.noun))
    owner = _owner(scene, head, found)
    if owner is not None:
        other = read(scene, *owner, depth + 1)
        if found.kind is not None and found.kind.binds == "state":
            other.own = land_of(scene, other.own)  # "Tarsian officials"
        _through(scene, found, other, "owner")
    if found.name is None or found.name[0] <= head.stop:
        at = head.stop
        if at < head.end:
            inner = read(scene, at + 1, head.end, depth + 1)
            if inner.shape == PRONOUN:
                found.owner = inner.word  # "a lawyer for him"
            elif found.shape == OTHER and inner.shape == PERSON:
                found.shape, found.name, found.links = PERSON, inner.name, inner.links
                found.noun, found.kind, found.former = inner.noun, inner.kind, inner.former
            else:
                found.owner = found.owner or inner.owner
                _through(scene, found, inner, words[at])
    if not found.own and found.shape == PARTY and found.facet == "places":
        found.own = label(scene.layout, *named)
    found.own = found.own or _own(scene, found)
    if found.own == "rebels":  # they fight the state they are in
        found.links = [
            k for k in found.links if k.how[:3] == "tie" or k.sort not in ("side", "land")
        ]


def party_link(scene: Scene, party: str, how: str) -> Link:
    """Return the link to a party of the packs."""
    sort = scene.lexicon.sort_of(party)
    return Link(party, how, sort, sort == "neutral")


def town(scene: Scene, mark: Mark) -> str:
    """Return the name of a place as written: a town may speak for itself."""
    return label(scene.layout, mark.first, mark.end)


def _through(scene: Scene, found: Found, other: Found, how: str) -> None:
    """Link to an inner mention, and through it to whom that is tied."""
    kind = other.kind
    if other.shape == ORGANISATION or (other.shape == ROLE and other.own and _stands(kind)):
        sort = "outlet" if kind is not None and kind.affiliation == "media" else "body"
        sort = "group" if other.shape == ROLE else sort
        neutral = kind is not None and kind.stake == "independent"
        found.links.append(Link(other.own, how, sort, neutral, kind))
    elif other.shape == PERSON and other.name is not None:
        found.links.append(Link(label(scene.layout, *other.name), how, "person", False))
    if other.shape == ROLE and found.inner is None and other.body is not None:
        found.inner = other.body
    through = how if other.shape == PARTY else f"{how} via"
    found.links += [
        link._replace(how=f"{through} {link.how.rpartition(' ')[2]}") for link in other.links
    ]


def _stands(kind: Noun | None) -> bool:
    """Tell whether a body without a name may be somebody's party: no ministry, no mayor."""
    if kind is None or kind.binds in ("state", "occupier"):
        return False
    return kind.type == "group" or kind.affiliation == "victim"


def _owner(scene: Scene, head: Head, found: Found) -> tuple[int, int] | None:
    """Return the unmarked name before the noun: "Norvik spokesman", "Vale's lawyer"."""
    words, lists = scene.layout.words, scene.words
    limit = head.noun.first if head.noun is not None else head.stop
    if found.name is not None:
        limit = min(limit, found.name[0]) if found.shape != PARTY else 0
    for first, end in reversed(head.spans):
        end = min(end, limit)
        while first < end and words[first] in lists.not_names and first not in scene.mark_at:
            first += 1
        while first < end and (words[end - 1] in lists.not_names or words[end - 1] in ".-"):
            end -= 1
        if first >= end or words[end : end + 1] == ["-"]:
            continue  # "Norland-based"
        marks = [scene.mark_at.get(at) for at in range(first, end)]
        if any(m is None for m in marks[:1]) or any(
            m is not None and m.noun is not None and m.noun.type == "group" for m in marks
        ):
            if lists.state_departments.issuperset(words[first:end]):
                continue
            return first, end
    return None


def _own(scene: Scene, found: Found) -> str:
    """Return what a mention calls itself: "the police union", "prosecutors"; "" is anybody."""
    words, lists = scene.layout.words, scene.words
    mark = found.noun
    if found.shape not in (ROLE, DOCUMENT) or mark is None or mark.noun is None:
        return ""
    word = words[mark.end - 1]
    if word.rstrip("s") in lists.rebels or (found.inner and _rebels(scene, found.inner)):
        return "rebels"
    whose = next((link.label for link in found.links if link.sort == "person"), "")
    if mark.noun.affiliation == "victim" and whose:
        return f"{whose}'s {word}"
    if mark.noun.affiliation == "police" and mark.noun.binds == "place":
        return _named_force(scene, found.first, mark) or "police"
    low = max(found.first, mark.first - 3)
    first = mark.first
    while first > low:
        before = words[first - 1]
        plural = before == "'" and words[first - 2].endswith("s")  # "the doctors' union"
        if not plural and (before in lists.mention_leads or before in ("'s", "'", "-", ",")):
            break
        first -= 1
    end = mark.end
    if words[end : end + 1] == ["of"] and end + 1 < found.end:
        end += 2  # "the Department of Health"
    name = label(scene.layout, first, min(end, found.end))
    named = any(capital(scene.layout, at) for at in range(first + 1, min(end, found.end)))
    return name if named else name.lower()


def _rebels(scene: Scene, mark: Mark) -> bool:
    """Tell whether a body is of those who fight the state they are in: "rebel groups"."""
    return scene.layout.words[mark.end - 1].rstrip("s") in scene.words.rebels


def _named_force(scene: Scene, low: int, noun: Mark) -> str:
    """Return the name of a town's body: "Ells police"; "" where no town stands before it."""
    words, begin = scene.layout.words, noun.first
    while begin > low and capital(scene.layout, begin - 1):
        begin -= 1
    mark = scene.mark_at.get(begin)
    if begin == noun.first or words[begin] in scene.words.not_names:
        return ""
    town = mark is None or (mark.noun is None and mark.facet == "places")
    return label(scene.layout, begin, noun.end) if town else ""
