"""The table of all articles, worst first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from auditor.reports._style import printable, tail
from auditor.run import Digest, Style
from auditor.summary import SHARE, exceeds, percent, share, worst_first

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
    metrics = digest.metrics
    limits = digest.limits or style.limits  # its path may have limits of its own
    cells = [
        Text(tail(printable(digest.path), room)),
        _share(digest, SHARE, limits.single_party),
        _share(digest, "unsourced_share", limits.unsourced),
    ]
    if wide:
        cells += [Text(str(metrics.get("sources", ""))), Text(str(metrics.get("parties", "")))]
    party = metrics.get("largest_party")
    relies = f"{printable(str(party))} {percent(share(digest, 'largest_party_share'))}"
    findings = digest.errors + digest.warnings + digest.notes
    return [
        *cells,
        Text(relies if party else "-"),
        Text(f"{digest.content_words:,}"),
        Text(str(findings), "red" if digest.errors else ""),
    ]


def _share(digest: Digest, name: str, limit: float | None) -> Text:
    value = share(digest, name)
    over = exceeds(value, limit)
    return Text(percent(value, limit) + (" !" if over else ""), "bold red" if over else "")
