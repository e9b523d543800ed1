"""``auditor serve``: the same reports as ``auditor check``, limits, and who may ask."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from commandline import call
from served import ROOT, Served, serving

from auditor import reports
from auditor.server.answers import MEDIA

STRIKE = ROOT / "samples" / "strike-south.txt"
RAW = {"Content-Type": "application/octet-stream"}
WORDS = "Moscow said on Monday that its army had taken the town by the river. "
LONG = (WORDS * 5000).encode()

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends the process by SIGINT")


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving(
        "--no-config", "--workers", "2", "--max-bytes", "400000", "--timeout", "300"
    ) as running:
        yield running


def checked(path: Path, *words: str) -> str:
    done = call("check", str(path), "--no-config", *words)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of a refusal, which always has the same form."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code and told["title"] and told["detail"]
    return answer.status_code, told["code"]


# ---------------------------------------------------------------- the reports


@pytest.mark.parametrize("format", sorted(set(reports.names()) - {"docx", "odt"}))
def test_reports_are_those_of_check_byte_for_byte(server: Served, format: str) -> None:
    query = {"name": "samples/strike-south.txt", "format": format, "max-single-party": "60%",
             "readability": "false"}  # fmt: skip
    answer = server.client.post("/v1/audit", params=query, content=STRIKE.read_bytes(), headers=RAW)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == MEDIA[format]
    assert answer.text == checked(
        STRIKE, "-f", format, "--max-single-party", "60%", "--no-readability"
    )


@pytest.mark.parametrize("name", ["strike-north.txt", "water-feature.md", "wire-chain.txt"])
def test_a_text_in_json_is_audited_as_a_file(server: Served, name: str) -> None:
    sample = ROOT / "samples" / name
    text = sample.read_text(encoding="utf-8")
    answer = server.client.post("/v1/audit", json={"text": text, "name": f"samples/{sample.name}"})
    assert answer.text == checked(sample, "-f", "json")


def test_options_of_a_request(server: Served) -> None:
    asked = {
        "text": "# Toll\n\nOfficials said forty cars burnt.", "format": "markdown",
        "readability": False, "gates": {"max-single-party": 0.5, "fail-on": "never"},
        "severities": {"bare-officials": "error"},
    }  # fmt: skip
    report = server.client.post("/v1/audit", json=asked).json()
    (file,) = report["files"]
    assert (file["path"], file["format"]) == ("draft", "markdown")
    assert file["metrics"]["readability"] is None
    levels = {f["rule"]: f["severity"] for f in file["findings"]}
    assert levels["policy-en/bare-officials"] == "error"
    assert not report["summary"]["gate"]["passed"]
    assert any("the limit is 50%" in reason for reason in report["summary"]["gate"]["reasons"])


def test_a_word_document_comes_back_with_comments(server: Served, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    paper = docx.Document()
    paper.add_paragraph(WORDS * 12)
    paper.save(tmp_path / "draft.docx")
    query = {"name": "draft.docx", "format": "docx"}
    sent = (tmp_path / "draft.docx").read_bytes()
    answer = server.client.post("/v1/audit", params=query, content=sent, headers=RAW)
    assert answer.status_code == 200, answer.text
    (tmp_path / "back.docx").write_bytes(answer.content)
    assert list(docx.Document(tmp_path / "back.docx").comments)


@pytest.mark.parametrize("format", ["json", "html", "text"])
def test_a_comparison_is_that_of_diff(server: Served, format: str) -> None:
    old, new = (f"docs/drafts/quarry-{number}.txt" for number in (1, 2))
    sides = {
        "old": {"text": (ROOT / old).read_text("utf-8"), "name": old},
        "new": {"base64": b64encode((ROOT / new).read_bytes()).decode(), "name": new},
    }
    answer = server.client.post("/v1/diff", params={"format": format}, json=sides)
    assert answer.text == call("diff", old, new, "--format", format).stdout
    for wrong in ({"old": sides["old"]}, {**sides, "new": {}}, {**sides, "new": {"base64": "*"}},
                  {**sides, "new": {"text": "a", "nonsense": "b"}}):  # fmt: skip
        assert problem(server.client.post("/v1/diff", json=wrong)) == (422, "option")


def test_the_configuration_holds_where_the_request_sets_nothing(tmp_path: Path) -> None:
    (tmp_path / "auditor.yaml").write_text(
        "gates: {max-single-party: 10%}\npublisher: [The Bugle]\n"
        "overrides:\n- paths: ['opinion/*']\n  gates: {max-single-party: 100%}\n"
    )
    text = WORDS * 12
    with serving(cwd=tmp_path) as server:
        for name, passed in (("a.txt", False), ("opinion/a.txt", True)):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)
            answer = server.client.post("/v1/audit", json={"text": text, "name": name})
            assert answer.text == call("check", name, "-f", "json", cwd=tmp_path).stdout
            assert answer.json()["summary"]["gate"]["passed"] is passed


def test_no_file_beside_a_name_is_looked_for(server: Served, tmp_path: Path) -> None:
    """A name comes from whoever asks: it must not lead to what lies on this machine."""
    report = server.client.post("/v1/audit", json={"text": WORDS, "name": "a.txt"}).json()
    (tmp_path / "a.audit.yaml").write_text("nonsense: [")
    beside = server.client.post(
        "/v1/audit", json={"text": WORDS, "name": str(tmp_path / "a.txt")}
    ).json()
    assert beside["files"][0]["findings"] == report["files"][0]["findings"]
    assert beside["files"][0]["notes"] == report["files"][0]["notes"]


def test_rules_schema_and_health(server: Served) -> None:
    found = server.client.get("/v1/rules").json()
    assert "policy-en/lead-states-claim" in {rule["id"] for rule in found["rules"]}
    assert len(found["packs"]) > 20
    schema = server.client.get("/v1/schema").json()
    assert schema == json.loads(call("schema", "report").stdout)
    assert server.client.get("/v1/health").json()["status"] == "ok"


def test_the_description_is_valid_and_tells_all_addresses(server: Served) -> None:
    validator = pytest.importorskip("openapi_spec_validator")
    from auditor.server.drafts import PARAMETERS

    document = server.client.get("/openapi.json").json()
    validator.validate(document)
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        for method in ("get", "post"):
            status = server.client.request(method, path).status_code
            assert (status == 405) == (method not in methods), (path, method)
    told = [one["name"] for one in document["paths"]["/v1/audit"]["post"]["parameters"]]
    assert sorted(told) == sorted(PARAMETERS)


def test_answers_fit_the_description(server: Served) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    document = server.client.get("/openapi.json").json()

    def fits(name: str, value: object) -> None:
        schema = {**document, "$ref": f"#/components/schemas/{name}"}
        jsonschema.Draft202012Validator(schema).validate(value)

    article = {"text": WORDS * 12, "name": "a.txt", "gates": {"fail-on": "note"}}
    fits("Article", article)
    fits("Report", server.client.post("/v1/audit", json=article).json())
    fits("Problem", server.client.post("/v1/audit", json={}).json())
    fits("Rules", server.client.get("/v1/rules").json())
    form = {"language": "auto", "text": WORDS * 12}
    fits("Matches", server.client.post("/v2/check", data=form).json())


# ---------------------------------------------------------------- what is refused

WRONG_BODIES = [
    (b"", "json"), (b"{", "json"), (b"\xff", "json"), (b"[" * 100_000, "json"), (b"[]", "option"),
    (b"{}", "option"), (b'{"text": 1}', "option"), (b'{"text": "a", "fromat": "text"}', "option"),
    (b'{"text": "a", "format": "nonsense"}', "option"), (b'{"text": "\\ud800"}', "option"),
    (b'{"text": "a", "name": ""}', "option"), (b'{"text": "a", "name": "a\\u0000"}', "option"),
    (b'{"text": "a", "gates": {"max-single-party": "often"}}', "option"),
    (b'{"text": "a", "gates": {"fail-on": "always"}}', "option"),
    (b'{"text": "a", "gates": {"nonsense": 1}}', "option"),
    (b'{"text": "a", "gates": 1}', "option"),
    (b'{"text": "a", "severities": {"no-such-rule": "error"}}', "option"),
    (b'{"text": "a", "readability": "yes"}', "option"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code"), WRONG_BODIES, ids=range(len(WRONG_BODIES)))
def test_a_body_that_cannot_be_read(server: Served, body: bytes, code: str) -> None:
    answer = server.client.post(
        "/v1/audit", content=body, headers={"Content-Type": "application/json"}
    )
    assert problem(answer) == (422, code)


@pytest.mark.parametrize(
    ("query", "content", "code"),
    [
        ("format=nonsense", b"a", "option"),
        ("nonsense=1", b"a", "option"),
        ("name=a&name=b", b"a", "option"),
        ("max-unsourced=-1", b"a", "option"),
        ("encoding=nonsense", b"caf\xe9", "option"),
        ("name=a.txt", b"caf\xe9 said", "decode"),
        ("name=a.docx", b"PK\x03\x04 nonsense", "format"),
        ("name=a.txt", b"\x00\x01\x02\xff" * 99, "binary"),
        ("format=docx", b"a text", "format"),
    ],
)
def test_a_file_that_cannot_be_audited(
    server: Served, query: str, content: bytes, code: str
) -> None:
    answer = server.client.post(f"/v1/audit?{query}", content=content, headers=RAW)
    assert problem(answer) == (422, code)


@pytest.mark.parametrize("length", [True, False], ids=["announced", "in chunks"])
def test_a_body_that_is_too_large(server: Served, length: bool) -> None:
    body = b"a" * 400_001
    content = body if length else iter([body[:200_000], body[200_000:]])
    answer = server.client.post("/v1/audit", content=content, headers=RAW)
    assert problem(answer) == (413, "size")


def test_paths_and_methods_that_are_not_there(server: Served) -> None:
    assert problem(server.client.get("/v1/nonsense")) == (404, "path")
    answer = server.client.get("/v1/audit")
    assert problem(answer) == (405, "method") and answer.headers["allow"] == "POST"


def test_an_audit_that_takes_too_long_ends_and_the_next_is_served() -> None:
    with serving("--no-config", "--workers", "1", "--timeout", "0.2") as server:
        answer = server.client.post("/v1/audit", content=LONG, headers=RAW)
        assert problem(answer) == (422, "time")
        answer = server.client.post("/v1/audit", json={"text": WORDS})
        assert answer.json()["summary"]["files"] == 1


@pytest.mark.parametrize(
    ("options", "refused"),
    [(("--queue", "1"), (503, "busy")), (("--per-client", "2"), (429, "client"))],
)
def test_more_at_once_than_fit_are_told_to_wait(
    options: tuple[str, ...], refused: tuple[int, str]
) -> None:
    with serving("--no-config", "--workers", "1", *options) as server:

        def ask(_: int) -> httpx.Response:
            return httpx.post(
                f"{server.url}/v1/audit", content=LONG[:30_000], headers=RAW, timeout=60
            )

        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(ask, range(8)))
        served = [answer for answer in answers if answer.status_code == 200]
        others = [answer for answer in answers if answer.status_code != 200]
        assert len(served) >= 2 and others
        assert {problem(answer) for answer in others} == {refused}
        assert all(answer.headers["retry-after"] == "1" for answer in others)
        assert server.client.post("/v1/audit", json={"text": WORDS}).status_code == 200


def test_who_leaves_gives_the_place_back() -> None:
    """An editor types on: what is still waiting is not audited for nobody."""
    with serving("--no-config", "--workers", "1", "--queue", "2") as server:
        for _ in range(4):
            with pytest.raises(httpx.TimeoutException):
                httpx.post(f"{server.url}/v1/audit", content=LONG[:30_000], headers=RAW,
                           timeout=0.05)  # fmt: skip
        time.sleep(0.1)
        assert server.client.post("/v1/audit", json={"text": WORDS}).status_code == 200


# ---------------------------------------------------------------- who may ask


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"Host": "evil.example"}, (421, "host")),  # a name that leads to 127.0.0.1
        ({"Host": "127.0.0.1.evil.example:80"}, (421, "host")),
        ({"Host": "localhost.evil.example"}, (421, "host")),
        ({"Host": "[::1].evil.example"}, None),  # no browser can be made to send this
        ({"Host": "LOCALHOST:1"}, None),
        ({"Origin": "https://evil.example"}, (403, "origin")),
        ({"Origin": "null"}, (403, "origin")),
        ({"Sec-Fetch-Site": "cross-site"}, (403, "origin")),
        ({"Sec-Fetch-Site": "same-origin"}, None),
        ({"Content-Type": "text/plain"}, (415, "content_type")),
        ({"Content-Type": "application/x-www-form-urlencoded"}, (415, "content_type")),
        ({"Content-Type": "Multipart/Form-Data; boundary=x"}, (415, "content_type")),
        ({"Content-Type": ""}, (415, "content_type")),
    ],
)
def test_pages_of_others_cannot_ask(
    server: Served, headers: dict[str, str], refused: tuple[int, str] | None
) -> None:
    answer = server.client.post("/v1/audit", content=WORDS.encode(), headers={**RAW, **headers})
    if refused is None:
        assert answer.status_code == 200
    else:
        assert problem(answer) == refused
    assert "access-control-allow-origin" not in answer.headers


def test_our_own_page_and_named_origins_may() -> None:
    cms = "https://cms.example.org"
    with serving("--no-config", "--allow-origin", cms) as server:
        for origin, told in ((server.url, None), (cms, cms)):
            answer = server.client.post(
                "/v1/audit", json={"text": WORDS}, headers={"Origin": origin}
            )
            assert answer.status_code == 200
            assert answer.headers.get("access-control-allow-origin") == told
        asking = {"Access-Control-Request-Method": "POST",
                  "Access-Control-Request-Headers": "content-type"}  # fmt: skip
        for origin, allowed in ((cms, True), ("https://evil.example", False)):
            answer = server.client.options("/v1/audit", headers={**asking, "Origin": origin})
            assert ("access-control-allow-origin" in answer.headers) is allowed
        refused = server.client.post(
            "/v1/audit", json={"text": WORDS}, headers={"Origin": "https://evil.example"}
        )
        assert problem(refused) == (403, "origin")


def test_a_token_is_asked_for_where_there_is_one() -> None:
    token = "a-token-of-the-newsroom"
    with serving("--no-config", "--host", "127.0.0.1", env={"AUDITOR_TOKEN": token}) as server:
        server.client.headers["Host"] = "audit.example.org"  # whoever has the token may call it so
        for given in ("", "Bearer another-token-entirely", token[:-1], "Bearer tok\xe9n"):
            headers = {"Authorization": given.encode("latin-1")}
            answer = server.client.post("/v1/audit", json={"text": WORDS}, headers=headers)
            assert problem(answer) == (401, "token")
            assert answer.headers["www-authenticate"] == "Bearer"
        assert server.client.get("/v1/rules").status_code == 401
        headers = {"Authorization": f"Bearer {token}"}
        answer = server.client.post("/v1/audit", json={"text": WORDS}, headers=headers)
        assert answer.status_code == 200
        form = {"language": "en-GB", "text": WORDS}
        assert server.client.post("/v2/check", data=form).status_code == 401
        assert server.client.post("/v2/check", data={**form, "apiKey": token}).status_code == 200
        assert server.client.get("/v1/health").status_code == 200


@pytest.mark.parametrize(
    ("words", "token", "told"),
    [
        (("--host", "0.0.0.0"), "", "others can reach it; set a token in AUDITOR_TOKEN"),
        (("--host", "0.0.0.0"), "short", "a token has 16 printable ASCII characters or more"),
        (("--host", "192.0.2.1", "--port", "0"), "a-token-of-the-newsroom", "choose another"),
        (("--port", "70000"), "", "choose another --host or --port"),
        (("--timeout", "never"), "", "write a number of seconds"),
        (("--rules", "no-such-pack"), "", "no-such-pack"),
    ],
)
def test_what_cannot_be_served(words: tuple[str, ...], token: str, told: str) -> None:
    done = call("serve", *words, env={"AUDITOR_TOKEN": token})
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_every_answer_tells_the_browser_to_be_careful(server: Served) -> None:
    answers = [
        server.client.get("/v1/health"), server.client.get("/nothing"),
        server.client.post("/v1/audit", json={"text": WORDS}),
        server.client.post("/v1/audit", json={}),
    ]  # fmt: skip
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


# ---------------------------------------------------------------- nothing stays


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_is_being_audited_is_finished_and_nothing_was_logged(
    tmp_path: Path, number: int
) -> None:
    secret = "Zanzibarovich"
    with serving("--workers", "1", cwd=tmp_path) as server:
        for query in ("", "?format=nonsense", f"?name={secret}"):
            server.client.post(f"/v1/audit{query}", content=secret.encode(), headers=RAW)
        answers: list[httpx.Response] = []

        def ask() -> None:
            url = f"{server.url}/v1/audit"
            answers.append(httpx.post(url, content=LONG[:30_000], headers=RAW, timeout=60))

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(0.25)
        code, told = server.stop(number)
        asking.join()
    assert code == 0
    assert [answer.status_code for answer in answers] == [200]
    assert told == ""
    assert list(tmp_path.iterdir()) == []
