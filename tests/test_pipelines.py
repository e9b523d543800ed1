"""The action, the hook and the documented jobs do what the documentation says of them.

Installing is left out here (it needs a network); what runs after it is run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.cli.quick import parse

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "pipelines.md").read_text("utf-8")
SAMPLE = (
    "Depot hit\n\nThe ministry said that forty vehicles were burnt in the depot at Arlen, that "
    "nobody was hurt, that the fire had been put out by noon, that the road past the depot was "
    "open again, and that the cause of the fire would be known by Friday.\n"
)
WORKFLOW, GITLAB, PRE_COMMIT = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def loaded(text: str) -> Any:
    return yaml.safe_load(text)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a repository with one article, and ``auditor`` where the jobs look for it."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a b.txt").write_text(SAMPLE, encoding="utf-8")
    program = tmp_path / "auditor" / "bin" / "auditor"
    program.parent.mkdir(parents=True)
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m auditor "$@"\n', "utf-8"
    )
    program.chmod(0o755)
    return tmp_path


def shell(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    path = f"{folder / 'auditor' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env={**os.environ, "PATH": path, **variables},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip


def run_action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the audit step of the action with ``inputs``."""
    action = loaded((ROOT / "action.yml").read_text("utf-8"))
    step = next(s for s in action["runs"]["steps"] if s["name"] == "Audit")
    variables = {}
    for variable, expression in step["env"].items():
        name = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", expression)[1]  # type: ignore[index]
        default = action["inputs"][name].get("default", "")
        variables[variable] = inputs.get(name.replace("-", "_"), default)
    return shell(
        step["run"], folder, RUNNER_TEMP=str(folder), GITHUB_OUTPUT=str(folder / "output"),
        GITHUB_STEP_SUMMARY=str(folder / "summary.md"), **variables,
    )  # fmt: skip


def test_the_action_fails_annotates_and_writes_every_report(checkout: Path) -> None:
    done = run_action(
        checkout, paths="articles\n", max_single_party="10%", options="--no-readability\n",
        sarif="a.sarif", html="a.html", markdown="a.md",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=articles/a b.txt,line=1,title=gate/single-party::")
    assert (checkout / "output").read_text() == "passed=false\n"
    assert (checkout / "a.sarif").read_text("utf-8").startswith('{"$schema"')
    assert (checkout / "a.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    summary = (checkout / "summary.md").read_text("utf-8")
    assert summary == (checkout / "a.md").read_text("utf-8")


def test_the_action_passes_and_tells_a_wrong_call(checkout: Path) -> None:
    assert run_action(checkout, paths="articles/a b.txt").returncode == 0
    assert (checkout / "output").read_text() == "passed=true\n"
    assert run_action(checkout, paths="no such folder").returncode == 3
    assert run_action(checkout, paths="articles", max_unsourced="lots").returncode == 2


def test_inputs_of_the_action_are_never_run(checkout: Path) -> None:
    evil = '$(touch owned); `touch owned`; "; touch owned; #'
    run_action(checkout, paths=evil, max_single_party=evil, options=evil, sarif=evil, fail_on=evil)
    assert not (checkout / "owned").exists()
    text = (ROOT / "action.yml").read_text("utf-8")
    for script in (step["run"] for step in loaded(text)["runs"]["steps"]):
        assert "${{" not in script


def test_the_gitlab_job_reports_and_fails(checkout: Path) -> None:
    job = loaded(GITLAB)["attribution-audit"]
    script = "\n".join(job["script"]).replace("60%", "10%")
    assert shell(script, checkout).returncode == 1
    assert (checkout / job["artifacts"]["paths"][0]).exists()
    assert "<testsuites" in (checkout / job["artifacts"]["reports"]["junit"]).read_text("utf-8")


def test_the_documented_workflow_uses_inputs_that_exist() -> None:
    inputs = loaded((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    steps = loaded(WORKFLOW)["jobs"]["audit"]["steps"]
    used = next(step["with"] for step in steps if "auditor" in step["uses"])
    assert set(used) <= set(inputs)
    table = PAGE[PAGE.index("| input") : PAGE.index("The output")]
    assert set(inputs) <= set(re.findall(r"`([\w-]+)`", table))


def test_the_hook_calls_what_exists() -> None:
    hooks = loaded((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    used = loaded(PRE_COMMIT)["repos"][0]["hooks"][0]
    hook = next(hook for hook in hooks if hook["id"] == used["id"])
    command = [*hook["entry"].split(), *used["args"], "articles/a.txt"]
    assert command[0] == "auditor"
    options = parse(command[1:])
    assert options is not None and options.format == "compact"


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("github-actions", (ROOT / "action.yml").read_text("utf-8")),
        ("github-workflows", WORKFLOW),
        ("gitlab-ci", GITLAB),
    ],
    ids=lambda value: value if "\n" not in value else "",
)
def test_files_are_valid_by_the_schemas_of_their_hosts(
    tmp_path: Path, schema: str, text: str
) -> None:
    pytest.importorskip("check_jsonschema")
    file = tmp_path / "file.yml"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, str(file)], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_the_hook_runs_in_a_repository_of_its_own(tmp_path: Path) -> None:
    """Installs the package, for which pip needs a network or a cache: only where asked for."""
    pytest.importorskip("pre_commit")
    if not os.environ.get("AUDITOR_TEST_INSTALL"):
        pytest.skip("set AUDITOR_TEST_INSTALL=1 to install the hook and run it")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Nothing to audit\n", encoding="utf-8")
    commit = subprocess.check_output(["git", "-C", str(ROOT), "rev-parse", "HEAD"], text=True)
    config = re.sub(r"repo: .*", f"repo: {ROOT}", PRE_COMMIT)
    config = re.sub(r"rev: .*", f"rev: {commit.strip()}", config).replace("60%", "10%")
    (tmp_path / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        cwd=tmp_path, capture_output=True, encoding="utf-8",
        env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
    )  # fmt: skip
    assert done.returncode == 1
    assert "articles/a.txt:1:1: error gate/single-party" in done.stdout
    assert "README.md" not in done.stdout
