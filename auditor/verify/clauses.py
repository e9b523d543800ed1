"""Where a clause of its own may begin and end, without a parser.

The question is asked only of the few tokens beside an attribution, so plain word
lists do: an auxiliary, a common irregular past or a form in -ed makes a clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.english import english, once
from auditor.model import RuleSet

SEPARATORS = frozenset((",", ";", ":", "\u2014", "--", "(", ")"))
_MAIN_WITHIN = 18  # tokens of a clause in which its first finite verb is looked for


class Clauses:
    """The lists of the packs that tell clauses apart, and what they are asked."""

    def __init__(self, rules: RuleSet) -> None:
        words, lists = english(rules), rules.lists
        self.joiners, self.subordinate = lists["clause_joiners"], lists["leads_in"]
        present = words.finite_present | lists["contractions"]
        self._finite = words.finite | present
        self._tenses = {
            **dict.fromkeys(words.finite_past, "past"),
            **dict.fromkeys(present, "present"),
            **dict.fromkeys(words.finite_modal | lists["wanting"], "modal"),
        }
        self._tails = self.joiners | {"as"}
        self._breaks = SEPARATORS | self._tails | {"which", "where", "whose"}
        self._saying, self._subjects = lists["plainly_said"], lists["subjects_of_is"]
        self._before_participle = lists["before_participle"]

    def tense(self, words: Sequence[str], first: int, end: int) -> str:
        """Return the tense of a clause by its first finite verb: past, present, modal or none."""
        for at in range(first, min(end, first + _MAIN_WITHIN)):
            word = words[at]
            found = self._tenses.get(word)
            if found == "modal" and words[at + 1 : at + 2] and words[at + 1] in self._saying:
                continue  # "we can confirm that ..."
            if found is not None:
                return "past" if word == "could" and words[at + 1 : at + 2] == ["not"] else found
            if word[-2:] == "ed":
                if self._is_finite(words, first, at):
                    return "past"
            elif word == "'s" and at > first and words[at - 1] in self._subjects:
                return "present"
        return "none"

    def finite(self, words: Sequence[str], first: int, end: int) -> bool:
        """Whether a finite verb seems to stand among the tokens."""
        return any(self._is_finite(words, first, at) for at in range(first, end))

    def _is_finite(self, words: Sequence[str], first: int, at: int) -> bool:
        word = words[at]
        if word in self._finite:
            return True
        if word[-2:] != "ed" or len(word) < 4 or at == first:
            return False
        before = words[at - 1]
        return before not in self._before_participle and before not in SEPARATORS

    def head_end(self, words: Sequence[str], first: int, end: int) -> int:
        """Return where a clause of its own that begins at ``first`` ends before ``end``.

        ``first`` itself is returned where there is none: the words lead into what follows.
        """
        if end - first < 4 or self._breaks.isdisjoint(words[first + 3 : end]):
            return first
        subordinate = words[first] in self.subordinate
        verb = next((at for at in range(first, end) if self._is_finite(words, first, at)), end)
        for at in range(end - 1, first + 2, -1):
            word = words[at]
            if word not in self._breaks or (word == "as" and words[at - 1] not in SEPARATORS):
                continue
            cut = at + 1 if word in SEPARATORS else at
            if subordinate and not self._main_after_lead(words, first, at):
                return first
            if verb < at:
                return cut
        return first

    def _main_after_lead(self, words: Sequence[str], first: int, end: int) -> bool:
        """Whether a main clause follows the comma that closes a subordinate lead."""
        comma = next((at for at in range(first + 1, end) if words[at] == ","), end)
        return self.finite(words, comma + 1, end)

    def tail_begin(self, words: Sequence[str], first: int, end: int, closed: bool = False) -> int:
        """Return where a coordinate clause with its own subject begins in a tail, or ``end``.

        ``closed`` says that an attribution has just ended its clause ("..., she said as ..."),
        so that the joiner needs no comma.
        """
        inside = words[first : max(first, end - 3)]
        if ";" not in inside and self._tails.isdisjoint(inside):
            return end
        verb = next(
            (at for at in range(end - 1, first, -1) if self._is_finite(words, first, at)), first
        )
        for at in range(first, end - 3):
            word = words[at]
            if at + 2 > verb:
                return end
            if word == ";":
                return at + 1
            if word not in self._tails:
                continue
            if not ((closed and at == first) or (at > 0 and words[at - 1] in SEPARATORS)):
                continue
            if word == "and" and not self._subject(words[at + 1]):
                continue
            return at
        return end

    def _subject(self, word: str) -> bool:
        """Whether a word may begin a subject: no verb form that shares the one before."""
        return (
            word not in self._finite and word[-3:] != "ing" and word[-2:] != "ed" and word != "to"
        )


@once
def clauses(rules: RuleSet) -> Clauses:
    """Return what tells clauses apart by a rule set, made once for all articles of a run."""
    return Clauses(rules)
