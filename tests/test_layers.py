"""Imports point one way: every module knows its own package and what lies below it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "auditor"
MODULES = sorted(PACKAGE.rglob("*.py"))

# From the top down; parts on one line do not know each other.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("server",),
    ("lsp",),
    ("rulebook", "arrow"),
    ("archive", "corpus", "evaluate", "explain", "library", "rulecheck"),
    ("audit",),
    ("readers",),
    ("desk", "restore", "views"),
    # Stages and reports meet in `audit` and `cli` only.  Whatever is not named here is a stage.
    ("stage", "reports", "gate", "memory", "readability", "inputs"),
    ("claims", "drafts", "headline", "proposition", "publisher"),
    ("packs",),
    ("align", "literal", "pairs", "summary", "visible"),
    ("english",),
    ("text", "yamltree", "files", "office"),
    ("run",),
    ("decision",),
    ("model",),
    ("errors", "schema", "digests", "harmless", "dates"),
    ("patterns",),
)
DEPTH = {name: depth for depth, layer in enumerate(LAYERS) for name in layer}
STAGE = DEPTH["stage"]

# Those who try packs out run the stages; the rest of the package is what they run on.
TRIED = ("packs.check", "packs.lint", "packs.sides")


def part(name: str) -> str:
    """Return the part of the product that the module ``auditor.NAME`` belongs to."""
    top = name.split(".")
    return "rulecheck" if ".".join(top[:2]) in TRIED else top[0]


def imported(path: Path) -> set[str]:
    """Return the parts that a module imports, at the top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "auditor":
            names |= {f"auditor.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    inner = {name.removeprefix("auditor.") for name in names if name.startswith("auditor.")}
    return {part(name) for name in inner if name != "__version__"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    own = part(".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    if own == "__init__":
        return  # the public names, imported on first use
    allowed = {name for name in imported(path) if DEPTH.get(name, STAGE) > DEPTH.get(own, STAGE)}
    assert imported(path) - {own} <= allowed


def test_reports_see_the_model_and_the_text_only() -> None:
    seen = set().union(*(imported(p) for p in MODULES if p.parent.name == "reports"))
    assert seen <= {
        "reports",
        "model",
        "run",
        "text",
        "errors",
        "summary",
        "claims",
        "headline",
        "office",
        "visible",
        "harmless",
    }


def test_the_model_imports_nothing_of_ours() -> None:
    assert imported(PACKAGE / "model.py") == imported(PACKAGE / "errors.py") == set()
