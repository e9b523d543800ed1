"""Who is credited: where the source ends, then how far it reaches."""

from __future__ import annotations

from typing import NamedTuple

from auditor.attribute.cues import Cue, closes
from auditor.attribute.phrases import left_chunks, right_chunks
from auditor.attribute.points import Decision, Facts
from auditor.attribute.words import NOMINAL, VERBAL, Tokens
from auditor.model import Range, Sentence

_LEFT, _RIGHT, _REACH = 4, 2, 5


class Anchor(NamedTuple):
    """Where a source is: ``side`` is left, right, by, before (an earlier source) or none."""

    side: str
    core: Range


NONE = Anchor("none", Range(0, 0))


DECISION: Decision = Decision(
    facts="""side form head family ending voice aux kind noun prev before next rank k1 class_before
        last gap k1_rank last_rank between form_k1 after size k1_last before_rank""",
    features="""side
        form*side form*prev form*form_k1 head*side head*next head*k1_rank
        family*kind family*rank family*last_rank ending*prev ending*kind
        voice*rank voice*before_rank voice*last_rank voice*k1 aux*voice aux*k1
        kind*gap kind*class_before kind*last kind*k1 noun
        prev*next prev*k1_rank prev*size prev*after before*rank before*k1
        next*last_rank rank*last rank*k1 k1*gap k1*last k1*between class_before*k1_rank
        last*after""",
)


def anchors(
    tokens: Tokens, cue: Cue, sentence: Sentence, earlier: Range | None
) -> list[tuple[Anchor, Facts]]:
    """Return the places where the source of ``cue`` may stand."""
    keys, classes, words = tokens.keys, tokens.classes, tokens.words
    first, stop = sentence.first, sentence.end
    group, end = cue.group, cue.end
    n1 = keys[end] if end < stop else "$"
    p1 = keys[group - 1] if group > first else "^"
    p1_class = classes[group - 1] if group > first else "^"
    form, aux, family, ending = cue.form, cue.auxiliaries, cue.family, cue.ending
    passive = "be" in aux and ending != "ing"
    head = f"{family} {ending}"
    voice = "passive" if passive else "to" if "to" in aux else ending
    found: list[tuple[Anchor, Facts]] = [
        (NONE, (
            "none", f"{form} none", f"{head} none", "-", f"{ending} none", f"{voice} none",
            f"{aux} none",
            "-", "-", f"{p1} none", "-", n1, "-", "-", "-",
            "-", "-", "-", "-", "-", "-", "-", "-", "-", "-",
        ))
    ]  # fmt: skip
    if earlier is not None:
        found.append((Anchor("before", earlier), (
            "same", f"{form} same", f"{head} same", "-", f"{ending} same", f"{voice} same",
            f"{aux} same",
            "-", "-", f"{p1} same", "-", n1, "-", "-", "-",
            "-", "-", "-", "-", "-", "-", "-", "-", "-", "-",
        )))  # fmt: skip
    for rank, chunk in enumerate(left_chunks(tokens, first, group, _LEFT)):
        after = chunk.end
        distance = group - after
        k1 = keys[after] if distance else "="
        k2 = keys[after + 1] if distance > 1 else "="
        last = p1 if distance else "="
        b1 = keys[chunk.first - 1] if chunk.first > first else "^"
        before = classes[chunk.first - 1] if chunk.first > first else "^"
        kind = kind_of(tokens, chunk)
        noun = words[after - 1] if classes[after - 1] == "w" else kind
        size = _SIZES[distance] if distance < 8 else "8"
        k1_rank = f"{k1} {rank}"
        found.append((Anchor("left", chunk), (
            "left", form, head, family, ending, voice, aux, kind, noun, "-", b1, n1,
            _RANKS[rank], k1,
            before, last, size, k1_rank, f"{last} {rank}", k2, k1_rank, "-", "-", f"{k1} {last}",
            f"{before} {rank}",
        )))  # fmt: skip
    if p1_class in NOMINAL and voice in ("ed", "s", "-") and not family.endswith("-noun"):
        return found  # a finite verb right after a noun: nothing is inverted
    for rank, chunk in enumerate(right_chunks(tokens, end, min(stop, end + 12), _RIGHT)):
        distance = chunk.first - end
        k1 = keys[end] if distance else "="
        last = keys[chunk.first - 1] if distance else "="
        a1 = keys[chunk.end] if chunk.end < stop else "$"
        size = f">{distance if distance < 4 else 4}"
        k1_rank = f">{k1} {rank}"
        found.append((Anchor("by" if last == "by" else "right", chunk), (
            "right", form, head, family, ending, voice, aux, f">{kind_of(tokens, chunk)}", "-",
            f">{p1}", "-", n1, f">{rank}", f">{k1}", "-", f">{last}", size, k1_rank,
            f">{last} {rank}", "-", k1_rank, f"{a1} {rank}", size, "-", "-",
        )))  # fmt: skip
    return found


def is_date(tokens: Tokens, chunk: Range) -> bool:
    """Tell whether a phrase is a date, which says nothing: "the weekend", "29" of "Feb. 29"."""
    classes, known = tokens.classes, tokens.lexicon
    near = known.lists["near_days"]
    first, end = chunk
    if not 0 < end - first < 5 or classes[end - 1] not in ("day", "num"):
        return False
    for at in range(first, end):
        if classes[at] not in ("day", "num", "det", "adv") and tokens.words[at] not in near:
            return False
    if classes[end - 1] == "day":
        return True
    at = end - 2
    if at > 0 and tokens.words[at] == ".":
        at -= 1
    return at >= 0 and (classes[at] == "day" or tokens.words[at] in known.english.short_months)


def without_time(tokens: Tokens, source: Range) -> Range:
    """Return a source without the date or adverb before it: "Overall, | the casinos",
    "Tuesday | his lawyer"."""
    classes, words, months = tokens.classes, tokens.words, tokens.lexicon.english.short_months
    first, end = source
    while first < end and (classes[first] in _TIMES or words[first] in months):
        first += 1
    if first == source.first or first == end:
        return source
    if classes[first] in ("punct", "num"):  # "Overall, the casinos", "Jan. 5, the bank"
        while first < end and classes[first] in ("punct", "num"):
            first += 1
    elif words[first] not in tokens.lexicon.lists["phrase_starters"]:
        return source  # "Sunday Times", "Black Friday shoppers", "Only parents"
    return Range(first, end) if first < end else source


_TIMES = frozenset(("day", "adv", "ly"))
_SIZES = "01234444"
_RANKS = "0123456789"


def obvious(tokens: Tokens, cue: Cue, sentence: Sentence) -> Anchor | None:
    """Return the pronoun right before a finite verb ("she said"), or the name that closes all."""
    first, at = sentence.first, cue.group - 1
    if at < first or cue.ending == "ing" or cue.family.endswith("-noun"):
        return None
    if "be" in cue.auxiliaries or "to" in cue.auxiliaries:
        return None
    if tokens.words[at] in tokens.lexicon.lists["speaking_pronouns"]:
        return Anchor("left", Range(at, at + 1))
    if tokens.words[at] == "," and not cue.auxiliaries and cue.family in _TELLING:
        last = sentence.end - (tokens.classes[sentence.end - 1] == "punct")
        if (
            cue.family == "say"
            and cue.end < last
            and all(map("Name".__eq__, tokens.classes[cue.end : last]))
        ):
            return Anchor("right", Range(cue.end, last))  # ", said Norvik."
        if _inverted(tokens, cue, first, last):
            return Anchor("right", right_chunks(tokens, cue.end, last, 1)[0])
    return None


_TELLING = frozenset(("say", "continue", "believe", "claim", "note", "argue", "predict"))


def tags(tokens: Tokens, cue: Cue, sentence: Sentence) -> bool:
    """Tell whether a verb of telling is a tag by its place alone, before or behind its subject."""
    if cue.auxiliaries or cue.family not in _TELLING or cue.ending == "ing":
        return False
    if cue.form in tokens.lexicon.lists["rated"]:
        return False
    if closes(tokens, cue.first, cue.end, sentence):
        return True
    at = cue.first - 1
    last = sentence.end - (tokens.classes[sentence.end - 1] == "punct")
    return (
        at > sentence.first and tokens.words[at] == ","
        and _inverted(tokens, cue, sentence.first, last)
    )  # fmt: skip


def _inverted(tokens: Tokens, cue: Cue, first: int, last: int) -> bool:
    """Tell whether a whole clause stands before the comma and no verb behind the cue:
    "Shells hit the market, said the army of Norland"."""
    classes, words = tokens.classes, tokens.words
    begin = cue.end
    if begin >= last or classes[begin] not in ("det", "poss", "Name"):
        return False
    if words[begin] in tokens.lexicon.lists["not_speakers"]:
        return False
    stop = begin
    while stop < last and classes[stop] not in ("punct", "who", "\u2014", '"', "sub"):
        if classes[stop] in VERBAL or classes[stop] in ("pron", "that"):
            return False
        if classes[stop] == "ed" and classes[stop + 1 : stop + 2] != ["prep"]:
            return False
        stop += 1
    comma = cue.group - 1
    subject = False
    for at in range(comma - 1, max(first, comma - _CLAUSE_REACH) - 1, -1):
        name = classes[at]
        if name in ("who", "which") or words[at] == ",":
            return False  # "Vale, who won, said the same"
        if name in VERBAL or (name == "ed" and classes[at - 1] in ("w", "Name", "pron", "ly")):
            subject = at > first
    return subject


_CLAUSE_REACH = 30


def kind_of(tokens: Tokens, chunk: Range) -> str:
    """Return the class of a chunk's last token, with its first one's where it has several."""
    last = tokens.classes[chunk.end - 1]
    if last == "Name" or chunk.end - chunk.first == 1:
        return tokens.keys[chunk.end - 1]
    return f"{tokens.classes[chunk.first]}..{last}"


STARTS: Decision = Decision(
    facts="""before rank kind before2 crossing
        first rank_before after family after_rank crossing_kinds step""",
    features="""before before*first before*rank before*after_rank rank*after rank*family
        kind*rank_before before2
        crossing crossing*step crossing*crossing_kinds step""",
)


def starts(
    tokens: Tokens, cue: Cue, sentence: Sentence, core: Range
) -> tuple[list[tuple[int, Facts]], list[Facts]]:
    """Return where a source whose last chunk is ``core`` may begin, and the steps between."""
    keys, classes = tokens.keys, tokens.classes
    first = sentence.first
    kind = kind_of(tokens, core)
    after = keys[core.end] if core.end < sentence.end else "$"
    found: list[tuple[int, Facts]] = []
    steps: list[Facts] = []
    right = core
    for rank, chunk in enumerate((core, *left_chunks(tokens, first, core.first, _REACH))):
        at = _RANKS[rank]
        if rank:
            between = " ".join(keys[chunk.end : min(right.first, chunk.end + 3)])
            if '"' in between or ";" in between:
                break
            ends = f"{classes[chunk.end - 1]}|{classes[right.first]}"
            steps.append(("", "", "", "", between, "", "", "", "", "", ends, at))
        b1 = keys[chunk.first - 1] if chunk.first > first else "^"
        b2 = keys[chunk.first - 2] if chunk.first - 1 > first else "^"
        found.append((chunk.first, (
            b1, at, kind, f"{b2} {b1}", "", keys[chunk.first], f"{at} {b1}", after, cue.family,
            f"{after} {at}", "", "",
        )))  # fmt: skip
        right = chunk
    return found, steps


ENDS: Decision = Decision(
    facts="at last crossing rank next pair family second step",
    features="""at at*next at*rank at*family last*at last*pair
        crossing crossing*second crossing*step step""",
)
_BREAKS = frozenset(
    ("prep", "v", "be", "have", "conj", "who", "which", "sub", "to", "day", "modal", "ed", "ing",
     "adv", "that", '"', "punct", "\u2014")
)  # fmt: skip


def ends(
    tokens: Tokens, cue: Cue, sentence: Sentence, core: Range
) -> tuple[list[tuple[int, Facts]], list[Facts]]:
    """Return where a source that begins with ``core`` may end, and the steps between."""
    keys, classes = tokens.keys, tokens.classes
    limit = sentence.end
    places = [core.end]
    at = core.end
    while at < limit and len(places) < 9:
        if classes[at] in _BREAKS:
            if at != places[-1]:
                places.append(at)
            if keys[at] == '"' or keys[at] == ";":
                break
        at += 1
    else:
        if at == limit and at != places[-1]:
            places.append(at)
    found: list[tuple[int, Facts]] = []
    steps: list[Facts] = []
    for rank, end in enumerate(places):
        a1 = keys[end] if end < limit else "$"
        a2 = keys[end + 1] if end + 1 < limit else "$"
        if rank:
            start = places[rank - 1]
            second = keys[start + 1] if start + 1 < end else "="
            steps.append(("", "", keys[start], "", "", "", "", second, _RANKS[rank]))
        found.append((end, (
            a1, keys[end - 1], "", _RANKS[rank], a2, f"{a1} {a2}", cue.family, "", "",
        )))  # fmt: skip
    return found, steps
