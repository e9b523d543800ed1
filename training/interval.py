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

from auditor.model import EXCLUDED, UNVERIFIED, Audit, Segment, Status
from auditor.score import share_interval
from training.annotated import Annotated
from training.status import WORD

WANTED = 0.88  # of the articles: a little more than is promised, for articles of other kinds


class Spread(NamedTuple):
    own: float
    common: float

    def settings(self) -> dict[str, float]:
        """Return the numbers under the names that ``auditor.score`` asks for."""
        return {"interval own": self.own, "interval common": self.common}

    def interval(self, segments: Sequence[Segment]) -> tuple[float, float]:
        """Return both ends of the share of an article."""
        return share_interval([s for s in segments if s.status not in EXCLUDED], self.settings())


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
    best: tuple[float, Spread] | None = None
    for own, common in product((1.0, 1.5, 2.0, 2.5, 3.0, 4.0), [n / 100 for n in range(25)]):
        found = Spread(own, common)
        ends = [found.interval(audit.segments) for _, audit in audits]
        inside = sum(low <= share <= high for share, (low, high) in zip(shares, ends, strict=True))
        if inside < WANTED * len(shares):
            continue
        width = sum(high - low for low, high in ends) / len(ends)
        if best is None or width < best[0]:
            best = width, found
    return best[1] if best else Spread(4.0, 0.25)
