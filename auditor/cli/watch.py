"""``auditor watch``: audit again whenever an article is saved.

Files are looked at twice a second instead of asking the system to be told: that works
on every system, on network drives and in containers, and for the few files that somebody
writes on it costs next to nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from auditor import __version__, formats, reports
from auditor.cli.audits import audit_file
from auditor.cli.codes import Code
from auditor.cli.options import CheckOptions, check_options
from auditor.cli.settings import Settings, settle
from auditor.cli.stamps import Stamp, desk_stamp, mark
from auditor.cli.terminal import Terminal
from auditor.desk.sidecar import SUFFIX
from auditor.drafts import compare
from auditor.errors import AuditorError, ReadError, UsageError
from auditor.gate import judge
from auditor.harmless import printable
from auditor.inputs import STDIN, select
from auditor.model import Audit, RuleSet
from auditor.run import Piece, Run, Style
from auditor.summary import digest

_SETTLING = 0.05  # seconds between two looks at a file that somebody is saving
_PATIENCE = 40  # such looks, then it is audited as it is


class _Ground(NamedTuple):
    """What stays the same between two saves of an article; ``stamp`` tells whether it still is."""

    options: CheckOptions
    settings: Settings
    rules: RuleSet
    terminal: Terminal
    style: Style
    report: reports.Report
    stamp: Stamp = ()


def watch(*, format: str = "text", interval: float = 0.5, **given: Any) -> Code:
    """Print the reports of the articles, and again what changes, until Ctrl-C ends it."""
    options = check_options(given)
    if STDIN in options.paths:
        raise UsageError("watch files and folders: standard input is not saved again")
    report = reports.load(format)
    terminal = Terminal(options, machine=report.MACHINE)
    ground = _ground(options, terminal, report)
    with suppress(KeyboardInterrupt):
        _watch(ground, interval)
    terminal.complain("stopped watching")
    return Code.OK


def _ground(options: CheckOptions, terminal: Terminal, report: reports.Report) -> _Ground:
    """Read configuration, packs and baseline; raise an error that says what is wrong with them."""
    settings = settle(options)
    rules = settings.load()
    style = terminal.style(settings.limits)
    ground = _Ground(options, settings, rules, terminal, style, report)
    return ground._replace(stamp=desk_stamp(ground.options, ground.settings))


def _again(ground: _Ground) -> _Ground:
    """Return what holds now that the configuration was saved; the old, if it is broken.

    What is saved while it is read is read once more.
    """
    before = desk_stamp(ground.options, ground.settings)
    try:
        new = _ground(ground.options, ground.terminal, ground.report)
    except AuditorError as error:
        for line in str(error).splitlines():
            ground.terminal.complain(printable(line))
        ground.terminal.complain("what was read before still holds")
        return ground._replace(stamp=before)
    ground.terminal.complain("the configuration was read again")
    return new if desk_stamp(ground.options, ground.settings) == before else new._replace(stamp=())


def _watch(ground: _Ground, seconds: float) -> None:
    known: dict[str, Stamp] = {}
    audits: dict[str, Audit] = {}
    first = True
    while True:
        if desk_stamp(ground.options, ground.settings) != ground.stamp:
            time.sleep(_SETTLING)
            ground = _again(ground)
            known.clear()  # every article is told again
        now = dict(_stamps(ground))
        for path in [path for path in known if path not in now]:
            ground.terminal.complain(f"{printable(path)}: is gone")
            del known[path]
            audits.pop(path, None)
        for path, stamp in now.items():
            if known.get(path) != stamp:
                known[path] = _settled(path, stamp)
                _tell(path, ground, audits)
        if first:
            for path in _missing(ground):
                ground.terminal.complain(f"{printable(path)}: is not there yet")
            count = "1 article" if len(now) == 1 else f"{len(now):,} articles"
            ground.terminal.complain(f"watching {count}; Ctrl-C stops")
            first = False
        time.sleep(seconds)


def _stamps(ground: _Ground) -> Iterator[tuple[str, Stamp]]:
    """Yield the articles there are, with what tells whether they were saved again."""
    options, patterns = ground.options, ground.settings.patterns
    chosen = select(options.paths, formats.suffixes(), house=patterns)
    for path in chosen.files:
        stamp = _stamp(path)
        if stamp:
            yield path, stamp


def _missing(ground: _Ground) -> list[str]:
    return [path for path in ground.options.paths if not Path(path).exists()]


def _stamp(path: str) -> Stamp:
    """Return a mark of the article's file and of what lies beside it; empty if it is gone."""
    marks = []
    for name in (path, path + SUFFIX, str(Path(path).with_suffix(SUFFIX))):
        known = mark(name)
        if known:
            marks.append(known)
        elif name == path:
            return ()
    return tuple(marks)


def _settled(path: str, stamp: Stamp) -> Stamp:
    """Wait until an editor is done with a file: some write it in pieces."""
    for _ in range(_PATIENCE):
        time.sleep(_SETTLING)
        now = _stamp(path)
        if now == stamp or not now:
            break
        stamp = now
    return stamp


def _tell(path: str, ground: _Ground, audits: dict[str, Audit]) -> None:
    """Print the report of one article, and what changed since it was last saved."""
    try:
        audit = audit_file(path, ground.rules, ground.settings, ground.options)
    except (ReadError, UsageError) as error:  # also a broken sidecar: it can be mended
        ground.terminal.complain(printable(str(error)))
        return
    ground.terminal.print(_report(audit, audits.get(path), ground))
    audits[path] = audit


def _report(audit: Audit, before: Audit | None, ground: _Ground) -> Iterator[str]:
    desk, style = ground.settings.desk, ground.style
    if desk is not None and desk.varies:
        style = style._replace(limits=desk.limits_of(audit.document.path))
    piece = Piece(digest(audit), ground.report.article(audit, style))
    gate = judge([piece.digest], style.limits)
    yield from ground.report.whole([piece], Run(__version__, ground.rules.packs, gate, style))
    if before is not None:
        from auditor.views.drafts_text import since_text

        yield since_text(compare(before, audit), style, brief=ground.report.MACHINE)
