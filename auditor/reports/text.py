"""The report for people on a terminal: what an article rests on, and what would help.

Each article gets a verdict, a bar by status, its sources, the claims that rest on one
party's word and what would bring it under the limit.  Several get a table, worst first;
a great many get the table only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from auditor.headline import overall
from auditor.reports._article import sections, verdict
from auditor.reports._console import console, printed
from auditor.reports._figures import outcome, unaudited
from auditor.reports._style import plural, printable
from auditor.reports._table import summary_table
from auditor.run import Piece, Result, Run, Style, Unreadable
from auditor.summary import summarise

MACHINE = False
_MANY = 10  # articles; more are told in a table only, unless everything was asked for


def article(result: Result, style: Style) -> str:
    """Return the section of one article; unreadable inputs are listed in the summary."""
    if isinstance(result, Unreadable) or style.verbosity < 0:
        return ""
    terminal = console(style)
    for part in (verdict(result, style), *sections(result, style)):
        terminal.print(part)
    return printed(terminal)


def whole(pieces: Sequence[Piece], run: Run) -> Iterator[str]:
    """Yield the sections, the table of the articles, and the gate."""
    style = run.style
    articles = [piece for piece in pieces if piece.digest.failure is None]
    if len(articles) <= _MANY or style.verbosity > 0:
        for piece in articles:
            yield piece.text
    terminal = console(style)
    if len(articles) > 1 and style.verbosity >= 0:
        terminal.print(summary_table([piece.digest for piece in articles], style), "")
        if len(articles) > _MANY and style.verbosity == 0:
            terminal.print(Text("Audit one file, or add -v, to see what each rests on.\n", "dim"))
    _print_unreadable(terminal, pieces)
    _print_outcome(terminal, pieces, run)
    yield printed(terminal)


def _print_unreadable(terminal: Console, pieces: Sequence[Piece]) -> None:
    told = unaudited([piece.digest for piece in pieces])
    if not told:
        return
    terminal.print(Text(f"Not audited: {plural(len(told), 'input')}", "bold yellow"))
    for line in told:
        terminal.print(Padding(Text(printable(line)), (0, 0, 0, 2)))


def _print_outcome(terminal: Console, pieces: Sequence[Piece], run: Run) -> None:
    total = summarise(piece.digest for piece in pieces)
    if run.style.verbosity < 0 and run.gate.passed:
        return
    if total.files > 1 and run.style.verbosity >= 0:
        terminal.print(Text(overall(total)))
    told = outcome(pieces, run)
    if told == "failed":
        terminal.print(Text("Gate: failed", "bold red"))
        for reason in run.gate.reasons:
            terminal.print(Padding(Text(printable(reason)), (0, 0, 0, 2)))
    elif told == "incomplete":
        terminal.print(Text("Gate: incomplete", "bold yellow"))
    elif told == "passed" and total.files:
        terminal.print(Text("Gate: passed", "bold green"))
