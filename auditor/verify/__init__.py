"""From attributions to segments with a status: what the article shows behind each claim."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model import Exclusion, Frame, Layout, Matches, Resolution, RuleSet, Segment
from auditor.verify.agree import agree
from auditor.verify.carry import carry
from auditor.verify.checked import checked
from auditor.verify.choose import choose
from auditor.verify.cut import cut
from auditor.verify.dispute import contest
from auditor.verify.emit import emit
from auditor.verify.origin import trace
from auditor.verify.scope import disclaim
from auditor.verify.story import Piece, Story
from auditor.verify.support import support


def verify(
    layout: Layout,
    matches: Matches,
    exclusions: Sequence[Exclusion],
    frames: Sequence[Frame],
    resolution: Resolution,
    rules: RuleSet,
) -> tuple[Segment, ...]:
    """Return the segments of an article, sorted; together they hold each word once.

    ``frames`` and ``resolution`` say who is credited with what, ``exclusions`` what is
    not content, ``matches`` where the packs' words stand.
    """
    story = Story(layout, matches, exclusions, frames, resolution, rules)
    pieces = marked(story)
    choose(story, pieces)
    return tuple(emit(story, pieces))


def marked(story: Story) -> list[Piece]:
    """Return the pieces of an article with the evidence on each, before any is judged."""
    pieces = cut(story)
    for step in (trace, carry, checked, support, contest, agree, disclaim):
        step(story, pieces)
    return pieces
