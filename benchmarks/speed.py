"""Words per CPU second of the whole audit on one core, and how far that is from the floor.

Usage::  python benchmarks/speed.py FOLDER [--rounds N] [--rules PATH] [--phrases N] [--long]
                                          [--profile]

The floor is what no audit of this kind can go below: to read and decode each file and to
find the span of every token with one regular expression.  Audit and floor run on the same
files in the same process, in turn; the best round of each counts.  Loading the rules and
starting Python are left out (startup.py measures them).

``--phrases`` audits a second time with invented phrases that fill the packs up to a number,
``--long`` compares the time per byte of one text of 10 MB with that of texts of 10 KB.
What is installed is measured; where nothing is, this checkout.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from auditor.audit import audit
from auditor.formats import read_document, suffixes
from auditor.inputs import select
from auditor.memory import keep_all_loaded
from auditor.model import RuleSet
from auditor.packs.load import load_rules
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


def count_phrases(rules: RuleSet) -> int:
    """Return how many phrases the packs have."""
    return sum(len(rule.phrases) for rule in rules.rules)


def invented(paths: list[str], number: int) -> Path:
    """Write a pack of phrases, each of two to four words that the articles use; return it."""
    vocabulary = sorted({word for path in paths for word in re.findall("[a-z]{3,}", text(path))})
    choice = random.Random(1)
    phrases = {
        " ".join(choice.choices(vocabulary, k=choice.choice((2, 3, 4)))) for _ in range(number)
    }
    first, *_ = phrases = sorted(phrases)
    lines = [
        "pack: invented", 'version: "1.0.0"', "language: en", "about: Phrases nobody writes.",
        "rules:", "- id: phrase", "  kind: hedge", "  about: To measure the speed with.",
        f"  examples: {{find: ['So {{{first}}} it is.'], leave: ['The road is open.']}}",
        "  phrases:", *(f'  - "{phrase}"' for phrase in phrases),
    ]  # fmt: skip
    path = Path(tempfile.mkdtemp()) / "invented.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def text(path: str) -> str:
    """Return the text of an article."""
    return read_document(path).text


def long_and_short(paths: list[str], rules: RuleSet, rounds: int) -> float:
    """Return the time per byte of one text of 10 MB over that of texts of 10 KB."""
    folder = Path(tempfile.mkdtemp())
    whole = "\n\n".join(map(text, paths))
    whole = (whole * (10_000_000 // len(whole) + 1))[:10_000_000]
    (folder / "long.txt").write_text(whole, encoding="utf-8")
    starts = range(0, 1_000_000, 10_000)
    for number, start in enumerate(starts):
        (folder / f"{number}.txt").write_text(whole[start : start + 10_000], encoding="utf-8")
    pieces = [str(folder / f"{number}.txt") for number in range(len(starts))]
    short = best(lambda: audits(pieces, rules), rounds) / 1_000_000
    return best(lambda: audits([str(folder / "long.txt")], rules), 1) / 10_000_000 / short


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rules", action="append", default=[])
    parser.add_argument("--phrases", type=int, default=0, help="fill the packs up to this number")
    parser.add_argument("--long", action="store_true", help="compare a long text with short ones")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    given = parser.parse_args()
    paths = list(select([given.folder], suffixes()).files)
    if not paths:
        sys.exit(f"{given.folder}: nothing to audit")
    words = sum(count_words(read_document(path).plain) for path in paths)
    packs = [Path(path) for path in given.rules]
    sets = [load_rules(packs)]
    more = given.phrases - count_phrases(sets[0])
    if more > 0:
        sets.append(load_rules([*packs, invented(paths, more)]))
    keep_all_loaded()  # as the command does
    if given.profile:
        import cProfile

        rules = sets[0]
        audits(paths, rules)
        cProfile.runctx("audits(paths, rules)", globals(), locals(), sort="tottime")
        return
    print(f"{len(paths)} files, {words:,} words")
    least = best(lambda: floor(paths), given.rounds)
    print(f"{'floor':24}{words / least:12,.0f} words per CPU second")
    for rules in sets:
        seconds = best(lambda rules=rules: audits(paths, rules), given.rounds)
        print(
            f"{f'audit, {count_phrases(rules):,} phrases':24}{words / seconds:12,.0f} words per "
            f"CPU second   {seconds / least:.1f} x the floor"
        )
    if given.long:
        ratio = long_and_short(paths, sets[0], given.rounds)
        print(f"a byte of a 10 MB text takes {ratio:.2f} x that of 10 KB texts")


if __name__ == "__main__":
    main()
