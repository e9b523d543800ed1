"""Match single phrases against texts, for the tests of the phrase language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from auditor.formats import read_text
from auditor.model import Layout, Match
from auditor.packs.grow import Builder
from auditor.packs.load import load_rules
from auditor.packs.matcher import PhraseMatcher
from auditor.packs.phrase import NUMBERS, parse
from auditor.segment import segment

RULES = load_rules()


def matcher(
    phrases: Sequence[str], lists: Mapping[str, Sequence[str]] | None = None
) -> PhraseMatcher:
    """Return a matcher of one rule per phrase, all of one kind, as a cache would keep it."""
    known = {NUMBERS: sorted(RULES.lists[NUMBERS]), **(lists or {})}
    parsed = {name: [parse(entry) for entry in entries] for name, entries in known.items()}
    builder = Builder(parsed)
    for number, phrase in enumerate(phrases):
        builder.add(parse(phrase), number)
    kinds = ["k"] * len(phrases)
    built = PhraseMatcher(builder.graph, kinds)
    return PhraseMatcher.from_data(json.loads(json.dumps(built.data())), kinds)


def found(phrase: str, text: str, lists: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    """Return the stretches of ``text`` that the phrase matches."""
    layout, matches = located([phrase], text, lists)
    return [cut(layout, match.first, match.end) for match in matches]


def located(
    phrases: Sequence[str], text: str, lists: Mapping[str, Sequence[str]] | None = None
) -> tuple[Layout, Sequence[Match]]:
    """Return the layout of ``text`` and the matches of the phrases."""
    layout = segment(read_text(text), RULES)
    return layout, matcher(phrases, lists).find(layout)["k"]


def cut(layout: Layout, first: int, end: int) -> str:
    """Return the text of a token range."""
    start, stop = layout.span(first, end)
    return layout.document.text[start:stop]
