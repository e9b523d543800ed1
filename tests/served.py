"""A real ``auditor serve`` in a process of its own, and a client that asks it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent


class Served:
    """A running server; ``client`` keeps its connection."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url
        self.client = httpx.Client(base_url=url, timeout=60, trust_env=False)

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """Tell the server to stop; return its exit code and what else it has said."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(number)
        _, told = self.process.communicate(timeout=30)
        return self.process.returncode, told


@contextmanager
def serving(
    *words: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Run ``auditor serve`` on a free port until the block ends."""
    plain = {name: value for name, value in os.environ.items() if name != "AUDITOR_TOKEN"}
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor", "serve", "--port", "0", *words], cwd=cwd,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**plain, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})}, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    told = process.stderr.readline()
    found = re.search(r"http://\S+?(?=: ready)", told)
    if not found:
        process.kill()
        raise AssertionError(told + process.stderr.read())
    server = Served(process, found[0])
    try:
        yield server
    finally:
        if process.poll() is None:
            server.stop()
