"""The editor's findings: places in an article that a policy rule asks somebody to look at.

The rules (severity, message, standard) are data, in packs of kind ``policy``;
a detector in one of the modules here finds the places for the rule of its name.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.findings import anonymity, claims, headline, wording
from auditor.findings.case import Case, Detector
from auditor.model import Finding, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = re.compile(r"\{(\w+)\}")

DETECTORS: Mapping[str, Detector] = {
    **anonymity.DETECTORS,
    **claims.DETECTORS,
    **headline.DETECTORS,
    **wording.DETECTORS,
}


def find(case: Case) -> tuple[Finding, ...]:
    """Return the findings of every policy rule of ``case.rules``, in the article's order."""
    found: list[Finding] = []
    for rule in case.rules.rules:
        detector = DETECTORS.get(rule.id.rpartition("/")[2]) if rule.kind == "policy" else None
        if detector is None:
            continue
        for hit in detector(case):
            found.append(
                Finding(
                    rule=rule.id,
                    severity=Severity(rule.traits["severity"]),
                    message=_filled(rule.traits["message"], hit.fill),
                    start=hit.span.start,
                    end=hit.span.end,
                    related=hit.related,
                    url=rule.traits.get("url"),
                )
            )
    found.sort(key=lambda finding: (finding.start, finding.rule, finding.end))
    return _fingerprinted(case, found)


def _filled(message: str, fill: Mapping[str, str]) -> str:
    """Put the values for ``{name}`` into a rule's message; names without a value stay."""
    return _PLACE.sub(lambda place: fill.get(place[1], place[0]), message)


def _fingerprinted(case: Case, found: list[Finding]) -> tuple[Finding, ...]:
    """Add to each finding a mark that survives shifted lines and edits elsewhere.

    It hashes the rule, the words of the passage without spacing and case, and the
    number of its occurrence among equal ones.
    """
    seen: Counter[tuple[str, str]] = Counter()
    marked = []
    for finding in found:
        key = (finding.rule, case.text(Span(finding.start, finding.end)).casefold())
        seen[key] += 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "replace"))
        marked.append(replace(finding, fingerprint=digest.hexdigest()[:16]))
    return tuple(marked)
