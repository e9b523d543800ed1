"""``auditor explain-match``: why a rule did or did not fire in one place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from auditor.cli.codes import Code
from auditor.cli.places import placed
from auditor.cli.rules import find_rule
from auditor.cli.terminal import tell
from auditor.explain import explain
from auditor.formats import read_document
from auditor.inputs import shown
from auditor.packs.load import load_rules


def explain_match(*, rule: str, place: str, rules: Sequence[str] = ()) -> Code:
    """Print the reasons; 0 if the rule fired there, 1 if not."""
    named = placed(place)
    paths = [Path(path) for path in rules]
    loaded = load_rules(paths)
    wanted = find_rule(rule, loaded.rules)
    document = read_document(named.file)
    found = explain(wanted, document, named.line, named.column, loaded, paths)
    where = place.replace(named.file, shown(named.file), 1)
    tell(f"{where}: {wanted.id} {'fired' if found.fired else 'did not fire'}")
    for reason in found.reasons:
        tell(f"  {reason}")
    return Code.OK if found.fired else Code.GATE
