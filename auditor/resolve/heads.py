"""The head of a mention: the words before any comma or clause, taken apart."""

from __future__ import annotations

from auditor.resolve.lexicon import Mark
from auditor.resolve.names import proper, span_end
from auditor.resolve.scene import Scene
from auditor.resolve.tokens import capital
from auditor.resolve.words import (
    COMMON,
    FORMER,
    HONOURS,
    INNER,
    OPENERS,
    PEOPLES,
    PREPOSITIONS,
    TOPICS,
)

_LEADING = OPENERS - HONOURS


class Head:
    """``spans`` are capitalised names, ``stop`` is where a complement ("of …") starts."""

    noun: Mark | None = None

    def __init__(self, first: int, end: int) -> None:
        self.first = first
        self.end = self.stop = end
        self.spans: list[tuple[int, int]] = []
        self.parties: list[Mark] = []


def take_apart(scene: Scene, first: int, end: int) -> Head:
    """Return the parts of the head at a token range."""
    layout, mark_at = scene.layout, scene.mark_at
    words = layout.words
    head = Head(first, end)
    i = first
    whole = False  # the last piece was a name complete in itself
    while i < end:
        mark = mark_at.get(i)
        if mark is not None:
            if mark.noun is not None:
                head.noun = mark
            else:
                head.parties.append(mark)
            whole = mark.noun is None or mark.noun.affiliation == "media"
        if mark is None and words[i] in COMMON and words[i] not in HONOURS:
            whole = False
            i += 1
        elif mark is None and i == first and words[i] in _LEADING and capital(layout, i):
            i += 1  # "When Ann Ode"
        elif mark is None and _compounds(scene, i, end):
            i += 3
        elif capital(layout, i) and words[i] not in PEOPLES:
            j = span_end(layout, mark_at, i, end)
            if mark is not None or proper(layout, scene.marks, i) or j == end == i + 1:
                head.spans.append((i, j))
                whole = whole or mark is None
            for at in range(i + 1, j):
                inner = mark_at.get(at)
                if inner is None:
                    continue
                if inner.noun is not None:
                    if not (_is_body(head.noun) and words[at - 1] in INNER):
                        head.noun = inner
                else:
                    head.parties.append(inner)
            i = max(j, i + 1)
        elif mark is not None:
            i = max(mark.end, i + 1)
        elif words[i] in PREPOSITIONS and i > first:
            head.stop = i
            break
        elif _ends(head.noun, words, i):
            head.stop = head.end = i
            break
        elif words[i] == "and" and whole:
            j = _one_name(scene, head, i, end)
            if j:
                head.spans[-1] = (head.spans[-1][0], j)
                head.noun = next(m for m in scene.marks.within(i, j) if _is_body(m))
                i = j
                continue
            head.stop = head.end = i
            break
        else:
            whole = False
            i += 1
    return head


def _compounds(scene: Scene, at: int, end: int) -> bool:
    """Tell whether a capitalised token only describes: "Norland-based"."""
    layout = scene.layout
    return (
        at + 2 < end
        and layout.words[at + 1] == "-"
        and capital(layout, at)
        and not capital(layout, at + 2)
    )


def _participle(noun: Mark, word: str) -> bool:
    """Tell whether a word behind a person opens a clause: "a veteran attending school"."""
    return noun.noun is not None and noun.noun.type == "individual" and word.endswith("ing")


def _ends(noun: Mark | None, words: list[str], at: int) -> bool:
    """Tell whether a head ends before a token: "a veteran attending …", "… and former …"."""
    if noun is None:
        return False
    if noun.end == at and _participle(noun, words[at]):
        return True
    return words[at] == "and" and _was(noun, words[at + 1 : at + 2])


def _was(noun: Mark, behind: list[str]) -> bool:
    """Tell whether an "and" leads from what somebody is to what they were before."""
    if noun.noun is None or noun.noun.type != "individual":
        return False
    return not FORMER.isdisjoint(behind)


def _is_body(mark: Mark | None) -> bool:
    return mark is not None and mark.noun is not None and mark.noun.type == "group"


def _one_name(scene: Scene, head: Head, at: int, end: int) -> int:
    """Return the end of a body's name that runs over an "and", or 0: "Securities and …"."""
    if not head.spans or head.spans[-1][1] != at or head.spans[-1][0] in scene.mark_at:
        return 0
    if at + 1 >= end or not capital(scene.layout, at + 1):
        return 0
    stop = span_end(scene.layout, scene.mark_at, at + 1, end)
    return stop if any(_is_body(m) for m in scene.marks.within(at + 1, stop)) else 0


def bare_run(scene: Scene, head: Head) -> tuple[int, int] | None:
    """Return the first stretch of a span that no mark covers, the last behind a party's name."""
    for first, end in head.spans:
        last = max((m.end for m in head.parties if first < m.first and m.end < end), default=0)
        if last and end - last > 1:
            return last, end  # "House Republican Ann Ode"
        at = begin = first
        while at < end:
            mark = scene.mark_at.get(at)
            if mark is None or mark.noun is not None:
                at += 1
                continue
            if at > begin:
                return begin, at
            at = begin = mark.end
        if begin < end:
            return begin, end
    return None


def of_state(name: list[str]) -> bool:
    """Tell whether a department is named for its task alone, and so the state's."""
    return len(name) > 1 and name[-1] == "department" and TOPICS.issuperset(name[:-1])


def owner_span(scene: Scene, head: Head) -> tuple[int, int] | None:
    """Return the name before the noun that owns it: "Norvik spokesman", "Vale's lawyer"."""
    assert head.noun is not None
    words = scene.layout.words
    for first, end in reversed(head.spans):
        if head.noun.first < end and first and words[first - 1] == "'s":
            continue  # "Norvik's Graduate School": the owner stands before
        end = min(end, head.noun.first)
        while first < end and words[first] in COMMON and first not in scene.mark_at:
            first += 1
        while first < end and (words[end - 1] in COMMON or words[end - 1] in ".-"):
            end -= 1
        if words[end] == "-" or of_state(words[first : head.noun.end]):
            continue  # "Norland-based", "the Labor Department"
        at = first
        while at < end:
            mark = scene.mark_at.get(at)
            if mark is None or (mark.noun is not None and mark.noun.binds == "own"):
                return first, end
            at = mark.end
    return None
