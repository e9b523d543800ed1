"""``auditor evaluate``: measure the audit on a folder that people annotated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor import formats
from auditor.cli.codes import Code, worst
from auditor.cli.options import check_options
from auditor.cli.settings import settle
from auditor.cli.terminal import say, tell
from auditor.errors import ReadError, UsageError
from auditor.evaluate import STANDOFF, evaluate, kind_of, measured
from auditor.evaluate.listing import lines
from auditor.evaluate.page import class_tables, section, write_section
from auditor.inputs import select
from auditor.packs.load import load_rules
from auditor.reports._style import plural

_EXAMPLES = 3


def evaluate_folder(
    *,
    folder: str,
    format: str = "text",
    limit: int = 10,
    classes: bool = False,
    corpus: str = "",
    write_table: str | None = None,
    write_docs: str | None = None,
    export: str | None = None,
    rules: Sequence[str] = (),
    pack: Sequence[str] = (),
    no_pack: Sequence[str] = (),
) -> Code:
    """Print how well the audit agrees with the annotations; write what was asked for."""
    if (write_table or write_docs) and not corpus:
        raise UsageError("--corpus is missing: the name under which the figures are known")
    if export:
        return _export(folder, export, {"rules": rules, "pack": pack, "no_pack": no_pack})
    path = Path(folder)
    if classes and kind_of(path) != STANDOFF:
        raise UsageError("--classes: only a folder with marked attributions has classes")
    loaded = load_rules(tuple(map(Path, rules)), pack or None, tuple(no_pack))
    try:
        result = evaluate(path, loaded, examples=_EXAMPLES)
    except ReadError as error:
        say(str(error))
        return Code.UNREADABLE
    if write_table:
        measured.write_table(Path(write_table), corpus, result)
    if write_docs:
        write_section(Path(write_docs), corpus, section(result))
    if format == "json":
        print(json.dumps(result, indent=1, ensure_ascii=False))
    elif classes:
        tell("\n".join(class_tables(result["classes"])))
    else:
        tell("\n".join(lines(result, limit)))
    return Code.OK


def _export(folder: str, to: str, given: dict[str, Any]) -> Code:
    """Write the passages that people corrected in the articles of a folder, annotated."""
    from auditor.cli.audits import audit_files
    from auditor.evaluate.export import export

    options = check_options({**given, "paths": (folder,)})
    settings = settle(options, absorb=False)
    chosen = select(options.paths, formats.suffixes(), house=settings.patterns)
    codes: list[Code] = []
    try:
        counts = export(
            audit_files(chosen.files, settings.load(), settings, options, codes), Path(to)
        )
    except ReadError as error:
        raise UsageError(str(error)) from None
    if not counts:
        tell("no passage is corrected: nothing is written")
    else:
        passages, articles = sum(counts.values()), len(counts)
        tell(f"{plural(passages, 'passage')} of {plural(articles, 'article')} written to {to}")
    return worst(codes)
