"""``auditor evaluate``: measure the audit on a folder that people annotated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.cli.codes import Code
from auditor.cli.options import choice
from auditor.cli.terminal import say, tell
from auditor.errors import ReadError, UsageError
from auditor.evaluate import STANDOFF, evaluate, kind_of
from auditor.evaluate.listing import lines
from auditor.evaluate.measured import write_table
from auditor.evaluate.page import class_tables, section, write_section
from auditor.rulepack import load_rules

FORMATS = ("text", "json")
_EXAMPLES = 3


class EvaluateOptions(NamedTuple):
    """What ``auditor evaluate`` can be asked for."""

    folder: str
    format: str = "text"
    limit: str = "10"
    classes: bool = False
    corpus: str | None = None
    write_table: str | None = None
    write_docs: str | None = None
    rules: Sequence[str] = ()
    pack: Sequence[str] = ()
    no_pack: Sequence[str] = ()


def evaluate_folder(options: EvaluateOptions) -> Code:
    """Print how well the audit agrees with the annotations; write what was asked for."""
    choice(options.format, "--format", FORMATS)
    if not options.limit.isascii() or not options.limit.isdigit():
        raise UsageError(f"--limit {options.limit}: write a number of rows")
    if (options.write_table or options.write_docs) and not options.corpus:
        raise UsageError("--corpus is missing: the name under which the figures are known")
    folder = Path(options.folder)
    if options.classes and kind_of(folder) != STANDOFF:
        raise UsageError("--classes: only a folder with marked attributions has classes")
    rules = load_rules(
        tuple(map(Path, options.rules)), options.pack or None, tuple(options.no_pack)
    )
    try:
        result = evaluate(folder, rules, examples=_EXAMPLES)
    except ReadError as error:
        say(str(error))
        return Code.UNREADABLE
    corpus = options.corpus or ""
    if options.write_table:
        write_table(Path(options.write_table), corpus, result)
    if options.write_docs:
        write_section(Path(options.write_docs), corpus, section(result))
    if options.format == "json":
        print(json.dumps(result, indent=1, ensure_ascii=False))
    elif options.classes:
        tell("\n".join(class_tables(result["classes"])))
    else:
        tell("\n".join(lines(result, int(options.limit))))
    return Code.OK
