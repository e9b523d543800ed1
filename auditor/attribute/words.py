"""Word classes without a tagger: closed classes by list, open ones by shape and counted verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from auditor.english import English, english, once
from auditor.model import BlockKind, Layout, Match, RuleSet, Sentence

# The classes of closed words; of a word in several, the last one counts.
_CLASSES = {
    "det": "determiners", "poss": "possessives", "pron": "pronouns", "wh": "question_words",
    "prep": "prepositions", "conj": "conjunctions", "sub": "subordinators", "neg": "negations",
    "adv": "adverbs", "day": "times", "be": "be", "have": "have", "do": "do", "modal": "modals",
}  # fmt: skip
_OWN = ("which", "that", "to")  # each is a class of its own
_SIGNS = {
    **dict.fromkeys(",.;:?!()[]\u2026", "punct"),
    "--": "\u2014", "---": "\u2014", "\u2014": "\u2014", "-": "-", '"': '"', "'": "'",
}  # fmt: skip
CLOSED = frozenset((*_CLASSES, *_OWN, "who", *_SIGNS.values()))


class Lexicon(NamedTuple):
    """What the packs tell of words: the classes of closed ones, and which may be verbs."""

    classes: Mapping[str, str]
    verbs: Mapping[str, float]
    english: English
    lists: Mapping[str, frozenset[str]]


@once
def lexicon(rules: RuleSet) -> Lexicon:
    """Return the lexicon of a rule set."""
    lists = rules.lists
    classes: dict[str, str] = {}
    for name, words in _CLASSES.items():
        classes |= dict.fromkeys((*lists[words], *lists.get(f"negated_{words}", ())), name)
    classes |= {**dict.fromkeys(("who", "whom"), "who"), **dict(zip(_OWN, _OWN, strict=True))}
    return Lexicon(classes | _SIGNS, rules.tables["verb-points"], english(rules), lists)


# Tokens that may stand inside a noun phrase; everything else ends one.
NOMINAL = frozenset(
    ("det", "poss", "w", "Name", "num", "-", "adj", "ed", "day", "ing", "&", "$", "%")
)
VERBAL = frozenset(("v", "be", "have", "do", "modal"))


def _shape(cased: str, word: str, verbs: Mapping[str, float]) -> str:
    first = cased[0]
    if first.isupper():
        return "Name"
    if first.isdigit():
        return "num"
    if first.isalpha():
        points = verbs.get(word)
        if points is not None and points > 0:
            return "v"
        if word.endswith("ly"):
            return "ly"
        if word.endswith("ing"):
            return "ing"
        if word.endswith("ed"):
            return "ed"
        return "w"
    if first == ".":
        return "punct"
    return "&" if first == "@" or first == "#" else first


class Tokens:
    """A layout's tokens with their classes.

    ``classes`` are coarse ("prep", "Name", "v"); ``keys`` are the words
    themselves where the class is closed, so that points can tell "that" from "to".
    ``names`` are the matches of parties, whose names are of one piece.
    """

    __slots__ = (
        "cased",
        "classes",
        "density",
        "inside",
        "keys",
        "layout",
        "lexicon",
        "quoted",
        "titles",
        "words",
    )

    def __init__(self, layout: Layout, lexicon: Lexicon, names: Iterable[Match] = ()) -> None:
        self.layout, self.words, self.cased = layout, layout.words, layout.cased
        self.lexicon, verbs = lexicon, lexicon.verbs
        shapes: dict[str, str] = {}
        keys: list[str] = []
        classes: list[str] = []
        known, shape_of = lexicon.classes.get, shapes.get
        for cased, word in zip(layout.cased, layout.words, strict=True):
            name = known(word)
            if name is not None and not (len(cased) > 1 and cased.isupper() and word != "i"):
                classes.append(name)
                keys.append(word)
                continue
            name = shape_of(cased)
            if name is None:
                name = shapes[cased] = _shape(cased, word, verbs)
            classes.append(name)
            keys.append(name)
        self.classes, self.keys = classes, keys
        for sentence in layout.sentences:  # a capital at the start of a sentence says nothing
            at = sentence.first
            while at + 1 < sentence.end and classes[at] in ('"', "'", "punct"):
                at += 1
            if classes[at] == "Name" and not layout.cased[at][1:].isupper():
                word = layout.words[at]
                name = _shape(word, word, verbs)
                if name in ("ly", "ing", "ed", "v"):
                    classes[at] = keys[at] = name
        self.titles = self._lower_titles(verbs)
        self._unite(names)
        said = sum(map(self.words.count, ("said", "says")))
        share = 12 * said / max(len(layout.sentences), 1)
        few = len(layout.sentences) < 8
        self.density = (
            "-" if few else "0" if not said else "1" if share < 1 else "2" if share < 3 else "3"
        )
        # Number of the quotation around each token, or -1.
        self.inside = [-1] * len(layout.words)
        for number, (first, end, *_) in enumerate(layout.quotations):
            self.inside[first:end] = [number] * (end - first)
        # How many of the tokens before each one are quoted.
        self.quoted = list(accumulate(map((-1).__lt__, self.inside), initial=0))

    def _unite(self, names: Iterable[Match]) -> None:
        """Class all words of a party's name as parts of a name, wherever it stands.

        Else "the Institute for the Study of War" would be three phrases, "United" and "Holy"
        at the start of a sentence a participle and an adverb, and "May" a modal verb: who
        is called so would be credited less readily than others.
        """
        cased, words, classes, keys = self.cased, self.words, self.classes, self.keys
        for first, end, *_ in names:
            if cased[first] == words[first] or (end - first == 1 and classes[first] in CLOSED):
                continue  # "the" of "the Treasury"; "IS" alone is told by its capitals
            for at in range(first, end):
                if cased[at] != words[at] or classes[at] in CLOSED:
                    classes[at] = keys[at] = "Name"

    def _lower_titles(self, verbs: Mapping[str, float]) -> frozenset[int]:
        """Class the verbs of titles as such, although they are capitalised; return the titles."""
        layout, classes, keys = self.layout, self.classes, self.keys
        found: list[int] = []
        for paragraph in layout.paragraphs:
            if paragraph.end - paragraph.first > 2:
                continue
            for number in range(paragraph.first, paragraph.end):
                first, end, _ = layout.sentences[number]
                if end - first > 30:
                    continue
                long = [at for at in range(first, end) if len(layout.words[at]) > 3]
                capital = sum(layout.cased[at][0].isupper() for at in long)
                if len(long) < 4 or capital * 4 < len(long) * 3:
                    continue
                found.append(number)
                for at in range(first, end):
                    if classes[at] == "Name":
                        word = layout.words[at]
                        name = _shape(word, word, verbs)
                        if name in ("ly", "ing", "ed", "v"):
                            classes[at] = keys[at] = name
        return frozenset(found)

    def marks(self, sentence: Sentence) -> str:
        """Return whether a sentence holds quotation marks, begins with one or ends in one."""
        first, end = sentence.first, sentence.end
        inside = self.inside
        if inside[first] >= 0:
            return "whole" if inside[end - 1] == inside[first] else "begins"
        if inside[end - 1] >= 0:
            return "ends"
        return "some" if max(inside[first:end]) >= 0 else "no"

    def place(self, sentence: Sentence) -> str:
        """Return where in the article a sentence stands, in a few steps."""
        number = sentence.paragraph
        kind = self.layout.paragraphs[number].kind
        if kind is not BlockKind.PARAGRAPH:
            return str(kind)
        return "first" if number == 0 else "body"
