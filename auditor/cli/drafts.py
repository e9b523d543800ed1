"""``auditor diff``: what changed from one draft of an article to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from auditor import __version__
from auditor.cli.audits import audit_file
from auditor.cli.codes import Code
from auditor.cli.options import Raw, build, choice
from auditor.cli.output import check_output, write
from auditor.cli.settings import settle
from auditor.cli.terminal import Terminal
from auditor.drafts import Drafts, compare
from auditor.errors import ReadError, UsageError
from auditor.inputs import STDIN, is_folder
from auditor.model import Audit, Pack
from auditor.run import Style

FORMATS = ("text", "json", "html")


def diff(old: str, new: str, raw: Raw, fail_on_worse: bool) -> Code:
    """Audit both drafts by the same rules and print what changed; 1 if worse and asked for."""
    if old == new == STDIN:
        raise UsageError("one of the drafts has to be a file")
    for path in (old, new):
        if path != STDIN and is_folder(path):
            raise UsageError(f"{path}: is a folder; name two drafts of one article")
    format = choice(str(raw.get("format") or "text"), "--format", FORMATS)
    file = new if old == STDIN else old
    # A draft from a pipe is of the format that the other one has.
    options = build({**raw, "paths": [old, new], "stdin_filename": file})
    check_output(options.output)
    settings = settle(options, absorb=False)
    rules = settings.load()
    terminal = Terminal(options, machine=format != "text")
    audits: list[Audit] = []
    for path in (old, new):
        try:
            audit = audit_file(path, rules, settings, options)
        except ReadError as error:
            terminal.complain(str(error))
            return Code.UNREADABLE
        if path == STDIN:
            named = f"<stdin>/{PurePath(file).name}"
            audit = audit._replace(document=audit.document._replace(path=named))
        audits.append(audit)
    drafts = compare(*audits)
    style = terminal.style(settings.limits)
    write(_told(drafts, format, rules.packs, style), options, terminal)
    return Code.GATE if fail_on_worse and drafts.worse else Code.OK


def _told(
    drafts: Drafts, format: str, packs: tuple[Pack, ...], style: Style
) -> Iterator[str]:  # fmt: skip
    if format == "json":
        from auditor.views.drafts_json import drafts_json

        yield drafts_json(drafts, __version__, packs)
    elif format == "html":
        from auditor.views.drafts_html import drafts_html

        yield drafts_html(drafts, __version__, packs)
    else:
        from auditor.views.drafts_text import drafts_text

        yield drafts_text(drafts, style)
