"""The benchmark of web pages counts as it says: on two invented pages whose figures are known."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BODY = (
    "The council said that the gate of the lock had been mended twice, and would be mended again.",
    "A boatman who lives beside it said that he had seen nobody there since the spring, not once.",
    "The company that owns the lock denied that, and said that its men had been there every week.",
)


def test_the_figures_of_two_pages(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY)
    pages = {
        "one": f"<nav>Home</nav><article><h1>Gate mended</h1>{paragraphs}</article>",
        "two": f"<article><h1>Gate mended</h1>{paragraphs}<p>{BODY[0]}</p></article>",
    }
    truth = {id: {"articleBody": "\n".join(BODY)} for id in pages}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    for id, page in pages.items():
        (tmp_path / "html" / f"{id}.html.gz").write_bytes(gzip.compress(page.encode()))
    kept = tmp_path / "kept.json"
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "pages.py", tmp_path, "--shares", "--write", kept],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    words = sum(len(line.split()) for line in BODY)
    precision = (1 + words / (words + len(BODY[0].split()))) / 2
    assert re.search(rf"words +P {precision:.3f}  R 1.000", done.stdout)
    assert "2 pages" in done.stdout and "2 pages in English" in done.stdout
    assert json.loads(kept.read_text("utf-8"))["one"] == 1.0
