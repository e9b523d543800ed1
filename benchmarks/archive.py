"""What archives cost: processes against one, Dask against processes, memory, and kills.

Usage::  python benchmarks/archive.py FOLDER [--articles N] [--kills N] [--seed N] [--no-dask]

An archive of N articles is made of those in FOLDER: their paragraphs in other orders, numbers
exchanged.  "one" reads, audits and writes it in a single process, by ``auditor.arrow``; the others
are ``auditor archive run``.  Time is told as the clock has it, which other programs on the machine
disturb, and as CPU time of all processes together, which they disturb less: with c cores, c times
the CPU time of "one" through that of the run is the speed-up that an idle machine comes to.
Kills are at random moments; what the last run completes is compared with an unbroken one.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.append(str(Path(__file__).resolve().parent.parent))

from auditor.archive.ledger import PART
from auditor.archive.processes import cores
from auditor.archive.schema import TABLES, arrow
from auditor.arrow import audit_batches, tables
from auditor.formats import suffixes
from auditor.inputs import select

_ROWS = 500  # of a row group of the archive


class Spent(NamedTuple):
    """What a process and those that it has waited for have taken."""

    seconds: float
    cpu: float
    resident: list[float]  # MB of the process itself, twice a second
    code: int


def archive(folder: str, count: int, seed: int, path: Path) -> None:
    """Write a Parquet file of ``count`` articles that are like those in a folder."""
    chance = random.Random(seed)
    texts = [Path(name).read_text("utf-8") for name in select([folder], suffixes()).files]
    schema = pa.schema([(n, pa.string()) for n in ("id", "outlet", "date", "title", "text")])
    with pq.ParquetWriter(path, schema) as writer:
        for start in range(0, count, _ROWS):
            rows = [_article(texts, chance, n) for n in range(start, min(count, start + _ROWS))]
            writer.write_table(pa.Table.from_pylist(rows, schema))


def _article(texts: list[str], chance: random.Random, number: int) -> dict[str, str]:
    title, *paragraphs = re.split(r"\n\s*\n", chance.choice(texts).strip())
    chance.shuffle(paragraphs)
    text = re.sub(r"\d", lambda digit: str(chance.randrange(1, 10)), "\n\n".join(paragraphs))
    day = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"
    outlet = f"Outlet {number % 40}"
    return {"id": str(number), "outlet": outlet, "date": day, "title": title, "text": text}


def alone(source: Path, out: Path) -> None:
    """Read, audit and write in this process."""
    writers = {}
    for name, table in TABLES.items():
        (out / name).mkdir(parents=True)
        file = out / name / "part-00000.parquet"
        writers[name] = pq.ParquetWriter(file, arrow(table), compression="zstd")
    for audited in audit_batches(pq.ParquetFile(source).iter_batches(PART // 10)):
        for name, rows in tables(audited).items():
            writers[name].write_batch(rows)
    for writer in writers.values():
        writer.close()


def spent(words: list[str], *, kill_after: float | None = None) -> Spent:
    """Run a command and return what it has taken."""
    begin = time.monotonic()
    process = subprocess.Popen(words, stderr=subprocess.PIPE)
    resident = []
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            break
        if kill_after is not None and time.monotonic() - begin > kill_after:
            process.send_signal(signal.SIGKILL)
        resident.append(_resident(process.pid))
        time.sleep(0.5 if kill_after is None else 0.05)
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if code and code != -signal.SIGKILL:
        raise SystemExit(f"{words}: exit code {code}: {process.stderr and process.stderr.read()!r}")
    cpu = usage.ru_utime + usage.ru_stime
    return Spent(time.monotonic() - begin, cpu, resident, code)


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0


def run(source: Path, out: Path, *words: str) -> list[str]:
    """Return the command that audits the archive."""
    call = [sys.executable, "-m", "auditor", "archive", "run", str(source), "-o", str(out)]
    return [*call, "--no-config", "--quiet", *words]


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same tables, byte for byte."""
    names = sorted(path.relative_to(one) for path in one.glob("*/*"))
    if names != sorted(path.relative_to(other) for path in other.glob("*/*")):
        return False
    return all(filecmp.cmp(one / name, other / name, shallow=False) for name in names)


def told(name: str, of: Spent, count: int, one: Spent | None = None) -> None:
    """Print what a way has taken, and how it stands to one process."""
    line = f"{name:10} {of.seconds:8.1f} s {of.cpu:8.1f} s CPU {count / of.seconds:7.1f} articles/s"
    if one is not None:
        line += f"   {one.seconds / of.seconds:.2f} × one by the clock,"
        line += f" {cores() * one.cpu / of.cpu:.2f} × by CPU time"
    print(line, flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--no-dask", action="store_true")
    parser.add_argument("--alone", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        alone(*map(Path, given.alone))
        return
    work = Path(tempfile.mkdtemp(prefix="auditor-archive-"))
    try:
        measure(given, work)
    finally:
        shutil.rmtree(work)


def measure(given: argparse.Namespace, work: Path) -> None:
    """Measure all ways over one archive."""
    source, count = work / "news.parquet", given.articles
    archive(given.folder, count, given.seed, source)
    print(f"{count:,} articles, {source.stat().st_size / 1e6:.1f} MB packed, {cores()} cores")
    itself = [sys.executable, __file__, given.folder, "--alone"]
    one = spent([*itself, str(source), str(work / "one")])
    told("one", one, count)
    parts = "--part-size", str(min(PART, max(1, count // 8)))
    many = spent(run(source, work / "many", *parts))
    told("processes", many, count, one)
    quarter = max(1, len(many.resident) // 4)
    early, late = many.resident[quarter : 2 * quarter], many.resident[-quarter:]
    print(
        f"memory     {max(many.resident):.0f} MB at most; the last quarter"
        f" {max(late) / max(early):.2f} × the second"
    )
    if not given.no_dask:
        dask = spent(run(source, work / "dask", "--engine", "dask", *parts))
        told("dask", dask, count, one)
        clock, cpu = dask.seconds / many.seconds, dask.cpu / many.cpu
        equal = same(work / "dask", work / "many")
        print(
            f"{'':10} {clock:.2f} × processes by the clock, {cpu:.2f} × by CPU time; same: {equal}"
        )
    again = spent(run(source, work / "many"))
    told("unchanged", again, count)
    if given.kills:
        chance = random.Random(given.seed)
        size = str(max(1, count // 20))
        spent(run(source, work / "whole", "--part-size", size))
        killed = 0
        for _ in range(given.kills):
            moment = chance.uniform(0.3, 1.0) * many.seconds / given.kills + 1.0
            words = run(source, work / "broken", "--part-size", size)
            killed += spent(words, kill_after=moment).code == -signal.SIGKILL
        spent(run(source, work / "broken", "--part-size", size))
        print(f"kills      {killed}; the same: {same(work / 'broken', work / 'whole')}")


if __name__ == "__main__":
    main()
