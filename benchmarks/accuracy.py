"""Measure attributions by class against a folder in PolNeAR's standoff format.

    python benchmarks/accuracy.py FOLDER [--every N] [--write docs/accuracy.md --as NAME]

``--every N`` measures every N-th article only: the ones that fit_attribution.py keeps out.
An attribution is found where its content shares at least half of its words with that of an
outermost attribution of the audit (Jaccard index), and right where the sources agree, too.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import standoff

from auditor.attribute import attribute
from auditor.attribute.words import CLASS
from auditor.match import match
from auditor.model import Frame, Layout, RuleSet
from auditor.readers import read_document
from auditor.rulepack import load_rules
from auditor.segment import segment

_SHARED = 0.5
_SMALL = frozenset(("det", "prep", "conj", "be", "have", "do", "modal", "that", "which", "to"))


class Voice:
    """An attribution as sets of tokens that are words."""

    def __init__(self, layout: Layout, source: set[int], cue: set[int], content: set[int]) -> None:
        self.source, self.cue, self.content = (
            frozenset(at for at in part if layout.words[at][0].isalnum())
            for part in (source, cue, content)
        )

    @classmethod
    def marked(cls, layout: Layout, marked: standoff.Marked) -> Voice:
        """Return an annotated attribution."""
        return cls(layout, *(
            {at for span in spans for at in standoff.covered(layout, span)}
            for spans in (marked.source, marked.cue, marked.content)
        ))  # fmt: skip

    @classmethod
    def found(cls, layout: Layout, frame: Frame) -> Voice:
        """Return one that the audit found."""
        return cls(layout, *(
            {at for part in parts for at in range(part.first, part.end)}
            for parts in (frame.source, frame.cue, frame.content)
        ))  # fmt: skip


def outermost(voices: list[Voice]) -> list[Voice]:
    """Leave out those whose content lies inside another's larger content."""
    return [one for one in voices if not any(one.content < other.content for other in voices)]


def pairs(gold: Sequence[Voice], found: Sequence[Voice]) -> dict[int, int]:
    """Match gold with found, the closest contents first."""
    shared = sorted(
        (
            (len(one.content & other.content) / len(one.content | other.content), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
            if one.content & other.content
        ),
        key=lambda triple: (-triple[0], triple[1:]),
    )
    matched: dict[int, int] = {}
    for index, i, j in shared:
        if index >= _SHARED and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def same_source(layout: Layout, one: Voice, other: Voice) -> bool:
    """Tell whether two sources share a word that means something, or are both missing."""
    first, second = (
        {at for at in voice.source if CLASS.get(layout.words[at]) not in _SMALL} or voice.source
        for voice in (one, other)
    )
    return bool(first & second) or not (first or second)


def classes(layout: Layout, voice: Voice) -> Iterator[str]:
    """Yield the classes of error an annotated attribution belongs to."""
    marks = {at for quotation in layout.quotations for at in range(quotation.first, quotation.end)}
    quoted = len(voice.content & marks) / len(voice.content)
    yield f"content: {'quoted' if quoted > 0.9 else 'partly quoted' if quoted else 'not quoted'}"
    size = len(voice.content)
    steps = "1-3" if size < 4 else "4-10" if size < 11 else "11-30" if size < 31 else "over 30"
    yield f"content: {steps} words"
    cue = [layout.words[at] for at in sorted(voice.cue)]
    if cue:
        places = sorted(voice.content)
        before, after = places[0] < min(voice.cue), places[-1] > max(voice.cue)
        side = "around" if before and after else "before" if before else "after"
        yield f"content: {side} the cue"
    if len({layout.sentence_of[at] for at in voice.content}) > 1:
        yield "content: over several sentences"
    if not voice.source:
        yield "source: none"
    elif len(voice.source) == 1 and CLASS.get(layout.words[min(voice.source)]) in (
        "pron",
        "who",
        "poss",
    ):
        yield "source: pronoun"
    elif any(layout.cased[at][0].isupper() for at in voice.source):
        yield "source: with a name"
    else:
        yield "source: without a name"
    text = " ".join(cue)
    if not cue:
        yield "cue: none (layout)"
    elif re.search(r"\b(?:say|says|said|saying)\b", text):
        yield "cue: say"
    elif "according to" in text:
        yield "cue: according to"
    elif len(cue) == 1:
        yield "cue: other single word"
    else:
        yield "cue: other phrase"


def table(folder: Path, every: int, rules: RuleSet) -> list[str]:
    """Return the lines of a Markdown table: class, annotated, found, right."""
    count: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    spurious = made = 0.0
    for number, article in enumerate(standoff.articles(folder)):
        if every and number % every != every - 1:
            continue
        layout = segment(read_document(str(article.path)))
        frames = attribute(layout, match(layout, rules), rules)
        found = outermost([Voice.found(layout, frame) for frame in frames])
        weight = 1 / max(len(article.annotations), 1)
        for marks, _ in article.annotations:
            gold = [voice for one in marks if (voice := Voice.marked(layout, one)).content]
            matched = pairs(gold, found)
            made += weight * len(found)
            spurious += weight * (len(found) - len(matched))
            for i, voice in enumerate(gold):
                right = i in matched and same_source(layout, voice, found[matched[i]])
                for name in ("all", *classes(layout, voice)):
                    count[name][0] += weight
                    count[name][1] += weight * (i in matched)
                    count[name][2] += weight * right
    lines = ["| class | annotated | content found | with its source |", "|---|---:|---:|---:|"]
    for name, (all_, content, right) in sorted(count.items()):
        lines.append(f"| {name} | {all_:.0f} | {content / all_:.1%} | {right / all_:.1%} |")
    lines += [
        "",
        f"Attributions the audit made: {made:.0f}; without a counterpart: {spurious:.0f}.",
    ]
    return lines


def main(arguments: list[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Measure attributions by class.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=0, metavar="N")
    parser.add_argument("--write", type=Path, metavar="FILE")
    parser.add_argument("--as", dest="name", default="development", metavar="NAME")
    options = parser.parse_args(arguments)
    lines = table(options.folder, options.every, load_rules())
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        begin, end = f"<!-- table {options.name} -->", f"<!-- end {options.name} -->"
        head, _, rest = page.partition(begin)
        tail = rest.partition(end)[2]
        page = "\n".join([head + begin, *lines, end + tail])
        options.write.write_text(page, encoding="utf-8")
    else:
        print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
