"""The stage that finds the phrases of all rules in an article."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Layout, Match, Matches, RuleSet


def match(layout: Layout, rules: RuleSet) -> Matches:
    """Return the matches by kind of rule, each list sorted by (first, -end).

    A party's name inside a longer one is left out: who writes of "the Syrian Democratic
    Forces" names neither Syria nor the Democrats.
    """
    found = rules.matcher.find(layout)
    parties = found.get("party")
    return {**found, "party": _outermost(parties)} if parties else found


def _outermost(matches: Sequence[Match]) -> list[Match]:
    kept: list[Match] = []
    begun, reached = -1, -1
    for match in matches:
        if match[1] > reached or (match[0] == begun and match[1] == reached):
            kept.append(match)
            begun, reached = match[0], match[1]
    return kept
