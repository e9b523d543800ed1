"""``auditor explain-match``: why a rule did or did not fire in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from auditor.cli.codes import Code
from auditor.cli.rules import find_rule
from auditor.cli.terminal import tell
from auditor.errors import UsageError
from auditor.explain import explain
from auditor.formats import read_document
from auditor.inputs import shown
from auditor.packs.load import load_rules

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?\Z", re.DOTALL)


def explain_match(*, rule: str, place: str, rules: Sequence[str] = ()) -> Code:
    """Print the reasons; 0 if the rule fired there, 1 if not."""
    named = _PLACE.match(place)
    if named is None:
        raise UsageError(f"{place}: write the place as FILE:LINE or FILE:LINE:COLUMN")
    paths = [Path(path) for path in rules]
    loaded = load_rules(paths)
    wanted = find_rule(rule, loaded.rules)
    document = read_document(named["file"])
    column = int(named["column"]) if named["column"] else None
    found = explain(wanted, document, int(named["line"]), column, loaded, paths)
    where = place.replace(named["file"], shown(named["file"]), 1)
    tell(f"{where}: {wanted.id} {'fired' if found.fired else 'did not fire'}")
    for reason in found.reasons:
        tell(f"  {reason}")
    return Code.OK if found.fired else Code.GATE
