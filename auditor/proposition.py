"""Which words carry a proposition, and how much of one is said by another.

Plain word overlap after cutting endings: it errs on the side of "not the same",
and every decision that rests on it names the words it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.english import english, once
from auditor.model import Match, Rule, RuleSet

_ENDING = re.compile(r"(?<=.{4})(?:ings|ing|edly|ies|ied|ed|es|ly|s|e|n)$")
_NOTHING = frozenset({""})
_MOST_KNOWN = 1 << 16
_LISTED = "same_"  # how the lists of words begin that say the same in a claim
_SAME = frozenset({"names", "demonyms", "metonyms"})  # facets that mean the party itself


def stem(word: str) -> str:
    """Return a folded word without its ending, where at least four letters stay."""
    return _ENDING.sub("", word)


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


class Terms:
    """Which words carry a proposition, and which of them say the same.

    Words of one list ``same_...`` of the packs are one, a number and its word among them.
    """

    def __init__(self, rules: RuleSet) -> None:
        self._empty = english(rules).function_words
        self._rules = rules.rules
        self._alike = {
            word: name.removeprefix(_LISTED)
            for name, words in rules.lists.items()
            if name.startswith(_LISTED)
            for word in words
        }
        self._known: dict[str, str] = {}
        self._last: list[tuple[Sequence[str], list[str]]] = []  # two stages ask for one article

    def of(self, words: Sequence[str], parties: Sequence[Match]) -> list[str]:
        """Return for each word of an article its term, "" where it carries no proposition."""
        if self._last and self._last[0][0] is words:
            return self._last[0][1]
        known = self._known
        plain = plainly(words, parties, self._rules)
        for word in set(plain).difference(known):
            known[word] = self._term(self._alike.get(word, word))
        found = [known[word] for word in plain]
        if len(known) > _MOST_KNOWN:
            known.clear()
        self._last[:] = [(words, found)]
        return found

    def _term(self, word: str) -> str:
        if word in self._empty or not word[0].isalnum() or (len(word) < 3 and word.isalpha()):
            return ""
        return stem(word)


@once
def _terms(rules: RuleSet) -> Terms:
    return Terms(rules)


def stems(words: Sequence[str], parties: Sequence[Match], rules: RuleSet) -> list[str]:
    """Return for each word of an article its term (``Terms.of``)."""
    return _terms(rules).of(words, parties)


def carried(stems: Sequence[str]) -> frozenset[str]:
    """Return the terms among stems: what a passage says."""
    return frozenset(stems) - _NOTHING


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the part of ``one``'s terms that ``other`` has too (0 where there are none)."""
    return len(one & other) / len(one) if one else 0.0
