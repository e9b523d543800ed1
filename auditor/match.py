"""The stage that finds the phrases of all rules in an article."""

from __future__ import annotations

from auditor.model import Layout, Matches, RuleSet


def match(layout: Layout, rules: RuleSet) -> Matches:
    """Return the matches by kind of rule, each list sorted by (first, -end)."""
    return rules.matcher.find(layout)
