"""``story.audit.yaml`` beside ``story.md``: findings that are accepted, and corrections."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.inputs import shown
from auditor.run import Acknowledgement, Decision

if TYPE_CHECKING:
    from auditor.desk.fields import Fields
    from auditor.yamltree import Tree

SUFFIX = ".audit.yaml"
FIELDS = ("fingerprint", "rule", "by", "reason", "until")
_REQUIRED = FIELDS[:4]


def beside(path: str) -> Sequence[Decision]:
    """Return what is decided beside an article; raise UsageError for a broken file.

    ``story.md.audit.yaml`` belongs to ``story.md`` alone; where there is none, it is
    ``story.audit.yaml``.
    """
    for name in names(path):
        if os.path.isfile(name):  # noqa: PTH113
            return read(name)
    return ()


def names(path: str) -> tuple[str, str]:
    """Return the names that a file beside an article can have, the one that counts first."""
    return path + SUFFIX, os.path.splitext(path)[0] + SUFFIX  # noqa: PTH122 - for every article


def beside_or_not(path: str) -> tuple[Sequence[Decision], str]:
    """Return what is decided beside an article, or nothing and what is wrong with it.

    A broken file must not cost the article its audit, nor decide anything.
    """
    try:
        return beside(path), ""
    except UsageError as error:
        return (), str(error)


def read(path: str) -> list[Decision]:
    """Return the decisions in a file; raise UsageError with a line for each fault."""
    from pathlib import Path

    from auditor.desk.fields import Fields

    fields = Fields(Path(path), shown(path))
    tree = fields.tree()
    nodes = fields.items(tree, "what is decided") if tree is not None else []
    read = [_entry(fields, node) for node in nodes]
    fields.check()
    return read


def _entry(fields: Fields, node: Tree) -> Decision:
    from auditor.desk.corrections import (
        DECIDES,
        NAMES,
        checked_fingerprint,
        checked_until,
        correction,
    )
    from auditor.yamltree import Map

    keys = {key.value for key, _ in node.pairs} if isinstance(node, Map) else set()
    if not keys.isdisjoint((*DECIDES, *NAMES)):
        return correction(fields, node, house=False)
    found = fields.fields(node, "an acknowledgement", FIELDS, _REQUIRED)
    said = {name: " ".join(fields.said(value, name).split()) for name, value in found.items()}
    checked_fingerprint(fields, found, said)
    return Acknowledgement(
        said.get("rule", ""),
        said.get("fingerprint", ""),
        said.get("by", ""),
        said.get("reason", ""),
        fields.place(node),
        checked_until(fields, found, said),
    )
