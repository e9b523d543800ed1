"""What the terminal reports share: words made safe to print, and a look for each status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.harmless import printable as printable
from auditor.model import Source, Status


class Look(NamedTuple):
    """How a status is drawn: a glyph that tells it apart without colour, and a colour."""

    glyph: str
    colour: str
    label: str
    meaning: str  # in a few words


# In the order of the bar: from what rests on nothing but one word to what stands firm.
LOOKS: Mapping[Status, Look] = {
    Status.SINGLE_PARTY: Look(
        "█", "red", "single party", "rests on one party's word, nobody else supports it"
    ),
    Status.DISCLAIMED: Look(
        "▓", "bright_red", "disclaimed", "the article says it could not be checked"
    ),
    Status.CONTESTED: Look("▒", "magenta", "contested", "one party says so, another denies it"),
    Status.ANONYMOUS: Look(
        "░", "bright_magenta", "anonymous", "only unnamed people stand behind it"
    ),
    Status.UNSOURCED: Look(
        "?", "yellow", "unsourced", "told as a report of nobody: reportedly, it is believed"
    ),
    Status.POSITION: Look(
        "~", "cyan", "position", "a wish, promise or opinion, not a claim of fact"
    ),
    Status.OWN_VOICE: Look(
        "·", "bright_black", "own voice", "the writer says so, and credits nobody"
    ),
    Status.INDEPENDENT: Look("=", "blue", "independent", "from somebody with no stake in it"),
    Status.CORROBORATED: Look(
        "≡", "bright_green", "corroborated", "parties that are independent say the same"
    ),
    Status.VERIFIED: Look("+", "green", "verified", "checked by somebody who did not claim it"),
}


def clipped(text: str, width: int) -> str:
    """Return ``text`` cut to ``width`` terminal cells at a word, with an ellipsis."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    return ended(set_cell_size(text, max(0, width - 1)))


def ended(cut: str) -> str:
    """Return a text that was cut off, back to its last word, with an ellipsis."""
    cut = cut.rstrip()
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > len(cut) * 2 // 3 else cut) + "…"


def tail(path: str, width: int) -> str:
    """Return ``path`` cut to ``width`` terminal cells at its beginning: the end tells more."""
    from rich.cells import cell_len

    if cell_len(path) <= width:
        return path
    while path and cell_len(path) > width - 1:
        path = path[1:]
    return "…" + path


def kind(source: Source) -> str:
    """Return what a source is: whom it belongs to, or else what sort of source."""
    return source.type if source.affiliation in ("", "unknown") else source.affiliation


def plural(number: int, word: str) -> str:
    """Return ``1 word`` or ``2 words``."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
