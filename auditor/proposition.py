"""Which words carry a proposition, and how much of one is said by another.

Plain word overlap after cutting endings: it errs on the side of "not the same",
and every decision that rests on it names the words it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from auditor.model import Match, Rule, RuleSet

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
_ENDING = re.compile(r"(?<=.{4})(?:ings|ing|edly|ies|ied|ed|es|ly|s|e|n)$")
_NOTHING = frozenset({""})
_MOST_KNOWN = 1 << 16
_LISTED = "same_"  # how the lists of words begin that say the same in a claim
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split(),
        2,
    )
}


@lru_cache(maxsize=1 << 16)
def term(word: str) -> str:
    """Return a crude stem of a folded word, or "" where it carries no proposition.

    One ending is cut where at least four letters stay.
    """
    if word in _FUNCTION_WORDS or not word[0].isalnum() or (len(word) < 3 and word.isalpha()):
        return ""
    return _ENDING.sub("", word)


_SAME = frozenset({"names", "demonyms", "metonyms"})  # facets that mean the party itself


def plainly(words: Sequence[str], parties: Sequence[Match], rules: Sequence[Rule]) -> list[str]:
    """Return the words of an article with each name of a party as one word.

    All forms of a name are the same word: "Norland" and "Norlanders" are one term, as
    "Sudmark" and "Sudmarkers" are, and a name of three words counts no more than one of one.
    """
    plain = list(words)
    for first, end, number, _ in parties:
        traits = rules[number].traits
        whole = traits["facet"] not in _SAME
        # The sign at the end keeps the label whole: no ending is cut, none is too short.
        plain[first] = ("_".join(words[first:end]) if whole else traits["party"].lower()) + "_"
        plain[first + 1 : end] = ["the"] * (end - first - 1)
    return plain


_KNOWN: list[tuple[RuleSet, dict[str, str], dict[str, str]]] = []  # one rule set serves a run
_LAST: list[tuple[Sequence[str], list[str]]] = []  # two stages ask for the same article


def stems(words: Sequence[str], parties: Sequence[Match], rules: RuleSet) -> list[str]:
    """Return for each word of an article its stem, "" where it carries no proposition.

    A party's name is one word (``plainly``); words of one list ``same_...`` of the packs are
    one, and so are a number and its word.
    """
    if _LAST and _LAST[0][0] is words:
        return _LAST[0][1]
    if not _KNOWN or _KNOWN[0][0] is not rules:
        _KNOWN[:] = [(rules, _alike(rules), {})]
    _, alike, known = _KNOWN[0]
    plain = plainly(words, parties, rules.rules)
    for word in set(plain).difference(known):
        known[word] = term(alike.get(word, word))
    found = [known[word] for word in plain]
    if len(known) > _MOST_KNOWN:
        known.clear()
    _LAST[:] = [(words, found)]
    return found


def _alike(rules: RuleSet) -> dict[str, str]:
    """Return the word that stands for each word of the lists ``same_...`` and each number."""
    alike = dict(_NUMBERS)
    for name, entries in rules.lists.items():
        if name.startswith(_LISTED):
            alike.update(dict.fromkeys(entries, name.removeprefix(_LISTED)))
    return alike


def carried(stems: Sequence[str]) -> frozenset[str]:
    """Return the terms among stems: what a passage says."""
    return frozenset(stems) - _NOTHING


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the part of ``one``'s terms that ``other`` has too (0 where there are none)."""
    return len(one & other) / len(one) if one else 0.0
