"""What a shell offers for the values of options; asked for only while somebody types."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.errors import UsageError
from auditor.model import Severity, Status
from auditor.reports import names

_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def script(shell: str) -> str:
    """Return the script for a shell that is named; typer itself only asks which one is running."""
    from typer._completion_shared import get_completion_script

    if shell not in _SHELLS:
        raise UsageError(
            f"--show-completion {shell}: no such shell; there are {', '.join(_SHELLS)}"
        )
    return get_completion_script(prog_name="auditor", complete_var="_AUDITOR_COMPLETE", shell=shell)


def formats(incomplete: str) -> list[str]:
    """Offer the formats of ``check``."""
    return _fitting(names(), incomplete)


def drafts(incomplete: str) -> list[str]:
    """Offer the formats of ``diff``."""
    return _fitting(("text", "json", "html"), incomplete)


def listings(incomplete: str) -> list[str]:
    """Offer the formats of ``sources`` and ``claims``."""
    return _fitting(("text", "json", "csv"), incomplete)


def watched(incomplete: str) -> list[str]:
    """Offer the formats of ``watch``."""
    return _fitting(("text", "compact"), incomplete)


def colours(incomplete: str) -> list[str]:
    """Offer when to use colour."""
    return _fitting(("auto", "always", "never"), incomplete)


def severities(incomplete: str) -> list[str]:
    """Offer the severities that a gate can be set to."""
    return _fitting((*Severity, "never"), incomplete)


def statuses(incomplete: str) -> list[str]:
    """Offer the statuses that a claim can have."""
    return _fitting(("unverified", *Status), incomplete)


def parties(incomplete: str) -> list[str]:
    """Offer the parties of the built-in packs, whatever the case of what was typed."""
    from auditor.packs.load import load_rules

    names = sorted(load_rules().parties)
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]


def rules(incomplete: str) -> list[str]:
    """Offer the ids of the built-in rules."""
    from auditor.packs.load import load_rules

    return _fitting(sorted(rule.id for rule in load_rules().rules), incomplete)


def explained(incomplete: str) -> list[str]:
    """Offer what can be explained: statuses, rules, and policy rules by their short names."""
    from auditor.packs.load import load_rules

    policy = (r.id.rpartition("/")[2] for r in load_rules().rules if r.kind == "policy")
    return _fitting((*Status, *sorted(policy)), incomplete) or rules(incomplete)


def _fitting(values: Iterable[str], incomplete: str) -> list[str]:
    return [str(value) for value in values if value.startswith(incomplete)]
