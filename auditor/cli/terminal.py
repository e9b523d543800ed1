"""Where the output goes: colour, width, progress, complaints."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TypeVar

from auditor.cli.options import CheckOptions
from auditor.harmless import calm
from auditor.run import Limits, Style

_PIPED_WIDTH = 120  # where there is no terminal that has one
_LEAST_WIDTH = 40
_WORTH_A_BAR = 20  # files

_Item = TypeVar("_Item")

# What stands for the marks of a report where the output's code page lacks them, each its own.
_MARKS = {
    "█": "#", "▓": "%", "▒": "x", "░": ":", "≡": "&", "·": ".", "─": "-", "━": "-", "│": "|",
    "…": "~", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "→": ">",
}  # fmt: skip
PLAINLY = "auditor-plainly"


def _plainly(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(_MARKS.get(c, "?") for c in error.object[error.start : error.end]), error.end


codecs.register_error(PLAINLY, _plainly)


def say(message: str) -> None:
    """Write each line of ``message`` to standard error, safe for terminals and pipelines."""
    with suppress(OSError):  # nobody listens
        for line in calm(message).split("\n"):
            print(f"auditor: {line}", file=sys.stderr)


def tell(text: str) -> None:
    """Write the lines of ``text`` to standard output, safe for terminals and pipelines."""
    print(calm(text))


class Terminal:
    """Standard output and standard error as the options and the environment want them."""

    def __init__(
        self, options: CheckOptions, *, machine: bool, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._options = options
        self._machine = machine
        self._environ = environ

    @property
    def remarks_apart(self) -> bool:
        """Whether what an audit says about itself would be overlooked in the report."""
        return self._machine and not self._options.quiet

    def style(self, limits: Limits) -> Style:
        """Return how reports are to look here."""
        if self._machine:
            return Style(limits=limits)
        verbosity = self._options.verbose - self._options.quiet
        return Style(self._width(), self._colour(), verbosity, limits)

    def print(self, chunks: Iterator[str], *, at_once: bool = False) -> None:
        """Write to standard output; a reader that has left is no error.

        ``at_once``: each chunk can be read when it is there.
        """
        encoding = "utf-8" if self._machine else sys.stdout.encoding or "utf-8"
        try:
            for chunk in chunks:
                sys.stdout.buffer.write(chunk.encode(encoding, PLAINLY))
                if at_once:
                    sys.stdout.buffer.flush()
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # What is left in the buffer must not raise again when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def complain(self, message: str) -> None:
        """Write one line (or a traceback) to standard error."""
        say(message)

    def progress(self, items: Iterator[_Item], total: int, folder: bool) -> Iterator[_Item]:
        """Pass ``items`` on; for folders on a terminal, show how far it is."""
        if not folder or total < _WORTH_A_BAR or self._options.quiet or not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console
        from rich.progress import track

        # Without a thread that draws: what it meets would be told as a traceback.
        yield from track(
            items, "Auditing", total, console=Console(stderr=True), transient=True,
            auto_refresh=False,
        )  # fmt: skip

    def _colour(self) -> bool:
        if self._options.color != "auto":
            return self._options.color == "always"
        if self._options.output is not None or self._environ.get("NO_COLOR"):
            return False
        if self._environ.get("FORCE_COLOR"):
            return True
        return sys.stdout.isatty() and self._environ.get("TERM") != "dumb"

    def _width(self) -> int:
        columns = self._environ.get("COLUMNS", "")
        if columns.isascii() and columns.isdigit() and int(columns) > 0:
            return max(_LEAST_WIDTH, int(columns))
        if self._options.output is None and sys.stdout.isatty():
            return max(_LEAST_WIDTH, os.get_terminal_size(sys.stdout.fileno()).columns)
        return _PIPED_WIDTH
