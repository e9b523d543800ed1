"""``auditor diff``: what changed from one draft of an article, or a folder of them, to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from auditor import __version__, readers
from auditor.cli.audits import audit_file
from auditor.cli.codes import Code, worst
from auditor.cli.options import CheckOptions, Raw, build, choice
from auditor.cli.output import check_output, spare, write
from auditor.cli.settings import Settings, settle
from auditor.cli.terminal import Terminal
from auditor.drafts import Drafts, compare
from auditor.errors import ReadError, UsageError
from auditor.inputs import STDIN, is_folder, select, shown
from auditor.model import Audit, Pack, RuleSet
from auditor.run import Style
from auditor.views import folders

FORMATS = ("text", "json", "html")


class _Ground(NamedTuple):
    """What both sides are audited and told by."""

    options: CheckOptions
    settings: Settings
    rules: RuleSet
    terminal: Terminal
    format: str
    style: Style

    def audit(self, path: str) -> Audit | None:
        """Return the audit of a file; complain about one that cannot be read."""
        try:
            return audit_file(path, self.rules, self.settings, self.options)
        except ReadError as error:
            self.terminal.complain(str(error))
            return None


def diff(old: str, new: str, raw: Raw, fail_on_worse: bool) -> Code:
    """Audit both drafts by the same rules and print what changed; 1 if worse and asked for."""
    if old == new == STDIN:
        raise UsageError("one of the drafts has to be a file")
    whole = [is_folder(path) for path in (old, new)]
    if any(whole) and not all(whole):
        folder, file = (old, new) if whole[0] else (new, old)
        raise UsageError(f"{folder} is a folder and {file} is not; name two files or two folders")
    format = choice(str(raw.get("format") or "text"), "--format", FORMATS)
    file = new if old == STDIN else old
    # A draft from a pipe is of the format that the other one has.
    options = build({**raw, "paths": [old, new], "stdin_filename": file})
    check_output(options.output)
    settings = settle(options, absorb=False)
    for side in (old, new):
        spare(select([side], readers.suffixes(), house=settings.patterns), options, settings)
    terminal = Terminal(options, machine=format != "text")
    rules, style = settings.load(), terminal.style(settings.limits)
    ground = _Ground(options, settings, rules, terminal, format, style)
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
    write(_told(drafts, ground, ground.rules.packs), ground.options, ground.terminal)
    return Code.GATE if fail_on_worse and drafts.worse else Code.OK


def _told(drafts: Drafts, ground: _Ground, packs: tuple[Pack, ...]) -> Iterator[str]:
    if ground.format == "json":
        from auditor.views.drafts_json import drafts_json

        yield drafts_json(drafts, __version__, packs)
    elif ground.format == "html":
        from auditor.views.drafts_html import drafts_html

        yield from drafts_html(drafts, __version__, packs)
    else:
        from auditor.views.drafts_text import drafts_text

        yield drafts_text(drafts, ground.style)


# ---------------------------------------------------------------- folders


def _folders(old: str, new: str, ground: _Ground, fail_on_worse: bool) -> Code:
    """Compare article by article: two audits at a time are in memory, and what is told of them."""
    before, after = (
        folders.below(path, select([path], readers.suffixes(), house=ground.settings.patterns))
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
            details += _detail(lines[-1], drafts, ground)
    found = folders.Folders(*named, tuple(lines))
    write(_all_told(found, details, ground), ground.options, ground.terminal)
    if fail_on_worse and found.worse:
        codes.append(Code.GATE)
    return worst(codes)


def _detail(line: folders.Line, drafts: Drafts, ground: _Ground) -> list[str]:
    """Return the whole comparison of an article, where the format tells it."""
    if ground.format == "json":
        from auditor.views.drafts_json import drafts_value
        from auditor.views.folders_json import article_json

        return [article_json(line, drafts_value(drafts))]
    if not line.changed:
        return []
    if ground.format == "html":
        from auditor.views.drafts_html import section

        return [section(drafts, line.path)]
    if ground.style.verbosity <= 0:
        return []
    from auditor.views.drafts_text import drafts_text

    return [drafts_text(drafts, ground.style)]


def _all_told(found: folders.Folders, details: list[str], ground: _Ground) -> Iterator[str]:
    packs = ground.rules.packs
    if ground.format == "json":
        from auditor.views.folders_json import folders_json

        yield from folders_json(found, details, __version__, packs)
    elif ground.format == "html":
        from auditor.views.folders_html import folders_html

        yield from folders_html(found, details, __version__, packs)
    else:
        from auditor.views.folders_text import folders_text

        yield from folders_text(found, details, ground.style)
