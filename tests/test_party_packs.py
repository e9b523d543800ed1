"""The party packs that come with the program: whole, reciprocal, and even-handed."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from auditor.audit import audit_text
from auditor.cli.tryout import try_rules
from auditor.errors import RulePackError
from auditor.formats import read_text
from auditor.match import match
from auditor.model import Role
from auditor.packs.check import check_examples
from auditor.packs.kinds import TYPES
from auditor.packs.lint import lint
from auditor.packs.load import load_rules
from auditor.segment import segment

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


# ---------------------------------------------------------------- packs of one's own

_MINE = """\
pack: mine
version: "1.0.0"
about: More names, and one that another pack has.
parties:
  - extends: {extends}
    bodies: [=HGQ]
    examples: {{find: ["The {{HGQ}} said so."], leave: ["Nobody said so."]}}
  - name: Lund Line
    role: interested
    type: corporate
    names: [=IAEA]
    examples: {{find: ["The {{IAEA}} said so."], leave: ["Nobody said so."]}}
"""


def mine(folder: Path, extends: str = "Sudan") -> Path:
    path = folder / "mine.yaml"
    path.write_text(_MINE.format(extends=extends))
    return path


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The HGQ said the dock was full.", "Sudan"),  # an addition to a built-in party
        ("The IAEA said the dock was full.", "Lund Line"),  # one's own pack goes first
    ],
)
def test_a_pack_of_ones_own_adds_names_and_goes_first(
    tmp_path: Path, text: str, party: str
) -> None:
    rules = load_rules([mine(tmp_path)])
    assert [source.party for source in audit_text(text, rules).sources] == [party]


def test_who_extends_nobody_is_told(tmp_path: Path) -> None:
    with pytest.raises(RulePackError) as error:
        load_rules([mine(tmp_path, "Sudann")])
    assert "mine.yaml:5:14: there is no party 'Sudann' to extend; did you mean 'Sudan'?" in str(
        error.value
    )


def test_lint_tells_a_name_that_two_packs_claim(tmp_path: Path) -> None:
    said = [line for line in lint(load_rules([mine(tmp_path)])) if "claimed" in line]
    assert len(said) == 1
    assert "'iaea' is claimed by Lund Line of mine, which counts" in said[0]


def test_no_name_of_the_packs_that_come_with_the_program_is_claimed_twice() -> None:
    assert not [line for line in lint(RULES) if "claimed" in line]


def test_try_shows_source_party_and_the_pack_that_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = mine(tmp_path)
    assert try_rules(text="The IAEA said the dock was full.", rules=[str(path)]) == 0
    said = capsys.readouterr().out
    assert "source   The IAEA\n" in said
    assert "party  Lund Line" in said
    assert f"IAEA  Lund Line  mine/Lund Line/names  ({path}:8:11)" in said
    assert "IAEA  IAEA  international/IAEA/names  (not counted: claimed by an earlier pack)" in said


# ---------------------------------------------------------------- names that make no party


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # what is skipped names nobody
        (
            "Barge sinks in Wendle\n\nTwo men were hurt when a barge sank, police said.\n\n"
            "ALSO READ: Brewery sold to Finnish owner, council says\n\n"
            "The ferry company said the rope had torn.",
            {"police", "ferry company"},
        ),
        # a thing from abroad does not tell whose police it is
        (
            "Chase in Wendle\n\nThe woman rode a Swedish bicycle, police said on Friday. She owned "
            "a Polish bakery in Wendle Lane.\n\nThe health department said it had closed it.",
            {"police", "health department"},
        ),
        # initials are no company
        (
            "Kiln cracks\n\nOlaf J. Renn, a potter, came on Monday. He said the kiln had held.\n\n"
            "The school said its roof had burned.",
            {"Olaf J. Renn", "school"},
        ),
        (
            "Kiln cracks\n\nSenator O. Renn came on Monday. He said the kiln had held.",
            {"O. Renn"},
        ),
        # a department of one land is not that of another
        ("Debt grows\n\nThe Treasury Department said the debt had grown.", {"US"}),
        # researchers and those with them
        (
            "Sand moves\n\nMoor et al. (2011) found that the dune had moved. Moor and colleagues "
            "said that it had grown.",
            {"Moor et al."},
        ),
        ("Trains late\n\nThe railway said 40 trains had been late.", {"railway"}),
        # letters mean what the article says they mean
        (
            "Camp falls\n\nThe River Storm Fighters (RSF) left. The RSF said the camp was empty.",
            {"RSF"},
        ),
    ],
)
def test_only_who_is_meant_becomes_a_party(text: str, parties: set[str]) -> None:
    assert {s.party for s in audit_text(text, RULES).sources if s.mentions} == parties


# ---------------------------------------------------------------- capitals, and types

_FELL = """\
pack: fell
version: "1.0.0"
about: Names that are words, too.
parties:
  - name: Fell
    role: interested
    type: {type}
    names: [Fell, the dockers]
    bodies: [Harbour Office, Quay]
    examples: {{find: ["{{Fell}} said so."], leave: ["Nobody said so."]}}
"""
CAPITALS = {
    "The roof fell in the night.": [],
    "A man from Fell said so.": ["Fell"],
    "MAN FROM FELL SAID SO": ["FELL"],
    "Later the dockers said so.": ["the dockers"],  # as the pack writes it
    "Later The Dockers said so.": ["The Dockers"],
    "Then the harbour office said so.": ["harbour office"],  # a body of several words
    "He stood on the quay.": [],
    "a man from fell said so": ["fell"],  # nothing in it has a capital
}


@pytest.mark.parametrize("text", CAPITALS)
def test_names_have_a_capital_unless_the_pack_says_otherwise(tmp_path: Path, text: str) -> None:
    path = tmp_path / "fell.yaml"
    path.write_text(_FELL.format(type="corporate"))
    rules = load_rules([path])
    layout = segment(read_text(text), rules)
    found = [m for m in match(layout, rules).get("party", ())
             if rules.rules[m.rule].traits["party"] == "Fell"]  # fmt: skip
    assert [" ".join(layout.cased[m.first : m.end]) for m in found] == CAPITALS[text]


def test_an_unknown_type_is_an_error_with_the_list(tmp_path: Path) -> None:
    path = tmp_path / "fell.yaml"
    path.write_text(_FELL.format(type="corporat"))
    with pytest.raises(RulePackError) as caught:
        load_rules([path])
    (line,) = str(caught.value).splitlines()
    assert ":7:11: unknown type 'corporat'; did you mean 'corporate' (one of country, " in line
    assert all(entry.type in TYPES for entry in RULES.parties.values())
    page = (Path(__file__).parent.parent / "docs" / "parties.md").read_text("utf-8")
    assert all(f"`{name}`" in page for name in TYPES)
