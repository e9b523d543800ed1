"""The party packs that come with the program: whole, reciprocal, and even-handed."""

from __future__ import annotations

from collections import defaultdict

from auditor.model import Role
from auditor.packs.check import check_examples
from auditor.packs.load import load_rules

RULES = load_rules()
PARTY_RULES = [rule for rule in RULES.rules if rule.kind == "party"]


def adversaries() -> dict[str, set[str]]:
    """Return the adversaries that each party lists."""
    found: dict[str, set[str]] = defaultdict(set)
    for rule in PARTY_RULES:
        found[rule.traits["party"]].update(filter(None, rule.traits.get("adverse", "").split(", ")))
    return found


def test_adversaries_name_each_other() -> None:
    listed = adversaries()
    one_sided = [
        (party, other)
        for party, others in listed.items()
        for other in others
        if party not in listed.get(other, ())
    ]
    assert not one_sided


def test_adversaries_have_the_same_role() -> None:
    uneven = [
        (party, other)
        for party, others in adversaries().items()
        for other in others
        if RULES.parties[party].role is not RULES.parties[other].role
    ]
    assert not uneven


def test_no_independent_party_has_an_adversary() -> None:
    assert not [
        party
        for party, others in adversaries().items()
        if others and RULES.parties[party].role is Role.INDEPENDENT
    ]


def test_every_country_can_be_told_by_name_and_people() -> None:
    facets: dict[str, set[str]] = defaultdict(set)
    for rule in PARTY_RULES:
        facets[rule.traits["party"]].add(rule.traits["facet"])
    countries = [entry.name for entry in RULES.parties.values() if entry.type == "country"]
    assert len(countries) > 175
    assert all("names" in facets[name] for name in countries)
    assert sum("demonyms" in facets[name] for name in countries) > 165


def test_the_packs_of_this_part_find_their_examples() -> None:
    packs = {rule.id.partition("/")[0] for rule in PARTY_RULES} | {"sources", "alignment"}
    failures = [line for line in check_examples(RULES) if any(f"{pack}/" in line for pack in packs)]
    assert not failures
