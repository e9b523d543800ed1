"""What runs chunks of articles: processes of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from auditor.archive.audits import Done
from auditor.archive.inputs import Article


class Chunk(NamedTuple):
    """Articles that are audited together, with their places in the archive.

    ``deaths`` counts the processes that have died over it.
    """

    ordinals: Sequence[int]
    articles: Sequence[Article]
    deaths: int = 0


class Outcome(NamedTuple):
    """What came of a chunk: ``done``, or how its process died."""

    chunk: Chunk
    done: Done | None
    death: str = ""


class Engine(Protocol):
    """Audits chunks at the same time, in any order."""

    @property
    def slots(self) -> int:
        """Chunks that may be in flight."""
        ...

    def submit(self, chunk: Chunk) -> None:
        """Take a chunk; return at once."""
        ...

    def outcome(self, seconds: float) -> Outcome | None:
        """Return a chunk that is done; None if none is within some seconds.

        Raises UsageError where no process can audit at all.
        """
        ...

    def close(self) -> None:
        """End all processes; what is in flight is lost."""
        ...
