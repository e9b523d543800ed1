"""Two folders of drafts compared, for people on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from auditor.reports._figures import counted as findings
from auditor.reports._style import plural, printable
from auditor.run import Digest, Style
from auditor.summary import percent, share
from auditor.views.console import listed, told
from auditor.views.folders import Folders, Line, counted
from auditor.views.folders import told as changes
from auditor.views.labels import points


def folders_text(folders: Folders, details: Sequence[str], style: Style) -> Iterator[str]:
    """Yield the total, a line for each article that changed, and ``details``."""
    head = Text(f"{printable(folders.old)} → {printable(folders.new)}", "bold")
    parts = [head, _verdict(folders)]
    if style.verbosity >= 0:
        width = max((len(line.path) for line in folders.changed), default=0)
        parts += listed("Changed", folders.changed, style, lambda line: _changed(line, width))
        parts += listed("Added", folders.added, style, lambda line: _single("+", line, line.new))
        parts += listed(
            "Removed", folders.removed, style, lambda line: _single("-", line, line.old)
        )
    yield told(parts, style)
    for detail in details:
        yield f"\n{detail}"


def _verdict(folders: Folders) -> Text:
    figure = folders.share
    line = Text(f"{percent(figure.old, figure.new)} → {percent(figure.new, figure.old)}", "bold")
    line.append(" of the content on unverified single-party claims: ")
    line.append(points(figure), "red" if figure.rose else "")
    return line.append(f". {counted(folders)}")


def _changed(line: Line, width: int) -> Text:
    figure = line.share
    text = Text(f"  {printable(line.path):{width}}  ")
    text.append(f"{percent(figure.old, figure.new):>4} → {percent(figure.new, figure.old):>4}")
    text.append(f"  {points(figure)}", "red" if figure.rose else "")
    return text.append(f"\n    {changes(line)}", "dim") if changes(line) else text


def _single(sign: str, line: Line, figures: Digest | None) -> Text:
    assert figures is not None
    said = f"{percent(share(figures))} of {plural(figures.content_words, 'word')}"
    return Text(f"  {sign} {printable(line.path)}  {said}, {findings(figures)}")
