"""Whether an article is in English: all packs are, so an editor must know when it is not."""

from __future__ import annotations

from auditor.english import english
from auditor.model import Layout, RuleSet

_ENOUGH = 40  # words; a few lines tell nothing
_LEAST = 0.1  # English news has .2 to .35; other languages below .07


def language_notes(layout: Layout, rules: RuleSet) -> tuple[str, ...]:
    """Return a note where the share of common English words is too small for English."""
    common = sum(map(english(rules).common_words.__contains__, layout.words))
    if common and common >= _LEAST * len(layout.words):
        return ()  # nearly always: nothing else need be counted
    words = [word for word in layout.words if word[0].isalpha()]
    if not words:
        return ("the file has no words",)
    if len(words) >= _ENOUGH and common < _LEAST * len(words):
        return ("the article does not look like English: its figures mean little",)
    return ()
