"""The trained model as it ships: two ONNX files with 8-bit weights, its word pieces, and a card."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from auditor.model import Status
from auditor.readers.encoded import CLOSE, OPEN
from training.tagger import WIDTH, Tagger

if TYPE_CHECKING:
    from training.reader import Course, Measured

OUT = Path(__file__).parent.parent / "auditor" / "readers" / "model"
VERSION = "1"
_MARKS = 8  # word pieces below it are padding and marks of our own
_UNKNOWN = 100


class Words(nn.Module):
    """One window: word pieces to what is pooled for each of its passages."""

    def __init__(self, net: Tagger) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, parts: Tensor, pool: Tensor) -> Tensor:
        x = self.net.words(ids, parts)[0]
        most = torch.where(pool[:, :, None] > 0, x[None], torch.tensor(-1e4)).amax(1)
        return torch.cat([pool @ x, most], -1)


class Article(nn.Module):
    """One article: what is pooled for its passages, and their facts, to log-probabilities."""

    def __init__(self, net: Tagger) -> None:
        super().__init__()
        self.net = net
        self.facts = nn.Parameter(net.facts.weight[:-2].detach().clone())  # neither chosen nor none

    def forward(self, pooled: Tensor, facts: Tensor) -> Tensor:
        said = nn.functional.gelu(self.net.pool(pooled))
        both = torch.cat([said, facts @ self.facts], -1)
        around = self.net.gru(both[None])[0][0]
        return self.net.head(torch.cat([both, around], -1)).log_softmax(-1)


def box(net: Tagger, course: Course, tokenizer: Tokenizer, measured: Measured) -> None:
    """Write the model into ``auditor/readers/model``."""
    net.eval()
    OUT.mkdir(exist_ok=True)
    kept = _trim(net, course, tokenizer)
    facts = course.facts[:-1]
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder)
        _export(
            Words(net),
            (torch.full((1, 9), 9), torch.zeros(1, 9, dtype=torch.long), torch.ones(2, 9) / 9),
            ["ids", "parts", "pool"],
            {"ids": {1: "pieces"}, "parts": {1: "pieces"}, "pool": {0: "passages", 1: "pieces"}},
            raw / "words.onnx",
        )
        _export(
            Article(net),
            (torch.zeros(3, 2 * WIDTH), torch.zeros(3, len(facts))),
            ["pooled", "facts"],
            {"pooled": {0: "passages"}, "facts": {0: "passages"}},
            raw / "article.onnx",
        )
        for name in ("words", "article"):
            quantize_dynamic(
                raw / f"{name}.onnx", OUT / f"{name}.onnx", weight_type=QuantType.QInt8,
                per_channel=True,
            )  # fmt: skip
    kept.save(str(OUT / "tokenizer.json"))
    card: dict[str, Any] = {
        "name": "small",
        "version": VERSION,
        "about": "the statuses of an article's passages; see docs/readers.md",
        "made_by": "python -m training.reader",
        "licence": "Apache-2.0; begun with all-MiniLM-L6-v2 (Apache-2.0)",
        "weight": measured.weight,
        "within": measured.within,
        "interval": measured.interval,
        "statuses": [str(status) for status in Status],
        "facts": facts,
    }
    (OUT / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def _export(
    module: nn.Module, example: tuple[Tensor, ...], names: list[str], axes: Any, path: Path
) -> None:
    torch.onnx.export(
        module, example, str(path), input_names=names, output_names=["out"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    onnx.checker.check_model(str(path))


def _trim(net: Tagger, course: Course, tokenizer: Tokenizer) -> Tokenizer:
    """Leave the model the word pieces that it learnt with; return what cuts words into those.

    Single characters stay, so that every word can be cut.
    """
    seen = {at for one in course.found for ids in one.encoded.ids for at in ids}
    known = tokenizer.get_vocab()
    short = {at for piece, at in known.items() if len(piece.removeprefix("##")) == 1}
    wanted = sorted(at for at in seen | short if at >= _MARKS and at not in (OPEN, CLOSE, _UNKNOWN))
    # The numbers of the pieces around a window, and of what cannot be cut, stay where they are.
    fixed = {_UNKNOWN, OPEN, CLOSE}
    free = iter(wanted)
    order = [*range(_MARKS)]
    while (piece := len(order) if len(order) in fixed else next(free, None)) is not None:
        order.append(piece)
    rows = net.word.weight.data[order]
    net.word = nn.Embedding.from_pretrained(rows, freeze=True)
    names = {at: piece for piece, at in known.items()}
    described = json.loads(tokenizer.to_str())
    vocabulary = {names[old]: new for new, old in enumerate(order)}
    described["model"]["vocab"] = vocabulary
    described["added_tokens"] = [
        {**token, "id": vocabulary[token["content"]]}
        for token in described["added_tokens"]
        if token["content"] in vocabulary
    ]
    described["post_processor"] = None
    return Tokenizer.from_str(json.dumps(described))
