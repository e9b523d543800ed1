"""``python -m auditor`` and the ``auditor`` command; imports nothing until it must."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from io import TextIOWrapper


def main() -> None:
    """Run the command line and exit with its code."""
    # Modules and rules live as long as the process: looking through them for garbage while
    # they are loaded takes a tenth of the start-up.  `check` turns the collector on again.
    gc.disable()
    _open_streams()
    ended = _end_on_signals()
    from auditor.cli import run

    code = run(sys.argv[1:])
    if ended:
        code = 128 + ended[0]
    # Everything is told and no process of ours is left; taking the modules and the rules
    # apart before the end would take another tenth.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _open_streams() -> None:
    """Give the streams that the caller has closed (``>&-``) a place that leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):  # a name in another alphabet costs nobody a report
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace" if stream is sys.stderr else "replace")


def _end_on_signals() -> list[int]:
    """End as at Ctrl-C when told to, so that nothing half-written stays; return what came."""
    came: list[int] = []

    def end(number: int, _: object) -> None:
        came.append(number)
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)
    return came


if __name__ == "__main__":
    main()
