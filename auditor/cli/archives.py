"""``auditor archive``: articles by the million, to tables."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from auditor.cli.codes import Code
from auditor.cli.options import CheckOptions
from auditor.cli.settings import settle
from auditor.cli.terminal import say, tell
from auditor.errors import UsageError

if TYPE_CHECKING:
    from auditor.archive.audits import Setup
    from auditor.archive.engine import Engine
    from auditor.archive.run import Run, Status

_HERE = "processes"


def run(
    *,
    paths: Sequence[str],
    output: str,
    engine: str = _HERE,
    jobs: int = 0,
    scheduler: str | None = None,
    part_size: int = 0,
    quiet: bool = False,
    **given: Any,
) -> Code:
    """Audit archives into the tables of a folder."""
    _needs("pyarrow", "archive")
    from auditor.archive.inputs import Inputs
    from auditor.archive.inputs.columns import Columns
    from auditor.archive.inputs.sheet import Wanted
    from auditor.archive.run import Run, Wishes, made
    from auditor.cli.progress import Progress

    if scheduler and engine != "dask":
        raise UsageError("--scheduler is for --engine dask")
    named = {what: given.pop(f"{what}_column", "") for what in Columns._fields}
    wanted = Wanted(given.get("encoding"), given.pop("table", None))
    wishes = Wishes(given.pop("limit", None), given.pop("rate", None), given.pop("prune", False))
    limits = {name: given.pop(f"max_{name}") for name in _limits() if f"max_{name}" in given}
    setup = _setup(paths, limits, given)
    folder = Path(output)
    made(folder)
    noted = (lambda line: None) if quiet else say
    inputs = Inputs(paths, Columns(**named), wanted, folder, noted)
    with (
        Progress(shown=not quiet) as progress,
        _kept(folder),
        closing(_engine(engine, setup, jobs, scheduler)) as started,
    ):
        one = Run(folder, inputs, setup, started, wishes, progress.tell, part_size)
        with _stopping(one) as told:
            status = one.run()
    if not quiet:
        say(_summary(status, output))
    if told:
        return Code.INTERRUPTED
    return Code.UNREADABLE if _unread(folder) else Code.OK


def tables(*, folder: str | None = None) -> Code:
    """List the tables of a folder, or the columns that all have."""
    from auditor.archive.schema import ORIGINS, TABLES

    if folder is None:
        for table in (*TABLES.values(), *ORIGINS.values()):
            tell(f"{table.name}: {table.about}")
            width = max(len(name) for name in table.names)
            for column in table.columns:
                tell(f"  {column.name:{width}}  {column.type}: {column.about}")
        return Code.OK
    _needs("pyarrow", "archive")
    from auditor.archive.export import sizes

    for name, files, rows, size in sizes(Path(folder)):
        tell(f"{name:12}  {rows:>12,} rows  {files:>6,} files  {size / 1e6:>10,.1f} MB")
    return Code.OK


def export(*, folder: str, output: str, format: str = "csv", table: Sequence[str] = ()) -> Code:
    """Write tables as one CSV or JSONL file each."""
    _needs("pyarrow", "archive")
    from auditor.archive.export import write

    with _kept(Path(output)):
        for name, rows in write(Path(folder), Path(output), format, table):
            say(f"{name}: {rows:,} rows")
    return Code.OK


def origins(*, folder: str, quiet: bool = False) -> Code:
    """Find who takes what from whom, in the tables of a folder."""
    _needs("pyarrow", "archive")
    _needs("numpy", "archive")
    from auditor import load_rules
    from auditor.archive.origins.run import origins as found

    with _kept(Path(folder)):
        counts = found(Path(folder), load_rules())
    if not quiet:
        say(
            f"{folder}: {counts.articles:,} articles, {counts.families:,} families "
            f"of {counts.members:,}, {counts.claims:,} shared claims, "
            f"{counts.circular:,} findings (table circular)"
        )
    return Code.OK


def report(*, folder: str, output: str, by: Sequence[str] = ()) -> Code:
    """Write one page about all articles of a folder."""
    for module, extra in (("pyarrow", "archive"), ("numpy", "archive"), ("jinja2", "html")):
        _needs(module, extra)
    from auditor import files
    from auditor.archive.report.page import report as page

    text = page(Path(folder), by)
    try:
        files.write(output, [text])
    except OSError as error:
        raise UsageError(f"-o {output}: {error.strerror}") from error
    return Code.OK


def _limits() -> tuple[str, ...]:
    from auditor.archive.audits import Limits

    return Limits._fields


def _setup(paths: Sequence[str], limits: dict[str, Any], given: dict[str, Any]) -> Setup:
    from auditor.archive.audits import Limits, Setup
    from auditor.archive.rows import judge

    options = CheckOptions(paths=tuple(paths), **given)
    settings = settle(options, absorb=False)
    for remark in settings.remarks:
        say(remark)
    rules = settings.load()
    return Setup(settings.load, judge(rules), Limits(**limits), options.encoding)


def _engine(name: str, setup: Setup, jobs: int, scheduler: str | None) -> Engine:
    if name == _HERE:
        from auditor.archive.processes import Processes

        return Processes(setup, jobs)
    _needs("distributed", "dask")
    from auditor.archive.cluster import Cluster

    return Cluster(setup, jobs, scheduler)


def _needs(module: str, extra: str) -> None:
    """Raise UsageError where a library of an extra is missing."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        install = f"pip install 'attribution-auditor[{extra}]'"
        raise UsageError(f"{module} is missing: {install}")


@contextmanager
def _kept(folder: Path) -> Iterator[None]:
    """Tell a full disk and the like in one line."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{folder}: {why}; what is done is kept: run it again") from error


@contextmanager
def _stopping(run: Run) -> Iterator[list[int]]:
    """Let the first signal stop the run as soon as nothing is lost, and the second one at once."""
    told: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if told:
            raise KeyboardInterrupt
        told.append(number)
        run.stop()
        say("stopping: what is being audited is kept (again: at once)")

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = [signal.signal(number, stop) for number in numbers]
    try:
        yield told
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _summary(status: Status, output: str) -> str:
    parts = [f"{status.audited:,} audited", f"{status.unchanged:,} unchanged"]
    if status.failed:
        parts.append(f"{status.failed:,} unreadable (table unreadable)")
    if status.forgotten:
        parts.append(f"{status.forgotten:,} forgotten")
    more = "; there is more: run it again to go on" if status.stopped else ""
    return f"{output}: {', '.join(parts)}{more}"


def _unread(folder: Path) -> bool:
    from auditor.archive.export import sizes

    return any(rows for name, _, rows, _ in sizes(folder) if name == "unreadable")
