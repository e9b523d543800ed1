"""``python -m auditor`` and the ``auditor`` command; imports nothing until it must."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line and exit with its code."""
    # Modules and rules live as long as the process: looking through them for garbage while
    # they are loaded takes a tenth of the start-up.  `check` turns the collector on again.
    gc.disable()
    from auditor.cli import run

    code = run(sys.argv[1:])
    # Everything is told and no process of ours is left; taking the modules and the rules
    # apart before the end would take another tenth.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
