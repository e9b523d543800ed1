"""The interval of the share, calibrated on cross-fitted audits.

The words of a piece count in the share with the probability that the choice gives them.  The error
of their sum has two parts: that of each piece by itself, and one that the pieces of an article
have in common; ``own`` and ``common`` weigh them, so that the interval covers as many annotated
shares as wanted and is as narrow on average as that allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from auditor.model import EXCLUDED, UNVERIFIED, Audit, Status
from auditor.score import INTERVAL_COMMON, INTERVAL_OWN, Doubt, doubt, interval
from training.annotated import Annotated
from training.status import WORD

WANTED = 0.88  # of the articles: a little more than is promised, for articles of other kinds


class Spread(NamedTuple):
    own: float
    common: float

    def settings(self) -> dict[str, float]:
        """Return the numbers under the names that ``auditor.score`` asks for."""
        return {INTERVAL_OWN: self.own, INTERVAL_COMMON: self.common}

    def ends(self, doubt: Doubt) -> tuple[float, float]:
        """Return both ends of the share of an article."""
        return interval(doubt, self.settings())


def doubt_of(audit: Audit) -> Doubt:
    """Return the doubt of an audited article."""
    return doubt([segment for segment in audit.segments if segment.status not in EXCLUDED])


def annotated_share(article: Annotated) -> float:
    """Return the unverified single-party share of an article as it is annotated."""
    content = unverified = at = 0
    marks = article.passages
    for word in WORD.finditer(article.text):
        while at < len(marks) and marks[at].end <= word.start():
            at += 1
        if at < len(marks) and marks[at].start < word.end():
            status = Status(marks[at].status)
            content += status not in EXCLUDED
            unverified += status in UNVERIFIED
    return unverified / content if content else 0.0


def spread(audits: Sequence[tuple[Annotated, Audit]]) -> Spread:
    """Return the narrowest spread that covers the wanted part of the annotated shares."""
    shares = [annotated_share(article) for article, _ in audits]
    doubts = [doubt_of(audit) for _, audit in audits]
    best = 1.0, Spread(4.0, 0.25)
    for own, common in product((1.0, 1.5, 2.0, 2.5, 3.0, 4.0), [n / 100 for n in range(25)]):
        found = Spread(own, common)
        ends = [found.ends(doubt) for doubt in doubts]
        inside = sum(low <= share <= high for share, (low, high) in zip(shares, ends, strict=True))
        if inside >= WANTED * len(shares):
            best = min(best, (sum(high - low for low, high in ends) / len(ends), found))
    return best[1]
