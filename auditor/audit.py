"""One article, from its text to its audit: the table of contents of the product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from auditor.attribute import attribute
from auditor.credit import audited, credit
from auditor.doubt import doubts
from auditor.exclude import exclude
from auditor.findings import find
from auditor.findings.case import Case
from auditor.formats import read_text
from auditor.language import Tongue, tongue
from auditor.match import match
from auditor.model import Audit, Document, Exclusion, Frame, Layout, Matches, RuleSet
from auditor.passages import skipped, title
from auditor.readers.told import notes as reading_notes
from auditor.resolve import resolve
from auditor.run import Acknowledgement
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


def audit(
    document: Document, rules: RuleSet, acknowledged: Sequence[Acknowledgement] = ()
) -> Audit:
    """Return what ``document`` shows about its sourcing, by ``rules``.

    ``acknowledged`` are findings that somebody accepts, besides those that the article
    itself acknowledges: they are suppressed, the shares stay as they are.
    """
    layout, matches, spoken, exclusions, frames = attributed(document, rules)
    resolution = resolve(layout, matches, frames, rules, exclusions)
    segments = verify(layout, matches, exclusions, frames, resolution, rules)
    tally = score(layout, segments, resolution, rules)
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
        findings=find(Case(layout, matches, frames, resolution, segments, rules), acknowledged),
        skipped=skipped(segments),
        notes=(*document.notes, *spoken.notes, *reading_notes(rules.reader, layout, segments)),
        doubts=doubts(layout, tally.words, tally.content_words, spoken.doubts),
    )


def audit_text(article: str | Document, rules: RuleSet) -> Audit:
    """Audit a text, or a document that ``read_document`` has read."""
    return audit(read_text(article) if isinstance(article, str) else article, rules)
