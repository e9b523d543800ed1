"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.english import English

_TAG_REACH = 9  # tokens a speaker's name and office take
_JOINTS = frozenset("./@:")
_OPENERS = frozenset("\"'([{\u2022*")
_CLOSERS = frozenset("\"')]}")
_DASHES = "\u2014-"
_BLANK = re.compile(r"\s")


def last_tokens(
    text: str, cased: list[str], starts: list[int], ends: list[int],
    stops: Sequence[int], first: int, end: int, known: English,
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
        if (
            joined(after)
            and not (closed and cased[after][0].isupper())
            and not _glued(cased, at, after)
        ):
            continue
        if _ends(cased, at, after, end, closed, joined(at) if at else False, known):
            yield after


def _glued(cased: list[str], at: int, after: int) -> bool:
    """Tell a stop whose blank was lost: "he said.Details were not told"."""
    before, word = cased[at - 1] if at else "", cased[after]
    if at > 1 and cased[at - 2] in _JOINTS:  # an address
        return False
    plain = (len(before) > 2 and before.islower()) or before.isdigit()
    return cased[at] == "." and plain and len(word) > 1 and word[0].isupper() and word[1:].islower()


def _ends(
    cased: list[str], at: int, after: int, end: int, closed: bool, joined: bool, known: English
) -> bool:
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
            closed and stop != "." and _tag(cased, after, end, known)
        )
    if cased[after - 1] == "." and after - 1 > at:
        return True  # "(R-Iowa.)." has its own stop
    lower = following.lower()
    starter = lower in known.sentence_starters or cased[after] == '"'
    if stop == ".":
        return not joined or _full_stop(cased[at - 1], following, starter, known)
    if stop[0] in ".\u2026":  # a run of dots leaves it open
        return lower not in known.i_forms or (at > 0 and cased[at - 1] in ".!?")
    return starter  # U.S., p.m.


def _full_stop(word: str, following: str, starter: bool, known: English) -> bool:
    """Tell whether the stop behind ``word`` ends a sentence, and does not abbreviate."""
    lower = word.lower()
    if lower in known.abbreviated_numbers and following[0].isdigit():
        return False
    if lower in known.abbreviated_titles and word[0].isupper():
        return False
    if lower in ("vs", "approx"):
        return False
    if (lower in known.abbreviations and word[0].isupper()) or lower in ("etc", "al"):
        return starter
    if len(word) == 1 and word.isalpha() and word != "I":
        return starter and word.isupper()
    return True


def _tag(cased: list[str], at: int, end: int, known: English) -> bool:
    """Tell whether the tokens from ``at`` are a speech tag ("Jane Doe asked."), not a sentence."""
    subject = cased[at].lower()
    if cased[at] != subject and subject in known.tag_subjects:
        return False
    for here in range(at, min(at + _TAG_REACH, end)):
        word = cased[here]
        if word in known.tag_verbs:
            if here == at:
                return False
            there = here + 1
            if word in ("told", "tells"):  # the addressee
                while there < min(here + 5, end) and cased[there].lower() not in known.after_tags:
                    there += 1
            return there >= end or cased[there].lower() in known.after_tags
        abbreviates = cased[here - 1].lower() in known.abbreviated_titles
        if word[0] in '!?;:"' or (word == "." and not abbreviates):
            return False
    return False
