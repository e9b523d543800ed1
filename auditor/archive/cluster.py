"""A Dask cluster as an engine: this process reads the archive and writes the tables.

Nothing but articles and rows goes over the network; every worker needs the auditor installed, of
the same version and with the same rules.
"""

from __future__ import annotations

from concurrent.futures import CancelledError
from queue import Empty, SimpleQueue

import dask
from distributed import Client, Future, KilledWorker, LocalCluster

from auditor.archive.audits import Done, Setup, audit_chunk
from auditor.archive.engine import Chunk, Outcome
from auditor.archive.processes import cores
from auditor.errors import UsageError

_AHEAD = 2  # chunks for each thread of the cluster
# A cluster looks at itself a hundred times a second, at the cost of a quarter of the audits.
_CALM = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "2s",
}
_PATIENCE = 30  # seconds until a scheduler must have answered


class Cluster:
    """An engine (see ``engine``) on the cluster of a scheduler, or a new one on this machine."""

    def __init__(self, setup: Setup, jobs: int = 0, scheduler: str | None = None) -> None:
        self._setup = setup
        self._local = None
        self._done: SimpleQueue[tuple[Chunk, Future]] = SimpleQueue()
        if scheduler is None:
            # One article at a time in each process: the audit is Python, threads gain nothing.
            with dask.config.set(_CALM):
                self._local = LocalCluster(
                    n_workers=jobs or cores(), threads_per_worker=1, dashboard_address=None
                )
        try:
            self._client = Client(self._local or scheduler, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"--scheduler {scheduler}: {error}") from error

    @property
    def slots(self) -> int:
        """Chunks that may be in flight; workers may come and go."""
        threads: int = sum(self._client.nthreads().values())
        return _AHEAD * max(1, threads)

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk; return at once."""
        future = self._client.submit(audit_chunk, chunk.articles, self._setup, pure=False)
        future.add_done_callback(lambda done: self._done.put((chunk, done)))

    def outcome(self, seconds: float) -> Outcome | None:
        """Return a chunk that is done; None if none is within some seconds."""
        try:
            chunk, future = self._done.get(timeout=seconds)
        except Empty:
            return None
        try:
            done: Done = future.result()
            return Outcome(chunk, done)
        except KilledWorker:
            return Outcome(chunk, None, "on a worker of the cluster")
        except UsageError as error:
            raise UsageError(f"a worker of the cluster cannot audit: {error}") from error
        except (OSError, CancelledError) as error:
            lost = f"the cluster is lost: {error}; what is done is kept: run it again"
            raise UsageError(lost) from error
        finally:
            future.release()

    def close(self) -> None:
        """Leave the cluster, and end it if it is our own."""
        self._client.close()
        if self._local is not None:
            self._local.close()
