"""Is this phrase a cue here?  Points for its form and for what stands around it."""

from __future__ import annotations

from typing import Any, NamedTuple

from auditor.attribute.phrases import left_chunks, right_chunks
from auditor.attribute.words import VERBAL, Tokens
from auditor.model import Match, Matches, RuleSet, Sentence

_SKIP = frozenset(("adv", "ly", "neg"))


class Cue(NamedTuple):
    """A candidate: its head's tokens, the rule, and where its verb group begins."""

    first: int
    end: int
    rule: int
    group: int
    auxiliaries: str
    form: str
    ending: str
    family: str  # the rule's name, as features call it


def candidates(tokens: Tokens, matches: Matches, rules: RuleSet) -> list[Cue]:
    """Return at most one candidate per token, in order: the longest phrase, nouns after
    a determiner, verbs otherwise."""
    layout, found = tokens.layout, list[Cue]()
    by_start: dict[int, list[Match]] = {}
    for match in matches.get("cue", ()):
        by_start.setdefault(match.first, []).append(match)
    reach = 0
    for first in sorted(by_start):
        if first < reach:
            continue
        options = by_start[first]
        longest = max(match.end for match in options)
        options = [match for match in options if match.end == longest]
        sentence = layout.sentences[layout.sentence_of[first]]
        number = layout.sentence_of[first]
        if first > sentence.first and tokens.classes[first] == "Name" and number not in tokens.titles:
            continue  # "Hope Hicks", "the Register"
        match = options[0]
        if len(options) > 1:
            nominal = first > sentence.first and tokens.classes[first - 1] in (
                "det", "poss", "w", "Name", "prep", "ed",
            )  # fmt: skip
            for option in options:
                if nominal == rules.rules[option.rule].id.endswith("-noun"):
                    match = option
                    break
        for name, part in match.slots:
            if name == "source":  # the phrase names its source: the cue ends before it
                match = match._replace(end=part.first)
        reach = match.end
        found.append(_cue(tokens, match, rules, sentence))
    return found


def _cue(tokens: Tokens, match: Match, rules: RuleSet, sentence: Sentence) -> Cue:
    words, classes = tokens.words, tokens.classes
    group = match.first
    pattern: list[str] = []
    while group > sentence.first and len(pattern) < 4:
        name = classes[group - 1]
        if name in _SKIP:
            if name == "neg":
                pattern.append("not")
        elif name in ("be", "have", "do", "modal"):
            pattern.append(name)
        elif name == "to" and (not pattern or pattern[-1] in ("be", "have")):
            pattern.append("to")
        else:
            break
        group -= 1
    while group < match.first and classes[group] in _SKIP:
        group += 1  # adverbs before the first auxiliary do not belong to the group
    form = words[match.first]
    for at in range(match.first + 1, match.end):
        form += " " + words[at]
    head = words[match.first]
    if head.endswith("ing"):
        ending = "ing"
    elif head.endswith("ed"):
        ending = "ed"
    elif head.endswith("s"):
        ending = "s"
    else:
        ending = "-"
    family = rules.rules[match.rule].id.partition("/")[2]
    return Cue(match.first, match.end, match.rule, group, " ".join(pattern), form, ending, family)


def word(form: str, before: str) -> list[str]:
    """View: the form itself and what stands before its verb group."""
    return ["bias", f"form={form}", f"form={form} before={before}"]


def follow(form: str, n1: str) -> list[str]:
    """View: the form and the next word."""
    return [f"form={form} next={n1}"]


def frame(family: str, ending: str, n1: str) -> list[str]:
    """View: the kind of cue and the next word."""
    return [
        f"head={family} {ending}", f"head={family} {ending} next={n1}", f"next={n1}",
        f"ending={ending} next={n1}",
    ]  # fmt: skip


def subject(ending: str, s1: str, c1: str) -> list[str]:
    """View: what stands on both sides of the verb group."""
    return [f"ending={ending} before={s1}", f"ending={ending} before={s1} next={c1}", f"before={s1}"]


def voice(aux: str, ending: str, c1: str) -> list[str]:
    """View: the auxiliaries."""
    return [f"aux={aux} ending={ending}", f"aux={aux} ending={ending} next={c1}"]


def kind(family: str, s1: str, ending: str) -> list[str]:
    """View: the kind of cue and what stands before its verb group."""
    return [f"family={family} before={s1}", f"head={family} {ending} before={s1}"]


def help_verb(family: str, ending: str, aux: str) -> list[str]:
    """View: the kind of cue and its auxiliaries."""
    return [f"head={family} {ending} aux={aux}"]


def form_verb(form: str, aux: str) -> list[str]:
    """View: the form and its auxiliaries."""
    return [f"form={form} aux={aux}"]


def distance(form: str, ahead: str) -> list[str]:
    """View: what comes after a few words."""
    return [f"form={form} ahead={ahead}", f"ahead={ahead}"]


def then(n1: str, n2: str) -> list[str]:
    """View: the next two words."""
    return [f"next={n1} {n2}"]


def left(s2: str, s1: str, noun: str) -> list[str]:
    """View: what stands where the subject should be."""
    return [f"before={s2} {s1}", f"subject={noun}"]


def previous(form: str, p1: str) -> list[str]:
    """View: the word right before the form."""
    return [f"form={form} prev={p1}"]


def around(back: str, ending: str, quoted: str) -> list[str]:
    """View: the last break before the cue."""
    return [f"back={back} ending={ending}", f"back={back}", f"quoted={quoted} ending={ending}"]


def stem_verb(stem: str, aux: str) -> list[str]:
    """View: all forms of the verb or noun with their auxiliaries."""
    return [f"stem={stem}", f"stem={stem} aux={aux}"]


def stem_next(stem: str, n1: str) -> list[str]:
    """View: all forms of the verb or noun with the next word."""
    return [f"stem={stem} next={n1}"]


def stem_left(stem: str, s1: str) -> list[str]:
    """View: all forms of the verb or noun with the word before the verb group."""
    return [f"stem={stem} before={s1}"]


def object_of(family: str, n1: str, thing: str) -> list[str]:
    """View: the kind of cue and the last word of the phrase after it."""
    return [f"thing={thing}", f"thing={thing} family={family}", f"thing={thing} next={n1}"]


def company(family: str, ending: str, last_family: str, link: str) -> list[str]:
    """View: the candidate before it in the sentence, and how near it is."""
    return [
        f"company={last_family} {link}", f"company={last_family} family={family}",
        f"company {link} head={family} {ending}",
    ]


def quotation(family: str, ending: str, quoted: str, back: str) -> list[str]:
    """View: quotation marks elsewhere in the sentence."""
    return [f"near={quoted} head={family} {ending}", f"near={quoted} back={back[:1]}", f"near={quoted}"]


def person(kind: str, link: str, ending: str, aux: str) -> list[str]:
    """View: the phrase that seems to be the subject."""
    return [f"person={kind} {link}", f"person={kind} {link} ending={ending}", f"person={kind} aux={aux}"]


def person_of(family: str, kind: str, link: str) -> list[str]:
    """View: the kind of cue and its seeming subject."""
    return [f"person={kind} family={family}", f"person={link} family={family}"]


def style(family: str, density: str, place: str) -> list[str]:
    """View: the kind of cue in an article with many or few quoted voices."""
    return [f"density={density} family={family}", f"density={density} place={place}"]


def place(family: str, quoted: str, place: str, back: str) -> list[str]:
    """View: quotation and place in the text."""
    return [
        f"quoted={quoted} family={family}", f"place={place} family={family}",
        f"back={back[:1]} family={family}",
    ]  # fmt: skip


VIEWS = {
    "word": word, "follow": follow, "frame": frame, "subject": subject, "voice": voice,
    "kind": kind, "help_verb": help_verb, "form_verb": form_verb, "distance": distance,
    "then": then, "left": left, "previous": previous, "around": around, "place": place,
    "stem_verb": stem_verb, "stem_next": stem_next, "stem_left": stem_left,
    "object_of": object_of, "style": style, "company": company, "quotation": quotation,
    "person": person, "person_of": person_of,
}  # fmt: skip
_AHEAD = frozenset(("that", '"', "whether", "how", "why"))
_NEVER = -4.0  # after the first views: no need to look at the others


def strength(
    view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, before_it: Cue | None, *, all_views: bool
) -> Any:
    """Return what speaks for or against ``cue`` being one."""
    keys, classes = tokens.keys, tokens.classes
    first, stop = sentence.first, sentence.end
    form, family, ending, auxiliaries = cue.form, cue.family, cue.ending, cue.auxiliaries
    end, group = cue.end, cue.group
    n1 = keys[end] if end < stop else "$"
    n2 = keys[end + 1] if end + 1 < stop else "$"
    s1 = keys[group - 1] if group > first else "^"
    before = classes[group - 1] if group > first else "^"
    c1 = classes[end] if end < stop else "$"
    score = (
        view.word(form, before)
        + view.follow(form, n1)
        + view.frame(family, ending, n1)
        + view.subject(ending, s1, c1)
        + view.voice(auxiliaries, ending, c1)
    )
    if not all_views and score < _NEVER:
        return score
    p1 = keys[cue.first - 1] if cue.first > first else "^"
    s2 = keys[group - 2] if group - 1 > first else "^"
    noun = tokens.words[group - 1] if before == "w" else before
    ahead = "-"
    for at in range(end, min(end + 6, stop)):
        key = keys[at]
        if key in _AHEAD:
            ahead = f"{key} {at - end}"
            break
        if key in (",", ".", ";"):
            ahead = f". {at - end}"
            break
    back = "-"
    at = group - 1
    while at >= first and group - at < 10:
        key = keys[at]
        if key == '"' or key == ",":
            back = f"{key} {keys[at - 1] if at > first else '^'}"
            break
        if classes[at] in VERBAL or key == "that":
            back = classes[at]
            break
        at -= 1
    if at < first:
        back = "^"
    quoted = "in" if tokens.inside[cue.first] >= 0 else "-"
    place = "opens" if cue.first == first else tokens.place(sentence)
    stem = stem_of(form)
    thing = "-"
    for chunk in right_chunks(tokens, end, min(stop, end + 5), 1):
        last = chunk.end - 1
        thing = tokens.words[last] if classes[last] == "w" else classes[last]
    person, gap = "-", "-"
    for chunk in left_chunks(tokens, first, group, 1):
        last = chunk.end - 1
        person = classes[last] if classes[last] != "w" else "ws" if tokens.words[last].endswith("s") else "w"
        gap = "=" if chunk.end == group else keys[chunk.end]
    last_family = link = "-"
    if before_it is not None:
        last_family = before_it.family
        size = cue.first - before_it.end
        link = f"{size if size < 4 else 4 if size < 9 else 9} {s1}"
    marks = tokens.marks(sentence)
    return (
        score
        + view.kind(family, s1, ending)
        + view.help_verb(family, ending, auxiliaries)
        + view.form_verb(form, auxiliaries)
        + view.distance(form, ahead)
        + view.then(n1, n2)
        + view.left(s2, s1, noun)
        + view.previous(form, p1)
        + view.around(back, ending, quoted)
        + view.place(family, quoted, place, back)
        + view.stem_verb(stem, auxiliaries)
        + view.stem_next(stem, c1)
        + view.stem_left(stem, before)
        + view.object_of(family, n1, thing)
        + view.company(family, ending, last_family, link)
        + view.quotation(family, ending, marks, back)
        + view.person(person, gap, ending, auxiliaries)
        + view.person_of(family, person, gap)
        + view.style(family, tokens.density, place)
    )


def stem_of(form: str) -> str:
    """Return a form without its ending, so that all forms of a verb meet."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return form[: -len(ending)]
    return form
