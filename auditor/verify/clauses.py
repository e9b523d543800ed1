"""Where a clause of its own may begin and end, without a parser.

The question is asked only of the few tokens beside an attribution, so plain word
lists do: an auxiliary, a common irregular past or a form in -ed makes a clause.
"""

from __future__ import annotations

from collections.abc import Sequence

_MODAL = frozenset(
    """will would can could may might must shall should won't wouldn't can't cannot shouldn't
    mustn't 'll 'd i'll we'll you'll he'll she'll it'll they'll i'd we'd he'd she'd
    they'd""".split()
)
_WANTING = frozenset(
    """plans plan intends intend wants want hopes hope needs need expects expect aims
    seeks""".split()
)
_PRESENT = frozenset(
    """is are am has have do does isn't aren't hasn't haven't don't doesn't 're 'm 've i'm we're
    you're they're it's that's he's she's there's what's who's i've we've they've you've remains
    remain continues continue seems appears comes makes takes means shows includes says""".split()
)
_PAST = frozenset(
    """was were had did wasn't weren't hadn't didn't couldn't said went came took began made got
    gave saw found left fell rose held kept led lost met sent set ran won struck hit brought broke
    built cost drew drove flew fought grew knew meant paid put read sank sat shot spent stood told
    thought threw wore wrote became sold bought caught taught sought chose spoke fled felt heard
    slept dealt rang sang swam swore tore woke wept swept stole sprang shook hid hung ate drank
    froze forgot forgave rode lent shone""".split()
)
_FINITE = _MODAL | _PRESENT | _PAST
_TENSES = {
    **dict.fromkeys(_PAST, "past"),
    **dict.fromkeys(_PRESENT, "present"),
    **dict.fromkeys(_MODAL | _WANTING, "modal"),
}
_SAYING = frozenset("say confirm report tell announce reveal see".split())
_SUBJECTS = frozenset(("it", "that", "he", "she", "there", "what", "who", "this", "here"))
_MAIN_WITHIN = 18  # tokens of a clause in which its first finite verb is looked for
_BEFORE_PARTICIPLE = frozenset(
    """a an the of by with from in on at to for his her its their our my as and or more most so
    very being been be having newly already 's""".split()
)
SEPARATORS = frozenset((",", ";", ":", "\u2014", "--", "(", ")"))
JOINERS = frozenset(("and", "but", "while", "although", "though", "however", "whereas", "yet"))
_TAILS = frozenset(("and", "but", "while", "although", "though", "however", "whereas", "yet", "as"))
_BREAKS = SEPARATORS | _TAILS | {"which", "where", "whose"}  # where a clause may end
_JOINTS = _TAILS | {";"}  # and where a clause with its own subject may begin
SUBORDINATE = frozenset(
    """in on at after amid despite as although though while with when if since during following
    because by for under before over from according once unless until whether like unlike without
    among between through throughout even asked speaking citing quoting meanwhile last earlier
    later still also however then""".split()
)


def tense(words: Sequence[str], first: int, end: int) -> str:
    """Return the tense of a clause by its first finite verb: past, present, modal or none."""
    for at in range(first, min(end, first + _MAIN_WITHIN)):
        word = words[at]
        found = _TENSES.get(word)
        if found == "modal" and words[at + 1 : at + 2] and words[at + 1] in _SAYING:
            continue  # "we can confirm that ..."
        if found is not None:
            return "past" if word == "could" and words[at + 1 : at + 2] == ["not"] else found
        if word[-2:] == "ed":
            if _is_finite(words, first, at):
                return "past"
        elif word == "'s" and at > first and words[at - 1] in _SUBJECTS:
            return "present"
    return "none"


def finite(words: Sequence[str], first: int, end: int) -> bool:
    """Whether a finite verb seems to stand among the tokens."""
    return any(_is_finite(words, first, at) for at in range(first, end))


def _is_finite(words: Sequence[str], first: int, at: int) -> bool:
    word = words[at]
    if word in _FINITE:
        return True
    if word[-2:] != "ed" or len(word) < 4 or at == first:
        return False
    before = words[at - 1]
    return before not in _BEFORE_PARTICIPLE and before not in SEPARATORS


def head_end(words: Sequence[str], first: int, end: int) -> int:
    """Return where a clause of its own that begins at ``first`` ends before ``end``.

    ``first`` itself is returned where there is none: the words lead into what follows.
    """
    if end - first < 4 or _BREAKS.isdisjoint(words[first + 3 : end]):
        return first
    subordinate = words[first] in SUBORDINATE
    verb = next((at for at in range(first, end) if _is_finite(words, first, at)), end)
    for at in range(end - 1, first + 2, -1):
        word = words[at]
        if word in SEPARATORS or word in _TAILS or word in ("which", "where", "whose"):
            if word == "as" and words[at - 1] not in SEPARATORS:
                continue
            cut = at + 1 if word in SEPARATORS else at
            if subordinate and not _main_after_lead(words, first, at):
                return first
            if verb < at:
                return cut
    return first


def _main_after_lead(words: Sequence[str], first: int, end: int) -> bool:
    """Whether a main clause follows the comma that closes a subordinate lead."""
    for at in range(first + 1, end):
        if words[at] == ",":
            return finite(words, at + 1, end)
    return False


def tail_begin(words: Sequence[str], first: int, end: int, closed: bool = False) -> int:
    """Return where a coordinate clause with its own subject begins in a tail, or ``end``.

    ``closed`` says that an attribution has just ended its clause ("..., she said as ..."),
    so that the joiner needs no comma.
    """
    if _JOINTS.isdisjoint(words[first : max(first, end - 3)]):
        return end
    verb = next((at for at in range(end - 1, first, -1) if _is_finite(words, first, at)), first)
    for at in range(first, end - 3):
        word = words[at]
        if at + 2 > verb:
            return end
        if word == ";":
            return at + 1
        if word not in _TAILS:
            continue
        if not ((closed and at == first) or (at > 0 and words[at - 1] in SEPARATORS)):
            continue
        if word == "and" and not _subject(words[at + 1]):
            continue
        return at
    return end


def _subject(word: str) -> bool:
    """Whether a word may begin a subject: no verb form that shares the one before."""
    return word not in _FINITE and word[-3:] != "ing" and word[-2:] != "ed" and word != "to"
