"""The small model as PyTorch trains it: the same two steps that ``auditor/readers/small.py`` runs.

The layers are BERT's (Devlin et al. 2019), started from the first ones of all-MiniLM-L6-v2 (Wang
et al. 2020; Apache-2.0).  What they make of the word pieces is pooled for each passage, joined
with the rules' facts on it, and read by a recurrent layer (GRU, Cho et al. 2014) in both
directions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from auditor.model import Status
from auditor.readers.encoded import CLOSE, MASKED, OPEN, PARAGRAPH, PASSAGE, windows

WIDTH, HEADS, INNER, HIDDEN = 384, 12, 1536, 128
PLACES, WORD_PIECES = 512, 30522
# What the marks begin as: the word pieces for name, country, number, year and the full stop.
_MARKS = dict(
    zip((*MASKED.values(), PASSAGE, PARAGRAPH), (2171, 2406, 2193, 2095, 1012, 1012), strict=True)
)


class Layer(nn.Module):
    """A layer of the transformer."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.o = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.a, self.b = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        size, length, _ = x.shape
        heads = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = heads[0], heads[1], heads[2]
        weights = (query @ key.transpose(-1, -2)) / math.sqrt(WIDTH // HEADS) + mask
        y = (weights.softmax(-1) @ value).transpose(1, 2).reshape(size, length, WIDTH)
        x = self.n1(x + F.dropout(self.o(y), drop, self.training))
        return self.n2(x + F.dropout(self.b(F.gelu(self.a(x))), drop, self.training))


class Tagger(nn.Module):
    """Word pieces and facts of an article's passages to sums for the statuses of each."""

    def __init__(self, facts: int, layers: int) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(WORD_PIECES, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.part, self.norm = nn.Embedding(4, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        nn.init.zeros_(self.part.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.facts = nn.EmbeddingBag(facts + 1, HIDDEN, mode="sum", padding_idx=facts)
        nn.init.normal_(self.facts.weight, std=0.02)
        self.pool = nn.Linear(2 * WIDTH, 2 * HIDDEN)
        self.gru = nn.GRU(3 * HIDDEN, HIDDEN, bidirectional=True, batch_first=True)
        self.head = nn.Linear(5 * HIDDEN, len(Status))

    def words(self, ids: Tensor, parts: Tensor, drop: float = 0.0) -> Tensor:
        """Return what the layers make of windows of word pieces."""
        mask = ((ids == 0).float() * -1e4)[:, None, None, :]
        places = self.place.weight[: ids.shape[1]]
        x = F.dropout(self.norm(self.word(ids) + places + self.part(parts)), drop, self.training)
        for layer in self.layers:
            x = layer(x, mask, drop)
        return x

    def pooled(self, x: Tensor, owner: Tensor, passages: int) -> Tensor:
        """Return mean and greatest of each passage's word pieces; ``owner`` is whose each is."""
        flat, own = x.reshape(-1, WIDTH), owner.reshape(-1)
        total = torch.zeros(passages + 1, WIDTH).index_add(0, own, flat)
        size = torch.zeros(passages + 1).index_add(0, own, torch.ones(len(own)))
        most = torch.full((passages + 1, WIDTH), -1e4)
        most = most.scatter_reduce(0, own[:, None].expand(-1, WIDTH), flat, "amax")
        return torch.cat([total / size.clamp(min=1)[:, None], most], -1)[:passages]

    def judge(
        self, pooled: Tensor, facts: Sequence[Tensor], lengths: Sequence[int], drop: float = 0.0
    ) -> Tensor:
        """Return sums for the statuses of the passages of articles with so many each."""
        starts = torch.tensor([0, *(len(its) for its in facts[:-1])]).cumsum(0)
        given = self.facts(torch.cat(list(facts)), starts)
        said = F.gelu(self.pool(F.dropout(pooled, drop, self.training)))
        both = torch.cat([said, F.dropout(given, drop, self.training)], -1)
        padded = nn.utils.rnn.pad_sequence(list(both.split(list(lengths))), batch_first=True)
        packed = nn.utils.rnn.pack_padded_sequence(
            padded, torch.tensor(lengths), batch_first=True, enforce_sorted=False
        )
        around, _ = nn.utils.rnn.pad_packed_sequence(self.gru(packed)[0], batch_first=True)
        around = torch.cat([its[:n] for its, n in zip(around, lengths, strict=True)])
        return self.head(F.dropout(torch.cat([both, around], -1), drop, self.training))


def begun(facts: int, layers: int, base: Path) -> Tagger:
    """Return a model whose layers are the first ones of a BERT in ``base/model.safetensors``."""
    net = Tagger(facts, layers)
    known = load_file(base / "model.safetensors")
    known = {name.removeprefix("bert."): value for name, value in known.items()}
    embedded = "embeddings"
    places = known[f"{embedded}.position_embeddings.weight"]
    net.word.weight.data.copy_(known[f"{embedded}.word_embeddings.weight"])
    net.place.weight.data.copy_(places + known[f"{embedded}.token_type_embeddings.weight"][0])
    for mark, like in _MARKS.items():
        net.word.weight.data[mark] = net.word.weight.data[like]
    for kind in ("weight", "bias"):
        getattr(net.norm, kind).data.copy_(known[f"{embedded}.LayerNorm.{kind}"])
        for at, layer in enumerate(net.layers):
            its = f"encoder.layer.{at}"
            three = [known[f"{its}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            getattr(layer.qkv, kind).data.copy_(torch.cat(three))
            for module, name in (
                (layer.o, "attention.output.dense"),
                (layer.n1, "attention.output.LayerNorm"),
                (layer.a, "intermediate.dense"),
                (layer.b, "output.dense"),
                (layer.n2, "output.LayerNorm"),
            ):
                getattr(module, kind).data.copy_(known[f"{its}.{name}.{kind}"])
    for fixed in (net.word, net.place):
        fixed.weight.requires_grad = False
    return net


class Batch(NamedTuple):
    """Windows of word pieces of some articles, and whose passage each word piece is."""

    ids: Tensor
    parts: Tensor
    owner: Tensor
    passages: int


def batch(articles: Sequence[tuple[list[list[int]], list[list[int]]]]) -> Batch:
    """Return the windows of articles, each with the word pieces of its passages and their parts."""
    rows: list[tuple[list[int], list[int], list[int]]] = []
    total = sum(len(ids) for ids, _ in articles)
    base = 0
    for ids, parts in articles:
        for passages in windows(map(len, ids)):
            row: tuple[list[int], list[int], list[int]] = ([OPEN], [0], [total])
            for at in passages:
                row[0].extend(ids[at])
                row[1].extend(parts[at])
                row[2].extend([base + at] * len(ids[at]))
            rows.append(row)
        base += len(ids)
    length = max(len(row[0]) for row in rows) + 1
    made = [torch.zeros(len(rows), length, dtype=torch.long) for _ in range(2)]
    owner = torch.full((len(rows), length), total)
    for at, row in enumerate(rows):
        size = len(row[0])
        made[0][at, :size], made[1][at, :size] = torch.tensor(row[0]), torch.tensor(row[1])
        made[0][at, size] = CLOSE
        owner[at, :size] = torch.tensor(row[2])
    return Batch(made[0], made[1], owner, total)
