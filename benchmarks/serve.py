"""What `auditor serve` costs: its start, CPU over the audit itself, a burst, memory over time.

Usage::  python benchmarks/serve.py [--rounds N] [--requests N]

Starts real servers on free ports of this machine (Linux: CPU and memory are read from /proc) and
asks them with httpx.  ``--requests`` is how many the memory is watched over; they are samples and
pieces of samples, one after the other on four connections.  The audit itself is what this process
needs to read, audit and render the same article.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx

sys.path.append(str(Path(__file__).resolve().parent.parent))

from auditor.memory import keep_all_loaded
from auditor.packs.load import load_rules
from auditor.run import Limits
from auditor.server.answers import answer, ground
from auditor.server.drafts import Request

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
AUDIT = "/v1/audit?name=story.txt"
RAW = {"Content-Type": "application/octet-stream"}
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Server:
    """A running server; CPU and memory are those of all its processes."""

    def __init__(self, *words: str) -> None:
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "auditor", "serve", "--no-config", "--port", "0", *words],
            cwd=ROOT, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        told = self.process.stderr.readline()
        found = re.search(r"http://\S+?(?=: ready)", told)
        if not found:
            sys.exit(told)
        self.url = found[0]

    def processes(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, children.split())]

    def cpu(self) -> float:
        """Return the seconds, user and system, that its processes have taken so far."""
        fields = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
                  for one in self.processes())  # fmt: skip
        return sum(int(one[11]) + int(one[12]) for one in fields) / TICK

    def memory(self) -> list[float]:
        """Return the megabytes that each of its processes holds."""
        return [
            int(Path(f"/proc/{one}/statm").read_text().split()[1]) * PAGE / 1e6
            for one in self.processes()
        ]


@contextmanager
def serving(*words: str) -> Iterator[Server]:
    server = Server(*words)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def article() -> bytes:
    """Return a text of 700 words."""
    words = " ".join(path.read_text("utf-8") for path in SAMPLES).split(" ")
    return " ".join(words[:700]).encode()


def start(rounds: int) -> None:
    """Print how long it takes from the start of the process to the first replies."""
    health, audits, cpu = [], [], []
    for _ in range(rounds):
        with serving("--workers", "2") as server, httpx.Client(base_url=server.url) as client:
            client.get("/v1/health").raise_for_status()
            health.append(time.monotonic() - server.begun)
            cpu.append(server.cpu())
            client.post(AUDIT, content=article(), headers=RAW).raise_for_status()
            audits.append(time.monotonic() - server.begun)
    print(
        f"start to first reply     {min(health):.2f} s, median {statistics.median(health):.2f} s, "
        f"{min(cpu):.2f} s of it CPU"
    )
    print(f"start to first audit     {min(audits):.2f} s, median {statistics.median(audits):.2f} s")


def overhead(rounds: int) -> None:
    """Print the CPU of a request over that of the audit itself."""
    each, body = 100, article()
    own = ground(load_rules(), None, Limits())
    keep_all_loaded()
    request = Request("audit", [("name", "story.txt")], "application/octet-stream", body)
    answer(request, own)
    alone, served = [], []
    with serving("--workers", "1") as server, httpx.Client(base_url=server.url) as client:
        client.post(AUDIT, content=body, headers=RAW).raise_for_status()
        for _ in range(rounds):
            begin = time.process_time()
            for _ in range(each):
                answer(request, own)
            alone.append((time.process_time() - begin) / each)
            begin = server.cpu()
            for _ in range(each):
                client.post(AUDIT, content=body, headers=RAW).raise_for_status()
            served.append((server.cpu() - begin) / each)
    audit, request_cpu = min(alone), min(served)
    print(
        f"700 words                {request_cpu * 1000:.1f} ms CPU of the server, "
        f"{audit * 1000:.1f} ms the audit itself: {(request_cpu - audit) * 1000:+.1f} ms, "
        f"{request_cpu / audit:.2f} x"
    )


async def at_once(url: str, number: int) -> list[httpx.Response]:
    limits = httpx.Limits(max_connections=number)
    async with httpx.AsyncClient(base_url=url, timeout=600, limits=limits) as client:
        asked = (client.post(AUDIT, content=article(), headers=RAW) for _ in range(number))
        return await asyncio.gather(*asked)


def burst() -> None:
    """Print what becomes of 200 requests at once, with the queue as it is and with a short one."""
    for words in ((), ("--queue", "50")):
        with serving("--workers", "2", *words) as server:
            begin = time.monotonic()
            answers = asyncio.run(at_once(server.url, 200))
            seconds = time.monotonic() - begin
        told = Counter(one.status_code for one in answers)
        same = len({one.content for one in answers if one.status_code == 200})
        print(
            f"200 at once {' '.join(words):13}{dict(told)} in {seconds:.1f} s, "
            f"{same} different report{'' if same == 1 else 's'}"
        )


def endurance(requests: int) -> None:
    """Print the memory of the processes along the way."""
    texts = [path.read_text("utf-8") for path in SAMPLES]
    bodies = [text[start:].encode() for text in texts for start in (0, 400, 900, 1400)]
    with serving("--workers", "2") as server:
        numbers, lock, seen = count(), threading.Lock(), []

        def ask() -> None:
            with httpx.Client(base_url=server.url, timeout=60) as client:
                for number in numbers:
                    if number >= requests:
                        return
                    body = bodies[number % len(bodies)]
                    client.post(AUDIT, content=body, headers=RAW).raise_for_status()
                    if number % max(1, requests // 10) == requests // 20:
                        with lock:
                            seen.append((number, server.memory()))

        begin = time.monotonic()
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.monotonic() - begin
    print(f"{requests:,} requests in {seconds:.0f} s, {requests / seconds:.0f} a second; MB held:")
    for number, held in sorted(seen):
        print(f"  after {number:7,}          {'  '.join(f'{one:6.1f}' for one in held)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=2000)
    given = parser.parse_args()
    start(given.rounds)
    overhead(given.rounds)
    burst()
    endurance(given.requests)


if __name__ == "__main__":
    main()
