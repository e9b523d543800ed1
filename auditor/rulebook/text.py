"""Rules and statuses explained on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from auditor.model import Rule, RuleSet, Status
from auditor.rulebook.entry import RuleEntry, entry
from auditor.rulebook.prose import STATUSES, in_share

_WIDTH = 100
_PHRASES = 12  # that are listed; `auditor rules show` has them all


def rule_text(rule: Rule, rules: RuleSet) -> str:
    """Return what there is to say of a rule."""
    told = entry(rule, rules)
    severity = f", {told.severity}" if told.severity else ""
    lines = [f"{told.id}  ({told.kind}{severity}: {told.kind_about})", ""]
    lines += _part("What it looks for", [told.what])
    lines += _part("Why", [told.why])
    if told.standard:
        lines += _part("Standard", [told.standard, *([told.url] if told.url else [])])
    lines += _part("What to do", told.todo)
    if told.traits:
        lines += _part("It says of itself", [f"{name}: {value}" for name, value in told.traits])
    lines += _phrases(told)
    lines += _examples("Finds", told.find)
    lines += _examples("Leaves alone", told.leave)
    if told.measured:
        lines += _part("Measured", told.measured)
    lines.append(f"Defined at {told.origin}; `auditor rules show {told.id}` prints all of it.")
    return "\n".join(lines) + "\n"


def status_text(status: Status, rules: RuleSet) -> str:
    """Return what a status means."""
    told = STATUSES[status]
    lines = [f"{status}  (status)", ""]
    lines += _part("What it means", [told.means, in_share(status)])
    lines += _examples("Example", [told.example])
    lines += _part("What to do", [told.todo])
    ids = {rule.id.rpartition("/")[2]: rule.id for rule in rules.rules if rule.kind == "policy"}
    findings = [ids[name] for name in told.rules if name in ids]
    if findings:
        lines += _part("Findings about it", findings)
    if told.kinds:
        kinds = [f"auditor rules list --kind {kind}" for kind in told.kinds]
        lines += _part("Rules that lead to it", kinds)
    return "\n".join(lines).rstrip("\n") + "\n"


def _part(title: str, texts: Sequence[str]) -> Iterator[str]:
    yield title
    for text in texts:
        yield from textwrap.wrap(
            text, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )
    yield ""


def _phrases(told: RuleEntry) -> Iterator[str]:
    if not told.phrases:
        return
    yield f"Phrases ({len(told.phrases):,})"
    for phrase in told.phrases[:_PHRASES]:
        yield f"  {phrase}"
    if len(told.phrases) > _PHRASES:
        yield f"  … and {len(told.phrases) - _PHRASES:,} more"
    for phrase in told.unless[:_PHRASES]:
        yield f"  not in: {phrase}"
    yield ""


def _examples(title: str, examples: Sequence[str]) -> Iterator[str]:
    if not examples:
        return
    yield title
    for number, example in enumerate(examples):
        if number and "\n" in example.strip():
            yield "  --"
        for line in example.strip().splitlines():
            wrapped = textwrap.wrap(
                line, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
            )
            yield from wrapped or [""]
    yield ""
