"""Speakers named by the layout: "OKAFOR: We will pay." and “We will pay.” — A. Okafor."""

from __future__ import annotations

from auditor.attribute.words import Tokens
from auditor.model import Act, Frame, Kind, Paragraph, Quotation, Range, Stance

_TRANSCRIPT = "cues-frames/colon"
_SIGNATURE = "cues-frames/signature"
_DASHES = frozenset(("\u2014", "-", "--", "~"))
_LONGEST = 6  # tokens of a label


def labelled(tokens: Tokens) -> list[Frame]:
    """Return the frames of transcripts and of signed quotations."""
    layout = tokens.layout
    transcript: list[Frame] = []
    signed: list[Frame] = []
    opening = {quotation.first: quotation for quotation in layout.quotations}
    for paragraph in layout.paragraphs:
        first = layout.sentences[paragraph.first].first
        end = layout.sentences[paragraph.end - 1].end
        speaker = _label(tokens, first, end)
        if speaker is not None:
            content = Range(speaker.end + 1, end)
            cue = Range(speaker.end, speaker.end + 1)
            transcript.append(_frame(_TRANSCRIPT, cue, speaker, content, paragraph))
        elif first in opening:
            name = _signature(tokens, opening[first], end)
            if name is not None:
                cue = Range(name.first - 1, name.first)
                content = Range(first, name.first - 1)
                signed.append(_frame(_SIGNATURE, cue, name, content, paragraph))
    return signed + (transcript if len(transcript) > 1 else [])


def _label(tokens: Tokens, first: int, end: int) -> Range | None:
    """Return the speaker in capitals before a colon that opens a paragraph."""
    at = first + (tokens.words[first] == '"')
    begin = at
    while at < end - 1 and at - begin < _LONGEST:
        cased = tokens.cased[at]
        if cased == ":":
            return Range(begin, at) if at > begin else None
        if not (cased.isupper() or cased in (".", "-", "'")):
            return None
        at += 1
    return None


def _signature(tokens: Tokens, quotation: Quotation, end: int) -> Range | None:
    """Return the name after a dash that follows a quotation and closes a paragraph."""
    dash = quotation.end
    if not (dash + 1 < end <= dash + 1 + 2 * _LONGEST and tokens.words[dash] in _DASHES):
        return None
    if not tokens.cased[dash + 1][0].isupper():
        return None
    last = end
    while last > dash + 2 and tokens.classes[last - 1] == "punct":
        last -= 1
    return Range(dash + 1, last)


def _frame(rule: str, cue: Range, source: Range, content: Range, paragraph: Paragraph) -> Frame:
    return Frame(
        rule=rule, act=Act.SPEECH, stance=Stance.NEUTRAL, kind=Kind.DIRECT, cue=(cue,),
        source=(source,), content=(content,), sentence=paragraph.first,
    )  # fmt: skip
