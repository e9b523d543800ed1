"""What it costs to find who takes what from whom, as archives double; and whether it is found.

Usage::  python benchmarks/origins.py FOLDER [--articles N] [--doublings N] [--report] [--keep OUT]

The articles in FOLDER are audited once; their tables are repeated until there are N articles.  In
one of five every second word is exchanged: it shares text with no other one.  The four that follow
are made of it: 15 % of the words edited, the first half, the first fifth, and another story with
120 of its words in it.  Printed are, for N and for half, a quarter … of it, the seconds of CPU of
``auditor archive origins``, how they stand to the size before, memory, which part of each kind
is found, and how many families hold articles that have nothing to do with each other.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

sys.path.append(str(Path(__file__).resolve().parent.parent))

from auditor import audit_text, load_rules, read_document
from auditor.archive.parts import path
from auditor.archive.pieces import batch
from auditor.archive.rows import About, Judge, Row, rows
from auditor.archive.schema import TABLES
from auditor.formats import suffixes
from auditor.inputs import select
from auditor.model import EXCLUDED

PART = 5000
KINDS = ("first", "edited", "half", "fifth", "lifted")
LIFTED = 120  # words
_TEXT = TABLES["segments"].names.index("text")
_NUMBER = TABLES["segments"].names.index("number")
_WORDS = TABLES["segments"].names.index("words")
_STATUS = TABLES["segments"].names.index("status")
_DATE = TABLES["articles"].names.index("date")
_ID, _OUTLET, _TITLE = (TABLES["articles"].names.index(n) for n in ("id", "outlet", "title"))


def audited(folder: str) -> list[dict[str, list[Row]]]:
    """Return the rows of all articles in a folder that are long enough for a fifth of them."""
    rules = load_rules()
    found = []
    for name in select([folder], suffixes()).files:
        audit = audit_text(read_document(Path(name)), rules)
        if audit.words > 250:
            found.append(dict(rows(audit, About(name), Judge(""), "")))
    return found


def archive(of: Sequence[dict[str, list[Row]]], count: int, seed: int, out: Path) -> None:
    """Write the tables of ``count`` articles."""
    chance = random.Random(seed)
    words = [word for one in of for row in one["segments"] for word in row[_TEXT].split()]
    articles = _articles(of, words, chance, count)
    for name in TABLES:
        (out / name).mkdir(parents=True)
    for part in range(-(-count // PART)):
        found: dict[str, list[Row]] = {name: [] for name in TABLES}
        for _, one in zip(range(min(PART, count - part * PART)), articles, strict=False):
            for name, told in one.items():
                found[name] += told
        for name, told in found.items():
            table = batch(TABLES[name], told)
            with pq.ParquetWriter(path(out, name, part), table.schema) as writer:
                writer.write_batch(table)


def _articles(
    of: Sequence[dict[str, list[Row]]], words: list[str], chance: random.Random, count: int
) -> Iterator[dict[str, list[Row]]]:
    first: dict[str, list[Row]] = {}
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        if kind == "first":
            first = _exchanged(chance.choice(of), words, chance, 0.5)
            one = first
        elif kind == "edited":
            one = _exchanged(first, words, chance, 0.15)
        elif kind == "lifted":
            one = _lifted(first, _exchanged(chance.choice(of), words, chance, 0.5), chance)
        else:
            one = _cut(first, 2 if kind == "half" else 5)
        family = number // len(KINDS)
        day = date(2026, 1, 1) + timedelta(family % 360 + number % len(KINDS))
        yield _named(one, f"{family}-{kind}", f"Outlet {number * 7 % 41}", day)


def _exchanged(
    one: dict[str, list[Row]], words: list[str], chance: random.Random, part: float
) -> dict[str, list[Row]]:
    def row(old: Row) -> Row:
        text = " ".join(
            chance.choice(words) if chance.random() < part else word for word in old[_TEXT].split()
        )
        return _put(old, _TEXT, text)

    return {**one, "segments": [row(old) for old in one["segments"]]}


def _content(one: dict[str, list[Row]]) -> list[Row]:
    return [row for row in one["segments"] if row[_WORDS] and row[_STATUS] not in EXCLUDED]


def _cut(one: dict[str, list[Row]], parts: int) -> dict[str, list[Row]]:
    content = _content(one)
    left = sum(row[_WORDS] for row in content) // parts
    kept = []
    for row in content:
        some = row[_TEXT].split()[:left]
        left -= len(some)
        kept.append(_put(row, _TEXT, " ".join(some)))
        if left <= 0:
            break
    return {**one, "segments": kept}


def _lifted(
    one: dict[str, list[Row]], into: dict[str, list[Row]], chance: random.Random
) -> dict[str, list[Row]]:
    words = " ".join(row[_TEXT] for row in _content(one)).split()
    at = chance.randrange(max(1, len(words) - LIFTED))
    told = _content(into)
    middle = len(told) // 2
    told[middle] = _put(told[middle], _TEXT, " ".join(words[at : at + LIFTED]))
    return {**into, "segments": told}


def _named(one: dict[str, list[Row]], id: str, outlet: str, day: date) -> dict[str, list[Row]]:
    told = {name: [_put(row, 0, id) for row in found] for name, found in one.items()}
    [article] = told["articles"]
    for at, cell in ((_OUTLET, outlet), (_DATE, day), (_TITLE, f"{article[_TITLE]} ({id})")):
        article = _put(article, at, cell)
    told["articles"] = [article]
    told["segments"] = [_put(row, _NUMBER, n) for n, row in enumerate(told["segments"], 1)]
    return told


def _put(row: Row, at: int, cell: Any) -> Row:
    return (*row[:at], cell, *row[at + 1 :])


def found(out: Path) -> tuple[dict[str, float], int]:
    """Return which part of each kind is in a family with its first, and the mixed families."""
    members = defaultdict(set)
    for row in pq.read_table(out / "families").to_pylist():
        members[row["family"]].add(row["article"])
    numbers = Counter()
    mixed = 0
    for articles in members.values():
        of = Counter(id.partition("-")[0] for id in articles)
        mixed += len(of) > 1
        numbers.update(
            id.partition("-")[2] for id in articles if f"{id.split('-')[0]}-first" in articles
        )
    total = numbers["first"]
    return {kind: numbers[kind] / max(1, total) for kind in KINDS[1:]}, mixed


def spent(*words: str) -> float:
    """Run ``auditor WORDS`` and return the seconds of CPU it takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "auditor", *words], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--doublings", type=int, default=3)
    parser.add_argument("--report", action="store_true", help="time auditor archive report, too")
    parser.add_argument("--keep", help="keep the largest archive in this folder")
    parser.add_argument("--seed", type=int, default=12)
    given = parser.parse_args()
    of = audited(given.folder)
    last = 0.0
    for halves in range(given.doublings, -1, -1):
        count = given.articles >> halves
        work = Path(tempfile.mkdtemp(prefix="auditor-origins-"))
        out = Path(given.keep) if given.keep and not halves else work / "out"
        try:
            archive(of, count, given.seed, out)
            seconds = spent("archive", "origins", str(out), "--quiet")
            recall, mixed = found(out)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            times = f" {seconds / last:.2f} × the half of it" if last else ""
            print(f"{count:8,} articles {seconds:7.1f} s CPU {peak:6.0f} MB{times}")
            print(
                f"{'':8} found: "
                + ", ".join(f"{kind} {part:.2%}" for kind, part in recall.items())
                + f"; mixed families: {mixed}",
                flush=True,
            )
            last = seconds
            if given.report:
                page = spent("archive", "report", str(out), "-o", str(work / "report.html"))
                print(f"{'':8} report: {page:.1f} s CPU", flush=True)
        finally:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
