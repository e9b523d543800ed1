"""Lines with colour to a string, as wide as wanted and the same wherever it is made."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from auditor.harmless import unled
from auditor.run import Style

_LISTED = 10  # rows of a list, unless everything was asked for
_Item = TypeVar("_Item")


def told(parts: Iterable[Text], style: Style) -> str:
    """Return the parts as they are printed, one below the other."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=style.width,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        for line in part.split("\n", allow_blank=True):
            console.print(_hung(line))
    return unled("".join(f"{line.rstrip(' ')}\n" for line in file.getvalue().splitlines()))


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
