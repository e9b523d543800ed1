"""What becomes of an article on its way through other outlets: cut, edited, worked in."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

FILLER = "city water road minister later report group early found between people under".split()


def edited(words: Sequence[str], chance: random.Random, part: float = 0.15) -> list[str]:
    """Return words of which a part is exchanged."""
    return [chance.choice(FILLER) if chance.random() < part else word for word in words]


def half(words: Sequence[str], chance: random.Random) -> list[str]:
    return list(words[: len(words) // 2])


def fifth(words: Sequence[str], chance: random.Random) -> list[str]:
    return list(words[: len(words) // 5])


def invented(words: Sequence[str], chance: random.Random, count: int) -> list[str]:
    """Return a text that no other one shares a line with, of somebody's words."""
    return [chance.choice(words) for _ in range(count)]


def lifted(words: Sequence[str], chance: random.Random) -> list[str]:
    """Return another story that holds 120 of the words."""
    at = chance.randrange(max(1, len(words) - 120))
    other = invented(words, chance, 400)
    return [*other[:200], *words[at : at + 120], *other[200:]]


VARIANTS: dict[str, Callable[[Sequence[str], random.Random], list[str]]] = {
    "edited": edited,
    "half": half,
    "fifth": fifth,
    "lifted": lifted,
}
