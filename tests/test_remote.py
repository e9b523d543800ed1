"""``auditor check --server``: the same bytes and exit codes as without, or a refusal."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import Done, call
from served import ROOT, Served, serving

from auditor.server.pieces import MEDIA

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends the process by SIGINT")

BARE = "Officials said that the bridge had been closed for the night after a barge struck it. "
PLAIN = "The road to the coast is long, and it has been open since May of the year before last. "
CONFIG = """\
publisher: [The Harlow Herald]
gates: {max-single-party: 60%, fail-on: warning}
severities: {loaded-verb: error}
policy:
  bare-officials: {message: "“{source}”: of which body?"}
overrides:
- paths: ["opinion/*"]
  severities: {bare-officials: error}
  gates: {max-single-party: 100%}
baseline: baseline.json
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a newsroom's folder with something of everything."""
    folder = tmp_path_factory.mktemp("house")
    (folder / ".git").mkdir()
    (folder / "drafts").mkdir()
    (folder / "opinion").mkdir()
    for sample in ("strike-south.txt", "water-feature.md"):
        shutil.copy(ROOT / "samples" / sample, folder / "drafts" / sample)
    (folder / "drafts" / "bare.txt").write_text(BARE * 4)
    (folder / "drafts" / "plain.txt").write_text(PLAIN * 4)
    (folder / "drafts" / "caf\u00e9.html").write_text(f"<h1>Toll</h1><p>{BARE * 4}</p>", "utf-8")
    (folder / "opinion" / "bare.txt").write_text(BARE * 4)
    (folder / "drafts" / "short.txt").write_text("Too short.")
    (folder / "drafts" / "latin.txt").write_bytes(b"Caf\xe9 owners said so. " * 9)
    (folder / "drafts" / "noise.txt").write_bytes(b"\x00\xff\x01" * 99)
    (folder / "drafts" / "plain.audit.yaml").write_text("nonsense: [")
    found = call("check", "drafts/bare.txt", "-f", "json", "--no-config", cwd=folder)
    finding = json.loads(found.stdout)["files"][0]["findings"][0]
    (folder / "drafts" / "bare.audit.yaml").write_text(
        f"- fingerprint: {finding['fingerprint']}\n  rule: {finding['rule']}\n"
        "  by: M.O.\n  reason: They are named further down.\n"
    )
    recorded = ("drafts/strike-south.txt", "drafts/caf\u00e9.html")
    done = call("baseline", "write", *recorded, "-o", "baseline.json", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "auditor.yaml").write_text(CONFIG, "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(house: Path) -> Iterator[Served]:
    with serving("--workers", "2", "--timeout", "300", cwd=house) as running:
        yield running


def both(house: Path, server: Served, *words: str, **more: object) -> tuple[Done, Done]:
    """Return what a call comes to without and with the server."""
    words = ("--no-readability", *words)  # it takes longer than all the rest
    here = call("check", *words, cwd=house, **more)  # type: ignore[arg-type]
    there = call("check", *words, "--server", server.url, cwd=house, **more)  # type: ignore[arg-type]
    return here, there


@pytest.mark.parametrize("format", ["json", "compact", "html"])
def test_the_same_bytes_messages_and_exit_code(house: Path, server: Served, format: str) -> None:
    here, there = both(house, server, "drafts", "opinion", "no-such.txt", "-f", format)
    assert there == here
    assert here.returncode == 2  # a broken file beside an article


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("drafts/strike-south.txt",), 1),
        (("drafts/bare.txt",), 1),
        (("opinion/bare.txt", "--exit-zero"), 0),
        (("drafts/plain.txt", "--readability", "-f", "json"), 2),
        (("drafts/noise.txt",), 3),
        (("drafts/short.txt", "--allow-unaudited"), 0),
        (("drafts/latin.txt", "--encoding", "cp1252", "-v", "--color", "always"), 3),
        (("-", "--stdin-filename", "opinion/x.md", "-f", "json"), 1),
        (("drafts/bare.txt", "--max-single-party", "100%", "--config", "auditor.yaml"), 0),
    ],
)
def test_options_have_the_same_effect(
    house: Path, server: Served, words: tuple[str, ...], code: int
) -> None:
    here, there = both(house, server, *words, stdin=f"# Toll\n\n{BARE * 4}")
    assert there == here
    assert here.returncode == code, here.stdout + here.stderr


def test_from_another_folder_the_same_overrides_hold(house: Path, server: Served) -> None:
    here, there = both(house / "opinion", server, "bare.txt", "../drafts/bare.txt", "-f", "json")
    assert there == here
    levels = [f["severity"] for f in json.loads(here.stdout)["files"][0]["findings"]]
    assert "error" in levels


def test_documents_come_back_with_the_same_comments(
    house: Path, server: Served, tmp_path: Path
) -> None:
    docx = pytest.importorskip("docx")
    paper = docx.Document()
    paper.add_paragraph(BARE * 4)
    paper.save(tmp_path / "draft.docx")
    made = []
    for words in ((), ("--server", server.url)):
        target = tmp_path / f"back{len(words)}.docx"
        done = call("check", str(tmp_path / "draft.docx"), "-f", "docx", "-o", str(target),
                    "--config", "auditor.yaml", *words, cwd=house)  # fmt: skip
        assert done.returncode == 1, done.stderr
        made.append(target.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--no-config",), "this server has other packs"),
        (("--no-pack", "hedges-en"), "this server has other packs"),
        (("--max-single-party", "60%"), "this server has other packs"),  # sets parts of it aside
        (("--server", "127.0.0.1:1"), "write an address as http://127.0.0.1:8765"),
        (("--server", "ftp://127.0.0.1"), "write an address as http://127.0.0.1:8765"),
        (("--server", "http://127.0.0.1:x"), "write an address as http://127.0.0.1:8765"),
        (("--server", "http://127.0.0.1:1"), "is auditor serve running there?"),
    ],
)
def test_what_would_not_be_the_same_is_refused(
    house: Path, server: Served, words: tuple[str, ...], told: str
) -> None:
    address = () if "--server" in words else ("--server", server.url)
    done = call("check", "drafts/plain.txt", *words, *address, cwd=house)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr and "Traceback" not in done.stderr


def test_a_server_that_is_full_is_waited_for(house: Path) -> None:
    with serving("--workers", "1", "--queue", "0", cwd=house) as server:
        here, there = both(house, server, "drafts", "opinion", "-f", "json")
        assert there == here


def test_the_token_comes_from_the_environment(house: Path) -> None:
    token = {"AUDITOR_TOKEN": "a-token-of-the-newsroom"}
    with serving(cwd=house, env=token) as server:
        words = ("check", "drafts/bare.txt", "--server", server.url)
        assert call(*words, cwd=house, env=token).returncode == 1
        done = call(*words, cwd=house)
        assert done.returncode == 2 and "set its token in AUDITOR_TOKEN" in done.stderr


@pytest.mark.parametrize("body", [b"", b"\n", b"{}\n", b"[]\n", b"[" * 9999 + b"\n", b'["a"]\nb'])
def test_nonsense_is_refused(server: Served, body: bytes) -> None:
    answer = server.client.post("/v1/piece", content=body, headers={"Content-Type": MEDIA})
    assert (answer.status_code, answer.json()["code"]) == (422, "piece")
