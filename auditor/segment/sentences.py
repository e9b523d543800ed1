"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# Never the last word of a sentence: titles, and words that only stand before something.
_BEFORE_NAMES = frozenset(
    """mr mrs ms mx dr gov sen rep reps sens gen lt col sgt capt cmdr maj rev prof hon st messrs adm
    pvt cpl supt insp det vs fr pres amb sec atty brig ald dist asst assoc dep det fig approx mt ft
    mme mlle sr sra srta""".split()
)
# Last words at times: then something follows that opens sentences.
_ANYWHERE = frozenset(
    """jr sr inc corp co ltd llc plc bros etc al jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan
    ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex
    va vt wash wis wisc wyo ave
    blvd rd hwy dept univ est ed op min max ca cf esq gen govt intl natl""".split()
)
_BEFORE_NUMBERS = frozenset("no nos p pp art ch vol sec sect par fig nr".split())
_STARTERS = frozenset(
    """the a an he she it they we i you but and in on at for as if when while after before since
    this that these those his her its their our my there here what who why how where so or yet
    however meanwhile although though because despite during according also then now both many most
    some several one two three no not nor with by from to under among earlier later last since
    once only even still instead together another other each all both it's he's she's they're we're
    that's i'm i've we've there's don't""".split()
)
_TAGS = frozenset(
    """said says say asked asks ask wrote writes tweeted tweets shouted shouts yelled yells joked
    jokes added adds replied replies continued continues exclaimed exclaims demanded demands
    wondered wonders declared declares quipped quips cried cries responded responds answered answers
    chanted chants remarked remarks recalled recalls explained explains insisted insists screamed
    screams mused muses thundered told tells posted queried inquired bellowed blasted quoted
    concluded concludes argued argues warned warns""".split()
)
# What stands behind the verb of a tag, where an account of its own would have "that" or a clause.
_AFTER_TAG = frozenset(
    """. , ; : ! ? ... \u2014 of in at on during to after when before as while about with from to
    rhetorically aloud angrily loudly later then again once earlier sarcastically via last this
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_SUBJECTS = frozenset(["He", "She", "They", "It", "I", "We", "You", "This", "That"])
_TAG_REACH = 9  # tokens a speaker's name and office take
_OPENERS = frozenset("\"'([{\u2022*")
_CLOSERS = frozenset("\"')]}")
_DASHES = "\u2014-"
_BLANK = re.compile(r"\s")
_CONTINUED = frozenset("i i'm i've i'd i'll".split())


def last_tokens(
    text: str, cased: list[str], starts: list[int], ends: list[int],
    stops: Sequence[int], first: int, end: int,
) -> Iterator[int]:  # fmt: skip
    """Yield the ends of the sentences in the tokens ``first`` to ``end``, but for the last one.

    ``stops`` are the tokens of that range that end in a stop.  ``text`` is the
    document's own: blanked markup between two tokens does not part them.
    """

    def joined(at: int) -> bool:
        start, stop = ends[at - 1], starts[at]
        return start == stop or not (text[start].isspace() or _BLANK.search(text, start, stop))

    done = first
    for at in stops:
        if at < done:
            continue  # part of a run of stops
        after = at + 1
        closed = False
        while after < end and joined(after):
            token = cased[after]
            if token in _CLOSERS:
                if token in "\"'":
                    follows = after + 1
                    if (
                        follows < end
                        and joined(follows)
                        and (cased[follows][0].isalnum() and not cased[follows][0].isupper())
                    ):
                        break  # the mark opens
                    closed = True
            elif token[0] not in ".!?\u2026":
                break
            after += 1
        done = after
        if after >= end:
            return
        if joined(after) and not (closed and cased[after][0].isupper()):
            continue
        if _ends(cased, at, after, end, closed, joined(at) if at else False):
            yield after


def _ends(cased: list[str], at: int, after: int, end: int, closed: bool, joined: bool) -> bool:
    """Tell whether a sentence ends with the stop ``at`` and the closers up to ``after``.

    ``closed``: a quotation mark is among the closers; ``joined``: no blank before the stop.
    """
    opens = after
    while opens < end and cased[opens] in _OPENERS:
        opens += 1
    if opens >= end or opens - after > 4:
        return opens >= end
    following = cased[opens]
    if following.islower() or (opens == after and following[0] in ",;:)%.\u2026"):
        return False
    stop = cased[at]
    if stop[0] in "!?" or closed:
        return following[0] not in _DASHES and not (
            closed and stop != "." and _tag(cased, after, end)
        )
    if cased[after - 1] == "." and after - 1 > at:
        return True  # "(R-Iowa.)." has its own stop
    lower = following.lower()
    starter = lower in _STARTERS or cased[after] == '"'
    if stop == ".":
        return not joined or _full_stop(cased[at - 1], following, starter)
    if stop[0] in ".\u2026":  # a run of dots leaves it open
        return lower not in _CONTINUED or (at > 0 and cased[at - 1] in ".!?")
    return starter  # U.S., p.m.


def _full_stop(word: str, following: str, starter: bool) -> bool:
    """Tell whether the stop behind ``word`` ends a sentence, and does not abbreviate."""
    lower = word.lower()
    if lower in _BEFORE_NUMBERS and following[0].isdigit():
        return False
    if lower in _BEFORE_NAMES and word[0].isupper():
        return False
    if lower in ("vs", "approx"):
        return False
    if (lower in _ANYWHERE and word[0].isupper()) or lower in ("etc", "al"):
        return starter
    if len(word) == 1 and word.isalpha() and word != "I":
        return starter and word.isupper()
    return True


def _tag(cased: list[str], at: int, end: int) -> bool:
    """Tell whether the tokens from ``at`` are a speech tag ("Jane Doe asked."), not a sentence."""
    if cased[at] in _SUBJECTS:
        return False
    for here in range(at, min(at + _TAG_REACH, end)):
        word = cased[here]
        if word in _TAGS:
            if here == at:
                return False
            there = here + 1
            if word in ("told", "tells"):  # the addressee
                while there < min(here + 5, end) and cased[there].lower() not in _AFTER_TAG:
                    there += 1
            return there >= end or cased[there].lower() in _AFTER_TAG
        if word[0] in '!?;:"' or (word == "." and cased[here - 1].lower() not in _BEFORE_NAMES):
            return False
    return False
