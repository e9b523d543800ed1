"""Reports to standard output or to a file."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.cli.options import CheckOptions
from auditor.cli.terminal import Terminal
from auditor.errors import UsageError


def check_output(output: str | None) -> None:
    """Refuse an output that cannot be written before the work, not after it."""
    if output is None:
        return
    from pathlib import Path

    path = Path(output)
    if path.is_dir():
        raise UsageError(f"-o {output}: is a folder, not a file")
    if not path.parent.is_dir():
        raise UsageError(f"-o {output}: there is no folder {path.parent}")


def write(text: Iterator[str], options: CheckOptions, terminal: Terminal) -> None:
    """Write a report where ``options`` want it."""
    if options.output is None:
        terminal.print(text)
        return
    try:
        with open(options.output, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
            file.writelines(text)
    except OSError as error:
        raise UsageError(f"-o {options.output}: {error.strerror}") from error


def write_bytes(data: bytes, options: CheckOptions) -> None:
    """Write a document where ``options`` want it; where nothing came of it, write nothing."""
    if not data or options.output is None:
        return
    try:
        with open(options.output, "wb") as file:  # noqa: PTH123
            file.write(data)
    except OSError as error:
        raise UsageError(f"-o {options.output}: {error.strerror}") from error
