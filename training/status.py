"""Examples for the status of a piece: its facts, and the statuses its words have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from auditor.audit import attributed
from auditor.formats import read_text
from auditor.model import RuleSet, Status
from auditor.resolve import resolve
from auditor.verify import Story, marked
from auditor.verify.facts import facts
from auditor.verify.story import DATE, NAME, NUMBER, PARTY, Piece
from training.annotated import Annotated
from training.multinomial import Array, is_lexical

WORD = re.compile(r"\S*[^\W_]\S*")
STATUSES = tuple(Status)
_AT = {status: at for at, status in enumerate(STATUSES)}
_COVERED = 0.7  # of a piece, for the label of a single passage to be its own


class Example(NamedTuple):
    article: str
    facts: Sequence[str]
    words: Sequence[int]  # of each status, in the order of STATUSES; all 0 without a label
    size: int = 0  # its words, where it has no label
    reading: Sequence[float] = ()  # a reader's log-probabilities, in that order, if it has no label


def story_of(text: str, rules: RuleSet) -> Story:
    """Return an article's evidence, before any piece is judged."""
    layout, matches, _, exclusions, frames = attributed(read_text(text), rules)
    resolution = resolve(layout, matches, frames, rules, exclusions)
    return Story(layout, matches, exclusions, frames, resolution, rules)


Readings = Mapping[str, Mapping[int, Sequence[float]]]  # by text, and by first token


def examples(
    article: Annotated, rules: RuleSet, between: Readings = MappingProxyType({})
) -> Iterator[Example]:
    """Yield the pieces of an article that have a label, or else a reading in ``between``."""
    story = story_of(article.text, rules)
    pieces = marked(story)
    rows = counted(article, story, pieces)
    read = between.get(article.text, {})
    for piece, its, row in zip(pieces, facts(story, pieces), rows, strict=True):
        told = tuple(dict.fromkeys(its))
        if row:
            yield Example(article.name, told, row)
        elif piece.first in read:
            text = article.text[slice(*story.layout.span(piece.first, piece.end))]
            size = len(WORD.findall(text))
            yield Example(article.name, told, [0] * len(STATUSES), size, read[piece.first])


def counted(article: Annotated, story: Story, pieces: Sequence[Piece]) -> list[list[int] | None]:
    """Return the words of each status in each piece; None for a piece without a label."""
    layout = story.layout
    spans = [layout.span(piece.first, piece.end) for piece in pieces]
    counts = [[0] * len(STATUSES) for _ in pieces]
    marks, at, mark = article.passages, 0, 0
    for word in WORD.finditer(article.text):
        while at < len(spans) and spans[at].end <= word.start():
            at += 1
        while mark < len(marks) and marks[mark].end <= word.start():
            mark += 1
        if at == len(spans) or spans[at].start >= word.end():
            continue
        if mark < len(marks) and marks[mark].start < word.end():
            counts[at][_AT[Status(marks[mark].status)]] += 1
        elif article.whole:
            counts[at][_AT[Status.BOILERPLATE]] += 1
    return [
        row if sum(row) and (article.whole or _covered(article.text[start:end], row)) else None
        for (start, end), row in zip(spans, counts, strict=True)
    ]


def _covered(text: str, row: Sequence[int]) -> bool:
    return sum(row) >= _COVERED * len(WORD.findall(text))


def lower_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that stand in lower case in two articles or more: no names."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if word.islower()})
    return frozenset(word.replace("’", "'") for word, count in counts.items() if count > 1)


_MASKS = frozenset((NAME, PARTY, NUMBER, DATE, "i", "i'm", "i've", "i'll", "i'd"))


def nameless(its: Sequence[str], known: frozenset[str]) -> tuple[str, ...]:
    """Return the facts without those about a word that could be a name."""
    return tuple(fact for fact in its if not is_lexical(fact) or _plain(fact, known))


def _plain(fact: str, known: frozenset[str]) -> bool:
    said = fact.partition(": ")[2] or fact
    return all(
        word in known or word in _MASKS or not word[0].isalpha() for word in said.split() if word
    )


def targets(found: Sequence[Example]) -> tuple[Array, Array]:
    """Return the parts of each status in each example, and the examples' weights."""
    words = np.array([example.words for example in found], float)
    total = words.sum(1)
    return words / total[:, None], np.sqrt(total)
