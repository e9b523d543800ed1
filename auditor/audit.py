"""One article, from its text to its audit: the table of contents of the product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.attribute import attribute
from auditor.correct import correct
from auditor.credit import audited, credit
from auditor.doubt import doubts
from auditor.exclude import exclude
from auditor.findings import find
from auditor.findings.case import Case
from auditor.formats import read_text
from auditor.language import Tongue, tongue
from auditor.match import match
from auditor.model import (
    Audit,
    Document,
    Exclusion,
    Frame,
    Layout,
    Matches,
    Resolution,
    RuleSet,
    Segment,
)
from auditor.passages import skipped, title
from auditor.readers.told import notes as reading_notes
from auditor.resolve import resolve
from auditor.run import Acknowledgement, Decision
from auditor.score import score
from auditor.segment import segment
from auditor.verify import verify


class Attributed(NamedTuple):
    """Who said what in an article, and what is not audited: all that ``resolve`` starts from."""

    layout: Layout
    matches: Matches
    spoken: Tongue
    exclusions: list[Exclusion]
    frames: list[Frame]


def attributed(document: Document, rules: RuleSet) -> Attributed:
    """Run the stages before ``resolve``."""
    layout = segment(document, rules)
    matches = match(layout, rules)
    spoken = tongue(layout, rules)
    exclusions = exclude(layout, matches, rules, spoken.foreign)
    frames = audited(attribute(layout, matches, rules), exclusions)
    return Attributed(layout, matches, spoken, exclusions, frames)


def audit(document: Document, rules: RuleSet, decided: Sequence[Decision] = ()) -> Audit:
    """Return what ``document`` shows about its sourcing, by ``rules``.

    ``decided`` are what people say of it: findings that they accept, besides those that the
    article itself acknowledges (suppressed, the shares stay as they are), and corrections.
    """
    layout, matches, spoken, exclusions, frames = attributed(document, rules)
    resolution = resolve(layout, matches, frames, rules, exclusions)

    def verified(resolution: Resolution) -> Sequence[Segment]:
        return verify(layout, matches, exclusions, frames, resolution, rules)

    known = correct(layout, verified(resolution), resolution, rules, decided, verified)
    segments, resolution = known.segments, known.resolution
    tally = score(layout, segments, resolution, known.rules)
    accepted = [decision for decision in decided if isinstance(decision, Acknowledgement)]
    return Audit(
        document=document,
        title=title(document),
        words=tally.words,
        content_words=tally.content_words,
        metrics=tally.metrics,
        attributions=credit(layout, frames, resolution),
        segments=segments,
        sources=tally.sources,
        parties=tally.parties,
        findings=find(Case(layout, matches, frames, resolution, segments, rules), accepted),
        skipped=skipped(segments),
        notes=(*document.notes, *spoken.notes, *reading_notes(rules.reader, layout, segments)),
        doubts=doubts(layout, tally.words, tally.content_words, spoken.doubts),
        corrections=known.corrections,
    )


def audit_text(article: str | Document, rules: RuleSet) -> Audit:
    """Audit a text, or a document that ``read_document`` has read."""
    return audit(read_text(article) if isinstance(article, str) else article, rules)
