"""Drafts that an editor holds, audited with the rules and the configuration of their files."""

from __future__ import annotations

from typing import NamedTuple

from auditor import __version__, reports
from auditor.audit import audit
from auditor.cli.options import CheckOptions
from auditor.cli.settings import Settings, config_path, settle
from auditor.cli.stamps import Stamp, desk_stamp
from auditor.corpus import mapping_of
from auditor.desk.decided import decided
from auditor.errors import AuditorError
from auditor.formats import read_bytes
from auditor.gate import judge
from auditor.lsp.draft import Checked
from auditor.memory import keep_all_loaded
from auditor.model import Audit, RuleSet
from auditor.run import Piece, Run, Style
from auditor.summary import digest


class _Ground(NamedTuple):
    settings: Settings
    rules: RuleSet
    stamp: Stamp


class DraftDesk:
    """Keeps rules and configuration, and reads them again when they were saved."""

    def __init__(self, options: CheckOptions) -> None:
        self._options = options
        self._grounds: dict[str | None, _Ground] = {}

    def check(self, path: str, text: str) -> Checked:
        """Return the audit of what an editor holds as the draft of a file."""
        try:
            return self._check(path, text)
        except AuditorError as error:
            return Checked(None, fault=str(error).splitlines()[0])

    def _check(self, path: str, text: str) -> Checked:
        options = self._options._replace(paths=(path,))
        ground = self._ground(options)
        desk = ground.settings.desk
        data = text.encode("utf-8", "replace")
        document = read_bytes(data, path, encoding="utf-8", mapping=mapping_of(desk))
        told = decided(path, desk)
        result = audit(document, ground.rules, told.decisions)
        limits = ground.settings.limits
        if desk is not None:
            result, limits = desk.settle(result), desk.limits_of(path)
        if told.fault:
            result = result._replace(notes=(*result.notes, told.fault.splitlines()[0]))
        return Checked(result, ground.rules, limits)

    def _ground(self, options: CheckOptions) -> _Ground:
        key = config_path(options)
        known = self._grounds.get(key)
        if known is not None and desk_stamp(options, known.settings) == known.stamp:
            return known
        settings = settle(options)
        ground = _Ground(settings, settings.load(), desk_stamp(options, settings))
        self._grounds = {key: ground}  # rules are large, and drafts mostly of one house
        keep_all_loaded()
        return ground

    def explained(self, rule: str, rules: RuleSet) -> str:
        """Return what there is to say of the rule with this id."""
        from auditor.rulebook.text import rule_text

        return next((rule_text(known, rules) for known in rules.rules if known.id == rule), "")

    def report(self, audit: Audit, checked: Checked) -> str:
        """Return the page about a draft."""
        page, style = reports.load("html"), Style(limits=checked.limits)
        piece = Piece(digest(audit), page.article(audit, style))
        rules = checked.rules
        assert rules is not None
        gate = judge([piece.digest], checked.limits)
        policy = tuple(rule for rule in rules.rules if rule.kind == "policy")
        return "".join(page.whole([piece], Run(__version__, rules.packs, gate, style, policy)))
