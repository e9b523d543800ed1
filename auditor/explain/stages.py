"""What the stages make of one article, each asked once and only if it is needed."""

from __future__ import annotations

from functools import cached_property

from auditor.attribute import attribute
from auditor.attribute.cues import Cue, candidates
from auditor.attribute.finder import Judge, judges
from auditor.attribute.words import Tokens, lexicon
from auditor.audit import audit
from auditor.exclude import exclude
from auditor.language import tongue
from auditor.match import match
from auditor.model import Audit, Document, Exclusion, Frame, Layout, Matches, RuleSet
from auditor.segment import segment


class Stages:
    """The results of the stages for ``document`` by ``rules``."""

    def __init__(self, document: Document, rules: RuleSet) -> None:
        self.document, self.rules = document, rules

    @cached_property
    def layout(self) -> Layout:
        return segment(self.document, self.rules)

    @cached_property
    def matches(self) -> Matches:
        return match(self.layout, self.rules)

    @cached_property
    def exclusions(self) -> list[Exclusion]:
        foreign = tongue(self.layout, self.rules).foreign
        return exclude(self.layout, self.matches, self.rules, foreign)

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self.layout, lexicon(self.rules), self.matches.get("party", ()))

    @cached_property
    def judge(self) -> Judge:
        return judges(self.rules)

    @cached_property
    def candidates(self) -> list[Cue]:
        return candidates(self.tokens, self.matches, self.rules)

    @cached_property
    def frames(self) -> list[Frame]:
        return attribute(self.layout, self.matches, self.rules)

    @cached_property
    def audit(self) -> Audit:
        return audit(self.document, self.rules)
