"""The product takes no side: who is who decides nothing.

docs/parties.md says what is promised and how it is tested; ``exchange`` does the exchange.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, permutations
from pathlib import Path
from typing import NamedTuple

import pytest
from exchange import Article, article, exchange, expressions, relabelled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.audit import audit, audit_text
from auditor.formats import read_bytes, read_document, read_text
from auditor.model import EXCLUDED, UNVERIFIED, Audit, RuleSet, Status
from auditor.packs.load import load_rules

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = bool(os.environ.get("AUDITOR_TEST_EVERYTHING"))  # make neutrality
PARTS = 4  # of the work, to be shared among processes
SAMPLES = sorted(p.name for p in (ROOT / "samples").iterdir() if p.suffix in {".md", ".txt"})
RULES = load_rules()
PACKS = sorted({entry.pack for entry in RULES.parties.values()})


class Told(NamedTuple):
    """What an audit says, apart from how long the names in the article are."""

    statuses: tuple[tuple[Status, bool], ...]
    shares: Mapping[str, float]
    findings: tuple[tuple[str, str, bool], ...]
    labels: tuple[str | None, ...]
    words: tuple[int, ...]


def told(made: Audit, words: tuple[int, ...], labels: Mapping[str, str]) -> Told:
    """Return what an audit says, its segments as long as ``words`` and parties as in ``labels``."""
    own = tuple(segment.words for segment in made.segments)
    used = words if len(words) == len(own) else own
    parts = dict.fromkeys(("content", "unverified", "carried", *Status), 0)
    for segment, size in zip(made.segments, used, strict=True):
        parts[segment.status] += size
        if segment.status not in EXCLUDED:
            parts["content"] += size
        if segment.status in UNVERIFIED:
            parts["unverified"] += size
            parts["carried"] += size * segment.carried
    total = max(parts["content"], 1)
    return Told(
        statuses=tuple((segment.status, segment.carried) for segment in made.segments),
        shares={str(name): count / total for name, count in parts.items()},
        findings=tuple((f.rule, str(f.severity), f.suppressed is None) for f in made.findings),
        labels=tuple(labels.get(s.party or "", s.party) for s in made.segments),
        words=own,
    )


@cache
def sample(name: str) -> Article:
    return article(read_document(str(ROOT / "samples" / name)), RULES)


@cache
def base(name: str) -> Audit:
    return audit(sample(name).document, RULES)


def differences(name: str, one: str, other: str, *, places: bool = False) -> list[str]:
    """Return what changes in a sample when two parties are exchanged.

    Whose a bare "the ministry" is depends on the types of the parties named; so the labels
    are compared where both are of one type, or where their ``places`` change with the names.
    """
    made = exchange(sample(name), one, other, RULES, places=places)
    after = audit(read_bytes(made.text.encode(), name), made.rules)
    alike = places or RULES.parties[one].type == RULES.parties[other].type
    changed = compared(base(name), after, {one: other, other: one} if alike else None)
    return [f"{name}: {one} <-> {other}: {what}" for what in changed]


def compared(before: Audit, after: Audit, labels: Mapping[str, str] | None) -> list[str]:
    """Return the names of what two audits differ in; without ``labels``, these may differ."""
    words = tuple(segment.words for segment in before.segments)
    old, new = told(before, words, labels or {}), told(after, words, {})
    found = [name for name in Told._fields[:3] if getattr(old, name) != getattr(new, name)]
    if labels is not None:
        found += ["labels"] if old.labels != new.labels else []
        if not found and old.words == new.words and _figures(before) != _figures(after):
            found.append("metrics")
    return found


def _figures(made: Audit) -> dict[str, object]:
    return {name: value for name, value in made.metrics.items() if name != "largest_party"}


def pairs(pack: str) -> Iterator[tuple[str, str]]:
    """Yield each pair of parties of the same role in a pack."""
    entries = [entry for entry in RULES.parties.values() if entry.pack == pack]
    for one, other in combinations(entries, 2):
        if one.role is other.role:
            yield one.name, other.name


def work(pack: str) -> Iterator[tuple[str, str, str]]:
    """Yield sample and pair where something is to be exchanged: one of the two is named.

    Each pair in one sample, in turn, or in all of them where everything is asked for.
    """
    for number, (one, other) in enumerate(pairs(pack)):
        named = [name for name in SAMPLES if not sample(name).parties.isdisjoint((one, other))]
        some = named if EVERYTHING else named[number % max(len(named), 1) :][:1]
        yield from ((name, one, other) for name in some)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("pack", PACKS)
def test_exchanging_two_parties_of_a_pack_changes_nothing(pack: str, part: int) -> None:
    some = [*work(pack)][part::PARTS]
    changed = [line for name, one, other in some for line in differences(name, one, other)]
    assert not changed, "\n".join(changed)


def test_these_are_many_pairs_and_samples() -> None:
    every = {pack: list(pairs(pack)) for pack in PACKS}
    done = [entry for pack in PACKS for entry in work(pack)]
    assert sum(map(len, every.values())) > 12_000
    assert len(done) > (1_500 if EVERYTHING else 1_200)
    assert len({(one, other) for _, one, other in done}) > 1_200
    assert len({name for name, _, _ in done}) >= 10


# (wire-chain.txt has hard line breaks, which a longer name would move.)
SIDES = {
    "strike-north.txt": "Ukraine",
    "strike-south.txt": "Russia",
    "disclaimers-crossing.txt": "Israel",
    "outbreak-report.md": "WHO",
}


@pytest.mark.parametrize(("name", "side"), SIDES.items(), ids=SIDES.keys())
def test_every_party_may_stand_in_the_place_of_a_side(name: str, side: str) -> None:
    """Whoever stands there, all else stays: so any two of all parties could change places."""
    others = [party for party in RULES.parties if party != side]
    assert len(others) > 240
    if not EVERYTHING:  # every party stands in one of the four articles
        others = others[list(SIDES).index(name) :: len(SIDES)]
    assert side in sample(name).parties
    changed = [line for party in others for line in differences(name, side, party, places=True)]
    assert not changed, "\n".join(changed)


@pytest.mark.parametrize("name", SAMPLES)
def test_labels_say_nothing(name: str) -> None:
    """All parties bear another's label, so that their order by name or pack is another."""
    order = sorted(RULES.parties)
    labels = dict(zip(order, reversed(order), strict=True))
    made = audit(sample(name).document, relabelled(RULES, labels))
    assert compared(base(name), made, labels) == []
    largest = str(base(name).metrics["largest_party"])
    assert str(made.metrics["largest_party"]) == labels.get(largest, largest)


def test_a_program_that_took_sides_would_be_found_out() -> None:
    """What Moscow has checked counts as checked, what Kyiv has does not."""
    partisan = load_rules(names={"checker": ["Moscow"]})
    story = article(read_text("The video was verified by Moscow. It shows a bridge."), partisan)
    made = exchange(story, "Russia", "Ukraine", partisan)
    assert made.text == "The video was verified by Kyiv. It shows a bridge."
    before, after = audit(story.document, partisan), audit_text(made.text, partisan)
    assert "statuses" in compared(before, after, {"Russia": "Ukraine", "Ukraine": "Russia"})


# ---------------------------------------------------------------- no name in the program

PROGRAM = sorted((ROOT / "auditor").rglob("*.py"))
# The language, a direction, and a noun that does not end in -man.
HARMLESS = {
    "english",
    "west",
    "german",
    "australian",
    "canadian",
    "openai",
}  # kinds of English, a protocol


def own_words() -> set[str]:
    """Return the names, peoples and capitals of the packs, of one word that has no other sense.

    (Where the pack asks for the case, as in "Labour", it is a common word in small letters.)
    """
    return {
        text.lower()
        for rule in RULES.rules
        if rule.kind == "party" and rule.traits["facet"] in ("names", "demonyms", "metonyms")
        for phrase in rule.phrases
        if "=" not in phrase
        for text in expressions(phrase)
        if text.isalpha() and len(text) > 3
    }


@pytest.mark.parametrize("path", PROGRAM, ids=lambda p: p.relative_to(ROOT / "auditor").as_posix())
def test_the_program_knows_no_party_by_name(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    said = {ast.get_docstring(n, clean=False) for n in ast.walk(tree) if isinstance(n, documented)}
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    code = " ".join(text for text in texts if isinstance(text, str) and text not in said)
    code = re.sub(r"https?:\S+", "", code)  # a schema is named after the firm that wrote it
    assert not set(re.findall(r"\w+", code.lower())) & own_words() - HARMLESS


def test_no_rule_but_those_of_parties_knows_one_by_name() -> None:
    """(An outlet's name may hold a party's: "Washington Post".)"""
    own = own_words() - HARMLESS
    others = [r for r in RULES.rules if r.kind != "party" and r.id != "sources/outlet"]
    named = {
        f"{rule.id}: {word}"
        for rule in others
        for phrase in (*rule.phrases, *rule.unless)
        for word in set(re.findall(r"\w+", phrase.lower())) & own
    }
    assert not named


# ---------------------------------------------------------------- invented parties


class Invented(NamedTuple):
    """A party of no pack, with one expression for each facet and form."""

    name: str
    people: str
    peoples: str
    seat: str
    town: str
    official: str
    body: str
    media: str

    def entry(self, others: Iterable[str]) -> str:
        """Return the entry of a party pack."""
        listed = {
            "adverse": ", ".join(others), "names": self.name,
            "demonyms": f"{self.people}, {self.peoples}", "metonyms": self.seat,
            "places": self.town, "officials": f'"{self.official}"', "bodies": self.body,
            "media": self.media,
        }  # fmt: skip
        facets = "".join(f"    {facet}: [{texts}]\n" for facet, texts in listed.items())
        return (
            f"  - name: {self.name}\n    role: belligerent\n    type: country\n{facets}"
            f'    examples: {{find: ["{{{self.name}}} denied it."], leave: ["No."]}}\n'
        )


# Short and long, with hyphens, small words, capitals, a plural; whatever a name may look like.
INVENTED = (
    Invented("Norland", "Norlander", "Norlanders", "Norvik", "Ells", "Anna Berg", "Norban", "NTA"),
    Invented(
        "Republic of the Far Isles", "Isleman", "Islers", "Castle Hill", "Upper Sandholm",
        "Ingrid van den Oever", "Office for the Sea Lanes", "Voice of the Far Isles",
    ),
    Invented(
        "Ben-Tirat", "Tirati", "Tiratis", "Al-Qasba", "Wadi al-Rim", "Layla al-Sabbagh",
        "Al-Rim Council", "Tirat TV",
    ),
    Invented(
        "Vallas", "Vallasi", "Vallasis", "Stairs", "Fallas", "Gerda Jonas", "Staats",
        "Times of Vallas",
    ),
    Invented("GDR", "Geder", "Geders", "New Ged", "Port Ged", "Olga Ged-Marr", "GKU", "GBC"),
)  # fmt: skip

SENTENCES = st.sampled_from(
    """{A.name} said its troops had taken two villages near {B.town}.
    {B.name} denied that.
    The claim could not be independently verified.
    {A.name}'s defence ministry said 12 people were killed in {B.town} on Monday.
    The {B.people} army said it had shot down nine of ten drones.
    "We will answer this," {A.official} told reporters.
    “Nobody was hurt,” said {B.official}, the foreign minister.
    {A.seat} and {B.seat} both said that the talks were over.
    According to {A.media}, the bridge at {A.town} had been destroyed by {B.people} forces.
    The governor of {A.town} accused {B.name} of shelling a school.
    {B.body} confirmed that a prisoner had been exchanged.
    Officials in {B.town} said the power was out.
    The ministry did not respond to a request for comment.
    Two witnesses in {A.town} said they had heard an explosion.
    The United Nations said both {A.name} and {B.name} had broken the truce.
    A {A.people} official, who asked not to be named, said the figure was too high.
    {A.peoples} and {B.peoples} have lived in {B.town} for centuries.
    He did not say when the troops would leave.
    Police said seven people were being treated.
    It has shown no evidence of this.
    {B.name}-backed fighters claimed they had entered {A.town}.
    The {A.name}-appointed mayor of {B.town} reported three dead.""".split("\n")
).map(str.strip)
ARTICLES = st.lists(
    st.lists(SENTENCES, min_size=2, max_size=4).map(" ".join), min_size=1, max_size=5
).map(lambda paragraphs: "\n\n".join(["Both sides report attacks", *paragraphs]))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """Return the packs that come with the program and one of the invented parties."""
    names = [party.name for party in INVENTED]
    entries = "".join(p.entry(name for name in names if name != p.name) for p in INVENTED)
    path = tmp_path_factory.mktemp("packs") / "invented.yaml"
    path.write_text(f'pack: invented\nversion: "1.0.0"\nabout: x\nparties:\n{entries}')
    return load_rules([path])


def filled(text: str, one: Invented, other: Invented) -> str:
    """Return an article about two parties, its sentences with a capital first."""
    text = text.format(A=one, B=other)
    return re.sub(r"(?:^|(?<=[.”] )|(?<=\n))[a-z]", lambda first: first[0].upper(), text)


@settings(
    max_examples=40 if EVERYTHING else 10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(text=ARTICLES)
def test_invented_parties_may_change_places(invented: RuleSet, text: str) -> None:
    """Whoever two articles of the same words are about, they are read the same way."""
    first, second = INVENTED[:2]
    before = audit_text(filled(text, first, second), invented)
    for one, other in permutations(INVENTED, 2):
        after = audit_text(filled(text, one, other), invented)
        labels = {first.name: one.name, second.name: other.name}
        assert compared(before, after, labels) == [], (one.name, other.name)
