"""The notebook of the documentation does what it shows.

After a change that is meant, run ``python tests/test_notebook.py`` and read the diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def run() -> nbformat.NotebookNode:
    """Return the notebook, its cells run anew in a kernel of this environment."""
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    book = nbformat.read(NOTEBOOK, as_version=4)
    resources = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(book, timeout=60, kernel_name="python3", resources=resources).execute(
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    )
    for cell in book.cells:
        cell.metadata = {}
    book.metadata = {"kernelspec": book.metadata["kernelspec"]}
    return book


def told(book: nbformat.NotebookNode) -> list[list[Any]]:
    """Return what each cell of code shows: texts, and the pages of audits."""
    shown = []
    for cell in book.cells:
        if cell.cell_type == "code":
            outputs = [dict(o.get("data", {"text/plain": o.get("text")})) for o in cell.outputs]
            for data in outputs:
                if "max-width:60em" not in data.get("text/html", ""):
                    data.pop("text/html", None)  # of another library
            shown.append(outputs)
    return shown


@pytest.mark.filterwarnings("ignore")
def test_the_notebook_shows_what_its_cells_come_to() -> None:
    written = nbformat.read(NOTEBOOK, as_version=4)
    assert told(run()) == told(written), "meant? see above"
    assert not any(o.output_type == "error" for c in written.cells for o in c.get("outputs", ()))


def test_the_notebook_names_no_machine_and_holds_no_script() -> None:
    text = NOTEBOOK.read_text("utf-8")
    assert "<script" not in text and str(ROOT) not in text
    assert json.loads(text)["nbformat"] == 4


if __name__ == "__main__":
    nbformat.write(run(), NOTEBOOK)
