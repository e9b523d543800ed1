"""A short run of every fuzzer, the same each time; ``make fuzz`` goes on with other seeds."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
from targets import TARGETS

COUNTS = {"article": 25, "pack": 40, "settings": 100, "phrase": 1000, "cached": 15, "name": 100}


@pytest.mark.parametrize("name", TARGETS)
def test_no_promise_is_broken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "tree" and sys.platform == "win32":
        pytest.skip("links need a privilege there")
    monkeypatch.setenv("AUDITOR_CACHE_DIR", "")
    for seed in range(COUNTS.get(name, 30)):
        TARGETS[name](Random(f"{name} {seed}"))
