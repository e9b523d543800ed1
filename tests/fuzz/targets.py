"""What is fuzzed: each target makes one input from a random source and holds us to a promise.

A target returns nothing; an exception is a broken promise.  The same seed is the same input.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from xml.etree import ElementTree

from auditor.audit import audit
from auditor.desk import baseline, read, sidecar
from auditor.errors import AuditorError, ReadError, RulePackError, UsageError
from auditor.formats import formats, read_bytes, suffixes
from auditor.gate import judge
from auditor.harmless import calm, named, printable
from auditor.inputs import select
from auditor.model import RuleSet
from auditor.packs import BUILT_IN
from auditor.packs import cache as kept_packs
from auditor.packs.load import load_only, load_rules
from auditor.packs.phrase import PhraseError, parse
from auditor.reports import binary, load, names
from auditor.run import Limits, Piece, Run, Style
from auditor.summary import digest

ROOT = Path(__file__).resolve().parent.parent.parent
OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
    r"|##[\w.-]*\[|^[ \t]*::(?!error |warning |notice )",
    re.MULTILINE,
)
LIMITS = Limits(0.1, 0.1)
FORMATS = [name for name in names() if not binary(load(name))]
# What parsers, terminals, pipelines and spreadsheets take for something.
PIECES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\x1b[31m", b"\xc2\x9b",
    "\u202e\u2066\u200b\ufeff\u0640\ufdd0\U0001f600".encode(), b"##[stop-commands]", b"\n::error::",
    b"<!--", b"-->", b"<script>", b"</li>", b"<p hidden>", b"&#0;", b"&#x110000;", b"`", b"```\n",
    b"~~~\n", b"- ", b"> ", b"[a](b)", b"|", b"<!-- auditor: ok loaded-verb -- x, M.O. -->", b"\"",
    "“".encode(), b"''", b"said ", b"he said, ", b"according to ", b"{", b"}", b"[", b"]", b": ",
    b"&a", b"*a", b"!!python/object:os.system", b"@list ", b"...12 ", b"~say ", b"<content> ",
    b"=cmd|' /C calc'!A0", b"\\ud800", b"1e999", b"9" * 400, b"www.", b"@x", b"\t", b"%0A",
)  # fmt: skip


def mutated(random: Random, content: bytes, most: int = 12) -> bytes:
    """Return bytes with some pieces put in, taken out, doubled, flipped or moved."""
    data = bytearray(content)
    for _ in range(random.randint(1, most)):
        at, length = random.randint(0, len(data)), random.choice((1, 1, 3, 20, 200))
        match random.randrange(6):
            case 0:
                data[at:at] = random.choice(PIECES)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * random.choice((1, 2, 50))
            case 3 if at < len(data):
                data[at] ^= 1 << random.randrange(8)
            case 4:
                data[at : at + length] = random.choice(PIECES) * random.choice((1, 3, 90))
            case _:
                other = random.randint(0, len(data))
                data[at:at] = data[other : other + length]
    return bytes(data[:200_000])


@cache
def rules() -> RuleSet:
    return load_rules()


@cache
def stories() -> tuple[bytes, ...]:
    return tuple(path.read_bytes()[:6000] for path in sorted((ROOT / "samples").glob("*.*")))


def article(random: Random) -> None:
    """Any bytes are an article or a reason; every report of them is sound and obeyed by nobody."""
    content = mutated(random, random.choice(stories()))
    if random.random() < 0.3:
        content = b"".join(random.choices(PIECES, k=random.randint(1, 60)))
    name = named("".join(random.choices("ab\x1b\udcff\u202e #[]:=", k=6)) + ".txt")
    try:
        document = read_bytes(content, name, format=random.choice(formats()))
    except ReadError as error:
        assert not OBEYED.search(calm(str(error)))
        return
    result = audit(document, rules())
    size = len(document.text)
    for start, end in ((s.start, s.end) for s in (*result.segments, *result.findings)):
        assert 0 <= start <= end <= size
    for format in random.sample(FORMATS, 4):
        report = load(format)
        style = Style(limits=LIMITS)
        piece = Piece(digest(result), report.article(result, style))
        run = Run("0", (), judge([piece.digest], LIMITS), style)
        told = "".join(report.whole([piece], run))
        told.encode("utf-8")
        found = OBEYED.search(told.replace("\r\n", "\n"))
        assert not found, (format, found)
        if format in ("json", "sarif"):
            json.loads(told)
        elif format == "junit":
            ElementTree.fromstring(told)


@cache
def packs() -> tuple[bytes, ...]:
    small = [path.read_bytes() for path in sorted(Path(BUILT_IN).rglob("*.yaml"))]
    house = b"""\
pack: house
version: "1.0.0"
about: x
lists:
  a: [one, (two | =Three), "@b four"]
  b: [five, "six ...3 seven"]
rules:
  - {id: r, kind: hedge, about: x, phrases: ["@a or <content> $", "~say [that | so] #"],
     unless: [not], examples: {find: ["He {says that 5}."], leave: [y]}}
parties:
  - {name: P, role: interested, type: state, names: ["=Pa"], examples: {find: ["{Pa}"], leave: [y]}}
"""
    return (*([house] * 20), *(content for content in small if len(content) < 20_000))


def _in_file(suffix: str, content: bytes, use: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x{suffix}")
        path.write_bytes(content)
        with suppress(AuditorError):
            use(path)


def pack(random: Random) -> None:
    """Any YAML or JSON is a pack or a list of faults, at most a hundred of a file."""
    table = b'{"table": "t", "points": {"a=b & c=d": 1.5, "a=c": -2, "e": 1}}'
    is_table = random.random() < 0.2
    content = mutated(random, table if is_table else random.choice(packs()), 6)

    def use(path: Path) -> None:
        try:
            found = load_only([path])
        except RulePackError as error:
            assert len(error.faults) <= 101
            assert not OBEYED.search(calm(str(error)))
            raise
        assert all(rule.origin for rule in found.rules)

    _in_file(".json" if is_table else ".yaml", content, use)


def settings(random: Random) -> None:
    """Any configuration, sidecar and baseline is read or is a few lines of faults."""
    config = (ROOT / "auditor" / "desk" / "starting.yaml").read_bytes().replace(b"# ", b"")
    beside = b"- {fingerprint: 0123456789abcdef, rule: loaded-verb, by: M.O., reason: x}\n" * 3
    known = b'{"schema_version": "1.0", "findings": [{"path": "a", "rule": "b", "fingerprint": '
    known += b'"c", "count": 1}]}'
    made = (
        (".yaml", config, lambda path: read.read(str(path))),
        (".audit.yaml", beside, lambda path: sidecar.read(str(path))),
        (".json", known, lambda path: baseline.read(str(path))),
    )
    suffix, content, reads = random.choice(made)

    def use(path: Path) -> None:
        try:
            reads(path)
        except UsageError as error:
            assert len(str(error).splitlines()) <= 60
            raise

    _in_file(suffix, mutated(random, content), use)


def phrase(random: Random) -> None:
    """Any text is a phrase or a fault with a column."""
    signs = (
        "(",
        ")",
        "[",
        "]",
        "|",
        " ",
        "...",
        "...99",
        "~",
        "@",
        "<a>",
        "=",
        "^",
        "$",
        "\\",
        "a",
    )
    text = "".join(random.choices(signs, k=random.randint(1, 80)))
    try:
        parse(text)
    except PhraseError as error:
        assert 0 <= error.column <= len(text)


def cached(random: Random) -> None:
    """Whatever lies in the cache, the rules are those of the packs."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("AUDITOR_CACHE_DIR")
        os.environ["AUDITOR_CACHE_DIR"] = os.path.join(folder, "cache")
        try:
            file = Path(folder, "p.yaml")
            file.write_bytes(packs()[0])
            first = load_only([file]).rules
            for kept in Path(kept_packs.folder() or folder).glob("*.cache"):
                kept.write_bytes(mutated(random, kept.read_bytes(), 3))
            assert load_only([file]).rules == first
        finally:
            os.environ.pop("AUDITOR_CACHE_DIR")
            if before is not None:
                os.environ["AUDITOR_CACHE_DIR"] = before


def name(random: Random) -> None:
    """A name of any characters is given so that no other is given like it, and harms nobody."""
    made = ["".join(random.choices("\\xu019aé\x1b\n\u202e\udcff\udc80 ", k=4)) for _ in range(40)]
    given = [named(path) for path in made]
    assert len(set(given)) == len(set(made))
    assert all(path.isprintable() for path in given)
    for path in made:
        assert not OBEYED.search(printable(f"##[x]{path}")) and not OBEYED.search(calm(f"::{path}"))


def tree(random: Random) -> None:
    """However folders are linked, each is searched once and the search ends."""
    with tempfile.TemporaryDirectory() as top:
        folders = [top]
        for number in range(random.randint(1, 12)):
            folders.append(os.path.join(random.choice(folders), f"f{number}"))
            os.mkdir(folders[-1])
            Path(folders[-1], "x.txt").write_text("x")
        for number in range(random.randint(0, 30)):
            link = os.path.join(random.choice(folders), f"l{number}")
            os.symlink(random.choice([*folders, link, "nowhere", "/"]), link)
        before = os.getcwd()
        os.chdir(top)
        try:
            found = select(["."], suffixes()).files
            real = {path for path in found if os.path.basename(path) == "x.txt"}
            assert len(real) == len(folders) - 1
            assert all(os.path.realpath(path).endswith(path) for path in real)
        finally:
            os.chdir(before)


TARGETS: dict[str, Callable[[Random], None]] = {
    target.__name__: target
    for target in (article, pack, settings, phrase, cached, name, tree)
}  # fmt: skip
