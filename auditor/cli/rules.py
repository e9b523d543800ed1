"""``auditor rules``: look at the packs, run their examples, find what is of no use or one-sided."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from auditor.audit import audit_text
from auditor.cli.codes import Code
from auditor.cli.terminal import tell
from auditor.errors import UsageError
from auditor.model import Audit, Rule, RuleSet
from auditor.packs.check import check_examples, example_document
from auditor.packs.lint import lint
from auditor.packs.load import load_rules


def list_rules(*, rules: Sequence[str] = (), kind: str | None = None) -> Code:
    """Print a line for each rule, sorted by kind and id."""
    loaded = _load(rules).rules
    kinds = sorted({rule.kind for rule in loaded})
    if kind is not None and kind not in kinds:
        raise UsageError(f"--kind {kind}: no rule is of this kind; there are {', '.join(kinds)}")
    shown = sorted(
        (rule for rule in loaded if kind in (None, rule.kind)), key=lambda r: (r.kind, r.id)
    )
    first = max(len(rule.kind) for rule in shown)
    second = max(len(rule.id) for rule in shown)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for rule in shown:
        line = f"{rule.kind:{first}}  {rule.id:{second}}  {len(rule.phrases):4}  {rule.about}"
        tell(line[:width].rstrip())
    return Code.OK


def show_rule(*, id: str, rules: Sequence[str] = ()) -> Code:
    """Print everything about one rule."""
    from auditor.evaluate.measured import measured

    loaded = _load(rules)
    rule = find_rule(id, loaded.rules)
    tell(f"{rule.id}  ({rule.kind})")
    if rule.about:
        tell(rule.about)
    tell(f"defined at {rule.origin}\n")
    for name, value in sorted(rule.traits.items()):
        tell(f"{name}: {value}")
    for line in measured(loaded, rule.id):
        tell(line)
    for title, lines in (
        ("phrases", rule.phrases),
        ("finds", rule.find),
        ("leaves alone", rule.leave),
    ):
        if lines:
            print(f"\n{title}:")
            tell("\n".join(f"  {line}" for line in lines))
    return Code.OK


def test_rules(*, path: str | None = None) -> Code:
    """Run every example through the whole audit; print those that fail."""
    rules = _load([path] if path else [])

    def audit(text: str) -> Audit:
        return audit_text(example_document(text), rules)

    failures = check_examples(rules, audit)
    examples = {example for rule in rules.rules for example in (*rule.find, *rule.leave)}
    return _told(failures, f"{len(examples):,} examples of {len(rules.rules):,} rules", "fail")


def lint_rules(*, path: str | None = None) -> Code:
    """Print the phrases that never count, and the parties whose other side is less heard."""
    rules = _load([path] if path else [])
    phrases = sum(len(rule.phrases) for rule in rules.rules)
    return _told(lint(rules), f"{phrases:,} phrases of {len(rules.rules):,} rules", "to mend")


def _load(extra: Sequence[str]) -> RuleSet:
    return load_rules([Path(path) for path in extra])


def find_rule(id: str, rules: Sequence[Rule]) -> Rule:
    """Return the rule with this id, or with this name in whatever pack it is unique."""
    found = [r for r in rules if r.id == id] or [r for r in rules if r.id.endswith(f"/{id}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{id}: several rules, {', '.join(rule.id for rule in found)}")
    from difflib import get_close_matches

    # Many write the name without the pack.
    names = {rule.id.rpartition("/")[2]: rule.id for rule in rules}
    close = [names[name] for name in get_close_matches(id, names, 3, 0.7)]
    close = close or get_close_matches(id, [rule.id for rule in rules], 3, 0.5)
    hint = f"did you mean {' or '.join(close)}?" if close else "auditor rules list shows them all"
    raise UsageError(f"{id}: no such rule; {hint}")


def _told(faults: Sequence[str], what: str, verb: str) -> Code:
    for fault in faults:
        tell(fault)
    print(f"{what}: {len(faults)} {verb}" if faults else f"{what}: nothing to complain about")
    return Code.GATE if faults else Code.OK
