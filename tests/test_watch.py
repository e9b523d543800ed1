"""``auditor watch``: a save is seen, what changed is told, Ctrl-C ends it quietly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import DRESS, call

from auditor import reports
from auditor.cli import watch
from auditor.cli.options import CheckOptions
from auditor.cli.settings import Settings
from auditor.cli.terminal import Terminal

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

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends the process by SIGINT")


class Watcher:
    """A running watch, and what it has printed so far."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder, self.out, self.err = folder, folder / ".out", folder / ".err"
        plain = {name: value for name, value in os.environ.items() if name not in DRESS}
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "auditor", "watch", "--interval", "0.05", *words],
                cwd=folder, stdout=out, stderr=err, stdin=subprocess.DEVNULL,
                env={**plain, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            )  # fmt: skip

    def says(self, text: str, times: int = 1, *, error: bool = False) -> str:
        """Wait until ``text`` was printed so many times."""
        file = self.err if error else self.out
        for _ in range(600):
            told = file.read_text("utf-8", "replace")
            if told.count(text) >= times:
                return told
            assert self.process.poll() is None, self.err.read_text("utf-8")
            time.sleep(0.05)
        raise AssertionError(f"{text!r} not {times} times in:\n{told}{self.err.read_text('utf-8')}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(CLAIM, "utf-8")
    return path


@pytest.fixture
def watcher(story: Path) -> Iterator[Watcher]:
    running = Watcher(story.parent, "story.txt")
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def test_a_save_is_audited_and_compared(watcher: Watcher, story: Path) -> None:
    watcher.says("watching 1 article; Ctrl-C stops", error=True)
    watcher.says("100% of 45 content words")
    story.write_text(PLAIN, "utf-8")
    told = watcher.says("Since the last save: 100% → 0%")
    assert "-100 points" in told
    assert watcher.stop() == 0
    assert watcher.err.read_text("utf-8").endswith("auditor: stopped watching\n")


def test_a_file_that_is_replaced_emptied_or_gone(watcher: Watcher, story: Path) -> None:
    watcher.says("watching", error=True)
    other = story.with_name("story.txt.new")
    other.write_text(PLAIN, "utf-8")
    other.replace(story)  # as editors save
    watcher.says("Since the last save")
    story.write_bytes(b"\xff\xfe\x00")
    watcher.says("story.txt", error=True)
    story.unlink()
    watcher.says("story.txt: is gone", error=True)
    story.write_text(CLAIM, "utf-8")
    watcher.says("content words rest on", 3)
    assert watcher.stop() == 0


def test_a_sidecar_that_is_saved_counts_as_well(watcher: Watcher, story: Path) -> None:
    watcher.says("watching", error=True)
    story.with_name("story.audit.yaml").write_text("nonsense: [\n", "utf-8")
    watcher.says("story.audit.yaml", error=True)
    assert watcher.stop() == 0


def test_folders_and_new_files(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(CLAIM, "utf-8")
    running = Watcher(tmp_path, ".", "--format", "compact", "--max-single-party", "10%")
    try:
        running.says("one.txt:1:1: error gate/single-party")
        (tmp_path / "two.md").write_text(CLAIM, "utf-8")
        running.says("two.md:1:1: error gate/single-party")
        (tmp_path / "two.md").write_text(PLAIN, "utf-8")
        running.says("0 new findings")
    finally:
        assert running.stop() == 0


def test_a_configuration_that_is_saved_holds_from_then_on(watcher: Watcher, story: Path) -> None:
    watcher.says("watching", error=True)
    watcher.says("100% of 45 content words")
    config = story.with_name("auditor.yaml")
    config.write_text("gates: {max-single-party: 40%}\n", "utf-8")
    watcher.says("the configuration was read again", error=True)
    watcher.says("over the limit of 40%")
    config.write_text("gtes: 3\n", "utf-8")
    told = watcher.says("what was read before still holds", error=True)
    assert "auditor.yaml:1:1: unknown key 'gtes'" in told
    story.write_text(CLAIM + "\nIt rained.\n", "utf-8")
    watcher.says("over the limit of 40%", 2)
    config.unlink()
    watcher.says("the configuration was read again", 2, error=True)
    assert watcher.stop() == 0


def test_a_pack_that_is_saved_holds_from_then_on(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(PLAIN, "utf-8")
    (tmp_path / "house").mkdir()
    pack = tmp_path / "house" / "style.yaml"
    running = Watcher(tmp_path, "story.txt", "--rules", "house", "--format", "compact")
    try:
        running.says("watching", error=True)
        pack.write_text("pack: [\n", "utf-8")
        running.says("what was read before still holds", error=True)
        pack.write_text(
            """pack: house
version: "1.0.0"
language: en
about: Words we do not use.
rules:
  - id: long-road
    kind: policy
    about: A cliche.
    severity: warning
    message: "Tired: {phrase}."
    phrases: ["long"]
    examples: {find: ["The road is {long}."], leave: ["The road is wide."]}
""",
            "utf-8",
        )
        running.says("house/long-road", error=False)
    finally:
        assert running.stop() == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [("-", "standard input is not saved again"), ("x -f json", "choose text or compact"),
     ("x --interval 0", "0.05 or more"), ("x --interval soon", "a number of seconds")],
)  # fmt: skip
def test_wrong_calls(words: str, said: str) -> None:
    done = call("watch", *words.split())
    assert done.returncode == 2 and said in done.stderr


def test_what_is_saved_while_it_is_read_is_read_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    config = tmp_path / "auditor.yaml"
    config.write_text("gates: {max-single-party: 40%}\n", "utf-8")
    options = CheckOptions(("story.txt",))
    report = reports.load("text")
    ground = watch._ground(options, Terminal(options, machine=False), report)
    assert watch._again(ground).stamp == watch.desk_stamp(ground.options, ground.settings)
    read = watch.settle

    def slow(options: CheckOptions) -> Settings:
        made = read(options)
        config.write_text("gates: {max-single-party: 5%}\n", "utf-8")
        return made

    monkeypatch.setattr(watch, "settle", slow)
    assert watch._again(ground).stamp != watch.desk_stamp(ground.options, ground.settings)
