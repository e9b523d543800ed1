"""Cut a document into tokens, sentences, paragraphs and quotations."""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress

from auditor.english import english
from auditor.model import Document, Layout, Paragraph, RuleSet, Sentence
from auditor.segment.quotations import quotations
from auditor.segment.sentences import last_tokens
from auditor.text import tokenize

# Tokens of a sentence; longer ones are no prose and are cut, so that what a stage does to a
# sentence may take the square of its length.
_LONGEST = 250
_STOPS = ".!?\u2026"
_MARKS = "\"'"


def segment(document: Document, rules: RuleSet) -> Layout:
    """Return the layout of ``document.plain``; blocks become paragraphs.

    Tokens outside all blocks (code, front matter) belong to no paragraph; those
    between two blocks count with the sentence before them in ``sentence_of``.
    """
    cased, words, starts, ends = tokenize(document.plain)
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    sentence_of: list[int] = []
    stops, marks = _special(words)
    known = english(rules)
    seen = 0
    for block in document.blocks:
        first, end = bisect_left(starts, block.start), bisect_left(starts, block.end)
        if first == end:
            continue
        until = bisect_left(stops, end, seen)
        at = len(sentences)
        begin = first
        cuts = last_tokens(document.text, cased, starts, ends, stops[seen:until], first, end, known)
        for stop in (*cuts, end):
            while stop > begin:
                cut = min(stop, begin + _LONGEST)
                sentences.append(Sentence(begin, cut, len(paragraphs)))
                begin = cut
        seen = until
        paragraphs.append(Paragraph(at, len(sentences), block.kind, block.reason))
    for number, (first, end, _) in enumerate(sentences):
        sentence_of += [max(number - 1, 0)] * (first - len(sentence_of))
        sentence_of += [number] * (end - first)
    sentence_of += [max(len(sentences) - 1, 0)] * (len(words) - len(sentence_of))
    return Layout(
        document, cased, words, starts, ends, sentences, paragraphs,
        quotations(document, words, starts, ends, marks, sentences, paragraphs, known.elisions),
        sentence_of,
    )  # fmt: skip


def _special(words: list[str]) -> tuple[list[int], list[int]]:
    """Return the tokens that end in a stop and the quotation marks; all but a few are neither."""
    special = {word for word in set(words) if word[-1] in _STOPS} | {'"', "'"}
    stops: list[int] = []
    marks: list[int] = []
    for at in compress(range(len(words)), map(special.__contains__, words)):
        (marks if words[at] in _MARKS else stops).append(at)
    return stops, marks
