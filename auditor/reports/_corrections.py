"""Corrections in words: what somebody decided in place of the program, and what it had decided."""

from __future__ import annotations

from auditor.model import Corrected, Severity, Status
from auditor.reports._style import printable

RULE = "correction/"  # how the rules begin under which lists of issues tell of corrections


def standing(status: Status, party: str | None) -> str:
    """Return a status and a party in words: ``single party of Northland``."""
    told = status.replace("_", " ")
    return f"{told} of {printable(party)}" if party else told


def changed(corrected: Corrected) -> str:
    """Return what the program decided and what counts: ``single party of A → independent of A``."""
    was = standing(corrected.was, corrected.was_party)
    return f"{was} → {standing(corrected.status, corrected.party)}"


def signed(corrected: Corrected) -> str:
    """Return who says so and why, and until when."""
    until = f" (until {corrected.until})" if corrected.until else ""
    return f"corrected by {printable(corrected.by)}: {printable(corrected.reason)}{until}"


def message(corrected: Corrected) -> str:
    """Return a correction as one sentence for a list of issues."""
    if not corrected.why:
        return f"{changed(corrected)}, {signed(corrected)}"
    who, why = printable(corrected.by), corrected.why
    if expired(corrected):
        return f"What {who} corrected here held until {corrected.until}. Look at it again."
    place = printable(corrected.place)
    return f"The correction of {who} in {place} changes nothing: {why}. Take it out."


def rule(corrected: Corrected) -> str:
    """Return the rule under which a list of issues tells of a correction."""
    if not corrected.why:
        return f"{RULE}applied"
    return f"{RULE}expired" if expired(corrected) else f"{RULE}unused"


def severity(corrected: Corrected) -> Severity:
    """Return how grave it is: what has no effect wants to be looked at."""
    return Severity.WARNING if corrected.why else Severity.NOTE


def expired(corrected: Corrected) -> bool:
    """Whether the last day that a correction held has passed."""
    return corrected.why == "expired"
