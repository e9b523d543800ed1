"""Inputs made to hurt: the time for the double is never much more than double."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from auditor import audit_text, load_rules

RULES = load_rules()
HOSTILE = {
    "quotation marks without a blank": '"',
    "quotation marks with blanks": '" ',
    "opening marks": "“",
    "single quotation marks": "' ",
    "dots": ".",
    "dots and blanks": ". ",
    "brackets": "( ",
    "cues in one sentence": "he said ",
    "cues that take what follows": "said that said that, ",
    "commas behind a cue": "he said , , , , , , , , , , , , , , , , , , , , , , , , ",
    "one word": "a",
    "names": "Anna Holm ",
    "parties": "Moscow and Kyiv ",
    "sources in one sentence": "according to the ministry, ",
    "short sentences": "Moscow denied it. ",
    "claims that are the same": "Moscow said 14 soldiers were killed at the bridge. ",
    "the writer saying it again": "Moscow said 14 died there. 14 soldiers died at the bridge. ",
    "disclaimers": "The claim could not be independently verified. ",
    "paragraphs": "He said so.\n\n",
    "open quotations": "“He went on.\n\n",
    "hedges": "reportedly ",
    "casualties": "14 people were killed. ",
}
BYTES = 40_000


def _cost(text: str) -> float:
    gc.collect()
    gc.disable()  # it costs by all that lives, not by this text
    try:
        began = process_time()
        audit_text(text, RULES)
        return process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_takes_twice_the_time(piece: str) -> None:
    text = piece * (BYTES // len(piece))
    _cost(text[:1000])
    once = twice = float("inf")
    for _ in range(6):  # a busy machine may spoil a measurement or two
        once, twice = min(once, _cost(text)), min(twice, _cost(text * 2))
        if twice < max(2.5 * once, once + 0.15):
            return
    pytest.fail(f"{once:.3f} s, then {twice:.3f} s for twice the text")
