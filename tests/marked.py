"""Articles with their attributions marked by hand, so that statuses are tested on their own.

In a marked article ``[the ministry](Arland)`` is a source and its party, ``{said}`` a
cue and ``<the bridge was open>`` content; each line is a paragraph.  The marks of one
sentence make one attribution; ``2:`` at the start of a mark's text gives it to a second
one, ``[..](Borland anonymous)`` names the kind of naming.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor import load_rules
from auditor.match import match
from auditor.model import (
    Act,
    Block,
    BlockKind,
    Document,
    Exclusion,
    Frame,
    Kind,
    Layout,
    Naming,
    Range,
    Resolution,
    Role,
    Segment,
    Source,
    Span,
    Stance,
)
from auditor.segment import segment
from auditor.text import fold
from auditor.verify import verify

RULES = load_rules()._replace(choices={})  # the marks alone: what the evidence on a passage shows
_MARK = re.compile(
    r"\[(?P<source>[^\]]*)\]\((?P<party>[^)]*)\)|\{(?P<cue>[^}]*)\}|<(?P<content>[^>]*)>"
)


def read(marked: str, roles: Mapping[str, Role]) -> tuple[Layout, list[Frame], Resolution]:
    """Return the layout of a marked article, its frames and their sources."""
    text, spans, at = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        kind = found.lastgroup if found.lastgroup != "party" else "source"
        inner = found[kind or "source"]
        number = 1
        if inner[:2] == "2:":
            number, inner = 2, inner[2:]
        spans.append((kind, number, len(text), len(text) + len(inner), found["party"]))
        text += inner
    text += marked[at:]
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), BlockKind.PARAGRAPH))
        start += len(line) + 1
    layout = segment(Document("x.txt", "text", text, fold(text), tuple(blocks), ""), RULES)
    frames: dict[tuple[int, int], dict[str, list[Range]]] = {}
    named: dict[tuple[int, int], str] = {}
    for kind, number, first, last, party in spans:
        tokens = [k for k, s in enumerate(layout.starts) if first <= s < last]
        key = layout.sentence_of[tokens[0]], number
        part = Range(tokens[0], tokens[-1] + 1)
        frames.setdefault(key, {}).setdefault(str(kind), []).append(part)
        if party:
            named[key] = party
    built, source_of, sources = [], [], []
    for key, parts in sorted(frames.items()):
        quoted = layout.words[parts["content"][0].first] == '"' if "content" in parts else False
        built.append(
            Frame(
                "cues-speech/say", Act.SPEECH, Stance.NEUTRAL,
                Kind.DIRECT if quoted else Kind.INDIRECT,
                tuple(parts.get("cue", ())), tuple(parts.get("source", ())),
                tuple(parts.get("content", ())), key[0],
            )
        )  # fmt: skip
        if key not in named:
            source_of.append(None)
            continue
        party, _, naming = named[key].partition(" ")
        source_of.append(len(sources))
        where = layout.span(*parts["source"][0]) if "source" in parts else Span(0, 0)
        sources.append(
            Source(
                len(sources) + 1, text[where.start : where.end], party, Naming(naming or "named"),
                "group", "government", (where,), roles.get(party, Role.INTERESTED),
            )
        )  # fmt: skip
    return layout, built, Resolution(tuple(sources), tuple(source_of))


def verified(marked: str, **roles: Role) -> tuple[Layout, tuple[Segment, ...]]:
    """Return the layout and the segments of a marked article."""
    layout, frames, resolution = read(marked, roles)
    matches = match(layout, RULES)
    exclusions: list[Exclusion] = []
    return layout, verify(layout, matches, exclusions, frames, resolution, RULES)


def told(marked: str, **roles: Role) -> list[tuple[str, str]]:
    """Return each segment's text and status, short enough to read in a table."""
    layout, segments = verified(marked, **roles)
    text = layout.document.text
    return [(" ".join(text[s.start : s.end].split()), str(s.status)) for s in segments]
