"""Files to pieces of a report, in order, on as many processes as it is worth."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from auditor.desk.decided import Decided, decided
from auditor.errors import ReadError, UsageError
from auditor.formats import read_bytes, read_document
from auditor.harmless import named, printable
from auditor.inputs import STDIN
from auditor.model import Audit, Document, RuleSet
from auditor.run import Digest, Piece, Result, Style, Unreadable
from auditor.summary import digest

if TYPE_CHECKING:
    from auditor.desk.desk import Desk

Render = Callable[[Result, Style], str]

_TASK_FILES = 64
_TASK_BYTES = 256 * 1024
_WORTH_A_PROCESS = 512 * 1024  # bytes that take as long to audit as a process to start


class Setup(NamedTuple):
    """What a process needs to turn a path into a piece."""

    load: Callable[[], RuleSet]
    render: Render
    style: Style = Style()
    encoding: str | None = None
    stdin: bytes = b""
    stdin_name: str = "<stdin>"
    readability: bool = False
    desk: Desk | None = None
    correctable: bool = True  # what lies beside an article may correct its audit


class Failure(NamedTuple):
    """An error of this program, not of the input."""

    path: str
    traceback: str


class Told(NamedTuple):
    """A piece, and the failure that stands behind it, if any."""

    piece: Piece
    failure: Failure | None = None
    fault: str = ""  # what is wrong with a file beside the article


def tell(
    files: Sequence[str], setup: Setup, rules: RuleSet, jobs: int = 0
) -> Generator[Told, None, None]:
    """Audit ``files`` and yield a piece for each, in their order.

    ``jobs`` is the number of processes; 0 starts as many as are worth it.  The pieces are
    the same for any number.
    """
    tasks = _tasks(files, setup)
    jobs = _worthwhile(jobs, tasks)
    if jobs == 1:
        for task in tasks:
            for path in task.files:
                yield _tell_one(path, setup, rules)
        return
    yield from _tell_in_processes([task.files for task in tasks], setup, rules, jobs)


class _Task(NamedTuple):
    files: tuple[str, ...]
    size: int


def _tasks(files: Sequence[str], setup: Setup) -> list[_Task]:
    """Cut the files into tasks large enough that handing them over costs little."""
    tasks: list[_Task] = []
    batch: list[str] = []
    size = 0
    for path in files:
        batch.append(path)
        size += _size(path, setup)
        if len(batch) == _TASK_FILES or size >= _TASK_BYTES:
            tasks.append(_Task(tuple(batch), size))
            batch, size = [], 0
    if batch:
        tasks.append(_Task(tuple(batch), size))
    return tasks


def _size(path: str, setup: Setup) -> int:
    try:
        return len(setup.stdin) if path == STDIN else os.stat(path).st_size  # noqa: PTH116
    except (OSError, ValueError):
        return 0


def _worthwhile(jobs: int, tasks: Sequence[_Task]) -> int:
    if jobs == 0:
        jobs = _cores()
        jobs = min(jobs, sum(task.size for task in tasks) // _WORTH_A_PROCESS)
    return max(1, min(jobs, len(tasks)))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# ---------------------------------------------------------------- one file


def _tell_one(path: str, setup: Setup, rules: RuleSet) -> Told:
    """Return the piece of one file; whatever goes wrong with it stays with it."""
    failure = None
    told = decided(_name(path, setup), setup.desk, correctable=setup.correctable)
    try:
        result: Result = _result(path, setup, rules, told)
        text = rendered(result, setup)
    except ReadError as error:
        result = unreadable(_name(path, setup), error)
        text = rendered(result, setup)
    except UsageError:
        raise
    except Exception as error:
        from traceback import format_exc

        name = named(_name(path, setup))
        failure = Failure(name, format_exc())
        what = printable(f"{type(error).__name__}: {error}")
        result = Unreadable(name, "internal", f"{name}: internal error: {what}")
        text = rendered(result, setup)
    return Told(Piece(limited(digest(result), setup), text), failure, told.fault)


def limited(figures: Digest, setup: Setup) -> Digest:
    """Return figures with the limits of their path, where it has its own."""
    if setup.desk is None or not setup.desk.varies:
        return figures
    return figures._replace(limits=setup.desk.limits_of(figures.path))


def unreadable(path: str, error: ReadError) -> Unreadable:
    """Return what stands for an input that cannot be read."""
    name = named(path)
    return Unreadable(
        name, error.code, f"{name}: {printable(str(error).removeprefix(f'{path}: '))}"
    )


def rendered(result: Result, setup: Setup) -> str:
    """Return the part of the report that one input has."""
    desk = setup.desk
    if desk is None or not desk.varies:
        return setup.render(result, setup.style)
    path = result.path if isinstance(result, Unreadable) else result.document.path
    return setup.render(result, setup.style._replace(limits=desk.limits_of(path)))


def _result(path: str, setup: Setup, rules: RuleSet, told: Decided) -> Audit:
    if path == STDIN:
        document = read_bytes(
            setup.stdin, setup.stdin_name, encoding=setup.encoding, mapping=mapping_of(setup.desk)
        )
    else:
        document = read_document(path, encoding=setup.encoding, mapping=mapping_of(setup.desk))
    return settled(document, rules, setup.desk, told, readability=setup.readability)


def settled(
    document: Document,
    rules: RuleSet,
    desk: Desk | None,
    told: Decided | None = None,
    place: str = "",
    *,
    readability: bool = False,
) -> Audit:
    """Return the audit of a document as the configuration settles it.

    ``told`` is what people decided on it, without it what they did for the house; ``place`` is
    where it lies if its path is not from here.
    """
    from auditor.audit import audit

    if told is None:
        told = Decided(desk.config.corrections if desk and desk.config else ())
    result = audit(document._replace(path=named(document.path)), rules, told.decisions)
    notes = [told.note] if told.note else []
    if told.fault:
        notes.append(f"{told.fault.splitlines()[0]}: nothing is decided beside the article")
    if notes:
        result = result._replace(notes=(*result.notes, *notes))
    if desk is not None:
        result = desk.settle(result, place)
    if readability:
        from auditor.readability import measure

        result = result._replace(readability=measure(result))
    return result


def mapping_of(desk: Desk | None) -> Mapping[str, str]:
    """Return where JSON of a house's own has its texts."""
    return desk.config.json if desk is not None and desk.config is not None else {}


def _name(path: str, setup: Setup) -> str:
    return setup.stdin_name if path == STDIN else path


# ---------------------------------------------------------------- processes

# What a worker keeps between tasks.  Where processes are forked, it inherits the rules of
# its parent; elsewhere it loads its own, as a compiled matcher is not worth sending.
_shared: tuple[Setup, RuleSet] | None = None


def _tell_in_processes(
    tasks: Sequence[tuple[str, ...]], setup: Setup, rules: RuleSet, jobs: int
) -> Iterator[Told]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    global _shared
    _shared = (setup, rules)
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    done = 0
    pool = ProcessPoolExecutor(jobs, context, _start_worker, (setup,))
    try:
        for told in pool.map(_tell_task, tasks):
            done += 1
            yield from told
    except BrokenProcessPool:  # a process was killed: what it owes is done here
        for task in tasks[done:]:
            for path in task:
                yield _tell_one(path, setup, rules)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)  # processes end with this one
        raise
    pool.shutdown()


def _start_worker(setup: Setup) -> None:
    import signal
    import threading

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # end at Ctrl-C, silently: the parent speaks
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _shared
    if _shared is None:
        _shared = (setup, setup.load())


def _end_with_parent() -> None:
    """Wait until the parent is gone, killed perhaps, and end: nobody would tell us to."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _tell_task(files: tuple[str, ...]) -> list[Told]:
    assert _shared is not None
    setup, rules = _shared
    return [_tell_one(path, setup, rules) for path in files]
