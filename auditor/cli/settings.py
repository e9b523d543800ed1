"""What the configuration and the command line together ask for; the command line wins."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from auditor import readers
from auditor.cli.options import CheckOptions
from auditor.desk.find import find, overruled
from auditor.errors import UsageError
from auditor.inputs import STDIN, Patterns, shown
from auditor.model import RuleSet
from auditor.packs.load import load_rules
from auditor.run import Limits

if TYPE_CHECKING:
    from auditor.desk.config import Config
    from auditor.desk.desk import Desk


class Settings(NamedTuple):
    """``desk`` is None where nothing is configured and there is no baseline."""

    load: Callable[[], RuleSet]
    limits: Limits
    patterns: Patterns | None = None
    desk: Desk | None = None
    config: Config | None = None
    remarks: tuple[str, ...] = ()  # what of the configurations there are does not count
    correctable: bool = True  # what lies beside an article may correct its audit


def settle(options: CheckOptions, *, absorb: bool = True) -> Settings:
    """Return the settings of a call; raise UsageError for a broken configuration or baseline.

    Without ``absorb`` no baseline is read.
    """
    config = configured(options)
    remarks = _overruled(options)
    if config is not None and options.config is None and _limited(options):
        config, aside = config.heeded()
        if aside:
            remarks += (
                f"{config.label}: {', '.join(aside)} set aside, as the limit is set on the "
                f"command line; --config {config.label} lets all of it count",
            )
    correctable = not _limited(options) or options.config is not None or options.corrections
    name = options.baseline or (config.baseline if config else None)
    if not absorb:
        name = None
    if config is None and name is None:
        packs = options.pack or None
        load = _read(options, partial(load_rules, options.rules, packs, options.no_pack))
        return Settings(load, options.limits, remarks=remarks, correctable=correctable)
    settled = _settled(options, config, name)
    return settled._replace(remarks=remarks, correctable=correctable)


def _read(options: CheckOptions, rules: Callable[[], RuleSet]) -> Callable[[], RuleSet]:
    """Return what loads the rules with the reader that the call asks for beside them."""
    asked = (options.reader, options.reader_url, options.reader_model, options.reader_cache)
    return partial(readers.load, rules, readers.wanted(*asked))


def _limited(options: CheckOptions) -> bool:
    """Whether the command line sets a limit."""
    return any(getattr(options.limits, name) is not None for name in options.fixed)


def _overruled(options: CheckOptions) -> tuple[str, ...]:
    """Return a remark on each configuration that does not count because of another one."""
    if options.config is not None or options.no_config:
        return ()
    return tuple(
        f"{shown(path)}: does not count, as the repository has a configuration further up; "
        "put what differs here under overrides there"
        for path in overruled(_searched(options))
    )


def _searched(options: CheckOptions) -> list[str]:
    return [options.stdin_filename or "." if p == STDIN else p for p in options.paths]


def configured(options: CheckOptions) -> Config | None:
    """Return the configuration of a call: the named one, else the nearest."""
    path = config_path(options)
    if path is None:
        return None
    from auditor.desk.read import read

    return read(path, trusted=options.config is not None)


def config_path(options: CheckOptions) -> str | None:
    """Return the configuration file of a call; None where there is none."""
    if options.config is not None or options.no_config:
        return options.config
    return find(_searched(options))


def _settled(options: CheckOptions, config: Config | None, name: str | None) -> Settings:
    from auditor.desk import baseline, rules
    from auditor.desk.config import limited
    from auditor.desk.desk import Desk

    kept = None
    if name is not None:
        if not os.path.isfile(name):  # noqa: PTH113
            place = f"{config.places['baseline']}: " if config and name == config.baseline else ""
            hint = "write it with auditor baseline write"
            raise UsageError(f"{place}there is no file {shown(name)}; {hint}")
        kept = baseline.read(name, trusted=name == options.baseline)
    limits = options.limits
    paths, packs, without = options.rules, options.pack, options.no_pack
    patterns = None
    if config is not None:
        gates = {name: value for name, value in config.gates.items() if name not in options.fixed}
        limits = limited(limits, gates)
        paths = (*(shown(path) for path in config.add), *paths)
        packs = packs or config.only
        without = (*config.without, *without)
        patterns = Patterns(config.folder, config.include, config.exclude)
    load = _read(options, partial(rules.load, paths, packs or None, without, config))
    desk = Desk(limits, options.fixed, config, kept)
    return Settings(load, limits, patterns, desk, config)
