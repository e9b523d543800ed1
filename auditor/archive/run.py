"""A run: what is new or changed in an archive is audited, and the tables are brought up to it.

What is done is kept at once, so that a run which ends anywhere, killed even, goes on from there:
the tables depend on the archive, the rules and the program alone.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from auditor.archive import parts
from auditor.archive.audits import Done, Failed, Setup
from auditor.archive.engine import Chunk, Engine, Outcome
from auditor.archive.inputs import Article, Inputs, Item
from auditor.archive.inputs.sheet import Fault
from auditor.archive.ledger import PART, Ledger
from auditor.archive.schema import VERSION
from auditor.digests import sha256
from auditor.errors import UsageError

_ARTICLES = 32  # of a chunk: about half a second of work
_BYTES = 256 * 1024
_DEATHS = 3  # of processes until it is the article's fault: once with others, twice alone
_LOOK = 0.2  # seconds between two looks at what is to be stopped
_ENTRIES = 2000  # that are met without anything being kept
_OF_LIMITS = ("time", "size", "memory", "crash")  # failures that other limits may mend
_OURS = {"ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.sqlite-journal"}


class Status(NamedTuple):
    """How far a run is."""

    read: float = 0.0  # part of the archive, 0 to 1
    met: int = 0  # articles and faults
    audited: int = 0
    failed: int = 0
    unchanged: int = 0
    forgotten: int = 0
    stopped: bool = False  # told to stop, or at its limit


class Wishes(NamedTuple):
    """What a run is asked for besides the audit."""

    limit: int | None = None  # articles to audit at most
    rate: float | None = None  # articles a second at most
    prune: bool = False  # whether to forget what the archive does not hold any more


NO_WISHES = Wishes()


class Run:
    """One run over an archive into a folder; ``stop`` may be called at any time."""

    def __init__(
        self,
        folder: Path,
        inputs: Inputs,
        setup: Setup,
        engine: Engine,
        wishes: Wishes = NO_WISHES,
        told: Callable[[Status], None] = lambda status: None,
        part: int = 0,
    ) -> None:
        self._folder, self._inputs, self._setup, self._engine = folder, inputs, setup, engine
        self._wishes, self._told, self._part = wishes, told, part
        self._stopping = False
        self._flying = 0
        self._again: deque[Chunk] = deque()
        self._next: list[tuple[int, Article]] = []
        self._met = self._audited = self._failed = self._unchanged = self._sent = 0
        self._began = time.monotonic()

    def stop(self) -> None:
        """Take nothing new: what is in flight is kept, and the tables are brought up to it."""
        self._stopping = True

    def run(self) -> Status:
        """Do all of it and return how far it went.  Raises UsageError."""
        made(self._folder)
        ledger = self._ledger = Ledger(self._folder, self._part or PART)
        try:
            parts.recover(self._folder, ledger)
            for item in self._inputs:
                self._meet(item)
                if self._stopping:
                    break
            self._send()
            while self._flying or self._again:
                self._collect()
            forgotten = 0
            if not self._stopping:
                forgotten = ledger.forget(self._inputs.read, all=self._wishes.prune)
            for part in ledger.stale():
                parts.write(self._folder, ledger, part)
            status = self._status()._replace(forgotten=forgotten)
            self._told(status)
            return status
        finally:
            ledger.close()

    # ------------------------------------------------------------ what is met

    def _meet(self, item: Item) -> None:
        self._met += 1
        if isinstance(item, Fault):
            self._keep_fault(item)
        else:
            if item.data is not None:  # rows are told by whether their table was read
                self._ledger.absolve(_key(item.place))
            entry = self._ledger.entry(item.about.id)
            if entry is not None and entry.passed == self._ledger.passing:
                place = item.place
                self._keep_fault(Fault(item.about.id, place, "duplicate", "its id is taken"))
                return
            if entry is not None and entry.hash in self._hashes(item):
                self._ledger.meet(item.about.id, entry)
                self._unchanged += 1
            else:
                self._take(self._ledger.meet(item.about.id, entry), item)
        if self._met % _ENTRIES == 0:
            self._ledger.commit()
            self._told(self._status())

    def _take(self, ordinal: int, article: Article) -> None:
        """Put an article into the next chunk; all of a chunk are of one part."""
        part = self._ledger.part
        if self._next and self._next[0][0] // part != ordinal // part:
            self._send()
        self._next.append((ordinal, article))
        self._sent += 1
        size = sum(one.size for _, one in self._next)
        last = self._wishes.limit is not None and self._sent >= self._wishes.limit
        if len(self._next) >= _ARTICLES or size >= _BYTES or last:
            self._send()
        if last:
            self._stopping = True

    def _keep_fault(self, fault: Fault) -> None:
        """Keep a fault under its place: the id, where it has one, is another's."""
        key = _key(fault.place)
        hash = _hash("fault", *map(str, fault))
        entry = self._ledger.entry(key)
        ordinal = self._ledger.meet(key, entry)
        if entry is None or entry.hash != hash:
            failed = Failed(fault.code, fault.message)
            file = fault.place.rpartition("#")[0] or fault.place
            told = {ordinal: (fault.id, fault.place, failed)}
            self._ledger.keep([ordinal], [hash], {}, told, file)
            self._failed += 1
            self._written(ordinal)

    # ------------------------------------------------------------ chunks

    def _send(self) -> None:
        if self._next:
            ordinals, articles = zip(*self._next, strict=True)
            self._next = []
            while self._flying >= self._engine.slots or self._again:
                self._collect()
            self._wait_for_rate()
            self._submit(Chunk(ordinals, articles))

    def _wait_for_rate(self) -> None:
        rate = self._wishes.rate
        while rate and not self._stopping:
            due = self._began + (self._sent - _ARTICLES) / rate
            if due <= time.monotonic():
                break
            if self._flying:
                self._collect()
            else:
                time.sleep(min(_LOOK, max(0.0, due - time.monotonic())))

    def _submit(self, chunk: Chunk) -> None:
        self._flying += 1
        self._engine.submit(chunk)

    def _collect(self) -> None:
        """Wait a while for a chunk; send again what has lost its process."""
        while self._again and self._flying < self._engine.slots:
            self._submit(self._again.popleft())
        outcome = self._engine.outcome(_LOOK)
        self._told(self._status())
        if outcome is None:
            return
        self._flying -= 1
        if outcome.done is not None:
            self._keep(outcome.chunk, outcome.done)
        else:
            self._mourn(outcome)

    def _mourn(self, outcome: Outcome) -> None:
        """Find the article that ends processes: each of a chunk goes alone."""
        ordinals, articles, deaths = outcome.chunk
        if len(articles) == 1 and deaths + 1 >= _DEATHS:
            failed = _of_death(outcome.death, self._setup)
            self._keep(outcome.chunk, Done({}, {0: failed}))
            return
        for ordinal, article in zip(ordinals, articles, strict=True):
            self._again.append(Chunk((ordinal,), (article,), deaths + 1))

    def _keep(self, chunk: Chunk, done: Done) -> None:
        failed = {
            chunk.ordinals[at]: (chunk.articles[at].about.id, chunk.articles[at].place, why)
            for at, why in done.failed.items()
        }
        hashes = []
        for at, article in enumerate(chunk.articles):
            bare, limited = self._hashes(article)
            why = done.failed.get(at)
            hashes.append(limited if why and why.code in _OF_LIMITS else bare)
        self._ledger.keep(chunk.ordinals, hashes, done.tables, failed)
        self._ledger.commit()
        self._failed += len(failed)
        self._audited += len(chunk.articles) - len(failed)
        self._written(chunk.ordinals[0])

    def _written(self, ordinal: int) -> None:
        """Write the part of an entry if there is nothing to wait for."""
        part = ordinal // self._ledger.part
        if self._ledger.redone(part):
            self._ledger.commit()
            parts.write(self._folder, self._ledger, part)

    def _hashes(self, article: Article) -> tuple[bytes, bytes]:
        """Return what the rows of an article depend on, without the limits and with them."""
        setup = self._setup
        bare = (VERSION, article.sha256, *setup.judge, setup.encoding or "")
        return _hash(*bare), _hash(*bare, *map(str, setup.limits))

    def _status(self) -> Status:
        return Status(
            self._inputs.done, self._met, self._audited, self._failed, self._unchanged, 0,
            self._stopping,
        )  # fmt: skip


def made(folder: Path) -> None:
    """Make the folder of the tables; raise UsageError where it holds something else."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in folder.iterdir()}
    except OSError as error:
        raise UsageError(f"-o {folder}: {error.strerror}") from error
    if names and not names & _OURS:
        raise UsageError(f"-o {folder}: is not empty and holds no archive; name another folder")


def _key(place: str) -> str:
    """Return the key of a fault: no id begins with the end of a line."""
    return f"\n{place}"


def _of_death(death: str, setup: Setup) -> Failed:
    if death == "time":
        return Failed("time", f"takes longer than {setup.limits.seconds:g} seconds")
    return Failed("crash", f"ends the process that audits it ({death}), again and again")


def _hash(*told: str) -> bytes:
    return sha256("\0".join(told).encode("utf-8", "surrogatepass")).digest()[:16]
