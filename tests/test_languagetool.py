"""LanguageTool's protocol, asked as its clients ask: recorded forms, places in UTF-16 units."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from served import Served, serving

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
BARE = "policy-en/bare-officials"
ANONYMOUS = "policy-en/single-anonymous-source"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends the process by SIGINT")

# What clients sent, as recorded, and the words that are to be underlined.
RECORDED = {
    "language_tool_python": (
        "language=en-US&text=%F0%9F%98%80+Toll+in+Arlen%0A%0AOfficials+said+that+forty+cars"
        "+burnt.+A+source+said+so%2C+too.",
        ["Officials", "A source said so, too.", "A source"],
    ),
    "pylanguagetool": (
        "text=Officials+said+that+forty+cars+burnt.&language=auto",
        ["Officials"],
    ),
    "a browser's add-on": (
        urlencode({
            "data": json.dumps({"annotation": [
                {"text": "🚒🚒 Toll"}, {"markup": "</h1>\n<p>", "interpretAs": "\n\n"},
                {"text": "Officials "}, {"markup": "<b>"}, {"text": "said"}, {"markup": "</b>"},
                {"text": " forty cars burnt."},
            ]}),
            "language": "auto", "preferredVariants": "en-GB,de-DE", "motherTongue": "de",
            "disabledRules": "WHITESPACE_RULE,CONSECUTIVE_SPACES", "level": "default",
            "enableTempOffRules": "true", "mode": "all", "useragent": "add-on",
        }),
        ["Officials"],
    ),
    "an editor of Markdown": (
        urlencode({
            "data": json.dumps({"annotation": [
                {"markup": "# "}, {"text": "Toll"}, {"markup": "\n\n", "interpretAs": "\n\n"},
                {"text": "Forty cars burnt, "}, {"markup": "**"}, {"text": "offi"},
                {"markup": "**"}, {"text": "cials said."},
            ]}),
            "language": "en-GB", "enabledOnly": "false", "level": "picky",
        }),
        ["Forty cars burnt, **offi**cials said.", "offi**cials"],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving("--no-config", "--workers", "1") as running:
        yield running


def ask(server: Served, body: str) -> dict[str, Any]:
    answer = server.client.post("/v2/check", content=body, headers=FORM)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def sent(body: str) -> bytes:
    """Return the text that a form holds, with its markup, in UTF-16."""
    from urllib.parse import parse_qsl

    form = dict(parse_qsl(body))
    if "data" in form:
        parts = json.loads(form["data"])["annotation"]
        form["text"] = "".join(part.get("text", part.get("markup")) for part in parts)
    return form["text"].encode("utf-16-le")


def cut(text: bytes, place: dict[str, Any]) -> str:
    start = 2 * place["offset"]
    return text[start : start + 2 * place["length"]].decode("utf-16-le")


@pytest.mark.parametrize("client", RECORDED)
def test_what_clients_underline(server: Served, client: str) -> None:
    body, words = RECORDED[client]
    found = ask(server, body)["matches"]
    text = sent(body)
    assert [cut(text, match) for match in found] == words
    for match in found:
        context = match["context"]
        assert cut(context["text"].encode("utf-16-le"), context) == cut(text, match)
        assert match["sentence"] in text.decode("utf-16-le")
        assert match["message"] and match["rule"]["id"] and match["replacements"] == []


def test_the_findings_are_those_of_the_report(server: Served) -> None:
    text = "Toll in Arlen\n\nOfficials said that forty cars burnt. A source said so, too."
    report = server.client.post("/v1/audit", json={"text": text, "format": "text"}).json()
    told = [
        (f["rule"], f["message"], f["start"]["offset"], f["end"]["offset"])
        for f in report["files"][0]["findings"]
    ]
    found = ask(server, urlencode({"text": text, "language": "en-GB"}))
    assert sorted(told) == sorted(
        (m["rule"]["id"], m["message"], m["offset"], m["offset"] + m["length"])
        for m in found["matches"]
    )
    assert found["language"]["code"] == "en-GB"


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ({}, {BARE, ANONYMOUS}),
        ({"disabledRules": f"X,{BARE}"}, {ANONYMOUS}),
        ({"enabledOnly": "true", "enabledRules": BARE}, {BARE}),
        ({"enabledOnly": "true"}, set()),
        ({"level": "picky"}, {BARE, ANONYMOUS, "claim/single_party", "claim/anonymous"}),
        ({"level": "picky", "disabledRules": f"{BARE},{ANONYMOUS},claim/anonymous"},
         {"claim/single_party"}),
        ({"language": "de-DE"}, set()),
        ({"text": " \n"}, set()),
        ({"text": "", "data": ""}, set()),
        ({"text": "Die Feuerwehr sagte, dass vierzig Wagen in der Nacht gebrannt haben. " * 5},
         set()),
    ],
)  # fmt: skip
def test_options(server: Served, options: dict[str, str], rules: set[str]) -> None:
    text = "Officials said that forty cars burnt. A source said so, too. Moscow said it was true."
    found = ask(server, urlencode({"language": "auto", "text": text, **options}))
    assert {match["rule"]["id"] for match in found["matches"]} == rules


def test_languages(server: Served) -> None:
    codes = [one["longCode"] for one in server.client.get("/v2/languages").json()]
    assert "en-US" in codes and "en-GB" in codes
    assert all(code.startswith("en") for code in codes)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("text=a", 400),
        ("language=en-US", 400),
        ("language=en-US&text=a&data=%7B%7D", 400),
        ("language=en-US&data=%7B", 400),
        ("language=en-US&data=%7B%22annotation%22%3A%5B%7B%7D%5D%7D", 400),
        ("language=en-US&data=" + "%5B" * 9999, 400),
        ("language=en-US&text=caf\xe9", 422),
    ],
)
def test_forms_that_cannot_be_read(server: Served, body: str, status: int) -> None:
    answer = server.client.post("/v2/check", content=body.encode("latin-1"), headers=FORM)
    assert answer.status_code == answer.json()["status"] == status
    assert answer.json()["detail"]


def test_halves_of_characters_keep_the_places(server: Served) -> None:
    data = '{"annotation": [{"text": "\\ud83d Officials said that forty cars burnt."}]}'
    (match,) = ask(server, urlencode({"language": "auto", "data": data}))["matches"]
    assert (match["offset"], match["length"]) == (2, 9)
    assert server.client.post("/v2/check", json={"text": "a"}).status_code == 415
