"""``auditor lsp``: serve an editor.

It answers before the audit is loaded: an editor waits for the answer, and not for the rest.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

from auditor import readers
from auditor.cli.codes import Code
from auditor.cli.options import CheckOptions, check_options
from auditor.lsp.server import made

if TYPE_CHECKING:
    from auditor.cli.drafting import DraftDesk
    from auditor.lsp.draft import Checked
    from auditor.model import Audit, RuleSet


def lsp(**given: Any) -> Code:
    """Serve the editor that started this until it says that it ends."""
    options = check_options(given)
    name = options.reader or readers.wanted().name
    # A reader that nobody asked for would take longer than the audit after each key.
    server = made(_Later(options._replace(reader="none" if name == "auto" else name)))
    try:
        # Copies: the server closes what it speaks over, and the program ends after it.
        server.start_io(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"))
    except SystemExit as ended:  # 1: the editor left without a word
        return Code.INTERNAL if ended.code else Code.OK
    return Code.OK


class _Later:
    """A desk that is loaded when it is first asked."""

    def __init__(self, options: CheckOptions) -> None:
        self._options = options

    @cached_property
    def _desk(self) -> DraftDesk:
        from auditor.cli.drafting import DraftDesk

        return DraftDesk(self._options)

    def check(self, path: str, text: str) -> Checked:
        return self._desk.check(path, text)

    def explained(self, rule: str, rules: RuleSet) -> str:
        return self._desk.explained(rule, rules)

    def report(self, audit: Audit, checked: Checked) -> str:
        return self._desk.report(audit, checked)
