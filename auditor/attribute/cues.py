"""Is this phrase a cue here?  Points for its form and for what stands around it."""

from __future__ import annotations

from typing import NamedTuple

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


def features(tokens: Tokens, cue: Cue, sentence: Sentence) -> list[str]:
    """Return what speaks for or against ``cue`` being one."""
    keys, classes = tokens.keys, tokens.classes
    first, stop = sentence.first, sentence.end
    form, ending, family, aux = cue.form, cue.ending, cue.family, cue.auxiliaries
    end, group = cue.end, cue.group
    n1 = keys[end] if end < stop else "$"
    n2 = keys[end + 1] if end + 1 < stop else "$"
    c1 = classes[end] if end < stop else "$"
    p1 = keys[cue.first - 1] if cue.first > first else "^"
    s1 = keys[group - 1] if group > first else "^"
    cs = classes[group - 1] if group > first else "^"
    s2 = keys[group - 2] if group - 1 > first else "^"
    head = f"{family} {ending}"
    found = [
        "bias",
        "form=" + form,
        "head=" + head,
        f"form={form} next={n1}",
        f"form={form} aux={aux}",
        f"form={form} before={cs}",
        f"head={head} next={n1}",
        f"head={head} aux={aux}",
        f"head={head} before={s1}",
        f"head={head} prev={p1}",
        f"ending={ending} before={s1} next={c1}",
        f"next={n1} then={n2}",
        f"next={n1}",
        f"before={s2} {s1}",
        f"aux={aux} before={cs}",
        f"aux={aux} ending={ending} next={n1}",
    ]
    word = tokens.words[group - 1] if group > first else "^"
    if cs == "w":
        found.append(f"subject={word}")
    inside = tokens.inside
    if inside[cue.first] >= 0:
        found.append(f"quoted ending={ending}")
        found.append(f"quoted family={family}")
    for at in range(end, min(end + 6, stop)):
        key = keys[at]
        if key == "that" or key == '"' or key in ("whether", "how", "why"):
            if at > end:
                found.append(f"ahead={key} {at - end}")
                found.append(f"ahead={key} form={form}")
            break
        if key in (",", ".", ";") and at > end:
            found.append(f"stop={at - end}")
            break
    at = group - 1
    while at >= first and group - at < 10:
        key = keys[at]
        if key == '"' or key == ",":
            found.append(f"back={key} ending={ending} next={c1}")
            found.append(f"back={key} {keys[at - 1] if at > first else '^'} family={family}")
            break
        if classes[at] in VERBAL or key == "that":
            found.append(f"back={classes[at]} ending={ending}")
            break
        at -= 1
    else:
        found.append(f"back={'^' if at < first else '-'} ending={ending}")
    if cue.first == first:
        found.append(f"opens {head}")
    return found
