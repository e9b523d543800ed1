"""Shell completion: what a shell is offered, and that no check pays for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commandline import call

ROOT = Path(__file__).resolve().parent.parent


def run(*words: str, **environ: str) -> str:
    done = call(*words, env=environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


def offered(line: str) -> list[str]:
    words = line.split(" ")
    return run(
        _AUDITOR_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1)
    ).split()


@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("auditor ", {"check", "diff", "explain", "watch", "sources", "claims"}),
        ("auditor check --format ", {"text", "json", "sarif", "html"}),
        ("auditor check --fail-on ", {"note", "warning", "error", "never"}),
        ("auditor diff --format h", {"html"}),
        ("auditor claims --status d", {"disclaimed"}),
        ("auditor claims --party Ru", {"Russia"}),
        ("auditor explain loaded", {"loaded-verb"}),
        ("auditor explain cues-frames/acc", {"cues-frames/according-to"}),
        ("auditor rules li", {"list", "lint"}),
    ],
)
def test_what_is_offered(line: str, some: set[str]) -> None:
    found = offered(line)
    assert some <= set(found)
    assert all(word.startswith(line.rpartition(" ")[2]) for word in found)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(shell: str) -> None:
    told = run("--show-completion", shell)  # also where no shell is running
    mark = {"bash": "complete -o default", "zsh": "#compdef auditor", "fish": "complete --command"}
    assert "_AUDITOR_COMPLETE" in told and mark[shell] in told


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_reads_the_script(tmp_path: Path) -> None:
    script = tmp_path / "complete.sh"
    script.write_text(run("--show-completion", "bash"), "utf-8")
    subprocess.run(["bash", "-n", str(script)], check=True)
    done = subprocess.run(
        ["bash", "-c", f"source {script}; complete -p auditor"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "_auditor_completion" in done.stdout


def test_a_check_does_not_pay_for_it() -> None:
    code = (
        "import sys; from auditor.cli import run\n"
        "code = run(['check', 'samples/strike-north.txt', '--format', 'json', '-o', sys.argv[1]])\n"
        "heavy = {'typer', 'auditor.cli.complete', 'auditor.cli.app', 'auditor.drafts', "
        "'auditor.views', 'auditor.rulebook'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    command = [sys.executable, "-c", code, os.devnull]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
