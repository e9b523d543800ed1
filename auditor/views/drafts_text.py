"""Two drafts compared, for people on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from auditor.drafts import Drafts, Moved
from auditor.model import Audit, Finding, Segment, Severity, Source
from auditor.reports._style import LOOKS, plural, printable
from auditor.run import Style
from auditor.summary import percent
from auditor.views.console import listed, told
from auditor.views.labels import label, points, status_label, who
from auditor.views.places import Places

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_LEAST = 0.0005  # a change of a share that is told
_PASSAGE = 160  # characters
_ONE_LINE = 400  # cells: nothing of one line is broken


def drafts_text(drafts: Drafts, style: Style) -> str:
    """Return the comparison; quiet: the verdict only."""
    head = Text(f"{_path(drafts.old)} → {_path(drafts.new)}", "bold")
    parts = [head, verdict(drafts)]
    if style.verbosity >= 0:
        parts += changes(drafts, style)
    return told(parts, style)


def since_text(drafts: Drafts, style: Style, *, brief: bool = False) -> str:
    """Return what changed since the last save; ``brief``: the share and the findings, counted."""
    line = Text("Since the last save: ", "bold").append_text(verdict(drafts))
    if brief:
        found = plural(len(drafts.found), "new finding")
        line.append(f" {found}, {len(drafts.fixed):,} fixed.")
        return told([line], style._replace(width=_ONE_LINE))
    return told([line, *changes(drafts, style), Text("")], style)


def verdict(drafts: Drafts) -> Text:
    """Return a sentence on the share, before and after."""
    share = drafts.share
    line = Text(f"{percent(share.old, share.new)} → {percent(share.new, share.old)}", "bold")
    line.append(" of the content on unverified single-party claims: ")
    falls = "" if drafts.stripped else "green"  # a share that fell so is no success
    line.append(points(share), "red" if share.rose else falls if share.change < 0 else "")
    return line.append(
        f". {plural(drafts.old.content_words, 'content word')} → {drafts.new.content_words:,}."
    )


def changes(drafts: Drafts, style: Style) -> Iterator[Text]:
    """Yield everything that changed, each part only where something did."""
    old, new = Places(drafts.old), Places(drafts.new)
    if drafts.stripped:
        yield Text(
            f"{plural(len(drafts.stripped), 'claim')} lost the attribution: that lowers the share, "
            "not the need for support.",
            "yellow",
        )
    yield from _shares(drafts)
    yield from listed("Sources gained", drafts.gained, style, lambda s: _source("+", s))
    yield from listed("Sources lost", drafts.lost, style, lambda s: _source("-", s))
    yield from listed("Claims with another status", drafts.moved, style, lambda m: _moved(new, m))
    yield from listed("Unverified claims added", drafts.added, style, lambda s: _claim("+", new, s))
    yield from listed(
        "Unverified claims gone", drafts.dropped, style, lambda s: _claim("-", old, s)
    )
    yield from listed("Findings fixed", drafts.fixed, style, lambda f: _finding("-", old, f))
    yield from listed(
        "Findings acknowledged", drafts.accepted, style, lambda f: _finding("=", new, f)
    )
    yield from listed("New findings", drafts.found, style, lambda f: _finding("+", new, f))


def _shares(drafts: Drafts) -> Iterator[Text]:
    moved = [figure for figure in drafts.shares if abs(figure.change) >= _LEAST]
    if moved:
        yield Text("\nShares that changed", "bold")
    for figure in moved:
        line = Text(f"  {label(figure.name):13} {percent(figure.old):>4} → ")
        yield line.append(f"{percent(figure.new):>4}").append(f"  {points(figure)}", "dim")


def _source(sign: str, source: Source) -> Text:
    line = Text(f"  {sign} {printable(source.name)}", overflow="fold")
    return line.append(
        f" ({who(source.party)}, {source.naming}, {plural(source.words, 'word')})", "dim"
    )


def _moved(places: Places, moved: Moved) -> Text:
    old, new = moved
    line = Text(f"  {places.at(new.start)} ")
    line.append(_standing(old), LOOKS[old.status].colour if old.status in LOOKS else "")
    line.append(" → ")
    line.append(_standing(new), LOOKS[new.status].colour if new.status in LOOKS else "")
    return line.append(f"\n    {places.passage(new.start, new.end, _PASSAGE)}", "dim")


def _standing(segment: Segment) -> str:
    named = f" ({who(segment.party)})" if segment.party else ""
    return f"{status_label(segment.status)}{named}"


def _claim(sign: str, places: Places, segment: Segment) -> Text:
    line = Text(f"  {sign} {places.at(segment.start)} ")
    line.append(_standing(segment), LOOKS[segment.status].colour)
    line.append(f", {plural(segment.words, 'word')}")
    return line.append(f"\n    {places.passage(segment.start, segment.end, _PASSAGE)}", "dim")


def _finding(sign: str, places: Places, finding: Finding) -> Text:
    line = Text(f"  {sign} {places.at(finding.start)} ")
    line.append(finding.severity, _COLOURS[finding.severity])
    return line.append(f" {printable(finding.message)} ").append(f"[{finding.rule}]", "dim")


def _path(audit: Audit) -> str:
    return printable(audit.document.path)
