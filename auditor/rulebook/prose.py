"""What statuses and kinds of rules mean, as ``prose.yaml`` has it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, NamedTuple

from auditor.model import EXCLUDED, UNVERIFIED, Status
from auditor.yamltree import List, Text, Tree, read_tree


class StatusEntry(NamedTuple):
    """The meaning of a status; ``example`` shows it in a sentence, ``rules`` are about it."""

    means: str
    example: str
    todo: str
    kinds: tuple[str, ...] = ()  # kinds of rules that lead to it
    rules: tuple[str, ...] = ()  # policy rules that look at it


class KindEntry(NamedTuple):
    """What is true of all rules of a kind; {id} and {name} in it are those of the rule."""

    why: str
    todo: str


def _plain(node: Tree) -> Any:
    if isinstance(node, Text):
        return node.value.strip()
    if isinstance(node, List):
        return tuple(map(_plain, node.items))
    return {key.value: _plain(value) for key, value in node.pairs}


def _read() -> tuple[Mapping[Status, StatusEntry], Mapping[str, KindEntry]]:
    content = files("auditor.rulebook").joinpath("prose.yaml").read_bytes()
    tree = read_tree(content, len(content))
    assert tree is not None
    prose = _plain(tree)
    statuses = {Status(name): StatusEntry(**said) for name, said in prose["statuses"].items()}
    kinds = {
        name: KindEntry(said["why"], said["todo"].replace("{wrong}", prose["wrong"]))
        for name, said in prose["kinds"].items()
    }
    return statuses, kinds


STATUSES, KINDS = _read()


def in_share(status: Status) -> str:
    """Return in words whether a status counts in the unverified single-party share."""
    if status in EXCLUDED:
        return "It is left out of all shares."
    if status in UNVERIFIED:
        return "It counts in the unverified single-party share."
    return "It is content and does not count in the unverified single-party share."
