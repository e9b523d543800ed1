"""Where a phrase or an example stands: looked up when it is reported, not kept for all."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from auditor.model import Rule
from auditor.packs import BUILT_IN


def place(rule: Rule, text: str) -> str:
    """Return ``file:line:column`` of a text of the rule, or of the rule if it is not found.

    The text may stand in the file as it is, with its quotes doubled or its lines folded:
    then its beginning is enough, or the rule's own place is given.
    """
    label, number, _ = rule.origin.rsplit(":", 2) if rule.origin else ("", "0", "0")
    lines = _lines(label)
    for at in range(int(number) - 1, len(lines)):
        column = lines[at].find(text)
        if column >= 0 and _bounded(lines[at], column, column + len(text)):
            return f"{label}:{at + 1}:{column + 1}"
        if at >= int(number) and lines[at].lstrip().startswith(("- id:", "- name:")):
            break  # the next rule
    return rule.origin


def _bounded(line: str, start: int, end: int) -> bool:
    """Tell whether a value begins and ends here, and not inside a longer one."""
    before, after = line[:start].rstrip()[-1:], line[end:].lstrip()[:1]
    return before in "[,-:'\"{" and after in "],'\"}#"


@lru_cache(maxsize=64)
def _lines(label: str) -> tuple[str, ...]:
    built_in = label.removeprefix("rules/")
    path = Path(BUILT_IN, built_in) if built_in != label else Path(label)
    try:
        return tuple(path.read_text("utf-8").splitlines())
    except (OSError, ValueError):
        return ()
