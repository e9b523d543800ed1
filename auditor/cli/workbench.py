"""The commands for authors of packs and researchers, as typer sees them."""

from __future__ import annotations

from typing import Annotated

import typer

_HELP = {"help_option_names": ["-h", "--help"]}
_List = list[str] | None
_Rules = Annotated[
    _List, typer.Option("--rules", metavar="PATH", help="Add a rule pack or a folder. Repeatable.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("evaluate", context_settings=_HELP)(_evaluate)


def _evaluate(
    folder: Annotated[
        str,
        typer.Argument(
            metavar="DIR",
            help="text/*.txt with attributions/*.ann (brat), or with gold/*.json (segments).",
        ),
    ],
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="text|json", help="Default: text.")
    ] = "text",
    limit: Annotated[
        str, typer.Option(metavar="N", help="Rows of the lists of misses. Default: 10.")
    ] = "10",
    classes: Annotated[
        bool, typer.Option("--classes", help="Print the recall by class, as Markdown tables.")
    ] = False,
    corpus: Annotated[
        str | None, typer.Option(metavar="NAME", help="The corpus, for what is written.")
    ] = None,
    write_table: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write the measured precision of the rules as a table."),
    ] = None,
    write_docs: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Refresh the section of the corpus in this page."),
    ] = None,
    rules: _Rules = None,
    pack: Annotated[
        _List, typer.Option(metavar="ID", help="Use only this pack. Repeatable.")
    ] = None,
    no_pack: Annotated[
        _List, typer.Option("--no-pack", metavar="ID", help="Leave this pack out. Repeatable.")
    ] = None,
) -> int:
    """Measure how well the audit agrees with people, over a folder they annotated.

    Exit codes: 0 measured, 2 wrong call or a folder of neither kind, 3 a broken annotation.
    """
    from auditor.cli.evaluate import EvaluateOptions, evaluate_folder

    return evaluate_folder(
        EvaluateOptions(
            folder, format, limit, classes, corpus, write_table, write_docs,
            rules or (), pack or (), no_pack or (),
        )
    )  # fmt: skip
