"""``story.audit.yaml`` beside ``story.md``: the findings that somebody has accepted."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from auditor.errors import UsageError
from auditor.findings.acknowledged import day
from auditor.inputs import shown
from auditor.run import Acknowledgement

if TYPE_CHECKING:
    from auditor.desk.fields import Fields
    from auditor.yamltree import Tree

SUFFIX = ".audit.yaml"
FIELDS = ("fingerprint", "rule", "by", "reason", "until")
_REQUIRED = FIELDS[:4]
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def beside(path: str) -> Sequence[Acknowledgement]:
    """Return what is acknowledged beside an article; raise UsageError for a broken file.

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


def beside_or_not(path: str) -> tuple[Sequence[Acknowledgement], str]:
    """Return what is acknowledged beside an article, or nothing and what is wrong with it.

    A broken file must not cost the article its audit, nor accept anything.
    """
    try:
        return beside(path), ""
    except UsageError as error:
        return (), str(error)


def read(path: str) -> list[Acknowledgement]:
    """Return the acknowledgements in a file; raise UsageError with a line for each fault."""
    from pathlib import Path

    from auditor.desk.fields import Fields

    fields = Fields(Path(path), shown(path))
    tree = fields.tree()
    nodes = fields.items(tree, "acknowledgements") if tree is not None else []
    read = [_entry(fields, node) for node in nodes]
    fields.check()
    return read


def _entry(fields: Fields, node: Tree) -> Acknowledgement:
    found = fields.fields(node, "an acknowledgement", FIELDS, _REQUIRED)
    said = {name: " ".join(fields.said(value, name).split()) for name, value in found.items()}
    if said.get("fingerprint") and not _FINGERPRINT.fullmatch(said["fingerprint"]):
        fields.fault(
            found["fingerprint"],
            "a fingerprint is 16 digits and letters a to f, as the JSON report gives it",
        )
    until = day(said["until"]) if said.get("until") else None
    if said.get("until") and until is None:
        fields.fault(found["until"], f"until is a date such as 2026-12-31, not {said['until']!r}")
    return Acknowledgement(
        said.get("rule", ""),
        said.get("fingerprint", ""),
        said.get("by", ""),
        said.get("reason", ""),
        fields.place(node),
        until,
    )
