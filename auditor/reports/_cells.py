"""Values to rows of a table that a spreadsheet can open without obeying it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from auditor.reports._style import printable

# What makes spreadsheets take a cell for a formula, in the wide forms of East Asia too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%", "::")  # and for a command
_INNER = re.compile(r"(; *)(?=[=+@＝＋＠-])")
_DECIMALS = 4


def row(values: Iterable[object]) -> str:
    """Return one line of CSV (RFC 4180), its end included."""
    line = io.StringIO()
    csv.writer(line).writerow([_cell(value) for value in values])
    return line.getvalue()


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, int):
        return value
    # Where the list separator is a semicolon, a spreadsheet may cut a cell there.
    text = _INNER.sub(r"\1'", printable(str(value)))
    return f"'{text}" if text.startswith(_FORMULA) else text
