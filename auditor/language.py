"""Whether an article is in English: all packs are, so an editor must know when it is not.

It is decided on the whole body, by the share of common English words.  What the page or the
format declares moves the bar; it does not decide, for templates are copied from site to site.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from auditor.english import english, once
from auditor.model import BlockKind, Layout, RuleSet

_ENOUGH = 40  # words; a few lines tell nothing
_LEAST = 0.1  # English news has .2 to .35; other languages below .07
_DECLARED_ENGLISH, _DECLARED_OTHER = 0.07, 0.15
_HARDLY = 0.05  # where no other language is known by its words
_PLAINLY, _FEW = 12, 0.08  # words of a paragraph that tells, share of English ones that is few
_FOREIGN = 0.12  # share of words common in another language
_LATIN_ENDS = 0x0370  # the first letter of the next script
_ALL = "all_languages"
_BODY = frozenset((BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.ITEM, BlockKind.CAPTION))


class Tongue(NamedTuple):
    """What an article is written in: ``foreign`` are its paragraphs that are not English."""

    foreign: frozenset[int] = frozenset()
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def tongue(layout: Layout, rules: RuleSet) -> Tongue:
    """Return what ``layout`` is written in, as far as it is not English."""
    count = _Count(layout, rules)
    told = count.foreign()
    foreign = sum(count.words[at] for at in told)
    rest = sum(count.words) - foreign
    common = sum(number for at, number in enumerate(count.common) if at not in told)
    english_left = rest >= max(_ENOUGH, foreign // 10) and common >= _LEAST * rest
    if told and foreign >= _ENOUGH:
        name = Counter(told.values()).most_common(1)[0][0]
        if not english_left:
            return Tongue(doubts=(f"it is not in English, it looks like {name}",))
        note = f"{foreign:,} words of it are not in English ({name}) and were not audited"
        return Tongue(frozenset(told), notes=(note,))
    words, common = sum(count.words), sum(count.common)
    if words >= _ENOUGH and common < _bar(layout.document.language) * words:
        name = count.named()
        if name:
            return Tongue(doubts=(f"it is not in English, it looks like {name}",))
        if common < _HARDLY * words:
            return Tongue(doubts=("it does not look like English",))
    return Tongue()


def _bar(declared: str) -> float:
    """Return the least share of common words, by the language that is declared."""
    if not declared:
        return _LEAST
    return _DECLARED_ENGLISH if declared.lower().startswith("en") else _DECLARED_OTHER


class _Count:
    """The words of each paragraph of the body, and how many of them are common in English."""

    def __init__(self, layout: Layout, rules: RuleSet) -> None:
        self._layout, self._rules = layout, rules
        common = english(rules).common_words.__contains__
        self.words: list[int] = []
        self.common: list[int] = []
        for first, end, kind, _ in layout.paragraphs:
            words = self._of(first, end) if kind in _BODY else []
            self.words.append(len(words))
            self.common.append(sum(map(common, words)))

    def _of(self, first: int, end: int) -> list[str]:
        sentences, words = self._layout.sentences, self._layout.words
        begin, until = sentences[first].first, sentences[end - 1].end
        return [word for word in words[begin:until] if word[0].isalpha()]

    def named(self) -> str:
        """Return the other language that the whole body is in, if it is one that is known."""
        words = [
            word
            for first, end, kind, _ in self._layout.paragraphs
            if kind in _BODY
            for word in self._of(first, end)
        ]
        return _named(words, _languages(self._rules))

    def foreign(self) -> dict[int, str]:
        """Return the paragraphs in another language, and which; short ones go with the next."""
        told: dict[int, str] = {}
        for at, (words, common) in enumerate(zip(self.words, self.common, strict=True)):
            if words >= _PLAINLY and common < _FEW * words:
                paragraph = self._layout.paragraphs[at]
                name = _named(self._of(paragraph.first, paragraph.end), _languages(self._rules))
                if name:
                    told[at] = name
        for at, words in enumerate(self.words):
            if at not in told and at - 1 in told and at + 1 in told and words < _PLAINLY:
                told[at] = told[at - 1]
        return told


def _named(words: list[str], languages: Mapping[str, frozenset[str]]) -> str:
    """Return the language that words are in, by its letters or its common words."""
    letters = "".join(words)
    other = Counter(map(_script, letters))
    name, many = other.most_common(1)[0]
    if name and many > len(letters) / 2:
        return f"{name} letters"
    shares = {name: sum(map(common.__contains__, words)) for name, common in languages.items()}
    best = max(shares, key=shares.__getitem__, default="")
    return best.capitalize() if best and shares[best] >= _FOREIGN * len(words) else ""


def _script(letter: str) -> str:
    """Return the script of a letter that English does not use, as Unicode calls it."""
    if ord(letter) < _LATIN_ENDS:
        return ""
    return unicodedata.name(letter, "").partition(" ")[0].capitalize()


def _lists(rules: RuleSet) -> Mapping[str, frozenset[str]]:
    return {name: rules.lists.get(name, frozenset()) for name in rules.lists.get(_ALL, ())}


_languages: Callable[[RuleSet], Mapping[str, frozenset[str]]] = once(_lists)
