"""How well does the audit agree with people?  Measures over a folder of annotated articles.

Two kinds of folder are known: attributions in brat's standoff format, as PolNeAR has them
(``text/*.txt`` and ``attributions/*.ann``), and segments with a status for every word
(``text/*.txt`` and ``gold/*.json``).  The auditor is run as it is; nothing is fitted here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from auditor.audit import audit
from auditor.errors import ReadError, UsageError
from auditor.evaluate import attributions, compare, guide, standoff, statuses
from auditor.evaluate.byrule import by_attribution, by_status
from auditor.evaluate.classes import by_class
from auditor.evaluate.misses import confusions, cue_rules, missed_cues
from auditor.inputs import shown
from auditor.model import Audit, Document, RuleSet

SCHEMA_VERSION = "1.0"
STANDOFF, GUIDE = "attributions", "segments"
_PATTERNS = {STANDOFF: "attributions/*.ann", GUIDE: "gold/*.json"}


def kind_of(folder: Path) -> str:
    """Return which kind of folder this is; ``UsageError`` if it is of neither kind."""
    name = shown(str(folder))
    if not folder.is_dir():
        raise UsageError(f"{name}: no such folder")
    kinds = [kind for kind, pattern in _PATTERNS.items() if any(folder.glob(pattern))]
    has_text = any(folder.glob("text/*.txt"))
    if len(kinds) == 1 and has_text:
        return kinds[0]
    if len(kinds) == 2:
        raise UsageError(f"{name}: holds both attributions/*.ann and gold/*.json: which are meant?")
    missing = "text/*.txt" if kinds else "attributions/*.ann or gold/*.json"
    raise UsageError(
        f"{name}: not an annotated corpus, there is no {missing} in it "
        "(docs/evaluate.md describes the two kinds)"
    )


def evaluate(folder: Path, rules: RuleSet, *, examples: int = 3) -> dict[str, Any]:
    """Return the measures, the figures of each rule and the misses, JSON-able.

    ``examples`` is how many are kept of each rule, missed cue and confusion.  Raises
    ``UsageError`` for a folder of neither kind, ``ReadError`` (file:line) for a broken one.
    """
    kind = kind_of(folder)

    def run(document: Document) -> Audit:
        return audit(document, rules)

    if kind == STANDOFF:
        result = _attributions(folder, run, rules, examples)
    else:
        result = _segments(folder, run, examples)
    return {"schema_version": SCHEMA_VERSION, "kind": kind, **result}


def _attributions(
    folder: Path, run: Callable[[Document], Audit], rules: RuleSet, examples: int
) -> dict[str, Any]:
    compared = [list(compare.compare(one, run)) for one in standoff.articles(folder)]
    single = [one for article in compared for one in article]
    if not single:
        raise ReadError("empty", f"{shown(str(folder))}: no annotated article")
    rule_of = cue_rules(rules)
    return {
        "measures": attributions.measure(compared),
        "rules": by_attribution(single, examples),
        "missed_cues": missed_cues(single, rule_of, examples),
        "classes": by_class(single, rule_of),
    }


def _segments(folder: Path, run: Callable[[Document], Audit], examples: int) -> dict[str, Any]:
    compared = [list(statuses.compare(one, run)) for one in guide.articles(folder)]
    single = [one for article in compared for one in article]
    return {
        "measures": statuses.measure(compared),
        "rules": by_status(single, examples),
        "confusions": confusions(single, examples),
    }
