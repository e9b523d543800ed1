"""``auditor diff``: what changed from one draft of an article, or a folder of them, to the next."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import Any, NamedTuple

from auditor import __version__, formats
from auditor.cli.audits import audit_file
from auditor.cli.codes import Code, worst
from auditor.cli.options import CheckOptions, check_options
from auditor.cli.output import check_output, spare, write
from auditor.cli.settings import Settings, settle
from auditor.cli.terminal import Terminal
from auditor.drafts import compare
from auditor.errors import ReadError, UsageError
from auditor.inputs import STDIN, is_folder, select, shown
from auditor.model import Audit, RuleSet
from auditor.run import Gate, Run
from auditor.views import folders


class _Ground(NamedTuple):
    """What both sides are audited and told by."""

    options: CheckOptions
    settings: Settings
    rules: RuleSet
    terminal: Terminal
    view: Any  # how it is told: a module of ``views``
    run: Run

    def audit(self, path: str) -> Audit | None:
        """Return the audit of a file; complain about one that cannot be read."""
        try:
            return audit_file(path, self.rules, self.settings, self.options)
        except ReadError as error:
            self.terminal.complain(str(error))
            return None


def diff(
    *, old: str, new: str, format: str = "text", fail_on_worse: bool = False, **given: Any
) -> Code:
    """Audit both drafts by the same rules and print what changed; 1 if worse and asked for."""
    if old == new == STDIN:
        raise UsageError("one of the drafts has to be a file")
    whole = [is_folder(path) for path in (old, new)]
    if any(whole) and not all(whole):
        folder, file = (old, new) if whole[0] else (new, old)
        raise UsageError(f"{folder} is a folder and {file} is not; name two files or two folders")
    file = new if old == STDIN else old
    # A draft from a pipe is of the format that the other one has.
    options = check_options({**given, "paths": (old, new), "stdin_filename": file})
    check_output(options.output)
    settings = settle(options, absorb=False)
    for side in (old, new):
        spare(select([side], formats.suffixes(), house=settings.patterns), options, settings)
    terminal = Terminal(options, machine=format != "text")
    rules, view = settings.load(), import_module(f"auditor.views.drafts_{format}")
    run = Run(__version__, rules.packs, Gate(True), terminal.style(settings.limits))
    ground = _Ground(options, settings, rules, terminal, view, run)
    if all(whole):
        return _folders(old, new, ground, fail_on_worse)
    return _files(old, new, ground, fail_on_worse, PurePath(file).name)


def _files(old: str, new: str, ground: _Ground, fail_on_worse: bool, name: str) -> Code:
    audits: list[Audit] = []
    for path in (old, new):
        audit = ground.audit(path)
        if audit is None:
            return Code.UNREADABLE
        if path == STDIN:
            audit = audit._replace(document=audit.document._replace(path=f"<stdin>/{name}"))
        audits.append(audit)
    drafts = compare(*audits)
    write(ground.view.two(drafts, ground.run), ground.options, ground.terminal)
    return Code.GATE if fail_on_worse and drafts.worse else Code.OK


# ---------------------------------------------------------------- folders


def _folders(old: str, new: str, ground: _Ground, fail_on_worse: bool) -> Code:
    """Compare article by article: two audits at a time are in memory, and what is told of them."""
    before, after = (
        folders.below(path, select([path], formats.suffixes(), house=ground.settings.patterns))
        for path in (old, new)
    )
    if not before and not after:
        raise UsageError(f"{old}, {new}: nothing to audit in these folders")
    named = shown(old), shown(new)
    lines: list[folders.Line] = []
    details: list[str] = []
    codes: list[Code] = []
    for name in sorted({*before, *after}):
        sides = [ground.audit(files[name]) if name in files else None for files in (before, after)]
        if (name in before and sides[0] is None) or (name in after and sides[1] is None):
            codes.append(Code.UNREADABLE)
        elif sides[1] is None:
            assert sides[0] is not None
            lines.append(folders.removed(name, sides[0]))
        elif sides[0] is None:
            lines.append(folders.added(name, sides[1]))
        else:
            drafts = compare(sides[0], sides[1])
            lines.append(folders.compared(name, drafts))
            details += ground.view.detail(lines[-1], drafts, ground.run)
    found = folders.Folders(*named, tuple(lines))
    write(ground.view.several(found, details, ground.run), ground.options, ground.terminal)
    if fail_on_worse and found.worse:
        codes.append(Code.GATE)
    return worst(codes)
