"""What is left out of the measure: article -> (status, words) of each passage."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from auditor.exclude import exclude
from auditor.formats import read_document, read_text
from auditor.language import tongue
from auditor.match import match
from auditor.model import Exclusion, Layout
from auditor.packs.load import load_rules
from auditor.segment import segment
from auditor.text import WORD

RULES = load_rules()
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dev"
LEAD = "The mayor opened the new bridge on Friday, and a crowd came to see it, police said."
END = "It will be closed again on Sunday for the race, which passes over it each year."


def excluded(text: str, format: str = "text") -> list[tuple[str, str]]:
    layout = segment(read_text(text, format=format), RULES)
    return [
        (e.status.value, text[slice(*layout.span(e.first, e.end))])
        for e in exclude(layout, match(layout, RULES), RULES)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "By JANE DOE and John Roe, political editor",
        "Sunday, September 15, 2019",
        "Published 3 May 2022",
        "Updated 9:14 PM EST",
        "Share this article",
        "Listen to article",
        "3 min read",
        "ADVERTISEMENT",
        "Sign up to First Light, our free daily newsletter",
        "Read more: How the bridge was built",
        "HOW THE BRIDGE WAS BUILT IN A YEAR",
        "What the engineers say",
        "FILE PHOTO: The mayor speaks at a meeting in June.",
        "https://example.org/bridge",
        "desk@example.org",
        "Contact the author: desk@example.org",
        "Reporting by Jane Doe; editing by John Roe",
        "(Reporting by Jane Doe; Editing by John Roe)",
        "News agencies contributed to this report",
        "Copyright 2021 The Daily Example. All rights reserved.",
        "Further information on the bridge can be found here.",
        "source site-34",
        "2 hours ago",
        "Mon 3 May 2021 10.21 BST",
        "Image source, Reuters",
        "This video can not be played",
        "Associated Press writers Jane Doe in Oslo and John Roe contributed.",
    ],
)
def test_boilerplate_lines(line: str) -> None:
    found = excluded(f"Mayor opens bridge\n{LEAD}\n{line}\n{END}")
    assert found[0] == ("headline", "Mayor opens bridge")
    assert {status for status, _ in found[1:]} == {"boilerplate"}
    assert " ".join(words for _, words in found[1:]) == line


@pytest.mark.parametrize(
    "line",
    [
        "By Friday, all of it was gone.",
        "By then Jane Doe had left the town.",
        "He wants readers to share this article with friends, he said.",
        "The photograph shows the bridge at night.",
        "“Sign up to our newsletter,” the mayor told the crowd.",
        "“Click here to win,” the message said, according to police.",
        "No weapons were found here.",
        "The story has been updated by time itself, the mayor said.",
        "He spoke on Sunday, September 15, 2019.",
        "“We go on” — Jane Doe",
        "• Eight people were hurt",
        "30,000.",
        "Reuters reported it first.",
        "The reporting by two papers led to an inquiry.",
    ],
)
def test_what_belongs_to_the_story_stays(line: str) -> None:
    assert excluded(f"Mayor opens bridge\n{LEAD}\n{line}\n{END}")[1:] == []


def test_below_the_title() -> None:
    text = (
        "Mayor opens bridge: crowd comes to see it\nMayor opens bridge\n"
        "EXCLUSIVE\nA crossing took the town twenty years of talks, a report says\n"
        f"Monday 4 March\nCity desk\n{LEAD}\nWhat comes next\n{END}"
    )
    assert excluded(text) == [
        ("headline", "Mayor opens bridge: crowd comes to see it"),
        ("headline", "Mayor opens bridge"),
        ("boilerplate", "EXCLUSIVE"),
        ("headline", "A crossing took the town twenty years of talks, a report says"),
        ("boilerplate", "Monday 4 March"),
        ("boilerplate", "City desk"),
        ("boilerplate", "What comes next"),
    ]


def test_a_caption_stays_and_its_credit_goes() -> None:
    line = "A crowd sees the bridge on Friday. Photograph: Jane Doe/Getty Images"
    assert excluded(f"Mayor opens bridge\n{LEAD}\n{line}\n{END}")[1:] == [
        ("boilerplate", "Photograph: Jane Doe/Getty Images")
    ]


def test_a_dateline_before_its_sentence_stays() -> None:
    assert excluded(f"Mayor opens bridge\nOSLO, May 3 (Reuters) — {LEAD}")[1:] == []


def test_a_note_to_readers_is_meta() -> None:
    note = "This story has been updated to add the mayor's answer."
    assert excluded(f"Mayor opens bridge\n{LEAD}\n{note}")[1:] == [("meta", note)]


def test_markdown() -> None:
    text = f"---\ntitle: A\n---\n# Bridge opens\n\n*By Jane Doe*\n\n{LEAD}\n\n## Next\n\n{END}"
    assert excluded(text, "markdown") == [
        ("headline", "A"),
        ("boilerplate", "Bridge opens"),
        ("boilerplate", "By Jane Doe"),
        ("boilerplate", "Next"),
    ]


def test_reasons_name_the_rule() -> None:
    layout = segment(read_text(f"Mayor opens bridge\n{LEAD}\nListen to article\n{END}"), RULES)
    found = exclude(layout, match(layout, RULES), RULES)
    assert [e.reason for e in found] == ["title", "boilerplate-en/listen"]


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        (LEAD * 4, False),
        ("Short.", False),
        ("Die Streitkräfte haben nach Angaben der Behörden die Stadt mit Raketen angegriffen und "
         "in der Nacht sei ein Lager in Brand geraten, teilte der Gouverneur mit, der sich nicht "
         "weiter äußern wollte, weil die Lage unklar sei und niemand wisse, was geschehen ist.",
         True),
        ("Министр заявил, что войска вошли в город. " * 8, True),
    ],
)  # fmt: skip
def test_other_languages_are_doubtful(text: str, noted: bool) -> None:
    assert bool(tongue(segment(read_text(text), RULES), RULES).doubts) is noted


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated articles are not beside the checkout")
@pytest.mark.parametrize("status", ["headline", "boilerplate"])
def test_annotated_articles(status: str) -> None:
    counts: Counter[tuple[bool, bool]] = Counter()
    for path in sorted((GOLD / "gold").glob("*.json")):
        segments = json.loads(path.read_text("utf-8"))["segments"]
        document = read_document(GOLD / "text" / f"{path.name.split('.')[0]}.txt")
        layout = segment(document, RULES)
        found = exclude(layout, match(layout, RULES), RULES)
        for word in WORD.finditer(document.text):
            gold = any(
                s["status"] == status and s["start"] < word.end() and word.start() < s["end"]
                for s in segments
            )
            counts[gold, _has(layout, found, status, word.span())] += 1
    hits = counts[True, True]
    assert hits / (hits + counts[False, True]) >= 0.9, "precision"
    assert hits / (hits + counts[True, False]) >= 0.9, "recall"


def _has(layout: Layout, found: list[Exclusion], status: str, word: tuple[int, int]) -> bool:
    return any(
        e.status.value == status
        and layout.starts[e.first] < word[1]
        and word[0] < layout.ends[e.end - 1]
        for e in found
    )
