"""The table of all articles, worst first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from auditor.reports._figures import entry
from auditor.reports._style import printable, tail
from auditor.run import Digest, Style
from auditor.summary import worst_first

_WIDE = 110  # from here on there is room for all columns
_FIXED, _FIXED_WIDE = 47, 70  # what the columns of figures and the gaps take
_LONGEST_PARTY = 32


def summary_table(digests: Sequence[Digest], style: Style) -> Table:
    """Return one row for each article."""
    wide = style.width >= _WIDE
    table = Table(box=SIMPLE_HEAD, show_edge=False, width=style.width, header_style="bold")
    room = style.width - (_FIXED_WIDE if wide else _FIXED)
    relies = min(_LONGEST_PARTY, room * 2 // 5)
    table.add_column("Article", width=room - relies, no_wrap=True, overflow="ellipsis")
    table.add_column("Unverified", justify="right", no_wrap=True)
    table.add_column("Unsourced", justify="right", no_wrap=True)
    if wide:
        table.add_column("Sources", justify="right", no_wrap=True)
        table.add_column("Parties", justify="right", no_wrap=True)
    table.add_column("Relies most on", width=relies, no_wrap=True, overflow="ellipsis")
    table.add_column("Words", justify="right", no_wrap=True)
    table.add_column("Findings" if wide else "Find.", justify="right", no_wrap=True)
    for digest in worst_first(digests):
        table.add_row(*_row(digest, style, wide, room - relies))
    return table


def _row(digest: Digest, style: Style, wide: bool, room: int) -> list[Text]:
    told, metrics = entry(digest, style.limits), digest.metrics
    cells = [
        Text(tail(printable(digest.path), room)),
        _share(told.headline.share, told.headline.over),
        _share(told.unsourced, told.unsourced_over),
    ]
    if wide:
        cells += [Text(str(metrics.get("sources", ""))), Text(str(metrics.get("parties", "")))]
    return [
        *cells,
        Text(f"{told.party} {told.party_share}" if told.party else "-"),
        Text(f"{digest.content_words:,}"),
        Text(str(told.findings), "red" if digest.errors else ""),
    ]


def _share(text: str, over: bool) -> Text:
    return Text(f"{text} !" if over else text, "bold red" if over else "")
