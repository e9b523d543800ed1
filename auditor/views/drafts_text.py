"""Drafts compared, two or two folders of them, for people on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from auditor.drafts import Drafts, Figure
from auditor.headline import moved
from auditor.model import Finding, Segment, Severity, Source
from auditor.reports._console import listed, told
from auditor.reports._figures import counted as findings
from auditor.reports._style import LOOKS, plural, printable
from auditor.run import Digest, Run, Style
from auditor.summary import percent, share
from auditor.views.changes import Claim, Part, parts
from auditor.views.folders import Folders, Line, counted
from auditor.views.folders import told as changed
from auditor.views.labels import label, points, status_label, who

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_LEAST = 0.0005  # a change of a share that is told
_PASSAGE = 160  # characters
_ONE_LINE = 400  # cells: nothing of one line is broken


def two(drafts: Drafts, run: Run) -> Iterator[str]:
    """Yield the comparison; quiet: the verdict only."""
    lines = [_head(drafts.old.document.path, drafts.new.document.path), verdict(drafts)]
    if run.style.verbosity >= 0:
        lines += _changes(drafts, run.style)
    yield told(lines, run.style)


def detail(line: Line, drafts: Drafts, run: Run) -> Iterator[str]:
    """Yield what is told of one article of the folders, where everything is asked for."""
    if line.changed and run.style.verbosity > 0:
        yield from two(drafts, run)


def since_text(drafts: Drafts, style: Style, *, brief: bool = False) -> str:
    """Return what changed since the last save; ``brief``: the share and the findings, counted."""
    line = Text("Since the last save: ", "bold").append_text(verdict(drafts))
    if brief:
        found = plural(len(drafts.found), "new finding")
        line.append(f" {found}, {len(drafts.fixed):,} fixed.")
        return told([line], style._replace(width=_ONE_LINE))
    return told([line, *_changes(drafts, style), Text("")], style)


def several(folders: Folders, details: Sequence[str], run: Run) -> Iterator[str]:
    """Yield the total, a line for each article that changed, and ``details``."""
    style = run.style
    line = _verdict(folders.share, "red" if folders.share.rose else "")
    lines = [_head(folders.old, folders.new), line.append(f". {counted(folders)}")]
    if style.verbosity >= 0:
        width = max((len(line.path) for line in folders.changed), default=0)
        lines += listed("Changed", folders.changed, style, lambda line: _changed(line, width))
        lines += listed("Added", folders.added, style, lambda line: _single("+", line, line.new))
        lines += listed(
            "Removed", folders.removed, style, lambda line: _single("-", line, line.old)
        )
    yield told(lines, style)
    for detail in details:
        yield f"\n{detail}"


def verdict(drafts: Drafts) -> Text:
    """Return a sentence on the share, before and after."""
    falls = "" if drafts.stripped else "green"  # a share that fell so is no success
    colour = "red" if drafts.share.rose else falls if drafts.share.change < 0 else ""
    words = plural(drafts.old.content_words, "content word")
    return _verdict(drafts.share, colour).append(f". {words} → {drafts.new.content_words:,}.")


def _head(old: str, new: str) -> Text:
    return Text(f"{printable(old)} → {printable(new)}", "bold")


def _verdict(share: Figure, colour: str) -> Text:
    shares, says = moved(share.old, share.new)
    return Text(shares, "bold").append(f" {says}: ", "not bold").append(points(share), colour)


def _changes(drafts: Drafts, style: Style) -> Iterator[Text]:
    """Yield everything that changed, each part only where something did."""
    if drafts.stripped:
        yield Text(
            f"{plural(len(drafts.stripped), 'claim')} lost the attribution: that lowers the share, "
            "not the need for support.",
            "yellow",
        )
    yield from _shares(drafts)
    for part in parts(drafts):
        yield from listed(part.title, part.rows, style, lambda row, part=part: _row(part, row))  # type: ignore[misc]


def _shares(drafts: Drafts) -> Iterator[Text]:
    moved = [figure for figure in drafts.shares if abs(figure.change) >= _LEAST]
    if moved:
        yield Text("\nShares that changed", "bold")
    for figure in moved:
        line = Text(f"  {label(figure.name):13} {percent(figure.old):>4} → ")
        yield line.append(f"{percent(figure.new):>4}").append(f"  {points(figure)}", "dim")


def _row(part: Part, row: Source | Claim | Finding) -> Text:
    sign = f"  {part.sign} " if part.sign else "  "
    if isinstance(row, Source):
        words = plural(row.words, "word")
        line = Text(f"{sign}{printable(row.name)}", overflow="fold")
        return line.append(f" ({who(row.party)}, {row.naming}, {words})", "dim")
    if isinstance(row, Finding):
        line = Text(f"{sign}{part.places.at(row.start)} ")
        line.append(row.severity, _COLOURS[row.severity])
        return line.append(f" {printable(row.message)} ").append(f"[{row.rule}]", "dim")
    now = row.stands[-1]
    line = Text(f"{sign}{part.places.at(now.start)} ")
    for number, segment in enumerate(row.stands):
        line.append(" → " if number else "").append(*_standing(segment))
    if len(row.stands) == 1:
        line.append(f", {plural(now.words, 'word')}")
    return line.append(f"\n    {part.places.passage(now.start, now.end, _PASSAGE)}", "dim")


def _standing(segment: Segment) -> tuple[str, str]:
    named = f" ({who(segment.party)})" if segment.party else ""
    look = LOOKS.get(segment.status)
    return f"{status_label(segment.status)}{named}", look.colour if look else ""


def _changed(line: Line, width: int) -> Text:
    figure = line.share
    text = Text(f"  {printable(line.path):{width}}  ")
    text.append(f"{percent(figure.old, figure.new):>4} → {percent(figure.new, figure.old):>4}")
    text.append(f"  {points(figure)}", "red" if figure.rose else "")
    return text.append(f"\n    {changed(line)}", "dim") if changed(line) else text


def _single(sign: str, line: Line, figures: Digest | None) -> Text:
    assert figures is not None
    said = f"{percent(share(figures))} of {plural(figures.content_words, 'word')}"
    return Text(f"  {sign} {printable(line.path)}  {said}, {findings(figures)}")
