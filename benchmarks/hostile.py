"""Time of inputs made to hurt, and of twice as much: no more than about twice the time.

Usage::  python benchmarks/hostile.py [--size CHARACTERS]

The tests count lines of Python on the same inputs; here the time inside regular expressions
counts as well.  Exits with 1 if one takes more than 2.6 times as long and 0.15 s more.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from hostile import ARTICLES, PAGES, TEXTS

from auditor import audit_text, load_rules
from auditor.formats import read_text
from auditor.segment import segment

Work = Callable[[str], object]


def inputs() -> Iterator[tuple[str, str, Work]]:
    """Yield what is done, the piece it is done to, and the work."""
    rules = load_rules()
    for name, piece in ARTICLES.items():
        yield f"audit, {name}", piece, lambda text: audit_text(text, rules)
    for piece in PAGES:
        yield f"page, {piece}", piece, lambda text: read_text(text, format="html")
    for name, piece in TEXTS:
        for format in ("text", "markdown"):
            yield (
                f"{format}, {name}",
                piece,
                lambda text, format=format: segment(read_text(text, format=format), rules),  # type: ignore[misc]
            )


def cost(work: Work, text: str) -> float:
    """Return the seconds of CPU time, without what other objects cost the collector."""
    gc.collect()
    gc.disable()
    began = process_time()
    work(text)
    gc.enable()
    return process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--size", type=int, default=40_000)
    size = parser.parse_args().size
    slow = 0
    for name, piece, work in inputs():
        text = piece * (size // len(piece))
        work(text[:1000])
        once = twice = float("inf")
        for _ in range(6):  # a busy machine may spoil a measurement or two
            once, twice = min(once, cost(work, text)), min(twice, cost(work, text * 2))
            if twice < max(2.6 * once, once + 0.15):
                break
        else:
            slow += 1
        print(f"{name:45} {once:7.3f} s {twice:7.3f} s")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
