"""``auditor explain``: what a rule or a status is about, and what to do."""

from __future__ import annotations

from typing import Any

from auditor.cli.codes import Code
from auditor.cli.options import CheckOptions
from auditor.cli.rules import find_rule
from auditor.cli.settings import settle
from auditor.cli.terminal import tell
from auditor.errors import UsageError
from auditor.model import Status
from auditor.rulebook.text import rule_text, status_text


def explain(*, what: str, **given: Any) -> Code:
    """Print what there is to say of the rule or the status called ``what``.

    The house's own words are those of the configuration for the current folder.
    """
    rules = settle(CheckOptions((".",), **given), absorb=False).load()
    name = what.strip().lower().replace("-", "_").replace(" ", "_")
    if name in tuple(Status):
        tell(status_text(Status(name), rules).rstrip("\n"))
        return Code.OK
    try:
        rule = find_rule(what, rules.rules)
    except UsageError as error:
        from difflib import get_close_matches

        close = get_close_matches(name, tuple(Status), 1)
        if close:
            raise UsageError(f"{what}: no such rule or status; did you mean {close[0]}?") from None
        raise error from None
    tell(rule_text(rule, rules).rstrip("\n"))
    return Code.OK
