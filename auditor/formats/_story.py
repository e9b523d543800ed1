"""Which runs of a web page are its story, by where its prose lies; why the others are not.

Paragraphs give points to the elements around them, fewer to those farther away; links take
them.  The element with the most points is the story, widened where an ancestor holds much
more prose, joined by its like.  What is furniture by its tag or its name is left out, unless
most of the page's prose stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from auditor.formats._names import body, embedding, furniture, other, spoken
from auditor.formats._scan import Element, Run
from auditor.model import BlockKind

OUTSIDE = "around the article"
_LEAST = 25  # characters of a paragraph that gives points
_PROSE = 60  # of one that counts as prose
_ALL_LINKS, _HALF_LINKS, _FEW_LINKS = 0.8, 0.5, 0.4
_MOST = 0.4  # of the prose: what holds as much is no furniture
_LEVELS = 5  # elements around a paragraph that get points
_WIDER, _COST, _WORTH = 1.25, 0.25, 0.3
_LIKE, _LIKE_LINKS, _LIKE_WORTH = 200, 0.15, 0.2
_LONG_LINKS = 400  # characters: as long a block is no list of links
_CARD = 400  # characters of prose in a teaser
_SMALL, _TIE = 0.33, 0.8
_LISTED = 0.5  # what a list's points are worth: a story is hardly ever one
_RELATED = 6  # levels up to which parts of one name may be cousins
_ALWAYS = frozenset("nav footer aside menu dialog".split())  # whatever they hold
_WHOLE = frozenset("body html article main".split())  # whatever they are called
_DEEP = 60  # levels that are looked up
_PARAGRAPH_TAGS = frozenset("p li h1 h2 h3 h4 h5 h6 blockquote pre td dd figcaption".split())
_LIGHT = frozenset("p li h2 h3 blockquote".split())


class Piece(NamedTuple):
    """A run with what is to be seen of it."""

    run: Run
    length: int  # characters, blanks as one
    letters: int  # characters that are no blanks
    linked: int  # of these in links to other pages
    commas: int
    address: bool  # it is written as one: of a link that leads nowhere else

    @property
    def prose(self) -> bool:
        return self.length >= _PROSE and self.linked < _FEW_LINKS * self.length


def pieces(plain: str, runs: Sequence[Run]) -> list[Piece]:
    """Return the runs that hold anything to be seen."""
    found = []
    for run in runs:
        words = plain[run.start : run.end].split()
        if words:
            letters = sum(map(len, words))
            linked = sum(len("".join(plain[a:b].split())) for a, b in run.links)
            commas = sum(word.count(",") for word in words)
            address = any("://" in word for word in words)
            length = letters + len(words) - 1
            found.append(Piece(run, length, letters, linked, commas, address))
    return found


class Story(NamedTuple):
    """For each piece why it is not part of the story, nothing for one that is; and doubts."""

    reasons: list[str]
    doubts: list[str]


def story(
    found: Sequence[Piece], elements: Sequence[Element], times: Sequence[int], titled: int | None
) -> Story:
    """Return which pieces are the story.

    ``times`` are the elements in which a time stands, ``titled`` is the piece that is the
    title beyond doubt, if there is one.
    """
    page = _Page(found, elements, found[titled].run.element if titled is not None else 0)
    tops = page.tops()
    inside = page.below(tops) if tops else [True] * len(elements)
    reasons = [page.reason(piece, inside[piece.run.element]) for piece in found]
    return Story(reasons, page.doubts(tops, inside, times) if tops else [])


class _Page:
    """The figures of each element, by its index: of all that stands in it."""

    def __init__(self, found: Sequence[Piece], elements: Sequence[Element], titled: int) -> None:
        self.found, self.elements = found, elements
        self.titled = self._path(titled)
        count = len(elements)
        self.size, self.links, self.prose = [0] * count, [0] * count, [0] * count
        self.titles, self.quotes = [0] * count, [0] * count
        for piece in found:
            at = piece.run.element
            self.size[at] += piece.letters
            self.links[at] += piece.linked
            self.titles[at] += piece.run.heading == "h1"
            self.quotes[at] += piece.run.kind is BlockKind.QUOTE
            if piece.prose:
                self.prose[at] += piece.length
        for figures in (self.size, self.links, self.prose, self.titles, self.quotes):
            for at in range(count - 1, 0, -1):  # elements stand behind those around them
                figures[elements[at].parent] += figures[at]
        self.why = self._furniture()
        self.points = self._points()

    def _furniture(self) -> list[str]:
        """Return for each element why nothing in it is story."""
        most = _MOST * max(1, self.prose[0])
        why = [""] * len(self.elements)
        teasers = self._teasers()
        for at in range(1, len(why)):
            element = self.elements[at]
            why[at] = why[element.parent]
            if why[at]:
                continue
            name = furniture(element.names)
            if element.tag in _WHOLE and not (element.tag == "article" and other(name)):
                name = ""
            if element.tag in _ALWAYS:
                name = element.tag
            elif self.prose[at] >= most and not (spoken(name) and not self.titles[at]):
                name = ""
            elif element.tag == "form":
                name = "form"
            elif at in teasers:
                name = "another article"
            elif name and self.quotes[at] and embedding(name):
                name = ""  # a post of somebody's that the story quotes
            if name:
                why[at] = f"{OUTSIDE}: {name}"
        return why

    def _teasers(self) -> set[int]:
        """Return the elements that lead elsewhere: their first heading is a link.

        These are article elements, and small ones beside others of the same kind.
        """
        articles: dict[int, bool] = {}
        cards: dict[int, bool] = {}
        for piece in self.found:
            if piece.run.heading:
                away = piece.linked > _HALF_LINKS * piece.letters
                heading = piece.run.element
                articles.setdefault(self._article(heading), away)
                cards.setdefault(self.elements[heading].parent, away)
        kinds = Counter(self._kind(at) for at, away in cards.items() if away)
        teasers = {at for at, away in articles.items() if away}
        teasers |= {
            at for at, away in cards.items()
            if away and kinds[self._kind(at)] > 1 and self.prose[at] < _CARD
        }  # fmt: skip
        return teasers - {0, *self.titled}

    def _kind(self, at: int) -> tuple[int, str, str]:
        element = self.elements[at]
        return element.parent, element.tag, element.names

    def _article(self, at: int) -> int:
        """Return the innermost article element around an element, or 0."""
        for _ in range(_DEEP):
            if at <= 0 or self.elements[at].tag == "article":
                break
            at = self.elements[at].parent
        return at if at > 0 and self.elements[at].tag == "article" else 0

    def _points(self) -> list[float]:
        points = [0.0] * len(self.elements)
        for piece in self.found:
            at = piece.run.element
            if self.why[at] or piece.length < _LEAST:
                continue
            if piece.linked > _HALF_LINKS * piece.letters:
                continue
            score = 1 + piece.commas + min(piece.length / 100, 3)
            tag = self.elements[at].tag
            light = tag in _LIGHT
            for depth in range(1 if tag == "body" else _LEVELS):
                if depth or tag not in _PARAGRAPH_TAGS:
                    near = depth - light
                    points[at] += score / (1 if near <= 0 else 2 if near == 1 else 3 * depth)
                if not at:
                    break
                at = self.elements[at].parent
        for at, element in enumerate(self.elements):
            if points[at]:
                points[at] *= 1 - self._density(at)
                if body(element.names):
                    points[at] *= 1.25
                if element.tag == "article":
                    points[at] *= 1.1
                elif element.tag in ("ul", "ol"):
                    points[at] *= _LISTED
        return points

    def _density(self, at: int) -> float:
        return self.links[at] / max(1, self.size[at])

    def tops(self) -> set[int]:
        """Return the elements that hold the story; none where the page has no prose."""
        top = max(range(len(self.points)), key=self.points.__getitem__)
        if not self.points[top]:
            return set()
        tied = [at for at in self.titled if self.points[at] >= _TIE * self.points[top]]
        top = max(tied, key=self.points.__getitem__, default=top)  # the one that has the title
        top = self._widened(top)
        return {top, *self._like(top)}

    def _widened(self, top: int) -> int:
        at = self.elements[top].parent
        while at > 0 and self.elements[at].tag not in ("body", "html"):
            if (
                self.prose[at] > _WIDER * self.prose[top]
                and self._density(at) < _COST + self._density(top)
                and self.points[at] > _WORTH * self.points[top]
            ):
                top = at
            at = self.elements[at].parent
        return top

    def _like(self, top: int) -> list[int]:
        """Return the sisters and cousins that go on with the story."""
        names, parent = self.elements[top].names.strip(), self.elements[top].parent
        above, family = self._parent(parent), self._above(top)
        like = []
        for at, element in enumerate(self.elements):
            if at == top or self.prose[at] < _LIKE or self._density(at) >= _LIKE_LINKS:
                continue
            if self.titles[at] and self.titles[top]:
                continue  # a story of its own
            if names and element.names.strip() == names:
                if family & self._above(at):
                    like.append(at)
            elif self.points[at] >= _LIKE_WORTH * self.points[top] and (
                parent == element.parent or (above > 0 and self._parent(element.parent) == above)
            ):
                like.append(at)
        return like

    def _path(self, at: int) -> list[int]:
        """Return an element and those around it, innermost first, without the root."""
        path: list[int] = []
        while at > 0 and len(path) < _DEEP:
            path.append(at)
            at = self.elements[at].parent
        return path

    def _parent(self, at: int) -> int:
        return self.elements[at].parent if at >= 0 else -1

    def _above(self, at: int) -> set[int]:
        """Return the next elements around one, none beyond its article or the page's body."""
        around: set[int] = set()
        for _ in range(_RELATED):
            if self.elements[at].tag == "article":
                break
            at = self.elements[at].parent
            if at <= 0 or self.elements[at].tag in ("body", "html"):
                break
            around.add(at)
        return around

    def below(self, tops: set[int]) -> list[bool]:
        """Return for each element whether it is one of ``tops`` or stands in one."""
        inside = [at in tops for at in range(len(self.elements))]
        for at in range(1, len(inside)):
            inside[at] = inside[at] or inside[self.elements[at].parent]
        return inside

    def doubts(self, tops: set[int], inside: Sequence[bool], times: Sequence[int]) -> list[str]:
        """Return why the story may not be what the page is about."""
        whole = sum(self.prose[at] for at in tops)
        living = sum(p.length for p in self.found if p.prose and not self.why[p.run.element])
        if whole < _SMALL * living:
            share = f"{whole / living:.0%}"
            return [f"what was taken for the article is {share} of the prose on the page"]
        around = {at for top in tops for at in self._path(top)}
        best = max(self.points[at] for at in tops)
        rivals = [
            at for at, points in enumerate(self.points)
            if points >= _TIE * best and not inside[at] and at not in around
        ]  # fmt: skip
        if rivals and not around & set(self.titled):
            return ["two parts of the page are as likely to be the article"]
        return self._several(inside, set(times))

    def _several(self, inside: Sequence[bool], times: set[int]) -> list[str]:
        """Return a doubt where the story is made of several articles, none with a time."""
        headed: set[int] = set()
        for piece in self.found:
            if piece.run.heading and inside[piece.run.element]:
                headed.add(self._article(piece.run.element))
        headed -= {0}
        parts = {at for at in headed if not self.why[at] and not headed & set(self._path(at)[1:])}
        timed = {self._article(at) for at in times}
        if len(parts) > 1 and not parts & timed and not parts & set(self.titled):
            return [f"the page holds {len(parts)} articles with headings of their own"]
        return []

    def reason(self, piece: Piece, inside: bool) -> str:
        """Return why a piece is no part of the story."""
        if why := self.why[piece.run.element]:
            return why
        if not inside:
            return OUTSIDE
        if piece.linked > _ALL_LINKS * piece.letters and piece.letters < _LONG_LINKS:
            return "" if piece.address else "a link"
        return ""
