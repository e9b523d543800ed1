"""The claims that articles of an archive share, as rows of its tables."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from auditor.archive.origins import tables
from auditor.archive.origins.claims import Passages, Terms
from auditor.archive.origins.topics import Topics
from auditor.archive.origins.trace import Carrier, Traced, trace
from auditor.archive.rows import Row
from auditor.english import english
from auditor.model import RuleSet, Status

_UNDATED = date.max.toordinal()
# Whom a source told it: "a diplomat told the Meridian Post".
_TOLD = re.compile(r"\btold (?:the )?((?:[A-Z][\w’'-]+ ?){1,4})")
_HEARD = frozenset((Status.ANONYMOUS, Status.SINGLE_PARTY, Status.DISCLAIMED))


def day(article: tables.Article) -> int:
    """Return the day of an article; those without a date come after all others."""
    return article.date.toordinal() if article.date else _UNDATED


class _Claim(NamedTuple):
    passages: Sequence[int]  # one for each article, in the order of time
    carriers: Sequence[Carrier]
    traced: Traced

    @property
    def circular(self) -> bool:
        """Whether what looks like support of several outlets is one word."""
        traced = self.traced
        return len(traced.outlets) > 1 and len(traced.origins) == 1 and traced.texts > 1


class Carried:
    """The shared claims of articles, which are given in the order of time.

    ``copied`` has, for each article, the place of the article that it is a copy of, and
    ``taken`` of one that it has anything from; its own where there is none.
    """

    def __init__(
        self,
        articles: Sequence[tables.Article],
        copied: Sequence[int],
        taken: Sequence[int],
        rules: RuleSet,
    ) -> None:
        self._articles, self._copied, self._taken = articles, copied, taken
        words = english(rules)
        self.topics = Topics(
            words.months | words.weekdays | words.function_words | words.abbreviated_titles
        )
        self._terms = Terms(words.function_words)
        self._passages = Passages()
        # Of each passage; a table of its own would take ten times as much.
        self._rows, self._numbers, self._of, self._told = (array("I") for _ in range(4))
        self._known: dict[tuple[str, str, str, str], int] = {}
        self._claims: list[_Claim] = []
        self._said: dict[int, Row] = {}

    def read(self, folder: Path) -> None:
        """Read the passages of all articles, and find what they share."""
        places = {one.id: place for place, one in enumerate(self._articles)}
        for article, found in tables.passages(folder):
            self.topics.add(article, (one.text or "" for one in found))
            self._add(places[article], found)
        days = [one.date.toordinal() if one.date else -1 for one in self._articles]
        names = list(self._known)
        for group in self._passages.groups(self._of, days, self._taken):
            carriers = [self._carrier(at, names) for at in group]
            if carriers[0].article != carriers[-1].article and any(c.party for c in carriers):
                self._claims.append(_Claim(group, carriers, trace(carriers)))
        self._claims.sort(key=lambda one: (-len({c.article for c in one.carriers}), one.passages))
        wanted = {one.passages[0] for one in self._claims}
        wanted.update(at for one in self._claims if one.circular for at in one.passages)
        at_row = {self._rows[at]: at for at in wanted}
        said = tables.picked(folder, "segments", ("text", "start", "end"), sorted(at_row))
        self._said = {at_row[row]: cells for row, cells in said}

    def _add(self, place: int, passages: Iterable[tables.Passage]) -> None:
        for one in passages:
            if one.status == Status.POSITION:
                continue
            text, source = one.text or "", one.source_name or ""
            self._passages.add(self._terms.of(text, f"{source} {one.party or ''}"))
            credited = (one.party or "") if one.attribution is not None else ""
            heard = _TOLD.search(text) if one.status in _HEARD else None
            told = one.status, credited, source, heard[1].strip() if heard else ""
            self._rows.append(one.row)
            self._numbers.append(one.number)
            self._of.append(place)
            self._told.append(self._known.setdefault(told, len(self._known)))

    def _carrier(self, at: int, names: Sequence[tuple[str, str, str, str]]) -> Carrier:
        article = self._of[at]
        outlet = self._articles[article].outlet or ""
        return Carrier(article, outlet, self._copied[article], *names[self._told[at]])

    def claims(self) -> Iterator[Row]:
        """Yield the rows of ``claims``, those first that most articles carry."""
        for one in self._claims:
            first = self._articles[one.carriers[0].article]
            numbers: dict[str, int] = {}
            for at in one.passages:
                numbers.setdefault(self._id(at), self._numbers[at])
            traced = one.traced
            lists = (
                list(dict.fromkeys(self._id(one.passages[at]) for at in places))
                for places in (traced.dropped, traced.checked, traced.circular)
            )
            yield (
                first.id, self._numbers[one.passages[0]], self._said[one.passages[0]][0],
                next(carrier.party for carrier in one.carriers if carrier.party),
                first.outlet, first.date, list(numbers), list(numbers.values()),
                list(traced.outlets), traced.texts, len(traced.origins), list(traced.origins),
                *lists,
            )  # fmt: skip

    def findings(self) -> Iterator[Row]:
        """Yield the rows of ``circular``: one for each article and claim."""
        for one in self._claims:
            if not one.circular:
                continue
            message = self._message(one)
            relied = {one.carriers[at].article for at in one.traced.circular}
            firsts: dict[int, int] = {}
            for at in one.passages:
                firsts.setdefault(self._of[at], at)
            for article, at in firsts.items():
                id, (text, start, end) = self._id(at), self._said[at]
                mark = sha256(f"circular\0{id}\0{text}".encode("utf-8", "replace")).hexdigest()
                severity = "warning" if article in relied else "note"
                yield id, "circular", severity, message, None, start, end, text, mark[:16], None

    def _message(self, one: _Claim) -> str:
        first = self._articles[one.carriers[0].article]
        where = ", ".join(filter(None, (first.outlet, first.date and first.date.isoformat())))
        count = len({carrier.article for carrier in one.carriers})
        return (
            f"{count:,} articles of {len(one.traced.outlets):,} outlets carry this, all on one "
            f"word: {one.traced.origins[0]} (first in {where or first.id})"
        )

    def _id(self, at: int) -> str:
        return self._articles[self._of[at]].id
