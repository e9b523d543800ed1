"""What of an article is not its story: headlines, and the lines of the page around it."""

from __future__ import annotations

from bisect import bisect_right

from auditor.model import (
    BlockKind,
    Exclusion,
    Layout,
    Match,
    Matches,
    Rule,
    RuleSet,
    Status,
)

_LONGEST = 60  # tokens that a rule may cover unless it says otherwise
_LABELS = (BlockKind.TITLE, BlockKind.HEADING)
_STATUS = {"meta": Status.META, "headline": Status.HEADLINE}


def exclude(layout: Layout, matches: Matches, rules: RuleSet) -> list[Exclusion]:
    """Return what is not content, sorted and not overlapping, each with its reason.

    The reason is the id of the rule that found it, or a few words on its shape.
    Rules go before shapes: a date below the title is no second headline.
    """
    found = [
        exclusion
        for match in matches.get("boilerplate", ())
        if (exclusion := _covered(layout, match, rules.rules[match.rule])) is not None
    ]
    covered = {layout.sentences[layout.sentence_of[e.first]].paragraph for e in found}
    found += _shapes(layout, covered)
    return _apart(found)


def _covered(layout: Layout, match: Match, rule: Rule) -> Exclusion | None:
    """Return what ``rule`` leaves out where it matches, None where that is too long a passage."""
    sentence = layout.sentences[layout.sentence_of[match.first]]
    line = layout.paragraphs[sentence.paragraph]
    line_end = layout.sentences[line.end - 1].end
    covers = rule.traits.get("covers", "line")
    if covers == "line":
        first, end = layout.sentences[line.first].first, line_end
    elif covers == "sentence":
        first, end = sentence.first, sentence.end
    elif covers == "rest":
        first, end = match.first, line_end
    else:
        first, end = match.first, match.end
    if end - first > int(rule.traits.get("longest", _LONGEST)) or _quoted(layout, match.first):
        return None
    status = _STATUS.get(rule.traits.get("status", ""), Status.BOILERPLATE)
    return Exclusion(first, end, status, rule.id)


def _quoted(layout: Layout, at: int) -> bool:
    """What somebody is quoted with belongs to the story, whatever it looks like."""
    quotations = layout.quotations
    number = bisect_right(quotations, at, key=lambda quotation: quotation.first) - 1
    return number >= 0 and quotations[number].first < at < quotations[number].end


def _shapes(layout: Layout, covered: set[int]) -> list[Exclusion]:
    """Return title, headings and code by the kind of their block."""
    found: list[Exclusion] = []
    title: str | None = None
    story = False  # a paragraph of it was seen
    for number, (begin, until, kind) in enumerate(layout.paragraphs):
        first, end = layout.sentences[begin].first, layout.sentences[until - 1].end
        if kind is BlockKind.TITLE:
            title = _letters(layout, first, end)
            found.append(Exclusion(first, end, Status.HEADLINE, "title"))
        elif number in covered:
            continue
        elif kind is BlockKind.CODE:
            found.append(Exclusion(first, end, Status.BOILERPLATE, "code"))
        elif title and end - first < len(title) and _letters(layout, first, end) in title:
            found.append(Exclusion(first, end, Status.HEADLINE, "repeats the title"))
        elif _address(layout, first, end):
            found.append(Exclusion(first, end, Status.BOILERPLATE, "an address on its own line"))
        elif kind is BlockKind.HEADING:
            if title and not story:
                found.append(Exclusion(first, end, Status.HEADLINE, "heading below the title"))
            else:
                found.append(Exclusion(first, end, Status.BOILERPLATE, "heading in the article"))
        else:
            story = True
    return found


def _letters(layout: Layout, first: int, end: int) -> str:
    """Return the words without their punctuation, each between blanks."""
    return " " + "".join(f"{word} " for word in layout.words[first:end] if word[0].isalnum())


def _address(layout: Layout, first: int, end: int) -> bool:
    """Tell whether the line is one web or mail address."""
    start, stop = layout.span(first, end)
    line = layout.document.plain[start:stop]
    return end - first > 2 and " " not in line and ("://" in line or "@" in line or "www." in line)


def _apart(found: list[Exclusion]) -> list[Exclusion]:
    """Sort, and cut what overlaps: the one that starts first, then the longer one, wins."""
    apart: list[Exclusion] = []
    done = 0
    for exclusion in sorted(found, key=lambda e: (e.first, -e.end)):
        first = max(exclusion.first, done)
        if first < exclusion.end:
            apart.append(exclusion._replace(first=first))
            done = exclusion.end
    return apart
