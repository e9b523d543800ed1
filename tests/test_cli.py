"""The command line as a user meets it: every exit code, every kind of bad input."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commandline import DRESS, Done, call

from auditor.cli.codes import Code, worst
from auditor.cli.commands import COMMANDS, Command
from auditor.cli.options import CheckOptions
from auditor.cli.quick import parse
from auditor.cli.terminal import PLAINLY
from auditor.errors import UsageError
from auditor.model import Severity
from auditor.reports._style import LOOKS
from auditor.run import Limits

ROOT = Path(__file__).resolve().parent.parent
CLAIM = (
    "Toll in Arlen\n\nThe ministry said that forty vehicles were burnt in the depot, "
    "that nobody was hurt, that the fire had been put out by noon, that the road past the depot "
    "was open again, and that the cause of the fire would be known by Friday.\n"
)
PLAIN = (
    "Toll in Arlen\n\nThe road to the coast is long. It has been open since May. It was "
    "built of stone and gravel by the people of the town, who wanted a way to the sea in every "
    "season, and it is mended each spring when the snow has gone and the meadows are dry.\n"
)


@pytest.fixture(scope="session")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in DRESS}
    cache = str(tmp_path_factory.mktemp("cache"))
    return {**kept, "PYTHONPATH": str(ROOT), "AUDITOR_CACHE_DIR": cache, "PYTHONUTF8": "1"}


class Shell:
    """Runs the command in a folder of its own, here or as a process (``command``)."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder = folder
        self.environ = environ

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "auditor", *words]

    def run(self, *words: str, stdin: bytes = b"", **env: str) -> Done:
        return call(*words, cwd=self.folder, stdin=stdin, env={**self.environ, **env})

    def json(self, *words: str, code: int, stdin: bytes = b"") -> dict[str, Any]:
        """Run a check, expect ``code`` and return the one document on standard output."""
        done = self.run("check", *words, "--format", "json", stdin=stdin)
        assert done.returncode == code, done.stderr
        value: dict[str, Any] = json.loads(done.stdout)
        return value

    def fails(self, *words: str, code: int = 2, stdin: bytes = b"") -> str:
        """Run a command that fails, and return the one line it says."""
        done = self.run(*words, stdin=stdin)
        assert done.returncode == code, done.stderr
        lines = done.stderr.splitlines()
        assert len(lines) == 1 and lines[0].startswith("auditor: "), lines
        return lines[0]

    def write(self, name: str, content: str | bytes = CLAIM) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


@pytest.fixture
def shell(tmp_path: Path, environ: dict[str, str]) -> Iterator[Shell]:
    yield Shell(tmp_path, environ)


# ---------------------------------------------------------------- exit codes


def test_worst_code_wins() -> None:
    assert worst([Code.GATE, Code.INTERNAL, Code.USAGE, Code.UNREADABLE]) is Code.INTERNAL
    assert worst([Code.GATE, Code.UNREADABLE, Code.USAGE]) is Code.USAGE
    assert worst([Code.UNREADABLE, Code.GATE]) is Code.UNREADABLE
    assert worst([Code.GATE]) is Code.GATE
    assert worst([]) is Code.OK


def test_0_audited(shell: Shell) -> None:
    shell.write("a.txt", PLAIN)
    report = shell.json("a.txt", code=0)
    assert [f["path"] for f in report["files"]] == ["a.txt"]
    assert report["summary"]["gate"] == {"passed": True, "reasons": []}


def test_1_a_share_over_its_limit(shell: Shell) -> None:
    shell.write("a.txt")
    report = shell.json("a.txt", "--max-single-party", "1%", code=1)
    assert report["summary"]["gate"]["passed"] is False
    assert report["summary"]["gate"]["reasons"][0].startswith("a.txt: ")
    shell.json("a.txt", "--max-single-party", "100%", "--fail-on", "never", code=0)


def test_1_becomes_0_with_exit_zero_and_nothing_else_does(shell: Shell) -> None:
    shell.write("a.txt")
    gate = ("--max-single-party", "1%", "--exit-zero")
    assert shell.json("a.txt", *gate, code=0)["summary"]["gate"]["passed"] is False
    shell.json("a.txt", "b.txt", *gate, code=3)


def test_2_wrong_calls_say_one_line(shell: Shell) -> None:
    shell.write("a.txt")
    for words, said in (
        (("check",), "nothing to check"),
        (("check", "--formt", "json", "a.txt"), "--formt"),
        (("check", "a.txt", "--format", "jsno"), "did you mean json?"),
        (("check", "a.txt", "--format", "xml"), "no such value; choose"),
        (("check", "a.txt", "--format"), "--format"),
        (("check", "a.txt", "--max-single-party", "40"), "40% or 0.4"),
        (("check", "a.txt", "--max-unsourced", "-3%"), "-3%"),
        (("check", "a.txt", "--fail-on", "warnings"), "did you mean warning?"),
        (("check", "a.txt", "--jobs", "two"), "--jobs two"),
        (("check", "a.txt", "--color", "blue"), "--color blue"),
        (("check", "a.txt", "--encoding", "utf-88"), "utf-88"),
        (("check", "a.txt", "-q", "-v"), "exclude each other"),
        (("check", "a.txt", "-o", "no/such/folder/r.json"), "no folder"),
        (("check", "a.txt", "-o", "."), "is a folder"),
        (("check", "a.txt", "--pack", "no-such-pack"), "no-such-pack"),
        (("check", "a.txt", "--rules", "no-such.yaml"), "no-such.yaml"),
        (("check", "a.txt", "--formt", "json"), "did you mean --format?"),
        (("chek",), "no such command 'chek'; did you mean 'check'"),
        (("init", "no-such-folder"), "no-such-folder: there is no such folder"),
        (("explain", "loaded-vreb"), "did you mean policy-en/loaded-verb"),
        (("explain", "headline-state-claim"), "did you mean policy-en/headline-states-claim"),
        (("rules", "show", "no-such-rule"), "no such rule"),
    ):
        assert said in shell.fails(*words)


def test_2_a_broken_pack_is_told_with_file_line_and_column(shell: Shell) -> None:
    shell.write("a.txt")
    shell.write("bad.yaml", "pack: x\nversion: 1\nrules:\n  - id: a\n    knd: cue\n")
    done = shell.run("check", "a.txt", "--rules", "bad.yaml")
    assert done.returncode == 2 and not done.stdout
    assert "bad.yaml:" in done.stderr and "Traceback" not in done.stderr


def test_2_a_folder_without_articles_unless_allowed(shell: Shell) -> None:
    shell.write("empty/picture.png", b"\x89PNG")
    shell.write("a.txt", PLAIN)
    report = shell.json("empty", "a.txt", code=2)
    assert [f["path"] for f in report["files"]] == ["a.txt"]
    assert "nothing to audit" in shell.fails("check", "empty", "--format", "json")
    assert shell.json("empty", "--allow-empty", code=0)["files"] == []


def test_2_without_arguments_help_is_printed(shell: Shell) -> None:
    for words in ((), ("rules",), ("schema",)):
        done = shell.run(*words)
        assert done.returncode == 2 and "Commands:" in done.stdout and not done.stderr


def test_3_missing_and_the_rest_is_audited(shell: Shell) -> None:
    shell.write("a.txt", PLAIN)
    report = shell.json("no.txt", "a.txt", code=3)
    assert [f["path"] for f in report["files"]] == ["a.txt"]
    assert report["unreadable"][0]["code"] == "missing"
    assert "no.txt" in shell.fails("check", "no.txt", "-q", code=3)


def test_4_an_internal_error_costs_one_file_only(shell: Shell) -> None:
    shell.write("a.txt", PLAIN)
    shell.write("b.txt", PLAIN)
    program = (
        "import sys, auditor.audit as c; real = c.audit\n"
        "def broken(document, rules, *more):\n"
        "    if document.path == 'a.txt': raise KeyError('planted')\n"
        "    return real(document, rules, *more)\n"
        "c.audit = broken\n"
        "from auditor.cli import run; sys.exit(run(sys.argv[1:]))\n"
    )
    for words, traceback in (((), False), (("-v",), True)):
        done = subprocess.run(
            [sys.executable, "-c", program, "check", "a.txt", "b.txt", "--format", "json", *words],
            capture_output=True, cwd=shell.folder, env=shell.environ,
        )  # fmt: skip
        assert done.returncode == 4
        report = json.loads(done.stdout)
        assert [f["path"] for f in report["files"]] == ["b.txt"]
        assert report["unreadable"][0]["code"] == "internal"
        assert "planted" in done.stderr.decode()
        assert ("Traceback" in done.stderr.decode()) is traceback


def test_4_an_error_outside_any_file(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from auditor.cli import quick, run

    def broken(argv: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(quick, "parse", broken)
    assert run(["check", "a.txt"]) == 4
    said = capsys.readouterr().err
    assert "internal error: RuntimeError: planted" in said and "Traceback" not in said
    assert run(["check", "-v"]) == 4
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this kind")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_130_interrupted(shell: Shell, jobs: str) -> None:
    for number in range(40):
        shell.write(f"many/{number}.txt", CLAIM * 2000)
    process = subprocess.Popen(
        shell.command("check", "many", "--format", "json", "--jobs", jobs),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=shell.folder, env=shell.environ,
        start_new_session=True,
    )  # fmt: skip
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert b"Traceback" not in err and b"interrupted" in err
    assert out == b""


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"caf\xe9 is closed, the mayor said.\n", "decode"),
        (b"PK\x03\x04rest", "binary"),
        (b"a\0b\0c", "binary"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_costs_nobody_else(
    shell: Shell, content: bytes, code: str
) -> None:
    shell.write("bad.txt", content)
    shell.write("good.txt", PLAIN)
    report = shell.json("bad.txt", "good.txt", code=3)
    assert [f["path"] for f in report["files"]] == ["good.txt"]
    assert [u["code"] for u in report["unreadable"]] == [code]
    assert "bad.txt" in shell.fails("check", "bad.txt", "--format", "json", code=3)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n  \n", "\ufeff".encode(), b"-- * --\n"])
def test_an_article_without_words_is_said_to_have_none(shell: Shell, content: bytes) -> None:
    shell.write("bad.txt", content)
    assert "no words" in shell.fails("check", "bad.txt", "--format", "json", code=3)
    entry = shell.json("bad.txt", code=3)["files"][0]
    assert (entry["audited"], entry["reason"]) == (False, "the file has no words")
    told = shell.run("check", "bad.txt")
    assert "no words" in told.stdout and told.returncode == 3 and not told.stderr
    shell.json("bad.txt", "--allow-unaudited", code=0)
    assert not shell.run("check", "bad.txt", "--format", "json", "-q").stderr


def test_an_article_in_another_language_is_said_to_be_and_fails(shell: Shell) -> None:
    german = (
        "Der Minister sagte, dass die Brücke nicht geöffnet worden sei und dass man die "
        "Arbeiten mit den Firmen aus der Stadt abgestimmt habe. Die Opposition sprach von einem "
        "Versagen der Behörde und forderte eine Untersuchung durch das Parlament.\n"
    )
    shell.write("a.txt", german * 3)
    assert "German" in shell.fails("check", "a.txt", "--format", "json", code=3)


def test_another_encoding_has_to_be_named(shell: Shell) -> None:
    shell.write("latin.txt", "Café\n\nThe café was closed, the mayor said.\n".encode("cp1252"))
    assert "--encoding" in shell.fails("check", "latin.txt", "--format", "json", code=3)
    report = shell.json("latin.txt", "--encoding", "cp1252", "--allow-unaudited", code=0)
    assert report["files"][0]["title"]["text"] == "Café"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission(shell: Shell) -> None:
    shell.write("a.txt").chmod(0)
    assert shell.json("a.txt", code=3)["unreadable"][0]["code"] == "permission"


@pytest.mark.parametrize(
    "text",
    [
        CLAIM.replace("\n", "\r\n"),
        "\ufeff" + CLAIM,
        CLAIM.replace("said", "sa\u200bid").replace("the", "\u200bthe"),
        "כותרת\n\nהשר אמר כי הגשר נסגר.\n",
        CLAIM + "\x1b[31mred\x07\x9b2J\u202e\n",
        "\u201c" * 3000 + "\n",
        "a" * 200_000 + "\n",
        CLAIM.replace(" ", "\u00a0"),
        "The. end.\r\rThe mayor said \U0001f600 that it was shut.\n",
    ],
    ids=["crlf", "bom", "zero-width", "rtl", "controls", "quotes", "one word", "nbsp", "emoji"],
)  # fmt: skip
def test_strange_text_is_audited_with_exact_offsets(shell: Shell, text: str) -> None:
    path = shell.write("a.txt", text)
    gate = ("--fail-on", "never", "--allow-unaudited")
    (entry,) = shell.json("a.txt", *gate, code=0)["files"]
    decoded = path.read_bytes().decode("utf-8-sig")
    if entry["title"]:
        title = entry["title"]
        assert decoded[title["start"] : title["end"]] == title["text"]
    for attribution in entry["attributions"]:
        for span in attribution["cue"]:
            assert decoded[span["start"] : span["end"]] == span["text"]
    done = shell.run("check", "a.txt", *gate, "-v")
    told = done.stdout
    assert done.returncode == 0
    assert not [c for c in told if (c < " " and c != "\n") or "\x7f" <= c <= "\x9f"]
    assert "\u202e" not in told


def test_where_the_path_stands_beside_a_message_it_is_not_said_again(shell: Shell) -> None:
    done = shell.run("check", "gone.txt", "--format", "compact")
    assert done.stdout == "gone.txt:1:1: error input/missing no such file\n"
    assert done.stderr == "auditor: gone.txt: no such file\n"


def test_passages_are_told_without_markup(shell: Shell) -> None:
    page = (
        "<h1>Toll <em>rises</em></h1><p>The mini<b>stry</b> said &quot;forty&nbsp;cars&quot;.</p>"
    )
    shell.write("a.html", page)
    shell.write("a.md", "# Toll *rises*\n\nThe mini**stry** said &quot;forty&nbsp;cars&quot;.\n")
    for name in ("a.html", "a.md"):
        for words in (
            ("check", name), ("check", name, "-f", "markdown"), ("check", name, "-f", "html"),
            ("claims", name), ("sources", name), ("check", name, "-f", "compact"),
        ):  # fmt: skip
            told = shell.run(*words, "--no-config").stdout
            told = told.partition("<main")[2] or told
            assert "\u0640" not in told and "&nbsp;" not in told and "**" not in told, words
            assert "<em>" not in told and "*rises*" not in told and "<b>stry" not in told, words
        assert "Toll rises" in shell.run("check", name).stdout
        assert "The ministry said" in shell.run("claims", name).stdout
        assert "forty cars" in shell.run("claims", name).stdout


def test_the_report_that_is_written_is_no_article(shell: Shell) -> None:
    shell.write("a.txt", PLAIN)
    for _ in range(2):
        shell.run("check", ".", "--format", "csv", "-o", "report.txt")
        assert len((shell.folder / "report.txt").read_text("utf-8").splitlines()) == 2


def test_a_loop_of_links_ends(shell: Shell) -> None:
    shell.write("in/a.txt", PLAIN)
    (shell.folder / "in" / "loop").symlink_to(shell.folder / "in", target_is_directory=True)
    (shell.folder / "in" / "self.txt").symlink_to("self.txt")
    report = shell.json("in", code=3)
    assert [f["path"] for f in report["files"]] == ["in/a.txt"]
    assert [u["path"] for u in report["unreadable"]] == ["in/self.txt"]


def test_a_name_of_any_bytes(shell: Shell) -> None:
    raw = os.fsencode(shell.folder) + b"/caf\xe9\x1b[31m.txt"
    try:
        Path(os.fsdecode(raw)).write_text(PLAIN)
    except OSError:
        pytest.skip("this file system refuses such names")
    (entry,) = shell.json(".", code=0)["files"]
    assert entry["path"].isprintable()
    assert "\x1b" not in shell.run("check", ".").stdout


def test_lines_can_be_read_while_others_are_made(shell: Shell) -> None:
    for number in range(300):
        shell.write(f"many/{number:03}.txt", CLAIM * 30)
    words = shell.command("check", "many", "--format", "jsonl", "--jobs", "1")
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, cwd=shell.folder, env=shell.environ
    ) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        running = process.poll() is None
        process.kill()
    assert (first["path"], running) == ("many/000.txt", True)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal here")
def test_a_file_of_lines_is_whole_or_what_it_was(shell: Shell) -> None:
    for number in range(300):
        shell.write(f"many/{number:03}.txt", CLAIM * 30)
    shell.write("out.jsonl", '{"type":"summary"}\n')
    words = shell.command("check", "many", "--format", "jsonl", "--jobs", "1", "-o", "out.jsonl")
    with subprocess.Popen(
        words, cwd=shell.folder, env=shell.environ, stderr=subprocess.PIPE
    ) as process:
        while not (parts := list(shell.folder.glob(".out*"))) or not parts[0].stat().st_size:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
    assert process.returncode == 130
    assert sorted(path.name for path in shell.folder.iterdir()) == ["many", "out.jsonl"]
    assert (shell.folder / "out.jsonl").read_text() == '{"type":"summary"}\n'


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of this kind")
@pytest.mark.parametrize("format", ["text", "json", "jsonl"])
def test_a_reader_that_leaves_is_no_error(shell: Shell, format: str) -> None:
    for number in range(50):
        shell.write(f"many/{number}.txt", CLAIM * 20)
    command = " ".join(shell.command("check", "many", "--format", format, "-v", "--exit-zero"))
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -c 10 >/dev/null; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, cwd=shell.folder, env=shell.environ,
    )  # fmt: skip
    assert done.returncode == 0 and done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of this kind")
@pytest.mark.parametrize("words", ["rules list", "explain loaded-verb", "schema report", "--help"])
def test_a_reader_that_leaves_any_command_is_no_error(shell: Shell, words: str) -> None:
    command = " ".join(shell.command(*words.split()))
    done = subprocess.run(
        ["bash", "-c", f"{command} | true; exit ${{PIPESTATUS[0]}}"],
        capture_output=True, cwd=shell.folder, env=shell.environ,
    )  # fmt: skip
    assert done.returncode == 0 and done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize(
    "words", ["check a.txt", "check a.txt -f json", "claims a.txt", "explain loaded-verb"]
)
def test_output_that_cannot_be_written_is_one_line(shell: Shell, words: str) -> None:
    shell.write("a.txt", PLAIN)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            shell.command(*words.split()), stdout=full, stderr=subprocess.PIPE,
            cwd=shell.folder, env=shell.environ,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode() == "auditor: standard output: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no shell of this kind")
@pytest.mark.parametrize(("closed", "code"), [(">&-", 1), ("2>&-", 1), ("<&-", 1)])
def test_closed_streams_change_no_code(shell: Shell, closed: str, code: int) -> None:
    shell.write("a.txt")
    gate = ("--max-single-party", "1%", "--allow-unaudited")
    command = " ".join(shell.command("check", "a.txt", "-", *gate))
    done = subprocess.run(
        ["bash", "-c", f"{command} {closed}"], stdin=subprocess.DEVNULL,
        capture_output=True, cwd=shell.folder, env=shell.environ,
    )  # fmt: skip
    assert done.returncode == code and b"Traceback" not in done.stderr


# ---------------------------------------------------------------- inputs and outputs


def test_folders_are_sorted_filtered_and_without_hidden_files(shell: Shell) -> None:
    for name in ("d/b.txt", "d/a.md", "d/.hidden.txt", "d/.git/x.txt", "d/sub/c.txt", "d/n.rst",
                 "d/drafts/e.txt"):  # fmt: skip
        shell.write(name, PLAIN)

    def paths(*words: str) -> list[str]:
        return [f["path"] for f in shell.json("d", *words, code=0)["files"]]

    assert paths() == ["d/a.md", "d/b.txt", "d/drafts/e.txt", "d/sub/c.txt"]
    assert paths("--exclude", "drafts", "--exclude", "*.md") == ["d/b.txt", "d/sub/c.txt"]
    assert paths("--exclude", "drafts/*", "--exclude", "sub/c.txt") == ["d/a.md", "d/b.txt"]
    assert paths("--include", "*.rst") == ["d/n.rst"]
    assert [f["path"] for f in shell.json("d/sub", "d", "d/b.txt", code=0)["files"]] == [
        "d/sub/c.txt", "d/a.md", "d/b.txt", "d/drafts/e.txt",
    ]  # fmt: skip


def test_named_files_are_excluded_only_by_force(shell: Shell) -> None:
    shell.write("auditor.yaml", 'exclude: ["archive/*"]\n')
    for name in ("archive/old.txt", "new.txt", "drafts/x.txt"):
        shell.write(name, PLAIN)
    named = ("archive/old.txt", "new.txt", "drafts/x.txt")

    def audited(*words: str) -> list[str]:
        return [f["path"] for f in shell.json(*named, *words, code=0)["files"]]

    assert audited() == list(named)
    assert audited("--exclude", "drafts") == list(named)
    assert audited("--force-exclude") == ["new.txt", "drafts/x.txt"]
    assert audited("--force-exclude", "--exclude", "drafts") == ["new.txt"]
    assert shell.run("check", "archive/old.txt", "--force-exclude").returncode == 0


def test_no_absolute_paths(shell: Shell) -> None:
    path = shell.write("a.txt", PLAIN)
    report = shell.json(str(path), str(shell.folder / "no.txt"), code=3)
    assert report["files"][0]["path"] == "a.txt"
    assert report["unreadable"][0]["path"] == "no.txt"
    assert str(shell.folder) not in json.dumps(report)


def test_standard_input_has_a_name_and_a_format(shell: Shell) -> None:
    text = b"# Toll in Arlen\n\nThe road is **open**.\n"
    allowed = "--allow-unaudited"
    plain = shell.json("-", allowed, code=0, stdin=text)["files"][0]
    assert plain["path"] == "<stdin>" and plain["format"] == "text"
    named = shell.json("-", allowed, "--stdin-filename", "wire/a.md", code=0, stdin=text)["files"][
        0
    ]
    assert named["path"] == "wire/a.md" and named["format"] == "markdown"
    assert named["title"]["text"] == "Toll in Arlen"
    assert shell.json("-", allowed, code=0)["files"][0]["words"] == 0


def test_the_bytes_are_the_same_for_any_number_of_jobs(shell: Shell) -> None:
    for number in range(30):
        shell.write(f"many/{number:03}.txt", CLAIM * (1 + number % 7) if number % 11 else b"\xff")
    told = {
        (format, jobs): shell.run("check", "many", "--format", format, "--jobs", jobs)
        for format in ("json", "jsonl", "text")
        for jobs in ("1", "2", "5")
    }
    for format in ("json", "jsonl", "text"):
        assert told[format, "1"].returncode == 3
        assert len({told[format, jobs].stdout for jobs in ("1", "2", "5")}) == 1
        assert len({told[format, jobs].stderr for jobs in ("1", "2", "5")}) == 1


def test_output_to_a_file_changes_no_code(shell: Shell) -> None:
    shell.write("a.txt")
    words = ("check", "a.txt", "--format", "json", "--max-single-party", "0%")
    printed = shell.run(*words)
    written = shell.run(*words, "-o", "r.json")
    assert written.returncode == printed.returncode
    assert not written.stdout
    assert (shell.folder / "r.json").read_text("utf-8") == printed.stdout


def test_json_lines(shell: Shell) -> None:
    shell.write("a.txt", PLAIN)
    done = shell.run("check", "a.txt", "no.txt", "--format", "jsonl")
    kinds = [json.loads(line)["type"] for line in done.stdout.splitlines()]
    assert done.returncode == 3 and kinds == ["file", "unreadable", "summary"]


def test_colour_is_for_those_who_want_it(shell: Shell) -> None:
    shell.write("a.txt")

    def coloured(*words: str, **env: str) -> bool:
        return "\x1b[" in shell.run("check", "a.txt", *words, **env).stdout

    assert not coloured()
    assert coloured("--color", "always")
    assert coloured(FORCE_COLOR="1")
    assert not coloured(FORCE_COLOR="1", NO_COLOR="1")
    assert coloured("--color", "always", NO_COLOR="1")
    assert not coloured("--color", "never", FORCE_COLOR="1")
    assert not coloured("--format", "json", "--color", "always")


def test_width_follows_columns_and_is_120_in_a_pipe(shell: Shell) -> None:
    shell.write("a.txt", CLAIM + "\n" + "The ministry said that the long road was shut. " * 9)
    for columns, width in (("", 120), ("80", 80), ("200", 200)):
        told = shell.run("check", "a.txt", COLUMNS=columns).stdout
        assert max(map(len, told.splitlines())) == width


def test_readability_is_measured_when_asked_for(shell: Shell) -> None:
    shell.write("a.txt", PLAIN)
    assert shell.json("a.txt", code=0)["files"][0]["metrics"]["readability"] is None
    measured = shell.json("a.txt", "--readability", code=0)["files"][0]["metrics"]["readability"]
    assert set(measured) == {"ari", "coleman_liau", "lix", "rix", "mcalpine_eflaw",
                             "reading_minutes"}  # fmt: skip
    assert "Readability:" in shell.run("check", "a.txt").stdout
    assert "Readability:" not in shell.run("check", "a.txt", "--no-readability").stdout


def test_version_schema_and_rules(shell: Shell) -> None:
    assert shell.run("--version").stdout.startswith("auditor 0.")
    schema = json.loads(shell.run("schema", "report").stdout)
    assert schema["title"].startswith("Report")
    listed = shell.run("rules", "list", "--kind", "hedge")
    assert listed.returncode == 0
    id = listed.stdout.split()[1]
    shown = shell.run("rules", "show", id).stdout
    assert shown.startswith(f"{id}  (hedge)") and "leaves alone:" in shown


@pytest.mark.parametrize("words", [("--help",), ("check", "--help"), ("rules", "--help")])
def test_help_is_plain_text(shell: Shell, words: tuple[str, ...]) -> None:
    told = shell.run(*words, FORCE_COLOR="1").stdout
    assert told.startswith("Usage: auditor") and "\x1b" not in told and "[bold]" not in told
    assert max(map(len, told.splitlines())) <= 80


def test_the_json_path_imports_nothing_heavy(shell: Shell) -> None:
    shell.write("a.txt")
    shell.run("check", "a.txt", "--format", "json")
    program = (
        "import sys; from auditor.cli import run\n"
        "code = run(['check', 'a.txt', '--format', 'json'])\n"
        "heavy = {'rich', 'typer', 'click', 'textstat', 'yaml', 'multiprocessing', 'asyncio'}\n"
        "heavy |= {'pathlib', 'hashlib', 'dataclasses', 'urllib.parse', 'datetime'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=shell.folder, env=shell.environ
    )
    assert done.stderr.decode().strip() == "[]"


# ---------------------------------------------------------------- the quick reading of options


CALLS = [
    "a.txt",
    "a b -",
    "a --format json",
    "a --format=jsonl -o out",
    "-f json -j 3 a --exit-zero --allow-empty",
    "--rules x --rules=y --pack p --no-pack q --no-pack r a",
    "a --max-single-party 40% --max-unsourced=0.1 --fail-on warning",
    "a --fail-on never --color never -q",
    "a --readability --encoding latin-1 --stdin-filename b.md -v",
    "a --no-readability --include *.txt --exclude d/* --quiet",
    "a --jobs 0 --verbose --force-exclude",
]


def by_typer(call: str, monkeypatch: pytest.MonkeyPatch) -> CheckOptions:
    from auditor.cli import app, check

    seen: list[CheckOptions] = []
    monkeypatch.setattr(check, "check", lambda options: seen.append(options) or 0)
    assert app.call(["check", *call.split()]) == 0
    return seen[0]


@pytest.mark.parametrize("call", CALLS)
def test_both_readings_of_a_call_agree(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert parse(["check", *call.split()]) == by_typer(call, monkeypatch)


@pytest.mark.parametrize("call", ["a -qv", "a -fjson", "a --help", "a --no-such 1", "a --jobs"])
def test_what_is_not_plain_is_left_to_typer(call: str) -> None:
    assert parse(["check", *call.split()]) is None


def test_options_are_checked() -> None:
    options = parse(["check", "a", "--max-single-party", "40 %", "--fail-on", "note"])
    assert options is not None and options.limits == Limits(0.4, None, Severity.NOTE)
    with pytest.raises(UsageError, match="write a share"):
        parse(["check", "a", "--max-unsourced", "nan"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name.replace(" ", "-"))
def test_every_command_has_its_help(command: Command) -> None:
    done = call(*command.name.split(" "), "--help")
    assert done.returncode == 0 and not done.stderr
    for option in command.options:
        assert option.flags.split(" ")[0].partition("/")[0] in done.stdout or option.metavar


def test_the_version_is_that_of_the_package() -> None:
    import tomllib

    from auditor import __version__

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__


def test_each_mark_of_the_bar_has_a_letter_on_code_pages_that_lack_it() -> None:
    glyphs = [look.glyph for look in LOOKS.values()]
    told = [glyph.encode("cp1252", PLAINLY).decode("cp1252") for glyph in glyphs]
    assert len(set(told)) == len(glyphs) and told.count("?") == glyphs.count("?")
    assert "“é” – Ł".encode("cp437", PLAINLY).decode("cp437") == '"é" - ?'


def test_no_option_is_defined_twice() -> None:
    text = (ROOT / "auditor" / "cli" / "options.py").read_text("utf-8")
    names = re.findall(r"^([A-Z_]+) = ", text, re.MULTILINE)
    assert sorted(names) == sorted(set(names))
