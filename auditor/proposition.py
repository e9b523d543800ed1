"""Which words carry a proposition, and how much of one is said by another.

Plain word overlap after cutting endings: it errs on the side of "not the same",
and every decision that rests on it names the words it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence

_FUNCTION_WORDS = frozenset(
    """a about above after again against all also am an and any are aren't as at be because been
    before being below between both but by can cannot could couldn't did didn't do does doesn't
    doing don't down during each few for from further had hadn't has hasn't have haven't having he
    her here hers him his how i if in into is isn't it its itself just more most my no nor not now
    of off on once one only or other our out over own s same she should so some such than that the
    their theirs them then there these they this those through to too under until up very was
    wasn't we were weren't what when where which while who whom whose why will with won't would you
    your 's said says say told tell according reported reportedly claimed claim claims saying
    new last first two monday tuesday wednesday thursday friday saturday sunday today yesterday
    near since may might must also made make since amid""".split()
)
_ENDINGS = ("ings", "ing", "edly", "ies", "ied", "ed", "es", "ly", "s", "e", "n")


def stem(word: str) -> str:
    """Return a crude stem: one ending cut where at least four letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def terms(words: Sequence[str], first: int, end: int) -> frozenset[str]:
    """Return the stems of the content words and numbers in ``words[first:end]``."""
    return frozenset(
        stem(word)
        for word in words[first:end]
        if word not in _FUNCTION_WORDS and (len(word) > 2 or word[0].isdigit()) and word[0].isalnum()
    )


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the part of ``one``'s terms that ``other`` has too (0 where there are none)."""
    return len(one & other) / len(one) if one else 0.0
