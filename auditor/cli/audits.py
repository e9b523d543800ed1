"""Files to audits, settled by the configuration, for the commands that look at a few."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from auditor.audit import audit
from auditor.cli.codes import Code
from auditor.cli.options import CheckOptions
from auditor.cli.settings import Settings
from auditor.cli.terminal import say
from auditor.corpus import mapping_of
from auditor.desk.decided import decided
from auditor.errors import ReadError
from auditor.formats import MOST_BYTES, read_bytes, read_document
from auditor.harmless import named
from auditor.inputs import STDIN
from auditor.model import Audit, RuleSet


def audit_file(
    path: str, rules: RuleSet, settings: Settings, options: CheckOptions
) -> Audit:  # fmt: skip
    """Return the audit of one file as ``auditor check`` makes it; raise ReadError."""
    mapping = mapping_of(settings.desk)
    if path == STDIN:
        name = options.stdin_filename or "<stdin>"
        given = sys.stdin.buffer.read(MOST_BYTES + 1)
        document = read_bytes(given, name, encoding=options.encoding, mapping=mapping)
    else:
        name = path
        document = read_document(path, encoding=options.encoding, mapping=mapping)
    document = document._replace(path=named(document.path))
    told = decided(name, settings.desk, correctable=settings.correctable)
    if told.fault:
        say(f"{told.fault}\n{name}: audited as if nothing was decided beside it")
    if told.note:
        say(f"{name}: {told.note}")
    result = audit(document, rules, told.decisions)
    return settings.desk.settle(result) if settings.desk else result


def audit_files(
    paths: Sequence[str],
    rules: RuleSet,
    settings: Settings,
    options: CheckOptions,
    codes: list[Code],
) -> Iterator[Audit]:
    """Yield the audits of the files that can be read; complain about the others."""
    for path in paths:
        try:
            yield audit_file(path, rules, settings, options)
        except ReadError as error:
            codes.append(Code.UNREADABLE)
            say(str(error))
