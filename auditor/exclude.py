"""What of an article is not its story: headlines, and the lines of the page around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Set

from auditor.english import english
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
from auditor.patterns import late

_AROUND = "around the article"
_LONGEST = 60  # tokens that a rule may cover unless it says otherwise
_BYLINE = 24  # tokens
_ADDRESS = 60
_LABEL = 4  # tokens; a second headline is longer
_LINK = 40  # tokens
_REACH = 200  # characters
# Mail address, telephone, name on a network: nothing else behind the last sentence.
_CONTACT = late(
    r"[.!?][\"')]*\s+(?P<contact>(?=\S*@|[^@]{0,40}\s\S*@)"
    r"(?:(?:\S{1,60}@\S{1,60}\.\w{2,10}|@\w{2,30}|\+?[\d(][\d().-]{6,18}|\w{1,20}_\w{1,20})"
    r"(?:[;,|]?\s+|$))+)$"
)
_STATUS = {"meta": Status.META, "headline": Status.HEADLINE}


def exclude(
    layout: Layout, matches: Matches, rules: RuleSet, foreign: Set[int] = frozenset()
) -> list[Exclusion]:
    """Return what is not content, sorted and not overlapping, each with its reason.

    The reason is the id of the rule that found it, or a few words on its shape.  ``foreign``
    are paragraphs in another language.
    Rules go before shapes: a date below the title is no second headline.
    """
    found = [
        exclusion
        for match in matches.get("boilerplate", ())
        if (exclusion := _covered(layout, match, rules.rules[match.rule])) is not None
    ]
    found += _shapes(layout, {(e.first, e.end) for e in found}, rules)
    for number in foreign:
        paragraph = layout.paragraphs[number]
        first, end = (
            layout.sentences[paragraph.first].first,
            layout.sentences[paragraph.end - 1].end,
        )
        found.append(Exclusion(first, end, Status.BOILERPLATE, "not in English", True))
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


def _shapes(layout: Layout, covered: set[tuple[int, int]], rules: RuleSet) -> list[Exclusion]:
    """Return what the kind or the form of a line shows, but for the ``covered`` ones."""
    found: list[Exclusion] = []
    title: str | None = None
    longest = 0  # no line with more tokens repeats the title
    story = False  # a paragraph of it was seen
    named = False  # the title is not Written Like This: then lines that are hold names
    for begin, until, kind, reason in layout.paragraphs:
        first, end = layout.sentences[begin].first, layout.sentences[until - 1].end
        if kind is BlockKind.AROUND:
            found.append(Exclusion(first, end, Status.BOILERPLATE, reason or _AROUND, True))
        elif kind is BlockKind.TITLE:
            title, longest = _letters(layout, first, end), end - first
            named = not _names(layout.cased[first:end], rules)
            found.append(Exclusion(first, end, Status.HEADLINE, "title"))
        elif (first, end) in covered:
            continue
        elif kind is BlockKind.CODE:
            found.append(Exclusion(first, end, Status.BOILERPLATE, "code", True))
        elif (
            not (story and kind is not BlockKind.HEADING)
            and end - first <= longest
            and title
            and (words := _letters(layout, first, end)).count(" ") > 2
            and words in title
        ):
            found.append(Exclusion(first, end, Status.HEADLINE, "repeats the title"))
        elif _byline(layout, first, end, rules):
            found.append(Exclusion(first, end, Status.BOILERPLATE, "byline"))
        elif _address(layout, first, end):
            found.append(Exclusion(first, end, Status.BOILERPLATE, "an address on its own line"))
        elif _bracketed(layout, first, end):
            found.append(Exclusion(first, end, Status.BOILERPLATE, "a line in brackets", True))
        elif kind is BlockKind.HEADING:
            if named and not story and _names(layout.cased[first:end], rules):
                found.append(Exclusion(first, end, Status.BOILERPLATE, "names on their own line"))
            elif title and not story and end - first > _LABEL:
                found.append(Exclusion(first, end, Status.HEADLINE, "heading below the title"))
            else:
                found.append(Exclusion(first, end, Status.BOILERPLATE, "heading in the article"))
        else:
            story = True
            contact = _contact(layout, first, end)
            if contact < end:
                reason = "how to reach the writer"
                found.append(Exclusion(contact, end, Status.BOILERPLATE, reason, True))
    return found


def _letters(layout: Layout, first: int, end: int) -> str:
    """Return the words without their punctuation, each between blanks."""
    return " " + "".join(f"{word} " for word in layout.words[first:end] if word[0].isalnum())


def _byline(layout: Layout, first: int, end: int, rules: RuleSet) -> bool:
    """Tell whether the line is "By" and names: "By Jane Doe and John Roe, political editor"."""
    if layout.words[first] != "by" or not 3 <= end - first <= _BYLINE:
        return False
    cased = layout.cased[first + 1 : end]
    if cased[-1] == ".":  # a sentence may begin with "By", but not with two names
        cased.pop()
    classes = english(rules)
    dated = cased[0].lower() in classes.weekdays or cased[0].lower() in classes.months
    return cased[0][0].isupper() and not dated and _names(cased, rules)


def _names(cased: list[str], rules: RuleSet) -> bool:
    """Tell whether all words are names, offices, or stand between them."""
    between = rules.lists["in_bylines"]
    return sum(word[0].isupper() for word in cased) > 1 and all(
        w[0].isupper() or not w[0].isalpha() or w in between for w in cased
    )


def _address(layout: Layout, first: int, end: int) -> bool:
    """Tell whether the line is one web or mail address."""
    if not 2 < end - first < _ADDRESS:
        return False
    start, stop = layout.span(first, end)
    line = layout.document.plain[start:stop]
    return " " not in line and ("://" in line or "@" in line or "www." in line)


def _bracketed(layout: Layout, first: int, end: int) -> bool:
    """Tell a link or a note of the editors': a short line that is in brackets as a whole."""
    words = layout.words[first:end]
    if not 2 < len(words) <= _LINK or words[0] != "[":
        return False
    return "]" not in words[:-2] and "]" in words[-2:] and (words[-1] in "].")


def _contact(layout: Layout, first: int, end: int) -> int:
    """Return where the addresses and numbers at the end of a line begin, ``end`` if none do."""
    start, stop = layout.span(first, end)
    line = layout.document.plain[max(start, stop - _REACH) : stop]
    found = _CONTACT.search(line) if "@" in line else None
    if found is None:
        return end
    return bisect_left(layout.starts, stop - len(line) + found.start("contact"), first, end)


def _apart(found: list[Exclusion]) -> list[Exclusion]:
    """Sort, and cut what overlaps: the one that starts first, then the longer or surer, wins."""
    apart: list[Exclusion] = []
    done = 0
    for exclusion in sorted(found, key=lambda e: (e.first, -e.end, not e.certain)):
        first = max(exclusion.first, done)
        if first < exclusion.end:
            apart.append(exclusion._replace(first=first))
            done = exclusion.end
    return apart
