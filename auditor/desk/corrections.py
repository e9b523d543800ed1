"""Corrections as they are written, in ``auditor.yaml`` and beside an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor.correct import ROLES
from auditor.dates import day
from auditor.model import Status
from auditor.run import Correction

if TYPE_CHECKING:
    from auditor.desk.fields import Fields
    from auditor.yamltree import Tree

NAMES = ("source", "party")
DECIDES = ("status", "counts-as")
FIELDS = (*NAMES, *DECIDES, "by", "reason", "until")
_SIGNED = ("by", "reason")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def correction(fields: Fields, node: Tree, *, house: bool) -> Correction:
    """Return a correction; one of the ``house`` names no passage."""
    named = NAMES if house else ("fingerprint", *NAMES)
    found = fields.fields(node, "a correction", (*named, *FIELDS[2:]), _SIGNED)
    said = {name: " ".join(fields.said(value, name).split()) for name, value in found.items()}
    if sum(name in found for name in named) != 1:
        fields.fault(node, f"a correction names one of {', '.join(named)}")
    if not any(name in found for name in DECIDES):
        fields.fault(node, f"a correction says {' or '.join(DECIDES)}, or both")
    checked_fingerprint(fields, found, said)
    status = None
    if "status" in found:
        known = tuple(Status) if "fingerprint" in found else tuple(ROLES)
        text = fields.choice(found["status"], "status", known)
        status = Status(text.value.strip()) if text else None
    return Correction(
        said.get("by", ""),
        said.get("reason", ""),
        fields.place(node),
        checked_until(fields, found, said),
        said.get("fingerprint", ""),
        said.get("source", ""),
        said.get("party", ""),
        status,
        said.get("counts-as", ""),
        house,
    )


def checked_fingerprint(
    fields: Fields, found: Mapping[str, Tree], said: Mapping[str, str]
) -> None:  # fmt: skip
    """Tell a fault of what cannot be a fingerprint."""
    if said.get("fingerprint") and not _FINGERPRINT.fullmatch(said["fingerprint"]):
        fields.fault(
            found["fingerprint"],
            "a fingerprint is 16 digits and letters a to f, as the JSON report gives it",
        )


def checked_until(
    fields: Fields, found: Mapping[str, Tree], said: Mapping[str, str]
) -> str | None:  # fmt: skip
    """Return the last day that something holds, None where it has none."""
    until = day(said["until"]) if said.get("until") else None
    if said.get("until") and until is None:
        fields.fault(found["until"], f"until is a date such as 2026-12-31, not {said['until']!r}")
    return until
