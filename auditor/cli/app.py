"""The commands described to typer: it reads all calls but the plain ones, and words the help."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from typing import Annotated, Any

import typer

from auditor import __version__
from auditor.cli import complete
from auditor.cli.codes import Code
from auditor.cli.commands import COMMANDS, GROUPS, Command
from auditor.cli.options import Option
from auditor.errors import UsageError

_HELP = {"help_option_names": ["-h", "--help"]}
# How typer closes a message where it knows something close.
_SUGGESTED = re.compile(r"(?: \(Possible options: |\. Did you mean )([^()?]+)[)?]+$")


def call(argv: Sequence[str]) -> int:
    """Let typer read ``argv`` and run the command; usage errors become UsageError."""
    from typer.exceptions import TyperException

    if len(argv) == 2 and argv[0] == "--show-completion":
        print(complete.script(argv[1]))
        return Code.OK
    incomplete = not argv or (len(argv) == 1 and argv[0] in GROUPS)
    words = [*argv, "--help"] if incomplete else list(argv)
    try:
        code = _app()(words, prog_name="auditor", standalone_mode=False)
    except TyperException as error:
        raise UsageError(_with_hint(error.format_message(), argv)) from None
    except SystemExit:  # typer's word for a reader that has left; it has closed the output
        return Code.OK
    if incomplete:
        return Code.USAGE
    return code if isinstance(code, int) else Code.OK


def _with_hint(message: str, argv: Sequence[str]) -> str:
    known = {command.name.split(" ")[0] for command in COMMANDS}
    command = " ".join(["auditor", *[word for word in argv[:1] if word in known]])
    message = _SUGGESTED.sub(r"; did you mean \1?", message).rstrip(".")
    return f"{message[:1].lower()}{message[1:]} (see {command} --help)"


def _app() -> typer.Typer:
    app = typer.Typer(
        name="auditor",
        help="Audit how much of a news article rests on unverified single-party claims.",
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(context_settings=_HELP)(_main)
    groups = {name: typer.Typer(help=help, rich_markup_mode=None) for name, help in GROUPS.items()}
    for command in COMMANDS:
        group, _, name = command.name.rpartition(" ")
        described = (groups[group] if group else app).command(
            name, short_help=command.brief or None, context_settings=_HELP
        )
        described(_function(command))
    for name, group_app in groups.items():
        app.add_typer(group_app, name=name)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"auditor {__version__}")
        raise typer.Exit


def _main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


def _function(command: Command) -> Callable[..., int]:
    """Return a function whose signature is what typer makes a command of."""

    def run(**raw: Any) -> int:
        return command.run(raw)

    parameters = [_parameter(option) for option in command.options]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    run.__doc__ = command.help
    return run


def _parameter(option: Option) -> Parameter:
    takes: Any = list[str] if option.many else str if option.metavar else bool
    how: dict[str, Any] = {
        "help": option.help,
        "metavar": option.metavar or None,
        "show_default": False,
    }
    if offers := complete.offers(option):
        how["autocompletion"] = offers
    flags = option.flags.split(" ")
    named = flags[0].startswith("-")
    info = typer.Option(*flags, **how) if named else typer.Argument(**how)
    takes, default = (takes, Parameter.empty) if option.required else (takes | None, None)
    kind = Parameter.POSITIONAL_OR_KEYWORD
    return Parameter(option.name, kind, default=default, annotation=Annotated[takes, info])
