"""Files to audits, settled by the configuration, for the commands that look at a few."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from auditor.audit import audit
from auditor.cli.codes import Code
from auditor.cli.options import CheckOptions
from auditor.cli.settings import Settings
from auditor.corpus import mapping_of, printable
from auditor.desk.sidecar import beside
from auditor.errors import ReadError
from auditor.inputs import STDIN
from auditor.model import Audit, RuleSet
from auditor.readers import read_bytes, read_document


def audit_file(
    path: str, rules: RuleSet, settings: Settings, options: CheckOptions
) -> Audit:  # fmt: skip
    """Return the audit of one file as ``auditor check`` makes it; raise ReadError."""
    mapping = mapping_of(settings.desk)
    if path == STDIN:
        name, data = options.stdin_filename or "<stdin>", sys.stdin.buffer.read()
        document = read_bytes(data, name, encoding=options.encoding, mapping=mapping)
    else:
        name = path
        document = read_document(path, encoding=options.encoding, mapping=mapping)
    document = document._replace(path=printable(document.path))
    result = audit(document, rules, beside(name))
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
            print(f"auditor: {printable(str(error))}", file=sys.stderr)
