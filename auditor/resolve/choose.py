"""Who is meant: the candidates for a mention's party, the facts about each, and the best.

Names are never facts: a fact says how a candidate is tied to the mention, what sort of party it
is, and where it stands, so that exchanging two parties exchanges their labels and no more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from auditor.decision import softmax
from auditor.resolve.lexicon import Mark, Noun
from auditor.resolve.links import town
from auditor.resolve.mention import read
from auditor.resolve.names import proper, span_end
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    OTHER,
    PARTY,
    PERSON,
    ROLE,
    Found,
    Link,
    Person,
    Scene,
)  # fmt: skip
from auditor.resolve.tokens import capital, initial, several

_SHAPES = {PERSON: "person", ORGANISATION: "body", PARTY: "party", ROLE: "role",
           DOCUMENT: "paper", OTHER: "other"}  # fmt: skip
_BACK = 40  # marks looked back over
_NEAREST = 5  # candidates among them
_VOICES = 6  # sources heard last
_RUNS = 16  # capitalised runs read for bodies that have not spoken
_FAR = 9  # sentences
_REASONS = 3  # told of a choice, and others beside it
_LOCAL = frozenset({"place", "body", "client"})  # nouns of those whom things do not tell
_OF_BODIES = frozenset({"own", "body", "client", "issuer"})  # nouns that ask for a body
# What sorts of party a noun asks for; others would be odd.
_LANDS = ("side", "land", "home")
_BODIES = ("body", "company", "neutral", "party", "movement", "faction", "outlet", "group",
           "heard body", "heard party", "heard role")  # fmt: skip
_FITTING = {"state": _LANDS, "occupier": _LANDS,
            "place": (*_LANDS, "town", "heard body", "heard role"),
            "own": _BODIES, "client": (*_BODIES, "person", "heard person"),
            "faction": ("faction", *_LANDS)}  # fmt: skip
# Sorts of candidates that mostly behave alike.
_GROUPS = {"side": "land"} | {
    sort: sort
    for sort in ("land", "town", "movement", "self", "person", "neutral", "faction", "home")
}


class Candidate:
    """Somebody who may be meant, and the facts that speak for it."""

    def __init__(self, label: str, sort: str, neutral: bool, noun: Noun | None = None) -> None:
        self.label, self.sort, self.neutral, self.noun = label, sort, neutral, noun
        self.facts: list[str] = []


class Choice(NamedTuple):
    """Who is meant, of whom (label "" for nobody); how sure that is and why is told if asked."""

    options: Sequence[Candidate]
    scores: Sequence[float]  # log-odds of each
    at: int  # the chosen one
    points: Mapping[str, float]  # of facts

    @property
    def best(self) -> Candidate:
        """The candidate chosen."""
        return self.options[self.at]

    @property
    def probability(self) -> float:
        """How sure the choice is, 0 to 1."""
        return softmax(self.scores)[self.at]

    @property
    def reasons(self) -> list[str]:
        """The facts that speak most for it."""
        return _strongest(self.best.facts, self.points)

    @property
    def others(self) -> list[tuple[str, float]]:
        """The next candidates (label and probability), the likeliest first."""
        return _next(self.options, softmax(self.scores), self.at)


def _strongest(facts: Sequence[str], points: Mapping[str, float]) -> list[str]:
    told = {fact for fact in facts if " " in fact}
    return sorted(told, key=lambda fact: (-points.get(fact, 0.0), fact))[:_REASONS]


def _next(options: Sequence[Candidate], odds: Sequence[float], at: int) -> list[tuple[str, float]]:
    order = sorted((k for k in range(len(odds)) if k != at), key=lambda k: (-odds[k], k))
    return [(options[k].label, odds[k]) for k in order[:_REASONS]]


def choose(scene: Scene, found: Found, person: Person | None) -> Choice:
    """Return the best candidate for a mention's party."""
    points = scene.lexicon.points
    options = candidates(scene, found, person)
    scores = [sum(map(points.get, option.facts, repeat(0.0))) for option in options]
    return Choice(options, scores, scores.index(max(scores)), points)


def candidates(scene: Scene, found: Found, person: Person | None) -> list[Candidate]:
    """Return whoever may be meant by a mention, with facts; the last is nobody."""
    options: dict[str, Candidate] = {}
    kind = _kind(scene, found)
    shape = kind.partition(" ")[0]

    def add(link: Link, where: str, *facts: str) -> None:
        if not link.label:
            return
        option = options.get(link.label)
        if option is None:
            option = Candidate(link.label, link.sort, link.neutral, link.noun)
            options[link.label] = option
        group = _GROUPS.get(link.sort, "body")
        fact = f"{where} {group}"
        if fact not in option.facts:
            option.facts += (where, fact, f"{shape}: {fact}", f"{kind}: {fact}", f"{asked} {fact}")
        option.facts += facts

    own = person.name if person is not None else found.own
    spoken = found.kind.affiliation if found.kind is not None else "-"
    neutral = found.kind is not None and found.kind.stake == "independent"
    body = found.body.noun if found.body is not None else None
    binds = body.binds if body is not None else found.kind.binds if found.kind else ""
    asked = body.affiliation if body is not None else spoken
    elsewhere = person.links if person is not None else []
    tied = any(k.label != own and k.how != "inner" for k in (*found.links, *elsewhere))
    beside = "beside" if tied else "alone"
    add(
        Link(own, "", "self", neutral, found.kind),
        "own", f"own {spoken}", f"{shape}: own {_length(found)}", f"{shape} own {spoken}",
        f"{kind}: own {beside}", f"{shape}: own {beside}",
    )  # fmt: skip
    for where, links in (("words", found.links), ("elsewhere", elsewhere)):
        for rank, link in enumerate(links):
            group = _GROUPS.get(link.sort, "body")
            facts = [
                link.how, f"{link.how} {group}", f"{shape}: {link.how} {group}",
                f"{asked} {link.how} {group}", f"{where} {link.sort}", f"{where} {min(rank, 2)}",
            ]  # fmt: skip
            if scene.tied.get(link.label, 0) > 1:
                facts += [f"shared {group}", f"{kind}: shared {group}"]
            add(link, "inner" if link.how == "inner" else where, *facts)
    open_ = found.shape in (ROLE, DOCUMENT, OTHER) or (
        found.shape == PERSON and kind.split()[1] not in "-person"
    )
    if open_ and (beside == "alone" or found.owner in ("its", "their")):
        for link, *facts in _context(scene, found):
            if link.label != own and link.sort in _FITTING.get(binds, (link.sort,)):
                add(link, "near", *facts)
    nobody = Candidate("", "", False)
    nobody.facts = ["nobody", f"{shape}: nobody", f"{kind}: nobody", f"nobody {spoken}"]
    return [*options.values(), nobody]


def _length(found: Found) -> str:
    """Return whether a noun is described: "the port company", unlike "the company"."""
    noun = found.noun
    return "long" if noun is not None and noun.first - found.first > 1 else "short"


def _kind(scene: Scene, found: Found) -> str:
    """Return what a mention is, in a word or three: "role state the"."""
    words = scene.layout.words
    binds = found.kind.binds if found.kind is not None else "-"
    if (
        found.inner is not None
        and found.inner.noun is not None
        and binds in ("body", "nobody", "issuer", "state")
    ):
        binds = f"{binds}>{found.inner.noun.binds}"
    shape = _SHAPES[found.shape]
    if found.shape == ROLE and found.kind is not None and found.kind.type == "group":
        shape = "group"
    if found.former:
        return f"{shape} former"
    if found.shape in (ROLE, DOCUMENT):
        lead = words[found.first]
        what = "the" if lead == "the" else "any" if lead in scene.words.indefinites else "-"
        if found.owner:
            what = "his"
        elif what == "-" and found.noun is not None and several(words[found.noun.end - 1]):
            what = "bare"
        return f"{shape} {binds} {what}"
    if found.shape == PARTY:
        return f"{shape} {found.facet}"
    return f"{shape} {binds}{' its' if found.owner in ('its', 'their') else ''}"


def _context(scene: Scene, found: Found) -> Iterator[tuple[Link, *tuple[str, ...]]]:
    """Yield whom the article has named or heard before a mention, each with facts."""
    layout = scene.layout
    at, words = found.first, layout.words
    here = layout.sentence_of[at]
    noun = found.body or found.noun
    word = noun_word(scene, found)
    if word in scene.nouns:
        party, neutral = scene.nouns[word]
        yield Link(party, "", _sort(scene, party), neutral), "same noun"
    asked = noun.noun.affiliation if noun is not None and noun.noun is not None else "-"
    seen: set[str] = set()
    for rank, said in enumerate(reversed(scene.said[-_VOICES:])):
        if not said.party or said.party in seen:
            continue
        seen.add(said.party)
        far = _far(here - layout.sentence_of[said.first])
        alike = "alike" if said.affiliation == asked else "other"
        sort = scene.lexicon.sort_of(said.party) or f"heard {_SHAPES[said.shape]}"
        if sort == "heard role" and alike == "other":
            continue  # "police" are no company
        yield (
            Link(said.party, "", sort, said.neutral),
            f"spoke {min(rank, 3)}", f"spoke {_SHAPES[said.shape]} {alike}", f"heard {far}",
        )  # fmt: skip
    named: dict[str, set[str]] = {}
    binds = noun.noun.binds if noun is not None and noun.noun is not None else ""
    for mark in reversed(scene.marks.before(at, _BACK)):
        if not mark.party or mark.end > at:
            continue
        thing = _thing(scene, mark)
        if thing and binds in _LOCAL:
            continue
        sentence = layout.sentence_of[mark.first]
        sort, far = scene.lexicon.sort_of(mark.party), _far(here - sentence)
        facts = []
        if mark.party not in named:
            if len(named) == _NEAREST:
                break
            facts = [
                f"thing {thing}",
                f"named {len(named)} {sort}",
                f"named {mark.facet} {sort}",
                f"named {far} {sort}",
            ]
        if mark.first - layout.sentences[sentence].first < 3:
            facts.append(f"opens {far}")
        if mark.first and words[mark.first - 1] in scene.words.places_of:
            facts.append(f"place {far}")
        known = named.setdefault(mark.party, set())
        new = [fact for fact in facts if fact not in known]
        if new:
            yield Link(mark.party, "", sort, sort == "neutral"), *new
            known.update(new)
        if mark.facet == "places" and "town" not in known:
            known.add("town")
            yield Link(town(scene, mark), "", "town", False), f"town {far}", f"town {len(named)}"
    yield from _home(scene)
    if noun is not None and noun.noun is not None and noun.noun.binds in _OF_BODIES:
        yield from bodies_before(scene, at, noun.noun.affiliation)


def _thing(scene: Scene, mark: Mark) -> bool:
    """Tell whether a name of people only describes a thing: "a Norlandish car"."""
    return mark.facet == "demonyms" and mark.end not in scene.mark_at


def _home(scene: Scene) -> list[tuple[Link, str]]:
    """Return the land that the article names first, and the one it names most."""
    if scene.home is None:
        count: dict[str, int] = {}
        for mark in scene.marks.items:
            if mark.party in scene.lexicon.lands and not _thing(scene, mark):
                count[mark.party] = count.get(mark.party, 0) + 1
        scene.home = []
        if count:
            most = max(count, key=count.__getitem__)
            for party, fact in ((next(iter(count)), "first land"), (most, "most named land")):
                link = Link(party, "", scene.lexicon.sort_of(party), False)
                scene.home.append((link, f"{fact} {len(count) == 1}"))
        elif any(scene.layout.words[m.end - 1] == "government" for m in scene.marks.items):
            scene.home.append((Link("government", "", "home", False), "no land named"))
    return scene.home


def bodies_before(scene: Scene, at: int, asked: str) -> Iterator[tuple[Link, str, str]]:
    """Yield the bodies named before a mention without speaking: "Norvik closed … The company"."""
    layout, places = scene.layout, scene.marks.places
    here = layout.sentence_of[at]
    number, runs, rank = bisect_left(places, at), 0, 0
    while number > 0 and runs < _RUNS:
        number -= 1
        place = places[number]
        sentence = layout.sentence_of[place]
        if here - sentence > _FAR:
            return
        if place in scene.inside:
            continue
        if place and (
            (capital(layout, place - 1) and proper(scene, place - 1)) or initial(layout, place - 1)
        ):
            continue
        runs += 1
        body = _body_at(scene, place)
        if body is None or body.end > at:
            continue
        kind = body.kind
        alike = "-" if kind is None else "alike" if kind.affiliation == asked else "other"
        opens = "opens" if place - layout.sentences[sentence].first < 3 else "-"
        yield (
            Link(body.own, "", "body", kind is not None and kind.stake == "independent", kind),
            f"body {min(rank, 3)} {alike}", f"body {_far(here - sentence)} {opens}",
        )  # fmt: skip
        rank += 1


def _body_at(scene: Scene, place: int) -> Found | None:
    """Return the body whose name starts at a token, if one does."""
    if place not in scene.bodies:
        scene.bodies[place] = None
        mark = scene.mark_at.get(place)
        if mark is not None or proper(scene, place):
            high = scene.layout.sentences[scene.layout.sentence_of[place]].end
            end = max(span_end(scene, place, high), place + 1, mark.end if mark else 0)
            body = read(scene, place, end, 1)
            near = scene.layout.words[place - 1] if place else ""
            town = end - place == 1 and body.kind is None and near in scene.words.places_of
            if body.shape == ORGANISATION and body.own and not town:
                scene.bodies[place] = body
    return scene.bodies[place]


def _far(sentences: int) -> str:
    """Return a distance in sentences as a word."""
    return str(sentences) if sentences < 3 else "near" if sentences < 6 else "far"


def _sort(scene: Scene, party: str) -> str:
    return scene.lexicon.sort_of(party) or "heard"


def noun_word(scene: Scene, found: Found) -> str:
    """Return what a noun is looked up by: an office by all its words, a body by its last."""
    mark: Mark | None = found.inner or found.noun
    if mark is None or mark.noun is None:
        return ""
    words = scene.layout.words
    if mark.noun.type == "individual":
        return " ".join(words[mark.first : mark.end])
    return words[mark.end - 1].rstrip("s")
