"""Write ``docs/rules/``: a page for each pack, made of the packs and of what was measured.

Run ``python docs/rule_pages.py`` to refresh the pages, with ``--check`` only to compare.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from auditor.model import RuleSet
from auditor.packs import BUILT_IN
from auditor.packs.kinds import FACETS
from auditor.packs.load import load_rules
from auditor.rulebook.entry import RuleEntry, entry
from auditor.rulebook.prose import KINDS

FOLDER = Path(__file__).resolve().parent / "rules"
_NOTE = "<!-- made by `make rule-pages`: edit the pack, not this page -->"


def pages() -> dict[str, str]:
    """Return the text of every page by its name in the folder."""
    rules = load_rules()
    packs = sorted(map(_pack, Path(BUILT_IN).rglob("*.yaml")), key=lambda pack: str(pack["pack"]))
    made = {f"{pack['pack']}.md": _page(pack, rules) for pack in packs}
    made["README.md"] = _index(packs, rules)
    return made


def _pack(path: Path) -> dict[str, Any]:
    pack: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return {**pack, "file": f"rules/{path.relative_to(BUILT_IN).as_posix()}"}


def _index(packs: Sequence[dict[str, Any]], rules: RuleSet) -> str:
    count = len({rule.id for rule in rules.rules})
    lines = [
        _NOTE, "# The built-in rules", "",
        f"{count:,} rules in {len(packs)} packs. `auditor explain RULE` says of one what stands "
        "here;", "`auditor rules list` lists them all. How packs are written is in "
        "[rules](../rules.md).", "",
        "| pack | version | rules | about |", "|---|---|---:|---|",
    ]  # fmt: skip
    for pack in packs:
        id = pack["pack"]
        number = sum(rule.id.startswith(f"{id}/") for rule in rules.rules)
        lines.append(f"| [{id}]({id}.md) | {pack['version']} | {number} | {_line(pack['about'])} |")
    return "\n".join(lines) + "\n"


def _page(pack: dict[str, Any], rules: RuleSet) -> str:
    lines = [_NOTE, f"# {pack['pack']}", "", _line(pack["about"]), ""]
    lines += [f"Version {pack['version']}, `{pack['file']}`. [All packs](README.md)", ""]
    if "parties" in pack:
        lines += _parties(pack["parties"])
    else:
        found = [rule for rule in rules.rules if rule.id.startswith(f"{pack['pack']}/")]
        entries = [entry(rule, rules) for rule in found]
        for kind in dict.fromkeys(one.kind for one in entries):
            lines += [f"`{kind}`: {KINDS[kind].why}", ""]
        lines += [
            "In the examples, `{…}` is what the rule matches, and `[…](source)` and the like are "
            "what the audit", "credits.", "",
        ]  # fmt: skip
        for one in entries:
            lines += _rule(one)
    return "\n".join(lines).rstrip("\n") + "\n"


def _rule(one: RuleEntry) -> Iterator[str]:
    yield from (f"## {one.name}", "", _escaped(one.what), "")
    facts = [("severity", one.severity)] if one.severity else []
    facts += one.traits
    if facts:
        yield from (", ".join(f"{name}: `{value}`" for name, value in facts), "")
    if one.standard:
        yield from (f"*Standard:* {_escaped(one.standard)}", "")
    if one.severity:
        yield from (f"*What to do:* {_escaped(one.todo[0])}", "")
    for line in one.measured:
        yield from (f"{line[0].upper()}{line[1:]}.", "")
    if one.phrases:
        yield from _block(one.phrases)
    if one.unless:
        yield from ("Not where it overlaps one of these:", "", *_block(one.unless))
    yield from ("Finds:", "", *_block(one.find))
    yield from ("Leaves alone:", "", *_block(one.leave))


def _parties(parties: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield from ("| party | role | type | opposes | known by |", "|---|---|---|---|---|")
    for party in sorted(parties, key=lambda party: str(party["name"])):
        known = [str(phrase) for facet in FACETS for phrase in _listed(party.get(facet))]
        opposes = ", ".join(map(str, _listed(party.get("adverse"))))
        cells = (party["name"], party["role"], party["type"], opposes, _known(known))
        yield "| " + " | ".join(str(cell) for cell in cells) + " |"


def _known(phrases: Sequence[str]) -> str:
    return ", ".join("`" + _line(phrase).replace("|", "\\|") + "`" for phrase in phrases)


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _block(lines: Sequence[str]) -> Iterator[str]:
    yield "```text"
    for number, line in enumerate(lines):
        if number and "\n" in line.strip():
            yield "--"
        yield line.strip()
    yield from ("```", "")


def _line(text: object) -> str:
    return " ".join(str(text).split())


def _escaped(text: str) -> str:
    """Return text in which nothing is taken for HTML or for emphasis."""
    return text.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


def main(arguments: list[str]) -> int:
    """Write the pages and delete those of packs that are gone; ``--check``: only name them."""
    made = pages()
    there = {path.name: path for path in FOLDER.glob("*.md")}
    stale = [name for name, text in made.items()
             if name not in there or there[name].read_text("utf-8") != text]  # fmt: skip
    gone = [name for name in there if name not in made]
    for name in sorted([*stale, *gone]):
        print(f"docs/rules/{name}")
    if arguments == ["--check"]:
        return int(bool(stale or gone))
    FOLDER.mkdir(exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(made[name], encoding="utf-8", newline="\n")
    for name in gone:
        there[name].unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
