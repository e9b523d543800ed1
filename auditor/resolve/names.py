"""Capitalised names: where they end, whether they are people or bodies, what they are called."""

from __future__ import annotations

from auditor.model import Layout
from auditor.resolve.scene import Scene
from auditor.resolve.tokens import capital, opens
from auditor.text import quoted

_LOOKED_AT = 8  # occurrences of a name that are looked at
_JOINTS = frozenset("-.&'")
_OF_PEOPLE = ("ian", "an", "n", "ish", "ese", "er", "i", "ic")


def proper(scene: Scene, at: int) -> bool:
    """Tell whether a capitalised token is a name, not a word that opens a sentence."""
    layout, words = scene.layout, scene.layout.words
    if words[at] in scene.words.honours:
        return True
    if words[at] in scene.words.openers or words[at] in scene.words.not_names:
        return False
    if not opens(layout, at):
        return True
    after = words[at + 1] if at + 1 < len(words) else ""
    if (after and (capital(layout, at + 1) or after in ("'s", "&"))) or coauthors(scene, at + 1):
        return True
    noun = scene.mark_at.get(at + 1)
    if noun is not None and noun.noun is not None and noun.noun.type == "individual":
        return True  # "Odeford president Ann Vale"
    if layout.cased[at].isupper() and len(after) > 1 and len(words[at]) > 1:
        return True  # "RMT members"
    if after in _JOINTS or after in scene.words.name_joints:
        return after != "'" and at + 2 < len(words) and capital(layout, at + 2)
    places = scene.marks.capitals.get(layout.cased[at], ())
    return any(not opens(layout, place) for place in places[:_LOOKED_AT])


def coauthors(scene: Scene, at: int) -> bool:
    """Tell whether "et al." or "and colleagues" stands at a token."""
    words = scene.layout.words
    if words[at : at + 1] not in (["et"], ["and"]):
        return False
    return any(" ".join(words[at : at + n]) in scene.words.coauthors for n in (2, 4))


def span_end(scene: Scene, at: int, end: int) -> int:
    """Return where the capitalised span that starts at ``at`` ends.

    Initials, particles and a nickname in quotation marks go on with it; "of", "for the" and
    the like do once a noun for a body stands in it.
    """
    layout, mark_at = scene.layout, scene.mark_at
    words, cased = layout.words, layout.cased
    body = False
    i = at
    while i < end:
        mark, word = mark_at.get(i), words[i]
        if mark is not None:
            if cased[i] == word:
                break
            body = body or (mark.noun is not None and mark.noun.type == "group")
            i = min(mark.end, end)
        elif cased[i] != word:
            i += 1
        elif i == at:
            break
        elif word == '"' and _nickname(layout, i, end):
            i += 3
        elif word == ".":
            if len(words[i - 1]) > 4 or i + 1 >= end or not capital(layout, i + 1):
                break
            i += 1
        elif word == "&" and i + 1 < end:
            i += 2
        elif (word in _JOINTS or word in scene.words.name_joints) and _goes_on(scene, i, end):
            i += 1
        elif body and word in scene.words.body_joints:
            j = i + 1
            while j < end and words[j] in scene.words.body_joints and j - i < 3:
                j += 1
            place = mark_at.get(j)
            if j >= end or cased[j] == words[j] or words[j] in scene.words.not_names:
                break
            if word == "in" and place is not None and place.noun is None:
                break  # "Police in the Norlandish city"
            i = j
        else:
            break
    return i


def _goes_on(scene: Scene, at: int, end: int) -> bool:
    """Tell whether a particle leads on to more of the name: "Majed al-Ansari", "ten Vale"."""
    words = scene.layout.words
    for i in range(at + 1, min(at + 4, end)):
        if capital(scene.layout, i):
            return True
        if words[i] not in scene.words.name_joints and words[i] != "-":
            return False
    return False


def _nickname(layout: Layout, at: int, end: int) -> bool:
    """Tell whether a name goes on behind a nickname: 'Michael "Erik" Vale'."""
    return (
        at + 3 < end
        and layout.words[at + 2] == '"'
        and capital(layout, at + 1)
        and capital(layout, at + 3)
    )


def strip_honours(scene: Scene, first: int, end: int) -> int:
    """Return where the name starts behind "Mr" and the like."""
    words = scene.layout.words
    for at in range(end - 2, first - 1, -1):
        if words[at] in scene.words.honours:
            return at + 1 + (words[at + 1] == ".")
    if words[first] in scene.words.honours:
        return end
    given = (at for at in range(first, end - 1) if words[at] in scene.given_names)
    return next(given, first) if end - first > 2 else first  # "Public Instruction Tom Vale"


def surname(scene: Scene, at: int) -> bool:
    """Tell from its other places whether a token is a person's last name."""
    layout, words = scene.layout, scene.layout.words
    for place in scene.marks.capitals.get(layout.cased[at], ())[:_LOOKED_AT]:
        if place in (0, at) or layout.sentence_of[place - 1] != layout.sentence_of[place]:
            continue
        if place + 1 < len(words) and capital(layout, place + 1):
            continue
        before = words[place - 1]
        initial = words[place - 2] if before == "." and place > 1 else ""
        if before in scene.words.honours or initial in scene.words.honours or len(initial) == 1:
            return True
        if before == '"' and place > 2 and _nickname(layout, place - 3, place + 1):
            return True
        if capital(layout, place - 1) and before not in scene.words.not_names:
            return True
    return False


def is_body(scene: Scene, first: int, end: int) -> bool:
    """Tell whether an unmarked capitalised run is a body rather than a person."""
    layout, words, lists = scene.layout, scene.layout.words, scene.words
    if words[end - 1] in lists.legal_forms or "&" in words[first:end]:
        return True
    if words[end - 1] in lists.body_endings or (first and words[first - 1] == "the"):
        return True
    if not lists.body_joints.isdisjoint(words[first:end]):
        return True
    if end - first > 1:
        return all(word.isupper() for word in layout.cased[first:end] if word.isalpha())
    if words[first] in scene.given_names:
        return False
    if layout.cased[first].isupper() and words[first].capitalize() not in scene.marks.capitals:
        return True
    return not surname(scene, first)


def label(layout: Layout, first: int, end: int) -> str:
    """Return a name as written, on one line."""
    span = layout.span(first, end)
    return quoted(layout.document.plain, span.start, span.end)


def body_label(scene: Scene, first: int, end: int) -> str:
    """Return a body's name without article and legal form."""
    layout = scene.layout
    forms = scene.words.legal_forms - {"group"}
    while end - first > 1 and (layout.words[end - 1] in forms or layout.words[end - 1] == "."):
        if end - first == 2 and layout.words[first] in scene.words.body_endings | {"news"}:
            break  # "News Corporation"
        end -= 1
    if end - first > 1 and layout.words[first] == "the":
        first += 1
    return label(layout, first, end)


def land_of(scene: Scene, people: str) -> str:
    """Return the land that an unlisted adjective belongs to: "Tarsian" where "Tarsia" is named."""
    for suffix in _OF_PEOPLE:
        for cut in range(1, len(suffix) + 1) if people.endswith(suffix) else ():
            if len(people) - cut > 3 and people[:-cut] in scene.marks.capitals:
                return people[:-cut]
    return people


class Labels:
    """One label for the long, short and initial forms of a body's name."""

    def __init__(self) -> None:
        self.by_form: dict[str, str] = {}  # first or last word, initials
        self.shortest: dict[str, str] = {}

    def known(self, name: str) -> str:
        """Return the first form met of the body that ``name`` is a form of, or ""."""
        tokens = _capitalised(name)
        for token in {tokens[0]: 0, tokens[-1]: 0}:
            known = self.by_form.get(token.lower())
            if known is not None and _alike(known, name):
                return known
        return ""

    def unify(self, name: str) -> str:
        """Return the first form met of a body, this one if it is new."""
        known = self.known(name)
        if known:
            self.shortest[known] = min(self.shortest[known], name, key=len)
            return known
        tokens = _capitalised(name)
        self.shortest[name] = name
        self.by_form[tokens[0].lower()] = name
        if len(tokens) > 1:
            self.by_form.setdefault(tokens[-1].lower(), name)
            self.by_form.setdefault("".join(token[0] for token in tokens).lower(), name)
        return name

    def final(self, name: str) -> str:
        """Return the label to report: the shortest form met."""
        return self.shortest.get(self.known(name), name)


def _capitalised(name: str) -> list[str]:
    return [token for token in name.split() if token[0].isupper()] or [name]


def _alike(known: str, name: str) -> bool:
    """Tell whether one label is the other's start, its last word or its initials."""
    longer, shorter = (known, name) if len(known) >= len(name) else (name, known)
    if longer == shorter or longer.startswith(shorter + " "):
        return True
    if " " in shorter:
        return False
    initials = "".join(token[0] for token in _capitalised(longer))
    return longer.endswith(" " + shorter) or shorter == initials
