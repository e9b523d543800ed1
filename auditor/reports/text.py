"""The report for people on a terminal: what an article rests on, and what would help.

Each article gets a verdict, a bar by status, its sources, the claims that rest on one
party's word and what would bring it under the limit.  Several get a table, worst first;
a great many get the table only.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from auditor.harmless import unled
from auditor.reports._article import sections, verdict
from auditor.reports._style import plural, printable
from auditor.reports._table import summary_table
from auditor.run import Piece, Result, Run, Style, Unreadable
from auditor.summary import percent, summarise

MACHINE = False
_MANY = 10  # articles; more are told in a table only, unless everything was asked for


def article(result: Result, style: Style) -> str:
    """Return the section of one article; unreadable inputs are listed in the summary."""
    if isinstance(result, Unreadable) or style.verbosity < 0:
        return ""
    console = _console(style)
    for part in (verdict(result, style), *sections(result, style)):
        console.print(part)
    return _told(console)


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the sections, the table of the articles, and the gate."""
    style = run.style
    articles = [piece for piece in pieces if piece.digest.failure is None]
    if len(articles) <= _MANY or style.verbosity > 0:
        for piece in articles:
            yield piece.text
    console = _console(style)
    if len(articles) > 1 and style.verbosity >= 0:
        console.print(summary_table([piece.digest for piece in articles], style), "")
        if len(articles) > _MANY and style.verbosity == 0:
            console.print(Text("Audit one file, or add -v, to see what each rests on.\n", "dim"))
    _print_unreadable(console, pieces)
    _print_outcome(console, pieces, run)
    yield _told(console)


def _print_unreadable(console: Console, pieces: Sequence[Piece]) -> None:
    failures = [piece.digest.failure for piece in pieces if piece.digest.failure is not None]
    if not failures:
        return
    console.print(Text(f"Not audited: {plural(len(failures), 'input')}", "bold yellow"))
    for failure in failures:
        console.print(Padding(Text(printable(failure.message)), (0, 0, 0, 2)))


def _print_outcome(console: Console, pieces: Sequence[Piece], run: Run) -> None:
    total = summarise(piece.digest for piece in pieces)
    if run.style.verbosity < 0 and run.gate.passed:
        return
    if total.files > 1 and run.style.verbosity >= 0:
        console.print(
            Text(
                f"{plural(total.files, 'article')}, {plural(total.content_words, 'word')} of "
                f"content: {percent(total.share)} on unverified single-party claims"
            )
        )
    limits = run.style.limits
    if not run.gate.passed:
        console.print(Text("Gate: failed", "bold red"))
        for reason in run.gate.reasons:
            console.print(Padding(Text(printable(reason)), (0, 0, 0, 2)))
    elif total.unreadable:
        console.print(Text("Gate: incomplete", "bold yellow"))
    elif total.files and (limits.single_party is not None or limits.unsourced is not None):
        console.print(Text("Gate: passed", "bold green"))


def _console(style: Style) -> Console:
    """Return a console that writes to memory, so that a report is a function of its input."""
    return Console(
        file=io.StringIO(),
        width=style.width,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def _told(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().split("\n")
    return unled("\n".join(line.rstrip(" ") for line in lines))
