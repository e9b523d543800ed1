"""Processes of this machine, each with rules of its own, and a thread here that feeds it.

A process that dies costs its chunk: whoever asked may ask again, article by article.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from auditor.archive.audits import Done, Setup, audit_chunk, loaded
from auditor.archive.engine import Chunk, Outcome
from auditor.archive.inputs import Article
from auditor.errors import AuditorError, UsageError
from auditor.memory import keep_all_loaded

_AHEAD = 2  # chunks for each process: one that it has, one that waits
_READY = "ready"
_FAULT = 70  # ends a process that has met an error of this program; the watch ends with 1


def cores() -> int:
    """Return how many processes can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes:
    """An engine (see ``engine``) of ``jobs`` processes; 0 for as many as there are cores."""

    def __init__(self, setup: Setup, jobs: int = 0) -> None:
        jobs = jobs or cores()
        self.slots = _AHEAD * jobs
        self._setup = setup
        self._todo: SimpleQueue[Chunk | None] = SimpleQueue()
        self._done: SimpleQueue[Outcome | UsageError] = SimpleQueue()
        self._workers: dict[int, _Worker] = {}
        self._closing = False
        self._threads = [Thread(target=self._feed, args=(n,), daemon=True) for n in range(jobs)]
        for thread in self._threads:
            thread.start()

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk; return at once."""
        self._todo.put(chunk)

    def outcome(self, seconds: float) -> Outcome | None:
        """Return a chunk that is done; None if none is within some seconds."""
        try:
            outcome = self._done.get(timeout=seconds)
        except Empty:
            return None
        if isinstance(outcome, UsageError):
            raise outcome
        return outcome

    def close(self) -> None:
        """End the processes; what is in flight is lost."""
        self._closing = True
        for _ in self._threads:
            self._todo.put(None)
        for worker in list(self._workers.values()):
            worker.process.terminate()
        for thread in self._threads:
            thread.join()

    def _feed(self, number: int) -> None:
        """Hand chunks to one process after the other, and its replacement where it dies."""
        worker: _Worker | None = None
        try:
            while (chunk := self._todo.get()) is not None and not self._closing:
                if worker is None:
                    worker = self._workers[number] = _started(self._setup)
                done = worker.audited(chunk.articles)
                death = ""
                if done is None:
                    death, worker = worker.death(), None
                self._done.put(Outcome(chunk, done, death))
        except UsageError as error:
            self._done.put(error)
        finally:
            if worker is not None:
                worker.process.terminate()
                worker.process.join()


class _Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection

    def audited(self, articles: Sequence[Article]) -> Done | None:
        """Return what came of articles; None where the process has died."""
        try:
            self.pipe.send(articles)
            done: Done = self.pipe.recv()
            return done
        except (EOFError, OSError):
            return None

    def death(self) -> str:
        """Say how the process ended."""
        self.process.join()
        code = self.process.exitcode or 0
        if code == 1:
            return "time"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _started(setup: Setup) -> _Worker:
    # Not forked: there are threads here, and what they hold would be held for ever there.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, setup), daemon=True)
    process.start()
    theirs.close()
    try:
        said = ours.recv()
    except (EOFError, OSError):
        process.join()
        raise UsageError(f"a process ends at its start, with code {process.exitcode}") from None
    if said != _READY:
        raise UsageError(str(said))
    return _Worker(process, ours)


def _work(pipe: Connection, setup: Setup) -> None:
    """Audit what comes through the pipe until nobody is at its other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    try:
        loaded(setup)
    except AuditorError as error:
        pipe.send(str(error))
        return
    keep_all_loaded()
    try:
        pipe.send(_READY)
        while True:
            pipe.send(audit_chunk(pipe.recv(), setup))
    except (EOFError, OSError):
        os._exit(0)
    except BaseException:
        os._exit(_FAULT)
