"""The marks on each segment, in articles invented for one rule at a time.

What the marks alone would say; the fitted choice that weighs them is tested in test_choose.py.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from marked import RULES, told, verified

from auditor import audit_text
from auditor.model import Role
from auditor.verify.decide import TABLE

ROLES = {
    "Arland": Role.BELLIGERENT,
    "Borland": Role.BELLIGERENT,
    "Monitors": Role.INDEPENDENT,
}

# (what it shows, marked article, status of each segment)
CASES = [
    (
        "one party's word",
        "[Arland's army](Arland) {said} <that two bridges were destroyed>.",
        "single_party",
    ),
    ("nobody's word", "Two bridges cross the river.", "own_voice"),
    (
        "no side",
        "[The monitors](Monitors) {said} <that two bridges were destroyed>.",
        "independent",
    ),
    (
        "unnamed",
        "[A source](unknown anonymous) {said} <that two bridges were destroyed>.",
        "anonymous",
    ),
    (
        "named party, explicit anonymity",
        "[An official](Arland role) {said} <two bridges were destroyed>, speaking on "
        "condition of anonymity.",
        "anonymous",
    ),
    ("hedge, no source", "Two bridges were reportedly destroyed.", "unsourced"),
    ("believed to", "Two men are believed to have crossed the river.", "unsourced"),
    (
        "hedge inside",
        "[Arland](Arland) {said} <one bridge was reportedly destroyed>.",
        "single_party",
    ),
    # the form of the sentence
    (
        "closing attribution owns what stands before it",
        "<Two bridges were destroyed>, [the army](Arland) {said}.",
        "single_party",
    ),
    (
        "a coordinate clause of the writer's own",
        "[The army](Arland) {said} <that two bridges were destroyed>, and the road has "
        "been closed since May.",
        "single_party own_voice",
    ),
    (
        "two sides in one sentence",
        "[Arland](Arland) {said} <two bridges were destroyed>, but [2:Borland](Borland) "
        "{2:said} <2:one was hit>.",
        "single_party single_party",
    ),
    (
        "one source twice",
        "[Arland](Arland) {said} <two bridges were destroyed> and {2:added} <2:that one was hit>.",
        "single_party",
    ),
    (
        "a relative clause with its own source",
        "The fire spread through two depots, <which> [the mayor](Arland) {said} <were empty>.",
        "own_voice single_party",
    ),
    (
        "a participle that reports after an act",
        "The president signed the law, {stating} <that one bridge was destroyed>.",
        "own_voice",
    ),
    (
        "a tail of hearsay",
        "The army left the town on Monday, amid claims that two bridges were destroyed.",
        "own_voice unsourced",
    ),
    # positions
    (
        "no capability is a prediction",
        "[Arland](Arland) {said} <it could not be seen>.",
        "single_party",
    ),
    (
        "nor is a confirmation",
        '<"We can confirm that a shell fell,"> [he](Arland) {said}.',
        "single_party",
    ),
    (
        "fact in a speech",
        "[The mayor](Arland) {said} <that 12 people were killed on Monday>.",
        "single_party",
    ),
    # disclaimers
    (
        "this claim: the nearest",
        "[Arland](Arland) {said} <two bridges were destroyed>. [The mayor](Arland) {said}"
        " <four men were killed>. The claim could not be verified.",
        "single_party disclaimed meta",
    ),
    (
        "the information: all of that party in the paragraph",
        "[Arland](Arland) {said} <two bridges were destroyed>. [The mayor](Arland) {said}"
        " <four men were killed>. The information cannot be independently verified.",
        "disclaimed disclaimed meta",
    ),
    (
        "never forwards",
        "The claim could not be verified.\n[Arland](Arland) {said} <two bridges were destroyed>.",
        "meta single_party",
    ),
    (
        "in the claim's own sentence, before it",
        "In claims that could not be verified, [Arland](Arland) {said} <two bridges were "
        "destroyed>.",
        "disclaimed",
    ),
    (
        "a relative clause: its own",
        "[Arland](Arland) {said} <two bridges were destroyed>, which could not be "
        "independently verified.",
        "disclaimed",
    ),
    (
        "neither side: the whole article",
        "[Arland](Arland) {said} <two bridges were destroyed>.\n"
        "[Borland](Borland) {said} <one tank was hit>.\n"
        "Neither side's claims could be independently verified.",
        "disclaimed disclaimed meta",
    ),
    (
        "opening a paragraph: the one before",
        "[Arland](Arland) {said} <two bridges were destroyed>.\n"
        "The information could not be verified.",
        "disclaimed meta",
    ),
    (
        "without evidence",
        "[Arland](Arland) {claimed}, without providing evidence, <that two bridges were "
        "destroyed>.",
        "disclaimed",
    ),
    (
        "somebody else's disclaimer is content",
        "[Arland](Arland) {said} <the report could not be verified>.",
        "single_party",
    ),
    (
        "pictures of unknown origin",
        "A video shared online shows a burning depot.\nThe video could not be verified.",
        "disclaimed meta",
    ),
    ("pictures alone", "Footage posted on social media showed a burning depot.", "unsourced"),
    (
        "pictures that a party of the article released",
        "[Russia](Russia) {said} <that two bridges fell>.\nPictures released by Russia showed a "
        "burning depot.",
        "single_party single_party",
    ),
    (
        "pictures in passing",
        "The court cut the ban to three weeks after video showed that the view had been blocked.",
        "own_voice",
    ),
    # verification
    ("seen by a reporter", "AFP journalists saw two craters near the mill.", "verified"),
    ("geolocated", "Geolocated footage shows two craters near the mill.", "verified"),
    ("on record", "Court records show that the firm owed two million.", "verified"),
    (
        "a document that was seen",
        "[A memo seen by Lantern News](Arland document) {said} <that two bridges were weak>.",
        "verified",
    ),
    (
        "negated verification is none",
        "[Arland](Arland) {said} <two bridges were destroyed>. It was not independently verified.",
        "disclaimed meta",
    ),
    (
        "the article's own outlet: people tell it things",
        "[A guard](Arland) {told} the Meridian <that it fell>. The Meridian visited the mill "
        "and saw two craters.",
        "single_party verified",
    ),
    (
        "an outlet that could not see it",
        "[A guard](Arland) {told} the Meridian <that it fell>. The Meridian has not seen the mill.",
        "single_party own_voice",
    ),
    (
        "the outlet of the dateline",
        "OSLO (Northline) - The mill fell. Data of the mast, which Northline has reviewed, show "
        "a drop at noon.",
        "own_voice verified",
    ),
    (
        "an outlet that no list knows, with papers",
        "The Meridian reviewed the documents, which name two men.",
        "verified",
    ),
    ("a party is no checker", "Russia has reviewed the documents.", "own_voice"),
    ("nor is a pronoun", "He has seen the letter.", "own_voice"),
    ("nor a person", "Maria Lund has seen the letter.", "own_voice"),
    ("a visit is no check", "The Clintons have visited the mill before.", "own_voice"),
    (
        "what was checked belongs to the check",
        "Pictures taken on Sunday, which Lantern News has verified, show two craters.",
        "verified",
    ),
    (
        "minutes",
        "Minutes of the committee, published last month, put the loss at two million.",
        "verified",
    ),
    ("a treaty in force", "Under the treaty, ships may leave.", "verified"),
    ("a law that is only named", "He was charged under the law on spies.", "own_voice"),
    # chains
    (
        "an outlet citing nobody by name",
        "[Lantern News](Monitors), citing anonymous sources, {reported} <that two mills burned>.",
        "anonymous",
    ),
    # dispute and agreement
    (
        "denial",
        "[Arland](Arland) {said} <the raid destroyed two bridges>. [Borland](Borland) "
        "{denied} <the raid>.",
        "contested contested",
    ),
    (
        "silence is no denial",
        "[Arland](Arland) {said} <the raid destroyed two bridges>. Borland declined to comment.",
        "single_party meta",
    ),
    (
        "silence that somebody tells of himself",
        "[Arland](Arland) {said} <it did not comment on individual raids>.",
        "meta",
    ),
    (
        "neither confirmed nor denied",
        "[Arland](Arland) {said} <the raid destroyed two bridges>. Borland neither "
        "confirmed nor denied it.",
        "single_party meta",
    ),
    (
        "the other side confirms it",
        "[Arland](Arland) {said} <that its troops had crossed the river Lenn at Oster>.\n"
        "[Borland](Borland) {confirmed} <that troops had crossed the river at Oster>.",
        "corroborated corroborated",
    ),
    (
        "a denial that says no more than what it denies",
        "[Arland](Arland) {said} <it saved two million>.\n[Borland](Borland) {disputes} "
        "<the figures>.",
        "contested contested",
    ),
    (
        "a quoted speaker tells of others who deny",
        '[Arland](Arland) {said} <two bridges were hit>. <"They deny our people bread,"> '
        "[Borland](Borland) {said}.",
        "single_party single_party",
    ),
    (
        "two who deny the same",
        "[Arland](Arland) {said} <no bridge was hit at Oster>. [Borland](Borland) {said} "
        "<no bridge at Oster was hit>.",
        "corroborated corroborated",
    ),
    (
        "both sides together",
        "<The dam burst on Sunday>, [the governments of Arland and Borland](Arland) {have both "
        "said}.",
        "corroborated",
    ),
    (
        "in other words",
        "[Arland](Arland) {said} <twelve soldiers died at Oster on Monday>.\n[The "
        "monitors](Monitors) {said} <12 troops were killed at Oster>.",
        "corroborated corroborated",
    ),
    (
        "other numbers",
        "[Arland](Arland) {said} <twelve soldiers died at Oster on Monday>.\n[The "
        "monitors](Monitors) {said} <30 troops were killed at Oster>.",
        "single_party independent",
    ),
    (
        "an admission right behind the claim",
        "[Arland](Arland) {said} <a shell fell on the school>. [Borland](Borland) {admitted} "
        "<the shell>.",
        "corroborated corroborated",
    ),
    (
        "one side twice",
        "[Arland](Arland) {said} <that its troops had crossed the river Lenn at Oster>.\n[Arland's "
        "army](Arland) {said} <that troops had crossed the river Lenn at Oster>.",
        "single_party single_party",
    ),
    (
        "neither count: the last one of each of two parties",
        "[Arland](Arland) {said} <that the mill was empty>.\n[Arland's army](Arland) {said} <it "
        "lost six tanks>. [Borland](Borland) {put} <the number at 12>. Neither figure could "
        "be independently verified.",
        "single_party disclaimed disclaimed meta",
    ),
    (
        "neither account: both claims, not what was said further up",
        "[Arland](Arland) {said} <that the mill was empty>.\nA ferry left.\n[Arland](Arland) "
        "{said} <the dam was hit>. [Borland](Borland) {said} <it burst>. Neither account could be "
        "verified.",
        "single_party own_voice disclaimed disclaimed meta",
    ),
    (
        "without evidence: a claim, whatever its words",
        "[The mayor](Arland) {said}, without evidence, <that the shameful rivals were paying "
        "people to vote>.",
        "disclaimed",
    ),
    (
        "a denial that the writer tells of",
        "[Arland](Arland) {said} <the ferry was hit>. The company disputes almost all of it.",
        "contested contested",
    ),
    (
        "this is rejected",
        "[A guard](Arland) {said} <the gate was open>. His captain rejected this, "
        "and [he](Borland) {said} <it was shut>.",
        "contested contested contested",
    ),
    (
        "an allegation that the other side rejects",
        "[Arland](Arland) {said} <that guards slept at the dam>, an allegation the union rejects.",
        "contested",
    ),
    # carry-over
    (
        "details go on",
        "[Arland](Arland) {said} <two bridges were destroyed>. Eight people were injured.",
        "single_party single_party",
    ),
    (
        "a definition does not",
        "[Arland](Arland) {said} <two drones were destroyed>. Drones are aircraft without pilots.",
        "single_party own_voice",
    ),
    (
        "nor does a comment of the writer",
        "[Arland](Arland) {said} <two bridges were destroyed>. This marks a new phase of the war.",
        "single_party own_voice",
    ),
    (
        "it ends with the paragraph",
        "[Arland](Arland) {said} <two bridges were destroyed>.\nEight people were injured.",
        "single_party own_voice",
    ),
    (
        "an untagged quotation",
        '<"Two bridges were destroyed,"> [he](Arland) {said}. "Eight people were injured."',
        "single_party single_party",
    ),
]


@pytest.mark.parametrize(("what", "article", "expected"), CASES, ids=[c[0] for c in CASES])
def test_status(what: str, article: str, expected: str) -> None:
    found = told(article, **ROLES)
    assert " ".join(status for _, status in found) == expected, found


# (plain article, its last sentence begins with, status): the whole pipeline
PLAIN = [
    (
        "A shell has hit the mill, the mayor of Oster said, as talks in Rome ended in silence.",
        "as talks",
        "own_voice",
    ),
    ("The mayor, Jon Berg, insisted that he had left at noon.", "The mayor", "single_party"),
    (
        "Four students were detained after refusing to leave the hall, police said.",
        "Four",
        "single_party",
    ),
    (
        "The firm works for the departments of Labour, Justice and Trade, Jon Berg, its manager, "
        "said.",
        "The firm",
        "single_party",
    ),
    (
        '"It was a disgrace," Jon Berg, the mayor, said. "He sold the mill in March and closed the '
        'yard."',
        '"He sold',
        "single_party",
    ),
    (
        "A Reuters reporter saw nine trucks at the gate. The mine has been shut since 2019.",
        "The mine",
        "own_voice",
    ),
    (
        "The contract, seen by Reuters, names two men. Fees were high that year.",
        "Fees",
        "own_voice",
    ),
    ("Records kept by the town clerk show the licence had lapsed.", "Records", "verified"),
    ("An autopsy by the district coroner found water in both lungs.", "An", "verified"),
    ("A federal judge determined on Monday that the levy was void.", "A", "verified"),
    (
        "Pictures sent by the school and seen by the agency show a burnt roof.",
        "Pictures",
        "verified",
    ),
    (
        "Norway said the ferry was hit by shells. Sweden denied that any of its guns had fired and "
        "accused Norway of lies.",
        "Sweden denied",
        "contested",
    ),
]


@pytest.mark.parametrize(("article", "begins", "expected"), PLAIN, ids=[p[1] for p in PLAIN])
def test_status_in_plain_text(article: str, begins: str, expected: str) -> None:
    at = article.index(begins)
    found = [s.status for s in audit_text(article, RULES).segments if s.start <= at < s.end]
    assert found == [expected]


@pytest.mark.parametrize("article", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_segments_hold_every_word_once(article: str) -> None:
    layout, segments = verified(article, **ROLES)
    words = len(re.findall(r"\S*[^\W_]\S*", layout.document.plain))
    assert sum(s.words for s in segments) == words
    assert all(a.end <= b.start for a, b in pairwise(segments))


@pytest.mark.parametrize("article", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_a_paragraph_behind_changes_nothing_before(article: str) -> None:
    before = told(article, **ROLES)
    after = told(article + "\nThe museum opens at noon.", **ROLES)
    assert after[: len(before)] == before
    assert after[len(before) :] == [("The museum opens at noon.", "own_voice")]


@pytest.mark.parametrize("article", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_exchanging_the_parties_changes_no_status(article: str) -> None:
    names = {"Arland": "Borland", "Borland": "Arland"}
    other = re.sub("Arland|Borland", lambda m: names[m[0]], article)
    assert [s for _, s in told(other, **ROLES)] == [s for _, s in told(article, **ROLES)]


def test_a_word_across_a_cut_belongs_to_one_segment() -> None:
    article = (
        "<Two bridges were destroyed>,[the army](Arland) {said};the road has been closed since."
    )
    layout, segments = verified(article, **ROLES)
    words = len(re.findall(r"\S*[^\W_]\S*", layout.document.plain))
    assert sum(s.words for s in segments) == words


def test_every_segment_says_why() -> None:
    for _, article, _ in CASES:
        _, segments = verified(article, **ROLES)
        assert all(segment.reasons for segment in segments)


def test_carried_segments_name_what_carries_them() -> None:
    article = "[Arland](Arland) {said} <two bridges were destroyed>. Eight people were injured."
    _, segments = verified(article, **ROLES)
    assert segments[1].carried
    assert segments[1].party == "Arland"
    assert any("'eight people' gives details" in reason for reason in segments[1].reasons)


def test_disclaimed_segments_cite_the_disclaimer() -> None:
    article = "[Arland](Arland) {said} <a bridge was destroyed>. The claim could not be verified."
    _, segments = verified(article, **ROLES)
    assert "disclaimers-en/claim-could-not: 'claim could not be verified'" in segments[0].reasons[0]


def test_the_documented_table_is_the_table() -> None:
    page = (Path(__file__).parent.parent / "docs" / "statuses.md").read_text("utf-8")
    rows = re.findall(r"^\| \d+ \| `(\w+)` \| ([^|]+) \|", page, re.M)
    assert rows == [(rule.__name__, (rule.__doc__ or "").strip()) for rule in TABLE]
