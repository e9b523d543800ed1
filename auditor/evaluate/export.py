"""Write corrected passages as annotated ones: text/NAME.txt and labels.tsv.

A folder that ``make fit`` takes beside whole articles: people chose these passages, and what
they say of them is worth more than what the program said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from auditor.errors import ReadError
from auditor.model import Audit
from auditor.text import WORD
from auditor.visible import DROPPED, unmarked

LABELS = "labels.tsv"
HEAD = "# article\tstart\tend (code points of text/ARTICLE.txt)\tstatus\tparty"


def export(audits: Iterable[Audit], folder: Path) -> Mapping[str, int]:
    """Write the corrected passages of ``audits``; return how many each article has, by its name.

    Corrections without effect are left out, and markup is blank, so that offsets stay.  Nothing
    is written where there is nothing to write.  Raises ReadError for a folder that is in use.
    """
    rows: list[str] = []
    counts: dict[str, int] = {}
    texts: dict[str, str] = {}
    for audit in audits:
        passages = [corrected for corrected in audit.corrections if not corrected.why]
        if not passages:
            continue
        name = _name(audit.document.path, counts)
        counts[name] = len(passages)
        texts[name] = unmarked(audit.document).replace(DROPPED, " ")
        for one in sorted(passages):
            party = " ".join((one.party or "-").split())
            rows.append(f"{name}\t{one.start}\t{one.end}\t{one.status}\t{party}")
    if rows:
        _write(folder, rows, texts)
    return counts


def _name(path: str, taken: Mapping[str, int]) -> str:
    """Return a name for an article that no other has: ``drafts-bridge``."""
    stem = "-".join(WORD.findall(" ".join(PurePath(path).with_suffix("").parts))) or "article"
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return name


def _write(folder: Path, rows: Iterable[str], texts: Mapping[str, str]) -> None:
    try:
        if folder.exists() and not (folder / LABELS).is_file() and any(folder.iterdir()):
            raise ReadError("export", f"{folder}: holds something else; name a new folder")
        (folder / "text").mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / "text" / f"{name}.txt").write_bytes(text.encode("utf-8", "replace"))
        (folder / LABELS).write_bytes("\n".join([HEAD, *rows, ""]).encode("utf-8", "replace"))
    except OSError as error:
        raise ReadError("export", f"{folder}: {error.strerror}") from None
