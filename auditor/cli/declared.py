"""The options that several commands have, declared to typer once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from auditor.cli import complete

HELP = {"help_option_names": ["-h", "--help"]}
Texts = list[str] | None

Rules = Annotated[
    Texts, typer.Option("--rules", metavar="PATH", help="Add a rule pack or a folder. Repeatable.")
]
Config = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Use this configuration, not the nearest auditor.yaml."),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Use no configuration.")]
Pack = Annotated[Texts, typer.Option(metavar="ID", help="Use only this pack. Repeatable.")]
NoPack = Annotated[
    Texts, typer.Option("--no-pack", metavar="ID", help="Leave this pack out. Repeatable.")
]
Encoding = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Of files that are not UTF-8, for example cp1252; auto takes the likeliest.",
    ),
]
StdinName = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="What standard input is called; tells its format."),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file."),
]
Color = Annotated[
    str | None,
    typer.Option(
        metavar="auto|always|never", help="Default: auto.", autocompletion=complete.colours
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="The least that tells.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Cut no list.")]
Listing = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="text|json|csv", help="Default: text.",
        autocompletion=complete.listings,
    ),
]  # fmt: skip
Files = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Articles and folders, or - for standard input."),
]


def schema(name: str) -> Callable[[], None]:
    """Return a command that prints one of our schemas."""

    def show() -> None:
        from importlib.resources import files

        sys.stdout.write(files("auditor.schema").joinpath(f"{name}-1.json").read_text("utf-8"))

    return show
