"""What changed between two drafts, part by part: what text, page and JSON all tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from auditor.drafts import Drafts
from auditor.model import Finding, Segment, Source
from auditor.reports._places import Places


class Claim(NamedTuple):
    """How a passage stands now, and, where both drafts have it, how it stood before."""

    stands: tuple[Segment, ...]  # in the order of the drafts


class Part(NamedTuple):
    """Changes of one sort; ``places`` are those of the draft that their last stand is in."""

    name: tuple[str, str]  # in JSON: "claims", "added"
    title: str
    sign: str
    rows: tuple[Source | Claim | Finding, ...]
    places: Places
    before: Places


def parts(drafts: Drafts) -> list[Part]:
    """Return every part, also those in which nothing changed, in the order of the reports."""
    old, new = Places(drafts.old), Places(drafts.new)

    def part(of: str, name: str, title: str, sign: str, rows: Iterable[object]) -> Part:
        return Part((of, name), title, sign, tuple(rows), old if sign == "-" else new, old)  # type: ignore[arg-type]

    moved = map(Claim, drafts.moved)
    added, dropped = (
        [Claim((segment,)) for segment in segments] for segments in (drafts.added, drafts.dropped)
    )
    return [
        part("sources", "gained", "Sources gained", "+", drafts.gained),
        part("sources", "lost", "Sources lost", "-", drafts.lost),
        part("claims", "changed", "Claims with another status", "", moved),
        part("claims", "added", "Unverified claims added", "+", added),
        part("claims", "gone", "Unverified claims gone", "-", dropped),
        part("findings", "fixed", "Findings fixed", "-", drafts.fixed),
        part("findings", "acknowledged", "Findings acknowledged", "=", drafts.accepted),
        part("findings", "new", "New findings", "+", drafts.found),
    ]
