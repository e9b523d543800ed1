"""``auditor check``: select, audit, judge, print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from auditor import __version__, corpus, formats, reports
from auditor.cli.codes import Code, worst
from auditor.cli.options import CheckOptions, check_options
from auditor.cli.output import check_output, spare, write, write_bytes
from auditor.cli.settings import settle
from auditor.cli.terminal import Terminal
from auditor.errors import UsageError
from auditor.gate import judge
from auditor.inputs import STDIN, Selection, select
from auditor.memory import keep_all_loaded
from auditor.model import Rule, RuleSet
from auditor.run import Piece, Run

_KINDS = 8  # endings that are told


def called(**given: Any) -> int:
    """Audit what is given on a command line, in whatever way it was read."""
    return check(check_options(given))


def check(options: CheckOptions) -> int:
    """Audit what ``options`` name, print the report and return the exit code."""
    if not options.paths:
        raise UsageError("nothing to check: name files or folders, or - for standard input")
    report = reports.load(options.format)
    terminal = Terminal(options, machine=report.MACHINE)
    settings = settle(options)
    selection = select(
        options.paths,
        formats.suffixes(),
        options.include,
        options.exclude,
        settings.patterns,
        strict=options.force_exclude,
    )
    check_output(options.output)
    selection = spare(selection, options, settings)
    if reports.binary(report) and (options.output is None or len(selection.files) != 1):
        raise UsageError(f"--format {options.format} writes one document: name it, and -o FILE")
    for remark in settings.remarks:
        terminal.complain(remark)
    rules = settings.load()
    if options.server is None:
        import auditor.audit  # noqa: F401 - to be kept, and before processes are forked
    keep_all_loaded()
    style = terminal.style(settings.limits)
    setup = corpus.Setup(
        settings.load,
        report.article,
        style,
        options.encoding,
        _stdin(options),
        _stdin_name(options),
        _wants_readability(options, report),
        settings.desk,
        settings.correctable,
    )
    asks = rules.reader is not None and bool(rules.reader.spent())
    jobs = 1 if asks and not options.jobs else options.jobs  # of others, one article at a time
    codes: list[Code] = []
    audited = _audit(selection, setup, rules, options._replace(jobs=jobs), terminal, codes)

    def judged(pieces: Sequence[Piece]) -> Run:
        if asks and rules.reader is not None and options.verbose:
            terminal.complain(rules.reader.spent())
        _complain_of_selection(selection, options, terminal, codes)
        gate = judge((piece.digest for piece in pieces), settings.limits)
        if not gate.passed and not options.exit_zero:
            codes.append(Code.GATE)
        policy = tuple(rule for rule in rules.rules if rule.kind == "policy" and _on(rule))
        reader = rules.reader.name if rules.reader else ""
        return Run(__version__, rules.packs, gate, style, policy, selection.passed_over, reader)

    if reports.streams(report):
        write(_streamed(report, audited, judged), options, terminal, at_once=True)
        return worst(codes)
    pieces = list(audited)
    run = judged(pieces)
    if reports.binary(report):
        write_bytes("".join(report.whole(pieces, run)).encode("latin-1"), options)
    else:
        write(report.whole(pieces, run), options, terminal)
    return worst(codes)


def _streamed(
    report: reports.Stream, audited: Iterable[Piece], judged: Callable[[Sequence[Piece]], Run]
) -> Iterator[str]:
    """Yield the parts of a report as they are made; only figures of them are kept."""
    pieces: list[Piece] = []
    for piece in audited:
        yield piece.text
        pieces.append(piece._replace(text=""))
    yield from report.end(pieces, judged(pieces))


def _complain_of_selection(
    selection: Selection, options: CheckOptions, terminal: Terminal, codes: list[Code]
) -> None:
    told = passed_over(selection.passed_over)
    if selection.empty_folders and not options.allow_empty:
        for folder in selection.empty_folders:
            also = f"; {told}" if told else ""
            terminal.complain(f"{folder}: nothing to audit in this folder{also}")
            codes.append(Code.USAGE)
    elif told and not options.quiet:
        terminal.complain(told)


def _audit(
    selection: Selection,
    setup: corpus.Setup,
    rules: RuleSet,
    options: CheckOptions,
    terminal: Terminal,
    codes: list[Code],
) -> Iterator[Piece]:
    """Audit the selected files; complain about the failures as they come, and add their codes."""
    total, folder = len(selection.files), selection.folders > 0
    with closing(_tell(selection.files, setup, rules, options)) as told:
        for piece, failure, fault in terminal.progress(told, total, folder):
            unreadable = piece.digest.failure
            if fault:
                codes.append(Code.USAGE)
                terminal.complain(fault)
            if failure is not None:
                codes.append(Code.INTERNAL)
                hint = "" if options.verbose else " (-v prints the traceback)"
                terminal.complain(f"{unreadable.message if unreadable else failure.path}{hint}")
                if options.verbose:
                    terminal.complain(failure.traceback.rstrip())
            elif unreadable is not None:
                codes.append(Code.UNREADABLE)
                terminal.complain(unreadable.message)
            elif terminal.remarks_apart:
                for remark in piece.digest.remarks[: -1 if fault else None]:
                    terminal.complain(f"{piece.digest.path}: {remark}")
            if piece.digest.doubts and not options.allow_unaudited:
                codes.append(Code.UNREADABLE)
            yield piece


def _tell(
    files: Sequence[str], setup: corpus.Setup, rules: RuleSet, options: CheckOptions
) -> Generator[corpus.Told, None, None]:
    """Yield a piece for each file, audited here or by a server."""
    if options.server is None:
        return corpus.tell(files, setup, rules, options.jobs)
    from auditor.cli import remote

    return remote.tell(files, setup, rules, options.format, options.server)


def passed_over(kinds: Mapping[str, int]) -> str:
    """Return how many files of folders are of no format that is read, by kind; "" for none."""
    if not kinds:
        return ""
    total = sum(kinds.values())
    told = [f"{number} {suffix or 'without an ending'}" for suffix, number in kinds.items()]
    if len(told) > _KINDS:
        told = [*told[:_KINDS], "others"]
    files = "file" if total == 1 else "files"
    return f"{total:,} {files} passed over: {', '.join(told)}"


def _on(rule: Rule) -> bool:
    return rule.traits["severity"] != "off"


def _stdin(options: CheckOptions) -> bytes:
    return sys.stdin.buffer.read(formats.MOST_BYTES + 1) if STDIN in options.paths else b""


def _stdin_name(options: CheckOptions) -> str:
    return options.stdin_filename or "<stdin>"


def _wants_readability(options: CheckOptions, report: reports.Report) -> bool:
    return not report.MACHINE if options.readability is None else options.readability
