"""Sources and parties of invented articles, their attributions marked by hand.

``[...]`` is the source of an attribution.  Two invented states at war, their proxies
and an invented armed group come from a pack of this test, so that nothing here rests
on how the real ones are listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from auditor.audit import audit_text
from auditor.match import match
from auditor.model import Act, Frame, Kind, Range, Resolution, RuleSet, Stance
from auditor.readers import read_text
from auditor.resolve import resolve
from auditor.rulepack import load_rules
from auditor.segment import segment

_STATE = """\
  - name: {name}
    role: belligerent
    type: country
    adverse: [{other}]
    names: [{name}]
    demonyms: [{people}, {people}s]
    metonyms: [{capital}]
    places: [{place}]
    officials: ["[{given}] {ruler}"]
    media: [{agency}]
    appointed: ["{place} Free Republic"]
    examples: {{find: ["{{{name}}} said so."], leave: ["Nobody said so."]}}
"""
_GROUP = """\
  - name: Red Front
    role: belligerent
    type: armed group
    names: [Red Front]
    examples: {find: ["{Red Front} said so."], leave: ["Nobody said so."]}
"""
_ARLAND = {
    "name": "Arland", "people": "Arlander", "capital": "Arburg", "place": "Arvik",
    "given": "Anton", "ruler": "Arenko", "agency": "Arpress",
}  # fmt: skip
_BOLAND = {
    "name": "Boland", "people": "Bolander", "capital": "Bopol", "place": "Bovno",
    "given": "Boris", "ruler": "Bokun", "agency": "Bopress",
}  # fmt: skip


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    path: Path = tmp_path_factory.mktemp("packs") / "invented.yaml"
    path.write_text(
        'pack: invented\nversion: "1.0.0"\nabout: Two states at war.\nparties:\n'
        + _STATE.format(**_ARLAND, other="Boland")
        + _STATE.format(**_BOLAND, other="Arland")
        + _GROUP
    )
    return load_rules([path])


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


TABLE: Sequence[tuple[str, str, list[tuple[str, str]]]] = [
    # ------------------------------------------------------------ parties by name
    ("state", "[Arland] said so.", [("Arland", "metonym")]),
    ("capital", "[Arburg] said so.", [("Arland", "metonym")]),
    ("agency", "[Arpress] said so.", [("Arland", "named")]),
    ("ruler", "[Arenko] said so.", [("Arland", "named")]),
    ("group", "[The Red Front] said so.", [("Red Front", "role")]),
    # ------------------------------------------------------------ bodies with their country
    ("ministry", "[The Arlander defence ministry] said so.", [("Arland", "role")]),
    ("possessed", "[Arland's army] said so.", [("Arland", "role")]),
    ("of", "[the Ministry of Defence of Boland] said so.", [("Boland", "role")]),
    ("officials", "[Two Bolander officials] said so.", [("Boland", "role")]),
    ("troops", "[Arlander troops] said so.", [("Arland", "role")]),
    ("adviser", "[Petr Vale, an adviser to the mayor of Bovno], said so.", [("Boland", "named")]),
    ("governor", "[The governor of the Arvik region, Ann Ode], said so.", [("Arland", "named")]),
    ("ambassador", "[The Bolander ambassador to Arburg] said so.", [("Boland", "role")]),
    ("reach", "Arland closed the road. [The army] said it was mined.", [("Arland", "role")]),
    (
        "same noun",
        "[Arland's defence ministry] said so. Boland waited. [The ministry] said no more.",
        [("Arland", "role"), ("Arland", "role")],
    ),
    (
        "some ministry",
        "Arland waited. [An envoy of a large ministry] said so.",
        [("unknown", "role")],
    ),
    (
        "the diplomat",
        "[A Bolander envoy] spoke. [The diplomat] said no more.",
        [("Boland", "role")] * 2,
    ),
    ("no country", "[The defence ministry] said so.", [("unknown", "role")]),
    ("foreign", "Arland waited. [Western officials] said so.", [("unknown", "role")]),
    ("police", "A van burned in Arvik. [Police] said it was stolen.", [("Arland", "role")]),
    # ------------------------------------------------------------ ties
    (
        "appointed",
        "[Leo Vale, the Arlander-appointed governor of Bovno], said so.",
        [("Arland", "named")],
    ),
    ("backed", "[Arburg-backed separatists in Bovno] said so.", [("Arland", "role")]),
    ("pro", "[The leader of the pro-Arburg republic of Bovno] said so.", [("Arland", "role")]),
    ("republic", "[A spokesman for the Bovno Free Republic] said so.", [("Boland", "role")]),
    ("based", "[The Arland-based Red Front] said so.", [("Red Front", "role")]),
    ("occupied", "[The mayor of Arlander-occupied Bovno] said so.", [("Boland", "role")]),
    ("not a tie", "[The long-held view] said so.", [("unknown", "vague")]),
    # ------------------------------------------------------------ organisations
    ("company", "[Norvik] said so. [The company] said no more.", [("Norvik", "role")] * 2),
    (
        "long and short",
        "[Norvik Motor Company] said so. [Norvik] said no more.",
        [("Norvik", "role")] * 2,
    ),
    (
        "initials",
        "[The Ode Refugee Council (ORC)] said so. [ORC] said no more.",
        [("ORC", "role")] * 2,
    ),
    (
        "spokesman of",
        "[Joe Bloggs, a spokesman for Norvik,] said so. Then [Bloggs] left.",
        [("Norvik", "named")] * 2,
    ),
    ("spokesman", "[Norvik spokesman Joe Bloggs] said so.", [("Norvik", "named")]),
    ("chief", "[Norvik's chief executive, Ann Ode], said so.", [("Norvik", "named")]),
    (
        "named police",
        "[Odeshire Police] said so. [The police] said no more.",
        [("Odeshire Police", "role")] * 2,
    ),
    ("lawyer", "[Brian Esk, an attorney representing Norvik], said so.", [("Norvik", "named")]),
    ("cut off", "[Brian Esk, an attorney representing] Norvik, said so.", [("Norvik", "named")]),
    (
        "university",
        "[Researchers at the University of Ode] said so.",
        [("University of Ode", "role")],
    ),
    # ------------------------------------------------------------ people
    ("self", "[Jane Doe] said so.", [("Jane Doe", "named")]),
    ("surname", "[Jane Doe, a baker,] said so. [Doe] wept.", [("Jane Doe", "named")] * 2),
    (
        "elsewhere",
        "[Vale] said so. Later Karl Vale, the mayor of Arvik, left.",
        [("Arland", "named")],
    ),
    ("former", "[Retired Arlander general and analyst Ali Soun] said so.", [("Ali Soun", "named")]),
    ("senator", "[Senator Ann Ode, who sits on a committee,] said so.", [("Ann Ode", "named")]),
    ("professor", "[Ann Ode, a professor at Ode University,] said so.", [("Ann Ode", "named")]),
    ("mother", "[Vale's mother, Carla Esk], said so. [Esk] wept.", [("Carla Esk", "named")] * 2),
    ("unnamed mother", "[Vale's mother] said so.", [("Vale's mother", "role")]),
    (
        "somebody else's aides",
        "Mail to Ann Ode, Vale's aides was lost. [Ode] said so.",
        [("Ann Ode", "named")],
    ),
    (
        "title as a first name",
        "[Secretary Vale] said so. [Karl Vale] said more.",
        [("Karl Vale", "named")] * 2,
    ),
    ("posts", "[Norvik] said so. [Posts] say more.", [("Norvik", "role"), ("unknown", "vague")]),
    (
        "its director, of a hospital without a name",
        "[Arland's army] left. A hospital took 14 bodies, said [Karl Vale, its director].",
        [("Arland", "role"), ("hospital", "named")],
    ),
    (
        "his solicitor",
        "[Delia Frome] wept. A day passed. It rained. It stopped. Karl Denholm was charged. "
        "[His solicitor, Ann Nath,] said so.",
        [("Delia Frome", "named"), ("Karl Denholm", "named")],
    ),
    (
        "their councillor, two sentences on",
        "[Ann Ode] denied a claim by the Free Democrats. 'It is untrue,' [she] said. "
        "[Their councillor, Karl Marsh,] said so.",
        [("Ann Ode", "named")] * 2 + [("Free Democrats", "named")],
    ),
    (
        "told to reporters",
        "[Arland's foreign minister] left. Speaking to reporters in Bovno, [Karl Vale] said so.",
        [("Arland", "role"), ("Arland", "named")],
    ),
    (
        "cited by",
        "Arland waited. [Government sources cited by the Ode Herald newspaper] said so.",
        [("Arland", "role")],
    ),
    (
        "a town's police in court",
        "[Ells Police] said so. [Court records] show more.",
        [("Ells Police", "role"), ("unknown", "vague")],
    ),
    ("surname that is a noun", "[Steven Law] said so.", [("Steven Law", "named")]),
    ("station", "On Monday [KING-TV] said so.", [("KING-TV", "role")]),
    (
        "town told by its state",
        "He was held in Alexandria, Va. [Federal investigators] said so.",
        [("US", "role")],
    ),
    (
        "team of a person",
        "He came to the Norvik debate. [Team Vale] said so. Ann Vale wept.",
        [("Ann Vale", "named")],
    ),
    (
        "at school in a town",
        "[Stephanie Acs, a veteran attending school in Ells,] said so.",
        [("Stephanie Acs", "named")],
    ),
    ("outlet as a surname", "[Mayor Michael Bloomberg] said so.", [("Michael Bloomberg", "named")]),
    ("News Corporation", "[News Corporation] said so.", [("News Corporation", "role")]),
    ("owned person", "[Norvik's Karl Vale] said so.", [("Norvik", "named")]),
    ("dateline", "[ELLS, Arvik - Karl Vale] said so.", [("Karl Vale", "named")]),
    ("hacker", "[The Arlander hacker] said so.", [("unknown", "vague")]),
    (
        "spokeswoman of the firm",
        "Sites help people in Arland. On Monday Norvik lit one up. [A spokeswoman] said so.",
        [("Norvik", "role")],
    ),
    (
        "stray lead",
        "They met [the city Jan Egel, the head of the Ode Council,] said so.",
        [("Ode Council", "named")],
    ),
    (
        "namesakes",
        "[Ann Vale] said so. [Karl Vale] said no.",
        [("Ann Vale", "named"), ("Karl Vale", "named")],
    ),
    ("given name apart", "[Chris Arenko, a baker,] said so.", [("Chris Arenko", "named")]),
    (
        "candidate",
        "[Arenko] said so at a rally. The Arenko campaign agreed.",
        [("Arenko", "named")],
    ),
    # ------------------------------------------------------------ pronouns
    ("he", "[Anton Arenko] said so. [He] said no more.", [("Arland", "named")] * 2),
    (
        "she",
        "[Ann Ode] said so. [Mr. Vale] said no. [She] wept.",
        [("Ann Ode", "named"), ("Vale", "named"), ("Ann Ode", "named")],
    ),
    (
        "it",
        "[Ann Ode] spoke to [Norvik]. [It] said no.",
        [("Ann Ode", "named"), ("Norvik", "role"), ("Norvik", "role")],
    ),
    ("who", "[Arlander police], [who] came late, said so.", [("Arland", "role")] * 2),
    (
        "her lawyer",
        "[Ann Ode] said so. [Her lawyer] said no more.",
        [("Ann Ode", "named"), ("Ann Ode", "role")],
    ),
    ("nearest name", "Anton Arenko came. Then [he] said so.", [("Arland", "named")]),
    (
        "his daughter",
        "[Karl Vale] left. [His daughter] said so.",
        [("Karl Vale", "named"), ("Karl Vale's daughter", "role")],
    ),
    ("speaker", "[Ann Ode] said [I] saw it.", [("Ann Ode", "named")] * 2),
    # ------------------------------------------------------------ documents
    (
        "statement",
        "[Norvik] said so. [The statement] said no more.",
        [("Norvik", "role"), ("Norvik", "document")],
    ),
    ("report from", "[A report from the Arlander government] said so.", [("Arland", "document")]),
    ("post from", "[a Facebook post from the Arlander army] said so.", [("Arland", "document")]),
    (
        "published by",
        "[figures published in May by the Boland army] said so.",
        [("Boland", "document")],
    ),
    (
        "by nobody",
        "Arland waited. [A report by a local newspaper] said so.",
        [("unknown", "vague")],
    ),
    ("assessment", "[the Bolander assessment] said so.", [("Boland", "document")]),
    ("footage", "[Footage from Bovno] showed it.", [("unknown", "vague")]),
    ("reports", "Arland waited. [Reports] said so.", [("unknown", "vague")]),
    # ------------------------------------------------------------ not the state in reach
    ("a company", "Arland is cold. [The company] said so.", [("company", "role")]),
    ("some company", "Arland is cold. [A company] said so.", [("unknown", "role")]),
    ("its owner", "Arland is cold. [The owner] said so.", [("unknown", "vague")]),
    (
        "owner named behind",
        "Arland is cold. [The owner of the well, the bottler Aqua Clara,] said so.",
        [("Aqua Clara", "role")],
    ),
    ("workers", "Arland is cold. [Workers] said so.", [("unknown", "vague")]),
    ("campaigners", "Arland is cold. [Campaigners] said so.", [("unknown", "vague")]),
    ("executive", "Arland is cold. [The chief executive] said so.", [("unknown", "vague")]),
    ("clubs", "[Two Arlander clubs] said so.", [("unknown", "role")]),
    ("Arlander firm", "[An Arlander company] said so.", [("unknown", "role")]),
    ("supporters", "Arland is cold. [A supporters' group] said so.", [("unknown", "role")]),
    ("league", "Arland is cold. [The league's records] show it.", [("league", "role")]),
    ("court", "[Arland's supreme court] said so.", [("supreme court", "role")]),
    ("union", "Arland is cold. [The doctors' union] said so.", [("doctors' union", "role")]),
    ("police union", "Arland is cold. [The police union] said so.", [("police union", "role")]),
    (
        "union leader",
        "Arland is cold. [The head of the police union, Karl Vale,] said so.",
        [("police union", "named")],
    ),
    ("union leaders", "Arland is cold. [Union leaders] said so.", [("union", "role")]),
    ("ruling party", "Arland is cold. [The ruling party] said so.", [("ruling party", "role")]),
    (
        "opposition",
        "[Arlander opposition leader Carlo Menz] said so. [The opposition] said more.",
        [("opposition", "named"), ("opposition", "role")],
    ),
    ("company man", "Arland is cold. [A company spokesman] said so.", [("unknown", "role")]),
    ("company officials", "Arland is cold. [Company officials] said so.", [("company", "role")]),
    ("health officials", "Arland is cold. [Health officials] said so.", [("Arland", "role")]),
    ("agency", "Arland is cold. [The education department] said so.", [("Arland", "role")]),
    ("a body without a land", "[The port authority] said so.", [("port authority", "role")]),
    ("police without a land", "[Police] said so.", [("police", "role")]),
    (
        "one land, unnamed",
        "The government fell. [The health ministry] said so.",
        [("government", "role")],
    ),
    (
        "where reporters sat",
        "The government fell. She told reporters in Arvik. [The health ministry] said so.",
        [("government", "role")],
    ),
    (
        "invented lands",
        "[Tarsia's army] said so. But [Tarsian officials] did not.",
        [("Tarsia", "role")] * 2,
    ),
    # ------------------------------------------------------------ bodies named but not heard
    (
        "company named before",
        "On Monday Norvik closed its plant in Arland. [The company] said so.",
        [("Norvik", "role")],
    ),
    (
        "company beside a police force",
        "Police Scotland searched Norvik. [The company] said so.",
        [("Norvik", "role")],
    ),
    (
        "its chief",
        "On Monday Norvik shut a plant in Arland. [Its chief executive, Ann Ode,] said so.",
        [("Norvik", "named")],
    ),
    (
        "director of the hospital before",
        "Arland is cold. Men burst into Tel Amar hospital. [Dr Karl Vale, its director,] said so.",
        [("Tel Amar hospital", "named")],
    ),
    (
        "their councillor",
        "Arland is cold. The Free Democrats sit on the council. [Their leader, Ann Ode,] said so.",
        [("Free Democrats", "named")],
    ),
    # ------------------------------------------------------------ nobody
    ("witnesses", "[Witnesses in Bovno] said so.", [("unknown", "vague")]),
    ("experts", "[Some Arlander military experts] said so.", [("unknown", "vague")]),
    ("sources", "[Anonymous sources] said so.", [("unknown", "anonymous")]),
    ("sources within", "[Sources within the Arlander army] said so.", [("Arland", "role")]),
    ("critics", "[Critics of Norvik] said so.", [("unknown", "vague")]),
    ("bare people", "[Many Arlanders] said so.", [("unknown", "vague")]),
]


@pytest.mark.parametrize(
    ("marked", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_party_and_naming(marked: str, expected: list[tuple[str, str]], rules: RuleSet) -> None:
    assert mentions(marked, rules) == expected


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


@pytest.mark.parametrize(
    ("marked", "party", "role"),
    [
        # Names of bodies that begin with a people, a "National" or a party's name.
        (
            "[Dr Ann Ode, president of the Arlander Medical Association,] said so.",
            "Arlander Medical Association",
            "interested",
        ),
        ("[The National Union of Bakers] said so.", "National Union of Bakers", "interested"),
        (
            "[A spokesman for the European Court of Rights] said so.",
            "European Court of Rights",
            "independent",
        ),
        ("[The Democratic Forward Party] said so.", "Democratic Forward Party", "interested"),
        ("[Amnesty International Arland] said so.", "Amnesty International", "independent"),
        (
            "[The Office for National Statistics] said so.",
            "ONS",
            "independent",
        ),
        # Bodies that open a sentence.
        ("[Odeford president Ann Vale] said so.", "Odeford", "interested"),
        ("[RMT general secretary Ann Vale] said so.", "RMT", "interested"),
        # Who speaks at, of or for them.
        ("[Ode News host Ann Vale] said so.", "Ode News", "independent"),
        ("[Analysts at Goldmark Suchs] said so.", "Goldmark Suchs", "independent"),
        ("[The union representing the officers] said so.", "union", "interested"),
        ("[The family of Karl Vale] said so.", "Karl Vale's family", "interested"),
        ("Arland is cold. [The shadow chancellor, Ann Ode,] said so.", "opposition", "interested"),
        ("[Norvik manager Erik ten Vale] said so.", "Norvik", "interested"),
        ("[The Department of Health] said so.", "department of health", "interested"),
        ("Arland is cold. [The Labor Department] said so.", "Arland", "belligerent"),
        ("Arland is cold. [The Ode Fire Department] said so.", "Ode Fire Department", "interested"),
        ("They heard [many Latinos] say so.", "unknown", "unknown"),
        ("[House Democrats leader Ann Ode] said so.", "Democrats", "interested"),
        ("[House Democrat Ann Ode] said so.", "Democrats", "interested"),
        ("[The super PAC] said so.", "super pac", "interested"),
        (
            "On Monday the Ode Herald was sued. [The newspaper] said so.",
            "Ode Herald",
            "independent",
        ),
        ("Two men were shot. [A police spokesman] said so.", "police", "interested"),
        ("[Opposition parties] said so.", "opposition", "interested"),
        (
            "They met at the Ode Institute. [Head teachers' groups] said so.",
            "head teachers' groups",
            "interested",
        ),
        ("[Norvik's union] said so.", "Norvik's union", "interested"),
        ("[District Attorney Karl Vale] said so.", "prosecutors", "interested"),
        (
            "[The National Union of Bakers' secretary, Ann Ode,] said so.",
            "National Union of Bakers",
            "interested",
        ),
        ("[Rolling Stone] said so.", "Rolling Stone", "independent"),
        ("[The Ode Examiner] said so.", "Ode Examiner", "independent"),
        # Who has no side: told by a clause, a trade before a past one, a board, a mission.
        (
            "[Ann Ode, who teaches hydrology at a university in Ells,] said so.",
            "Ann Ode",
            "independent",
        ),
        ("[Karl Vale, who studies landslides,] said so.", "Karl Vale", "independent"),
        ("[Karl Vale, who teaches at a school in Ells,] said so.", "Karl Vale", "interested"),
        (
            "[Karl Vale, an arms analyst and former Arlander army engineer,] said so.",
            "Karl Vale",
            "independent",
        ),
        ("[Karl Vale, a farmer and former analyst,] said so.", "Karl Vale", "interested"),
        (
            "[Openwatch, a local group that tracks air strikes,] said so.",
            "Openwatch",
            "independent",
        ),
        ("[Norvik, a company that tracks parcels,] said so.", "Norvik", "interested"),
        ("[Crash investigators] said so.", "crash investigators", "independent"),
        (
            "Arland's accident investigation board, the AAB, met. "
            "[Lead investigator Ann Ode] said so.",
            "AAB",
            "independent",
        ),
        ("A van burned in Arvik. [Lead investigator Ann Ode] said so.", "Arland", "belligerent"),
        ("[The EU mission] said so.", "EU", "independent"),
        ("[The Arlander mission to the UN] said so.", "Arland", "belligerent"),
        ("[Election observers] said so.", "election observers", "independent"),
        ("[An Arlander study] said so.", "study", "independent"),
        ("[An Arlander government study] said so.", "Arland", "belligerent"),
        ("[the harbour database Shiplist] said so.", "Shiplist", "independent"),
        # Rebels are not the state that they fight; armies have names of their own.
        ("[Arlander rebels] said so.", "rebels", "interested"),
        ("[A coalition of rebel groups in northern Arland] said so.", "rebels", "interested"),
        ("[The Ells Liberation Army] said so.", "Ells Liberation Army", "interested"),
        ("[The Arlander Army] said so.", "Arland", "belligerent"),
        (
            "[Karl Vale, a lawyer for the families of those killed,] said so.",
            "families",
            "interested",
        ),
        ("Ann Ode said so. [The victims' lawyer, Ann Esk,] said so.", "victims", "interested"),
        ("[The Ode Gun Group] said so.", "Ode Gun Group", "interested"),
        # Who runs a vote is not the government.
        (
            "[Arland's Central Election Commission] said so.",
            "central election commission",
            "interested",
        ),
        # A place before a comma is where it happened; an adverb is nobody.
        ("[Arvik, Arland, Karl Vale] said so.", "Karl Vale", "interested"),
        ("[Overall, the Norvik company] said so.", "Norvik", "interested"),
        (
            "A raid in Arvik failed. Bolander planes left. It was in Arvik that nine died, "
            "[the city's health office] said.",
            "Arland",
            "belligerent",
        ),
        ("[Officials] said so. He lived in Arvik.", "unknown", "unknown"),
        (
            "Ann Ode left. Karl Vale was shot. "
            "[Ann Esk, the lawyer representing his mother,] said so.",
            "Vale's family",
            "interested",
        ),
        ("Karl Vale was shot. [Vale's] family said so.", "Vale's family", "interested"),
        (
            "A raid hit Arvik. [Ann Ode, who heads the city's health office,] said so.",
            "Arland",
            "belligerent",
        ),
        (
            "Norvik's Graduate School wrote. [Ann Ode, the dean of the trade school,] said so.",
            "Norvik",
            "interested",
        ),
        (
            "The company fell. Norvik's shares fell. [Norvik Petrol] said so.",
            "Norvik Petrol",
            "interested",
        ),
        # Research stays research whoever is named with it, unless a side made it.
        ("[A study published in Ode Letters] said so.", "study", "independent"),
        ("[A poll by Pollmark] said so.", "Pollmark", "independent"),
        ("[A Pollmark survey] said so.", "Pollmark", "independent"),
        ("[A study by the Norvik company] said so.", "Norvik", "interested"),
        ("[A study by the Arlander government] said so.", "Arland", "belligerent"),
    ],
)
def test_bodies_and_their_voices(marked: str, party: str, role: str, rules: RuleSet) -> None:
    source = resolved(marked, rules).sources[0]
    assert (source.party, source.role) == (party, role)


@pytest.mark.parametrize(
    ("marked", "party"),
    [
        ("[The port agency] alleges in a complaint that oil ran out. [Norvik] denied it. "
         "[The suit] asks for refunds.", "port agency"),
        ("[Norvik] said so. Lux was half of Norvik's sales, [its annual report] said.", "Norvik"),
        ("[The Ells Liberation Army] said so. Arland denied it. [The rebels] left.",
         "Ells Liberation Army"),
        ("[Defense Secretary Karl Vale of Arland] spoke. [Norvik's press secretary] wept. "
         "[The secretary] said so.", "Arland"),
        ("[Norvik] wrote to Arland's president. [Karl Vale, a vice president for public affairs,] "
         "said so.", "Norvik"),
        ("[Some villagers] said so. [He] wept.", "unknown"),
        ("[Karl Vale] said so. Ivan Ode lost his house. [He] wept.", "Ivan Ode"),
        ("[Karl Vale] said so. Ann Ode lost her house. [He] wept.", "Karl Vale"),
        ("[Arland] said so. Bopol has yet to comment. [It] denied a raid.", "Boland"),
        ("[Ann Ode, a biologist at Ode University,] spoke. [The authors] said so.", "Ann Ode"),
        ("[Karl Vale] signed it. On [Feb. 29] said so.", "Karl Vale"),
        ("President Arenko left. [Chris Arenko] wept. If she is elected president, "
         "[Anton Arenko] said so.", "Arland"),
    ],
)  # fmt: skip
def test_the_last_source_of_an_article(marked: str, party: str, rules: RuleSet) -> None:
    assert mentions(marked, rules)[-1][0] == party


def test_evidence_that_nobody_put_out_is_told_by_who_speaks_of_it() -> None:
    text = "The Ells Institute said that satellite data showed fires."
    assert [s.party for s in audit_text(text, load_rules()).sources] == ["Ells Institute"]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Donald Trump said President Obama was late. If she is elected president, all ends.",
            {"Donald Trump"},
        ),
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


@pytest.mark.parametrize("marked", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
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
