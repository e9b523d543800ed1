"""The commands as typer sees them: names, options and their help."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

import typer

from auditor import __version__
from auditor.cli import aids, complete, newsroom, workbench
from auditor.cli.codes import Code
from auditor.cli.declared import (
    HELP,
    Color,
    Config,
    Encoding,
    NoConfig,
    NoPack,
    Pack,
    Rules,
    StdinName,
    schema,
)
from auditor.cli.options import build
from auditor.errors import UsageError
from auditor.reports import names

app = typer.Typer(
    name="auditor",
    help="Audit how much of a news article rests on unverified single-party claims.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
rules_app = typer.Typer(help="Look at rule packs and test them.", rich_markup_mode=None)
schema_app = typer.Typer(help="Print the schemas of the machine formats.", rich_markup_mode=None)
app.add_typer(rules_app, name="rules")
app.add_typer(schema_app, name="schema")

_FORMATS = ", ".join(names())
_COMMANDS = (
    "baseline", "check", "claims", "config", "diff", "evaluate", "explain", "explain-match", "init",
    "rules", "schema", "sources", "watch",
)  # fmt: skip
# How typer closes a message where it knows something close.
_SUGGESTED = re.compile(r"(?: \(Possible options: |\. Did you mean )([^()?]+)[)?]+$")


def call(argv: Sequence[str]) -> int:
    """Let typer read ``argv`` and run the command; usage errors become UsageError."""
    from typer.exceptions import TyperException

    if len(argv) == 2 and argv[0] == "--show-completion":
        print(complete.script(argv[1]))
        return Code.OK
    incomplete = list(argv) in ([], ["baseline"], ["config"], ["rules"], ["schema"])
    words = [*argv, "--help"] if incomplete else list(argv)
    try:
        code = app(words, prog_name="auditor", standalone_mode=False)
    except TyperException as error:
        raise UsageError(_with_hint(error.format_message(), argv)) from None
    except SystemExit:  # typer's word for a reader that has left; it has closed the output
        return Code.OK
    if incomplete:
        return Code.USAGE
    return code if isinstance(code, int) else Code.OK


def _with_hint(message: str, argv: Sequence[str]) -> str:
    command = " ".join(["auditor", *[w for w in argv[:1] if w in _COMMANDS]])
    message = _SUGGESTED.sub(r"; did you mean \1?", message).rstrip(".")
    return f"{message[:1].lower()}{message[1:]} (see {command} --help)"


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"auditor {__version__}")
        raise typer.Exit


@app.callback(context_settings=HELP)
def _main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


@app.command("check", context_settings=HELP)
def _check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS...|-]", help="Files, folders, or - for standard input."),
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"{_FORMATS}. Default: text.",
            autocompletion=complete.formats,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the report to a file."),
    ] = None,
    max_single_party: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE",
            help="Fail an article when more of its content rests on unverified "
            "single-party claims, for example 40%.",
        ),
    ] = None,
    max_unsourced: Annotated[
        str | None,
        typer.Option(
            metavar="SHARE",
            help="Fail an article when more of its content names no source at all "
            "(reportedly, it is believed).",
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="note|warning|error|never",
            help="Fail on findings at or above this severity. Default: error.",
            autocompletion=complete.severities,
        ),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Exit with 0 although the gate has tripped.")
    ] = False,
    rules: Rules = None,
    pack: Pack = None,
    no_pack: NoPack = None,
    include: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="In folders, take the files that match. Repeatable."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="In folders, leave out what matches. Repeatable."),
    ] = None,
    force_exclude: Annotated[
        bool,
        typer.Option("--force-exclude", help="Leave out files that are named, too."),
    ] = False,
    config: Config = None,
    no_config: NoConfig = False,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Let only findings that are not in it trip the gate."),
    ] = None,
    stdin_filename: StdinName = None,
    encoding: Encoding = None,
    allow_empty: Annotated[
        bool, typer.Option("--allow-empty", help="A folder without articles is no error.")
    ] = False,
    allow_unaudited: Annotated[
        bool,
        typer.Option(
            "--allow-unaudited",
            help="What is too short, not English or not surely the article is no error.",
        ),
    ] = False,
    readability: Annotated[
        bool | None,
        typer.Option(
            "--readability/--no-readability",
            help="Measure readability, too. Default: in the text report only.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        str | None,
        typer.Option("--jobs", "-j", metavar="N", help="Processes. Default: as many as help."),
    ] = None,
    color: Color = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what fails.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Everything, and tracebacks.")
    ] = False,
) -> int:
    """Audit articles and print what they rest on.

    Exit codes: 0 nothing at or above the gate, 1 the gate tripped, 2 wrong call or rule
    pack, 3 some input could not be read or not be audited, 4 internal error, 130 interrupted.
    """
    options = build(locals())
    from auditor.cli.check import check

    return check(options)


_Place = Annotated[
    str | None,
    typer.Argument(metavar="[PATH]", help="A pack or a folder of packs, with the built-in ones."),
]


@rules_app.command("list", context_settings=HELP)
def _rules_list(
    rules: Rules = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only rules of this kind, such as cue.")
    ] = None,
) -> int:
    """List all rules: kind, id, number of phrases, what for."""
    from auditor.cli import rules as commands

    return commands.list_rules(rules or [], kind)


@rules_app.command("show", context_settings=HELP)
def _rules_show(
    id: Annotated[str, typer.Argument(metavar="ID", help="For example cues-speech/said.")],
    rules: Rules = None,
) -> int:
    """Show one rule: why it exists, its phrases, its examples."""
    from auditor.cli import rules as commands

    return commands.show_rule(id, rules or [])


@rules_app.command("test", context_settings=HELP)
def _rules_test(path: _Place = None) -> int:
    """Run the examples that the rules carry. Exits with 1 if one fails."""
    from auditor.cli import rules as commands

    return commands.test_rules(path)


@rules_app.command("lint", context_settings=HELP)
def _rules_lint(path: _Place = None) -> int:
    """Find phrases that never count and conflicts with one side. Exits with 1 if there are any."""
    from auditor.cli import rules as commands

    return commands.lint_rules(path)


_REPORT = "Print the JSON Schema of the JSON report."
schema_app.command("report", context_settings=HELP, help=_REPORT)(schema("report"))
aids.register(app, schema_app)
newsroom.register(app, schema_app)
workbench.register(app)
