"""Reports to standard output or to a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from auditor import files
from auditor.cli.options import CheckOptions
from auditor.cli.settings import Settings
from auditor.cli.terminal import Terminal
from auditor.desk.sidecar import names
from auditor.errors import UsageError
from auditor.inputs import Selection, shown

# How reports begin, or what stands near the beginning: one of ours may be written anew.
_OURS = (
    "<!-- attribution-auditor -->", 'content="auditor ', '{"schema_version"', '{"type":"',
    '"name":"auditor"', '<testsuites name="auditor"', "path,", "::error ", "::warning ",
    "unverified single-party claims", "rest on single parties’ word", ": error ", ": warning ",
    ": note ",
)  # fmt: skip
_BEGINNING = 4096  # bytes


def check_output(output: str | None) -> None:
    """Refuse an output that cannot be written before the work, not after it."""
    if output is None:
        return
    from pathlib import Path

    path = Path(output)
    if path.is_dir():
        raise UsageError(f"-o {output}: is a folder, not a file")
    if not path.parent.is_dir():
        raise UsageError(f"-o {output}: there is no folder {path.parent}")


def spare(selection: Selection, options: CheckOptions, settings: Settings) -> Selection:
    """Return the articles without an earlier report; raise UsageError if one would be lost.

    Neither an article nor what belongs to one is written over.
    """
    output = options.output
    if output is None or not os.path.isfile(output):  # noqa: PTH113
        return selection
    config = settings.config
    kept = [*options.rules, options.baseline, *((config.path, config.baseline) if config else ())]
    beside = (name for file in selection.files for name in names(file))
    for file in filter(None, (*map(shown, options.paths), *kept, *beside)):
        if files.same(file, output):
            raise UsageError(f"-o {output}: would be written over {shown(file)}")
    for file in selection.files:
        if files.same(file, output):
            if not _is_report(output):
                raise UsageError(f"-o {output}: is one of the articles; name another file")
            return selection.without(file)
    return selection


def _is_report(path: str) -> bool:
    """Whether a file is empty or looks like a report of ours."""
    with open(path, "rb") as file:  # noqa: PTH123
        beginning = file.read(_BEGINNING).decode("utf-8", "replace")
    return not beginning.strip() or any(mark in beginning for mark in _OURS)


def write(
    text: Iterator[str], options: CheckOptions, terminal: Terminal, *, at_once: bool = False
) -> None:
    """Write a report where ``options`` want it; ``at_once`` each part of it as it comes.

    A file is there when all of it is written, not before.
    """
    if options.output is None:
        terminal.print(text, at_once=at_once)
    else:
        _save(options.output, text)


def write_bytes(data: bytes, options: CheckOptions) -> None:
    """Write a document where ``options`` want it; where nothing came of it, write nothing."""
    if data and options.output is not None:
        _save(options.output, [data])


def _save(output: str, chunks: Iterable[str | bytes]) -> None:
    try:
        files.write(output, chunks)
    except OSError as error:
        raise UsageError(f"-o {output}: {error.strerror}") from error
