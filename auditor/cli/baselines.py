"""``auditor baseline``: audit articles and record what was found."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from auditor import files, formats
from auditor.cli.audits import audit_files
from auditor.cli.codes import Code, worst
from auditor.cli.options import CheckOptions
from auditor.cli.output import check_output, spare
from auditor.cli.settings import Settings, settle
from auditor.cli.terminal import say, tell
from auditor.desk import baseline
from auditor.errors import UsageError
from auditor.inputs import STDIN, select, shown
from auditor.model import Audit

NAME = "auditor-baseline.json"


def write(*, paths: Sequence[str] = (".",), output: str | None = None, **given: Any) -> Code:
    """Record the open findings of ``paths`` in the file ``output``."""
    if STDIN in paths:
        raise UsageError("a baseline is of files and folders, not of standard input")
    options = CheckOptions(tuple(paths), **given)
    settings = settle(options, absorb=False)
    chosen = select(paths, formats.suffixes(), house=settings.patterns)
    if not chosen.files:
        raise UsageError("nothing to audit here: no baseline is written")
    path = output or _default(settings)
    check_output(path)
    spare(chosen, options._replace(output=path), settings)
    codes: list[Code] = []
    audits = _audits(chosen.files, settings, codes)
    known = baseline.counted(audits, os.path.abspath(Path(path).parent))  # noqa: PTH100
    if codes:  # what was recorded of the others is not to be lost
        say("no baseline is written: not every article could be read")
        return worst(codes)
    _save(path, known)
    tell(f"wrote {shown(path)}: {_told(known)}")
    return Code.OK


def prune(*, path: str | None = None, **given: Any) -> Code:
    """Drop from a baseline what its articles no longer have, and articles that are gone."""
    where = str(Path(path).parent) if path else "."
    settings = settle(CheckOptions((where,), **given), absorb=False)
    path = path or _default(settings)
    recorded = baseline.read(path)
    named = [shown(str(Path(recorded.folder, name))) for name in recorded.known]
    there = [file for file in named if Path(file).exists()]
    codes: list[Code] = []
    found = baseline.counted(_audits(there, settings, codes), recorded.folder)
    left = baseline.fewer(recorded.known, found)
    if codes:
        raise UsageError(f"{shown(path)}: left as it is, because not every article could be read")
    gone = _number(recorded.known) - _number(left)
    if gone:
        _save(path, left)
    tell(f"{shown(path)}: {gone} taken out, {_told(left)} left")
    return Code.OK


def _default(settings: Settings) -> str:
    named = settings.config.baseline if settings.config else None
    return named or NAME


def _audits(paths: Sequence[str], settings: Settings, codes: list[Code]) -> Iterator[Audit]:
    """Yield the audits as ``auditor check`` would settle them, without a baseline."""
    return audit_files(paths, settings.load(), settings, CheckOptions(), codes)


def _save(path: str, known: baseline.Known) -> None:
    try:
        files.write(path, [baseline.written(known)])
    except OSError as error:
        raise UsageError(f"{shown(path)}: {error.strerror or error}") from None


def _number(known: baseline.Known) -> int:
    return sum(sum(keys.values()) for keys in known.values())


def _told(known: baseline.Known) -> str:
    number, files = _number(known), len(known)
    findings = "1 finding" if number == 1 else f"{number:,} findings"
    return f"{findings} in {'1 article' if files == 1 else f'{files:,} articles'}"
