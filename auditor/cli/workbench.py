"""The commands for authors of packs and researchers, as typer sees them."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli.declared import HELP, NoPack, Pack, Rules


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    brief = "Measure how well the audit agrees with people."
    app.command("evaluate", short_help=brief, context_settings=HELP)(_evaluate)
    app.command("explain-match", context_settings=HELP)(_explain_match)


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
    rules: Rules = None,
    pack: Pack = None,
    no_pack: NoPack = None,
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


def _explain_match(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="For example cues-speech/say.")],
    place: Annotated[
        str, typer.Argument(metavar="FILE:LINE", help="Or FILE:LINE:COLUMN, for one sentence.")
    ],
    rules: Rules = None,
) -> int:
    """Say why a rule did or did not fire in one place.

    Exit codes: 0 it fired, 1 it did not, 2 wrong call, or a file that cannot be read.
    """
    from auditor.cli.explain import explain_match

    return explain_match(rule, place, rules or [])
