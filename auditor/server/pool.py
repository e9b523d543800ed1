"""The processes that audit: each has the rules and answers one request at a time.

An audit takes one core for as long as it lasts, so threads would gain nothing; and a process can
be ended where one draft takes too long.  Where processes are forked, the first ones inherit the
rules; one that is started later, when there are threads, loads its own.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from auditor.memory import keep_all_loaded
from auditor.server.answers import Ground, answer
from auditor.server.drafts import Request
from auditor.server.refusal import Answer, Refusal

if TYPE_CHECKING:
    from asyncio import Future

Load = Callable[[], Ground]

_ENDING, _STARTING = 5.0, 60.0  # seconds that a process may take for it


class Pool:
    """``size`` processes; an audit that takes more than ``seconds`` is ended."""

    def __init__(self, ground: Ground, load: Load, size: int, seconds: float) -> None:
        method = "fork" if sys.platform == "linux" else "spawn"
        self._workers = [_Worker(method, ground, load, seconds) for _ in range(size)]
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._threads = ThreadPoolExecutor(size, "audit")

    async def ask(self, request: Request) -> Answer:
        """Return the answer to a request, when one of the processes is free."""
        worker = await self._idle.get()
        asked = asyncio.get_running_loop().run_in_executor(self._threads, worker.ask, request)
        asked.add_done_callback(lambda done: self._free(worker, done))  # also if nobody waits
        return await asyncio.shield(asked)

    def _free(self, worker: _Worker, done: Future[Answer]) -> None:
        self._idle.put_nowait(worker)
        if not done.cancelled():
            done.exception()  # seen, where nobody waits any more

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(wait=False, cancel_futures=True)


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, method: str, ground: Ground, load: Load, seconds: float) -> None:
        self._load = load
        self._seconds = seconds
        self._start(method, ground if method == "fork" else None)

    def _start(self, method: str, ground: Ground | None) -> None:
        context: Any = multiprocessing.get_context(method)
        self._pipe: Connection
        self._pipe, other = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_work, args=(other, ground, self._load), daemon=True
        )
        self._process.start()
        other.close()
        self._ready = False

    def ask(self, request: Request) -> Answer:
        """Return the answer of the process; raise Refusal where it gives none in time."""
        try:
            if not self._ready and self._pipe.poll(_STARTING):
                self._ready = self._pipe.recv()
            self._pipe.send(request)
            if self._pipe.poll(self._seconds):
                found: Answer = self._pipe.recv()
                return found
            refusal = Refusal(
                422, "time", f"the audit took more than {self._seconds:g} seconds; send parts"
            )
        except (EOFError, OSError):
            refusal = Refusal(500, "internal", "the process that audited it has ended")
        self.end()
        self._start("spawn", None)
        raise refusal

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.join(_ENDING)
        self._pipe.close()


def _work(pipe: Connection, ground: Ground | None, load: Load) -> None:
    """Answer what comes until there is nobody who asks."""
    with suppress(ValueError):
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # Ctrl-C reaches all: the one that listens acts
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    ground = ground or load()
    _warm(ground)
    keep_all_loaded()
    pipe.send(True)  # ready
    while True:
        try:
            request = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            found = answer(request, ground)
        except Exception as error:  # of this program
            place = _place(error)
            print(f"auditor: internal error: {type(error).__name__} at {place}", file=sys.stderr)
            detail = f"internal error: {type(error).__name__} at {place}; please report it"
            found = Refusal(500, "internal", detail).answer()
        pipe.send(found)


def _warm(ground: Ground) -> None:
    """Open what a reader on this machine reads with: no article is to wait for it."""
    reader = ground.rules.reader
    if reader is not None and not reader.spent():
        answer(Request("audit", body=b"The mayor said that the road was open."), ground)


def _place(error: Exception) -> str:
    """Return where an error arose; its message may hold words of the draft."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119


def _end_with_parent() -> None:
    """Wait until the process that listens is gone, killed perhaps, and end."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
