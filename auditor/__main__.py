"""``python -m auditor`` and the ``auditor`` command; imports nothing until it must."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    # Modules and rules live as long as the process: looking through them for garbage while
    # they are loaded takes a tenth of the start-up.  `check` turns the collector on again.
    gc.disable()
    from auditor.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
