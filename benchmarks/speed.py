"""Words per CPU second of the whole audit on one core, and how far that is from the floor.

Usage::  python benchmarks/speed.py FOLDER [--rounds N] [--rules PATH] [--profile]

The floor is what no audit of this kind can go below: to read and decode each file and to
find the span of every token with one regular expression.  Audit and floor run on the same
files in the same process, in turn; the best round of each counts.  Loading the rules and
starting Python are left out (startup.py measures them).
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from auditor.audit import audit
from auditor.inputs import select
from auditor.memory import keep_all_loaded
from auditor.model import RuleSet
from auditor.readers import read_document, suffixes
from auditor.rulepack import load_rules
from auditor.text import count_words

_TOKEN = re.compile(r"\w+|[^\w\s]")


def floor(paths: list[str]) -> int:
    """Read, decode and find the span of every token; return how many there are."""
    tokens = 0
    for path in paths:
        text = Path(path).read_bytes().decode("utf-8")
        tokens += len([match.span() for match in _TOKEN.finditer(text)])
    return tokens


def audits(paths: list[str], rules: RuleSet) -> None:
    """Audit every file."""
    for path in paths:
        audit(read_document(path), rules)


def best(work: Callable[[], object], rounds: int) -> float:
    """Return the least CPU time of some rounds."""
    seconds = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return min(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rules", action="append", default=[])
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    given = parser.parse_args()
    paths = list(select([given.folder], suffixes()).files)
    if not paths:
        sys.exit(f"{given.folder}: nothing to audit")
    words = sum(count_words(read_document(path).plain) for path in paths)
    rules = load_rules([Path(path) for path in given.rules])
    keep_all_loaded()  # as the command does
    if given.profile:
        import cProfile

        audits(paths, rules)
        cProfile.runctx("audits(paths, rules)", globals(), locals(), sort="tottime")
        return
    phrases = sum(len(rule.phrases) for rule in rules.rules)
    least = best(lambda: floor(paths), given.rounds)
    whole = best(lambda: audits(paths, rules), given.rounds)
    print(f"{len(paths)} files, {words:,} words, {len(rules.rules):,} rules, {phrases:,} phrases")
    print(f"floor {words / least:12,.0f} words per CPU second")
    print(f"audit {words / whole:12,.0f} words per CPU second   {whole / least:.1f} x the floor")


if __name__ == "__main__":
    main()
