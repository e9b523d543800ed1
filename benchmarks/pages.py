"""How much of the true text of web pages the reader finds, and what else it takes for text.

Usage::  python benchmarks/pages.py FOLDER [--shares] [--write FILE] [--compare FILE] [--worst N]

FOLDER holds ``ground-truth.json`` and ``html/ID.html.gz`` as in the article extraction
benchmark of Zyte (scrapinghub/article-extraction-benchmark).  Each page is read as a file;
all blocks of the article but its title are held against the true body:

* shingles: runs of four words, precision and recall of each page, their means and the F of
  these, which is how that benchmark counts;
* words: the same for single words, each as often as it stands there.

``--shares`` audits each English page and its true body, and compares the unverified
single-party shares.  ``--write`` keeps the F of each page, ``--compare`` names the pages with
one ``<article>`` that have become worse since.  What is installed is measured; where nothing
is, this checkout.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))

from auditor import load_rules
from auditor.audit import audit, audit_text
from auditor.formats import read_bytes
from auditor.model import BlockKind, Document
from auditor.summary import SHARE
from auditor.visible import visible

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(rb"<article[\s>]", re.IGNORECASE)
_NOT_BODY = {BlockKind.AROUND, BlockKind.TITLE}


class Page(NamedTuple):
    """A page of the benchmark as read, its true body and the CPU seconds it took."""

    id: str
    data: bytes
    body: str
    document: Document
    seconds: float


class Figures(NamedTuple):
    precision: float
    recall: float
    told: bool = True  # something was found, so there is a precision

    @property
    def f(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def pages(folder: Path) -> Iterator[Page]:
    """Yield the pages, read."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for id, entry in sorted(truth.items()):
        data = gzip.decompress((folder / "html" / f"{id}.html.gz").read_bytes())
        read_bytes(data, f"{id}.html")  # once, so that nothing is loaded while the clock runs
        begin = time.process_time()
        document = read_bytes(data, f"{id}.html")
        yield Page(id, data, entry["articleBody"], document, time.process_time() - begin)


def found(document: Document) -> str:
    """Return the words of the article, without its title."""
    return "\n".join(
        visible(document, block.start, block.end)
        for block in document.blocks
        if block.kind not in _NOT_BODY
    )


def runs(text: str, length: int) -> Counter[tuple[str, ...]]:
    """Return the runs of so many words; of a shorter text, the whole."""
    words = _WORD.findall(text)
    spans = (tuple(words[at : at + length]) for at in range(max(1, len(words) - length + 1)))
    return Counter(span for span in spans if span)


def compare(true: str, told: str, length: int) -> Figures:
    """Return precision and recall of ``told``; 1 where there is nothing to be wrong about."""
    right, ours = runs(true, length), runs(told, length)
    shared = (right & ours).total()
    return Figures(
        shared / ours.total() if ours else float(not right),
        shared / right.total() if right else 1.0,
        bool(ours),
    )


def overall(figures: list[Figures]) -> Figures:
    """Return the means over the pages; a page with nothing found has no precision."""
    told = [one.precision for one in figures if one.told]
    return Figures(mean(told) if told else 0.0, mean(one.recall for one in figures))


def shares(all_pages: list[Page]) -> None:
    """Print how far the share on the page is from that on the bare body."""
    rules = load_rules()
    apart = []
    for page in all_pages:
        bare = audit_text(page.body, rules)
        if not bare.audited:
            continue  # another language, or a line or two
        whole = audit(page.document, rules)
        difference = abs(float(whole.metrics[SHARE] or 0) - float(bare.metrics[SHARE] or 0))
        apart.append((difference, page.id))
    print(f"share on the page against the body, {len(apart)} pages in English: ", end="")
    print(f"mean difference {mean(d for d, _ in apart):.4f}")
    for difference, id in sorted(apart, reverse=True)[:5]:
        print(f"  {difference:.3f}  {id[:12]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shares", action="store_true")
    parser.add_argument("--write", type=Path, metavar="FILE")
    parser.add_argument("--compare", type=Path, metavar="FILE")
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    options = parser.parse_args()

    read = list(pages(options.folder))
    texts = {page.id: found(page.document) for page in read}
    by_page = {page.id: compare(page.body, texts[page.id], 4) for page in read}
    for name, figures in (
        ("shingles", list(by_page.values())),
        ("words", [compare(page.body, texts[page.id], 1) for page in read]),
    ):
        total = overall(figures)
        print(f"{name:9} P {total.precision:.3f}  R {total.recall:.3f}  F {total.f:.3f}")
    spent = sorted(page.seconds * 1000 for page in read)
    print(f"{len(read)} pages, {mean(spent):.1f} ms of CPU a page, at most {spent[-1]:.0f}")
    for f, id in sorted((one.f, id) for id, one in by_page.items())[: options.worst]:
        print(f"  {f:.3f}  P {by_page[id].precision:.3f}  R {by_page[id].recall:.3f}  {id[:12]}")
    if options.write:
        options.write.write_text(json.dumps({id: one.f for id, one in by_page.items()}, indent=1))
    if options.compare:
        before = json.loads(options.compare.read_text("utf-8"))
        single = {page.id for page in read if len(_ARTICLE.findall(page.data)) == 1}
        worse = [(id, before[id], by_page[id].f) for id in single if by_page[id].f < before[id]]
        print(f"{len(worse)} of {len(single)} pages with one <article> below {options.compare}")
        for id, old, new in sorted(worse, key=lambda line: line[2] - line[1]):
            print(f"  {old:.3f} -> {new:.3f}  {id[:12]}")
    if options.shares:
        shares(read)


if __name__ == "__main__":
    main()
