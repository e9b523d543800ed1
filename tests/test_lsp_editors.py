"""The language server in a real Neovim, without its extra, and the units that editors count in."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types

from auditor import __version__
from auditor.cli.commands import COMMANDS
from auditor.lsp.actions import ACKNOWLEDGE, CORRECT
from auditor.lsp.draft import Positions
from auditor.model import Status

LSP = next(command for command in COMMANDS if command.name == "lsp")
ROOT = Path(__file__).resolve().parent.parent
CLAIMED = (
    "The minister claimed that the bridge was open, that nobody had been hurt there in all the "
    "years since it was built, and that the people of the town could use it by day and by night."
)


def test_positions_there_and_back_are_the_same() -> None:
    text = "a\U0001f6a2é\r\nb\u2028\U0001f6a2c\rd\n"
    for units in ("utf-8", "utf-16", "utf-32"):
        positions = Positions(text, units)
        for offset in (*range(4), *range(5, 9), 10, len(text)):
            assert positions.offset(positions.position(offset)) == offset, (units, offset)
    assert Positions("a\U0001f6a2b", "utf-8").position(2) == types.Position(0, 5)
    assert Positions("ab", "utf-16").offset(types.Position(7, 0)) == 2


def test_a_missing_extra_is_one_line() -> None:
    blocked = "import sys; sys.modules['pygls'] = None; from auditor.cli import run; "
    done = subprocess.run(
        [sys.executable, "-c", blocked + "sys.exit(run(['lsp']))"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        "auditor: auditor lsp needs pygls: pip install 'attribution-auditor[lsp]'\n"
    )


# ---------------------------------------------------------------- the extension for VS Code

VSCODE = ROOT / "editors" / "vscode"


def test_the_extension_asks_for_what_the_server_takes() -> None:
    asking = (VSCODE / "src" / "asking.js").read_text("utf-8")
    listed = asking.partition("const STATUSES = [")[2].partition("]")[0]
    assert re.findall(r'"(\w+)"', listed) == list(Status)
    assert re.findall(r'"(auditor\.\w+)"', asking) == [ACKNOWLEDGE, CORRECT]
    manifest = json.loads((VSCODE / "package.json").read_text("utf-8"))
    command = manifest["contributes"]["configuration"]["properties"]["auditor.command"]["default"]
    assert command == ["auditor", LSP.name]
    assert manifest["version"] == __version__


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_the_extension_s_own_tests_pass() -> None:
    done = subprocess.run(["node", "--test"], cwd=VSCODE, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


# ---------------------------------------------------------------- a real Neovim

NVIM = """\
vim.o.swapfile = false
vim.cmd('edit ' .. arg[1])
local client = vim.lsp.start_client({name = 'auditor', cmd = {arg[2], '-m', 'auditor', 'lsp'}})
vim.lsp.buf_attach_client(0, client)
local come = vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, one in ipairs(vim.diagnostic.get(0)) do
  local words = vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})
  print(one.code .. '=' .. table.concat(words, ' '))
end
vim.cmd(come and 'qall!' or 'cquit!')
"""


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_neovim_underlines_the_words(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(f"# Bridge\n\n\U0001f6a2 Since May: {CLAIMED}\n", encoding="utf-8")
    script = NVIM.replace("arg[1]", f"'{draft}'").replace("arg[2]", f"'{sys.executable}'")
    (tmp_path / "try.lua").write_text(script, encoding="utf-8")
    done = subprocess.run(
        ["nvim", "--headless", "--clean", "-S", str(tmp_path / "try.lua")],
        capture_output=True, text=True, timeout=60, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "policy-en/loaded-verb=claimed" in done.stderr + done.stdout
