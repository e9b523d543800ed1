"""The policy rules: each fires in its own examples and keeps quiet in the others."""

from __future__ import annotations

import pytest

from auditor import audit_text, load_rules
from auditor.findings import DETECTORS, acknowledged
from auditor.model import Audit, Rule
from auditor.packs.check import example_document

RULES = load_rules()
POLICY = [rule for rule in RULES.rules if rule.kind == "policy"]


def _audit(text: str) -> Audit:
    return audit_text(example_document(text), RULES)


def _fired(text: str, rule: Rule) -> bool:
    return any(finding.rule == rule.id for finding in _audit(text).findings)


@pytest.mark.parametrize("rule", POLICY, ids=lambda rule: rule.id)
def test_fires_in_its_examples(rule: Rule) -> None:
    for text in rule.find:
        assert _fired(text, rule), text


@pytest.mark.parametrize("rule", POLICY, ids=lambda rule: rule.id)
def test_leaves_the_others_alone(rule: Rule) -> None:
    for text in rule.leave:
        assert not _fired(text, rule), text


def test_every_rule_has_a_detector_and_every_detector_a_rule() -> None:
    assert {rule.id.rpartition("/")[2] for rule in POLICY} == DETECTORS.keys() | acknowledged.RULES


def test_fingerprint_survives_lines_that_shift() -> None:
    text = "The minister claimed that the bridge was open."
    (before,) = (f for f in _audit(text).findings if f.rule.endswith("loaded-verb"))
    shifted = _audit("The market was closed on Friday.\n\n" + text)
    (after,) = (f for f in shifted.findings if f.rule.endswith("loaded-verb"))
    assert before.fingerprint == after.fingerprint
    assert before.start != after.start


def test_equal_passages_have_fingerprints_of_their_own() -> None:
    text = "The minister claimed that the bridge was open.\n\n"
    prints = [f.fingerprint for f in _audit(text * 2).findings if f.rule.endswith("loaded-verb")]
    assert len(set(prints)) == 2


# (rule, what it has to leave alone)
FALSE_ALARMS = [
    ("loaded-verb", "The club claimed the prize on Sunday."),
    ("loaded-verb", "The Northland army claimed responsibility for the fire."),
    ("loaded-verb", "The refugees admitted to Norway were happy."),
    ("loaded-verb", "She declined to claim outright victory."),
    ("loaded-verb", "The army denied all claims that it was responsible."),
    (
        "anonymity-without-reason",
        "The plant was closed, said an engineer who spoke on condition of anonymity for fear of "
        "losing her job.",
    ),
    ("casualty-without-source", "The judge died four days later."),
    ("casualty-without-source", "Berg, who died on Friday at age 74, loved ferries."),
    ("casualty-without-source", "The town honoured the nine people killed at the mill."),
    ("casualty-without-source", "A fire at the mill that killed nine people shook the town."),
    ("casualty-without-source", "In March, gunmen killed nine people at the mill."),
    (
        "casualty-without-source",
        "Nine people were killed at the mill. The nine dead were miners, police said.",
    ),
    (
        "headline-states-claim",
        "Norway issues 'deep and sincere apology' to miners\n\nNorway's government said it "
        "issued a deep and sincere apology to miners.",
    ),
    (
        "headline-states-claim",
        "Some 40 million pupils use the railway daily\n\nSome 40 million pupils use the railway "
        "daily, according to data of the transport ministry.",
    ),
    ("casualty-without-source", "Jim Bray died in 2014."),
    ("casualty-without-source", "Two men were killed in the 2012 fire at the mill."),
    ("casualty-without-source", "He was killed in the crash on August 27."),
    ("anonymity-without-reason", "The diplomat's wife involved in the crash left the country."),
    (
        "anonymity-without-reason",
        "The plant was closed, said an engineer who spoke on condition of anonymity to discuss "
        "private talks.",
    ),
    ("single-anonymous-source", "Many readers said the paper was late."),
    ("second-hand-claim", "Reuters, citing two officials, reported that the plant was sold."),
    ("second-hand-claim", "A new CNN poll says that 40 percent of voters are undecided."),
    (
        "accused-not-heard",
        "The minister accused his rival of a plan like that of Russia.",
    ),
    (
        "contested-without-disclaimer",
        "Norway's minister said the bridge was open. Sweden's minister rejected the idea of a "
        "second bridge.",
    ),
    (
        "headline-states-claim",
        "Holm: council burned the Harlow grain depot\n\nThe council burned the grain depot in "
        "Harlow, Anna Holm said.",
    ),
]


@pytest.mark.parametrize(("name", "text"), FALSE_ALARMS)
def test_false_alarms(name: str, text: str) -> None:
    assert not [f for f in _audit(text).findings if f.rule == f"policy-en/{name}"]


@pytest.mark.parametrize(
    "text",
    ["reportedly Moscow claimed", "claimed", "Norway admitted", "claims that", '"', "3 killed"],
)
def test_texts_that_break_off_are_read(text: str) -> None:
    assert audit_text(text, RULES).segments
