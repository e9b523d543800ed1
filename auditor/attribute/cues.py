"""Is this phrase a cue here?  Points for its form and for what stands around it."""

from __future__ import annotations

from typing import Any, NamedTuple

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
        if first > sentence.first and tokens.classes[first] == "Name":
            continue
        match = options[0]
        if len(options) > 1:
            nominal = first > sentence.first and tokens.classes[first - 1] in (
                "det", "poss", "w", "Name", "prep", "ed",
            )  # fmt: skip
            for option in options:
                if nominal == rules.rules[option.rule].id.endswith("-noun"):
                    match = option
                    break
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


def word(form: str, ending: str, before: str, n1: str, n2: str) -> list[str]:
    """View: the form itself among its neighbours."""
    return [
        "bias", f"form={form}", f"form={form} next={n1}", f"form={form} before={before}",
        f"form={form} next={n1} {n2}", f"form={form} before={before} next={n1}",
        f"next={n1} then={n2} ending={ending}", f"next={n1} {n2}",
    ]  # fmt: skip


def frame(family: str, ending: str, s1: str, n1: str, aux: str) -> list[str]:
    """View: the kind of cue in its sentence frame."""
    return [
        f"head={family} {ending}", f"head={family} {ending} next={n1}", f"head={family} {ending} aux={aux}",
        f"head={family} {ending} before={s1}", f"ending={ending} before={s1} next={n1}",
        f"aux={aux} ending={ending} next={n1}", f"aux={aux} before={s1}", f"next={n1}",
        f"family={family} before={s1} next={n1}",
    ]  # fmt: skip


def verb(form: str, aux: str, ahead: str, p1: str) -> list[str]:
    """View: the form's auxiliaries and what comes after a few words."""
    return [
        f"form={form} aux={aux}", f"form={form} ahead={ahead}", f"ahead={ahead} aux={aux}",
        f"form={form} prev={p1}",
    ]


def left(s2: str, s1: str, noun: str, ending: str, aux: str) -> list[str]:
    """View: what stands where the subject should be."""
    return [
        f"before={s2} {s1}", f"before={s2} {s1} ending={ending}", f"subject={noun}",
        f"subject={noun} aux={aux}", f"before={s1} ending={ending} aux={aux}",
    ]


def around(family: str, ending: str, back: str, quoted: str, place: str) -> list[str]:
    """View: the last break before the cue, quotation and place in the text."""
    return [
        f"back={back} ending={ending}", f"back={back} family={family}",
        f"quoted={quoted} family={family}", f"quoted={quoted} ending={ending}",
        f"place={place} family={family}", f"place={place} ending={ending}",
    ]


VIEWS = {"word": word, "frame": frame, "verb": verb, "left": left, "around": around}
_AHEAD = frozenset(("that", '"', "whether", "how", "why"))
_NEVER = -5.0  # after the first two views: no need to look at the others


def strength(view: Any, tokens: Tokens, cue: Cue, sentence: Sentence, *, all_views: bool) -> Any:
    """Return what speaks for or against ``cue`` being one."""
    keys, classes = tokens.keys, tokens.classes
    first, stop = sentence.first, sentence.end
    form, family, ending, _, auxiliaries = cue.form, cue.family, cue.ending, 0, cue.auxiliaries
    end, group = cue.end, cue.group
    n1 = keys[end] if end < stop else "$"
    n2 = keys[end + 1] if end + 1 < stop else "$"
    s1 = keys[group - 1] if group > first else "^"
    before = classes[group - 1] if group > first else "^"
    score = view.word(form, ending, before, n1, n2) + view.frame(family, ending, s1, n1, auxiliaries)
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
    return (
        score
        + view.verb(form, auxiliaries, ahead, p1)
        + view.left(s2, s1, noun, ending, auxiliaries)
        + view.around(family, ending, back, quoted, place)
    )
