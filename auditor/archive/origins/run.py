"""From the tables of an archive to those of its origins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.archive.origins import tables
from auditor.archive.origins.carried import Carried, day
from auditor.archive.origins.families import Kind, Member, Text, families
from auditor.archive.rows import Row
from auditor.archive.schema import CIRCULAR, CLAIMS, FAMILIES, TOPICS
from auditor.model import RuleSet


class Counts(NamedTuple):
    """How many there are."""

    articles: int
    families: int
    members: int
    claims: int
    circular: int


def origins(folder: Path, rules: RuleSet) -> Counts:
    """Write the tables ``families``, ``claims``, ``circular`` and ``topics`` of an archive.

    Texts are read and not held.  Raises UsageError for a folder without tables.
    """
    order = sorted(tables.articles(folder), key=lambda one: (day(one), one.id))
    articles = {one.id: one for one in order}
    members = list(families(_texts(folder, articles)))
    tables.write(folder, FAMILIES, (_family(one, articles) for one in members))
    carried = Carried(order, *_kin(order, members), rules)
    carried.read(folder)
    claims = tables.write(folder, CLAIMS, carried.claims())
    circular = tables.write(folder, CIRCULAR, carried.findings())
    tables.write(folder, TOPICS, carried.topics.rows())
    first = sum(one.kind is Kind.FIRST for one in members)
    return Counts(len(order), first, len(members), claims, circular)


def _texts(folder: Path, articles: Mapping[str, tables.Article]) -> Iterator[Text]:
    for id, passages in tables.passages(folder):
        article = articles[id]
        text = " ".join(one.text or "" for one in passages)
        yield Text(id, text, article.date, article.outlet or "")


def _family(one: Member, articles: Mapping[str, tables.Article]) -> Row:
    article = articles[one.article]
    return (
        one.family, one.article, str(one.kind), one.taken_from or None, one.words, one.share,
        article.outlet, article.date,
    )  # fmt: skip


def _kin(order: Sequence[tables.Article], members: Sequence[Member]) -> tuple[list[int], list[int]]:
    """Return what each article is a copy of, and what it has anything from: itself, if nothing."""
    places = {one.id: place for place, one in enumerate(order)}
    copied, taken = list(range(len(order))), list(range(len(order)))
    for one in members:
        place, family = places[one.article], places[one.family]
        if one.kind is Kind.COPY:
            copied[place] = family
        taken[place] = min(taken[place], family)
    return copied, taken
