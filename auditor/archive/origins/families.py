"""Families: articles that share text, by what each has taken from an earlier one.

Articles are put in the order of time.  One whose text is mostly that of an earlier article is its
*copy*, and belongs to that article's family and to no other; one that holds a passage of it is
a *lift*, and stands in every family that it takes from.  So an article that quotes two others does
not make one family of them.

No two articles are compared unless they share sampled shingles: those of each shingle that is
found again are held against the first article that has it and the last one before, not all
against all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.archive.origins.shingles import Prints, Shingles, shared

COPIED = 0.5  # the part of an article that makes it a copy
LIFTED = 50  # words that make a lift
_SHINGLES = 3  # sampled ones that a copy must share
_LIFTED = 5  # sampled ones that a lift must share
_DENSE = 16  # words to a shared shingle of a lift, at most: four where nothing is edited
_SAME = 0.8  # of a passage: what else is shared of it goes without saying
_COMMON = 50  # articles that may share a shingle, unless it spreads as news does
_NEWS_DAYS = 31  # in which a text spreads as news does
_NEWS_OUTLETS = 3  # articles of one outlet, on the average, that it comes to
_PARTS = 16  # of all shingles: one after the other, to hold less at a time
_UNDATED = date.max.toordinal()
_Numbers = NDArray[np.uint64]


class Text(NamedTuple):
    """An article."""

    id: str
    text: str
    date: date | None = None
    outlet: str = ""


class Kind(StrEnum):
    """What an article is to its family."""

    FIRST = "first"
    COPY = "copy"
    LIFT = "lift"


class Member(NamedTuple):
    """An article in a family, which has the name of its first article."""

    family: str
    article: str
    kind: Kind
    taken_from: str  # the article that it shares most with; "" for the first
    words: int  # that it shares with it
    share: float  # of its own words


class _Link(NamedTuple):
    """What a later article has of an earlier one."""

    earlier: int
    later: int
    words: int
    share: float


class _About(NamedTuple):
    id: str
    day: int
    outlet: int
    prints: Prints


def families(texts: Iterable[Text]) -> Iterator[Member]:
    """Yield the members of all families of two or more, family by family in the order of time.

    Articles without a date come after those that have one, longer ones first; so of two that
    have none the longer one is taken for the first.
    """
    articles = _ordered(texts)
    links = list(_links(articles))
    homes = _homes(links)
    members = _members(links, homes)
    for root in sorted(members):
        family = articles[root]
        yield Member(family.id, family.id, Kind.FIRST, "", family.prints.words, 1.0)
        for later, link in sorted(members[root].items()):
            kind = Kind.COPY if link is homes.get(later) else Kind.LIFT
            source = articles[link.earlier].id
            yield Member(family.id, articles[later].id, kind, source, link.words, link.share)


def _members(links: Iterable[_Link], homes: Mapping[int, _Link]) -> dict[int, dict[int, _Link]]:
    """Return, by the first article of each family, what the others have of it.

    What two articles have from a third one makes no family of the two.
    """
    members: dict[int, dict[int, _Link]] = {}
    families: dict[int, dict[int, int]] = {}  # of an article, with the words it has from each
    for later, found in groupby(sorted(links, key=_later), _later):
        own = families.setdefault(later, {})
        for link in sorted(found, key=lambda link: (link is not homes.get(later), link.earlier)):
            of = families.get(link.earlier) or {link.earlier: link.words}
            if any(own.get(root, 0) >= _SAME * link.words for root in of):
                continue
            # The family of an article's home is the first that it has.
            root = next(iter(of)) if link.earlier in homes else link.earlier
            own[root] = link.words
            members.setdefault(root, {})[later] = link
    return members


def _later(link: _Link) -> int:
    return link.later


def _homes(links: Iterable[_Link]) -> dict[int, _Link]:
    """Return, for each article that is a copy, what it has most of."""
    homes: dict[int, _Link] = {}
    for link in links:
        held = homes.get(link.later)
        if link.share >= COPIED and (
            held is None or (link.share, -link.earlier) > (held.share, -held.earlier)
        ):
            homes[link.later] = link
    return homes


def _ordered(texts: Iterable[Text]) -> list[_About]:
    shingles = Shingles()
    outlets: dict[str, int] = {}
    articles = [
        _About(
            one.id,
            one.date.toordinal() if one.date else _UNDATED,
            outlets.setdefault(one.outlet, len(outlets)),
            shingles.of(one.text),
        )
        for one in texts
    ]
    return sorted(articles, key=lambda one: (one.day, -one.prints.words, one.id))


def _links(articles: Sequence[_About]) -> Iterator[_Link]:
    """Yield what articles have of earlier ones, where it is enough for a family."""
    for pair in _pairs(articles).tolist():
        earlier, later = pair >> 32, pair & 0xFFFFFFFF
        one, other = articles[earlier].prints, articles[later].prints
        common = shared(one, other)
        words, count = common.words[1], common.shingles
        if count >= _SHINGLES:
            share = round(words / other.words, 4)
            lifted = count >= _LIFTED and LIFTED <= words <= _DENSE * count
            if share >= COPIED or lifted:
                yield _Link(earlier, later, words, share)


def _pairs(articles: Sequence[_About]) -> _Numbers:
    """Return pairs, ``earlier << 32 | later``, that share at least two of the same shingles."""
    if not articles:
        return np.zeros(0, np.uint64)
    hashes = np.concatenate([one.prints.hashes for one in articles])
    counts = [len(one.prints.hashes) for one in articles]
    owners = np.repeat(np.arange(len(articles), dtype=np.uint64), counts)
    days = np.array([one.day for one in articles])
    outlets = np.array([one.outlet for one in articles])
    found = []
    for part in range(_PARTS):
        own = hashes % _PARTS == part
        entries = hashes[own].astype(np.uint64) << np.uint64(32) | owners[own]
        found.append(_of_entries(np.sort(entries), days, outlets))
    pairs, times = np.unique(np.concatenate(found), return_counts=True)
    several: _Numbers = pairs[times >= _SHINGLES - 1]
    return several


def _of_entries(entries: _Numbers, days: NDArray[np.int64], outlets: NDArray[np.int64]) -> _Numbers:
    """Return, for each shingle, its articles paired with the first one and the one before."""
    starts = np.flatnonzero(np.diff((entries >> np.uint64(32)).astype(np.int64), prepend=-1))
    sizes = np.diff(starts, append=len(entries))
    articles = entries & np.uint64(0xFFFFFFFF)
    kept = np.repeat(_news(articles, starts, sizes, days, outlets), sizes)
    firsts = np.repeat(starts, sizes)
    places = np.arange(len(entries))
    second = places - firsts
    before = places[kept & (second >= 1)]
    behind = places[kept & (second >= 2)]
    earlier = np.concatenate([articles[before - 1], articles[firsts[behind]]])
    later = np.concatenate([articles[before], articles[behind]])
    pairs: _Numbers = earlier << np.uint64(32) | later
    return pairs


def _news(
    articles: _Numbers,
    starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    days: NDArray[np.int64],
    outlets: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return for each shingle whether it is news: boilerplate goes on, in the same outlets."""
    news = sizes <= _COMMON
    for at in np.flatnonzero(~news):
        held = articles[starts[at] : starts[at] + sizes[at]].astype(np.int64)
        dated = days[held]
        brief = dated[-1] != _UNDATED and dated[-1] - dated[0] <= _NEWS_DAYS
        news[at] = brief and len(held) <= _NEWS_OUTLETS * len(np.unique(outlets[held]))
    return news
