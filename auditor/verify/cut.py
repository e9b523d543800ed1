"""Cut each sentence where the attribution changes inside it (and nowhere else)."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from auditor.model import Frame, Match, Status
from auditor.verify.clauses import SEPARATORS
from auditor.verify.story import Piece, Story

_MOST = 60  # frames or matches of one sentence that are looked at: hostile input stays linear
_LEAD = 5  # tokens in which "two days after" says when
_CHECKED_WITHIN = 8  # tokens of a relative clause in which it would tell of a check
_NO_MORE = 7  # tokens before a silence that somebody himself tells of, if he tells no more
_LONGEST_REMARK = 22  # tokens of a sentence that says no more than why somebody is unnamed
_REMARKS = {
    "no_comment": "no comment",
    "disclaimer": "disclaimer",
    "anonymity": "on a source's anonymity",
}


class _Reach(NamedTuple):
    """The part of a frame that lies in one sentence."""

    first: int
    end: int
    frame: int
    closing: bool  # the content stands before the cue


def cut(story: Story) -> list[Piece]:
    """Return the pieces of all sentences, in order; each token of a sentence is in one."""
    layout = story.layout
    reaches = _reaches(story)
    marked = story.remarked.union(story.hedged, reaches)
    pieces: list[Piece] = []
    exclusions = story.exclusions
    at = 0
    for number, (first, end, _) in enumerate(layout.sentences):
        cursor = first
        while at < len(exclusions) and exclusions[at].end <= first:
            at += 1
        k = at
        while k < len(exclusions) and exclusions[k].first < end:
            skip = exclusions[k]
            begin, stop = max(skip.first, cursor), min(skip.end, end)
            if begin > cursor:
                _sentence(story, number, cursor, begin, reaches, pieces)
            if stop > begin:
                pieces.append(
                    Piece(
                        begin,
                        stop,
                        number,
                        excluded=skip.status,
                        why_excluded=skip.reason,
                        certain=skip.certain,
                    )
                )
            cursor = max(cursor, stop)
            k += 1
        if cursor == first and number not in marked:
            pieces.append(Piece(first, end, number))  # the writer's own: half of all sentences
        elif cursor < end:
            _sentence(story, number, cursor, end, reaches, pieces)
    return pieces


def _reaches(story: Story) -> dict[int, list[_Reach]]:
    """Return the outermost frames by sentence."""
    sentence_of, sentences = story.layout.sentence_of, story.layout.sentences
    found: dict[int, list[_Reach]] = {}
    for number, frame in enumerate(story.frames):
        if story.parents[number] is not None or not story.counts[number]:
            continue
        cue = frame.cue[0].first if frame.cue else -1
        closing = _closing(story, frame, cue)
        content = frame.content
        if closing and len(content) > 1 and _apart(story, frame):
            content = content[:-1]
        ranges = (*frame.cue, *frame.source, *content)
        first, end = ranges[0]
        for begin, stop in ranges:
            first = begin if begin < first else first
            end = stop if stop > end else end
        low, high = sentence_of[first], sentence_of[end - 1]
        if low == high:  # nearly always: the whole frame in one sentence
            found.setdefault(low, []).append(_Reach(first, end, number, closing))
            continue
        bounds: dict[int, tuple[int, int]] = {}
        for first, end in ranges:
            if first == end:
                continue
            for at in range(sentence_of[first], sentence_of[end - 1] + 1):
                left, right = max(first, sentences[at].first), min(end, sentences[at].end)
                if left < right:
                    begin, stop = bounds.get(at, (left, right))
                    bounds[at] = min(begin, left), max(stop, right)
        for at, (left, right) in bounds.items():
            found.setdefault(at, []).append(_Reach(left, right, number, closing))
    return found


def _closing(story: Story, frame: Frame, cue: int) -> bool:
    """Whether the attribution closes its clause: it owns what stands before it."""
    if not frame.content:
        return False
    if _tags(story, frame):
        return True
    first, end = frame.content[0]
    if story.words[first] in story.lists["opens_relative"] or (
        end - first < 3 and story.words[first] != '"'
    ):
        return False
    return first < cue or (story.words[first] == "without" and end - first <= 6)


def _apart(story: Story, frame: Frame) -> bool:
    """Whether a clause behind a tag tells what went on meanwhile ("..., she said, as ...")."""
    words = story.words
    (first, end), cue = frame.content[-1], frame.cue[-1]
    if first < cue.end or not (first and words[first - 1] == ","):
        return False
    lead = words[first]
    if lead not in story.lists["meanwhile"]:
        near = words[first : first + _LEAD]
        if lead not in story.lists["spans_of_time"] or not ("after" in near or "before" in near):
            return False
    return story.clauses.finite(words, first + 1, end) and not story.quoted(first, first + 1)


def _tags(story: Story, frame: Frame) -> bool:
    """Whether source and cue stand as a tag behind a comma: "..., the mayor said on Monday"."""
    if not frame.source or not frame.cue:
        return False
    words = story.words
    (first, end), (cue, cue_end) = frame.source[0], frame.cue[0]
    if not (0 <= cue - end <= 1 or 0 <= first - cue_end <= 1):
        return False
    begin, stop = min(first, cue), max(end, cue_end)
    sentence = story.layout.sentences[story.layout.sentence_of[begin]]
    if begin - sentence.first < 4 or words[begin - 1] not in (",", '"') or stop >= sentence.end:
        return False
    lead = words[sentence.first]
    if lead in story.clauses.subordinate or words[stop] not in story.lists["after_a_tag"]:
        return False
    return story.clauses.finite(words, sentence.first, begin)


def _sentence(
    story: Story, number: int, first: int, end: int,
    reaches: dict[int, list[_Reach]], pieces: list[Piece],
) -> None:  # fmt: skip
    """Append the pieces of one sentence, or of the part of it that is not excluded."""
    here = [r for r in reaches.get(number, ()) if r.first < end and r.end > first]
    cursor = first
    remarks = _remarks(story, first, end, here) if number in story.remarked else ()
    for begin, stop, why in remarks:
        here = [r for r in here if not begin <= story.frames[r.frame].cue[0].first < stop]
        if begin > cursor:
            _parts(story, number, cursor, begin, here, pieces)
        pieces.append(Piece(begin, stop, number, excluded=Status.META, why_excluded=why))
        cursor = stop
    if cursor < end:
        _parts(story, number, cursor, end, here, pieces)


def _remarks(story: Story, first: int, end: int, here: list[_Reach]) -> list[tuple[int, int, str]]:
    """Return the clauses about the reporting itself: disclaimers and silence standing alone."""
    found: list[tuple[int, int, str]] = []
    cursor = first
    for match in _remarking(story, first, end)[:_MOST]:
        rule = story.rule(match)
        of_himself = (
            rule.kind == "no_comment"
            and story.words[match.first - 1] in story.lists["silent_pronouns"]
        )
        if match.first < cursor:
            continue
        begin, stop = _clause(story, match, cursor, end)
        if attributed(story, match) and not (of_himself and match.first - begin <= _NO_MORE):
            continue
        if rule.kind == "no_comment" and _goes_on(story, match, match.end, stop, here):
            continue
        if rule.kind == "anonymity" and (
            _goes_on(story, match, begin, match.first, here)
            or _goes_on(story, match, match.end, stop, here)
            or stop - begin > _LONGEST_REMARK
        ):
            continue
        found.append(
            (
                begin,
                stop,
                f"{_REMARKS[rule.kind]} ({story.cite(match)})",
            )
        )
        cursor = stop
    return found


def _remarking(story: Story, first: int, end: int) -> list[Match]:
    """Return the matches that make a clause a remark on the reporting, in order."""
    matches = story.within("no_comment", first, end)
    at = bisect_left(story.disclaimers, first, key=_first)
    while at < len(story.disclaimers) and story.disclaimers[at].first < end:
        match = story.disclaimers[at]
        traits = story.rule(match).traits
        if traits.get("form") in ("sentence", "evidence") and traits.get("scope") != "sentence":
            matches.append(match)
        at += 1
    matches += story.within("anonymity", first, end)
    return sorted(matches) if len(matches) > 1 else matches


def _first(match: Match) -> int:
    return match.first


def _clause(story: Story, match: Match, first: int, end: int) -> tuple[int, int]:
    """Return the clause around a match: up to a joiner after a comma, or a dash or semicolon."""
    words = story.words
    begin, stop = first, end
    for at in range(match.first - 1, first, -1):
        if words[at] == ";" or (words[at] in story.clauses.joiners and words[at - 1] in SEPARATORS):
            if story.clauses.finite(words, first, at):
                begin = at + 1 if words[at] == ";" else at
            break
    for at in range(match.end, end - 2):
        if words[at] == ";" or (
            words[at] in SEPARATORS
            and (
                words[at + 1] in story.clauses.joiners
                or words[at + 1] in ("saying", "telling", "adding")
            )
        ):
            stop = at + 1
            break
    return begin, stop


def _goes_on(story: Story, match: Match, first: int, end: int, here: list[_Reach]) -> bool:
    """Whether somebody speaks in the same clause ("did not say, but said")."""
    for reach in here:
        frame = story.frames[reach.frame]
        if frame.cue and frame.source and first <= frame.cue[0].first < end:
            return True
    return False


def attributed(story: Story, match: Match) -> bool:
    """Whether somebody in the article says the match, and not the writer."""
    layout, words = story.layout, story.words
    if story.quoted(match.first, match.end):
        return True
    number = layout.sentence_of[match.first]
    for index in story.frames_in(number)[:_MOST]:
        frame = story.frames[index]
        if not frame.source or not frame.cue or match.first <= frame.cue[0].first < match.end:
            continue
        if words[match.first] == "without" and match.first - frame.cue[-1].end <= 2:
            continue  # how it was said, not what
        if frame.sentence != number:
            continue  # only a quotation is content in a later sentence
        for first, end in frame.content:
            if first <= match.first < end:
                begin = max(first, layout.sentences[number].first)
                if not any(words[at] in SEPARATORS for at in range(begin + 1, match.first)):
                    return True
    return False


def _parts(
    story: Story, number: int, first: int, end: int, here: list[_Reach], pieces: list[Piece]
) -> None:
    """Append the pieces of a stretch by the frames that reach into it."""
    words = story.words
    groups = _groups(story, first, end, here)
    if not groups:
        cut_at = _hedged_tail(story, first, end) if number in story.hedged else first
        if cut_at > first:
            pieces.append(Piece(first, cut_at, number))
        pieces.append(Piece(cut_at, end, number))
        return
    cursor = first
    for at, group in enumerate(groups):
        if at == 0:
            begin = first if group.closing else _head(story, first, group)
            if begin > first:
                pieces.append(Piece(first, begin, number))
        else:
            begin = _between(story, cursor, group.first)
            last = pieces[-1]
            middle = story.clauses.tail_begin(words, cursor, begin) if begin - cursor > 5 else begin
            if middle < begin:
                last.end = middle
                pieces.append(Piece(middle, begin, number))
            else:
                last.end = begin
        pieces.append(Piece(begin, max(group.end, begin + 1), number, frame=group.frame))
        cursor = pieces[-1].end
    rest = story.clauses.tail_begin(words, cursor, end, groups[-1].closing)
    if rest < end and number in story.hedged and story.within("hedge", rest, end):
        rest = end  # a tail with no more than a hedge stays with its attribution
    pieces[-1].end = rest
    if rest < end:
        pieces.append(Piece(rest, end, number))


def _hedged_tail(story: Story, first: int, end: int) -> int:
    """Return where a tail begins that is told as hearsay after a clause of the writer's own."""
    words = story.words
    for match in story.within("hedge", first + 6, end):
        if story.rule(match).traits.get("weight") == "weak":
            continue
        if words[match.first] == "amid":
            return match.first if story.clauses.finite(words, first, match.first) else first
        for at in range(match.first - 1, max(first + 4, match.first - 8), -1):
            if words[at] in ("which", "who", "that"):
                break
            if words[at] == ";" or (words[at] == "," and words[at + 1] != "and"):
                return at + 1 if story.clauses.finite(words, first, at) else first
            if words[at] in ("and", "but") and words[at - 1] not in SEPARATORS:
                return at if story.clauses.finite(words, first, at) else first
        return first
    return first


def _head(story: Story, first: int, group: _Reach) -> int:
    """Return where the writer's own clause before an attribution ends."""
    words = story.words
    for at in (group.first, group.first - 1):
        if (
            at - first > 3
            and words[at] in story.lists["opens_relative"]
            and words[at - 1] in SEPARATORS
        ):
            checks = story.within("verification", at, at + _CHECKED_WITHIN)
            return first if checks else at  # "pictures, which the paper has verified, show ..."
    cue = story.frames[group.frame].cue[0].first
    if words[first] in story.lists["concessive"] and "," in words[first + 3 : group.first]:
        at = words.index(",", first + 3, group.first)
        if story.clauses.finite(words, first, at):
            return at + 1  # "Although the army has left, Arland said ..."
    if (
        words[cue][-3:] == "ing"
        and cue - first > 3
        and words[cue - 1] == ","
        and story.lists["speaking_already"].isdisjoint(words[first:cue])
    ):
        return cue  # "The president signed the law, saying that ..."
    return story.clauses.head_end(words, first, group.first)


def _between(story: Story, first: int, end: int) -> int:
    """Return where the second of two attributions begins: at a joiner, else after a comma."""
    words = story.words
    for at in range(first, end):
        if words[at] in SEPARATORS:
            return at + 1
        if words[at] in story.clauses.joiners or words[at] in ("as", "despite"):
            return at
    return end


def _groups(story: Story, first: int, end: int, here: list[_Reach]) -> list[_Reach]:
    """Return the frames of a stretch that stand side by side; those of one source are joined."""
    groups: list[_Reach] = []
    for reach in sorted(here, key=lambda r: (r.first, -r.end)):
        left, right = max(reach.first, first), min(reach.end, end)
        if left >= right:
            continue
        reach = reach._replace(first=left, end=right)
        if groups:
            last = groups[-1]
            if right <= last.end:
                continue
            if _same(story, last.frame, reach.frame):
                main = last if last.end - last.first >= right - left else reach
                groups[-1] = _Reach(last.first, right, main.frame, main.closing)
                continue
            if left < last.end:
                reach = reach._replace(first=last.end)
        groups.append(reach)
    return groups


def _same(story: Story, one: int, other: int) -> bool:
    return story.source_of[one] is not None and story.source_of[one] == story.source_of[other]
