"""``auditor schema``: the schemas of the machine formats."""

from __future__ import annotations

import sys

from auditor.cli.codes import Code


def show(name: str) -> Code:
    """Print one of our schemas."""
    from importlib.resources import files

    sys.stdout.write(files("auditor.schema").joinpath(f"{name}-1.json").read_text("utf-8"))
    return Code.OK
