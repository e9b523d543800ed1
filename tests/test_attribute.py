"""Attributions of invented sentences: [source](source), {cue}, [content](content)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from counted import growth

from auditor.attribute import attribute
from auditor.formats import read_text
from auditor.match import match
from auditor.model import Frame, Kind, Layout, Range, RuleSet
from auditor.packs.load import load_rules
from auditor.segment import segment

RULES = load_rules()
_MARK = re.compile(r"\[([^\[\]]*)\]\((source|content)\)|\{([^{}]*)\}")


def find(text: str, rules: RuleSet = RULES) -> tuple[Layout, list[Frame]]:
    layout = segment(read_text(text), rules)
    return layout, attribute(layout, match(layout, rules), rules)


def words(layout: Layout, parts: tuple[Range, ...]) -> list[str]:
    """The words of some ranges, without punctuation: what the figures count."""
    return [
        layout.words[at]
        for part in parts
        for at in range(part.first, part.end)
        if layout.words[at][0].isalnum()
    ]


def wanted(marked: str) -> tuple[str, list[str], list[str], list[str]]:
    """Return the bare text, and the words marked as cue, source and content."""
    found: dict[str, list[str]] = {"cue": [], "source": [], "content": []}
    for phrase, role, cue in _MARK.findall(marked):
        found[role or "cue"] += re.findall(r"\w[\w'.]*\w|\w", (phrase or cue).lower())
    text = _MARK.sub(lambda part: part[1] if part[1] is not None else part[3], marked)
    return text, found["cue"], found["source"], found["content"]


FRAMES = {
    "direct, closing tag": '"[We will repair the pier](content)," [Okafor](source) {said}.',
    "direct, inverted": '"[It is closed](content)," {said} [Ada Okafor, the owner](source).',
    "inverted, indirect": "[The ward was shelled at night](content), {said} [Norvik](source).",
    "indirect, that": "[The ministry](source) {said} [that the dam had held](content).",
    "indirect, no that": "[Two witnesses](source) {said} [the car never stopped](content).",
    "title and name": "[Mayor Ilse Brandt](source) {announced} [that the market moves](content).",
    "apposition": "[Ilse Brandt, the mayor](source), {said} [the market would move](content).",
    "according to, first": "{According to} [the harbour](source), [two boats sank](content).",
    "according to, a bare name": (
        "{According to} [Norpress](source), [the bridge at Ells had been hit by fire](content)."
    ),
    "according to, last": "[Two boats sank](content), {according to} [the harbour office](source).",
    "closing tag, indirect": "[Two boats sank overnight](content), [officials](source) {said}.",
    "pronoun": "[She](source) {said} [the figures were wrong](content).",
    "announced a thing": "[Norland](source) {announced} [the capture of two villages](content).",
    "question": "[Reporters](source) {asked} [whether the bridge was safe](content).",
    "intention": "[The club](source) {plans} [to sell its old ground to the city](content).",
    "document": "[The report](source) {found} [that most pupils walk to school](content).",
    "judgement": "[Union leaders](source) {criticized} [the new timetable](content).",
    "name with small words": (
        "[Forty people fled](content), [the Institute for the Study of War](source) {said}."
    ),
    "name like a participle": "[United Nations](source) {says} [the road is open](content).",
    "name like an adverb": "[Holy See](source) {says} [the road is open](content).",
    "name like a modal": "[Theresa May](source) {said} [the road was open](content).",
    "name like a determiner": (
        "[The road was open](content), [the official All India Radio](source) {reported}."
    ),
    "told a briefing": (
        "[Ada Okafor](source) {told} a televised briefing [that the pier was closed](content)."
    ),
    "noun, then the main verb": (
        "[Their](source) {promise} [to build a pier](content) has put the council in a bind."
    ),
    "inverted, a body of several words": (
        "[The rebels burned the depot on Sunday](content), {said} [the army of Norland](source)."
    ),
    "inverted, after a subordinate clause": (
        "[The method is sound because the sample was large](content), {said} "
        "[the lead author, Prof Ida Falk](source)."
    ),
    "inverted, a verb that is seldom a tag": (
        "[The repair could take two months](content), {estimated} [Ida Falk](source)."
    ),
    "closing tag, a plural verb that may be a noun": (
        "[Mice that slept longer lived longer](content), [biologists](source) {report}."
    ),
    "closing tag with its journal": (
        "[Mice that slept longer lived longer](content), [biologists](source) {report} "
        "in the journal Sleep Letters."
    ),
    "closing tag owns the sentence": (
        "[In one such letter, Brandt wrote how she hid a key in a shoe](content), "
        "[the Herald](source) {reported}."
    ),
    "the account goes on after the tag": (
        "[Twelve people died in the collapse](content), {according to} [the ministry](source), "
        "[and forty people were hurt when the roof fell on a bus](content)."
    ),
    "the writer's clause after a tag": (
        "[The bridge was blown up](content), [the general staff](source) {said}, as talks "
        "in Vienna ended without a result."
    ),
    "the writer's span of time after a tag": (
        "[The depot was hit overnight](content), [regional officials](source) {said}, hours "
        "after rockets had fallen on a school."
    ),
    "an adverb before the source": (
        "Overall, [the remaining banks in Kelmar](source) {said} [they had lost money](content)."
    ),
    "a day before the source": (
        "Tuesday [his lawyer](source) {said} [the deal was void](content)."
    ),
    "a date after the source": (
        "[Another report from the ministry](source) over the weekend {said} "
        "[eight sailors were lost](content)."
    ),
    "a count, and whose": (
        "{By} [the coastguard count](source), [forty boats were lost in the storm](content)."
    ),
    "a figure put at": (
        "[The regional governor](source) {put} [the number of wounded at nine](content)."
    ),
    "what was counted": "[The monitors](source) {counted} [31 dead](content).",
    "what is on record": (
        "[The observatory](source) {has recorded} [48 landslides in the valley](content)."
    ),
    "told of": "[Survivors](source) {spoke of} [thick smoke and a loud bang](content).",
    "reckoned": "[The shipowner](source) {reckons} [the repair will take a year](content).",
    "put on notice": "[The watchdog](source) {put} [the airline on notice](content).",
    "the same finding": "[An inspector](source) {came to} [the same finding](content).",
    "quoted as saying": (
        "[Its spokesman](source) {was quoted as saying} [the raid had failed](content)."
    ),
    "noun": "Few believed [his](source) {claim} [that the vase is old](content).",
}


@pytest.mark.parametrize("marked", FRAMES.values(), ids=FRAMES.keys())
def test_frame(marked: str) -> None:
    text, cue, source, content = wanted(marked)
    layout, frames = find(text)
    outer = [frame for frame in frames if set(cue) & set(words(layout, frame.cue))]
    assert outer, f"no cue in {text!r}"
    frame = outer[0]
    assert words(layout, frame.source) == source
    assert words(layout, frame.content) == content


def test_what_emerged_is_hearsay() -> None:
    _, frames = find("It emerged later that the driver had no licence.")
    assert [(frame.source, frame.kind) for frame in frames] == [((), Kind.HEDGE)]


def test_hedge_has_no_source() -> None:
    _, frames = find("The painting was reportedly sold to a collector abroad.")
    assert [frame.source for frame in frames] == [()]
    assert frames[0].kind is Kind.HEDGE


@pytest.mark.parametrize(
    ("text", "rule", "cue"),
    [
        ('She went on: "The dam held all night."', "cues-speech/continue", ["went", "on"]),
        (
            "She expressed confidence that the dam would hold.",
            "cues-nouns/belief-noun",
            ["expressed", "confidence"],
        ),
    ],
    ids=("colon", "light verb"),
)
def test_two_cues_of_the_same_content_are_one(text: str, rule: str, cue: list[str]) -> None:
    layout, frames = find(text)
    assert [(frame.rule, words(layout, frame.cue)) for frame in frames] == [(rule, cue)]


def test_quotation_goes_on_after_its_tag() -> None:
    text = '"The dam held," Okafor said. "Nobody had to leave the valley that night."'
    layout, frames = find(text)
    spoken = next(frame for frame in frames if "said" in words(layout, frame.cue))
    assert spoken.kind is Kind.DIRECT
    assert {"held", "leave", "night"} <= set(words(layout, spoken.content))


def test_a_cue_rule_that_was_never_counted_is_taken_at_its_word(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text("""\
pack: house
version: "1.0.0"
about: Ways of saying that no annotated article has.
rules:
  - id: trade-talk
    kind: cue
    about: How skippers talk.
    act: speech
    stance: neutral
    phrases: ["~radio [back] that", ~natter, on the wires of]
    examples: {find: ["She {nattered}."], leave: ["She left."]}
""")
    rules = load_rules([tmp_path])
    for marked in (
        "[The skipper](source) {radioed back that} [the engine was on fire](content).",
        '"[The pier is safe](content)," [Okafor](source) {nattered}.',
        "{On the wires of} [the harbour](source), [two boats sank](content).",
    ):
        text, cue, _, content = wanted(marked)
        layout, frames = find(text, rules)
        frame = next((frame for frame in frames if frame.rule == "house/trade-talk"), None)
        assert frame, f"no cue in {text!r}"
        assert (words(layout, frame.cue), words(layout, frame.content)) == (cue, content)


def test_nested_attribution_names_its_parent() -> None:
    layout, frames = find("Okafor said that the ministry had claimed the dam was safe.")
    outer, inner = frames
    assert words(layout, outer.cue) == ["said"]
    assert inner.parent == 0 and outer.parent is None


def test_transcript() -> None:
    text = "OKAFOR: Will the ferry run?\n\nBRANDT: It will, from Monday on.\n"
    layout, frames = find(text)
    spoken = [frame for frame in frames if frame.parent is None]
    assert [words(layout, frame.source) for frame in spoken] == [["okafor"], ["brandt"]]


def test_signed_quotation() -> None:
    layout, frames = find("“The pier is home to all of us here.” — Ada Okafor\n")
    assert words(layout, frames[0].source) == ["ada", "okafor"]
    assert words(layout, frames[0].content)[:3] == ["the", "pier", "is"]


@pytest.mark.parametrize("text", [
    "The bridge opened in 1931.", "Two boats lay in the harbour.", "It rained all night.",
])  # fmt: skip
def test_own_voice_is_left_alone(text: str) -> None:
    assert find(text)[1] == []


def test_exchanging_names_changes_nothing() -> None:
    text = "{} said that {} had broken the truce. “We will answer,” {} added."
    one = find(text.format("Norland", "Sudmark", "Norland"))[1]
    two = find(text.format("Sudmark", "Norland", "Sudmark"))[1]
    assert [(f.rule, f.source, f.content) for f in one] == [
        (f.rule, f.source, f.content) for f in two
    ]


HOSTILE = {
    "cues in one sentence": "he said that ",
    "closing tags": "rain, he said, ",
    "unclosed quotations": '"rain he said ',
    "quotation marks": '" ',
    "nouns": "the claim of the report of ",
    "short paragraphs": '"Rain," he said.\n\n',
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    def work(size: int) -> Callable[[], object]:
        layout = segment(read_text(piece * (size // len(piece))), RULES)
        found = match(layout, RULES)
        return lambda: attribute(layout, found, RULES)

    assert growth(work, 2_000) < 2.1
