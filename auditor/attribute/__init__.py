"""Who said what: cue + source + content, as token ranges.

Sentence by sentence, every phrase of a cue rule gets points for being a cue
here.  Those that close their sentence are settled first (", officials said."
owns what stands before it); the others follow from left to right.  What lies
inside chosen content becomes a nested frame.  Then quotations over several
sentences find their speakers.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.attribute.chains import link, merge
from auditor.attribute.finder import Judge, find
from auditor.attribute.quotations import extend
from auditor.attribute.words import Tokens
from auditor.model import Frame, Layout, Matches, RuleSet

_judges: list[tuple[object, Judge]] = []  # the one for the tables used last


def attribute(layout: Layout, matches: Matches, rules: RuleSet) -> list[Frame]:
    """Return the article's frames, sorted by cue; nested ones name their parent."""
    judge = _judge(rules)
    tokens = Tokens(layout, rules.tables["verb-points"], matches.get("party", ()))
    frames = find(tokens, matches, rules, judge)
    settled = merge(extend(tokens, frames, judge.orphan), tokens.classes)
    return link([frame for frame in settled if _says(frame, layout.words)])


def _says(frame: Frame, words: Sequence[str]) -> bool:
    """Whether there is a word in a frame's content: a lone quotation mark is nobody's claim."""
    return any(word[0].isalnum() for part in frame.content for word in words[part.first : part.end])


def _judge(rules: RuleSet) -> Judge:
    if not _judges or _judges[0][0] is not rules.tables:
        _judges[:] = [(rules.tables, Judge(rules.tables))]
    return _judges[0][1]
