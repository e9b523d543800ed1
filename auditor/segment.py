"""Cut a document into tokens, sentences, paragraphs and quotations."""

from __future__ import annotations

from bisect import bisect_left

from auditor.model import Document, Layout, Paragraph, Quotation, Sentence
from auditor.text import tokenize

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr gov sen rep reps sens gen lt col sgt capt cmdr maj rev prof hon sr jr st no vs
    inc corp co ltd jan feb mar apr jun jul aug sep sept oct nov dec messrs adm pvt cpl supt insp
    det fig ca approx dept univ mt ft""".split()
)
_STOPS = frozenset(".!?\u2026")
_CLOSERS = frozenset("\"')]")
_OPENERS = frozenset("\"'([")


def segment(document: Document) -> Layout:
    """Return the layout of ``document.plain``; blocks become paragraphs."""
    cased, words, starts, ends = tokenize(document.plain)
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    for block in document.blocks:
        first, end = bisect_left(starts, block.start), bisect_left(starts, block.end)
        if first == end:
            continue
        at = len(sentences)
        _split(cased, starts, ends, first, end, len(paragraphs), sentences)
        paragraphs.append(Paragraph(at, len(sentences), block.kind))
    sentence_of = [0] * len(words)
    for number, (first, end, _) in enumerate(sentences):
        sentence_of[first:end] = [number] * (end - first)
    quotations = _quotations(words, starts, ends, sentences, paragraphs)
    return Layout(document, cased, words, starts, ends, sentences, paragraphs, quotations, sentence_of)


def _split(
    cased: list[str], starts: list[int], ends: list[int],
    first: int, end: int, paragraph: int, sentences: list[Sentence],
) -> None:  # fmt: skip
    """Append the sentences of the tokens ``first`` to ``end``."""
    begin = at = first
    while at < end:
        token = cased[at]
        if token[0] in _STOPS or token[-1] == "." and len(token) > 2:
            stop = at + 1
            while stop < end and (cased[stop] in _CLOSERS or cased[stop][0] in _STOPS):
                if cased[stop] in "\"'" and starts[stop] > ends[stop - 1]:
                    break  # a blank before the mark: it opens the next quotation
                stop += 1
            if stop < end and starts[stop] > ends[stop - 1] and _begins(cased, stop, end) and not (
                token == "." and at > first and _abbreviates(cased[at - 1])
            ):
                sentences.append(Sentence(begin, stop, paragraph))
                begin = stop
            at = stop
        else:
            at += 1
    if begin < end:
        sentences.append(Sentence(begin, end, paragraph))


def _begins(cased: list[str], at: int, end: int) -> bool:
    while at < end and cased[at] in _OPENERS:
        at += 1
    return at < end and not cased[at][0].islower()


def _abbreviates(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "I")


def _quotations(
    words: list[str], starts: list[int], ends: list[int],
    sentences: list[Sentence], paragraphs: list[Paragraph],
) -> list[Quotation]:  # fmt: skip
    """Pair double quotation marks paragraph by paragraph."""
    found: list[Quotation] = []
    for paragraph in paragraphs:
        first, end = sentences[paragraph.first].first, sentences[paragraph.end - 1].end
        opened: int | None = None
        for at in range(first, end):
            if words[at] != '"':
                continue
            if opened is None:
                opened = at
            else:
                found.append(Quotation(opened, at + 1, True))
                opened = None
        if opened is not None:
            found.append(Quotation(opened, end, False))
    return found
