"""``python -m auditor`` and the ``auditor`` command; imports nothing until it must."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from auditor.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
