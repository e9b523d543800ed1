"""Measured precision of rules, kept as a table beside the packs (``rules/measured-*.json``).

The table's name carries the corpus and its points the counts, so that the loader of
the packs needs to know nothing about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor import files
from auditor.errors import UsageError
from auditor.evaluate.figures import wilson
from auditor.model import RuleSet

_NAMES = {  # of tables by the kind of corpus, and what is said of them
    "attributions": ("measured attributions: ", "measured precision"),
    "segments": ("measured segments: ", "measured precision of the status"),
}
_RIGHT, _OF = " right", " judged"
_ABOUT = (
    "how often each rule fired on this corpus, as far as people's marks can judge it, "
    "and how often rightly"
)


def write_table(path: Path, corpus: str, evaluation: Mapping[str, Any]) -> None:
    """Write what ``evaluation`` says of the rules under the name ``corpus``."""
    points: dict[str, float] = {}
    for row in sorted(evaluation["rules"], key=lambda row: str(row["rule"])):
        if "/" in row["rule"] and row["of"]:
            points[row["rule"] + _RIGHT] = round(row["right"], 2)
            points[row["rule"] + _OF] = round(row["of"], 2)
    table = {
        "table": _NAMES[evaluation["kind"]][0] + corpus,
        "about": _ABOUT,
        "made_by": f"auditor evaluate FOLDER --write-table {path.name} --corpus {corpus!r}",
        "corpus": corpus,
        "kind": evaluation["kind"],
        "articles": evaluation["measures"]["articles"],
        "points": points,
    }
    try:
        files.write(str(path), [json.dumps(table, indent=0, ensure_ascii=False), "\n"])
    except OSError as error:
        raise UsageError(f"--write-table {path}: {error.strerror}") from error


def measured(rules: RuleSet, rule: str) -> Iterator[str]:
    """Yield a line for each corpus on which the rule with the id ``rule`` was measured."""
    for name in sorted(rules.tables):
        prefix, said = next((n for n in _NAMES.values() if name.startswith(n[0])), ("", ""))
        if not prefix:
            continue
        points = rules.tables[name]
        of, right = points.get(rule + _OF, 0.0), points.get(rule + _RIGHT, 0.0)
        if of > 0:
            low, high = wilson(right, of)
            yield (
                f"{said}: {right / of:.2f} on {name.removeprefix(prefix)} "
                f"(n = {of:.0f}, 95 % interval {low:.2f} to {high:.2f})"
            )
