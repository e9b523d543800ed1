"""The words that name a source: its name and what leads to it, no stray word around it."""

from __future__ import annotations

from auditor.resolve.people import leads, plain
from auditor.resolve.scene import ORGANISATION, PARTY, PERSON, Found, Scene
from auditor.resolve.tokens import BREAKS, capital

_COMPLEMENT = 12  # tokens, preposition and all
_ADJECTIVES = 2  # lower-case words before a title
_MARKS = frozenset({'"', "'", "(", ")", ",", ".", "-", "according", "to", "[", "]"})


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
        articles = scene.words.source_possessives | {"a", "an", "the"}
        first = next((at for at in before if words[at] in articles), first)
        stop = end
        end = noun.end
        while end < stop and capital(scene.layout, end):
            end += 1
        if stop < found.end and words[stop] in scene.words.mention_prepositions:
            high = min(found.end, stop + _COMPLEMENT)
            breaks = BREAKS | scene.words.relative_pronouns
            end = next((at for at in range(stop, high) if words[at] in breaks), high)
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
        begin = _title(scene, found.first, noun.first)
        if begin - found.first <= _ADJECTIVES and not capital(scene.layout, begin):
            begin = found.first if _all_plain(scene, found.first, begin) else begin
        while words[begin] in ("of", "and", "-", "for", "in", "'s"):
            begin += 1
    while begin > found.first and (
        words[begin - 1] in scene.words.honours or words[begin - 1] == "."
    ):
        begin -= 1
    while begin < first and words[begin] == ".":
        begin += 1
    return begin, end


def _title(scene: Scene, low: int, begin: int) -> int:
    """Return where a title starts: "retired agent and terrorism specialist"."""
    words = scene.layout.words
    while begin > low:
        before = begin - 1
        if words[before].endswith("day") or (
            words[before] == "and" and words[before - 1].endswith("s")
        ):
            break  # "rebel leaders and envoy Ann Ode"
        if leads(scene, before):
            begin = before
        elif before > low and leads(scene, before - 1) and _all_plain(scene, before, begin):
            begin = before - 1
        else:
            break
    return begin


def _all_plain(scene: Scene, first: int, end: int) -> bool:
    """Tell whether tokens may describe a title: "conservative activist"."""
    return all(plain(scene, at) for at in range(first, end))


def _body(scene: Scene, found: Found, first: int, end: int) -> tuple[int, int]:
    words, noun = scene.layout.words, found.noun
    if noun is not None and noun.end == first and noun.first >= found.first:
        return _title(scene, found.first, noun.first), end  # "the union Metall Nord"
    if noun is not None and noun.first == end and noun.end <= found.end:
        end = noun.end  # "the Norvik company"
    while (
        first > found.first
        and words[first - 1] in scene.words.not_names
        and capital(scene.layout, first - 1)
    ):
        if words[first - 1].endswith("day"):
            break
        first -= 1
    if first > found.first and words[first - 1] == "the":
        first -= 1
    return first, end
