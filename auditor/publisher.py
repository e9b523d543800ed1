"""The outlet itself, by the names that its configuration gives it."""

from __future__ import annotations

from auditor.model import RuleSet, Source

LIST = "publisher"  # the list that holds the names, where there are any


def own_names(rules: RuleSet) -> frozenset[str]:
    """Return the publisher's names as ``is_own`` compares them; empty if none is known."""
    return frozenset(map(_plain, rules.lists.get(LIST, ())))


def is_own(source: Source, names: frozenset[str]) -> bool:
    """Whether a source is the outlet that publishes the article."""
    return bool(names) and (_plain(source.name) in names or _plain(source.party) in names)


def _plain(name: str) -> str:
    """Return a name without case, spaces and its article: lists keep tokens, articles text."""
    return "".join(name.lower().removeprefix("the ").split())
