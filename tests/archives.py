"""Archives that tests are run over, and the tables that come of them."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
from commandline import Done, call

from auditor import load_rules
from auditor.archive.audits import Limits, Setup, audit_chunk
from auditor.archive.engine import Chunk, Engine, Outcome
from auditor.archive.inputs import Inputs
from auditor.archive.inputs.columns import Columns
from auditor.archive.inputs.sheet import Wanted
from auditor.archive.processes import Processes
from auditor.archive.rows import judge
from auditor.archive.run import Run
from auditor.model import Layout, Matcher, Matches, RuleSet

PARTIES = ("Northland", "Southland", "Eastland", "Westland")


def article(number: int) -> dict[str, str]:
    """Return one of any number of short articles, no two of them alike."""
    party, other = PARTIES[number % 4], PARTIES[(number + 1) % 4]
    return {
        "id": f"a{number:05}",
        "outlet": f"Daily {number % 3}",
        "published": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "headline": f"{party} says it hit depot {number}",
        "body": f"{party}'s army said on Monday that it had struck {number} depots near the "
        f"border.\n\n{other}'s ministry denied the claim, which could not be verified.\n\n"
        f"The road to the town was closed for {number} hours.",
    }


def articles(count: int, first: int = 0) -> list[dict[str, str]]:
    """Return articles with the numbers from ``first`` on."""
    return [article(number) for number in range(first, first + count)]


def write(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write rows as the kind of table that the name tells."""
    names = list(rows[0])
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, names)
            table.writeheader()
            table.writerows(rows)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(list(rows)), path)
    else:
        base = sqlite3.connect(path)
        base.execute(f"create table news ({', '.join(names)})")
        marks = ", ".join("?" * len(names))
        base.executemany(f"insert into news values ({marks})", [tuple(r.values()) for r in rows])
        base.commit()
        base.close()
    return path


def run(*words: str | Path, cwd: Path) -> Done:
    """Run ``auditor archive run``; for speed all is done in this process."""
    with mock.patch("auditor.cli.archives._engine", lambda name, setup, *_: Here(setup)):
        return call("archive", "run", *map(str, words), cwd=cwd)


def table(folder: Path, name: str = "articles") -> list[dict[str, Any]]:
    """Return the rows of a table."""
    files = sorted((folder / name).glob("part-*.parquet"))
    return [row for file in files for row in pq.read_table(file, partitioning=None).to_pylist()]


def everything(folder: Path) -> dict[str, bytes]:
    """Return all files of the tables."""
    files = sorted(folder.glob("*/*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class Here:
    """An engine that audits in this process, at once."""

    slots = 1

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._done: list[Outcome] = []

    def submit(self, chunk: Chunk) -> None:
        self._done.append(Outcome(chunk, audit_chunk(chunk.articles, self._setup)))

    def outcome(self, seconds: float) -> Outcome | None:
        return self._done.pop() if self._done else None

    def close(self) -> None:
        pass


def started(
    folder: Path,
    out: str = "out",
    *,
    part: int = 0,
    jobs: int = 0,
    load: Callable[[], RuleSet] = load_rules,
    limits: Limits = Limits(),  # noqa: B008
    engine: Callable[[Setup], Engine] | None = None,
) -> Run:
    """Return a run over ``a.csv`` into a folder ``out``, in this process or in ``jobs`` others,
    or by an ``engine``."""
    setup = Setup(load, judge(load_rules()), limits)
    chosen = engine or (partial(Processes, jobs=jobs) if jobs else Here)
    inputs = Inputs([str(folder / "a.csv")], Columns(), Wanted())
    return Run(folder / out, inputs, setup, chosen(setup), part=part)


class _Deadly(NamedTuple):
    """A matcher that some words harm."""

    real: Matcher

    def find(self, layout: Layout) -> Matches:
        if "deadly" in layout.words:
            os.kill(os.getpid(), signal.SIGKILL)
        while "endless" in layout.words:
            pass
        if "hungry" in layout.words:
            raise MemoryError
        if "faulty" in layout.words:
            raise ValueError("a fault of the program")
        return self.real.find(layout)


def deadly_rules() -> RuleSet:
    """Return rules under which some words end the process."""
    rules = load_rules()
    return rules._replace(matcher=_Deadly(rules.matcher))
