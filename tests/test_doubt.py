"""What is no audit of an article: text -> the reason, or none."""

from __future__ import annotations

import json

import pytest
from handmade import audit as handmade
from handmade import run

from auditor import audit_text, load_rules
from auditor.formats import read_text
from auditor.gate import judge
from auditor.reports import load, names
from auditor.run import Limits, Piece, Style
from auditor.summary import digest, summarise

RULES = load_rules()
_LISTS = ("csv-sources", "docx", "odt")  # of sources, and documents: standard error tells
ENGLISH = (
    "The ministry said that forty vehicles were burnt in the depot by the river, and that the road "
    "past it would be open again before the end of the week, if the rain did not come back.\n\n"
    "A driver who had slept there told the paper that he had heard nothing at all until the roof "
    "fell in, and that the guards had left an hour before.\n\n"
)
FRENCH = (
    "Le ministère a déclaré que quarante véhicules ont été brûlés dans le dépôt près de la "
    "rivière, et que la route sera ouverte avant la fin du mois si la pluie ne revient pas.\n\n"
    "Un chauffeur qui dormait sur place a dit au journal qu'il n'avait rien entendu avant que le "
    "toit ne tombe, et que les gardes étaient partis une heure plus tôt.\n\n"
)
RUSSIAN = "Министр заявил, что сорок машин сгорели на складе у реки в ночь на вторник.\n\n" * 5
SCANNED = (
    "Tl1e rninistry said tbat f0rty vehic1es were bu7nt in the dep0t by the riv3r, and tbat tlie "
    "r0ad past it w0uld be op3n aga1n bef0re the end of the w3ek, if ra1n did n0t come back.\n\n"
)


def doubts(text: str, language: str = "") -> tuple[str, ...]:
    document = read_text(text)._replace(language=language)
    return audit_text(document, RULES).doubts


@pytest.mark.parametrize(
    ("text", "language", "doubt"),
    [
        (ENGLISH, "", None),
        (ENGLISH, "fr", None),
        (ENGLISH + "He said: “Je ne sais pas ce qui s’est passé dans le dépôt hier.”\n", "", None),
        ("", "", "no words"),
        ("Toll in Arlen\n\nADVERTISEMENT\n", "", "none of its 4 words is content"),
        ("Toll in Arlen\n\nForty vehicles were burnt, the ministry said.\n", "", "7 words of"),
        (FRENCH, "", "looks like French"),
        (FRENCH, "en", "looks like French"),
        (RUSSIAN, "", "looks like Cyrillic letters"),
        (FRENCH.replace("\n\n", " ") * 3, "", "looks like French"),
        (ENGLISH.encode().decode("latin-1") + "Itâ€™s shut, he saidâ€” â€œtoo lateâ€\x9d. Ã©tÃ©",
         "", "garbled"),
        (ENGLISH + "Caf\ufffd cr\ufffdme fra\ufffdche.", "", "lost"),
        (SCANNED * 3, "", "scan"),
    ],
)  # fmt: skip
def test_doubts(text: str, language: str, doubt: str | None) -> None:
    found = doubts(text, language)
    assert (found == ()) if doubt is None else any(doubt in one for one in found), found


def test_of_two_languages_the_english_part_is_audited() -> None:
    bare = audit_text(ENGLISH, RULES)
    both = audit_text(FRENCH + ENGLISH, RULES)
    assert both.audited and both.content_words == bare.content_words
    assert (
        both.metrics["unverified_single_party_share"]
        == bare.metrics["unverified_single_party_share"]
    )
    assert "French" in both.notes[0]
    assert {skipped.reason for skipped in both.skipped} == {"not in English"}


def test_the_gate_fails_unless_it_is_allowed() -> None:
    short = digest(audit_text("Forty vehicles were burnt, the ministry said.", RULES))
    gate = judge([short], Limits())
    assert gate.reasons == ("-: not audited: it has only 7 words of content",)
    assert judge([short], Limits(allow_unaudited=True)).passed
    assert summarise([short]).unaudited == 1


@pytest.mark.parametrize("format", [name for name in names() if name not in _LISTS])
def test_every_format_tells_that_an_article_was_not_audited(format: str) -> None:
    doubted = handmade(doubts=("it is not in English, it looks like French",))
    report = load(format)
    text = report.article(doubted, Style())
    piece = Piece(digest(doubted), text)
    told = "".join(report.whole([piece], run()))
    assert "looks like French" in told


def test_json_says_it_in_fields_of_its_own() -> None:
    doubted = handmade(doubts=("one", "two"))
    entry = json.loads(load("json").article(doubted, Style()))
    assert (entry["audited"], entry["reason"]) == (False, "one; two")
    entry = json.loads(load("json").article(handmade(), Style()))
    assert (entry["audited"], entry["reason"]) == (True, None)
