"""How hard an article is to read, measured by textstat.

Only the formulas that work offline and need no syllables: the others fetch dictionaries
at run time.  Importing textstat takes several times as long as auditing an article, so
this module is imported only where readability is reported.
"""

from __future__ import annotations

from collections.abc import Mapping

import textstat

from auditor.model import EXCLUDED, Audit

_MS_PER_CHARACTER = 50.0  # 240 words of five letters a minute; textstat's default skims


def measure(audit: Audit) -> Mapping[str, float]:
    """Return the measures of the article's content, headlines and boilerplate left out.

    Grades (ARI, Coleman-Liau) are years of schooling; LIX, RIX and EFLAW rise with difficulty.
    """
    text = content(audit)
    if not any(character.isalpha() for character in text):
        return {}
    return {
        "ari": textstat.automated_readability_index(text),
        "coleman_liau": textstat.coleman_liau_index(text),
        "lix": textstat.lix(text),
        "rix": textstat.rix(text),
        "mcalpine_eflaw": textstat.mcalpine_eflaw(text),
        "reading_minutes": textstat.reading_time(text, _MS_PER_CHARACTER) / 60,
    }


def content(audit: Audit) -> str:
    """Return the sentences of the content, without markup, separated by blanks."""
    plain = audit.document.plain
    return " ".join(
        plain[segment.start : segment.end]
        for segment in audit.segments
        if segment.status not in EXCLUDED
    )
