"""The editor's findings: places in an article that a policy rule asks somebody to look at.

The rules (severity, message, standard) are data, in packs of kind ``policy``;
a detector in one of the modules here finds the places for the rule of its name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from auditor.digests import fingerprint
from auditor.english import once
from auditor.findings import anonymity, claims, headline, wording
from auditor.findings.acknowledged import OFF, acknowledge
from auditor.findings.case import Case, Detector, Hit
from auditor.model import Finding, Rule, RuleSet, Severity
from auditor.run import Acknowledgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DETECTORS: Mapping[str, Detector] = {
    **anonymity.DETECTORS,
    **claims.DETECTORS,
    **headline.DETECTORS,
    **wording.DETECTORS,
}


def find(case: Case, beside: Sequence[Acknowledgement] = ()) -> tuple[Finding, ...]:
    """Return the findings of every policy rule of ``case.rules``, in the article's order.

    Those that the article or ``beside`` acknowledges are suppressed; acknowledgements that
    are of no use are findings themselves.
    """
    policy = _policy(case.rules)
    found = [_finding(rule, hit) for number, rule in policy for hit in _hits(case, number, rule)]
    settled, remarks = acknowledge(case, _fingerprinted(case, found), beside)
    if not remarks:
        return tuple(settled)
    remarked = [
        _finding(rule, hit)
        for name, hit in remarks
        for _, rule in policy
        if rule.id.rpartition("/")[2] == name
    ]
    return tuple(sorted((*settled, *_fingerprinted(case, remarked)), key=_place))


@once
def _policy(rules: RuleSet) -> list[tuple[int, Rule]]:
    """Return the policy rules that are on, with their numbers."""
    return [
        (number, rule)
        for number, rule in enumerate(rules.rules)
        if rule.kind == "policy" and rule.traits["severity"] != OFF
    ]


def _hits(case: Case, number: int, rule: Rule) -> Iterable[Hit]:
    """Return what the detector of the rule's name finds, or the phrases of a house's own rule."""
    detector = DETECTORS.get(rule.id.rpartition("/")[2])
    return detector(case) if detector is not None else _worded(case, number)


def _worded(case: Case, number: int) -> Iterator[Hit]:
    for match in case.matches.get("policy", ()):
        if match.rule == number:
            span = case.layout.span(match.first, match.end)
            if case.quotes(span):
                continue
            yield Hit(span, {"phrase": case.text(span)})


class _Fill(dict[str, str]):
    """What fills a message; a name that the detector does not know stays as it is written."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _finding(rule: Rule, hit: Hit) -> Finding:
    return Finding(
        rule=rule.id,
        severity=Severity(rule.traits["severity"]),
        message=rule.traits["message"].format_map(_Fill(hit.fill)),
        start=hit.span.start,
        end=hit.span.end,
        related=hit.related,
        url=rule.traits.get("url"),
    )


def _place(finding: Finding) -> tuple[int, str, int]:
    return finding.start, finding.rule, finding.end


def _fingerprinted(case: Case, found: list[Finding]) -> list[Finding]:
    """Sort the findings and add to each a mark that survives shifted lines and edits elsewhere.

    It hashes the rule, the words of the passage and of the sentence it begins in, and the
    number of its occurrence among equal ones: neither lines nor spacing, case or markup.
    """
    layout = case.layout
    sentences: dict[int, str] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    marked = []
    for finding in sorted(found, key=_place):
        first, end = (bisect_left(layout.starts, at) for at in (finding.start, finding.end))
        around = ""
        if first < end:  # else a comment, which has no words
            number = layout.sentence_of[first]
            if number not in sentences:
                sentence = layout.sentences[number]
                sentences[number] = fingerprint(*layout.words[sentence.first : sentence.end])
            around = sentences[number]
        key = (finding.rule, around, " ".join(layout.words[first:end]))
        seen[key] += 1
        marked.append(finding._replace(fingerprint=fingerprint(*key, str(seen[key]))))
    return marked
