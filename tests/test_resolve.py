"""Sources and parties of invented articles, their attributions marked by hand.

``[...]`` is the source of an attribution.  Two invented states at war, their proxies
and an invented armed group come from a pack beside the cases, so that nothing here rests
on how the real ones are listed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.audit import audit_text
from auditor.formats import read_text
from auditor.match import match
from auditor.model import Act, Frame, Kind, Range, Resolution, RuleSet, Stance
from auditor.packs.load import load_rules
from auditor.resolve import resolve
from auditor.segment import segment

CASES = Path(__file__).resolve().parent.parent / "training"
_ARLAND = {
    "name": "Arland", "people": "Arlander", "capital": "Arburg", "place": "Arvik",
    "given": "Anton", "ruler": "Arenko", "agency": "Arpress",
}  # fmt: skip
_BOLAND = {
    "name": "Boland", "people": "Bolander", "capital": "Bopol", "place": "Bovno",
    "given": "Boris", "ruler": "Bokun", "agency": "Bopress",
}  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules([CASES / "parties-judged.yaml"])


def resolved(marked: str, rules: RuleSet) -> Resolution:
    """Resolve the ``[...]`` of an article; paragraphs are lines."""
    text, spans, opened = "", [], 0
    for piece in re.split(r"([\[\]])", marked):
        if piece == "[":
            opened = len(text)
        elif piece == "]":
            spans.append((opened, len(text)))
        else:
            text += piece
    layout = segment(read_text(text), rules)
    frames = []
    for start, end in spans:
        tokens = [at for at, place in enumerate(layout.starts) if start <= place < end]
        where = Range(tokens[0], tokens[-1] + 1)
        sentence = layout.sentence_of[where.first]
        frames.append(
            Frame("x", Act.SPEECH, Stance.NEUTRAL, Kind.INDIRECT, (), (where,), (), sentence)
        )
    return resolve(layout, match(layout, rules), frames, rules)


def mentions(marked: str, rules: RuleSet) -> list[tuple[str, str]]:
    """Return (party, naming) of each ``[...]`` in order."""
    resolution = resolved(marked, rules)
    sources = [resolution.sources[number] for number in resolution.source_of if number is not None]
    assert len(sources) == len(resolution.source_of)
    return [(source.party, source.naming) for source in sources]


JUDGED = [
    line.split("\t")
    for line in (CASES / "parties-judged.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("marked", "parties"), JUDGED, ids=[row[0] for row in JUDGED])
def test_whom_a_source_speaks_for(marked: str, parties: str, rules: RuleSet) -> None:
    found = [party for party, _ in mentions(marked, rules)]
    asked = parties.split("; ")
    assert [p for p, want in zip(found, asked, strict=True) if want != "?"] == [
        want for want in asked if want != "?"
    ]


@pytest.mark.parametrize(
    ("marked", "naming"),
    [
        ("[Arland] said so.", "metonym"),
        ("[Arpress] said so.", "named"),
        ("[Anton Arenko] said so.", "named"),
        ("[The Arlander defence ministry] said so.", "role"),
        ("[Norvik] said so.", "role"),
        ("[A report from the Arlander government] said so.", "document"),
        ("[Reports] said so.", "vague"),
        ("[Anonymous sources] said so.", "anonymous"),
        ("[Two unnamed Arlander officials] said so.", "anonymous"),
        ("[Villagers] said so.", "vague"),
    ],
)
def test_how_a_source_is_named(marked: str, naming: str, rules: RuleSet) -> None:
    assert mentions(marked, rules)[0][1] == naming


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[Vale] wept. [Arlander Foreign Minister Karl Vale] said so.",
         "Arlander Foreign Minister Karl Vale"),
        ("[Ann Ode, who leads the club,] said so.", "Ann Ode"),
        ("[Arland's foreign minister, Ann Ode], said so.", "Arland's foreign minister, Ann Ode"),
        # The article's fullest form, wherever it stands.
        ("[Vale] said so. A friend of Karl Vale wept.", "Karl Vale"),
        ("Karl Vale came late. [Mr. Vale] said so.", "Karl Vale"),
        # No more than the name and what leads to it.
        ("They force [force Sen. Ann Ode] out.", "Sen. Ann Ode"),
        ("They [quote from Norvik director Ann Ode] more.", "Norvik director Ann Ode"),
        ("[The sudden death on Friday of Professor Ann Ode] showed it.", "Professor Ann Ode"),
        ("[At 5 p.m. police chief Ann Ode] said so.", "police chief Ann Ode"),
        ("[Mr. Vale revised his plan] he said.", "Mr. Vale"),
        ("[When Ann Ode] said so, he left.", "Ann Ode"),
        ("[On Friday Norvik Motors] said so.", "Norvik Motors"),
        ("[A week later a spokesman] said so.", "a spokesman"),
        ("[At 5:17 p.m. his daughter] said so.", "his daughter"),
        ("[A spokesman for Norvik] said so.", "A spokesman for Norvik"),
        ("[The armed wing of the Red Front] said so.", "The armed wing of the Red Front"),
        ("[Two virologists consulted] said so.", "Two virologists"),
        ("[Retired agent and terrorism specialist Karl Vale] said so.",
         "Retired agent and terrorism specialist Karl Vale"),
        ("[the foreign ministry spokeswoman, Ann Ode,] said so.",
         "the foreign ministry spokeswoman, Ann Ode"),
        ("[Red Front leaders and Arlander envoy Ann Ode] said so.", "Arlander envoy Ann Ode"),
        ("[Karl Vale's] words are his.", "Karl Vale"),
        ("[The Ode Herald has verified] it.", "The Ode Herald"),
        ("[conservative activist Karl Vale] said so.", "conservative activist Karl Vale"),
        ("[Arland's state energy company Norvik] said so.", "Arland's state energy company Norvik"),
        ("[spokesman Majed al-Ansari] said so.", "spokesman Majed al-Ansari"),
        ("[Police in the Bolander city of Ells] said so.", "Police in the Bolander city of Ells"),
        ("[The bottler Aqua Clara Inc.] said so.", "Aqua Clara Inc."),
    ],
)  # fmt: skip
def test_the_fullest_form_names_a_source(marked: str, name: str, rules: RuleSet) -> None:
    assert resolved(marked, rules).sources[0].name == name


def test_two_capitals_and_a_group_behind_the_comma_are_a_body(rules: RuleSet) -> None:
    source = resolved("[Foro Ode, a rights group,] said so.", rules).sources[0]
    assert (source.party, source.type) == ("Foro Ode", "named group")


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("[The United Nations] said so.", "independent"),
        ("[A spokesman for the World Health Organization] said so.", "independent"),
        ("[Ann Ode, a professor at Ode University,] said so.", "independent"),
        ("[The Ode Observatory] said so.", "independent"),
        ("[The appeals court] said so.", "independent"),
        ("[Foro Ode, a rights group,] said so.", "independent"),
        ("[Foro Ode, a non-profit organisation,] said so.", "independent"),
        ("[Foro Ode, a lobby group,] said so.", "interested"),
        ("[A survey] said so.", "independent"),
        ("[The Ode Herald] said so.", "independent"),
        ("[Norvik] said so.", "interested"),
        ("[Jane Doe] said so.", "interested"),
        ("[Arland] said so.", "belligerent"),
        ("[Arpress] said so.", "belligerent"),
        ("[Insiders] said so.", "unknown"),
        # Whoever speaks for a house speaks about its affairs; its reporters report.
        ("[Ode Herald reporter Ann Ode] said so.", "independent"),
        ("[BBC political editor Ann Ode] said so.", "independent"),
        ("[BBC's Ann Ode] said so.", "independent"),
        ("[A report in the Ode Herald] said so.", "independent"),
        ("[Ann Ode, a Ode Herald assistant managing editor,] said so.", "interested"),
        ("[Ann Ode, managing editor of the Ode Herald,] said so.", "interested"),
        ("[The owner of the Ode Herald, Karl Vale,] said so.", "interested"),
        ("[Brian Esk, an attorney representing the Ode Herald,] said so.", "interested"),
        ("[Brian Esk, an attorney representing] the Ode Herald, said so.", "interested"),
        ("[A spokesman for Reuters] said so.", "interested"),
        ("[A statement from the Ode Herald] said so.", "interested"),
        ("The Ode Herald was raided. [Its editor, Ann Ode,] said so.", "interested"),
        ("The Ode Herald was raided. [The newspaper's lawyer] said so.", "interested"),
        ("[A spokeswoman for Ode University] said so.", "interested"),
        ("[The president of Ode University, Ann Ode,] said so.", "interested"),
        ("[Researchers at Ode University] said so.", "independent"),
        ("[Ann Ode, director of the Ode Institute,] said so.", "independent"),
        ("[A lawyer for Human Rights Watch] said so.", "interested"),
        ("[Jan Vale, the secretary general of the Ode Refugee Council,] said so.", "independent"),
        ("[The court's spokeswoman] said so.", "independent"),
        ("[The police union] said so.", "interested"),
        ("[The Ode Medical Association] said so.", "interested"),
        ("[Tel Amar hospital] said so.", "interested"),
        ("[Karl Vale, a lawyer for the witness,] said so.", "interested"),
        ("[Nadim Khoury of the Levant Policy Forum] said so.", "independent"),
    ],
)
def test_role(marked: str, role: str, rules: RuleSet) -> None:
    assert resolved(marked, rules).sources[0].role == role


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The Ode Herald reported that two vans burned.", ["independent"]),
        ("The Ode Herald said it would appeal.", ["interested"]),
        ("The Ode Herald said its offices had been raided.", ["interested"]),
        ("The Ode Herald said it had seen the file.", ["independent"]),
        ("The Ode Herald said in a statement that the story was true.", ["interested"]),
        ("The Ode Herald denied that the story was false.", ["interested"]),
        ("Ode University said in a statement that the hall was safe.", ["interested"]),
        ("The World Health Organization said it had no supplies left.", ["independent"]),
        (
            "The Ode Herald reported a fire in May. On Monday the Ode Herald denied a cover-up.",
            ["independent", "interested"],
        ),
    ],
)
def test_an_outlet_that_speaks_of_itself_has_a_side(text: str, roles: list[str]) -> None:
    sources = audit_text(text, load_rules()).sources
    assert [source.role for source in sources if source.mentions] == roles


def test_evidence_that_nobody_put_out_is_told_by_who_speaks_of_it() -> None:
    text = "The Ells Institute said that satellite data showed fires."
    assert [s.party for s in audit_text(text, load_rules()).sources] == ["Ells Institute"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("President Trump said the wall was up. If she is elected president, it may go.", {"US"}),
        ("Donald Trump said the wall was up.", {"US"}),
    ],
)
def test_who_stands_against_the_president_speaks_for_themselves(
    text: str, parties: set[str]
) -> None:
    assert {s.party for s in audit_text(text, load_rules()).sources} == parties


def test_one_source_for_all_forms_of_a_person(rules: RuleSet) -> None:
    resolution = resolved(
        "[Arlander Foreign Minister Karl Vale] spoke. [Vale] left. [He] said so. [Mr. Vale] wept.",
        rules,
    )
    assert resolution.source_of == (0, 0, 0, 0)
    assert len(resolution.sources[0].mentions) == 4


@pytest.mark.parametrize(
    "marked",
    [
        "[The Ode Times] said so. [The Times] said more.",
        "[The Times] said so. [The Ode Times] said more.",
        "[The Ode Refugee Council (ORC)] said so. [ORC] said more.",
        "[Recorder Helen Purcell] said so. [Ms. Purcell] said more.",
        "[The World Health Organization] said so. [WHO] said more.",
        "[Norvik] said so. [The company] said more.",
        "[Norvik Network] said so. [The company] said more.",
        "[The Ode News Agency] said so. [The agency] said more.",
        "[Mohammad] said so. [Mohammad bin Vale] said more.",
        "[Prince Alwaleed bin Talal] said so. [Prince Alwaleed] said more.",
    ],
)
def test_one_source_for_long_and_short_names(marked: str, rules: RuleSet) -> None:
    assert resolved(marked, rules).source_of == (0, 0)


def test_explicit_anonymity_hides_an_official(rules: RuleSet) -> None:
    marked = "[An Arlander official], who spoke on condition of anonymity, said so."
    assert mentions(marked, rules) == [("Arland", "anonymous")]


@pytest.mark.parametrize("marked", [row[0] for row in JUDGED])
def test_swapping_two_parties_swaps_their_labels_only(marked: str, rules: RuleSet) -> None:
    pairs = [(_ARLAND[key], _BOLAND[key]) for key in _ARLAND]
    swaps = dict(pairs) | {b: a for a, b in pairs}
    pattern = re.compile("|".join(sorted(swaps, key=len, reverse=True)))

    def swap(text: str) -> str:
        return pattern.sub(lambda found: swaps[found[0]], text)

    before, after = resolved(marked, rules), resolved(swap(marked), rules)
    assert before.source_of == after.source_of
    for one, other in zip(before.sources, after.sources, strict=True):
        assert swap(one.party) == other.party
        assert swap(one.name) == other.name
        assert (one.naming, one.type, one.affiliation, one.role) == (
            other.naming, other.type, other.affiliation, other.role,
        )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["[Vale] said so. " * 400, "[the " + "Norvik " * 3000 + "] said", "[he] said " * 500]
)
def test_hostile_text_is_survived(text: str, rules: RuleSet) -> None:
    assert resolved(text, rules).sources


@pytest.mark.parametrize("text", ["[.]", "[the]", "[his]", '["]', "[(], [-]", "[who]", "[its, a]"])
def test_odd_mentions_are_survived(text: str, rules: RuleSet) -> None:
    assert resolved(text + " said so.", rules).source_of


def test_a_complement_cut_off_at_the_end_is_survived(rules: RuleSet) -> None:
    assert resolved("They read it, [posts] [from]", rules).source_of
