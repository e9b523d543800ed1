"""What articles are about: the names that they repeat, and that other articles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

MENTIONS = 2  # in an article, for a name to be one of its topics
ARTICLES = 5  # that must share a name
_MOST = 5  # topics of an article
# Behind a small letter or a comma: at the start of a sentence every word has a capital.
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*\w(?: [A-Z][\w’'-]*\w)*")
_OWNER = re.compile(r"['’]s$")


class Topics:
    """Collects the names of articles."""

    def __init__(self, never: frozenset[str]) -> None:
        self._never = never  # in small letters: days, months, "The"
        self._of: dict[str, list[tuple[str, int]]] = {}
        self._articles: Counter[str] = Counter()

    def add(self, article: str, texts: Iterable[str]) -> None:
        """Take note of the names in the passages of an article."""
        names = Counter(_OWNER.sub("", name) for text in texts for name in _NAME.findall(text))
        kept = [
            (name, count)
            for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0]))
            if count >= MENTIONS and name.lower() not in self._never
        ][:_MOST]
        if kept:
            self._of[article] = kept
            self._articles.update(name for name, _ in kept)

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Yield article, name and mentions, of names that enough articles share."""
        for article, names in self._of.items():
            for name, count in names:
                if self._articles[name] >= ARTICLES:
                    yield article, name, count
