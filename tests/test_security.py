"""What a hostile article, pack, configuration, sidecar, cache or repository cannot do.

The promises are in docs/security.md; each is tried here with attacks of its kind, and at
random in tests/fuzz.
"""

from __future__ import annotations

import json
import marshal
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

from auditor import audit_text, files, load_rules
from auditor.cli import run
from auditor.errors import ReadError, RulePackError
from auditor.formats import read_text
from auditor.harmless import calm, named, printable
from auditor.inputs import select
from auditor.literal import inside, literal
from auditor.packs.load import load_only
from auditor.reports import binary, load, names
from auditor.reports._cells import row
from auditor.reports._markdown import escaped, in_html

ROOT = Path(__file__).resolve().parent.parent
FORMATS = [name for name in names() if not binary(load(name))]
STORY = (
    "Depot hit\n\nThe ministry claimed that forty vehicles were burnt in the depot. It said that "
    "two sheds by the river had been hit as well, and that nobody had been in them when the roof "
    "fell.\n\nThe road to the coast was open on Monday. It was built of stone and gravel by the "
    "people of the town, who wanted a way to the sea in every season of the year.\n"
)
ONE_SIDED = ("--max-single-party", "10%")
posix = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository to work in, with one article that breaks a limit of 10%."""
    (tmp_path / "r" / ".git").mkdir(parents=True)
    (tmp_path / "r" / "story.txt").write_text(STORY, "utf-8")
    monkeypatch.chdir(tmp_path / "r")
    return tmp_path / "r"


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs a command: its exit code, output and complaints."""

    def called(*words: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(list(words))
        return (code, *capfd.readouterr())

    return called


Call = Callable[..., tuple[int, str, str]]


def put(path: str, text: str | bytes) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


# ---------------------------------------------------------------- what is read


@posix
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: os.mkfifo(p), "is a pipe or a device"),
        (lambda p: os.symlink("/dev/zero", p), "leads out of the repository"),
        (lambda p: os.symlink("/etc/hostname", p), "leads out of the repository"),
        (lambda p: os.symlink(".git/config", p), "leads to a hidden file"),
        (lambda p: os.symlink("alias/config", p), "leads to a hidden file"),  # alias -> .git
        (lambda p: os.symlink("../out.txt", p), "leads out of the repository"),
        (lambda p: os.symlink(p, p), "Too many levels of symbolic links"),
        (lambda p: os.truncate(os.open(p, os.O_CREAT | os.O_WRONLY), 1 << 32), "is larger than"),
    ],
    ids=["pipe", "device", "absolute", "hidden", "chain", "above", "loop", "sparse"],
)
@pytest.mark.parametrize("named_itself", [True, False], ids=["named", "found"])
def test_only_stored_files_of_the_repository_are_read(
    here: Path, call: Call, make: Callable[[str], object], said: str, named_itself: bool
) -> None:
    put("../out.txt", "password = HUNTER2 said the minister.")
    put(".git/config", "token = HUNTER2")
    os.symlink(".git", "alias")
    make("a.txt")
    code, out, err = call(
        "check", *(["a.txt", "story.txt"] if named_itself else ["."]), "-f", "json"
    )
    report = json.loads(out)
    assert code == 3 and f"a.txt: {said}" in err.replace("is a link that ", "")
    assert [entry["path"] for entry in report["files"]] == ["story.txt"]
    assert "HUNTER2" not in out + err


@posix
@pytest.mark.parametrize("name", ["auditor.yaml", "story.audit.yaml"])
@pytest.mark.parametrize(
    "make",
    [
        lambda p: os.truncate(os.open(p, os.O_CREAT | os.O_WRONLY), 1 << 32),
        lambda p: os.symlink("../secret.yaml", p),
    ],
    ids=["sparse", "link"],
)
def test_settings_are_bounded_and_no_links_to_secrets(
    here: Path, call: Call, name: str, make: Callable[[str], object]
) -> None:
    put("../secret.yaml", "HUNTER2: {a: b}\n")
    make(name)
    code, out, err = call("check", ".", "-f", "json")
    assert code == 2 and name in err and "HUNTER2" not in out + err


@posix
@pytest.mark.parametrize(
    "words", [["--config", "pipe"], ["--baseline", "pipe"], ["--rules", "pipe"]]
)
def test_nothing_waits_for_a_pipe(here: Path, call: Call, words: list[str]) -> None:
    os.mkfifo("pipe")
    code, _, err = call("check", "story.txt", *words)
    assert code == 2 and "pipe" in err


@posix
def test_a_folder_of_packs_holds_no_secrets(here: Path, call: Call) -> None:
    put("../secret.yaml", "HUNTER2: {a: b}\n")
    put("packs/p.yaml", HOUSE)
    os.symlink("../../secret.yaml", "packs/q.yaml")
    code, out, err = call("check", "story.txt", "--rules", "packs")
    assert code == 2 and "packs/q.yaml: is a link" in err and "HUNTER2" not in out + err


@posix
def test_links_make_no_thousand_names(here: Path) -> None:
    for depth in range(60):
        put(f"d/{depth}/x.txt", "x")
        for name in "ab":
            os.symlink(f"../{depth + 1}", f"d/{depth}/{name}")
    assert set(select(["d"], {".txt"}).files) == {f"d/{n}/x.txt" for n in range(60)}


@posix
def test_a_linked_folder_keeps_its_own_name(here: Path) -> None:
    """Else the settings for its path could be set aside by a link that comes first."""
    put("z/x.txt", STORY)
    os.symlink("z", "a")
    assert select(["."], {".txt"}).files == ("story.txt", "z/x.txt")


def test_deep_folders_are_searched(here: Path) -> None:
    for _ in range(400):
        os.mkdir("a")
        os.chdir("a")
    put("x.txt", "x")
    os.chdir(here)
    assert len(select(["."], {".txt"}).files) == 2


# ---------------------------------------------------------------- what is written


def _many(folder: str) -> None:
    for number in range(12):
        put(f"{folder}/{number}.txt", STORY * 40)


@posix
def test_a_report_is_whole_or_the_old_one_stays(here: Path) -> None:
    _many("d")
    put("r.json", '{"schema_version": "old"}')
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000));"
        "from auditor.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    for words in (["check", "d", "-f", "json", "-o", "r.json"], ["claims", "d", "-o", "r.json"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *words], capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "AUDITOR_CACHE_DIR": ""},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (2, "auditor: -o r.json: File too large\n")
    assert Path("r.json").read_text() == '{"schema_version": "old"}'
    assert not list(here.glob(".*.part"))


@posix
def test_an_interrupted_report_leaves_nothing_and_nobody(here: Path) -> None:
    for number in range(40):
        put(f"d/{number}.txt", STORY * 500)
    put("r.json", "{}")
    running = subprocess.Popen(
        [sys.executable, "-m", "auditor", "check", "d", "-f", "json", "-o", "r.json", "-j", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
    )  # fmt: skip
    while len(_group(running.pid)) < 3:
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 143
    for _ in range(200):
        if not _group(running.pid):
            break
        time.sleep(0.05)
    assert not _group(running.pid)
    assert Path("r.json").read_text() == "{}" and not list(here.glob(".*.part"))


def _group(leader: int) -> list[str]:
    """Return the processes of a group that still run."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat=,pid="], capture_output=True, text=True)
    rows = (line.split() for line in listed.stdout.splitlines())
    return [pid for group, state, pid in rows if group == str(leader) and state[0] != "Z"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("check story.txt -o story.txt", "would be written over story.txt"),
        ("check . -o story.txt -f json", "is one of the articles"),
        ("check . -o ./sub/../story.txt", "is one of the articles"),
        ("check story.txt -o auditor.yaml", "would be written over auditor.yaml"),
        ("check story.txt -o story.audit.yaml", "would be written over story.audit.yaml"),
        ("check story.txt --baseline known.json -o known.json", "would be written over known.json"),
        ("claims story.txt -o story.txt", "would be written over story.txt"),
        ("sources . -o story.txt", "is one of the articles"),
        ("diff story.txt sub/new.txt -o sub/new.txt", "would be written over"),
        ("baseline write . -o story.txt", "is one of the articles"),
    ],
)
def test_no_output_goes_over_an_input(here: Path, call: Call, words: str, said: str) -> None:
    kept = {
        "story.txt": STORY, "sub/new.txt": STORY, "auditor.yaml": "gates: {fail-on: never}\n",
        "story.audit.yaml": "# nothing\n",
        "known.json": '{"schema_version": "1.0", "findings": []}',
    }  # fmt: skip
    for name, text in kept.items():
        put(name, text)
    code, _, err = call(*words.split())
    assert code == 2 and said in err
    assert {name: Path(name).read_text() for name in kept} == kept


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_is_no_article_of_the_next_run(here: Path, call: Call, format: str) -> None:
    for _ in range(2):
        assert call("check", ".", "-f", format, "-o", "report.txt", *ONE_SIDED)[0] == 1
        written = Path("report.txt").read_text("utf-8")
        assert written and "report.txt" not in written


@posix
def test_where_a_report_goes(here: Path) -> None:
    """Through a link that stays, not through one that leads out, and into a pipe as it stands."""
    put("../kept", "mine")
    os.symlink("../kept", "out.html")
    with pytest.raises(OSError, match="leads out of the repository"):
        files.write("out.html", ["x"])
    assert Path("../kept").read_text() == "mine"
    os.symlink("real.txt", "link.txt")
    files.write("link.txt", ["x"])
    assert Path("link.txt").is_symlink() and Path("real.txt").read_text() == "x"
    os.chmod("real.txt", 0o640)
    files.write("real.txt", ["y"])
    assert Path("real.txt").stat().st_mode & 0o777 == 0o640
    files.write("/dev/null", ["x"])
    assert Path("/dev/null").is_char_device()


# ---------------------------------------------------------------- who decides


@pytest.mark.parametrize(
    "setting",
    [
        "publisher: [ministry, 'the ministry']",
        "packs: {only: [boilerplate-en]}",
        "packs: {without: [cues-speech, cues-exact, cues-frames, cues-mind, cues-nouns]}",
        "packs: {add: [house.yaml]}",
        "severities: {loaded-verb: 'off'}",
        "exclude: ['story.txt']",
        "include: ['*.md']",
        "overrides: [{paths: ['*'], gates: {max-single-party: 100%, fail-on: never}}]",
        "overrides: [{paths: ['*'], severities: {loaded-verb: 'off'}}]",
        "gates: {max-single-party: 100%, fail-on: never}",
    ],
)
@pytest.mark.parametrize("limit", [ONE_SIDED, ("--fail-on", "note")], ids=["share", "findings"])
def test_a_found_configuration_does_not_beat_the_command_line(
    here: Path, call: Call, setting: str, limit: tuple[str, str]
) -> None:
    put("house.yaml", HOUSE)
    put("b.md", "# Nothing\n\n" + STORY.rpartition("\n\n")[2] * 2)
    assert call("check", ".", *limit, "--no-config")[0] == 1
    put("auditor.yaml", setting)
    assert call("check", ".", *limit)[0] == 1


def test_a_found_configuration_does_not_say_which_text_of_json_counts(
    here: Path, call: Call
) -> None:
    story = {"body": STORY, "kind": "text", "summary": STORY.rpartition("\n\n")[2] * 2}
    put("a.json", json.dumps(story))
    put("auditor.yaml", "json: {body: summary, kind: text}")
    assert call("check", "a.json")[0] == 0
    code, _, err = call("check", "a.json", *ONE_SIDED)
    assert code != 0 and "auditor.yaml: json set aside" in err
    put("trusted.yaml", "json: {body: body, kind: text}")
    assert call("check", "a.json", *ONE_SIDED, "--config", "trusted.yaml")[0] == 1


HOUSE = """\
pack: house
version: "1.0.0"
about: x
rules:
  - {id: all, kind: boilerplate, covers: line, about: x, phrases: [ministry],
     examples: {find: ["The {ministry} said."], leave: ["He said."]}}
"""


def test_a_configuration_that_is_named_counts_and_one_set_aside_is_told(
    here: Path, call: Call
) -> None:
    put("auditor.yaml", "publisher: [the ministry]\nexclude: [old/]")
    _, _, err = call("check", ".", *ONE_SIDED)
    assert "auditor.yaml: publisher, exclude set aside" in err
    _, _, err = call("check", ".", *ONE_SIDED, "--config", "auditor.yaml")
    assert "set aside" not in err
    _, _, err = call("check", ".")
    assert "set aside" not in err


@pytest.mark.parametrize("inner", ["# nothing", "gates: {max-single-party: 100%}", "exclude: [x]"])
def test_a_configuration_further_down_does_not_beat_the_repositorys(
    here: Path, call: Call, inner: str
) -> None:
    put("auditor.yaml", "gates: {max-single-party: 10%}")
    put("a/story.txt", STORY)
    put("a/auditor.yaml", inner)
    code, _, err = call("check", "a")
    assert code == 1 and "a/auditor.yaml: does not count" in err


@pytest.mark.parametrize("setting", ["packs: {add: [../secret]}", "baseline: ../secret/a.json"])
def test_a_found_configuration_names_nothing_outside(here: Path, call: Call, setting: str) -> None:
    put("../secret/a.yaml", "HUNTER2: {a: b}\n")
    put("../secret/a.json", '{"schema_version": "1.0", "findings": []}')
    put("auditor.yaml", setting)
    code, out, err = call("check", "story.txt")
    assert code == 2 and "leads out of the repository" in err and "HUNTER2" not in out + err


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("--exclude=*.txt", 1),
        ("--exit-zero", 1),
        ("--no-pack=cues-speech", 1),
        ("-q", 1),
        ("-o", 1),
        ("--output=story.txt", 1),
        ("--max-single-party=100%", 2),
        ("--max-one-party=100%", 2),
        ("--fail-on=never", 2),
        ("--no-config", 2),
        ("--config=x.txt", 2),
    ],
)
def test_a_file_is_no_option(here: Path, call: Call, name: str, code: int) -> None:
    """As pre-commit and shells hand names over: all of them, sorted, without ``--``."""
    put(f"./{name}", STORY)
    assert call("check", *ONE_SIDED, name, "story.txt")[0] == code
    assert call("check", *ONE_SIDED, "--", name, "story.txt")[0] == 1
    assert Path("story.txt").read_text() == STORY


# ---------------------------------------------------------------- one bad file


@pytest.mark.parametrize("broken", ["- {", "a: b", "- {rule: x}", "\x00", "[" * 2000])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_sidecar_costs_nobody_a_report(
    here: Path, call: Call, broken: str, jobs: str
) -> None:
    put("b.txt", STORY)
    put("b.audit.yaml", broken)
    code, out, err = call("check", ".", "-f", "json", "--jobs", jobs)
    entries = json.loads(out)["files"]
    assert code == 2 and [entry["path"] for entry in entries] == ["b.txt", "story.txt"]
    assert "b.audit.yaml:" in err
    assert call("claims", ".")[1].count("forty vehicles") == 2


@posix
def test_names_that_print_alike_are_two_articles(here: Path, call: Call) -> None:
    raw = [
        os.fsencode(here) + b"/" + name for name in (b"caf\xe9.txt", b"caf\xe8.txt", b"a\x1b.txt")
    ]
    try:
        for number, name in enumerate(raw):
            Path(os.fsdecode(name)).write_text(
                f"{STORY}\nThe mayor said that number{number} fell.\n"
            )
    except OSError:
        pytest.skip("this file system refuses such names")
    for format in ("html", "markdown", "text", "json", "csv", "junit", "sarif", "compact"):
        code, out, err = call("check", ".", "-f", format, "--max-single-party", "0")
        assert code == 1 and not err, (format, err)
        for name in ("caf\\xe9.txt", "caf\\xe8.txt", "a\\u001b.txt"):
            told = out.replace("\\\\", "\\").replace("%5C", "\\")
            assert name in told, (format, name)
    for number in range(3):
        assert f"number{number}" in call("check", ".", "-f", "html")[1]
    assert call("baseline", "write", ".")[0] == 0
    put("auditor.yaml", "exclude: [z]")
    for name in raw:
        assert call("config", "show", os.fsdecode(name))[0] == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plain café.txt", "plain café.txt"),
        ("caf\udce9.txt", "caf\\xe9.txt"),
        ("caf\\xe9.txt", "caf\\\\xe9.txt"),  # that is how it is called
        ("a\nb\u202e\x1b.txt", "a\\u000ab\\u202e\\u001b.txt"),
    ],
)
def test_how_names_are_given(name: str, shown: str) -> None:
    assert named(name) == shown


# ---------------------------------------------------------------- what is obeyed

ORDERS = {
    "escape": "\x1b]0;PWNED\x07",
    "C1": "\x9b31m",
    "bidirectional": "\u202edetrever",
    "runner": "##[stop-commands]x",
    "Azure": "##vso[task.setvariable variable=a]b",
    "TeamCity": "##teamcity[testFailed]",
    "leading": "::stop-commands::x",
}
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
    r"|##[\w.-]*\[|^[ \t]*::(?!error |warning |notice )",
    re.MULTILINE,
)


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("format", FORMATS)
def test_no_report_holds_an_order(here: Path, call: Call, order: str, format: str) -> None:
    put("story.md", f"# {order} Depot\n\n{order} The ministry {order} claimed that {order} forty "
                    f"vehicles were burnt, {order} said {order}.\n")  # fmt: skip
    put("bad.txt", b"\xff\xfe\xff")
    code, out, err = call("check", "story.md", "bad.txt", "-f", format, *ONE_SIDED)
    assert code == 3
    assert not OBEYED.search(out.replace("\r\n", "\n")), OBEYED.search(out)
    assert not OBEYED.search(err)


@posix
def test_no_name_and_no_setting_is_an_order(here: Path, call: Call) -> None:
    order = " ".join([ORDERS["leading"], *ORDERS.values()])
    name = order.replace("/", "")
    quoted = json.dumps(order)
    put(f"d/{name}.txt", STORY)
    put(f"d/{name}.audit.yaml", "- {")
    put(f"x/{name}/story.txt", STORY)
    put("p/p.yaml", f'pack: p\nversion: "1.0.0"\nabout: x\nrules:\n  - id: loud\n    kind: hedge\n'
                    f"    about: {quoted}\n    phrases: [zz yy]\n"
                    f"    examples:\n      find: ['{{zz yy}} said.']\n"
                    f"      leave: [{quoted}]\n")  # fmt: skip
    told = ""
    for words in (
        ["rules", "list", "--rules", "p"], ["rules", "show", "p/loud", "--rules", "p"],
        ["explain", "p/loud", "--rules", "p"], ["rules", "test", "p"], ["rules", "lint", "p"],
        ["config", "show", f"x/{name}"], ["explain", order], ["claims", f"d/{name}.txt"],
        ["sources", "d"], ["baseline", "write", "d", "-o", "b.json"], ["check", order],
        ["diff", "story.txt", f"d/{name}.txt"], ["explain-match", "say", f"d/{name}.txt:3"],
        *(["check", "d", "-f", format] for format in FORMATS),
    ):  # fmt: skip
        code, out, err = call(*words)
        assert code != 4, (words, err)
        told += out.replace("\r\n", "\n") + err
    for setting in (f"severities: {{{quoted}: x}}", f"{quoted}: 1", f"baseline: {quoted}",
                    f"policy: {{{quoted}: {{a: b}}}}", f"allies: {{{quoted}: [x]}}"):  # fmt: skip
        put(f"x/{name}/auditor.yaml", setting)
        told += call("check", f"x/{name}")[2]
    assert not OBEYED.search(told), OBEYED.search(told)


@pytest.mark.parametrize(
    ("text", "calmed"),
    [
        ("a\x1b[31mb\n  c", "a\ufffd[31mb\n  c"),
        ("x ##[add-mask]e", "x ## [add-mask]e"),
        ("  ::error::x\na::b", "  : :error::x\na::b"),
        ("a\udcffb", "a\ufffdb"),
        ("y" * 3000, "y" * 2000 + "… (1,000 characters more)"),
    ],
)
def test_what_goes_to_a_stream(text: str, calmed: str) -> None:
    assert calm(text) == calmed


@pytest.mark.parametrize(
    "text",
    ["_www.evil.example", "www.evil.example", "http://evil.example", "ftp://evil.example",
     "a@b.example",
     "a.+-_@b.example", "mailto:a@b.example", "xmpp:a@b.example", "@someone", "#12", "GH-12", "!7",
     "*_www.evil.example_*", "(www.evil.example)", "[x](y)", "<b>x</b>", "`x`", "~~x~~", "$x$"],
)  # fmt: skip
def test_markdown_is_nothing_but_words(text: str) -> None:
    block = f"<details><summary><b>{in_html(text)}</b></summary>"
    for written in (f"- said {escaped(text)}", escaped(text), block):
        page = github_flavored_markdown_to_html(written, Options.CMARK_OPT_UNSAFE)
        assert not re.search("<(?!/?(?:p|ul|li|b|details|summary)>)", page), page
    for mark in "@#!%$~&^":
        assert f"{mark}1" not in escaped(f"{mark}1").replace("\\", "").replace("&amp;", "&")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "|x", "%x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert row([text])[0] == "'"
    assert ";=" not in row([f"a;{text.strip()}"]).replace("＝", "=")


# ---------------------------------------------------------------- packs


def pack(lists: str, phrases: list[list[str]]) -> str:
    rules = "".join(
        f"  - {{id: r{number}, kind: no_comment, about: x, phrases: {json.dumps(written)}, "
        "examples: {find: ['{x}'], leave: [y]}}\n"
        for number, written in enumerate(phrases)
    )
    return f'pack: p\nversion: "1.0.0"\nabout: x\nlists:\n{lists}\nrules:\n{rules}'


def listed(make: Callable[[int], list[str]], count: int) -> str:
    lists = [f"  l{n}: {json.dumps(make(n))}" for n in range(count)]
    return "\n".join([*lists, f"  l{count}: [z]"])


def nested(entry: str) -> str:
    """Return a pack with lists inside lists, thirty entries each."""
    return pack(listed(lambda n: [entry.format(n + 1, i) for i in range(30)], 6), [["@l0"]])


BOMBS = {
    "lists in lists": nested("(@l{} | w{})"),
    "and behind a word": nested("w{1} @l{0}"),
    "and before a word": nested("@l{} w{}"),
    "lists in a circle": pack(
        listed(lambda n: [f"@l{i} x" for i in range(40)], 40), [["@l0"]]
    ),
    "many large lists": pack(
        "  big: " + json.dumps([f"=Aa{i}" for i in range(9000)]),
        [[f"w{i} @big"] for i in range(200)],
    ),
    "a large list in many": pack(
        "\n".join(
            [f"  l{n}: ['@big']" for n in range(3000)]
            + ["  big: " + json.dumps([f"w{i}" for i in range(20_000)])]
        ),
        [["x"]],
    ),
    "gaps": pack(
        "  big: " + json.dumps(["a ... b ... c"] * 500), [["@big ...12 @big ...12 @big"]] * 30
    ),
    "unknown lists": pack(
        "\n".join(f"  list{i}: [x]" for i in range(9000)), [[f"@lisst{i}"] for i in range(99)]
    ),
    "spelled out": pack(
        "  big: " + json.dumps([" ".join(f"(a{i} | b{i})" for i in range(20))] * 90), [["x"]]
    ),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_no_pack_makes_the_compiler_wait(
    tmp_path: Path, bomb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work is counted: so many arrows, so many hints.  What needs more is a fault."""
    monkeypatch.setenv("AUDITOR_CACHE_DIR", "")
    file = tmp_path / "p.yaml"
    file.write_text(bomb)
    try:
        graph = load_only([file]).matcher.data()["graph"]
    except RulePackError as error:
        assert str(error).count("\n") <= 100
    else:
        assert sum(map(len, graph["arrows"])) < 200_000


@pytest.mark.parametrize(
    "points",
    ["1" + "0" * 400, "1e999", "NaN", '"x"', "[1]", "true", "null", "{}", "1" + "0" * 5000],
)
def test_a_table_holds_numbers(tmp_path: Path, points: str) -> None:
    file = tmp_path / "t.json"
    file.write_text(f'{{"table": "t", "points": {{"x": {points}}}}}')
    with pytest.raises(RulePackError, match=r"t\.json:1:1: "):
        load_only([file])


@pytest.mark.parametrize(
    "changed",
    [{"candidates": []}, {"candidates": 1}, {"candidates": ["a"] * 101}, {"points": {"x": 1}},
     {"points": {"x": [1]}}, {"points": {"x": [1, "2"]}}, {"points": {"x": [1, 10**9]}},
     {"settings": [1]}, {"settings": {"a": "b"}}, {"settings": {"a": 10**400}}],
)  # fmt: skip
def test_a_choice_holds_numbers(tmp_path: Path, changed: dict[str, object]) -> None:
    table = {"table": "t", "candidates": ["a", "b"], "points": {"x": [1, 2]}, "settings": {}}
    file = tmp_path / "t.json"
    file.write_text(json.dumps({**table, **changed}))
    with pytest.raises(RulePackError, match=r"t\.json:1:1: "):
        load_only([file])


@pytest.mark.parametrize(
    "setting",
    ["allies:\n  Russia:\n" + "".join(f"  - Belaruz{n}\n" for n in range(3000)),
     "severities:\n" + "".join(f"  loaded-werb{n}: note\n" for n in range(3000)),
     "".join(f"publisherr{n}: x\n" for n in range(3000)),
     "policy:\n" + "".join(f"  lodaed-verb{n}: {{advice: x}}\n" for n in range(3000))],
    ids=["allies", "severities", "keys", "policy"],
)  # fmt: skip
def test_hints_end_with_the_faults(
    here: Path, call: Call, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import difflib

    looked: list[str] = []
    real = difflib.get_close_matches
    monkeypatch.setattr(
        difflib, "get_close_matches", lambda word, *more: looked.append(word) or real(word, *more)
    )
    put("auditor.yaml", setting)
    code, _, err = call("check", "story.txt")
    assert code == 2 and err.count("\n") == 51
    assert len(looked) <= 10


# ---------------------------------------------------------------- cache


class TestCache:
    @pytest.fixture(autouse=True)
    def _places(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
        monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "cache"))
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.setenv("APPDATA", str(tmp_path / "state"))
        monkeypatch.setattr("auditor.packs.cache._TICK", -60.0)
        self.cache = tmp_path / "cache"
        put("packs/p.yaml", HOUSE)

    def kinds(self) -> list[str]:
        return [rule.kind for rule in load_only([Path("packs")]).rules]

    def test_who_writes_to_the_folder_decides_nothing(self) -> None:
        assert self.kinds() == ["boilerplate"]
        (file,) = self.cache.iterdir()
        content = file.read_bytes()
        for skipped in (32, 0):  # with the old mark, and with none
            data = marshal.loads(content[32:])
            data["rules"] = [(rule[0], "cue", *rule[2:]) for rule in data["rules"]]
            file.write_bytes(content[:skipped] + marshal.dumps(data))
            assert self.kinds() == ["boilerplate"]
            file.write_bytes(content)

    def test_what_was_made_of_other_packs_is_not_believed(self) -> None:
        self.kinds()
        (file,) = self.cache.iterdir()
        other = file.read_bytes()
        put("packs/p.yaml", HOUSE.replace("boilerplate, covers: line", "hedge"))
        self.kinds()
        (second,) = set(self.cache.iterdir()) - {file}
        second.write_bytes(other)
        assert self.kinds() == ["hedge"]

    @posix
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda cache, file: cache.chmod(0o777),
            lambda cache, file: (file.unlink(), os.mkfifo(file)),
            lambda cache, file: (file.unlink(), os.symlink("/dev/zero", file)),
            lambda cache, file: os.truncate(file, 1 << 34),
            lambda cache, file: (cache.parent / "state/attribution-auditor/cache.key").chmod(0o666),
            lambda cache, file: (cache.parent / "state/attribution-auditor/cache.key").write_text(
                "x"
            ),
        ],
        ids=["writable", "pipe", "device", "sparse", "open key", "short key"],
    )
    def test_a_strange_cache_is_no_cache(self, spoil: Callable[[Path, Path], object]) -> None:
        self.kinds()
        (file,) = self.cache.iterdir()
        spoil(self.cache, file)
        assert self.kinds() == ["boilerplate"]

    @posix
    def test_it_is_the_users_alone(self, tmp_path: Path) -> None:
        self.kinds()
        key = tmp_path / "state" / "attribution-auditor" / "cache.key"
        assert [p.stat().st_mode & 0o777 for p in (self.cache, key.parent, key)] == [
            0o700, 0o700, 0o600,
        ]  # fmt: skip

    def test_a_relative_folder_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AUDITOR_CACHE_DIR", ".cache")
        self.kinds()
        assert not Path(".cache").exists()


# ---------------------------------------------------------------- articles

OK = "<!-- auditor: ok loaded-verb -- house style, M.O. -->"
MAYOR = "The mayor admitted that the fund was empty."
CLERK = "The clerk admitted that the till was empty."


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        (f"{MAYOR} {OK}", "mayor"),
        (f"{MAYOR} As in `{OK}` here.", ""),
        (f"{MAYOR} As in ``a ` {OK}`` here.", ""),
        (f"{MAYOR} A ` and {OK} and no other.", "mayor"),
        (f"{MAYOR}\n\n```\n{OK}\n```\n\n{CLERK}", ""),
        (f"{MAYOR}\n\n~~~~\n~~~\n{OK}\n~~~~\n\n{CLERK}", ""),
        (f"{MAYOR}\n\n    {OK}\n\n{CLERK}", ""),
        (f"{MAYOR}\n\n```\n{OK}", ""),
        (f"- {MAYOR}\n  {OK}\n- {CLERK}", "mayor"),
        (f"- {MAYOR}\n\n  {OK}\n\n- {CLERK}", "mayor"),
        (f"- {MAYOR}\n- {OK} {CLERK}", "clerk"),
        (f"- {OK}\n- {CLERK}", ""),
        (f"1. {MAYOR}\n2. {CLERK} {OK}", "clerk"),
        (f"- {MAYOR}\n  - {CLERK}\n    {OK}", "clerk"),
        (f"{OK}\n- {MAYOR}\n- {CLERK}", "mayor"),
        (f"- {MAYOR}\n{OK}\n- {CLERK}", "clerk"),
    ],
)
def test_what_a_comment_in_markdown_accepts(text: str, accepted: str) -> None:
    assert _accepted(f"# Title\n\n{text}\n", "markdown") == accepted


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        (f"<p>{MAYOR} {OK}</p><p>{CLERK}</p>", "mayor"),
        (f"<ul>\n<li>{MAYOR}\n{OK}</li>\n<li>{CLERK}</li></ul>", "mayor"),
        (f"<ul>\n<li>{MAYOR}\n<li>{OK}\n{CLERK}</ul>", "clerk"),
        (f"<ul>\n<li>{OK}</li>\n<li>{CLERK}</li></ul>", ""),
        (f"<textarea>{OK}</textarea>\n<p>{CLERK}</p>", ""),
        (f"<script>/* {OK} */</script>\n<p>{CLERK}</p>", ""),
    ],
)
def test_what_a_comment_in_a_page_accepts(text: str, accepted: str) -> None:
    assert _accepted(f"<article>\n<h1>Title</h1>\n{text}\n</article>", "html") == accepted


def _accepted(text: str, format: str) -> str:
    audit = audit_text(read_text(text, format=format), RULES)
    known = {
        text[: finding.start].rsplit(maxsplit=1)[-1]
        for finding in audit.findings
        if finding.suppressed is not None
    }
    return " ".join(sorted(known))


RULES = load_rules()


@pytest.mark.parametrize(
    "text",
    [
        '"The mayor admitted it and claimed the cash was lost, they say," said Ana Lorn, a clerk.',
        "“He admitted that the fund was empty,” Ana Lorn said. “She claimed that it was full.”",
        "“It was late.\n\n“The mayor admitted that the fund was empty,” Ana Lorn said.",
        "> The clerk admitted he had known.",
        "> Officials said that the bridge was closed.",
        'Ana Lorn said: "Officials said that the bridge was closed."',
    ],
)
def test_no_word_of_a_quotation_is_flagged(text: str) -> None:
    audit = audit_text(read_text(f"# Title\n\n{text}\n", format="markdown"), RULES)
    flagged = {finding.rule.rpartition("/")[2] for finding in audit.findings}
    assert not flagged & {"loaded-verb", "bare-officials", "anonymity-without-reason"}


def test_the_writers_own_words_are_flagged_all_the_same() -> None:
    audit = audit_text(f'Title\n\n{MAYOR} "It is sad," she said.\n', RULES)
    assert "policy-en/loaded-verb" in {finding.rule for finding in audit.findings}


def test_too_long_an_article_is_told() -> None:
    with pytest.raises(ReadError, match="more than 1,000,000 letters"):
        read_text("word" * 300_000)
    assert read_text(" " * 2_000_000 + "word").plain.strip() == "word"


@pytest.mark.parametrize(
    "piece", ["`", "<!--", "``` ", "- ", "\n- ", "\n```\n", "<li>", "<!-- auditor: ok "]
)
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_code_is_told_in_one_pass(piece: str, format: str) -> None:
    text = piece * (60_000 // len(piece))
    spans = literal(text, format)
    assert spans == sorted(spans) and all(a.end <= b.start for a, b in pairwise(spans))
    assert not inside(spans, len(text))


def test_printable_is_one_line() -> None:
    assert printable("a\n\t b\u200bc\x1b ##[x]") == "a bc\ufffd ## [x]"


def test_a_lone_quotation_mark_is_no_claim() -> None:
    text = (
        "Shelters stay shut\n\n“We are watching the roofs,” Mayor Tessa Vale said. “We counted "
        "nine leaks on Monday and four today.\n\n“The pumps ran all night.”\n"
    )
    said = [
        "".join(text[start:end] for start, end in attribution.content)
        for attribution in audit_text(text, RULES).attributions
    ]
    assert said and all(any(map(str.isalnum, content)) for content in said)
