"""Is this phrase a cue here?  Points for its form and for what stands around it."""

from typing import NamedTuple

from auditor.attribute.phrases import left_chunks, right_chunks
from auditor.attribute.points import Decision, Facts
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
    reach: int  # where the whole phrase ends, of which the cue may be the beginning only


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
        if (
            first > sentence.first
            and tokens.classes[first] == "Name"
            and number not in tokens.titles
        ):
            continue  # "Hope Hicks", "the Register"
        match, whole = options[0], longest
        if len(options) > 1:
            nominal = is_noun(tokens, first, longest, sentence)
            for option in options:
                if nominal == rules.rules[option.rule].id.endswith("-noun"):
                    match = option
                    break
        for name, part in match.slots:
            if name in ("source", "content"):  # the phrase holds it: the cue ends before it
                match = match._replace(end=part.first)
        if rules.rules[match.rule].id in _VERB_ONLY:
            match = match._replace(end=_verb_end(tokens, match))
        reach = match.end
        cue = _cue(tokens, match, rules, sentence, whole)
        if found and cue.group <= found[-1].first:
            found.pop()  # "have" in "have rejected" is no cue of its own
        found.append(cue)
    return found


EXACT = "cues-exact/"  # rules that are taken at their word
_VERB_ONLY = {EXACT + "count", EXACT + "same-finding"}  # what follows the verb is content


def _verb_end(tokens: Tokens, match: Match) -> int:
    """Return the end of "has recorded" in "has recorded about 40"."""
    at = match.first + 1
    while at < match.end and tokens.classes[at] in ("ed", "v", "w", "to"):
        at += 1
    return at


def is_noun(tokens: Tokens, first: int, end: int, sentence: Sentence) -> bool:
    """Tell whether a form that may be noun or verb ("claims") is a noun here."""
    if first == sentence.first or closes(tokens, first, end, sentence):
        return False
    before = tokens.classes[first - 1]
    if before in ("det", "poss", "prep", "ed", "num", "ing"):
        return True
    follows = tokens.words[end] if end < sentence.end else "."
    return before in ("w", "Name") and follows in ("of", "from", "by", "about", "over", ".", ",")


def closes(tokens: Tokens, first: int, end: int, sentence: Sentence) -> bool:
    """Tell whether ", subject verb." closes the sentence: "..., biologists report." """
    classes, words = tokens.classes, tokens.words
    follows = words[end : end + 3]
    last = sentence.end - (classes[sentence.end - 1] == "punct")
    if end != last and follows != ["in", "the", "journal"]:
        return False
    at = first
    while at > sentence.first and first - at < 5 and classes[at - 1] in ("w", "Name", "-", "poss"):
        at -= 1
    if at == first:
        return False
    at -= classes[at - 1] in ("det", "poss")
    return at - 4 > sentence.first and words[at - 1] == ","


def _cue(tokens: Tokens, match: Match, rules: RuleSet, sentence: Sentence, whole: int) -> Cue:
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
    rule = rules.rules[match.rule]
    family = rule.id.partition("/")[2]
    if family == "quoted-as":  # "was quoted as saying" is what "was saying" is
        head = form = words[match.end - 1]
    if head.endswith("ing"):
        ending = "ing"
    elif head.endswith("ed"):
        ending = "ed"
    elif head.endswith("s"):
        ending = "s"
    else:
        ending = "-"
    family = rule.traits.get("like", family)
    auxiliaries = " ".join(pattern)
    return Cue(
        match.first, match.end, match.rule, group, auxiliaries, form, ending, family, whole
    )  # fmt: skip


FIRST: Decision = Decision(
    facts="""form stem head ending aux next class_before class_next before frame voice""",
    features="""form form*class_before form*next form*aux stem stem*aux stem*class_next
        stem*class_before head head*next head*aux head*before
        ending*frame ending*aux ending*voice aux next""",
)
DECISION: Decision = Decision(
    facts="""family form_2 head_2 ending_2 thing marks person_gap
        two_next two_before noun back ahead company prev near break quoted place density
        before_2 person gap next_2""",
    features="""form_2*ahead form_2*prev head_2*marks head_2*near
        family*before_2 family*quoted family*place family*break family*density family*company
        family*person family*gap family*thing
        ending_2*back ending_2*quoted ending_2*person_gap
        ahead two_next two_before noun back person_gap thing thing*next_2
        marks marks*break""",
)
_AHEAD = frozenset(("that", '"', "whether", "how", "why"))


def first_facts(tokens: Tokens, cue: Cue, sentence: Sentence) -> Facts:
    """Return what is seen at first glance: the form and its neighbours."""
    keys, classes = tokens.keys, tokens.classes
    end, group = cue.end, cue.group
    if end < sentence.end:
        n1, c1 = keys[end], classes[end]
    else:
        n1 = c1 = "$"
    if group > sentence.first:
        s1, before = keys[group - 1], classes[group - 1]
    else:
        s1 = before = "^"
    aux = cue.auxiliaries
    return (
        cue.form, stem_of(cue.form), f"{cue.family} {cue.ending}", cue.ending, aux, n1, before,
        c1, s1,
        f"{s1} _ {c1}", f"{aux} {c1}",
    )  # fmt: skip


def facts(tokens: Tokens, cue: Cue, sentence: Sentence, before_it: Cue | None) -> Facts:
    """Return what else speaks for or against ``cue`` being one; ``before_it`` is the
    candidate before it in the sentence."""
    keys, classes = tokens.keys, tokens.classes
    first, stop = sentence.first, sentence.end
    form, family, ending = cue.form, cue.family, cue.ending
    end, group = cue.end, cue.group
    n1 = keys[end] if end < stop else "$"
    n2 = keys[end + 1] if end + 1 < stop else "$"
    s1 = keys[group - 1] if group > first else "^"
    before = classes[group - 1] if group > first else "^"
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
    thing = "-"
    for chunk in right_chunks(tokens, end, min(stop, end + 5), 1):
        last = chunk.end - 1
        thing = tokens.words[last] if classes[last] == "w" else classes[last]
    person, gap = "-", "-"
    for chunk in left_chunks(tokens, first, group, 1):
        last = chunk.end - 1
        person = (
            classes[last]
            if classes[last] != "w"
            else "ws"
            if tokens.words[last].endswith("s")
            else "w"
        )
        gap = "=" if chunk.end == group else keys[chunk.end]
    company = near = "-"
    if before_it is not None:
        size = cue.first - before_it.end
        near = f"{size if size < 4 else 4 if size < 9 else 9} {s1}"
        company = before_it.family
    return (
        family, form, f"{family} {ending}", ending, thing, tokens.marks(sentence),
        f"{person} {gap}",
        f"{n1} {n2}", f"{s2} {s1}", noun, back, ahead, company, p1, near, back[:1], quoted, place,
        tokens.density, s1, person, gap, n1,
    )  # fmt: skip


def stem_of(form: str) -> str:
    """Return a form without its ending, so that all forms of a verb meet."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return form[: -len(ending)]
    return form
