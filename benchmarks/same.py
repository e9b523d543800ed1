"""What an audit says before and after a change: which segments, attributions ... moved.

Usage::  python benchmarks/same.py BEFORE AFTER FOLDER [FOLDER ...] [--most N]

BEFORE and AFTER are a commit, a branch or the folder of a checkout (``.`` is this one as
it stands).  Each audits every article of the folders by its own code and its own rules, and
what it says is compared part by part.  Prints the first changes of each part and how
many there are; exits with 1 if anything changed, so that a step that only tidies can be
held to changing nothing.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("segments", "attributions", "sources", "parties", "findings", "metrics", "notes")
# Run by each checkout: its own public names, so that its modules may lie where they like.
_DUMP = """
import json, sys
from auditor import audit_text, load_rules, read_document
rules = load_rules()
for path in sys.stdin.read().splitlines():
    audit = audit_text(read_document(path), rules)
    said = {part: getattr(audit, part) for part in sys.argv[1:]}
    said["metrics"] = sorted(said["metrics"].items())
    print(json.dumps({part: list(rows) for part, rows in said.items()}))
"""

Said = dict[str, list[object]]


def articles(folders: Sequence[str]) -> list[Path]:
    """Return the articles under the folders, each as an absolute path."""
    found = [
        path.resolve()
        for folder in folders
        for path in sorted(Path(folder).rglob("*"))
        if path.suffix in (".txt", ".md", ".html")
    ]
    if not found:
        sys.exit(f"{', '.join(folders)}: no articles there (.txt, .md, .html)")
    return found


def checkout(name: str, scratch: Path) -> Path:
    """Return the folder of a checkout, or of a commit's files written into ``scratch``."""
    if Path(name, "auditor").is_dir():
        return Path(name).resolve()
    packed = subprocess.run(
        ["git", "archive", name, "auditor", "rules"], cwd=ROOT, capture_output=True
    )
    if packed.returncode:
        sys.exit(f"{name}: neither a checkout nor a commit: {packed.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(scratch, filter="data")
    return scratch


def audits(folder: Path, paths: Sequence[Path]) -> list[Said]:
    """Return what the checkout in ``folder`` says of each article, without its cache."""
    environ = {**os.environ, "PYTHONPATH": str(folder), "AUDITOR_CACHE_DIR": ""}
    done = subprocess.run(
        [sys.executable, "-P", "-c", _DUMP, *PARTS],
        input="\n".join(map(str, paths)), capture_output=True, text=True, env=environ, cwd=folder,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"{folder}:\n{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def changes(before: Said, after: Said) -> Iterator[tuple[str, str]]:
    """Yield the part and a line for each row that only one of two audits has."""
    for part in PARTS:
        rows = [Counter(map(json.dumps, said[part])) for said in (before, after)]
        for sign, gone in (("-", rows[0] - rows[1]), ("+", rows[1] - rows[0])):
            yield from ((part, f"{sign} {row}") for row in sorted(gone.elements()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--most", type=int, default=6, help="lines that are shown of each part")
    given = parser.parse_args()
    paths = articles(given.folders)
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor() as both:
        folders = [
            checkout(name, Path(scratch, side))
            for side, name in (("before", given.before), ("after", given.after))
        ]
        before, after = both.map(lambda folder: audits(folder, paths), folders)
    counted: Counter[str] = Counter()
    moved = 0
    for path, *pair in zip(paths, before, after, strict=True):
        found = list(changes(*pair))
        moved += bool(found)
        for part, line in found:
            counted[part] += 1
            if counted[part] <= given.most:
                print(f"{path.name}: {part}: {line}")
    total = {part: sum(len(said[part]) for said in before) for part in PARTS}
    for part in PARTS:
        print(f"{part:13}{total[part]:7,} before, {counted[part]:5,} rows changed")
    print(f"{moved} of {len(paths)} articles changed")
    sys.exit(moved > 0)


if __name__ == "__main__":
    main()
