"""The commands for a newsroom's own settings, as typer sees them."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli.declared import HELP, Config, NoConfig, Rules, Texts, schema


def register(app: typer.Typer, schemas: typer.Typer) -> None:
    """Add the commands to ``app``, and the schemas to those that are printed."""
    config = typer.Typer(help="Look at the configuration.", rich_markup_mode=None)
    config.command("show", context_settings=HELP)(_show)
    baseline = typer.Typer(
        help="Record the findings there are: only new ones count.", rich_markup_mode=None
    )
    baseline.command("write", context_settings=HELP)(_write)
    baseline.command("prune", context_settings=HELP)(_prune)
    app.command("init", short_help="Write an auditor.yaml to start from.", context_settings=HELP)(
        _init
    )
    app.add_typer(config, name="config")
    app.add_typer(baseline, name="baseline")
    help = "Print the JSON Schema of auditor.yaml, for editors that check and complete it."
    schemas.command("config", context_settings=HELP, help=help)(schema("config"))


def _init(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Default: this one.")] = ".",
) -> int:
    """Write an auditor.yaml to start from, every setting in it explained and switched off.

    A file that is there is left alone, with exit code 2.
    """
    from auditor.cli.configuration import init

    return init(folder)


def _show(
    path: Annotated[
        str, typer.Argument(metavar="[PATH]", help="Of an article or a folder. Default: this one.")
    ] = ".",
    origin: Annotated[
        bool, typer.Option("--origin", help="Say of each setting where it stands.")
    ] = False,
    config: Config = None,
    no_config: NoConfig = False,
) -> int:
    """Print the settings that hold for an article, as the configuration would have them."""
    from auditor.cli.configuration import show

    return show(path, config, no_config, origin)


def _write(
    paths: Annotated[
        Texts, typer.Argument(metavar="[PATHS...]", help="Files and folders. Default: this one.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE",
            help="Default: what the configuration names, else auditor-baseline.json.",
        ),
    ] = None,
    rules: Rules = None,
    config: Config = None,
    no_config: NoConfig = False,
) -> int:  # fmt: skip
    """Record the findings of the articles as known: they are listed and do not gate."""
    from auditor.cli.baselines import write

    return write(paths or ["."], output, rules or [], config, no_config)


def _prune(
    baseline: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="Default: what the configuration names, else auditor-baseline.json.",
        ),
    ] = None,
    rules: Rules = None,
    config: Config = None,
    no_config: NoConfig = False,
) -> int:
    """Take out of a baseline what is found no more, so that it cannot come back unseen."""
    from auditor.cli.baselines import prune

    return prune(baseline, rules or [], config, no_config)
