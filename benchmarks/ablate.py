"""What each branch, rule and group of facts is worth, on articles the tables were not fitted to.

    python benchmarks/ablate.py FOLDER [FOLDER ...] --facts
    python benchmarks/ablate.py FOLDER [FOLDER ...] --rules [KIND ...]
    python benchmarks/ablate.py FOLDER [FOLDER ...] --branches auditor/verify [PATH ...]

The first folder is measured, fold by fold, with points fitted to all else (``training.fit``).
``--facts`` fits again without each group of facts; ``--rules`` and ``--branches`` switch one rule
or one ``if`` off and audit again.  A line says what is lost without it, in thousandths: of the
words' status, kind and party, and of the mean error of the share (positive: it pays).
"""

from __future__ import annotations

import argparse
import ast
import importlib
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from auditor import load_rules  # noqa: E402
from auditor.model import Layout, Matches, RuleSet  # noqa: E402
from training import fit  # noqa: E402
from training.annotated import Annotated, folds  # noqa: E402
from training.measure import figures, words_of  # noqa: E402
from training.status import Example  # noqa: E402

Tables = Mapping[int, Mapping[str, Sequence[int]]]
SHOWN = ("status", "five kinds", "party", "share MAE")


def tables(data: Sequence[tuple[Annotated, list[Example]]], fold: Mapping[str, int]) -> Tables:
    """Return the points for each fold, fitted to the other folds."""
    return {
        at: fit.points(fit.flat(data, lambda name, at=at: fold.get(name) != at))
        for at in sorted(set(fold.values()))
    }


def measured(
    articles: Sequence[Annotated], fold: Mapping[str, int], fitted: Tables, rules: RuleSet
) -> dict[str, float]:
    """Return the figures of articles, each audited with the points of the other folds."""
    audit_text = importlib.import_module("auditor.audit").audit_text
    own = {at: fit.with_points(rules, points, {}) for at, points in fitted.items()}
    found = figures([words_of(a, audit_text(a.text, own[fold[a.name]])) for a in articles])
    return {name: found[name] for name in SHOWN}


def without_branch(path: Path, line: int, column: int) -> ast.Module:
    """Return a module in which the ``if`` at a place never holds."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp) and (node.lineno, node.col_offset) == (
            line, column,
        ):  # fmt: skip
            node.test = ast.copy_location(ast.Constant(False), node.test)
    return ast.fix_missing_locations(tree)


def branches(paths: Iterable[str]) -> Iterator[tuple[Path, int, int]]:
    """Yield the place of each ``if`` in some modules."""
    for name in paths:
        place = ROOT / name
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.If):
                    yield path, node.lineno, node.col_offset


class Without:
    """A matcher that never finds one rule."""

    def __init__(self, rules: RuleSet, name: str) -> None:
        self.inner = rules.matcher
        self.number = [rule.id for rule in rules.rules].index(name)

    def find(self, layout: Layout) -> Matches:
        """Return the matches of all other rules."""
        return {
            kind: [match for match in found if match.rule != self.number]
            for kind, found in self.inner.find(layout).items()
        }


class Patched:
    """Finds one module of the package with an ``if`` switched off, in a fresh process."""

    def __init__(self, path: Path, line: int, column: int) -> None:
        self.path = path
        self.code = compile(without_branch(path, line, column), str(path), "exec")

    def install(self) -> None:
        """Run the changed code in the place of the module, and rebind what others took from it."""
        name = ".".join(self.path.relative_to(ROOT).with_suffix("").parts)
        module = importlib.import_module(name.removesuffix(".__init__"))
        old = dict(vars(module))
        exec(self.code, vars(module))
        new = {id(value): vars(module)[key] for key, value in old.items() if key in vars(module)}
        for other in list(sys.modules.values()):
            if other is not module and getattr(other, "__name__", "").startswith("auditor"):
                for key, value in list(vars(other).items()):
                    if id(value) in new and callable(value):
                        setattr(other, key, new[id(value)])


def _in_child(job: tuple[Any, ...]) -> dict[str, float] | str:
    branch, removed, (articles, fold, fitted) = job
    try:
        rules = load_rules()
        if removed is not None:
            rules = rules._replace(matcher=Without(rules, removed))
        if branch is not None:
            Patched(*branch).install()
        return measured(articles, fold, fitted, rules)
    except Exception as error:
        return f"needed: {type(error).__name__}"


def compare(base: Mapping[str, float], off: dict[str, float] | str, what: str) -> None:
    """Print what is lost without something."""
    if isinstance(off, str):
        print(f"{'':32} {off}  {what}", flush=True)
        return
    lost = [(base[name] - off[name]) * (-1 if "MAE" in name else 1) * 1000 for name in SHOWN]
    print(" ".join(f"{value:+7.2f}" for value in lost), what, flush=True)


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--facts", action="store_true")
    parser.add_argument("--rules", nargs="*", metavar="KIND")
    parser.add_argument("--branches", nargs="*", metavar="PATH")
    parser.add_argument("--jobs", type=int, default=None)
    args = parser.parse_args()
    rules = load_rules()
    fold = folds(args.folders[0])
    data = list(fit.gather(args.folders, rules))
    articles = [article for article, _ in data if article.name in fold]
    fitted = tables(data, fold)
    base = measured(articles, fold, fitted, rules)
    print("  ".join(f"{name} {value:.4f}" for name, value in base.items()), flush=True)
    print(" ".join(f"{name:>7}" for name in ("status", "kinds", "party", "share")), "without")
    if args.facts:
        named = {f.partition(": ")[0] for _, found in data for e in found for f in e.facts}
        groups = sorted(name for name in named if " " not in name.lstrip("-12"))
        for name in [*groups, ""]:
            less = [(a, [without_facts(e, name) for e in found]) for a, found in data]
            compare(base, measured(articles, fold, tables(less, fold), rules), name or "(words)")
    jobs: list[tuple[Any, ...]] = []
    common = articles, fold, fitted
    if args.rules is not None:
        kinds = set(args.rules)
        jobs += [(None, r.id, common) for r in rules.rules if not kinds or r.kind in kinds]
    if args.branches is not None:
        jobs += [(place, None, common) for place in branches(args.branches)]
    with multiprocessing.get_context("fork").Pool(args.jobs, maxtasksperchild=1) as pool:
        for (branch, rule, _), off in zip(jobs, pool.imap(_in_child, jobs), strict=True):
            place = branch and f"{branch[0].relative_to(ROOT)}:{branch[1]}:{branch[2] + 1}"
            compare(base, off, rule or str(place))


def without_facts(example: Example, group: str) -> Example:
    """Return an example without the facts of a group; "" is that of the words themselves."""
    kept = [
        fact
        for fact in example.facts
        if (fact.partition(": ")[0] != group if group else ": " in fact)
    ]
    return example._replace(facts=kept)


if __name__ == "__main__":
    main()
