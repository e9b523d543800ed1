"""Write the table of rule kinds into ``docs/rules.md``, as ``auditor/packs/kinds.py`` has it."""

from __future__ import annotations

import re
from pathlib import Path

from auditor.packs.kinds import KINDS, Trait

PAGE = Path(__file__).parent / "rules.md"
_TABLE = re.compile(r"^\| kind \| what it is \| traits \|\n(?:\|.*\n)+", re.M)


def table() -> str:
    """Return the table in Markdown."""
    lines = ["| kind | what it is | traits |", "|---|---|---|"]
    for name, kind in KINDS.items():
        traits = "; ".join(_shown(trait, allowed) for trait, allowed in kind.traits.items())
        lines.append(f"| `{name}` | {kind.about} | {traits or '–'} |")
    return "\n".join(lines) + "\n"


def _shown(name: str, allowed: Trait) -> str:
    shown = f"**{name}**" if allowed.required else name
    if allowed.values:
        shown += f" ({', '.join(allowed.values)}{'; several' if allowed.many else ''})"
    return shown


def refreshed(page: str) -> str:
    """Return the text of the page with the table of today."""
    return _TABLE.sub(lambda _: table(), page)


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text("utf-8")), "utf-8")
