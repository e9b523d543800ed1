"""Fill in, or check, the output that the documentation shows.

A comment ``<!-- example: auditor check samples/x.txt -->`` stands before a fenced block; the
block is exactly what this command prints on a terminal 100 columns wide, without colour.

Run ``python docs/examples.py`` to refresh every block, with ``--check`` only to compare.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
_EXAMPLE = re.compile(
    r"(?P<head><!-- example: auditor (?P<command>.+?) -->\n(?P<fence>`{3,})\w*\n)"
    r"(?P<body>.*?)(?P<tail>^(?P=fence)$)",
    re.DOTALL | re.MULTILINE,
)
DRESS = {"NO_COLOR": "1", "COLUMNS": "100", "AUDITOR_READER": "none"}
_UNDRESSED = ("FORCE_COLOR", "LINES", "TERM", "CLICOLOR_FORCE")


def printed(command: str) -> str:
    """Return what ``auditor COMMAND`` prints; a gate may trip, anything worse is an error."""
    environment = {name: value for name, value in os.environ.items() if name not in _UNDRESSED}
    # In a fresh process, as a reader would: an option of this one must not leak in.
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *shlex.split(command)],
        cwd=ROOT,
        env=environment | DRESS | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"auditor {command} exited {done.returncode}: {done.stderr.strip()}")
    return block(done.stdout)


def block(told: str) -> str:
    """Return what is printed as it stands in a page."""
    return "\n".join(line.rstrip() for line in told.splitlines()).strip("\n") + "\n"


def refreshed(page: str, run: Callable[[str], str] = printed) -> str:
    """Return the text of a page with every example run anew."""
    return _EXAMPLE.sub(lambda m: m["head"] + run(m["command"]) + m["tail"], page)


def commands(page: str) -> list[str]:
    """Return the commands whose output a page shows."""
    return [match["command"] for match in _EXAMPLE.finditer(page)]


def main(arguments: list[str]) -> int:
    """Refresh all pages, or with ``--check`` name those that are out of date."""
    stale = 0
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        new = refreshed(text)
        if new != text:
            stale += 1
            print(page.relative_to(ROOT))
            if arguments != ["--check"]:
                page.write_text(new, encoding="utf-8")
    return int(bool(stale) and arguments == ["--check"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
