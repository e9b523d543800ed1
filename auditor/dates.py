"""Days that decisions hold until, and the one it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def day(text: str) -> str | None:
    """Return a date as it is compared, 2026-12-31, or None for what is no date."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def over(until: str | None) -> bool:
    """Whether the last day that something holds has passed."""
    return until is not None and until < today().isoformat()


def today() -> date:
    """Return the date, the one SOURCE_DATE_EPOCH gives where a run has to be repeatable."""
    from datetime import UTC, date, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()
