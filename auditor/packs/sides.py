"""Whether party packs hear the other side: who is in conflict with whom, with what voices.

A pack that lists the officials and the agencies of one side only is a bias no later stage
can undo: the voices of the other side would be people and outlets without a party.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.model import PartyEntry, Role, Rule, RuleSet
from auditor.packs.place import place
from auditor.yamltree import near

_VOICES = ("officials", "bodies", "appointed", "forces", "media")
_OF_LANDS = ("demonyms", "metonyms", "places")  # only a state need have what a state has
_LANDS = frozenset({"country", "territory", "government", "state"})


@dataclass(slots=True)
class _Side:
    entry: PartyEntry
    facets: dict[str, Rule] = field(default_factory=dict)
    adverse: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def rule(self) -> Rule:
        return self.facets["names"]


def lint_sides(rules: RuleSet) -> list[str]:
    """Return a line per party that stands in a conflict alone or less heard than the other.

    Belligerents and parties that list an adversary are looked at.  Each line says where,
    what is missing, and what to do about it.
    """
    sides = _sides(rules)
    said: list[str] = []
    for name, side in sides.items():
        if side.entry.role is Role.BELLIGERENT and not side.adverse:
            said.append(
                f"{side.rule.origin}: {name}: is a belligerent without an adversary: "
                "list the other side under adverse, and write an entry for it"
            )
        for other in side.adverse:
            said += _adversary(name, side, other, sides)
        said += _unheard(name, side, sides)
    return said


def _sides(rules: RuleSet) -> dict[str, _Side]:
    sides = {name: _Side(entry) for name, entry in rules.parties.items()}
    for rule in rules.rules:
        side = sides.get(rule.traits["party"]) if rule.kind == "party" else None
        if side is not None:  # else an addition to a party of a pack that is left out
            own = rule.id.startswith(f"{side.entry.pack}/")
            if own or rule.traits["facet"] not in side.facets:
                side.facets[rule.traits["facet"]] = rule
            side.adverse = side.adverse or _listed(rule, "adverse")
            side.lacks = side.lacks or _listed(rule, "lacks")
    return sides


def _listed(rule: Rule, trait: str) -> tuple[str, ...]:
    return tuple(filter(None, rule.traits.get(trait, "").split(", ")))


def _adversary(name: str, side: _Side, other: str, sides: Mapping[str, _Side]) -> Iterator[str]:
    """Yield what is wrong with one adversary that a party lists."""
    where = f"{place(side.rule, other)}: {name}:"
    facing = sides.get(other)
    if other == name:
        yield f"{where} a party is not in conflict with itself: take it out of adverse"
    elif facing is None:
        hint = near(other, sides).removeprefix("; ") or "write an entry for it, too"
        yield f"{where} its adversary {other!r} is no party of these packs: {hint}"
    else:
        if name not in facing.adverse:
            yield (
                f"{where} its adversary {other!r} does not list it back: "
                f"add it to adverse at {facing.rule.origin}"
            )
        roles = side.entry.role, facing.entry.role
        if Role.INDEPENDENT in roles:
            yield (
                f"{where} who is independent has no adversary: "
                f"change the role of {name if roles[0] is Role.INDEPENDENT else other!s}"
            )
        elif roles[0] is not roles[1]:
            yield (
                f"{where} {roles[0]}, while its adversary {other!r} is {roles[1]}: "
                f"give both the same role ({facing.rule.origin})"
            )


def _unheard(name: str, side: _Side, sides: Mapping[str, _Side]) -> Iterator[str]:
    """Yield the facets that an adversary fills and the party does not."""
    facing = [(other, sides[other]) for other in side.adverse if other in sides and other != name]
    for facet in (*_VOICES, *_OF_LANDS):
        if facet in side.facets or facet in side.lacks:
            continue
        for other, theirs in facing:
            if facet in _OF_LANDS and not {side.entry.type, theirs.entry.type} <= _LANDS:
                continue
            if facet in theirs.facets:
                rule = theirs.facets[facet]
                yield (
                    f"{side.rule.origin}: {name}: lists no {facet}, its adversary {other!r} does "
                    f"({place(rule, rule.phrases[0])}): list its {facet}, "
                    f"or write 'lacks: [{facet}]' if it has none"
                )
                break
