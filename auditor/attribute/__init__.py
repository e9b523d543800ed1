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
from auditor.attribute.finder import find, judges
from auditor.attribute.quotations import extend
from auditor.attribute.words import Tokens, lexicon
from auditor.model import Frame, Layout, Matches, RuleSet


def attribute(layout: Layout, matches: Matches, rules: RuleSet) -> list[Frame]:
    """Return the article's frames, sorted by cue; nested ones name their parent."""
    judge = judges(rules)
    tokens = Tokens(layout, lexicon(rules), matches.get("party", ()))
    frames = find(tokens, matches, rules, judge)
    settled = merge(extend(tokens, frames, judge.orphan), tokens.classes)
    return link([frame for frame in settled if _says(frame, layout.words)])


def _says(frame: Frame, words: Sequence[str]) -> bool:
    """Whether there is a word in a frame's content: a lone quotation mark is nobody's claim."""
    return any(word[0].isalnum() for part in frame.content for word in words[part.first : part.end])
