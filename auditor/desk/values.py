"""Values that the command line and the configuration write alike."""

from __future__ import annotations

MOST_FAULTS = 50


def cut(faults: list[str], label: str) -> list[str]:
    """Return the first faults of a file, and how many more there are."""
    if len(faults) <= MOST_FAULTS:
        return faults
    return [*faults[:MOST_FAULTS], f"{label}: {len(faults) - MOST_FAULTS} more faults"]


def share(text: str) -> float | None:
    """Return ``40%`` or ``0.4`` as 0.4; None for what is no share."""
    number = text.strip()
    try:
        value = float(number[:-1]) / 100 if number.endswith("%") else float(number)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None
