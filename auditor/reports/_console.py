"""Reports on a terminal: consoles that write to memory, and tables that look alike."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.harmless import unled
from auditor.run import Style

_LISTED = 10  # rows of a list, unless everything was asked for
_Item = TypeVar("_Item")


def console(style: Style) -> Console:
    """Return a console that writes to memory, so that a report is a function of its input."""
    return Console(
        file=io.StringIO(),
        width=style.width,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def printed(console: Console) -> str:
    """Return what a console was given, without blanks at the ends of lines."""
    assert isinstance(console.file, io.StringIO)
    return unled("\n".join(line.rstrip(" ") for line in console.file.getvalue().split("\n")))


def table(title: str, style: Style, *columns: str) -> Table:
    """Return a table as wide as the report.

    A column is written as its name, behind it ``>`` for figures, and for words how wide it
    is beside the others: ``Source 3``.  With ``!`` it may take several lines.
    """
    made = Table(
        title=Text(title, "bold"), title_justify="left", title_style="", box=SIMPLE_HEAD,
        width=style.width, pad_edge=True, header_style="bold", show_edge=False,
    )  # fmt: skip
    for column in columns:
        name, _, how = column.partition(" ")
        ratio = int(how.rstrip("!")) if how[:1].isdigit() else None
        made.add_column(
            name,
            justify="right" if how == ">" else "left",
            ratio=ratio,
            no_wrap=not how.endswith("!"),
            overflow="ellipsis",
        )
    return made


def told(parts: Iterable[Text], style: Style) -> str:
    """Return the parts as they are printed, one below the other."""
    terminal = console(style)
    for part in parts:
        for line in part.split("\n", allow_blank=True):
            terminal.print(_hung(line))
    return printed(terminal)


def _hung(line: Text) -> Padding:
    """Return a line that goes on as far from the edge as it begins."""
    indent = len(line.plain) - len(line.plain.lstrip(" "))
    return Padding(line[indent:] if indent else line, (0, 0, 0, indent))


def listed(
    title: str, items: Sequence[_Item], style: Style, tell: Callable[[_Item], Text]
) -> Iterator[Text]:
    """Yield a title with the number of items and a line for each; never cut silently."""
    if not items:
        return
    yield Text(f"\n{title}: {len(items):,}", "bold")
    shown = items if style.verbosity > 0 else items[:_LISTED]
    for item in shown:
        yield tell(item)
    if len(items) > len(shown):
        yield Text(f"  … and {len(items) - len(shown):,} more; -v lists all", "dim")
