"""The phrase language: text of a phrase -> a tree of parts, or an error with its column.

docs/rules.md describes the language for editors.  Nothing here matches anything:
``graph.py`` turns the trees of all phrases into one automaton.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product

from auditor.packs.forms import noun_forms, verb_forms
from auditor.text import fold, tokenize

MOST_CHARACTERS = 600
MOST_DEPTH = 8
MOST_GAP = 12
DEFAULT_GAP = 6
SLOT = 8
NUMBERS = "number_words"  # the list of what # matches besides digits


@dataclass(frozen=True, slots=True)
class Words:
    """One token, any of these (folded to lower case)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cased:
    """One token, written exactly so."""

    word: str


@dataclass(frozen=True, slots=True)
class Number:
    """One token: digits, or a number word."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``most`` tokens of any kind."""

    most: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One to ``SLOT`` tokens of any kind, whose range is reported under ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place and no token: ``^`` ``^^`` ``$`` ``$$``."""

    sign: str


@dataclass(frozen=True, slots=True)
class Either:
    """One of several sequences; an empty one makes the others optional."""

    branches: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the named list."""

    name: str


Part = Words | Cased | Number | Gap | Slot | Mark | Either | Listed
Parts = tuple[Part, ...]


class PhraseError(ValueError):
    """A fault in a phrase; ``column`` counts its characters from 0."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


_TOKEN = re.compile(
    r"(?P<blank>\s+)"
    r"|(?P<gap>\.\.\.(?P<most>\d*)(?!\.))"
    r"|(?P<form>~(?P<base>[^\W\d_][^\W_]*(?:['-][^\W_]+)*)(?P<class>:[nv](?!\w))?)"
    r"|@(?P<list>[A-Za-z_]\w*)"
    r"|<(?P<slot>[a-z_]\w*)>"
    r"|=(?P<cased>[^\s()\[\]|<>~@#^$=]+)"
    r"|(?P<mark>\^\^?|\$\$?)"
    r"|(?P<number>#)"
    r"|(?P<sign>[()\[\]|])"
    r"|(?P<word>(?:\\.|[^\s()\[\]|<>~@#^$=\\])+)"
)
_MEANT = {
    "~": "write ~ directly before a verb, as in ~say",
    "@": "write the name of a list directly after @",
    "<": "a slot is a name in lower case between < and >",
    ">": "a slot is a name in lower case between < and >",
    "=": "write = directly before the word whose case matters",
    "\\": "a backslash must stand before the sign it protects",
}


def parse(text: str) -> Parts:
    """Return the parts of a phrase; raise ``PhraseError`` where it is not well formed."""
    if len(text) > MOST_CHARACTERS:
        raise PhraseError(f"the phrase is longer than {MOST_CHARACTERS} characters", 0)
    parts = _Parser(text).parse()
    _check(parts, text)
    return parts


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = fold(text)
        self.at = 0

    def parse(self) -> Parts:
        # A stack instead of recursion: depth is limited, but so is Python's.
        opened: list[tuple[str, int, list[Parts], list[Part]]] = []
        branches: list[Parts] = []
        parts: list[Part] = []
        while self.at < len(self.text):
            at = self.at
            found = _TOKEN.match(self.text, at)
            if found is None:
                raise PhraseError(_MEANT.get(self.text[at], f"unexpected {self.text[at]!r}"), at)
            self.at = found.end()
            sign = found["sign"]
            if sign is None:
                parts.extend(_parts(found))
            elif sign in "([":
                self._apart(at - 1, at, sign)
                if len(opened) == MOST_DEPTH:
                    raise PhraseError(f"brackets are nested deeper than {MOST_DEPTH}", at)
                opened.append((sign, at, branches, parts))
                branches, parts = [], []
            elif sign == "|":
                if not opened:
                    raise PhraseError("put alternatives into brackets: (one | other)", at)
                branches.append(_some(parts, at))
                parts = []
            else:
                if not opened or opened[-1][0] != {")": "(", "]": "["}[sign]:
                    raise PhraseError(f"{sign} closes no bracket", at)
                self._apart(self.at, at, sign)
                branches.append(_some(parts, at))
                both = join(branches, optional=sign == "]")
                _, _, branches, parts = opened.pop()
                parts.append(both)
        if opened:
            raise PhraseError(f"{opened[-1][0]} is not closed", opened[-1][1])
        return _some(parts, 0)

    def _apart(self, beside: int, at: int, sign: str) -> None:
        """Refuse ``claim(s)``, which would mean two words."""
        if 0 <= beside < len(self.text) and self.text[beside].isalnum():
            raise PhraseError(f"put a blank between {sign} and the word beside it", at)


def _parts(found: re.Match[str]) -> Iterable[Part]:
    at = found.start()
    kind = found.lastgroup
    if found["gap"] is not None:
        most = int(found["most"][:4]) if found["most"] else DEFAULT_GAP
        if not 1 <= most <= MOST_GAP:
            raise PhraseError(f"a gap spans 1 to {MOST_GAP} words", at)
        return (Gap(most),)
    if found["form"] is not None:
        return _forms(found["base"], noun=found["class"] == ":n")
    if found["cased"] is not None:
        return tuple(Cased(token) for token in tokenize(found["cased"])[0])
    match kind:
        case "blank":
            return ()
        case "list":
            return (Listed(found["list"]),)
        case "slot":
            return (Slot(found["slot"]),)
        case "mark":
            return (Mark(found["mark"]),)
        case "number":
            return (Number(),)
    literal = re.sub(r"\\(.)", r"\1", found["word"])
    return tuple(Words((token,)) for token in tokenize(literal)[1])


def _forms(base: str, *, noun: bool) -> tuple[Part, ...]:
    """Inflect the last token of ``base``: ``~fact-check`` gives fact-checked."""
    *before, last = tokenize(base)[1]
    forms = noun_forms(last) if noun else verb_forms(last)
    return (*(Words((token,)) for token in before), Words(tuple(sorted(forms))))


def _some(parts: list[Part], at: int) -> Parts:
    if not parts:
        raise PhraseError("there is nothing here to match", at)
    return tuple(parts)


def join(branches: Sequence[Parts], *, optional: bool = False) -> Part:
    """Join branches of one word each into one part, which costs the matcher nothing."""
    single: set[str] = set()
    rest: dict[Parts, None] = {}
    for branch in branches:
        if len(branch) == 1 and isinstance(branch[0], Words):
            single.update(branch[0].words)
        else:
            rest[branch] = None
    words = Words(tuple(sorted(single)))
    if single and not rest and not optional:
        return words
    if single:
        rest[(words,)] = None
    if optional:
        rest[()] = None
    return Either(tuple(rest))


def within(parts: Parts) -> Iterator[Part]:
    """Yield all parts of a phrase, those of alternatives too."""
    for part in parts:
        yield part
        if isinstance(part, Either):
            for branch in part.branches:
                yield from within(branch)


def holds(parts: Parts, *kinds: type[Part]) -> bool:
    """Tell whether a phrase has a part of one of these kinds."""
    return any(isinstance(part, kinds) for part in within(parts))


def _check(parts: Parts, text: str) -> None:
    """Refuse what would match nothing, or begin or end anywhere."""
    if any(isinstance(part, Gap | Slot) for part in _edge(parts, 1)):
        raise PhraseError("a phrase must begin with a word, not with a gap or a slot", 0)
    if any(isinstance(part, Gap) for part in _edge(parts, -1)):
        raise PhraseError("a gap at the end of a phrase has no use", len(text))
    if _may_be_empty(parts):
        raise PhraseError("everything in the phrase is optional", 0)


def _may_be_empty(parts: Parts) -> bool:
    return all(
        isinstance(part, Gap | Mark)
        or (isinstance(part, Either) and any(map(_may_be_empty, part.branches)))
        for part in parts
    )


def _edge(parts: Parts, step: int) -> Iterator[Part]:
    """Yield the parts that can come first (``step`` 1) or last (-1, where a mark is the end)."""
    for part in parts[::step]:
        if isinstance(part, Either):
            for branch in part.branches:
                yield from _edge(branch, step)
        else:
            yield part
        if not _may_be_empty((part,)) or (step < 0 and isinstance(part, Mark)):
            return


Sequences = Iterable[tuple[str, ...]]


def spell(
    parts: Parts, most: int, listed: Callable[[str], Sequences],
    stand_in: Callable[[Part], Sequences],
) -> Iterator[tuple[str, ...]]:  # fmt: skip
    """Yield up to ``most`` of the word sequences that a phrase matches.

    ``listed`` gives those of a list, ``stand_in`` those for gaps, slots, numbers and marks.
    """

    def ways(part: Part) -> list[tuple[str, ...]]:
        match part:
            case Words(words):
                found: Sequences = ((word,) for word in words)
            case Cased(word):
                found = ((word,),)
            case Listed(name):
                found = listed(name)
            case Either(branches):
                found = chain.from_iterable(
                    spell(branch, most, listed, stand_in) for branch in branches
                )
            case _:
                found = stand_in(part)
        return list(islice(found, most))

    for choice in islice(product(*map(ways, parts)), most):
        yield tuple(chain.from_iterable(choice))
