"""How much a server takes on: requests at once, of one client, their size, and for how long."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.types import Receive, Scope

from auditor.formats import MOST_BYTES
from auditor.server.refusal import Refusal

_HELD = 16  # times the largest body, of all requests that wait together
_DRAINED = 4  # times the largest body, of one that is too large
_AGAIN = {"Retry-After": "1"}


class Gone(Exception):
    """The client has left: nobody waits for an answer."""


class Limits(NamedTuple):
    """What ``auditor serve`` was told; seconds and bytes."""

    workers: int = 2
    queue: int = 256  # requests that wait for a process
    per_client: int = 0  # requests of one address at once; 0: as many as fit
    seconds: float = 30.0  # for one audit, and for a body to arrive
    size: int = MOST_BYTES  # of a body


class Admission:
    """Counts the requests that are being served, and refuses those that are too many."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: Counter[str] = Counter()
        self._held = 0

    @contextmanager
    def admitted(self, scope: Scope) -> Iterator[None]:
        """Hold a place for a request; raise Refusal where there is none."""
        limits, size = self._limits, self._size(scope)
        client = (scope.get("client") or ("",))[0]
        if limits.per_client and self._open[client] >= limits.per_client:
            detail = f"{limits.per_client} requests of yours are being served; wait for one to end"
            raise Refusal(429, "client", detail, _AGAIN)
        if (
            self._open.total() >= limits.workers + limits.queue
            or self._held + size > _HELD * limits.size
        ):
            detail = f"{self._open.total()} requests are being served or wait; try again"
            raise Refusal(503, "busy", detail, _AGAIN)
        self._open[client] += 1
        self._held += size
        try:
            yield
        finally:
            self._held -= size
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]

    def _size(self, scope: Scope) -> int:
        """Return how large the body will be at most; raise Refusal where that is too large."""
        length = Headers(scope=scope).get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return self._limits.size
        return min(int(length), self._limits.size)

    async def body(self, receive: Receive) -> bytes:
        """Return the body of a request; raise Refusal for one that is too large or too slow."""
        taken, size = [], 0
        try:
            async with asyncio.timeout(self._limits.seconds):
                async for part in _parts(receive):
                    size += len(part)
                    if size <= self._limits.size:
                        taken.append(part)
                    elif size > _DRAINED * self._limits.size:
                        break
                    else:  # read on, so that the client gets to read our answer
                        taken.clear()
        except TimeoutError:
            raise Refusal(408, "slow", "the body did not arrive in time") from None
        if size > self._limits.size:
            detail = f"larger than {self._limits.size:,} bytes; send it in parts"
            raise Refusal(413, "size", detail)
        return b"".join(taken)


async def _parts(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return
