"""Where a claim comes from: which of those who carry it rest on the same word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.model import Status
from auditor.resolve.entries import UNKNOWN

_CHECKED = frozenset((Status.VERIFIED, Status.CORROBORATED))
_ANOTHER = "an unnamed source"


class Carrier(NamedTuple):
    """A passage that carries a claim; "" for what is not known."""

    article: int  # place in the order of time
    outlet: str
    family: int
    status: str
    party: str  # whose word it is; "" where it is credited to nobody
    source: str  # as the article names it
    hearer: str = ""  # whom the source told it


class Traced(NamedTuple):
    """What is known of a claim."""

    outlets: tuple[str, ...]  # in the order of time
    origins: tuple[str, ...]  # on whose word all of it rests, in the order of time
    dropped: tuple[int, ...]  # carriers that leave out what was attributed before
    checked: tuple[int, ...]  # carriers that call it verified or corroborated
    circular: tuple[int, ...]  # carriers that take for support what has the same origin
    texts: int  # how many are not copies of each other


def trace(carriers: Sequence[Carrier]) -> Traced:
    """Return where a claim comes from; ``carriers`` are in the order of time, the first first.

    One origin have those who credit the same party, those who credit an outlet and what that
    outlet says, copies of one article, and those who credit nobody what was credited before.
    """
    sets = list(range(len(carriers)))
    known: dict[tuple[str, str | int], int] = {}
    by_outlet: dict[str, int] = {}
    credited = {one.article for one in carriers if one.party}
    for at, one in enumerate(carriers):
        if one.outlet:
            by_outlet.setdefault(_plain(one.outlet), at)
    relays = {at for at, one in enumerate(carriers) if _relayed(one, by_outlet) not in (None, at)}
    dropped = []
    attributed: int | None = None
    for at, one in enumerate(carriers):
        _join(sets, at, known.setdefault(("family", one.family), at))
        if at in relays:
            target = _relayed(one, by_outlet)
            assert target is not None
            _join(sets, at, target)
        elif one.party:
            _join(sets, at, known.setdefault(_word(one), at))
        elif attributed is not None:
            _join(sets, at, attributed)
            if one.article not in credited:
                dropped.append(at)
        if one.party and attributed is None:
            attributed = at
    origins: dict[int, str] = {}
    for at, one in enumerate(carriers):
        root = _root(sets, at)
        if root not in origins or (not origins[root] and at not in relays):
            origins[root] = "" if at in relays else _name(one)
    names = tuple(name or carriers[root].outlet or _ANOTHER for root, name in origins.items())
    outlets = tuple(dict.fromkeys(one.outlet for one in carriers if one.outlet))
    checked = tuple(at for at, one in enumerate(carriers) if one.status in _CHECKED)
    agreed = {at for at, one in enumerate(carriers) if one.status == Status.CORROBORATED}
    circular = len(names) == 1 and len(outlets) > 1
    return Traced(
        outlets, names, tuple(dropped), checked,
        tuple(sorted(relays | agreed)) if circular else (),
        len({one.family for one in carriers}),
    )  # fmt: skip


def _relayed(one: Carrier, by_outlet: dict[str, int]) -> int | None:
    """Return the first carrier of the outlet that is credited; None where none is."""
    for name in (one.source, one.party, one.hearer):
        other = name and _plain(name) != _plain(one.outlet)
        found = by_outlet.get(_plain(name)) if other else None
        if found is not None:
            return found
    return None


def _word(one: Carrier) -> tuple[str, str]:
    if one.party != UNKNOWN:
        return "party", one.party
    if one.hearer:
        return "outlet", _plain(one.hearer)
    return "unnamed", ""  # nobody can tell one from another


def _name(one: Carrier) -> str:
    if one.party and one.party != UNKNOWN:
        return one.party
    if one.party:
        return f"{_ANOTHER} of {one.hearer}" if one.hearer else _ANOTHER
    return one.outlet


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").strip()


def _root(sets: list[int], at: int) -> int:
    while sets[at] != at:
        sets[at] = at = sets[sets[at]]
    return at


def _join(sets: list[int], one: int, other: int) -> None:
    here, there = sorted((_root(sets, one), _root(sets, other)))
    sets[there] = here
