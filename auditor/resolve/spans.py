"""The words that name a source: its name and what leads to it, no stray word around it."""

from __future__ import annotations

from auditor.resolve.people import leads
from auditor.resolve.scene import ORGANISATION, PARTY, PERSON, Found, Scene
from auditor.resolve.tokens import capital
from auditor.resolve.words import BREAKS, CLAUSAL, COMMON, DAYS, HONOURS, LEAD, LINKS, PREPOSITIONS

_COMPLEMENT = 12  # tokens, preposition and all
_DETERMINERS = frozenset("a an the his her its their our my".split())
_ADJECTIVES = 2  # lower-case words before a title
_MARKS = frozenset({'"', "'", "(", ")", ",", ".", "-", "according", "to", "[", "]"})
_FORE = COMMON - DAYS
_BEFORE_NAMES = HONOURS | {"."}


def named_range(scene: Scene, found: Found) -> tuple[int, int]:
    """Return the tokens that name a source in a mention."""
    if found.name is not None and found.shape == PERSON:
        return _person(scene, found, *found.name)
    if found.name is not None and found.shape in (ORGANISATION, PARTY):
        return _body(scene, found, *found.name)
    return _role(scene, found)


def _role(scene: Scene, found: Found) -> tuple[int, int]:
    """ "A week later a spokesman for Norvik who asked …" is "a spokesman for Norvik"."""
    words, noun = scene.layout.words, found.noun
    first, end = found.first, max(found.head_end, found.first + 1)
    if noun is not None and first <= noun.first and noun.end <= end:
        before = range(noun.first - 1, first, -1)
        first = next((at for at in before if words[at] in _DETERMINERS), first)
        stop = end
        end = noun.end
        while end < stop and capital(scene.layout, end):
            end += 1
        if stop < found.end and words[stop] in PREPOSITIONS:
            high = min(found.end, stop + _COMPLEMENT)
            end = next((at for at in range(stop, high) if words[at] in BREAKS), high)
    while end - first > 1 and words[first] in _MARKS:
        first += 1
    while end - first > 1 and words[end - 1] in _MARKS:
        end -= 1
    return first, end


def _person(scene: Scene, found: Found, first: int, end: int) -> tuple[int, int]:
    """A title before the name belongs to it: "Norvik director Ann Ode", not "quote from …"."""
    words, noun = scene.layout.words, found.noun
    begin = first
    if noun is not None and found.first <= noun.first < first:
        begin = noun.first
        begin = _title(scene, found.first, begin)
        begin = _adjectives(scene, found.first, begin)
        while words[begin] in LINKS and words[begin] != "the":
            begin += 1
    while begin > found.first and words[begin - 1] in _BEFORE_NAMES:
        begin -= 1
    while begin < first and words[begin] == ".":
        begin += 1
    return begin, end


def _title(scene: Scene, low: int, begin: int) -> int:
    """Return where a title starts: "retired agent and terrorism specialist"."""
    words = scene.layout.words
    while begin > low:
        before = begin - 1
        if words[before] in DAYS or (words[before] == "and" and words[before - 1].endswith("s")):
            break  # "rebel leaders and envoy Ann Ode"
        if leads(scene, before):
            begin = before
        elif before - 1 >= low and leads(scene, before - 1) and _plain(scene, before):
            begin = before - 1
        else:
            break
    return begin


def _plain(scene: Scene, at: int) -> bool:
    """Tell whether a token may describe a title."""
    word = scene.layout.words[at]
    return word.isalpha() and word not in LEAD and word not in PREPOSITIONS and word not in CLAUSAL


def _adjectives(scene: Scene, low: int, begin: int) -> int:
    """Return where the words that describe a title start: "conservative activist"."""
    words = scene.layout.words
    if capital(scene.layout, begin) or words[begin] in LEAD or begin - low > _ADJECTIVES:
        return begin
    return low if all(_plain(scene, at) for at in range(low, begin)) else begin


def _body(scene: Scene, found: Found, first: int, end: int) -> tuple[int, int]:
    words, noun = scene.layout.words, found.noun
    if noun is not None and noun.end == first and noun.first >= found.first:
        return _title(scene, found.first, noun.first), end  # "the union Metall Nord"
    if noun is not None and noun.first == end and noun.end <= found.end:
        end = noun.end  # "the Norvik company"
    while first > found.first and words[first - 1] in _FORE and capital(scene.layout, first - 1):
        first -= 1
    if first > found.first and words[first - 1] == "the":
        first -= 1
    return first, end
