"""The small model in the box: a tagger of passages, run by onnxruntime.

It reads word pieces of an article with names masked, and the rules' facts on each passage
(``auditor.readers.encoded``), in two steps: three layers of a transformer over windows of word
pieces, pooled for each passage, then a recurrent layer over the passages of the article.  How it
was trained, and on what: ``docs/readers.md``.  Weights: beside this file, in ``model``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.errors import UsageError
from auditor.model import Reading, RuleSet, Status
from auditor.readers.encoded import CLOSE, OPEN, PLAIN, Encoded, Pieces, encode, windows

if TYPE_CHECKING:
    from auditor.readers import Wanted
    from auditor.verify.story import Piece, Story

FOLDER = Path(__file__).parent / "model"
_LONGEST = 400  # passages that are read as one article
_WORDS = 100_000  # whose word pieces are remembered
_NEEDED = ("onnxruntime", "tokenizers")


def available() -> bool:
    """Whether the model and what runs it are installed."""
    return all(find_spec(name) for name in _NEEDED) and (FOLDER / "card.json").exists()


def beside(rules: RuleSet, wanted: Wanted) -> RuleSet:
    """Return ``rules`` with this reader, and the interval that was measured with it."""
    if not all(find_spec(name) for name in _NEEDED):
        raise UsageError(
            "--reader small needs onnxruntime and tokenizers: "
            'pip install "attribution-auditor[reader]"'
        )
    reader = Small(FOLDER)
    choice = rules.choices["status"]._replace(settings=reader.card["interval"])
    return rules._replace(reader=reader, choices={**rules.choices, "status": choice})


class Small:
    """The model; its files are opened when the first article is read, in each process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))
        self.name = f"small {self.card['version']}"
        self.weight, self.within = float(self.card["weight"]), float(self.card["within"])
        self._statuses = tuple(map(Status, self.card["statuses"]))
        self._facts = {fact: at for at, fact in enumerate(self.card["facts"])}

    def remarks(self) -> Sequence[str]:
        """Return nothing: it always reads."""
        return ()

    def spent(self) -> str:
        """Return nothing: nobody else is asked."""
        return ""

    @cached_property
    def _run(self) -> tuple[Any, Any]:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        words, article = (
            ort.InferenceSession(
                os.fspath(self._folder / f"{name}.onnx"), options, ["CPUExecutionProvider"]
            )
            for name in ("words", "article")
        )
        return words, article

    @cached_property
    def _split(self) -> Pieces:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(os.fspath(self._folder / "tokenizer.json"))

        @lru_cache(_WORDS)
        def split(word: str) -> Sequence[int]:
            ids: Sequence[int] = tokenizer.encode(word, add_special_tokens=False).ids
            return ids

        return split

    def read(self, story: Story, pieces: Sequence[Piece]) -> list[Reading | None]:
        """Return the log-probabilities of the statuses of each piece."""
        if not pieces:
            return []
        encoded = encode(story, pieces, self._split)
        rows = [
            row
            for first in range(0, len(pieces), _LONGEST)
            for row in self._judged(encoded.part(first, first + _LONGEST))
        ]
        return [dict(zip(self._statuses, row, strict=True)) for row in rows]

    def _judged(self, encoded: Encoded) -> list[list[float]]:
        import numpy as np

        words, article = self._run
        pooled = [
            words.run(None, _window(encoded, passages))[0]
            for passages in windows(map(len, encoded.ids))
        ]
        facts = np.zeros((len(encoded.facts), len(self._facts)), np.float32)
        for at, its in enumerate(encoded.facts):
            facts[at, [self._facts[fact] for fact in set(its) if fact in self._facts]] = 1.0
        feed = {"pooled": np.concatenate(pooled), "facts": facts}
        judged: list[list[float]] = article.run(None, feed)[0].tolist()
        return judged


def _window(encoded: Encoded, passages: range) -> dict[str, Any]:
    """Return what the model is given of passages: word pieces, what each is part of, and the pool.

    The row of a passage in the pool holds, for each word piece that is its own, 1 over their
    number.
    """
    import numpy as np

    ids = [OPEN, *(one for at in passages for one in encoded.ids[at]), CLOSE]
    parts = [PLAIN, *(one for at in passages for one in encoded.parts[at]), PLAIN]
    pool = np.zeros((len(passages), len(ids)), np.float32)
    begin = 1
    for row, at in enumerate(passages):
        end = begin + len(encoded.ids[at])
        pool[row, begin:end] = 1 / (end - begin)
        begin = end
    return {"ids": np.array([ids]), "parts": np.array([parts]), "pool": pool}
