"""How far a long run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Self

from auditor.cli.terminal import say

if TYPE_CHECKING:
    from rich.live import Live

    from auditor.archive.run import Status

_EVERY = 30.0  # seconds between two lines where nobody watches
_REDRAWN = 0.25
_RECENT = 60.0  # seconds that the speed is taken from


class Progress:
    """Tells articles a second and the time that is left; of ``shown`` only if somebody wants it."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._terminal = shown and sys.stderr.isatty()
        self._last = time.monotonic()
        self._seen: deque[tuple[float, int, float]] = deque()
        self._live: Live | None = None

    def __enter__(self) -> Self:
        if self._terminal:
            from rich.console import Console
            from rich.live import Live

            # No thread of its own: it would outlive what goes wrong here.
            self._live = Live(console=Console(stderr=True), auto_refresh=False, transient=True)
            self._live.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._live is not None:
            self._live.stop()

    def tell(self, status: Status) -> None:
        """Take note of how far it is, and show it if it is time to."""
        now = time.monotonic()
        if not self._shown or now - self._last < (_REDRAWN if self._terminal else _EVERY):
            return
        self._last = now
        self._seen.append((now, status.audited, status.read))
        while now - self._seen[0][0] > _RECENT:
            self._seen.popleft()
        line = self._line(status)
        if self._live is not None:
            self._live.update(line, refresh=True)
        else:
            say(line)

    def _line(self, status: Status) -> str:
        parts = [f"{status.read:.1%} read", f"{status.audited:,} audited"]
        if status.unchanged:
            parts.append(f"{status.unchanged:,} unchanged")
        if status.failed:
            parts.append(f"{status.failed:,} unreadable")
        then, audited, read = self._seen[0]
        seconds = self._last - then
        if seconds > 0:
            parts.append(f"{(status.audited - audited) / seconds:,.0f} articles/s")
            if status.read > read:
                left = (1 - status.read) * seconds / (status.read - read)
                parts.append(f"{_clock(left)} left")
        return ", ".join(parts)


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
