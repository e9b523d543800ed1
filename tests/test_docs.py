"""The documentation shows what the program does, and its links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from commandline import call

ROOT = Path(__file__).resolve().parent.parent


def _examples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("examples", ROOT / "docs" / "examples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


examples = _examples()
PAGES: list[Path] = examples.PAGES
SHOWN = [
    pytest.param(page, id=str(page.relative_to(ROOT)))
    for page in PAGES
    if "<!-- example:" in page.read_text(encoding="utf-8")
]


def told(command: str) -> str:
    """Return what ``auditor COMMAND`` prints, without the start of a process."""
    done = call(*shlex.split(command), env=examples.DRESS)
    assert done.returncode in (0, 1), done.stderr
    return str(examples.block(done.stdout))


@pytest.mark.parametrize("page", SHOWN)
def test_examples_show_what_is_printed(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(examples.commands(text)) == text.count("<!-- example:"), "a comment has no block"
    assert examples.refreshed(text, told) == text, "out of date: run `make docs`"


def test_a_block_is_replaced_and_the_rest_left_alone() -> None:
    page = "a\n<!-- example: auditor check x -->\n```text\nold\n```\nb\n```text\nkept\n```\n"
    new = examples.refreshed(page, lambda command: f"<{command}>\n")
    assert new == page.replace("old", "<check x>")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    targets = re.findall(r"\]\(([^)\s#]+)", text)
    local = [target for target in targets if "://" not in target]
    missing = [target for target in local if not (page.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("page", ["README.md", "docs/library.md"])
def test_code_of_a_page_runs(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    command = [sys.executable, "-c", "\n".join(blocks)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def test_readme_packs_pass_their_own_examples(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert blocks
    for number, block in enumerate(blocks):
        (tmp_path / f"{number}.yaml").write_text(block, encoding="utf-8")
    done = call("rules", "test", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_readme_names_the_exit_codes() -> None:
    from auditor.cli.codes import Code

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in Code:
        assert f"\n| {code.value} | " in readme


def test_the_page_on_the_report_names_every_metric() -> None:
    from auditor import audit_text, load_rules

    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    metrics = audit_text("The mayor said it rained.", load_rules()).metrics
    assert [name for name in metrics if f"`{name}`" not in page] == []


def test_the_table_of_dependencies_has_the_bounds_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [
        *project["dependencies"],
        *(r for name in extras if name != "dev" for r in extras[name]),
    ]
    needed = [one for one in needed if not one.startswith(project["name"])]
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| ([\d.]+) \| ([\d.]*) ?\|", table, re.MULTILINE)
    told = [f"{name}>={oldest}" + (f",<{below}" if below else "") for name, oldest, below in rows]
    assert told == list(dict.fromkeys(needed))
