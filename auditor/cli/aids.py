"""The commands that help to read and to revise an article, as typer sees them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from auditor.cli import complete

_HELP = {"help_option_names": ["-h", "--help"]}
_List = list[str] | None
_Rules = Annotated[
    _List, typer.Option("--rules", metavar="PATH", help="Add a rule pack or a folder. Repeatable.")
]
_Config = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Use this configuration, not the nearest auditor.yaml."),
]
_NoConfig = Annotated[bool, typer.Option("--no-config", help="Use no configuration.")]
_Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of files that are not UTF-8, such as cp1252.")
]
_Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file."),
]
_Color = Annotated[
    str | None,
    typer.Option(
        metavar="auto|always|never", help="Default: auto.", autocompletion=complete.colours
    ),
]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="The least that tells.")]
_Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Cut no list.")]
_Listing = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="text|json|csv", help="Default: text.",
        autocompletion=complete.listings,
    ),
]  # fmt: skip
_Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Articles, or - for standard input.")
]
_StdinName = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="What standard input is called; tells its format."),
]


def register(app: typer.Typer, schemas: typer.Typer) -> None:
    """Add the commands to ``app``, and the schemas to those that are printed."""
    app.command("claims", context_settings=_HELP)(_claims)
    app.command("diff", context_settings=_HELP)(_diff)
    app.command("explain", context_settings=_HELP)(_explain)
    app.command("sources", context_settings=_HELP)(_sources)
    app.command("watch", context_settings=_HELP)(_watch)
    for name in ("diff", "diff-folders", "sources", "claims"):
        called = "diff of folders" if name == "diff-folders" else name
        help = f"Print the JSON Schema of what auditor {called} --format json prints."
        schemas.command(name, context_settings=_HELP, help=help)(_schema(name))


def _schema(name: str) -> Callable[[], None]:
    def show() -> None:
        from importlib.resources import files

        sys.stdout.write(files("auditor.schema").joinpath(f"{name}-1.json").read_text("utf-8"))

    return show


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
    output: _Output = None,
    fail_on_worse: Annotated[
        bool,
        typer.Option(
            "--fail-on-worse", help="Exit with 1 if the unverified share rose (by 0.5 points) or a finding is new."
        ),
    ] = False,
    rules: _Rules = None,
    config: _Config = None,
    no_config: _NoConfig = False,
    encoding: _Encoding = None,
    color: _Color = None,
    quiet: _Quiet = False,
    verbose: _Verbose = False,
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
    rules: _Rules = None,
) -> int:
    """Say what a rule looks for and why, or what a status means, and what to do about it."""
    from auditor.cli.explained import explain

    return explain(what, rules or [])


def _sources(
    files: _Files,
    party: Annotated[
        _List, typer.Option(metavar="NAME", help="Only the sources of this party. Repeatable.")
    ] = None,
    format: _Listing = "text",
    output: _Output = None,
    rules: _Rules = None,
    config: _Config = None,
    no_config: _NoConfig = False,
    encoding: _Encoding = None,
    stdin_filename: _StdinName = None,
    color: _Color = None,
) -> int:
    """List who is heard in an article: parties, their sources, the words that rest on each."""
    from auditor.cli.listings import sources

    raw = {
        "paths": files, "output": output, "rules": rules, "config": config, "color": color,
        "no_config": no_config, "encoding": encoding, "stdin_filename": stdin_filename,
    }  # fmt: skip
    return sources(raw, format, party or [])


def _claims(
    files: _Files,
    party: Annotated[
        _List, typer.Option(metavar="NAME", help="Only the claims of this party. Repeatable.")
    ] = None,
    status: Annotated[
        _List,
        typer.Option(
            metavar="STATUS",
            help="Only this status, or unverified for the four in the share. Repeatable.",
            autocompletion=complete.statuses,
        ),
    ] = None,
    least: Annotated[
        str, typer.Option("--min-words", metavar="N", help="Only claims of so many words.")
    ] = "1",
    format: _Listing = "text",
    output: _Output = None,
    rules: _Rules = None,
    config: _Config = None,
    no_config: _NoConfig = False,
    encoding: _Encoding = None,
    stdin_filename: _StdinName = None,
    color: _Color = None,
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
    rules: _Rules = None,
    config: _Config = None,
    no_config: _NoConfig = False,
    encoding: _Encoding = None,
    color: _Color = None,
    quiet: _Quiet = False,
    verbose: _Verbose = False,
) -> int:  # fmt: skip
    """Audit again whenever an article is saved, and say what changed. Ctrl-C ends it."""
    from auditor.cli.watch import watch

    raw = {
        "paths": paths, "format": format, "max_single_party": max_single_party, "rules": rules,
        "config": config, "no_config": no_config, "encoding": encoding, "color": color,
        "quiet": quiet, "verbose": verbose,
    }  # fmt: skip
    return watch(raw, format, interval)
