"""CPU time of ``auditor check one-article --format json`` over that of ``python -c pass``.

Usage::  python benchmarks/startup.py [ARTICLE] [--rounds N]

Both are run by this interpreter, in turn, in one go; the medians are compared.  Run it in a
virtual environment that holds the tool and what it needs, nothing else: what else is
installed there may slow down ``python -c pass`` as well.  Compiled modules and rules are kept
in a folder made for the run, as they would be after an installation and a first call.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "samples" / "strike-north.txt"


def cpu(command: list[str], environ: dict[str, str]) -> float:
    """Return the CPU seconds, user and system, of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, cwd=ROOT, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} exited with {done.returncode}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("article", nargs="?", default=str(ARTICLE))
    parser.add_argument("--rounds", type=int, default=21)
    given = parser.parse_args()
    article = os.path.relpath(given.article, ROOT)
    run = ["-c", "from auditor.__main__ import main; main()"]  # as the installed command does
    commands = {
        "python -c pass": ["-c", "pass"],
        "check --format json": [*run, "check", article, "--format", "json"],
        "check (text)": [*run, "check", article],
        "--help": [*run, "check", "--help"],
    }
    kept = tempfile.mkdtemp()
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environ |= {"PYTHONPYCACHEPREFIX": kept, "AUDITOR_CACHE_DIR": f"{kept}/rules"}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(given.rounds + 1):
        for name, words in commands.items():
            seconds = cpu([sys.executable, *words], environ)
            if number:  # the first round fills caches
                times[name].append(seconds)
    bare = statistics.median(times["python -c pass"])
    for name, seen in times.items():
        median = statistics.median(seen)
        print(f"{name:22} {median * 1000:7.1f} ms CPU   {median / bare:5.1f} x python -c pass")
    shutil.rmtree(kept)


if __name__ == "__main__":
    main()
