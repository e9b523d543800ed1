"""LibreOffice, where it is installed: what another program makes of a document."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def converted(path: Path, to: str, folder: Path) -> Path:
    """Return the file that LibreOffice saves ``path`` as."""
    assert SOFFICE is not None
    profile = (folder.parent / "libreoffice").as_uri()  # made once, which takes seconds
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to,
         "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / f"{path.stem}.{to.partition(':')[0]}"
