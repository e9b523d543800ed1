"""The command line called in this process, as a shell would see it: no start-up to wait for.

What depends on a process of its own (signals, pipes, imports) is tested with one, in
``test_cli``, ``test_watch`` and ``test_pipelines``.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from auditor.cli import run

ROOT = Path(__file__).resolve().parent.parent
DRESS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM")


class Done(NamedTuple):
    """What a call came to."""

    returncode: int
    stdout: str
    stderr: str


def call(
    *words: str, cwd: Path = ROOT, stdin: str | bytes = "", env: Mapping[str, str] | None = None
) -> Done:
    """Run ``auditor WORDS`` in ``cwd`` with nothing of a terminal, and ``env`` on top."""
    out, err = io.BytesIO(), io.BytesIO()
    given = io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin)
    streams = {
        "stdin": io.TextIOWrapper(given, "utf-8"),
        "stdout": io.TextIOWrapper(out, "utf-8", newline=""),
        "stderr": io.TextIOWrapper(err, "utf-8", newline="", write_through=True),
    }
    plain = {name: value for name, value in os.environ.items() if name not in DRESS}
    with (
        _folder(cwd),
        mock.patch.multiple(sys, **streams),
        mock.patch.dict(os.environ, {**plain, **(env or {})}, clear=True),
    ):
        code = run(words)
        sys.stdout.flush()
    return Done(int(code), out.getvalue().decode(), err.getvalue().decode())


@contextmanager
def _folder(path: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)
