"""The commands that help to read and to revise an article, as typer sees them."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli import complete
from auditor.cli.declared import (
    HELP,
    Color,
    Config,
    Encoding,
    Files,
    Listing,
    NoConfig,
    Output,
    Quiet,
    Rules,
    StdinName,
    Texts,
    Verbose,
    schema,
)


def register(app: typer.Typer, schemas: typer.Typer) -> None:
    """Add the commands to ``app``, and the schemas to those that are printed."""
    for name, command, brief in (
        ("claims", _claims, "List what an article states on somebody's word."),
        ("sources", _sources, "List who is heard in an article."),
        ("diff", _diff, "Say what changed between two drafts."),
        ("explain", _explain, "Say what a rule or a status means, and what to do."),
        ("watch", _watch, "Audit again whenever an article is saved."),
    ):
        app.command(name, short_help=brief, context_settings=HELP)(command)
    for name in ("diff", "diff-folders", "sources", "claims"):
        called = "diff of folders" if name == "diff-folders" else name
        help = f"Print the JSON Schema of what auditor {called} --format json prints."
        schemas.command(name, context_settings=HELP, help=help)(schema(name))


def _diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier draft or folder, or -.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later draft or folder, or -.")],
    format: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="text|json|html", help="Default: text.",
            autocompletion=complete.drafts,
        ),
    ] = "text",
    output: Output = None,
    fail_on_worse: Annotated[
        bool,
        typer.Option(
            "--fail-on-worse",
            help="Exit with 1 if a share rose by 0.5 points or more, or a finding is new.",
        ),
    ] = False,
    rules: Rules = None,
    config: Config = None,
    no_config: NoConfig = False,
    encoding: Encoding = None,
    color: Color = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:  # fmt: skip
    """Say what changed between two drafts: shares, sources, claims, findings.

    Of two folders, the articles with the same path are compared.

    Exit codes: 0 compared, 1 worse and --fail-on-worse, 2 wrong call, 3 a draft that cannot
    be read.
    """
    from auditor.cli.drafts import diff

    raw = {
        "format": format, "output": output, "rules": rules, "config": config,
        "no_config": no_config, "encoding": encoding, "color": color, "quiet": quiet,
        "verbose": verbose,
    }  # fmt: skip
    return diff(old, new, raw, fail_on_worse)


def _explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="RULE|STATUS",
            help="For example loaded-verb, cues-speech/say, or contested.",
            autocompletion=complete.explained,
        ),
    ],
    rules: Rules = None,
    config: Config = None,
    no_config: NoConfig = False,
) -> int:
    """Say what a rule looks for and why, or what a status means, and what to do about it."""
    from auditor.cli.explained import explain

    return explain(what, rules or [], config, no_config)


def _sources(
    files: Files,
    party: Annotated[
        Texts,
        typer.Option(
            metavar="NAME",
            help="Only the sources of this party. Repeatable.",
            autocompletion=complete.parties,
        ),
    ] = None,
    format: Listing = "text",
    output: Output = None,
    rules: Rules = None,
    config: Config = None,
    no_config: NoConfig = False,
    encoding: Encoding = None,
    stdin_filename: StdinName = None,
    color: Color = None,
) -> int:
    """List who is heard in an article: parties, their sources, the words that rest on each."""
    from auditor.cli.listings import sources

    raw = {
        "paths": files, "output": output, "rules": rules, "config": config, "color": color,
        "no_config": no_config, "encoding": encoding, "stdin_filename": stdin_filename,
    }  # fmt: skip
    return sources(raw, format, party or [])


def _claims(
    files: Files,
    party: Annotated[
        Texts,
        typer.Option(
            metavar="NAME",
            help="Only the claims of this party. Repeatable.",
            autocompletion=complete.parties,
        ),
    ] = None,
    status: Annotated[
        Texts,
        typer.Option(
            metavar="STATUS",
            help="Only this status, or unverified for the four in the share. Repeatable.",
            autocompletion=complete.statuses,
        ),
    ] = None,
    least: Annotated[
        str, typer.Option("--min-words", metavar="N", help="Only claims of so many words.")
    ] = "1",
    format: Listing = "text",
    output: Output = None,
    rules: Rules = None,
    config: Config = None,
    no_config: NoConfig = False,
    encoding: Encoding = None,
    stdin_filename: StdinName = None,
    color: Color = None,
) -> int:
    """List what an article states on somebody's word, with the status of each claim."""
    from auditor.cli.listings import claims

    raw = {
        "paths": files, "output": output, "rules": rules, "config": config, "color": color,
        "no_config": no_config, "encoding": encoding, "stdin_filename": stdin_filename,
    }  # fmt: skip
    return claims(raw, format, party or [], status or [], least)


def _watch(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders.")],
    format: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="text|compact", help="Default: text.",
            autocompletion=complete.watched,
        ),
    ] = "text",
    interval: Annotated[
        str, typer.Option(metavar="SECONDS", help="How often to look. Default: 0.5.")
    ] = "0.5",
    max_single_party: Annotated[
        str | None, typer.Option(metavar="SHARE", help="The limit to hold articles against.")
    ] = None,
    rules: Rules = None,
    config: Config = None,
    no_config: NoConfig = False,
    encoding: Encoding = None,
    color: Color = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:  # fmt: skip
    """Audit again whenever an article is saved, and say what changed. Ctrl-C ends it."""
    from auditor.cli.watch import watch

    raw = {
        "paths": paths, "format": format, "max_single_party": max_single_party, "rules": rules,
        "config": config, "no_config": no_config, "encoding": encoding, "color": color,
        "quiet": quiet, "verbose": verbose,
    }  # fmt: skip
    return watch(raw, format, interval)
