"""What stands in the margin of a paragraph: why its passages have the status they have."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import EXCLUDED, Audit, Segment, Status
from auditor.reports._html.chart import css
from auditor.reports._html.pieces import Group, Row
from auditor.reports._html.shown import line
from auditor.reports._style import LOOKS

UNKNOWN = "unknown"  # the party of a source that none could be told for
_QUIET = frozenset({Status.OWN_VOICE})  # what needs no explanation
_PASSED_OVER = frozenset({Status.HEADLINE, Status.BOILERPLATE})  # whole paragraphs, by nature
_LEFT_OUT = {
    Status.HEADLINE: "headline",
    Status.BOILERPLATE: "not part of the story",
    Status.META: "about the reporting",
}


class Note(NamedTuple):
    """A note on neighbouring segments that rest on the same word."""

    number: int | None
    status: str
    label: str
    party: str
    words: int
    reasons: tuple[str, ...]
    attribution: int | None
    source: int | None
    source_name: str
    segment: int


class Noted(NamedTuple):
    """The groups of a row, each with the numbered note that ends there, and all notes."""

    groups: tuple[tuple[Group, Note | None], ...]
    notes: tuple[Note, ...]
    audited: bool


class Notes:
    """Numbers the notes of one article as its rows come along."""

    def __init__(self, audit: Audit) -> None:
        self._segments = audit.segments
        self._names = {source.id: line(source.name) for source in audit.sources}
        self._sources = {a.id: a.source_id for a in audit.attributions}
        self._last = 0

    def take(self, row: Row) -> Noted:
        """Return a row with its notes."""
        runs: list[list[int]] = []
        for position, group in enumerate(row.groups):
            if group.segment is None:
                continue
            if runs and self._continues(row.groups[runs[-1][-1]], group):
                runs[-1].append(position)
            else:
                runs.append([position])
        notes: list[Note] = []
        marks: dict[int, Note] = {}
        for run in runs:
            note = self._note([self._segment(row.groups[position]) for position in run], row, run)
            if note is None:
                continue
            notes.append(note)
            if note.number is not None:
                marks[run[-1]] = note
        groups = tuple((group, marks.get(n)) for n, group in enumerate(row.groups))
        audited = any(self._segment(row.groups[run[0]]).status not in EXCLUDED for run in runs)
        return Noted(groups, tuple(notes), audited)

    def _segment(self, group: Group) -> Segment:
        assert group.segment is not None
        return self._segments[group.segment]

    def _continues(self, last: Group, group: Group) -> bool:
        before, here = self._segment(last), self._segment(group)
        return (
            before.status is here.status
            and before.party == here.party
            and before.attribution == here.attribution
            and (before.reasons == here.reasons or here.carried)
        )

    def _note(self, segments: list[Segment], row: Row, run: list[int]) -> Note | None:
        first = segments[0]
        if first.status in _QUIET:
            return None
        number = None
        if first.status not in _PASSED_OVER:
            self._last += 1
            number = self._last
        reasons = dict.fromkeys(line(reason) for s in segments for reason in s.reasons)
        source = self._sources.get(first.attribution) if first.attribution is not None else None
        left_out = first.status in EXCLUDED
        label = f"not audited: {_LEFT_OUT[first.status]}" if left_out else LOOKS[first.status].label
        opening = row.groups[run[0]].segment
        assert opening is not None
        return Note(
            number,
            css(first.status),
            label,
            line(first.party) if first.party and first.party != UNKNOWN else "",
            sum(segment.words for segment in segments),
            tuple(reasons),
            first.attribution,
            source,
            self._names.get(source, "") if source is not None else "",
            opening,
        )
