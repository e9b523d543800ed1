"""A chunk of articles to rows, in whatever process is asked to."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import NamedTuple, TextIO

from auditor.archive.inputs import Article
from auditor.archive.pieces import batch, packed
from auditor.archive.rows import Judge, Row, Rows, judge, rows
from auditor.archive.schema import TABLES, UNREADABLE
from auditor.audit import audit
from auditor.errors import ReadError, UsageError
from auditor.formats import read_bytes
from auditor.formats._cells import read_cells
from auditor.harmless import named, printable
from auditor.model import RuleSet

LETTERS = 1_000_000
SECONDS = 60.0
_rules: dict[Judge, RuleSet] = {}  # that this process has loaded
_one_at_a_time = Lock()  # the watch is the process's


class Limits(NamedTuple):
    """What one article may take."""

    letters: int = LETTERS
    seconds: float = SECONDS  # 0 for no limit: at the limit the process ends


class Setup(NamedTuple):
    """What a process needs to audit; it can be sent to another one."""

    load: Callable[[], RuleSet]
    judge: Judge
    limits: Limits = Limits()
    encoding: str | None = None  # of files that are not UTF-8


class Failed(NamedTuple):
    """Why an article was not audited."""

    code: str
    message: str


class Done(NamedTuple):
    """What came of a chunk: rows by table, packed, and the failures by the place in the chunk."""

    tables: Mapping[str, bytes]
    failed: Mapping[int, Failed]


def audit_chunk(articles: Sequence[Article], setup: Setup) -> Done:
    """Audit some articles; whatever goes wrong with one stays with it.

    Raises UsageError where the rules or the version here are not those of ``setup``.
    """
    rules = loaded(setup)
    found: dict[str, list[Row]] = {name: [] for name in TABLES if name != UNREADABLE.name}
    failed: dict[int, Failed] = {}
    for at, article in enumerate(articles):
        one = audit_article(article, setup, rules)
        if isinstance(one, Failed):
            failed[at] = one
            continue
        for name, kept in found.items():
            kept += one[name]
    return Done({name: packed(batch(TABLES[name], kept)) for name, kept in found.items()}, failed)


def audit_article(article: Article, setup: Setup, rules: RuleSet) -> Rows | Failed:
    """Return the rows of one article, or why there are none."""
    about = article.about
    most = setup.limits.letters
    try:
        with _watched(setup.limits.seconds):
            if article.data is None:
                document, body = read_cells(about.title, article.text, article.place)
            else:
                body = 0
                document = read_bytes(article.data, article.place, encoding=setup.encoding)
            if len(document.plain) - document.plain.count(" ") > most:
                return Failed("size", f"more than {most:,} letters")
            result = audit(document._replace(path=named(document.path)), rules)
            return rows(result, about, setup.judge, article.sha256, body)
    except ReadError as error:
        return Failed(error.code, printable(str(error).removeprefix(f"{article.place}: ")))
    except MemoryError:
        return Failed("memory", "takes more memory than there is")
    except Exception as error:
        return Failed("internal", printable(f"internal error: {type(error).__name__}: {error}"))


def loaded(setup: Setup) -> RuleSet:
    """Return the rules of a setup, loaded once in each process."""
    if setup.judge in _rules:
        return _rules[setup.judge]
    rules = setup.load()
    here = judge(rules)
    if here != setup.judge:
        raise UsageError(
            f"installed is {_said(here)}, asked for is {_said(setup.judge)}: install the same"
        )
    _rules[setup.judge] = rules
    return rules


def _said(judge: Judge) -> str:
    reader = f" and reader {judge.reader}" if judge.reader else ""
    return f"version {judge.version} with packs {judge.packs[:12]}{reader}"


@cache
def _nowhere() -> TextIO:
    return open(os.devnull, "w")  # noqa: PTH123 - kept open: every article needs it


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """End this process if what is inside takes longer: also where no signal would be heard."""
    if not seconds:
        yield
        return
    with _one_at_a_time:
        faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
