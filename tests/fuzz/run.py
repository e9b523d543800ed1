"""Fuzz for as long as wanted: ``python tests/fuzz/run.py [MINUTES] [SEED] [TARGET ...]``.

Prints every seed that breaks a promise; ``python tests/fuzz/run.py 0 SEED TARGET`` shows it again.
"""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent))
from targets import TARGETS


def main(words: list[str]) -> int:
    """Return 1 if a promise was broken."""
    minutes, seed = float(words[0]) if words else 10.0, int(words[1]) if words[1:] else 0
    chosen = words[2:] or list(TARGETS)
    end, tried, broken = time.monotonic() + minutes * 60, 0, 0
    while not tried or time.monotonic() < end:
        for name in chosen:
            try:
                TARGETS[name](Random(f"{name} {seed}"))
            except Exception:
                broken += 1
                print(f"{name}, seed {seed}:\n{traceback.format_exc()}", flush=True)
            tried += 1
        seed += 1
    print(f"{tried:,} inputs, {broken} broken promises; the next seed is {seed}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
