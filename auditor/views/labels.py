"""The words that all views have for shares, parties and changes."""

from __future__ import annotations

from auditor.drafts import Figure
from auditor.model import Status
from auditor.reports._style import LOOKS, printable

NO_PARTY = "no party"


def label(metric: str) -> str:
    """Return the name of the status whose share ``metric`` is."""
    return LOOKS[Status(metric.removesuffix("_share"))].label


def status_label(status: Status) -> str:
    """Return a status in words, also one that does not count as content."""
    look = LOOKS.get(status)
    return look.label if look else str(status).replace("_", " ")


def points(figure: Figure) -> str:
    """Return a change in percentage points: ``-15 points``, ``unchanged``."""
    changed = round(figure.change * 100, 1)
    if not changed:
        return "unchanged"
    shown = f"{changed:+.1f}".removesuffix(".0")
    return f"{shown} {'point' if abs(changed) == 1 else 'points'}"


def who(party: str | None) -> str:
    """Return a party as lists name it."""
    if party is None:
        return NO_PARTY
    return "party unknown" if party == "unknown" else printable(party)
