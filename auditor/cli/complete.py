"""What a shell offers for the values of options; asked for only while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from auditor.cli.options import Option
from auditor.errors import UsageError
from auditor.model import Status

_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def script(shell: str) -> str:
    """Return the script for a shell that is named; typer itself only asks which one is running."""
    from typer._completion_shared import get_completion_script

    if shell not in _SHELLS:
        raise UsageError(
            f"--show-completion {shell}: no such shell; there are {', '.join(_SHELLS)}"
        )
    return get_completion_script(prog_name="auditor", complete_var="_AUDITOR_COMPLETE", shell=shell)


def offers(option: Option) -> Callable[[str], list[str]] | None:
    """Return what lists the values of an option that begin as typed; None where nothing can."""
    if option.choices:
        return lambda incomplete: _fitting(option.choices, incomplete)
    found: Callable[[str], list[str]] | None = globals().get(option.offered)
    return found


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
