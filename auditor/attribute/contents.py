"""What is credited: on which side of the cue it stands, where it starts and where it ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from auditor.attribute.cues import Cue
from auditor.attribute.points import Decision, Facts
from auditor.attribute.sources import Anchor
from auditor.attribute.words import VERBAL, Tokens
from auditor.model import Range, Sentence

_MOST = 12


def length(size: int) -> str:
    """Return a size in a few steps."""
    return (
        "1" if size < 3 else "3" if size < 6 else "6" if size < 12 else "12" if size < 25 else "25"
    )


SIDES: Decision = Decision(
    facts="""side_form side_family side_prev side_next side_anchor side_aux side_head side
        side_quoted side_tail
        prev prev2 next next2 anchor form_anchor prev_anchor ending lead tail quoted anchor_next
        tail_lead""",
    features="""side side_form side_form*anchor side_form*prev side_form*next
        side_family*prev_anchor side_family*anchor side_family*prev side_family*next side_head
        side_prev side_prev*next side_prev*prev2 side_next side_next*next2
        side_anchor*prev side_anchor*next side_anchor*ending side_anchor*tail_lead
        side_anchor*quoted
        side_aux*ending side_aux*anchor side_aux*prev side_aux*anchor_next
        side_quoted side_quoted*tail_lead side_quoted*prev side_tail*lead side_tail*prev""",
)


def sides(
    tokens: Tokens, cue: Cue, sentence: Sentence, anchor: Anchor, source: Range
) -> list[tuple[str, Facts]]:
    """Return the sides content may stand on: right, left, both (and none)."""
    keys, words = tokens.keys, tokens.words
    first, stop = sentence.first, sentence.end
    begin, end = outside(cue, anchor, source)
    n1 = keys[end] if end < stop else "$"
    n2 = keys[end + 1] if end + 1 < stop else "$"
    p1 = keys[begin - 1] if begin > first else "^"
    p2 = keys[begin - 2] if begin - 1 > first else "^"
    quoted = ("<" if '"' in words[max(first, begin - 3) : begin] else "") + (
        ">" if '"' in words[end : end + 8] else ""
    )
    after = stop - end
    tail = (
        "0" if after <= 0 else "1" if after < 2 else "3" if after < 4 else "8" if after < 9 else "9"
    )
    ahead = begin - first
    lead = "0" if ahead <= 0 else "2" if ahead < 3 else "5" if ahead < 6 else "6"
    possible = []
    if after > 0 and not (after == 1 and n1 in (".", '"', "?", "!")):
        possible.append("right")
    if ahead > 0:
        possible.append("left")
    if len(possible) == 2:
        possible.append("both")
    if len(possible) < 2:
        return [(side, ()) for side in possible or ["none"]]
    form, family, aux = cue.form, cue.family, cue.auxiliaries
    head = f"{family} {cue.ending}"
    where = anchor.side
    tail_lead, prev_anchor, anchor_next = f"{tail} {lead}", f"{p1} {where}", f"{where} {n1}"
    return [
        (side, (
            f"{side} {form}", f"{side} {family}", f"{side} {p1}", f"{side} {n1}", f"{side} {where}",
            f"{side} {aux}", f"{side} {head}", side, f"{side} {quoted}", f"{side} {tail}",
            p1, p2, n1, n2, where, "", prev_anchor, cue.ending, lead, tail, quoted, anchor_next,
            tail_lead,
        ))
        for side in possible
    ]  # fmt: skip


def rest_side(
    tokens: Tokens, cue: Cue, sentence: Sentence, anchor: Anchor, source: Range,
    likely: Sequence[int],
) -> str | None:  # fmt: skip
    """Return the side where what follows a tag leaves no doubt, else None.

    ", officials said, as talks ended" and ", hours after shells fell" are the writer's;
    ", the ministry said, and forty people were hurt" goes on as long as nobody else speaks.
    """
    words, classes = tokens.words, tokens.classes
    begin, end = outside(cue, anchor, source)
    stop = sentence.end
    if end + 3 >= stop or words[end] != "," or begin <= sentence.first:
        return None
    head = words[end + 1]
    if head == "as" and words[end + 2] not in ("well", "of", "if", "though", "opposed"):
        return "left"
    if head == "and":
        said = bool(likely) and likely[-1] > end
        quoted = '"' in words[max(sentence.first, begin - 2) : begin] or '"' in words[end:stop]
        clause = VERBAL.intersection(classes[end + 3 : end + 9])
        return "both" if clause and not said and not quoted else None
    at = end + 1
    while at < stop - 1 and at < end + 4 and (classes[at] in ("det", "num") or head == "just"):
        head, at = words[at + 1], at + 1
    if head in tokens.lexicon.lists["time_spans"] and words[at + 1] in ("after", "before"):
        return "left"
    return None


def outside(cue: Cue, anchor: Anchor, source: Range) -> tuple[int, int]:
    """Return the tokens that cue and source cover together: content is outside them."""
    begin, end = cue.group, cue.end
    if anchor.side == "left":
        begin = min(begin, source.first)
    elif anchor.side in ("right", "by") and source.first - end < 4:
        end = source.end
    return begin, end


RIGHT_STARTS: Decision = Decision(
    facts="""form family head key over
        rank last next key_rank last_key last_rank form_over family_over""",
    features="""form*rank form*key form*last_rank family*key_rank family*last_key head*key_rank
        head*last
        key*rank key*last key*next key*last_rank
        over over*form_over over*family_over""",
)
_FIRST = frozenset(("that", '"', "to", "whether", "how", "why", "if", "what", "who", "which"))
_PHRASE = frozenset(("prep", "det", "poss", "Name", "pron", "w", "num"))
_BREAK = frozenset(("prep", "punct", "day", "adv", "pron", '"', "Name", "w", "to", "that", "ly"))


def right_starts(
    tokens: Tokens, cue: Cue, sentence: Sentence, begin: int
) -> tuple[list[tuple[int, Facts]], list[Facts]]:
    """Return where content to the right of ``begin`` may start (addressees stay outside),
    and what each later start leaves out."""
    keys, classes = tokens.keys, tokens.classes
    stop = sentence.end
    form, family = cue.form, cue.family
    head = f"{family} {cue.ending}"
    found: list[tuple[int, Facts]] = []
    steps: list[Facts] = []
    at, since = begin, begin
    while at < stop and at - begin < 14 and len(found) < 7:
        key = keys[at]
        if (
            at == begin or key in _FIRST or (classes[at] in _PHRASE and classes[at - 1] in _BREAK)
        ) and key != ",":
            rank = str(len(found))
            last = keys[at - 1]
            if found:
                left_out = " ".join(keys[since : min(at, since + 2)])
                steps.append(("", "", "", "", left_out, "", "", "", "", "", "", form, family))
            found.append((at, (
                form, family, head, key, "", rank, last, keys[at + 1] if at + 1 < stop else "$",
                f"{key} {rank}", f"{last} {key}", f"{last} {rank}", "", "",
            )))  # fmt: skip
            since = at
            if key in ("that", '"', "whether"):
                break
        at += 1
    return found, steps


RIGHT_ENDS: Decision = Decision(
    facts="""key pair opening family form shape
        key_shape last next2 key_last key_open key_size key_ahead starter key_clause key_quoted
        ahead clause key_closed closed commas starter_key quoted size cuts closer head""",
    features="""key key*shape key*opening key*last key*ahead key*clause key*starter key*quoted
        key*commas key*size key*closed
        pair pair*shape pair*opening pair*last pair*next2 pair*ahead pair*clause pair*starter
        opening*key_shape opening*key_size opening*closed opening*cuts opening*closer
        family*key family*key_open family*key_size form*key form*key_shape
        shape*key_ahead shape*key_size shape*cuts shape*head shape*key_clause shape*closer""",
)
_SUBJECTS = frozenset(("pron", "who", "which", "that", "to", "adv", "ly", "neg"))
_CLAUSE = frozenset(("pron", "Name", "det", "poss", "w", "num"))


def right_ends(
    tokens: Tokens, cue: Cue, sentence: Sentence, begin: int, likely: Sequence[int]
) -> list[tuple[int, Facts]]:
    """Return where content that starts at ``begin`` may end, the sentence's end last.

    ``likely`` are the heads that look like cues: content often stops before one.
    """
    keys, classes, inside = tokens.keys, tokens.classes, tokens.inside
    first, limit = sentence.first, sentence.end
    stoppers = tokens.lexicon.lists["content_stops"]
    opening = keys[begin]
    form, family = cue.form, cue.family
    leading = keys[first] in stoppers or classes[first] in ("ing", "ed", "sub", "prep")
    starter = keys[first] if leading and first < cue.group else "-"
    quoted = "quoted" if inside[begin] >= 0 else "-"
    found: list[tuple[int, Facts]] = []
    commas = 0
    noun = family.endswith("-noun")
    verbal = False
    shape = "phrase"  # becomes a clause with its first finite verb
    pointer = bisect_right(likely, begin)
    for at in range(begin + 1, limit):
        key = keys[at]
        name = classes[at]
        if verbal:
            shape = "clause"
        opens_group = noun and not verbal and name in VERBAL and classes[at - 1] not in _SUBJECTS
        verbal = name in VERBAL
        number = inside[at]
        closed = number != inside[at - 1] and inside[at - 1] >= 0
        if number >= 0 and number == inside[at - 1]:
            continue  # within a quotation
        stops = closed or key in stoppers or name == "\u2014" or name == "ing" or key == '"'
        if not stops and not opens_group:  # "their claim that it leaks | has been denied"
            continue
        if len(found) >= _MOST:
            break
        if key == ",":
            commas = min(commas + 1, 3)
        n2 = keys[at + 1] if at + 1 < limit else "$"
        n3 = keys[at + 2] if at + 2 < limit else "$"
        while pointer < len(likely) and likely[pointer] < at:
            pointer += 1
        ahead = "-"
        if pointer < len(likely) and likely[pointer] - at < 7:
            ahead = "near" if likely[pointer] - at < 3 else "soon"
        clause = "-"
        if at + 2 < limit and classes[at + 1] in _CLAUSE:
            for next_at in range(at + 2, min(at + 6, limit)):
                if classes[next_at] in VERBAL or classes[next_at] == "ed":
                    clause = "clause"
                    break
                if classes[next_at] not in _CLAUSE:
                    break
        size = length(at - begin)
        mark = "closed" if closed else "-"
        found.append((at, (
            key, f"{key} {n2}", opening, family, form, shape, f"{key} {shape}", keys[at - 1],
            n3, "",
            f"{key} {opening}", f"{key} {size}", f"{key} {ahead}", starter, f"{key} {clause}", "",
            ahead, clause, f"{key} {mark}", mark, f"{commas} {starter}", "", quoted, size,
            "", "", "",
        )))  # fmt: skip
    size = length(limit - begin)
    found.append((limit, (
        "all", "all", opening, family, form, shape, f"all {shape}", "", "", "", f"all {opening}",
        f"all {size}", "", starter, "", "", "", "", "", "", "", "", quoted, size, _FEW[len(found)],
        keys[limit - 1], f"{family} {cue.ending}",
    )))  # fmt: skip
    return found


_FEW = ("0", "1", "2", "3", "4", "4", "4", "7", "7", "7", "7", "7", "7")


LEFT_STARTS: Decision = Decision(
    facts="""before pair key last head form
        after size pair_after key_size""",
    features="""before before*last before*after before*size before*head before*form pair pair*size
        pair*last pair*pair_after key*size key*head head*key_size form*key_size""",
)
_LEAD = frozenset((",", ";", ":", "and", "but", "\u2014", "(", "that", "which"))
_LEADERS = frozenset(("which", "that", "det", "who", '"'))


def left_starts(tokens: Tokens, cue: Cue, sentence: Sentence, end: int) -> list[tuple[int, Facts]]:
    """Return where content that ends at ``end`` may start, the sentence's start last."""
    keys, classes, inside = tokens.keys, tokens.classes, tokens.inside
    first = sentence.first
    last = keys[end - 1] if end > first else "^"
    following = keys[end] if end < sentence.end else "$"
    head = f"{cue.family} {cue.ending}"
    found: list[tuple[int, Facts]] = []
    for at in range(end - 1, first, -1):
        if inside[at - 1] >= 0 and inside[at - 1] == inside[at]:
            continue
        previous, key = keys[at - 1], keys[at]
        if previous in _LEAD or classes[at] in _LEADERS:
            size = length(end - at)
            found.append((at, (
                previous, f"{previous} {key}", key, last, head, cue.form, following, size,
                f"{last} {following}", f"{key} {size}",
            )))  # fmt: skip
            if len(found) >= _MOST:
                break
    k0 = keys[first]
    size = length(end - first)
    found.append((first, (
        "^", f"^ {k0}", f"^{k0}", last, head, cue.form, following, size, f"{last} {following}",
        f"^ {size}",
    )))  # fmt: skip
    return found
