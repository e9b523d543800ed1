"""Cut each sentence where the attribution changes inside it (and nowhere else)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.model import Frame, Layout, Match, Status
from auditor.verify.clauses import JOINERS, SEPARATORS, finite, head_end, tail_begin
from auditor.verify.story import Piece, Story

_SAME = ("but", "and", "adding", "saying")


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
                    Piece(begin, stop, number, excluded=skip.status, why_excluded=skip.reason)
                )
            cursor = max(cursor, stop)
            k += 1
        if cursor < end:
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
        bounds: dict[int, list[int]] = {}
        for ranges in (frame.cue, frame.source, frame.content):
            for first, end in ranges:
                if end <= first:
                    continue
                for at in range(sentence_of[first], sentence_of[end - 1] + 1):
                    left, right = max(first, sentences[at].first), min(end, sentences[at].end)
                    if left >= right:
                        continue
                    bound = bounds.get(at)
                    if bound is None:
                        bounds[at] = [left, right]
                    else:
                        bound[0], bound[1] = min(bound[0], left), max(bound[1], right)
        closing = bool(frame.content) and frame.content[0].first < cue
        for at, (left, right) in bounds.items():
            found.setdefault(at, []).append(_Reach(left, right, number, closing))
    return found


def _sentence(
    story: Story, number: int, first: int, end: int,
    reaches: dict[int, list[_Reach]], pieces: list[Piece],
) -> None:  # fmt: skip
    """Append the pieces of one sentence, or of the part of it that is not excluded."""
    here = [r for r in reaches.get(number, ()) if r.first < end and r.end > first]
    cursor = first
    for begin, stop, why in _remarks(story, first, end, here):
        if begin > cursor:
            _parts(story, number, cursor, begin, here, pieces)
        pieces.append(Piece(begin, stop, number, excluded=Status.META, why_excluded=why))
        cursor = stop
    if cursor < end:
        _parts(story, number, cursor, end, here, pieces)


def _remarks(
    story: Story, first: int, end: int, here: list[_Reach]
) -> Iterator[tuple[int, int, str]]:
    """Yield the clauses about the reporting itself: disclaimers and silence standing alone."""
    cursor = first
    for kind in ("no_comment", "disclaimer"):
        for match in story.within(kind, first, end):
            if match.first < cursor:
                continue
            rule = story.rule(match)
            if kind == "disclaimer" and rule.traits.get("form") not in ("sentence", "evidence"):
                continue
            if rule.traits.get("scope") == "sentence" or attributed(story, match):
                continue
            begin, stop = _clause(story, match, cursor, end)
            if kind == "no_comment" and _goes_on(story, match, stop, here):
                continue
            what = "disclaimer" if kind == "disclaimer" else "no comment"
            yield begin, stop, f"{what} ({rule.id}: '{story.said(match.first, match.end)}')"
            cursor = stop
        if cursor > first:
            return


def _clause(story: Story, match: Match, first: int, end: int) -> tuple[int, int]:
    """Return the clause around a match: up to a joiner after a comma, or a dash or semicolon."""
    words = story.words
    begin, stop = first, end
    for at in range(match.first - 1, first, -1):
        if words[at] == ";" or (words[at] in JOINERS and words[at - 1] in SEPARATORS):
            if finite(words, first, at):
                begin = at + 1 if words[at] == ";" else at
            break
    for at in range(match.end, end - 2):
        if words[at] == ";" or (
            words[at] in SEPARATORS
            and (words[at + 1] in JOINERS or words[at + 1] in ("saying", "telling", "adding"))
        ):
            stop = at + 1
            break
    return begin, stop


def _goes_on(story: Story, match: Match, stop: int, here: list[_Reach]) -> bool:
    """Whether the one who is silent speaks on in the same clause ("did not say, but said")."""
    for reach in here:
        frame = story.frames[reach.frame]
        if frame.cue and match.end <= frame.cue[0].first < stop and frame.source:
            return True
    return False


def attributed(story: Story, match: Match) -> bool:
    """Whether somebody in the article says the match, and not the writer."""
    layout, words = story.layout, story.words
    if story.quoted(match.first, match.end):
        return True
    number = layout.sentence_of[match.first]
    for index in story.frames_in(number):
        frame = story.frames[index]
        if not frame.source or not frame.cue or match.first <= frame.cue[0].first < match.end:
            continue
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
        pieces.append(Piece(first, end, number))
        return
    cursor = first
    for at, group in enumerate(groups):
        if at == 0:
            begin = first if group.closing else head_end(words, first, group.first)
            if begin > first:
                pieces.append(Piece(first, begin, number))
        else:
            begin = _between(words, cursor, group.first)
            last = pieces[-1]
            middle = tail_begin(words, cursor, begin) if begin - cursor > 5 else begin
            if middle < begin:
                last.end = middle
                pieces.append(Piece(middle, begin, number))
            else:
                last.end = begin
        pieces.append(Piece(begin, group.end, number, frame=group.frame))
        cursor = group.end
    rest = tail_begin(words, cursor, end)
    pieces[-1].end = rest
    if rest < end:
        pieces.append(Piece(rest, end, number))


def _between(words: list[str], first: int, end: int) -> int:
    """Return where the second of two attributions begins: at a joiner, else after a comma."""
    for at in range(first, end):
        if words[at] in SEPARATORS:
            return at + 1
        if words[at] in JOINERS or words[at] in ("as", "despite"):
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


def reach_of(frame: Frame, layout: Layout) -> tuple[int, int]:
    """Return the token range from a frame's first part to its last."""
    ranges = (*frame.cue, *frame.source, *frame.content)
    return min(r.first for r in ranges), max(r.end for r in ranges)
