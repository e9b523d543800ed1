"""Segments to the figures of an article: the share, its parts and its range, parties, sources."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from auditor.model import (
    EXCLUDED,
    UNVERIFIED,
    Layout,
    Naming,
    Party,
    Resolution,
    Role,
    RuleSet,
    Segment,
    Source,
    Status,
)

INTERVAL_OWN, INTERVAL_COMMON = "interval own", "interval common"  # settings of the choice
_SHARES = tuple(status for status in Status if status not in EXCLUDED)
_UNNAMED = frozenset({Naming.ANONYMOUS, Naming.VAGUE})


class Tally(NamedTuple):
    """The figures of one article; ``metrics`` has the keys of the report."""

    words: int
    content_words: int
    metrics: Mapping[str, float | int | str | None]
    sources: tuple[Source, ...]
    parties: tuple[Party, ...]


def score(
    layout: Layout, segments: Sequence[Segment], resolution: Resolution, rules: RuleSet
) -> Tally:
    """Return the figures of an article from its segments.

    Shares are parts of the content words.  ``resolution`` gives the sources and
    their roles; ``rules`` the roles of parties that the packs know.
    """
    content = [segment for segment in segments if segment.status not in EXCLUDED]
    total = sum(segment.words for segment in content)
    words = dict.fromkeys(_SHARES, 0)
    for segment in content:
        words[segment.status] += segment.words

    def part(count: int) -> float:
        return count / total if total else 0.0

    unverified = [segment for segment in content if segment.status in UNVERIFIED]
    single = sum(segment.words for segment in unverified)
    carried = sum(segment.words for segment in unverified if segment.carried)
    choice = rules.choices.get("status")
    low, high = interval(doubt(content), choice.settings if choice else {})
    sources = _sources(layout, content, resolution)
    parties = _parties(content, sources, rules, part)
    largest = max(parties, key=lambda party: party.words, default=None)
    first = _paragraphs(layout, content, {party.name: party.role for party in parties})
    metrics: dict[str, float | int | str | None] = {
        "unverified_single_party_share": part(single),
        "strict_share": part(single - carried),
        "carried_share": part(carried),
        "share_low": low,
        "share_high": high,
        **{f"{status}_share": part(words[status]) for status in _SHARES},
        "one_party_words": sum(s.words for s in content if _on_one_party(s)),
        "one_party_share": part(sum(s.words for s in content if _on_one_party(s))),
        "parties": len(parties),
        "sources": sum(1 for source in sources if source.words),
        "unnamed_sources": sum(1 for s in sources if s.words and s.naming in _UNNAMED),
        "largest_party": largest.name if largest else None,
        "largest_party_share": largest.share if largest else 0.0,
        **first,
    }
    return Tally(sum(s.words for s in segments), total, metrics, sources, parties)


def _on_one_party(segment: Segment) -> bool:
    """Whether nothing but one party's word, claim or position, carries the segment."""
    return segment.status in UNVERIFIED or segment.status is Status.POSITION


class Doubt(NamedTuple):
    """What an article's interval is made of: parts of its content words, each 0 to 1."""

    share: float  # of words that count as unverified
    likely: float  # the sum of the words, each by how likely it counts
    own: float  # the deviation of that sum, were the segments' doubts independent


def doubt(content: Sequence[Segment]) -> Doubt:
    """Return the doubt of an article from its segments, the excluded ones left out."""
    total = sum(segment.words for segment in content)
    if not total:
        return Doubt(0.0, 0.0, 0.0)
    return Doubt(
        sum(s.words for s in content if s.status in UNVERIFIED) / total,
        sum(s.words * s.unverified for s in content) / total,
        sum((s.words / total) ** 2 * s.unverified * (1 - s.unverified) for s in content) ** 0.5,
    )


def interval(doubt: Doubt, settings: Mapping[str, float]) -> tuple[float, float]:
    """Return both ends of the interval in which the share is likely to lie.

    ``settings`` say how strongly the doubt of each segment, and the one that an article's
    segments share, count (``training/interval.py``).
    """
    share, likely, own = doubt
    common = 2 * (likely * (1 - likely)) ** 0.5 if 0 < likely < 1 else 0.0
    width = settings.get(INTERVAL_OWN, 0.0) * own + settings.get(INTERVAL_COMMON, 0.0) * common
    return max(0.0, min(share, likely - width)), min(1.0, max(share, likely + width))


def _sources(
    layout: Layout, content: Sequence[Segment], resolution: Resolution
) -> tuple[Source, ...]:
    """Return the sources with the words that rest on each."""
    words = [0] * len(resolution.sources)
    for segment in content:
        if segment.attribution is None:
            continue
        at = resolution.source_of[segment.attribution - 1]
        if at is not None:
            words[at] += segment.words
    return tuple(
        source._replace(words=count) if count else source
        for source, count in zip(resolution.sources, words, strict=True)
    )


def _parties(
    content: Sequence[Segment],
    sources: Sequence[Source],
    rules: RuleSet,
    part: Callable[[int], float],
) -> tuple[Party, ...]:
    """Return the parties by their words, the largest first."""
    words: dict[str, int] = {}
    for segment in content:
        if segment.party is not None and segment.party != "unknown":
            words[segment.party] = words.get(segment.party, 0) + segment.words
    found = []
    for name, count in words.items():
        its = [source for source in sources if source.party == name]
        entry = rules.parties.get(name)
        role = entry.role if entry else next((s.role for s in its), Role.UNKNOWN)
        found.append(Party(name, role, count, part(count), tuple(s.id for s in its)))
    found.sort(key=lambda party: -party.words)  # of equals, the one met first
    return tuple(found)


def _paragraphs(
    layout: Layout, content: Sequence[Segment], roles: Mapping[str, Role]
) -> dict[str, int | None]:
    """Return the first paragraphs (from 1) with a second party and with an independent source."""
    seen: set[str] = set()
    second: int | None = None
    independent: int | None = None
    at = 0
    bounds = [layout.ends[layout.sentences[p.end - 1].end - 1] for p in layout.paragraphs]
    for segment in content:
        while at < len(bounds) - 1 and bounds[at] <= segment.start:
            at += 1
        if segment.party is not None and segment.party != "unknown":
            seen.add(segment.party)
        if second is None and len(seen) > 1:
            second = at + 1
        if independent is None and (
            segment.status in (Status.INDEPENDENT, Status.VERIFIED)
            or (segment.party is not None and roles.get(segment.party) is Role.INDEPENDENT)
        ):
            independent = at + 1
    return {"first_second_party_paragraph": second, "first_independent_paragraph": independent}
