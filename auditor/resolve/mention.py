"""A mention taken apart: its name, its noun, whom its words tie it to.  No party is chosen here."""

from __future__ import annotations

from auditor.resolve.lexicon import Mark, Noun
from auditor.resolve.links import tie_to
from auditor.resolve.names import (
    body_label,
    coauthors,
    is_body,
    label,
    proper,
    span_end,
    strip_honours,
    surname,
)
from auditor.resolve.scene import (
    DOCUMENT,
    ORGANISATION,
    OTHER,
    PARTY,
    PERSON,
    PRONOUN,
    ROLE,
    Found,
    Link,
    Scene,
)  # fmt: skip
from auditor.resolve.tokens import BREAKS, capital, opens, several

_PAPERS = frozenset({"document", "visual", "poll", "database"})
_COMPLEMENT = 8  # tokens
_DATELINE = 8  # tokens
_DEEPEST = 3  # mentions inside mentions
_RESEARCHERS = Noun("group", "academic", "independent", "own")
_OWN_NAMES = ("own", "body")


class Head:
    """The words of a mention before any comma or clause.

    ``spans`` are capitalised names, ``stop`` is where a complement ("of …") starts.
    """

    def __init__(self, first: int, end: int) -> None:
        self.first = first
        self.end = self.stop = end
        self.noun: Mark | None = None
        self.spans: list[tuple[int, int]] = []
        self.parties: list[Mark] = []


def read(scene: Scene, first: int, end: int, depth: int = 0) -> Found:
    """Read the mention at a token range."""
    layout, lists = scene.layout, scene.words
    words = layout.words
    begin = first
    if depth == 0 and end - first > 1:
        if words[end - 1] in lists.mention_prepositions:
            end = _onward(scene, end)  # cut off: "an attorney representing"
        elif words[end - 1] == "'s" and (mark := scene.mark_at.get(end)) and mark.noun:
            end = mark.end  # cut off: "Vale's" family
    first = _skip_lead(scene, first, end)
    if first == end:
        first = end - 1
        if words[first] not in lists.source_pronouns:
            return Found(begin, end, end, OTHER)
    word = words[first].partition("'")[0] or words[first]
    shouted = layout.cased[first].isupper() and len(word) > 1  # "US", "WHO", "IT"
    if (
        word in lists.source_pronouns
        and not shouted
        and (word not in lists.source_possessives or first + 1 == end)
    ):
        found = Found(begin, end, first + 1, PRONOUN)
        found.word = word
        return found
    owner = word if word in lists.source_possessives and not shouted and first + 1 < end else ""
    first += bool(owner)
    stop = _break(scene, first + 1, end)
    found = _read_head(scene, first, stop, end, depth)
    found.first, found.end, found.owner = begin, end, owner or found.owner
    if stop < end and depth < _DEEPEST:
        _aside(scene, found, stop, end, depth)
    return found


def _break(scene: Scene, at: int, end: int) -> int:
    """Return the next token that ends a head; a nickname inside a name does not."""
    words = scene.layout.words
    while at < end and words[at] not in scene.words.relative_pronouns:
        if words[at] in BREAKS:
            if words[at] != '"' or not (at + 3 < end and words[at + 2] == '"'):
                break
            at += 2
        at += 1
    return min(at, end)


def _onward(scene: Scene, end: int) -> int:
    """Return the end of the complement that a mention was cut off before."""
    words = scene.layout.words
    sentence = scene.layout.sentences[scene.layout.sentence_of[end - 1]]
    stop = _break(scene, end, min(sentence.end, end + _COMPLEMENT))
    return next((at for at in range(end, stop) if words[at] == "."), stop)


def _skip_lead(scene: Scene, first: int, end: int) -> int:
    """Return where a mention starts behind a dateline, articles, adverbs and marks."""
    layout, words = scene.layout, scene.layout.words
    if first < end and layout.cased[first].isupper() and opens(layout, first):
        for at in range(first + 1, min(end - 1, first + _DATELINE)):
            apart = layout.starts[at] > layout.ends[at - 1]
            if words[at] in "-—" and apart and layout.starts[at + 1] > layout.ends[at]:
                first = at + 1  # "ELLS, Norland - "
                break
    while first < end and first not in scene.mark_at:
        word = words[first]
        if word[0].isalpha() and word not in scene.words.mention_leads:
            break
        first += 1
    return first


def take_apart(scene: Scene, first: int, end: int) -> Head:
    """Return the parts of the head at a token range."""
    layout, lists, mark_at = scene.layout, scene.words, scene.mark_at
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
        if mark is None and words[i] in lists.not_names:
            whole = False
            i += 1
        elif mark is None and i == first and words[i] in lists.openers:
            i += 1  # "When Ann Ode"
        elif capital(layout, i) and words[i] not in lists.peoples:
            j = span_end(scene, i, end)
            if mark is not None or proper(scene, i) or j == end == i + 1:
                head.spans.append((i, j))
                whole = whole or mark is None
            for at in range(i + 1, j):
                inner = mark_at.get(at)
                if inner is None:
                    continue
                if inner.noun is None:
                    head.parties.append(inner)
                elif not (_group(head.noun) and words[at - 1] in lists.body_joints):
                    head.noun = inner
            i = max(j, i + 1)
        elif mark is not None:
            i = max(mark.end, i + 1)
        elif words[i] in lists.mention_prepositions and i > first:
            head.stop = i
            break
        elif head.noun is not None and _ends(scene, head.noun, i, whole):
            head.stop = head.end = i
            break
        else:
            whole = False
            i += 1
    return head


def _ends(scene: Scene, noun: Mark, at: int, whole: bool) -> bool:
    """Tell whether a head ends before a token: "a veteran attending …", "Norvik and …"."""
    word = scene.layout.words[at]
    clause = noun.end == at and not _group(noun) and word.endswith("ing")
    past = not scene.words.former.isdisjoint(scene.layout.words[at + 1 : at + 2])
    return clause or (word == "and" and (whole or past))


def _group(mark: Mark | None) -> bool:
    return mark is not None and mark.noun is not None and mark.noun.type == "group"


def _read_head(scene: Scene, first: int, stop: int, end: int, depth: int) -> Found:
    """Read the part of a mention before any comma or relative clause."""
    head = take_apart(scene, first, stop)
    found = Found(first, end, head.stop, OTHER)
    found.noun, found.kind = head.noun, head.noun.noun if head.noun is not None else None
    found.former = not scene.words.former.isdisjoint(scene.layout.words[first : head.stop])
    if found.kind is None:
        _by_name(scene, found, head)
    elif found.kind.type in _PAPERS:
        found.shape = DOCUMENT
    elif found.kind.type == "individual":
        _individual(scene, found, head)
    else:
        _body(scene, found, head)
    if depth < _DEEPEST:
        tie_to(scene, found, head, depth, read)
    return found


def _by_name(scene: Scene, found: Found, head: Head) -> None:
    """Read a head without a source noun: a party, a person or a body by name."""
    layout, parties = scene.layout, head.parties
    official = next((m for m in parties if m.facet == "officials"), None)
    if official is not None:
        first, end = next(
            (s for s in head.spans if s[0] <= official.first < s[1]), (official.first, official.end)
        )
        before = [m.end for m in parties if first <= m.first and m.end <= official.first]
        first = strip_honours(scene, max([first, *before]), max(end, official.end))
        found.shape, found.name = PERSON, (first, max(end, official.end))
        return
    if parties and _forename(scene, head, parties[0]):
        found.shape, found.name = PERSON, head.spans[0]
        parties.clear()
        return
    run = bare_run(scene, head)
    if run is not None:
        if coauthors(scene, run[1]):
            found.shape, found.name, found.kind = ORGANISATION, run, _RESEARCHERS
            found.own = f"{label(scene.layout, *run)} et al."
            return
        behind = _behind_owner(scene, head, run[1])
        bare = strip_honours(scene, *run)
        if behind is not None:
            found.shape, found.name = PERSON, behind  # "Norvik's Karl Vale"
        elif bare < run[1]:
            body = bare == run[0] and is_body(scene, *run)
            found.shape, found.name = (ORGANISATION, run) if body else (PERSON, (bare, run[1]))
            if body:
                found.own = body_label(scene, *run)
        return
    if parties:
        mark = parties[-1]
        name = mark.end >= found.head_end and capital(layout, mark.end - 1)
        found.shape = PARTY if name else ROLE
        found.facet, found.name = mark.facet, (mark.first, mark.end)
        people = mark.facet == "demonyms" and mark.end - mark.first == 1
        people = people and several(layout.words[mark.first])
        if people and layout.words[max(0, mark.first - 1)] != "the":
            found.shape = ROLE  # "many Norlanders" are nobody's voice
            parties.clear()


def _forename(scene: Scene, head: Head, mark: Mark) -> bool:
    """Tell whether a place is somebody's name: "Charlotte Vale", "Vale" of Karl Vale."""
    if mark.facet not in ("places", "names", "metonyms") or len(head.parties) > 1:
        return False
    if mark.end - mark.first > 1 or not head.spans or head.spans[0][0] != mark.first:
        return False
    first, end = head.spans[0]
    words = scene.layout.words
    if end - first == 1:
        alone = mark.facet == "places" and head.stop == end
        return alone and bool(surname(scene, first))
    known = mark.facet == "places" or words[first] in scene.given_names
    return (
        known
        and end - first == 2
        and head.stop == end
        and words[end - 1] not in (scene.words.body_endings)
    )


def _behind_owner(scene: Scene, head: Head, end: int) -> tuple[int, int] | None:
    """Return the name behind a possessive: "Karl Vale" in "Norvik's Karl Vale"."""
    span = next((s for s in head.spans if s[0] == end + 1), None)
    if span is None or scene.layout.words[end] != "'s" or span[1] - span[0] < 2:
        return None
    return span if span[1] == head.stop and not any(m.first >= end for m in head.parties) else None


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


def _individual(scene: Scene, found: Found, head: Head) -> None:
    """Read a head whose noun is a person's office or trade: named behind it or not."""
    noun, words = head.noun, scene.layout.words
    assert noun is not None
    found.shape = ROLE
    for first, end in head.spans:
        begin = max(first, noun.end)
        if begin >= end:
            continue
        begin += words[begin] == "."
        begin = strip_honours(scene, begin, end) if begin < end else end
        if begin < end:
            found.shape, found.name = PERSON, (begin, end)
            found.head_end = max(found.head_end, end)
            return


def _body(scene: Scene, found: Found, head: Head) -> None:
    """Read a head whose noun is a body: one with a name of its own, or a role."""
    layout, noun = scene.layout, head.noun
    assert noun is not None and noun.noun is not None
    kind = noun.noun
    found.shape = ROLE
    for first, end in head.spans:
        inside = first <= noun.first < end and capital(layout, noun.first)
        if inside and first == noun.first and end <= noun.end and kind.affiliation != "media":
            return  # the noun alone, capitalised: "Police"
        if inside and _department(scene, first, noun.end):
            return
        own = kind.binds in _OWN_NAMES
        if inside and kind.affiliation == "military" and end == noun.end:
            own = not any(m.first < noun.first for m in head.parties) and (
                noun.first - first > 1 or layout.words[first] not in scene.words.not_names
            )  # "the Ells Liberation Army"
        if not own:
            continue
        if (
            inside
            and kind.binds == "body"
            and head.parties
            and (head.parties[-1].end == noun.first and head.parties[0].first == first)
        ):
            return  # "the Norlandish Agency"
        if inside or (kind.binds == "own" and (first == noun.end or end == noun.first)):
            if not inside and end == noun.first and scene.mark_at.get(first) in head.parties:
                return  # "the Norlandish union"
            labelled = kind.affiliation in ("corporate", "political-group", "media", "armed-group")
            if end == noun.first and not labelled:
                end = noun.end  # "Ells hospital"; but "the Norvik company"
            found.shape, found.name = ORGANISATION, (_whole(scene, first), end)
            found.own = body_label(scene, *found.name)
            found.head_end = max(found.head_end, end)
            return


def _department(scene: Scene, first: int, end: int) -> bool:
    """Tell whether a department is named for its task alone: "the Labor Department"."""
    words = scene.layout.words
    return words[end - 1] == "department" and scene.words.state_departments.issuperset(
        words[first : end - 1]
    )


def _whole(scene: Scene, first: int) -> int:
    """Return where the name of a body starts: "National Union of Bakers"."""
    low = scene.layout.sentences[scene.layout.sentence_of[first]].first
    while first > low and capital(scene.layout, first - 1) and first - 1 not in scene.mark_at:
        word = scene.layout.words[first - 1]
        if word not in scene.words.not_names or word.endswith("day") or word in scene.words.months:
            break
        first -= 1
    return first


def _aside(scene: Scene, found: Found, at: int, end: int, depth: int) -> None:
    """Add what stands behind the comma: the name of a role, the office of a name."""
    words = scene.layout.words
    while at < end and words[at] in BREAKS:
        at += 1
    if at >= end or words[at] == "and":
        return
    if words[at] in scene.words.relative_pronouns:
        _clause(scene, found, at + 1, end, depth)
        return
    stop = _break(scene, at, end)
    owner = words[at] if words[at] in scene.words.source_possessives else ""
    begin = _skip_lead(scene, at + bool(owner), stop)
    if begin >= stop:
        _aside(scene, found, stop, end, depth)  # "Vale, 24, a striker": an age says nothing
        return
    other = _read_head(scene, begin, stop, stop, depth + 1)
    place = found.shape == PARTY and found.facet == "places"  # "In Ells, Ann Ode said"
    if place and other.shape == PARTY and stop < end:
        _aside(scene, found, stop, end, depth)  # "In Ells, Norland, Ann Ode said"
        return
    aside = [
        link._replace(how=f"aside {link.how}".replace("aside aside", "aside"))
        for link in other.links
    ]
    if other.shape == PERSON and (found.shape in (ROLE, OTHER) or place):
        found.shape, found.name = PERSON, other.name
        found.links = other.links if place else found.links + other.links
        if found.noun is None:
            found.noun, found.kind, found.former = other.noun, other.kind, other.former
    elif found.shape == PERSON and other.shape in (ROLE, ORGANISATION, PARTY):
        if other.noun is not None and several(words[other.noun.end - 1]):
            return  # "Powell, Rice's aides"
        alone = other.noun is not None and _group(other.noun) and other.shape == ROLE
        if found.noun is None and alone and not other.links and found.name is not None:
            found.shape, found.own = ORGANISATION, body_label(scene, *found.name)
            found.noun, found.kind = other.noun, other.kind  # "Foro Penal, a rights group"
            return
        if found.noun is None:
            found.noun, found.kind, found.inner = other.noun, other.kind, other.inner
        found.former = found.former or other.former
        found.owner = found.owner or owner
        found.links += aside
    elif found.shape == ORGANISATION and other.kind is not None:
        found.noun, found.kind = found.noun or other.noun, found.kind or other.kind
        found.links += aside
    elif found.shape == ROLE and other.shape == ORGANISATION:
        found.shape, found.name, found.own = ORGANISATION, other.name, other.own
    elif found.shape == ROLE:
        found.links += aside


def _clause(scene: Scene, found: Found, at: int, end: int, depth: int) -> None:
    """Add whom a relative clause ties to a mention: "who heads the health office"."""
    stop = _break(scene, at, end)
    if at + 1 >= stop:
        return
    other = read(scene, at + 1, stop, depth + 1)
    found.links += [link._replace(how="clause") for link in other.links]
    if other.shape == ORGANISATION:
        neutral = other.kind is not None and other.kind.stake == "independent"
        found.links.append(Link(other.own, "clause", "body", neutral, other.kind))
    found.inner = found.inner or (other.body if found.noun is None else None)
